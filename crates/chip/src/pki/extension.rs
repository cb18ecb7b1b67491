//! Certificate extensions (RFC 5280 §4.2, Doc 9303-12 §7.1.1 table 5).

use super::name::attribute;
use super::{der, oid};
use vidimus_pubkey::HashAlgorithm;

/// Attribute type localityName.
const LOCALITY: u8 = 7;

/// One extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// content octets of its identifier
    pub oid: Vec<u8>,
    /// whether a reader that does not know it must refuse the certificate
    pub critical: bool,
    /// its value, DER
    pub value: Vec<u8>,
}

impl Extension {
    fn new(oid: &[u8], critical: bool, value: Vec<u8>) -> Self {
        Self {
            oid: oid.to_vec(),
            critical,
            value,
        }
    }

    /// The extension in DER.
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let critical = if self.critical {
            der::yes()
        } else {
            Vec::new()
        };
        der::sequence(&[der::oid(&self.oid), critical, der::octets(&self.value)])
    }

    /// subjectKeyIdentifier of this key: SHA-1 of the key's bits (RFC 5280 §4.2.1.2).
    #[must_use]
    pub fn subject_key_identifier(spki: &[u8]) -> Self {
        let value = der::octets(&key_identifier(spki));
        Self::new(oid::SUBJECT_KEY_IDENTIFIER, false, value)
    }

    /// authorityKeyIdentifier with the identifier of this key.
    #[must_use]
    pub fn authority_key_identifier(spki: &[u8]) -> Self {
        let value = der::sequence(&[der::implicit(0, &key_identifier(spki))]);
        Self::new(oid::AUTHORITY_KEY_IDENTIFIER, false, value)
    }

    /// authorityKeyIdentifier with issuer name and serial number only.
    #[must_use]
    pub fn authority_name_and_serial(issuer: &[u8], serial: &[u8]) -> Self {
        let directory = der::context(4, &[issuer]);
        let value = der::sequence(&[der::context(1, &[directory]), der::implicit(2, serial)]);
        Self::new(oid::AUTHORITY_KEY_IDENTIFIER, false, value)
    }

    /// keyUsage; `bits` is the first byte of the bit string, `unused` its unused bits.
    #[must_use]
    pub fn key_usage(bits: u8, unused: u8) -> Self {
        Self::new(oid::KEY_USAGE, true, der::object(0x03, &[unused, bits]))
    }

    /// keyUsage digitalSignature.
    #[must_use]
    pub fn usage_signature() -> Self {
        Self::key_usage(0x80, 7)
    }

    /// keyUsage keyCertSign and cRLSign.
    #[must_use]
    pub fn usage_authority() -> Self {
        Self::key_usage(0x06, 1)
    }

    /// basicConstraints of an authority, with this path length.
    #[must_use]
    pub fn authority(path_length: Option<u32>) -> Self {
        let length = path_length.map(der::integer).unwrap_or_default();
        let value = der::sequence(&[der::yes(), length]);
        Self::new(oid::BASIC_CONSTRAINTS, true, value)
    }

    /// privateKeyUsagePeriod; times as `YYYYMMDDHHMMSS`.
    #[must_use]
    pub fn private_key_usage_period(not_before: &str, not_after: &str) -> Self {
        let time = |number, text: &str| der::implicit(number, format!("{text}Z").as_bytes());
        let value = der::sequence(&[time(0, not_before), time(1, not_after)]);
        Self::new(oid::PRIVATE_KEY_USAGE_PERIOD, false, value)
    }

    /// documentTypeList: version 0 and the document codes.
    #[must_use]
    pub fn document_types(types: &[&str]) -> Self {
        let types = types.iter().map(|code| der::printable(code)).collect();
        let value = der::sequence(&[der::integer(0), der::set_of(types)]);
        Self::new(oid::DOCUMENT_TYPE_LIST, false, value)
    }

    /// extKeyUsage of a master list signer.
    #[must_use]
    pub fn master_list_signer() -> Self {
        Self::key_purpose(oid::MASTER_LIST_SIGNER)
    }

    /// extKeyUsage of this one purpose, given as content octets.
    #[must_use]
    pub fn key_purpose(purpose: &[u8]) -> Self {
        let value = der::sequence(&[der::oid(purpose)]);
        Self::new(oid::EXTENDED_KEY_USAGE, true, value)
    }

    /// nameChange: `NULL`, in the certificates of an authority that has got another name
    /// (Doc 9303-12 §7.1.1.5).
    #[must_use]
    pub fn name_change() -> Self {
        Self::new(oid::NAME_CHANGE, false, der::null())
    }

    /// cRLNumber (RFC 5280 §5.2.3).
    #[must_use]
    pub fn crl_number(number: u32) -> Self {
        Self::new(oid::CRL_NUMBER, false, der::integer(number))
    }

    /// deltaCRLIndicator: the list holds only what is new since the list of this number (RFC 5280
    /// §5.2.4).
    #[must_use]
    pub fn delta_crl(base: u32) -> Self {
        Self::new(oid::DELTA_CRL, true, der::integer(base))
    }

    /// reasonCode of an entry, an ENUMERATED: 1 key compromise, 4 superseded (RFC 5280 §5.3.1).
    #[must_use]
    pub fn reason_code(reason: u8) -> Self {
        Self::new(oid::REASON_CODE, false, der::object(0x0A, &[reason]))
    }

    /// subjectAltName: the country's three-letter code as locality (Doc 9303-12 §7.1.1.2).
    #[must_use]
    pub fn subject_state(code: &str) -> Self {
        Self::new(oid::SUBJECT_ALT_NAME, false, state(code))
    }

    /// issuerAltName, likewise.
    #[must_use]
    pub fn issuer_state(code: &str) -> Self {
        Self::new(oid::ISSUER_ALT_NAME, false, state(code))
    }

    /// cRLDistributionPoints with one address.
    #[must_use]
    pub fn revocation_list(address: &str) -> Self {
        let name = der::context(
            0,
            &[der::context(0, &[der::implicit(6, address.as_bytes())])],
        );
        let value = der::sequence(&[der::sequence(&[name])]);
        Self::new(oid::CRL_DISTRIBUTION_POINTS, false, value)
    }

    /// A critical extension that nobody knows, 1.2.3.4.
    #[must_use]
    pub fn unknown_critical() -> Self {
        Self::new(oid::UNKNOWN, true, der::null())
    }
}

/// SHA-1 of the public key's bits: the last object of a `SubjectPublicKeyInfo`, without tag,
/// length and the count of unused bits.
pub(crate) fn key_identifier(spki: &[u8]) -> Vec<u8> {
    use vidimus_iso7816::tlv::{Reader, Tag};
    let bits = Reader::new(spki)
        .expect(Tag(0x30))
        .and_then(|outer| outer.children())
        .and_then(|mut fields| {
            fields.expect(Tag(0x30))?;
            fields.expect(Tag(0x03))
        });
    let key = bits.map_or(spki, |bits| bits.value.get(1..).unwrap_or_default());
    HashAlgorithm::Sha1.hash(key).as_ref().to_vec()
}

/// GeneralNames of one directoryName with the locality alone.
fn state(code: &str) -> Vec<u8> {
    let name = der::sequence(&[attribute(LOCALITY, der::printable(code))]);
    der::sequence(&[der::context(4, &[name])])
}
