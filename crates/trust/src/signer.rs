//! Which certificate a signer identifier names (RFC 5652 §5.3).

use crate::Certificate;
use crate::name::{Name, NameMatch};
use std::borrow::Cow;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_lds::cms::SignerId;
use vidimus_pubkey::HashAlgorithm;

/// How a certificate fits a signer identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SidMatch {
    /// Another certificate.
    No,
    /// Serial number and all parts of the name, in another order (quirk `sod.sid_name`).
    OtherOrder,
    /// The certificate that is meant.
    Yes,
}

/// Whether the identifier names this certificate.
pub(crate) fn matches(sid: &SignerId<'_>, certificate: &Certificate) -> SidMatch {
    match *sid {
        SignerId::IssuerSerial { issuer, serial } => {
            if serial != certificate.serial() {
                return SidMatch::No;
            }
            match Name::from_der(issuer).compare(&certificate.issuer()) {
                NameMatch::Exact | NameMatch::Equivalent => SidMatch::Yes,
                NameMatch::OtherOrder => SidMatch::OtherOrder,
                NameMatch::Different => SidMatch::No,
            }
        }
        SignerId::Ski(key_identifier) if has_key_identifier(certificate, key_identifier) => {
            SidMatch::Yes
        }
        _ => SidMatch::No,
    }
}

fn has_key_identifier(certificate: &Certificate, identifier: &[u8]) -> bool {
    *key_identifier(certificate) == *identifier
}

/// The key identifier by the extension; where a certificate has none, by the first method of
/// RFC 5280 §4.2.1.2, SHA-1 over the key's bits.
pub(crate) fn key_identifier(certificate: &Certificate) -> Cow<'_, [u8]> {
    if let Some(own) = certificate.extensions().subject_key_identifier() {
        return Cow::Borrowed(own);
    }
    let bits = key_bits(certificate.subject_public_key_info()).unwrap_or_default();
    Cow::Owned(HashAlgorithm::Sha1.hash(bits).as_ref().to_vec())
}

/// The octets of the subjectPublicKey BIT STRING.
fn key_bits(spki: &[u8]) -> Option<&[u8]> {
    let mut fields = Reader::new(spki).expect(Tag(0x30)).ok()?.children().ok()?;
    fields.expect(Tag(0x30)).ok()?;
    fields.expect(Tag(0x03)).ok()?.value.get(1..)
}
