//! Signing with a private key from a file: for the software chip, the fixture maker and tests.
//!
//! Nothing random is drawn: ECDSA by RFC 6979, PSS salts derived from key and message, so the
//! same input gives the same bytes. Keys are generated elsewhere, by the system's OpenSSL.

mod pem;
mod private_key;

use crate::algorithm::{EcdsaEncoding, SignatureAlgorithm};
use crate::der::DerError;
use crate::ec::signature::EcdsaSignature;
use crate::error::KeyError;
use crate::hash::Digest;
use crate::oid::dotted;
use crate::rsa::PssParameters;
use private_key::{Kind, PrivateKey};
use thiserror::Error;

/// A private key that signs with one algorithm: [`FileSigner`], or a module of the caller's.
pub trait Signer {
    /// The algorithm.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// Signs a message.
    ///
    /// # Errors
    /// [`SignError`].
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;

    /// The public key as `SubjectPublicKeyInfo` (RFC 5280 §4.1).
    fn public_key_spki(&self) -> Vec<u8>;
}

/// Why a private key is not taken or does not sign.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignError {
    /// The bytes are no private key.
    #[error("private key malformed at byte {offset}")]
    Malformed {
        /// offset from the start of the DER structure it was found in
        offset: usize,
    },
    /// No PEM block of a private key, or its base64 is broken.
    #[error("no private key in PEM form")]
    NotPem,
    /// The file is encrypted.
    #[error("the private key is encrypted")]
    Encrypted,
    /// A kind of key that is not supported.
    #[error("private keys of kind {} are not supported", dotted(oid))]
    Unsupported {
        /// content octets of the key's algorithm identifier
        oid: Vec<u8>,
    },
    /// The public part of the key is not taken.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// An RSA algorithm with an EC key, or the other way round.
    #[error("the signature algorithm does not fit the kind of key")]
    KeyMismatch,
    /// The modulus is too short for hash and salt.
    #[error("the RSA key is too small for this hash and salt")]
    KeyTooSmall,
    /// The numbers of the key do not belong together: a signature made with it does not verify.
    #[error("the private key does not fit its public key")]
    Inconsistent,
}

impl SignError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed { .. } | Self::NotPem => "malformed.content",
            Self::Encrypted | Self::Unsupported { .. } | Self::KeyTooSmall => {
                "algorithm_unsupported"
            }
            Self::Key(error) => error.code(),
            Self::KeyMismatch => "signature_key_mismatch",
            Self::Inconsistent => "key_inconsistent",
        }
    }
}

impl From<DerError> for SignError {
    fn from(DerError { offset }: DerError) -> Self {
        Self::Malformed { offset }
    }
}

/// A private key from a file, and the algorithm it signs with.
///
/// Key material is wiped on drop; `Debug` shows the algorithm only.
pub struct FileSigner {
    algorithm: SignatureAlgorithm,
    key: PrivateKey,
}

impl FileSigner {
    /// Reads a private key in DER: PKCS#8 (RFC 5208), SEC 1 `ECPrivateKey` (RFC 5915) or
    /// `RSAPrivateKey` (RFC 8017 appendix A.1.2). Curve parameters stay as the file has them.
    ///
    /// # Errors
    /// [`SignError`], [`SignError::KeyMismatch`] when the algorithm is not one of the key.
    pub fn from_pkcs8_der(der: &[u8], algorithm: SignatureAlgorithm) -> Result<Self, SignError> {
        Self::new(PrivateKey::from_der(der)?, algorithm)
    }

    /// Reads a private key in PEM (RFC 7468): `PRIVATE KEY`, `EC PRIVATE KEY` or
    /// `RSA PRIVATE KEY`, the first of the text. An `EC PARAMETERS` block before it is skipped.
    ///
    /// # Errors
    /// [`SignError::NotPem`], [`SignError::Encrypted`], else as
    /// [`FileSigner::from_pkcs8_der`].
    pub fn from_pem(text: &str, algorithm: SignatureAlgorithm) -> Result<Self, SignError> {
        Self::from_pkcs8_der(&pem::private_key(text)?, algorithm)
    }

    fn new(key: PrivateKey, algorithm: SignatureAlgorithm) -> Result<Self, SignError> {
        if algorithm.is_rsa() != matches!(key.kind, Kind::Rsa(_)) {
            return Err(SignError::KeyMismatch);
        }
        Ok(Self { algorithm, key })
    }

    /// Signs a hash value, which is the algorithm's own.
    ///
    /// # Errors
    /// [`SignError::KeyTooSmall`], [`SignError::Inconsistent`].
    pub fn sign_digest(&self, digest: &Digest) -> Result<Vec<u8>, SignError> {
        match (&self.key.kind, self.algorithm) {
            (Kind::Rsa(key), SignatureAlgorithm::RsaPkcs1 { hash }) => key.sign_pkcs1(hash, digest),
            (Kind::Rsa(key), SignatureAlgorithm::RsaPss { salt_len, .. }) => {
                let salt = key.derive(b"vidimus pss salt", digest.as_ref(), salt_len);
                self.sign_with_salt(digest, &salt)
            }
            (Kind::Ec(key), SignatureAlgorithm::Ecdsa { hash, encoding }) => {
                let (r, s) = key.sign_prehash_rfc6979(hash, digest.as_ref())?;
                Ok(match encoding {
                    EcdsaEncoding::Der => signature_der(&r, &s),
                    EcdsaEncoding::Plain => [r, s].concat(),
                })
            }
            _ => Err(SignError::KeyMismatch),
        }
    }

    /// Signs a hash value by RSASSA-PSS with this salt, of the algorithm's length.
    ///
    /// # Errors
    /// [`SignError::KeyMismatch`] for another algorithm or length of salt,
    /// [`SignError::KeyTooSmall`], [`SignError::Inconsistent`].
    pub fn sign_with_salt(&self, digest: &Digest, salt: &[u8]) -> Result<Vec<u8>, SignError> {
        match (&self.key.kind, self.algorithm) {
            (
                Kind::Rsa(key),
                SignatureAlgorithm::RsaPss {
                    hash,
                    mgf_hash,
                    salt_len,
                },
            ) if salt.len() == salt_len => {
                let parameters = PssParameters {
                    hash,
                    mgf_hash,
                    salt_len,
                };
                key.sign_pss(parameters, digest, salt)
            }
            _ => Err(SignError::KeyMismatch),
        }
    }
}

fn signature_der(r: &[u8], s: &[u8]) -> Vec<u8> {
    EcdsaSignature { r, s, quirk: None }.to_der()
}

impl Signer for FileSigner {
    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.sign_digest(&self.algorithm.hash().hash(message))
    }

    fn public_key_spki(&self) -> Vec<u8> {
        self.key.spki.clone()
    }
}

impl core::fmt::Debug for FileSigner {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "FileSigner({})", self.algorithm)
    }
}
