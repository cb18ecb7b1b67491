//! From BER back to DER lengths (RFC 5652 §5.4 signs the DER encoding of the attributes).

use super::{OCTET_STRING, OCTET_STRING_IN_PIECES, Object};
use vidimus_iso7816::tlv::{Tag, TlvError, Writer};

/// The object under another tag, with definite minimal lengths throughout and octet strings in
/// one piece. The order of a SET is kept.
///
/// # Errors
/// [`TlvError`] where an inner object cannot be read; depth is limited by
/// [`MAX_DEPTH`](super::MAX_DEPTH).
pub fn to_der(object: &Object<'_>, tag: Tag) -> Result<Vec<u8>, TlvError> {
    let mut out = Writer::new();
    write(&mut out, object, tag)?;
    Ok(out.into_bytes())
}

fn write(out: &mut Writer, object: &Object<'_>, tag: Tag) -> Result<(), TlvError> {
    if object.tag == OCTET_STRING_IN_PIECES {
        out.object(OCTET_STRING, &object.octets()?);
        return Ok(());
    }
    if !object.tag.is_constructed() {
        out.object(tag, object.content);
        return Ok(());
    }
    let mut inner = Writer::new();
    let mut children = object.children()?;
    while let Some(child) = children.next()? {
        write(&mut inner, &child, child.tag)?;
    }
    out.object(tag, &inner.into_bytes());
    Ok(())
}
