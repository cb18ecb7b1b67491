//! The QR code of the citizen card: seven fields parted by `|`, eleven since July 2024.
//!
//! ```text
//! number | old number of 9 digits or empty | name | birth ddmmyyyy | Nam or Nữ | residence |
//! issued ddmmyyyy | four more, seen empty, of unknown meaning
//! ```
//!
//! It has no signature and proves nothing, but it holds all that opens the chip.

use super::{CitizenNumber, ExpiryCandidate, expiry_candidates};
use crate::{AccessKeyInformation, CalendarDate, Sex};
use core::fmt;

/// A code holds at most this many bytes (QR version 40, level L).
const MAX_LENGTH: usize = 2953;

/// More fields than this are none of this card.
const MAX_FIELDS: usize = 32;

/// What a QR code of the citizen card says. Personal: hidden by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct QrCode {
    /// the citizen number
    pub number: CitizenNumber,
    /// the number of nine digits that the holder had before
    pub old_number: Option<String>,
    /// full name, with its marks
    pub name: String,
    /// day of birth
    pub birth: CalendarDate,
    /// sex
    pub sex: Sex,
    /// place of residence
    pub residence: String,
    /// day of issue
    pub issued: CalendarDate,
    /// the fields after the seventh, as they are
    pub more: Vec<String>,
}

/// A field of the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum QrField {
    /// field 1
    Number,
    /// field 2
    OldNumber,
    /// field 3
    Name,
    /// field 4
    Birth,
    /// field 5
    Sex,
    /// field 7
    Issued,
}

/// Why a text is not the QR code of a citizen card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QrError {
    /// fewer than seven fields, or far too many, or far too long
    Shape {
        /// fields there are
        fields: usize,
    },
    /// a field is not what it should be
    Field {
        /// which
        field: QrField,
        /// its first character in the text, from 1
        column: usize,
    },
}

impl QrCode {
    /// Reads the text of a code.
    ///
    /// # Errors
    /// [`QrError`], with the field and where it begins.
    pub fn parse(text: &str) -> Result<Self, QrError> {
        let text = text.trim_matches(['\u{FEFF}', '\r', '\n', ' ']);
        let count = text.split('|').count();
        if !(7..=MAX_FIELDS).contains(&count) || text.len() > MAX_LENGTH {
            return Err(QrError::Shape { fields: count });
        }
        let fields: Vec<&str> = text.split('|').collect();
        let [number, old, name, birth, sex, residence, issued, more @ ..] = fields.as_slice()
        else {
            return Err(QrError::Shape { fields: count });
        };
        let wrong = |field: QrField| QrError::Field {
            field,
            column: field.column(&fields),
        };
        Ok(Self {
            number: CitizenNumber::parse(number).map_err(|_| wrong(QrField::Number))?,
            old_number: old_number(old).ok_or_else(|| wrong(QrField::OldNumber))?,
            name: Some(name.trim())
                .filter(|name| !name.is_empty())
                .ok_or_else(|| wrong(QrField::Name))?
                .to_owned(),
            birth: date(birth).ok_or_else(|| wrong(QrField::Birth))?,
            sex: Sex::from_printed(sex).ok_or_else(|| wrong(QrField::Sex))?,
            residence: residence.trim().to_owned(),
            issued: date(issued).ok_or_else(|| wrong(QrField::Issued))?,
            more: more.iter().map(|field| (*field).to_owned()).collect(),
        })
    }

    /// Possible expiries of the card: see [`expiry_candidates`].
    #[must_use]
    pub fn expiries(&self) -> Vec<ExpiryCandidate> {
        expiry_candidates(self.birth, self.issued)
    }

    /// The access key of the zone for one expiry, so that the code alone opens a chip by BAC.
    /// By PACE the card access number does, [`CitizenNumber::can`].
    #[must_use]
    pub fn access_key_information(&self, expiry: ExpiryCandidate) -> AccessKeyInformation {
        AccessKeyInformation::from_parts(
            self.number.document_number(),
            &self.birth.as_mrz(),
            &expiry.as_mrz(),
        )
    }
}

/// Nine digits (twelve are seen too), or nothing.
fn old_number(text: &str) -> Option<Option<String>> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let known = matches!(text.len(), 0 | 9 | 12);
    (digits && known).then(|| (!text.is_empty()).then(|| text.to_owned()))
}

/// A day as `ddmmyyyy`.
fn date(text: &str) -> Option<CalendarDate> {
    let text = text.trim();
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let part = |from: usize, to: usize| text.get(from..to).filter(|_| digits);
    let day = CalendarDate {
        year: part(4, 8)?.parse().ok()?,
        month: part(2, 4)?.parse().ok()?,
        day: part(0, 2)?.parse().ok()?,
    };
    day.exists().then_some(day)
}

impl QrField {
    const fn index(self) -> usize {
        match self {
            Self::Number => 0,
            Self::OldNumber => 1,
            Self::Name => 2,
            Self::Birth => 3,
            Self::Sex => 4,
            Self::Issued => 6,
        }
    }

    fn column(self, fields: &[&str]) -> usize {
        let before = fields.iter().take(self.index());
        1 + before.map(|field| field.chars().count() + 1).sum::<usize>()
    }

    /// The field's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::OldNumber => "old_number",
            Self::Name => "name",
            Self::Birth => "birth_date",
            Self::Sex => "sex",
            Self::Issued => "issue_date",
        }
    }
}

impl QrError {
    /// The stable machine code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "malformed.qr"
    }
}

impl fmt::Debug for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrCode(<personal>)")
    }
}

impl fmt::Display for QrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape { fields } => write!(
                f,
                "{fields} fields where the code of a citizen card has 7 or 11"
            ),
            Self::Field { field, column } => {
                write!(f, "{} (from character {column}) is none", field.name())
            }
        }
    }
}

impl core::error::Error for QrError {}
