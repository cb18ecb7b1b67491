//! What is passed over in an LDIF file, and why.

use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};

/// Something of an LDIF file that was passed over; reading goes on behind it, except after
/// [`LdifErrorKind::Io`] and [`LdifErrorKind::TooManyValues`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {kind}")]
pub struct LdifError {
    /// line of the file, from 1
    pub line: usize,
    /// what is wrong
    pub kind: LdifErrorKind,
}

/// Why a part of an LDIF file is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LdifErrorKind {
    /// The file could not be read on.
    #[error("cannot be read ({0})")]
    Io(std::io::ErrorKind),
    /// A line is no `name: value`.
    #[error("no attribute and value")]
    NotAnAttribute,
    /// The version of the format is not 1.
    #[error("not version 1 of LDIF")]
    Version,
    /// The value is not base64.
    #[error("the value is not base64")]
    Base64,
    /// The value is larger than any is taken.
    #[error("the value has more than {} bytes", super::VALUE_LIMIT)]
    TooLarge,
    /// The value is only named by a URL, which is not followed.
    #[error("a value named by a URL is not fetched")]
    Url,
    /// A change of what is there already (`changetype` delete, modify, modrdn, moddn).
    #[error("a record that changes another is passed over")]
    Change,
    /// More values than are taken from one file.
    #[error("more values than are taken from one file")]
    TooManyValues,
}

impl LdifError {
    /// Whether nothing after it could be read.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(
            self.kind,
            LdifErrorKind::Io(_) | LdifErrorKind::TooManyValues
        )
    }
}

impl Fault for LdifError {
    fn code(&self) -> &'static str {
        match self.kind {
            LdifErrorKind::Io(_) => "usage.unreadable",
            LdifErrorKind::Change => "ldif.change_record",
            LdifErrorKind::Url => "ldif.url",
            LdifErrorKind::TooLarge | LdifErrorKind::TooManyValues => "malformed.too_many_items",
            _ => "malformed.content",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }
}
