//! Extended key usage (RFC 5280 §4.2.1.12) and the roles of ICAO's PKI.

use super::whole;
use vidimus_iso7816::tlv::Tag;

/// id-icao-mrtd-security, 2.23.136.1.1.
const ICAO_SECURITY: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01];
/// 2.23.136.1.1.3: signer of master lists (Doc 9303-12 §7.1.1).
const MASTER_LIST_SIGNER: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x03];

/// 2.23.136.1.1.11.1: signer of visible digital seals (Doc 9303-12 §7.1.1).
pub(crate) const BAR_CODE_SIGNER: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x0B, 0x01];
/// 2.23.136.1.1.14.2: signer of VDS-NC (ICAO TR VDS-NC).
pub(crate) const VDS_NC_SIGNER: &[u8] = &[0x67, 0x81, 0x08, 0x01, 0x01, 0x0E, 0x02];

/// The purposes named, as content octets of their identifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtendedKeyUsage(Vec<Box<[u8]>>);

impl ExtendedKeyUsage {
    /// `ExtKeyUsageSyntax ::= SEQUENCE OF OBJECT IDENTIFIER`
    pub(super) fn parse(value: &[u8]) -> Option<Self> {
        let mut reader = whole(value, Tag(0x30))?.children().ok()?;
        let mut purposes = Vec::new();
        while !reader.is_empty() {
            purposes.push(reader.expect(Tag(0x06)).ok()?.value.into());
        }
        Some(Self(purposes))
    }

    /// Whether it names the signing of master lists.
    #[must_use]
    pub fn is_master_list_signer(&self) -> bool {
        self.includes(MASTER_LIST_SIGNER)
    }

    /// Whether it names the signing of seals of either kind.
    #[must_use]
    pub fn is_seal_signer(&self) -> bool {
        self.includes(BAR_CODE_SIGNER) || self.includes(VDS_NC_SIGNER)
    }

    /// Whether it names this purpose, given as content octets of its identifier.
    #[must_use]
    pub fn includes(&self, purpose: &[u8]) -> bool {
        self.0.iter().any(|oid| **oid == *purpose)
    }

    /// The first role of ICAO's PKI: list signers, seal signers and the like. A document
    /// signer has none.
    #[must_use]
    pub fn icao_role(&self) -> Option<&[u8]> {
        self.0
            .iter()
            .map(|oid| &**oid)
            .find(|oid| oid.starts_with(ICAO_SECURITY))
    }

    /// The first purpose.
    #[must_use]
    pub fn first(&self) -> Option<&[u8]> {
        self.0.first().map(|oid| &**oid)
    }
}
