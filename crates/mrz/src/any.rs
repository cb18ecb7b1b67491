//! A zone of any form: one of Doc 9303 or a national one.

use crate::parse::{Lines, as_ascii};
use crate::{CheckDigits, Format, Mrz, MrzError, NationalForm, NationalZone, Problem};
use core::fmt;

/// A zone of any form.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(
    clippy::large_enum_variant,
    reason = "both hold their text inline, so that nothing is allocated"
)]
pub enum Zone {
    /// one of the five formats of Doc 9303
    Icao(Mrz),
    /// a national form
    National(NationalZone),
}

/// The form of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ZoneForm {
    /// one of the five formats of Doc 9303
    Icao(Format),
    /// a national form
    National(NationalForm),
}

impl Zone {
    /// Reads a zone of any form.
    ///
    /// ```
    /// # fn main() -> Result<(), vidimus_mrz::MrzError> {
    /// use vidimus_mrz::{NationalForm, Zone, ZoneForm};
    /// let zone = Zone::parse("D1FRA13AA000026181231MARTIN<<9")?;
    /// assert_eq!(zone.form(), ZoneForm::National(NationalForm::FrenchDrivingLicence));
    /// assert!(zone.check_digits().all_passed());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`Mrz::parse`], for text of no form.
    pub fn parse(text: &str) -> Result<Self, MrzError> {
        as_ascii(text, Self::parse_ascii)
    }

    /// The same for bytes; those that are not UTF-8 count as one character outside the alphabet
    /// each.
    ///
    /// # Errors
    /// As [`Zone::parse`].
    pub fn parse_bytes(bytes: &[u8]) -> Result<Self, MrzError> {
        match core::str::from_utf8(bytes) {
            Ok(text) => Self::parse(text),
            Err(_) => Self::parse_ascii(bytes),
        }
    }

    /// Every byte is one character here. National forms go first: two of them have the size of
    /// one of Doc 9303.
    fn parse_ascii(bytes: &[u8]) -> Result<Self, MrzError> {
        let national = || NationalZone::from_lines(&Lines::of(bytes).ok()?);
        match national() {
            Some(zone) => Ok(Self::National(zone)),
            None => Mrz::parse_ascii(bytes).map(Self::Icao),
        }
    }

    /// The form.
    #[must_use]
    pub const fn form(&self) -> ZoneForm {
        match self {
            Self::Icao(mrz) => ZoneForm::Icao(mrz.format()),
            Self::National(zone) => ZoneForm::National(zone.form()),
        }
    }

    /// The check digits that the form has.
    #[must_use]
    pub fn check_digits(&self) -> CheckDigits {
        match self {
            Self::Icao(mrz) => mrz.check_digits(),
            Self::National(zone) => zone.check_digits(),
        }
    }

    /// Every place that breaks a rule of content.
    #[must_use]
    pub fn content_problems(&self) -> Vec<Problem> {
        match self {
            Self::Icao(mrz) => mrz.content_problems().collect(),
            Self::National(zone) => zone.content_problems(),
        }
    }

    /// All lines joined.
    #[must_use]
    pub fn joined(&self) -> &str {
        match self {
            Self::Icao(mrz) => mrz.joined(),
            Self::National(zone) => zone.joined(),
        }
    }

    /// The lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<&str> {
        match self {
            Self::Icao(mrz) => mrz.lines().collect(),
            Self::National(zone) => zone.lines().collect(),
        }
    }

    /// Puts a character in a place of the joined text.
    pub(crate) fn put(&mut self, place: usize, byte: u8) {
        let text = match self {
            Self::Icao(mrz) => &mut mrz.text,
            Self::National(zone) => &mut zone.text,
        };
        if let Some(target) = text.get_mut(place) {
            *target = byte;
        }
    }
}

impl ZoneForm {
    /// All forms.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let national = NationalForm::ALL.into_iter().map(Self::National);
        Format::ALL
            .into_iter()
            .map(Self::Icao)
            .chain(national)
            .collect()
    }

    /// The form's name, such as `TD3`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Icao(format) => format.name(),
            Self::National(form) => form.name(),
        }
    }

    /// The name in JSON documents, such as `TD3` or `FRA-ID`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Icao(format) => format.name(),
            Self::National(form) => form.code(),
        }
    }

    /// How many characters all lines have together.
    #[must_use]
    pub fn len(self) -> usize {
        match self {
            Self::Icao(format) => format.len(),
            Self::National(form) => form.len(),
        }
    }

    /// Never: every form has characters.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        false
    }

    /// Line and column, from 1, of a place in the joined text.
    pub(crate) fn position(self, offset: usize) -> (u8, u8) {
        match self {
            Self::Icao(format) => format.position(offset),
            Self::National(form) => form.position(offset),
        }
    }
}

impl From<Format> for ZoneForm {
    fn from(format: Format) -> Self {
        Self::Icao(format)
    }
}

impl From<NationalForm> for ZoneForm {
    fn from(form: NationalForm) -> Self {
        Self::National(form)
    }
}

impl fmt::Display for ZoneForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
