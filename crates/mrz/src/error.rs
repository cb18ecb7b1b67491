//! Why text is not a machine-readable zone, or fields do not make one.

use crate::make::Field;
use core::fmt;

/// Why text is not a machine-readable zone of the five formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MrzError {
    /// Not one, two or three lines, counting those that are not blank.
    LineCount {
        /// lines there are; four stands for four or more
        found: u8,
    },
    /// A line is too short or too long for the format that the other lines suggest.
    LineLength {
        /// the line, from 1
        line: u8,
        /// the first column that is missing, or too many, from 1
        column: u16,
        /// characters the line should have
        expected: u8,
        /// characters it has
        found: u16,
    },
    /// Two lines of 36 in the layout of the French identity card of 1988, which is not TD2;
    /// [`crate::Zone::parse`] reads it.
    FrenchIdentityCard,
}

impl MrzError {
    /// The stable machine code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LineCount { .. } | Self::LineLength { .. } => "malformed.mrz_length",
            Self::FrenchIdentityCard => "malformed.content",
        }
    }

    /// The line it is about, from 1.
    #[must_use]
    pub const fn line(&self) -> u8 {
        match self {
            Self::LineLength { line, .. } => *line,
            Self::LineCount { .. } | Self::FrenchIdentityCard => 1,
        }
    }

    /// The column it is about, from 1.
    #[must_use]
    pub const fn column(&self) -> u16 {
        match self {
            Self::LineLength { column, .. } => *column,
            Self::LineCount { .. } | Self::FrenchIdentityCard => 1,
        }
    }
}

impl fmt::Display for MrzError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LineCount { found: 0 } => f.write_str("no text where an MRZ was expected"),
            Self::LineCount { found } => {
                write!(f, "{found} or more lines where an MRZ has two or three")
            }
            Self::LineLength {
                line,
                column,
                expected,
                found,
            } => write!(
                f,
                "line {line} has {found} characters, {expected} expected (column {column})"
            ),
            Self::FrenchIdentityCard => f.write_str(
                "layout of the French identity card of 1988, which is not one of Doc 9303",
            ),
        }
    }
}

impl core::error::Error for MrzError {}

/// Why fields do not make a machine-readable zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MrzMakeError {
    /// A character that has no place in the field.
    Character {
        /// the field
        field: Field,
        /// the character's place in the field, from 1
        column: u16,
        /// the character
        found: char,
    },
    /// More characters than the format has room for.
    TooLong {
        /// the field
        field: Field,
        /// characters there is room for
        room: u8,
        /// characters given
        found: u16,
    },
    /// Fewer characters than the field must have.
    TooShort {
        /// the field
        field: Field,
        /// characters needed
        expected: u8,
        /// characters given
        found: u16,
    },
    /// The format has no such field, and it is not empty.
    NoSuchField {
        /// the field
        field: Field,
    },
}

impl MrzMakeError {
    /// The stable machine code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Character { .. } | Self::NoSuchField { .. } => "malformed.content",
            Self::TooLong { .. } | Self::TooShort { .. } => "malformed.mrz_length",
        }
    }

    /// The field it is about.
    #[must_use]
    pub const fn field(&self) -> Field {
        match self {
            Self::Character { field, .. }
            | Self::TooLong { field, .. }
            | Self::TooShort { field, .. }
            | Self::NoSuchField { field } => *field,
        }
    }
}

impl fmt::Display for MrzMakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // the character itself may be part of a name: only where it stands is said
            Self::Character { field, column, .. } => {
                write!(f, "{field}: character {column} is not allowed here")
            }
            Self::TooLong { field, room, found } => {
                write!(f, "{field}: {found} characters, room for {room}")
            }
            Self::TooShort {
                field,
                expected,
                found,
            } => write!(f, "{field}: {found} characters, {expected} expected"),
            Self::NoSuchField { field } => write!(f, "{field}: this format has none"),
        }
    }
}

impl core::error::Error for MrzMakeError {}
