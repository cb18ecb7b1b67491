//! Certificate extensions that decide something (RFC 5280 §4.2, Doc 9303-12 §7.1).

mod purpose;
mod usage_period;

pub use purpose::ExtendedKeyUsage;
pub(crate) use purpose::{BAR_CODE_SIGNER, VDS_NC_SIGNER};
pub use usage_period::PrivateKeyUsagePeriod;

use vidimus_iso7816::tlv::{Reader, Tag, Tlv, TlvError, TlvErrorKind};
use x509_parser::extensions as x509;
use x509_parser::prelude::FromDer;

/// The extensions that are looked at, by their last arcs under 2.5.29 or by ICAO's identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExtensionKind {
    /// 2.5.29.35
    AuthorityKeyIdentifier,
    /// 2.5.29.14
    SubjectKeyIdentifier,
    /// 2.5.29.15
    KeyUsage,
    /// 2.5.29.16
    PrivateKeyUsagePeriod,
    /// 2.5.29.32
    CertificatePolicies,
    /// 2.5.29.17
    SubjectAlternativeName,
    /// 2.5.29.18
    IssuerAlternativeName,
    /// 2.5.29.19
    BasicConstraints,
    /// 2.5.29.37
    ExtendedKeyUsage,
    /// 2.5.29.31
    CrlDistributionPoints,
    /// 2.23.136.1.1.6.1, name change of an authority
    NameChange,
    /// 2.23.136.1.1.6.2, the types of document a signer may sign
    DocumentTypeList,
}

impl ExtensionKind {
    fn from_oid(oid: &[u8]) -> Option<Self> {
        Some(match oid {
            [0x55, 0x1D, 35] => Self::AuthorityKeyIdentifier,
            [0x55, 0x1D, 14] => Self::SubjectKeyIdentifier,
            [0x55, 0x1D, 15] => Self::KeyUsage,
            [0x55, 0x1D, 16] => Self::PrivateKeyUsagePeriod,
            [0x55, 0x1D, 32] => Self::CertificatePolicies,
            [0x55, 0x1D, 17] => Self::SubjectAlternativeName,
            [0x55, 0x1D, 18] => Self::IssuerAlternativeName,
            [0x55, 0x1D, 19] => Self::BasicConstraints,
            [0x55, 0x1D, 37] => Self::ExtendedKeyUsage,
            [0x55, 0x1D, 31] => Self::CrlDistributionPoints,
            [0x67, 0x81, 8, 1, 1, 6, 1] => Self::NameChange,
            [0x67, 0x81, 8, 1, 1, 6, 2] => Self::DocumentTypeList,
            _ => return None,
        })
    }
}

/// Key usage (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyUsage {
    /// whether the extension is critical, as it must be
    pub critical: bool,
    /// bit 0: signatures other than on certificates and CRLs
    pub digital_signature: bool,
    /// bit 5: signatures on certificates
    pub key_cert_sign: bool,
    /// bit 6: signatures on revocation lists
    pub crl_sign: bool,
}

/// The extensions of one certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    subject_key_identifier: Option<Box<[u8]>>,
    authority_key_identifier: Option<Box<[u8]>>,
    key_usage: Option<KeyUsage>,
    private_key_usage_period: Option<PrivateKeyUsagePeriod>,
    basic_constraints: Option<bool>,
    extended_key_usage: Option<ExtendedKeyUsage>,
    document_types: Option<Vec<String>>,
    unknown_critical: Vec<Box<[u8]>>,
    broken: Vec<ExtensionKind>,
    present: Vec<ExtensionKind>,
    duplicate: Option<ExtensionKind>,
}

impl Extensions {
    /// ```text
    /// Extensions ::= SEQUENCE OF SEQUENCE {
    ///     extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
    /// ```
    pub(crate) fn parse(list: &Tlv<'_>) -> Result<Self, TlvError> {
        let mut extensions = Self::default();
        let mut reader = list.children()?;
        while !reader.is_empty() {
            let mut parts = reader.expect(Tag(0x30))?.children()?;
            let oid = parts.expect(Tag(0x06))?.value;
            let critical = match parts.take_if(Tag(0x01))? {
                Some(flag) => boolean(&flag)?,
                None => false,
            };
            let value = parts.expect(Tag(0x04))?.value;
            extensions.take(oid, critical, value);
        }
        Ok(extensions)
    }

    /// Takes one extension; one that does not decode is noted as broken.
    fn take(&mut self, oid: &[u8], critical: bool, value: &[u8]) {
        let Some(kind) = ExtensionKind::from_oid(oid) else {
            if critical {
                self.unknown_critical.push(oid.into());
            }
            return;
        };
        if self.present.contains(&kind) {
            self.duplicate = Some(kind);
            return;
        }
        self.present.push(kind);
        if self.decode(kind, critical, value).is_none() {
            self.broken.push(kind);
        }
    }

    fn decode(&mut self, kind: ExtensionKind, critical: bool, value: &[u8]) -> Option<()> {
        match kind {
            ExtensionKind::SubjectKeyIdentifier => {
                let identifier = whole(value, Tag(0x04))?;
                self.subject_key_identifier = Some(identifier.value.into());
            }
            ExtensionKind::AuthorityKeyIdentifier => {
                let (_, aki) = x509::AuthorityKeyIdentifier::from_der(value).ok()?;
                self.authority_key_identifier = aki.key_identifier.map(|id| id.0.into());
            }
            ExtensionKind::KeyUsage => {
                let (_, usage) = x509::KeyUsage::from_der(value).ok()?;
                self.key_usage = Some(KeyUsage {
                    critical,
                    digital_signature: usage.digital_signature(),
                    key_cert_sign: usage.key_cert_sign(),
                    crl_sign: usage.crl_sign(),
                });
            }
            ExtensionKind::BasicConstraints => {
                let (_, constraints) = x509::BasicConstraints::from_der(value).ok()?;
                self.basic_constraints = Some(constraints.ca);
            }
            ExtensionKind::PrivateKeyUsagePeriod => {
                self.private_key_usage_period = Some(PrivateKeyUsagePeriod::parse(value)?);
            }
            // NameChange ::= NULL; that it is there says all
            ExtensionKind::NameChange => {
                whole(value, Tag(0x05))?;
            }
            ExtensionKind::ExtendedKeyUsage => {
                self.extended_key_usage = Some(ExtendedKeyUsage::parse(value)?);
            }
            ExtensionKind::DocumentTypeList => {
                self.document_types = Some(document_types(value)?);
            }
            _ => {}
        }
        Some(())
    }

    /// The subject key identifier.
    #[must_use]
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        self.subject_key_identifier.as_deref()
    }

    /// The key identifier inside the authority key identifier.
    #[must_use]
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        self.authority_key_identifier.as_deref()
    }

    /// The key usage.
    #[must_use]
    pub const fn key_usage(&self) -> Option<KeyUsage> {
        self.key_usage
    }

    /// Whether basicConstraints says cA.
    #[must_use]
    pub const fn is_certificate_authority(&self) -> bool {
        matches!(self.basic_constraints, Some(true))
    }

    /// What basicConstraints says of cA; `None` where the extension is not there.
    #[must_use]
    pub const fn basic_constraints(&self) -> Option<bool> {
        self.basic_constraints
    }

    /// When the private key may make signatures.
    #[must_use]
    pub const fn private_key_usage_period(&self) -> Option<PrivateKeyUsagePeriod> {
        self.private_key_usage_period
    }

    /// Whether an authority has changed its name with this certificate (Doc 9303-12 §7.1.1):
    /// issuer and subject of such a link certificate are two names of one authority.
    #[must_use]
    pub fn is_name_change(&self) -> bool {
        self.present.contains(&ExtensionKind::NameChange)
    }

    /// The extended key usage.
    #[must_use]
    pub const fn extended_key_usage(&self) -> Option<&ExtendedKeyUsage> {
        self.extended_key_usage.as_ref()
    }

    /// The types of document a signer may sign (Doc 9303-12 §7.1.1.6), such as `P`.
    #[must_use]
    pub fn document_types(&self) -> Option<&[String]> {
        self.document_types.as_deref()
    }

    /// Content octets of the identifiers of critical extensions that are not known.
    pub fn unknown_critical(&self) -> impl Iterator<Item = &[u8]> {
        self.unknown_critical.iter().map(|oid| &**oid)
    }

    /// Known extensions that do not decode.
    #[must_use]
    pub fn broken(&self) -> &[ExtensionKind] {
        &self.broken
    }

    /// A known extension that occurs twice; the first one is used.
    #[must_use]
    pub const fn duplicate(&self) -> Option<ExtensionKind> {
        self.duplicate
    }
}

/// DER: FF is true, 00 false; false is the default, but seen written out.
fn boolean(flag: &Tlv<'_>) -> Result<bool, TlvError> {
    match flag.value {
        [0xFF] => Ok(true),
        [0x00] => Ok(false),
        _ => Err(TlvError {
            kind: TlvErrorKind::Length,
            offset: flag.offset,
        }),
    }
}

/// The one object that fills all of `value`.
fn whole(value: &[u8], tag: Tag) -> Option<Tlv<'_>> {
    let mut reader = Reader::new(value);
    let object = reader.expect(tag).ok()?;
    reader.is_empty().then_some(object)
}

/// `DocumentTypeList ::= SEQUENCE { version INTEGER, SET OF PrintableString }`.
fn document_types(value: &[u8]) -> Option<Vec<String>> {
    let mut parts = whole(value, Tag(0x30))?.children().ok()?;
    parts.expect(Tag(0x02)).ok()?;
    let mut entries = parts.expect(Tag(0x31)).ok()?.children().ok()?;
    let mut types = Vec::new();
    while let Some(entry) = entries.next().ok()? {
        types.push(core::str::from_utf8(entry.value).ok()?.to_owned());
    }
    Some(types)
}
