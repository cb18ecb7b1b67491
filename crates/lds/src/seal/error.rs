//! What is wrong with a seal, and where.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};

/// Why a seal could not be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("seal: {fault} at byte {offset}")]
pub struct SealError {
    /// offset in the seal
    pub offset: usize,
    /// what is wrong there
    pub fault: SealFault,
}

/// What is wrong at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealFault {
    /// Neither kind of seal starts like this.
    #[error("neither a visible digital seal (DC) nor a VDS-NC (JSON)")]
    NotRecognised,
    /// Longer than any bar code.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// the limit
        limit: usize,
    },
    /// A version byte other than 2 and 3.
    #[error("version byte {found}, 2 or 3 expected")]
    Version {
        /// the byte
        found: u8,
    },
    /// The bytes end inside something.
    #[error("{missing} bytes missing")]
    Truncated {
        /// how many more were promised
        missing: usize,
    },
    /// Bytes behind the signature.
    #[error("{count} bytes too many")]
    Trailing {
        /// how many
        count: usize,
    },
    /// Bytes that are no text in C40.
    #[error("no C40 text")]
    C40,
    /// The encoding is right, what it says is not.
    #[error("{expected} expected")]
    Content {
        /// what belongs here
        expected: &'static str,
    },
    /// A length that is not in the form that the version prescribes.
    #[error("length form {found:02X} is not allowed")]
    Length {
        /// its first byte
        found: u8,
    },
    /// A feature that is there twice.
    #[error("feature {tag:02X} twice")]
    DuplicateFeature {
        /// its tag
        tag: u8,
    },
    /// More features than are looked at.
    #[error("more than {limit} features")]
    TooManyFeatures {
        /// the limit
        limit: usize,
    },
    /// The features end without a signature zone.
    #[error("no signature zone")]
    NoSignature,
    /// The JSON text itself: grammar, depth, number of values.
    #[error("JSON: {expected} expected")]
    Json {
        /// what belongs here
        expected: &'static str,
    },
    /// A member of a JSON object that is there twice: which one counts would be anybody's guess.
    #[error("JSON: member name twice")]
    DuplicateMember,
    /// A member that a VDS-NC must have.
    #[error("JSON: member {member} missing")]
    Missing {
        /// its name
        member: &'static str,
    },
}

impl SealError {
    /// How many bytes are missing, where that is what is wrong.
    pub(crate) const fn missing(&self) -> usize {
        match self.fault {
            SealFault::Truncated { missing } => missing,
            SealFault::NoSignature => 1,
            _ => 0,
        }
    }
}

impl SealFault {
    /// The error of this fault at an offset.
    pub(super) const fn at(self, offset: usize) -> SealError {
        SealError {
            offset,
            fault: self,
        }
    }
}

impl SealError {
    /// Every code of a seal's error, so that each can be explained.
    pub const CODES: [&'static str; 7] = [
        "seal.not_recognised",
        "seal.too_large",
        "seal.version",
        "seal.truncated",
        "seal.content",
        "seal.no_signature",
        "seal.json",
    ];

    /// The stable code, `seal.*`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.fault {
            SealFault::NotRecognised => "seal.not_recognised",
            SealFault::TooLarge { .. } => "seal.too_large",
            SealFault::Version { .. } => "seal.version",
            SealFault::Truncated { .. } => "seal.truncated",
            SealFault::Trailing { .. }
            | SealFault::C40
            | SealFault::Content { .. }
            | SealFault::Length { .. }
            | SealFault::DuplicateFeature { .. }
            | SealFault::TooManyFeatures { .. } => "seal.content",
            SealFault::NoSignature => "seal.no_signature",
            SealFault::Json { .. } | SealFault::DuplicateMember | SealFault::Missing { .. } => {
                "seal.json"
            }
        }
    }
}

impl Fault for SealError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some("scan the bar code again and keep its bytes as they come; text tools change them")
    }
}
