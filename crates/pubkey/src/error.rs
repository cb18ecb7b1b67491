//! Why a key, an algorithm or a signature is not taken.
//!
//! This crate stands on nothing else of the workspace, so its errors name their stable code by
//! an inherent `code()`; the crates above wrap them and add whose fault it is.

use crate::oid::dotted;
use thiserror::Error;

/// Why an `AlgorithmIdentifier` (RFC 5280 §4.1.1.2) names no signature algorithm we verify.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AlgorithmError {
    /// Known and broken: MD2, MD4 or MD5. Never evaluated to a passed check.
    #[error("algorithm {} is refused", dotted(oid))]
    Refused {
        /// content octets of the identifier
        oid: Vec<u8>,
    },
    /// Not known, or known and not implemented, such as DSA.
    #[error("algorithm {} is not supported", dotted(oid))]
    Unsupported {
        /// content octets of the identifier
        oid: Vec<u8>,
    },
    /// The bytes are no `AlgorithmIdentifier`, or its parameters are wrong.
    #[error("algorithm identifier malformed at byte {offset}")]
    Malformed {
        /// offset from the start of the `AlgorithmIdentifier`
        offset: usize,
    },
}

impl AlgorithmError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "algorithm_refused",
            Self::Unsupported { .. } => "algorithm_unsupported",
            Self::Malformed { .. } => "malformed.content",
        }
    }
}

/// Why a `SubjectPublicKeyInfo` or a private key is not taken as a key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Explicit curve parameters that are no curve of the table, in every value (generator,
    /// order and cofactor included), or a named curve outside the table.
    #[error("the curve is not one of the known curves")]
    CurveNotKnown {
        /// content octets of the curve's name; `None` for explicit parameters
        oid: Option<Vec<u8>>,
    },
    /// A key of another kind, such as DSA or an X25519 key.
    #[error("keys of kind {} are not supported", dotted(oid))]
    Unsupported {
        /// content octets of the key's algorithm identifier
        oid: Vec<u8>,
    },
    /// An RSA modulus outside 1024 to 8192 bits.
    #[error("an RSA modulus of {bits} bits is not supported")]
    ModulusSize {
        /// bits of the modulus
        bits: usize,
    },
    /// An RSA modulus too short to prove anything.
    #[error("an RSA modulus of {bits} bits is refused")]
    ModulusTooShort {
        /// bits of the modulus
        bits: usize,
    },
    /// An RSA exponent above 64 bits.
    #[error("an RSA exponent of {bits} bits is not supported")]
    ExponentSize {
        /// bits of the exponent
        bits: usize,
    },
    /// An RSA exponent of 1 or an even one: whoever knows the modulus could sign.
    #[error("the RSA exponent is 1 or even")]
    WeakExponent,
    /// An even RSA modulus.
    #[error("the RSA modulus is even")]
    WeakModulus,
    /// The point is not on the curve, or is the point at infinity.
    #[error("the public point is not a point of the curve")]
    PointInvalid,
    /// A Diffie-Hellman value that is not of the group: 0, 1, `p - 1` or more, or outside the
    /// subgroup of the generator (RFC 2631 §2.1.5).
    #[error("the public value is not one of the group")]
    ValueInvalid,
    /// Diffie-Hellman parameters that are no group of the table, generator included.
    #[error("the group is not one of the known groups")]
    GroupNotKnown,
    /// A key of one curve or group used with one of another.
    #[error("the keys are not of the same domain")]
    DomainMismatch,
    /// A generator or a shared value is the neutral element.
    #[error("the result is the neutral element")]
    Degenerate,
    /// A domain that has no Integrated Mapping of PACE (Doc 9303-11 appendix B): a curve over a
    /// prime that is not 3 modulo 4.
    #[error("there is no integrated mapping on {domain}")]
    NotMappable {
        /// name of the curve
        domain: &'static str,
    },
    /// A secret scalar that is zero or not below the order.
    #[error("the secret value is out of its range")]
    ScalarOutOfRange,
    /// The bytes are not the structure they should be.
    #[error("key malformed at byte {offset}")]
    Malformed {
        /// offset from the start of the structure that was given
        offset: usize,
    },
}

impl KeyError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CurveNotKnown { .. } | Self::GroupNotKnown => "curve_not_known",
            Self::ModulusTooShort { .. } => "algorithm_refused",
            Self::Unsupported { .. }
            | Self::ModulusSize { .. }
            | Self::ExponentSize { .. }
            | Self::NotMappable { .. } => "algorithm_unsupported",
            Self::WeakExponent | Self::WeakModulus => "weak_key",
            Self::PointInvalid
            | Self::ValueInvalid
            | Self::DomainMismatch
            | Self::Degenerate
            | Self::ScalarOutOfRange
            | Self::Malformed { .. } => "malformed.content",
        }
    }
}

/// Why a signature does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The signature is not this key's over these bytes.
    #[error("the signature is wrong")]
    BadSignature,
    /// An RSA algorithm with an EC key, or the other way round.
    #[error("the signature algorithm does not fit the kind of key")]
    KeyMismatch,
    /// The signature has not the form its algorithm prescribes.
    #[error("the signature is malformed")]
    MalformedSignature,
    /// The key is too small for the hash and salt, so no signature of the kind can exist.
    #[error("no such signature fits the key")]
    Unsupported,
}

impl VerifyError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadSignature => "signature_wrong",
            Self::KeyMismatch => "signature_key_mismatch",
            Self::MalformedSignature => "malformed.content",
            Self::Unsupported => "algorithm_unsupported",
        }
    }
}
