//! BER-TLV on borrowed bytes, with offsets (ISO/IEC 8825-1 §8.1, ISO/IEC 7816-4 §5.2.2).
//!
//! A [`Reader`] walks the siblings of one level without recursion and without allocating; a
//! caller that goes down makes a reader of a value, which counts the depth. Only definite
//! lengths are read: the one file with indefinite lengths, the CMS of EF.SOD, has its own
//! reader in `vidimus-lds`.
//!
//! Limits: tag of at most three bytes, length of at most four, nesting [`MAX_DEPTH`],
//! [`MAX_ITEMS`] siblings. A length is checked against what is there before anything else
//! happens, so no allocation ever follows a declared length.

use crate::{Fault, FaultClass};
use thiserror::Error;

mod reader;
mod write;

pub use reader::{Encoding, Reader, Tlv};
pub use write::Writer;

/// How deep objects may nest.
pub const MAX_DEPTH: usize = 16;
/// How many siblings one level may have.
pub const MAX_ITEMS: usize = 4096;

/// A tag of one to three bytes, its number being those bytes, big-endian: `61`, `5F1F`, `7F61`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag(pub u32);

impl Tag {
    /// Whether the value holds further objects (bit 6 of the first byte).
    #[must_use]
    pub const fn is_constructed(self) -> bool {
        self.first_byte() & 0x20 != 0
    }

    const fn first_byte(self) -> u8 {
        match self.0.to_be_bytes() {
            [0, 0, 0, byte] | [0, 0, byte, _] | [0, byte, _, _] | [byte, _, _, _] => byte,
        }
    }
}

impl core::fmt::Display for Tag {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:02X}", self.0)
    }
}

/// What is wrong with an object, and at which byte of the whole input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{kind} at byte {offset}")]
pub struct TlvError {
    /// what is wrong
    pub kind: TlvErrorKind,
    /// offset of the object's tag from the start of the file
    pub offset: usize,
}

/// What is wrong with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TlvErrorKind {
    /// The input ends inside an object.
    #[error("input ends inside an object: {missing} bytes missing")]
    Truncated {
        /// how many bytes the object promises beyond the input
        missing: usize,
    },
    /// Not the tag that belongs here, or a tag longer than three bytes.
    #[error("tag not allowed")]
    Tag,
    /// Not the tag that belongs here.
    #[error("tag {found}, {expected} expected")]
    WrongTag {
        /// the tag that belongs here
        expected: Tag,
        /// the tag that is here
        found: Tag,
    },
    /// A required object is not there.
    #[error("object {expected} missing")]
    Missing {
        /// the tag that belongs here
        expected: Tag,
    },
    /// Length of more than four bytes, not minimal where it must be, or past its parent.
    #[error("length not allowed")]
    Length,
    /// `80`, where only definite lengths go.
    #[error("indefinite length")]
    IndefiniteLength,
    /// Nested deeper than [`MAX_DEPTH`].
    #[error("nested too deep")]
    Depth,
    /// More siblings than [`MAX_ITEMS`].
    #[error("too many objects")]
    TooManyItems,
}

impl Fault for TlvError {
    fn code(&self) -> &'static str {
        match self.kind {
            TlvErrorKind::Truncated { .. } => "malformed.truncated",
            TlvErrorKind::Tag | TlvErrorKind::WrongTag { .. } | TlvErrorKind::Missing { .. } => {
                "malformed.tag"
            }
            TlvErrorKind::Length => "malformed.length",
            TlvErrorKind::IndefiniteLength => "malformed.indefinite_length",
            TlvErrorKind::Depth => "malformed.depth",
            TlvErrorKind::TooManyItems => "malformed.too_many_items",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some("`vidimus inspect FILE` shows the objects up to this byte")
    }
}
