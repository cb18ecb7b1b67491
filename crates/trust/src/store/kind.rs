//! What bytes are, by their first objects; the name of a file says nothing.
//!
//! | first bytes | what |
//! |---|---|
//! | `30 … 06`, also of indefinite length | a signed message; what it signs tells which list |
//! | `30 … 30 … 30 … 30 … 17` or `18` (a time after algorithm and issuer) | a revocation list |
//! | `30 … 30` | a certificate |
//! | `30 … 02` | the content of a master list, without its signature |
//! | a line `version:` or `dn:` | LDIF |
//! | `-----BEGIN` in text | PEM |

use super::pem;
use crate::TrustError;
use crate::deviation::DeviationKind;
use crate::ldif::is_ldif;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_lds::cms::SignedData;

const INTEGER: Tag = Tag(0x02);
const OBJECT_IDENTIFIER: Tag = Tag(0x06);
const UTC_TIME: Tag = Tag(0x17);
const GENERALIZED_TIME: Tag = Tag(0x18);
const SEQUENCE: Tag = Tag(0x30);

/// How far into a file the first line of LDIF is looked for.
const HEAD: usize = 4096;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Pem,
    Ldif,
    Certificate,
    Crl,
    /// signed data of a master list, or of something that no list is
    MasterList,
    /// signed data of a deviation list or a defect list
    DeviationList,
    BareList,
}

impl Kind {
    pub(super) fn of(bytes: &[u8]) -> Result<Self, TrustError> {
        // the outer object may have an indefinite length (BER), so only its header is looked at
        match (bytes, first_inside(bytes)) {
            ([0x30, 0x80, 0x06, ..], _) | (_, Some(OBJECT_IDENTIFIER)) => Ok(Self::of_cms(bytes)),
            (_, Some(SEQUENCE)) if is_crl(bytes).is_some() => Ok(Self::Crl),
            (_, Some(SEQUENCE)) => Ok(Self::Certificate),
            (_, Some(INTEGER)) => Ok(Self::BareList),
            _ if is_ldif(bytes.get(..HEAD).unwrap_or(bytes)) => Ok(Self::Ldif),
            _ if pem::is_pem(bytes) => Ok(Self::Pem),
            _ => Err(TrustError::NotRecognised),
        }
    }

    /// By the type of the signed content; what does not decode will say so as a master list.
    fn of_cms(bytes: &[u8]) -> Self {
        let deviations = SignedData::parse(bytes)
            .is_ok_and(|signed| DeviationKind::of(signed.content_type.content()).is_some());
        if deviations {
            Self::DeviationList
        } else {
            Self::MasterList
        }
    }
}

/// Whether these bytes start like a revocation list (CRL) in DER. Who adds many files adds such
/// lists last: they are judged under the authorities that are there by then.
#[must_use]
pub fn is_revocation_list(bytes: &[u8]) -> bool {
    is_crl(bytes).is_some()
}

/// Tag of the first object inside the outer SEQUENCE.
fn first_inside(bytes: &[u8]) -> Option<Tag> {
    let outer = Reader::new(bytes).expect(SEQUENCE).ok()?;
    let first = outer.children().ok()?.next().ok()??;
    Some(first.tag)
}

/// Both a certificate and a revocation list start with a SEQUENCE inside a SEQUENCE. A time as
/// the third field, after algorithm and issuer, is only in a revocation list (RFC 5280 §5.1); a
/// certificate has a SEQUENCE of two there.
fn is_crl(bytes: &[u8]) -> Option<()> {
    let outer = Reader::new(bytes).expect(SEQUENCE).ok()?;
    let signed = outer.children().ok()?.expect(SEQUENCE).ok()?;
    let mut fields = signed.children().ok()?;
    fields.take_if(INTEGER).ok()?;
    fields.expect(SEQUENCE).ok()?;
    fields.expect(SEQUENCE).ok()?;
    let third = fields.next().ok()??;
    matches!(third.tag, UTC_TIME | GENERALIZED_TIME).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_structure() {
        let certificate = b"\x30\x0B\x30\x09\x02\x01\x01\x30\x00\x30\x00\x30\x00";
        let crl = b"\x30\x0A\x30\x08\x30\x00\x30\x00\x17\x00\x30\x00";
        let second_version = b"\x30\x0D\x30\x0B\x02\x01\x01\x30\x00\x30\x00\x17\x00\x30\x00";
        assert_eq!(Kind::of(certificate), Ok(Kind::Certificate));
        assert_eq!(Kind::of(crl), Ok(Kind::Crl));
        assert_eq!(Kind::of(second_version), Ok(Kind::Crl));
        assert_eq!(Kind::of(b"\x30\x03\x02\x01\x00"), Ok(Kind::BareList));
        assert_eq!(Kind::of(b"\x30\x80\x06\x00"), Ok(Kind::MasterList));
    }

    #[test]
    fn by_first_line() {
        for text in [
            "version: 1\ndn: c=UT\n",
            "# PKD\r\n\r\nDN: c=UT\r\n",
            "\u{FEFF}version: 1\n",
        ] {
            assert_eq!(Kind::of(text.as_bytes()), Ok(Kind::Ldif), "{text}");
        }
        for text in ["", "dnx: c=UT", "a note about dn: c=UT"] {
            let kind = Kind::of(text.as_bytes());
            assert_eq!(kind, Err(TrustError::NotRecognised), "{text}");
        }
    }
}
