//! The one way to verify a signature, and the seam for another implementation of it.

use crate::algorithm::{EcdsaEncoding, SignatureAlgorithm};
use crate::ec::EcPublicKey;
use crate::ec::signature::EcdsaSignature;
use crate::error::VerifyError;
use crate::hash::Digest;
use crate::key::PublicKey;
use crate::rsa::{self, RsaPublicKey};

/// A public key that verifies signatures: [`PublicKey`], or a validated module of the caller's.
pub trait Verifier {
    /// Verifies a signature over a message.
    ///
    /// # Errors
    /// [`VerifyError`]; in every case the signature is not this key's.
    fn verify(
        &self,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Verified, VerifyError> {
        self.verify_digest(algorithm, &algorithm.hash().hash(message), signature)
    }

    /// Verifies a signature over a message of this hash value, which is the algorithm's own.
    ///
    /// # Errors
    /// [`VerifyError`]; in every case the signature is not this key's.
    fn verify_digest(
        &self,
        algorithm: &SignatureAlgorithm,
        digest: &Digest,
        signature: &[u8],
    ) -> Result<Verified, VerifyError>;
}

/// A signature that is mathematically right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a quirk may have to be refused"]
pub struct Verified {
    /// what the standard does not allow and was taken nevertheless; whoever is strict refuses
    pub quirk: Option<SignatureQuirk>,
}

/// A deviation that changes nothing of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureQuirk {
    /// The RSA block's `DigestInfo` lacks the `NULL` after the hash's identifier (RFC 8017
    /// appendix A.2.4 wants it there).
    DigestInfoWithoutNull,
    /// An ECDSA integer with more leading zeros than DER allows.
    NonMinimalInteger,
}

impl SignatureQuirk {
    /// The name in the registry of quirks and in reports.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::DigestInfoWithoutNull => "rsa.digestinfo_no_null",
            Self::NonMinimalInteger => "ecdsa.der_integer",
        }
    }
}

impl Verifier for PublicKey {
    fn verify_digest(
        &self,
        algorithm: &SignatureAlgorithm,
        digest: &Digest,
        signature: &[u8],
    ) -> Result<Verified, VerifyError> {
        if digest.as_ref().len() != algorithm.hash().output_len() {
            return Err(VerifyError::BadSignature);
        }
        match self {
            Self::Rsa(key) => verify_rsa(key, algorithm, digest, signature),
            Self::Ec(key, _) => verify_ec(key, algorithm, digest, signature),
        }
    }
}

fn verify_rsa(
    key: &RsaPublicKey,
    algorithm: &SignatureAlgorithm,
    digest: &Digest,
    signature: &[u8],
) -> Result<Verified, VerifyError> {
    match *algorithm {
        SignatureAlgorithm::RsaPkcs1 { hash } => rsa::verify_pkcs1(key, hash, digest, signature),
        SignatureAlgorithm::RsaPss {
            hash,
            mgf_hash,
            salt_len,
        } => {
            let parameters = rsa::PssParameters {
                hash,
                mgf_hash,
                salt_len,
            };
            rsa::verify_pss(key, parameters, digest, signature)
        }
        SignatureAlgorithm::Ecdsa { .. } => Err(VerifyError::KeyMismatch),
    }
}

fn verify_ec(
    key: &EcPublicKey,
    algorithm: &SignatureAlgorithm,
    digest: &Digest,
    signature: &[u8],
) -> Result<Verified, VerifyError> {
    let SignatureAlgorithm::Ecdsa { encoding, .. } = algorithm else {
        return Err(VerifyError::KeyMismatch);
    };
    let parsed = match encoding {
        EcdsaEncoding::Der => EcdsaSignature::from_der(signature)?,
        EcdsaEncoding::Plain => EcdsaSignature::from_plain(signature, key.curve().order_bytes())?,
    };
    if key.verify_prehash(digest.as_ref(), parsed.r, parsed.s) {
        Ok(Verified {
            quirk: parsed.quirk,
        })
    } else {
        Err(VerifyError::BadSignature)
    }
}
