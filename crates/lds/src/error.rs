//! What can be wrong with a file, and where.

use crate::File;
use crate::oid::OidFault;
use thiserror::Error;
use vidimus_iso7816::tlv::{Tag, TlvError, TlvErrorKind};
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_mrz::MrzError;

/// Why a file could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LdsError {
    /// Another tag stands at the start: this is not that file.
    #[error("{file} starts with {}, {expected} expected", found.map_or("nothing".to_owned(), |tag| tag.to_string()))]
    WrongTag {
        /// the file that was wanted
        file: File,
        /// the tag it starts with
        expected: Tag,
        /// the tag that is there; `None` for a padding of nothing
        found: Option<Tag>,
    },
    /// The file ends before its outer object does.
    #[error("{file} has {there} bytes, {missing} more are missing")]
    Truncated {
        /// the file
        file: File,
        /// how many bytes there are
        there: usize,
        /// how many more the header promises
        missing: usize,
    },
    /// Something inside is not what belongs there.
    #[error("{file}: {defect} at byte {offset}")]
    Malformed {
        /// the file
        file: File,
        /// offset in the file
        offset: usize,
        /// what is wrong
        defect: Defect,
    },
}

/// Why bytes that are no file of their own could not be understood: a CMS message (RFC 5652; in
/// EF.SOD, EF.CardSecurity and master lists), a set of SecurityInfos, a card verifiable
/// certificate.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{defect} at byte {offset}")]
pub struct CmsError {
    /// offset in the bytes that were parsed
    pub offset: usize,
    /// what is wrong
    pub defect: Defect,
}

/// What is wrong at one place, whatever the file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Defect {
    /// The encoding itself: tag, length, depth, number.
    #[error("{0}")]
    Tlv(TlvErrorKind),
    /// An object identifier of bad form or size.
    #[error("object identifier: {0}")]
    Oid(OidFault),
    /// The encoding is right, what it says is not.
    #[error("{expected} expected")]
    Content {
        /// what belongs here
        expected: &'static str,
    },
    /// A version that does not exist.
    #[error("{structure} has version {found}")]
    Version {
        /// the structure
        structure: &'static str,
        /// its version
        found: u64,
    },
    /// A data group number outside 1 to 16.
    #[error("data group number {found}")]
    DataGroupNumber {
        /// the number
        found: u64,
    },
    /// A data group listed twice.
    #[error("data group {number} listed twice")]
    DuplicateDataGroup {
        /// the number
        number: u8,
    },
    /// A list with another number of entries than it declares.
    #[error("{declared} entries declared, {found} there")]
    Count {
        /// what is declared
        declared: u32,
        /// what is there
        found: u32,
    },
    /// Bytes after the last object that belongs there.
    #[error("{count} bytes too many")]
    Trailing {
        /// how many
        count: usize,
    },
    /// The machine-readable zone in DG1.
    #[error("machine-readable zone: {0}")]
    Mrz(MrzError),
}

impl LdsError {
    /// Names another file.
    pub(crate) const fn rename(&mut self, name: File) {
        let (Self::WrongTag { file, .. }
        | Self::Truncated { file, .. }
        | Self::Malformed { file, .. }) = self;
        *file = name;
    }

    /// The error of reading an object of this file.
    #[must_use]
    pub const fn tlv(file: File, error: TlvError) -> Self {
        Self::Malformed {
            file,
            offset: error.offset,
            defect: Defect::Tlv(error.kind),
        }
    }

    /// An error inside a CMS message that starts at `base` of this file.
    #[must_use]
    pub fn cms(file: File, base: usize, error: CmsError) -> Self {
        Self::Malformed {
            file,
            offset: base.saturating_add(error.offset),
            defect: error.defect,
        }
    }

    /// The content error at this place.
    pub(crate) const fn content(file: File, offset: usize, expected: &'static str) -> Self {
        Self::Malformed {
            file,
            offset,
            defect: Defect::Content { expected },
        }
    }

    /// The code that a check of the report carries: `wrong_tag`, `truncated`, else
    /// [`Fault::code`].
    #[must_use]
    pub fn check_code(&self) -> &'static str {
        match self {
            Self::WrongTag { found: Some(_), .. } => "wrong_tag",
            Self::WrongTag { found: None, .. } | Self::Truncated { .. } => "truncated",
            Self::Malformed { defect, .. } => defect.code(),
        }
    }

    /// Offset of the fault in the file.
    #[must_use]
    pub const fn offset(&self) -> usize {
        match self {
            Self::WrongTag { .. } => 0,
            Self::Truncated { there, .. } => *there,
            Self::Malformed { offset, .. } => *offset,
        }
    }

    /// The file.
    #[must_use]
    pub const fn file(&self) -> File {
        match self {
            Self::WrongTag { file, .. }
            | Self::Truncated { file, .. }
            | Self::Malformed { file, .. } => *file,
        }
    }
}

impl CmsError {
    pub(crate) const fn content(offset: usize, expected: &'static str) -> Self {
        Self {
            offset,
            defect: Defect::Content { expected },
        }
    }

    pub(crate) const fn oid(offset: usize, fault: OidFault) -> Self {
        Self {
            offset,
            defect: Defect::Oid(fault),
        }
    }
}

impl From<TlvError> for CmsError {
    fn from(error: TlvError) -> Self {
        Self {
            offset: error.offset,
            defect: Defect::Tlv(error.kind),
        }
    }
}

impl Defect {
    /// The stable code, `malformed.*`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Tlv(kind) => TlvError {
                kind: *kind,
                offset: 0,
            }
            .code(),
            Self::Oid(_) => "malformed.oid",
            Self::Mrz(error) => error.code(),
            Self::Trailing { .. } => "malformed.length",
            Self::Content { .. }
            | Self::Count { .. }
            | Self::Version { .. }
            | Self::DataGroupNumber { .. }
            | Self::DuplicateDataGroup { .. } => "malformed.content",
        }
    }
}

/// What a person can do about a malformed file.
const INSPECT: &str = "`vidimus inspect FILE` shows the objects up to this byte";

impl Fault for LdsError {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongTag { .. } => "malformed.tag",
            Self::Truncated { .. } => "malformed.truncated",
            Self::Malformed { defect, .. } => defect.code(),
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some(INSPECT)
    }
}

impl Fault for CmsError {
    fn code(&self) -> &'static str {
        self.defect.code()
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }

    fn hint(&self) -> Option<&'static str> {
        Some(INSPECT)
    }
}
