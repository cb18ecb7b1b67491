//! Small conversions to text.

use vidimus_iso7816::tlv::{Reader, Tag};

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use core::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // writing to a String cannot fail
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Content octets of the identifier in a DER AlgorithmIdentifier.
pub(crate) fn algorithm_oid(der: &[u8]) -> Option<&[u8]> {
    let sequence = Reader::new(der).expect(Tag(0x30)).ok()?;
    let oid = sequence.children().ok()?.expect(Tag(0x06)).ok()?;
    Some(oid.value)
}
