//! Extensions of a list (RFC 5280 §5.2): which key signed, and whether the list is one that we
//! may rely on.

use vidimus_iso7816::tlv::{Reader, Tag, Tlv, TlvError};

const ISSUER_ALTERNATIVE_NAME: &[u8] = &[0x55, 0x1D, 18];
const CRL_NUMBER: &[u8] = &[0x55, 0x1D, 20];
const DELTA_CRL_INDICATOR: &[u8] = &[0x55, 0x1D, 27];
const ISSUING_DISTRIBUTION_POINT: &[u8] = &[0x55, 0x1D, 28];
const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1D, 35];

/// Why a list says nothing about any certificate. Doc 9303-12 §7.1.4 wants complete lists of
/// one issuer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unusable {
    /// only the changes since another list: deltaCRLIndicator, or an entry removeFromCRL
    Delta,
    /// limited by an issuingDistributionPoint to some certificates or reasons
    Partial,
    /// an entry belongs to another issuer (certificateIssuer)
    Indirect,
    /// a critical extension of list or entry that is not known: content octets of its identifier
    UnknownCritical(Box<[u8]>),
    /// an extension of the list occurs twice or does not decode: content octets of its identifier
    Extension(Box<[u8]>),
    /// the signed algorithm identifier is not the one beside the signature
    AlgorithmMismatch,
}

impl core::fmt::Display for Unusable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let dotted = |oid: &[u8]| vidimus_pubkey::oid::to_dotted(oid).unwrap_or_default();
        match self {
            Self::Delta => f.write_str("a delta list"),
            Self::Partial => f.write_str("limited by an issuing distribution point"),
            Self::Indirect => f.write_str("an indirect list"),
            Self::UnknownCritical(oid) => {
                write!(f, "critical extension {} not known", dotted(oid))
            }
            Self::Extension(oid) => write!(f, "extension {} doubled or broken", dotted(oid)),
            Self::AlgorithmMismatch => f.write_str("the two algorithm identifiers differ"),
        }
    }
}

/// What the extensions of a list say.
#[derive(Clone, Debug, Default)]
pub(super) struct ListExtensions {
    pub(super) number: Option<Box<[u8]>>,
    pub(super) authority_key_identifier: Option<Box<[u8]>>,
    pub(super) unusable: Option<Unusable>,
}

impl ListExtensions {
    /// ```text
    /// Extensions ::= SEQUENCE OF SEQUENCE {
    ///     extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
    /// ```
    pub(super) fn parse(list: &Tlv<'_>) -> Result<Self, TlvError> {
        let mut extensions = Self::default();
        let mut seen: Vec<&[u8]> = Vec::new();
        walk(list, &mut |oid, critical, value| {
            if seen.contains(&oid) {
                extensions.refuse(Unusable::Extension(oid.into()));
            }
            seen.push(oid);
            if let Some(problem) = extensions.take(oid, critical, value) {
                extensions.refuse(problem);
            }
        })?;
        Ok(extensions)
    }

    /// The first problem is kept.
    pub(super) fn refuse(&mut self, problem: Unusable) {
        self.unusable.get_or_insert(problem);
    }

    fn take(&mut self, oid: &[u8], critical: bool, value: &[u8]) -> Option<Unusable> {
        let broken = || Unusable::Extension(oid.into());
        match oid {
            DELTA_CRL_INDICATOR => Some(Unusable::Delta),
            ISSUING_DISTRIBUTION_POINT => Some(Unusable::Partial),
            CRL_NUMBER => {
                self.number = only(value, Tag(0x02)).map(|number| number.value.into());
                self.number.is_none().then(broken)
            }
            AUTHORITY_KEY_IDENTIFIER => match key_identifier(value) {
                Some(identifier) => {
                    self.authority_key_identifier = identifier.map(Into::into);
                    None
                }
                None => Some(broken()),
            },
            ISSUER_ALTERNATIVE_NAME => None,
            _ => critical.then(|| Unusable::UnknownCritical(oid.into())),
        }
    }
}

/// `AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] OCTET STRING OPTIONAL, .. }`:
/// `None` where it does not decode, `Some(None)` where it names no key.
fn key_identifier(value: &[u8]) -> Option<Option<&[u8]>> {
    let mut fields = only(value, Tag(0x30))?.children().ok()?;
    let identifier = fields.take_if(Tag(0x80)).ok()?;
    Some(identifier.map(|identifier| identifier.value))
}

/// Calls `found` with identifier, criticality and value of each extension. Whatever is not
/// written as FALSE is critical.
pub(super) fn walk<'a>(
    list: &Tlv<'a>,
    found: &mut dyn FnMut(&'a [u8], bool, &'a [u8]),
) -> Result<(), TlvError> {
    let mut extensions = list.children()?;
    while !extensions.is_empty() {
        let mut parts = extensions.expect(Tag(0x30))?.children()?;
        let oid = parts.expect(Tag(0x06))?.value;
        let flag = parts.take_if(Tag(0x01))?;
        let critical = flag.is_some_and(|flag| flag.value != [0]);
        found(oid, critical, parts.expect(Tag(0x04))?.value);
    }
    Ok(())
}

/// The one object that fills all of `value`.
pub(super) fn only(value: &[u8], tag: Tag) -> Option<Tlv<'_>> {
    let mut reader = Reader::new(value);
    let object = reader.expect(tag).ok()?;
    reader.is_empty().then_some(object)
}
