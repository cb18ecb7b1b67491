//! X.509 certificates (RFC 5280 §4.1) as the PKI of travel documents uses them
//! (Doc 9303-12 §7.1).
//!
//! A [`Certificate`] owns its DER and remembers where each part lies: signatures are checked
//! over the bytes as received, nothing is encoded again. The frame is read with our own DER
//! reader, so that an error has an offset and a missing part is told from a wrong one; times
//! and extension values go through `x509-parser`. Stricter than RFC 5280: no bytes may follow
//! any part. Laxer: serial numbers may be negative (four public authorities have one), and an
//! extension that does not decode spoils only itself.

mod parse;
mod summary;

pub use parse::MAX_LEN;
pub use summary::CertificateSummary;

use crate::extensions::Extensions;
use crate::name::Name;
use crate::{CertificateError, Detail};
use core::ops::Range;
use std::sync::{Arc, OnceLock};
use vidimus_pubkey::{
    AlgorithmError, Digest, HashAlgorithm, KeyError, PublicKey, SignatureAlgorithm,
};

/// Part of a certificate, for errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(
    missing_docs,
    reason = "each variant is the field of RFC 5280 §4.1 that it names"
)]
pub enum Part {
    Certificate,
    TbsCertificate,
    Version,
    SerialNumber,
    Signature,
    Issuer,
    Validity,
    Subject,
    SubjectPublicKeyInfo,
    Extensions,
    SignatureAlgorithm,
    SignatureValue,
}

impl core::fmt::Display for Part {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Certificate => "Certificate",
            Self::TbsCertificate => "tbsCertificate",
            Self::Version => "version",
            Self::SerialNumber => "serialNumber",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Validity => "validity",
            Self::Subject => "subject",
            Self::SubjectPublicKeyInfo => "subjectPublicKeyInfo",
            Self::Extensions => "extensions",
            Self::SignatureAlgorithm => "signatureAlgorithm",
            Self::SignatureValue => "signatureValue",
        })
    }
}

/// The period of RFC 5280 §4.1.2.5, in seconds since 1970; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// first second
    pub not_before: i64,
    /// last second
    pub not_after: i64,
    /// whether both times have the type that RFC 5280 prescribes for their year:
    /// UTCTime through 2049, GeneralizedTime from 2050
    pub prescribed_types: bool,
}

/// A parsed certificate. Cheap to clone: all clones share bytes and parsed key.
#[derive(Clone)]
pub struct Certificate(Arc<Inner>);

struct Inner {
    der: Box<[u8]>,
    layout: Layout,
    version: u64,
    validity: Validity,
    extensions: Extensions,
    key: OnceLock<Result<PublicKey, KeyError>>,
    fingerprint: OnceLock<Digest>,
}

/// Where the parts lie in the DER.
#[derive(Clone, Debug, Default)]
struct Layout {
    tbs: Range<usize>,
    serial: Range<usize>,
    inner_algorithm: Range<usize>,
    issuer: Range<usize>,
    subject: Range<usize>,
    spki: Range<usize>,
    outer_algorithm: Range<usize>,
    signature: Range<usize>,
}

impl Certificate {
    /// Reads one DER certificate and nothing after it.
    ///
    /// # Errors
    /// [`CertificateError`] with the part and the offset.
    pub fn parse(der: &[u8]) -> Result<Self, CertificateError> {
        parse::certificate(der).map(|inner| Self(Arc::new(inner)))
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        self.0.der.get(range.clone()).unwrap_or_default()
    }

    /// The whole certificate.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.0.der
    }

    /// The signed part, tag and length included, as received.
    #[must_use]
    pub fn tbs(&self) -> &[u8] {
        self.part(&self.0.layout.tbs)
    }

    /// The version as encoded: 2 means version 3; 0 where it is left out.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.version
    }

    /// Content octets of the serial number, sign octet included.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        self.part(&self.0.layout.serial)
    }

    /// The issuer's name.
    #[must_use]
    pub fn issuer(&self) -> Name<'_> {
        Name::from_der(self.part(&self.0.layout.issuer))
    }

    /// The subject's name.
    #[must_use]
    pub fn subject(&self) -> Name<'_> {
        Name::from_der(self.part(&self.0.layout.subject))
    }

    /// Whether subject and issuer are one name. Such a certificate need not be self-signed:
    /// link certificates of a key change keep the name.
    #[must_use]
    pub fn is_self_issued(&self) -> bool {
        self.issuer().compare(&self.subject()).is_same()
    }

    /// The validity period.
    #[must_use]
    pub fn validity(&self) -> Validity {
        self.0.validity
    }

    /// The extensions.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.0.extensions
    }

    /// DER of the SubjectPublicKeyInfo.
    #[must_use]
    pub fn subject_public_key_info(&self) -> &[u8] {
        self.part(&self.0.layout.spki)
    }

    /// The public key, parsed once.
    ///
    /// # Errors
    /// [`KeyError`]: not a key that we take; the same at every call.
    pub fn public_key(&self) -> Result<&PublicKey, &KeyError> {
        self.0
            .key
            .get_or_init(|| PublicKey::from_spki(self.subject_public_key_info()))
            .as_ref()
    }

    /// The algorithm of the certificate's own signature.
    ///
    /// # Errors
    /// [`AlgorithmError`]: refused (MD5), unsupported (DSA) or malformed.
    pub fn signature_algorithm(&self) -> Result<SignatureAlgorithm, AlgorithmError> {
        SignatureAlgorithm::from_der(self.signature_algorithm_der(), None)
    }

    /// DER of the outer AlgorithmIdentifier.
    #[must_use]
    pub fn signature_algorithm_der(&self) -> &[u8] {
        self.part(&self.0.layout.outer_algorithm)
    }

    /// DER of the AlgorithmIdentifier inside the signed part.
    #[must_use]
    pub fn inner_signature_algorithm_der(&self) -> &[u8] {
        self.part(&self.0.layout.inner_algorithm)
    }

    /// The signature's octets.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        self.part(&self.0.layout.signature)
    }

    /// SHA-256 of the DER.
    #[must_use]
    pub fn fingerprint(&self) -> Digest {
        *self
            .0
            .fingerprint
            .get_or_init(|| HashAlgorithm::Sha256.hash(self.der()))
    }

    /// The fingerprint as plain octets.
    pub(crate) fn sha256(&self) -> [u8; 32] {
        let mut octets = [0; 32];
        for (octet, value) in octets.iter_mut().zip(self.fingerprint().as_ref()) {
            *octet = *value;
        }
        octets
    }

    /// What a report says of the certificate.
    #[must_use]
    pub fn summary(&self) -> CertificateSummary {
        CertificateSummary::of(self)
    }
}

impl PartialEq for Certificate {
    /// Byte for byte.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl core::hash::Hash for Certificate {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.der().hash(state);
    }
}

impl core::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "Certificate({}, {} bytes)",
            self.subject(),
            self.der().len()
        )
    }
}

impl From<&CertificateError> for Detail {
    fn from(error: &CertificateError) -> Self {
        Self::Malformed {
            offset: error.offset(),
            problem: error.to_string(),
        }
    }
}
