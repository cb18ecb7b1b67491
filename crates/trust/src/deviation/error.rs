//! What is wrong with the content of a list.

use thiserror::Error;
use vidimus_iso7816::tlv::{TlvError, TlvErrorKind};
use vidimus_iso7816::{Fault, FaultClass};

/// Why the content of a list, or one entry of it, cannot be read. Offsets count from the start of
/// the signed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DeviationError {
    /// The encoding is broken.
    #[error("deviation list content: {kind} at byte {offset}")]
    Encoding {
        /// offset in the content
        offset: usize,
        /// what is wrong
        kind: TlvErrorKind,
    },
    /// Well-formed, but not what belongs there.
    #[error("deviation list content: {wanted} wanted at byte {offset}")]
    Content {
        /// offset in the content
        offset: usize,
        /// what belongs there
        wanted: &'static str,
    },
    /// More entries than are read.
    #[error("deviation list content: more than {limit} entries at byte {offset}")]
    TooMany {
        /// offset in the content
        offset: usize,
        /// how many are read
        limit: usize,
    },
}

impl DeviationError {
    /// Where it is, in bytes from the start of the content.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::Encoding { offset, .. }
            | Self::Content { offset, .. }
            | Self::TooMany { offset, .. } => *offset,
        }
    }
}

impl Fault for DeviationError {
    fn code(&self) -> &'static str {
        match self {
            Self::Encoding { offset, kind } => TlvError {
                kind: *kind,
                offset: *offset,
            }
            .code(),
            Self::Content { .. } => "malformed.content",
            Self::TooMany { .. } => "malformed.too_many_items",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some("`vidimus inspect FILE` shows the objects up to this byte")
    }
}
