//! Signature algorithms as certificates and CMS name them (RFC 5280 §4.1.1.2, RFC 4055,
//! RFC 5758, BSI TR-03111 §5.2.1).
//!
//! Deviations, all seen in real documents: `NULL` parameters with ECDSA and absent ones with
//! RSA are taken; plain `rsaEncryption` and `id-ecPublicKey` are taken where a digest algorithm
//! stands beside them, as in a CMS `SignerInfo`.

mod pss;

use crate::der::{self, Element, Reader};
use crate::error::AlgorithmError;
use crate::hash::HashAlgorithm;
use crate::oid;

/// How the two integers of an ECDSA signature are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EcdsaEncoding {
    /// `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 §2.2.3).
    Der,
    /// `r || s`, each as long as the order of the curve (BSI TR-03111 §5.2.1).
    Plain,
}

/// A signature algorithm with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1 {
        /// the hash of the message
        hash: HashAlgorithm,
    },
    /// RSASSA-PSS with MGF1 and trailer field 1 (RFC 8017 §8.1).
    RsaPss {
        /// the hash of the message
        hash: HashAlgorithm,
        /// the hash inside MGF1
        mgf_hash: HashAlgorithm,
        /// bytes of salt
        salt_len: usize,
    },
    /// ECDSA (BSI TR-03111 §4.2.1).
    Ecdsa {
        /// the hash of the message
        hash: HashAlgorithm,
        /// the form of the signature
        encoding: EcdsaEncoding,
    },
}

impl SignatureAlgorithm {
    /// RSASSA-PSS with one hash for both uses and a salt of the same length.
    #[must_use]
    pub const fn rsa_pss(hash: HashAlgorithm) -> Self {
        Self::RsaPss {
            hash,
            mgf_hash: hash,
            salt_len: hash.output_len(),
        }
    }

    /// ECDSA in the DER form.
    #[must_use]
    pub const fn ecdsa(hash: HashAlgorithm) -> Self {
        Self::Ecdsa {
            hash,
            encoding: EcdsaEncoding::Der,
        }
    }

    /// Reads an `AlgorithmIdentifier` in DER.
    ///
    /// `digest` is the digest algorithm that stands beside it (CMS `SignerInfo`), used only
    /// where the identifier names a kind of key and no hash; `None` in a certificate.
    ///
    /// # Errors
    /// [`AlgorithmError::Refused`] for MD2, MD4 and MD5, also inside PSS parameters;
    /// [`AlgorithmError::Unsupported`] for what is not known, DSA included, and for a PSS
    /// trailer other than 1; [`AlgorithmError::Malformed`] with the offset of the fault.
    pub fn from_der(
        algorithm_identifier: &[u8],
        digest: Option<HashAlgorithm>,
    ) -> Result<Self, AlgorithmError> {
        let (oid, parameters) = identifier(algorithm_identifier)?;
        if oid.value == oid::RSASSA_PSS {
            return pss::read(parameters);
        }
        if let (oid::ECDSA_WITH_SPECIFIED, Some(hash)) = (oid.value, parameters) {
            return read_hash(hash).map(Self::ecdsa);
        }
        let algorithm = match (by_name(oid.value), digest) {
            (Some(algorithm), _) => algorithm,
            (None, Some(hash)) => by_key_kind(oid.value, hash).ok_or_else(|| unknown(oid.value))?,
            (None, None) => return Err(unknown(oid.value)),
        };
        match parameters {
            // the curve's parameters follow the name of a kind of key
            Some(_) if oid.value == oid::EC_PUBLIC_KEY => Ok(algorithm),
            Some(element) if !is_null(&element) => Err(element.error().into()),
            _ => Ok(algorithm),
        }
    }

    /// The algorithm that an object identifier alone names; `None` for RSASSA-PSS, which needs
    /// parameters, and for what is not known.
    #[must_use]
    pub fn from_oid(oid: &[u8]) -> Option<Self> {
        by_name(oid)
    }

    /// The `AlgorithmIdentifier` in DER, with the parameters RFC 4055 and RFC 5758 prescribe.
    #[must_use]
    pub fn to_der(self) -> Vec<u8> {
        match self {
            Self::RsaPkcs1 { .. } => encode(self.oid(), &[der::NULL, 0]),
            Self::RsaPss {
                hash,
                mgf_hash,
                salt_len,
            } => encode(self.oid(), &pss::write(hash, mgf_hash, salt_len)),
            Self::Ecdsa { .. } => encode(self.oid(), &[]),
        }
    }

    /// Content octets of the identifier in [`SignatureAlgorithm::to_der`].
    #[must_use]
    pub fn oid(self) -> &'static [u8] {
        if let Self::RsaPss { .. } = self {
            return oid::RSASSA_PSS;
        }
        let row = NAMED.iter().find(|(_, algorithm)| *algorithm == self);
        row.map_or(&[], |(oid, _)| oid)
    }

    /// The hash of the message.
    #[must_use]
    pub const fn hash(self) -> HashAlgorithm {
        match self {
            Self::RsaPkcs1 { hash } | Self::RsaPss { hash, .. } | Self::Ecdsa { hash, .. } => hash,
        }
    }

    /// Whether an RSA key is needed; else an EC key is.
    #[must_use]
    pub const fn is_rsa(self) -> bool {
        matches!(self, Self::RsaPkcs1 { .. } | Self::RsaPss { .. })
    }

    /// Whether the hash is SHA-1. SHA-1 inside MGF1 alone weakens nothing.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        self.hash().is_weak()
    }
}

impl core::fmt::Display for SignatureAlgorithm {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::RsaPkcs1 { hash } => write!(f, "RSA PKCS#1 v1.5 {hash}"),
            Self::RsaPss {
                hash,
                mgf_hash,
                salt_len,
            } if hash == mgf_hash && *salt_len == hash.output_len() => {
                write!(f, "RSA-PSS {hash}")
            }
            Self::RsaPss {
                hash,
                mgf_hash,
                salt_len,
            } => write!(f, "RSA-PSS {hash} (MGF1 {mgf_hash}, salt {salt_len})"),
            Self::Ecdsa {
                hash,
                encoding: EcdsaEncoding::Der,
            } => write!(f, "ECDSA {hash}"),
            Self::Ecdsa {
                hash,
                encoding: EcdsaEncoding::Plain,
            } => write!(f, "ECDSA {hash} (plain)"),
        }
    }
}

const fn pkcs1(hash: HashAlgorithm) -> SignatureAlgorithm {
    SignatureAlgorithm::RsaPkcs1 { hash }
}

const fn plain(hash: HashAlgorithm) -> SignatureAlgorithm {
    SignatureAlgorithm::Ecdsa {
        hash,
        encoding: EcdsaEncoding::Plain,
    }
}

/// Identifiers that say all by themselves; the first of an algorithm is the one written.
const NAMED: [(&[u8], SignatureAlgorithm); 16] = [
    (oid::SHA1_WITH_RSA, pkcs1(HashAlgorithm::Sha1)),
    (oid::SHA224_WITH_RSA, pkcs1(HashAlgorithm::Sha224)),
    (oid::SHA256_WITH_RSA, pkcs1(HashAlgorithm::Sha256)),
    (oid::SHA384_WITH_RSA, pkcs1(HashAlgorithm::Sha384)),
    (oid::SHA512_WITH_RSA, pkcs1(HashAlgorithm::Sha512)),
    (oid::SHA1_WITH_RSA_OIW, pkcs1(HashAlgorithm::Sha1)),
    (
        oid::ECDSA_WITH_SHA1,
        SignatureAlgorithm::ecdsa(HashAlgorithm::Sha1),
    ),
    (
        oid::ECDSA_WITH_SHA224,
        SignatureAlgorithm::ecdsa(HashAlgorithm::Sha224),
    ),
    (
        oid::ECDSA_WITH_SHA256,
        SignatureAlgorithm::ecdsa(HashAlgorithm::Sha256),
    ),
    (
        oid::ECDSA_WITH_SHA384,
        SignatureAlgorithm::ecdsa(HashAlgorithm::Sha384),
    ),
    (
        oid::ECDSA_WITH_SHA512,
        SignatureAlgorithm::ecdsa(HashAlgorithm::Sha512),
    ),
    (oid::ECDSA_PLAIN_SHA1, plain(HashAlgorithm::Sha1)),
    (oid::ECDSA_PLAIN_SHA224, plain(HashAlgorithm::Sha224)),
    (oid::ECDSA_PLAIN_SHA256, plain(HashAlgorithm::Sha256)),
    (oid::ECDSA_PLAIN_SHA384, plain(HashAlgorithm::Sha384)),
    (oid::ECDSA_PLAIN_SHA512, plain(HashAlgorithm::Sha512)),
];

/// Algorithms that are never evaluated.
const REFUSED: [&[u8]; 6] = [
    oid::MD2_WITH_RSA,
    oid::MD4_WITH_RSA,
    oid::MD5_WITH_RSA,
    oid::MD2,
    oid::MD4,
    oid::MD5,
];

fn by_name(oid: &[u8]) -> Option<SignatureAlgorithm> {
    let row = NAMED.iter().find(|(name, _)| *name == oid);
    row.map(|(_, algorithm)| *algorithm)
}

fn by_key_kind(oid: &[u8], hash: HashAlgorithm) -> Option<SignatureAlgorithm> {
    match oid {
        oid::RSA_ENCRYPTION => Some(pkcs1(hash)),
        oid::EC_PUBLIC_KEY => Some(SignatureAlgorithm::ecdsa(hash)),
        _ => None,
    }
}

fn unknown(oid: &[u8]) -> AlgorithmError {
    let oid = oid.to_vec();
    if REFUSED.contains(&oid.as_slice()) {
        AlgorithmError::Refused { oid }
    } else {
        AlgorithmError::Unsupported { oid }
    }
}

/// The parts of an `AlgorithmIdentifier`: the identifier and what follows it, if anything.
fn identifier(bytes: &[u8]) -> Result<(Element<'_>, Option<Element<'_>>), AlgorithmError> {
    let sequence = der::single(bytes, der::SEQUENCE)?;
    parts(&sequence).map_err(Into::into)
}

/// The same of an `AlgorithmIdentifier` inside another structure.
pub(crate) fn parts<'a>(
    sequence: &Element<'a>,
) -> Result<(Element<'a>, Option<Element<'a>>), der::DerError> {
    let mut reader: Reader<'a> = sequence.children();
    let oid = reader.expect(der::OBJECT_IDENTIFIER)?;
    let parameters = if reader.is_empty() {
        None
    } else {
        Some(reader.any()?)
    };
    reader.finish()?;
    Ok((oid, parameters))
}

/// A hash function's `AlgorithmIdentifier`, parameters `NULL` or absent.
fn read_hash(element: Element<'_>) -> Result<HashAlgorithm, AlgorithmError> {
    if element.tag != der::SEQUENCE {
        return Err(element.error().into());
    }
    let (oid, parameters) = parts(&element)?;
    match parameters {
        Some(parameters) if !is_null(&parameters) => Err(parameters.error().into()),
        _ => HashAlgorithm::from_oid(oid.value).ok_or_else(|| unknown(oid.value)),
    }
}

pub(crate) fn is_null(element: &Element<'_>) -> bool {
    element.tag == der::NULL && element.value.is_empty()
}

/// An `AlgorithmIdentifier` of these content octets and these encoded parameters.
pub(crate) fn encode(oid: &[u8], parameters: &[u8]) -> Vec<u8> {
    let name = der::encode(der::OBJECT_IDENTIFIER, &[oid]);
    der::encode(der::SEQUENCE, &[&name, parameters])
}

#[cfg(test)]
mod tests;
