//! The citizen number of twelve digits.
//!
//! ```text
//! PPP  province where the birth was registered, or a country code
//! G    century and sex: 0 male, 1 female born 1900 to 1999; 2, 3 from 2000; … 8, 9 from 2300
//! YY   year of birth
//! NNNNNN  given out by the office; there is no check digit
//! ```
//!
//! Since July 2024 the law only says that there are twelve digits, so what does not fit this
//! structure is advice ([`NumberAdvice`]).

use super::Province;
use crate::{CalendarDate, Sex};
use core::fmt;

/// A citizen number. Personal, and its end opens the chip: hidden by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct CitizenNumber([u8; 12]);

/// Why text is not a citizen number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CitizenNumberError {
    /// not twelve characters
    Length {
        /// characters there are
        found: usize,
    },
    /// a character that is no digit
    Character {
        /// its place, from 1
        column: usize,
    },
}

/// What about a number does not fit its holder or its structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NumberAdvice {
    /// no province has the code; it may be a country's, for a birth abroad
    Province,
    /// the number says another sex
    Sex,
    /// the number says another year of birth
    BirthYear,
}

impl CitizenNumber {
    /// Reads twelve digits.
    ///
    /// ```
    /// # fn main() -> Result<(), vidimus_mrz::vietnam::CitizenNumberError> {
    /// use vidimus_mrz::vietnam::CitizenNumber;
    /// let number = CitizenNumber::parse("001899000017")?;
    /// assert_eq!(number.birth_year(), 2399);
    /// assert_eq!(number.can(), "000017");
    /// assert_eq!(number.province().map(|province| province.name), Some("Hà Nội"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`CitizenNumberError`]: another length, or a character that is no digit.
    pub fn parse(text: &str) -> Result<Self, CitizenNumberError> {
        if let Some((at, _)) = text
            .bytes()
            .enumerate()
            .find(|(_, byte)| !byte.is_ascii_digit())
        {
            return Err(CitizenNumberError::Character { column: at + 1 });
        }
        let found = text.len();
        let digits = text.as_bytes().try_into();
        digits
            .map(Self)
            .map_err(|_| CitizenNumberError::Length { found })
    }

    /// The twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.part(0, 12)
    }

    /// The card access number that opens the chip by PACE: the last six digits. A secret, as
    /// far as the number is one.
    #[must_use]
    pub fn can(&self) -> &str {
        self.part(6, 12)
    }

    /// The document number of the zone: the last nine digits.
    #[must_use]
    pub fn document_number(&self) -> &str {
        self.part(3, 12)
    }

    /// The three digits of province or country.
    #[must_use]
    pub fn province_code(&self) -> &str {
        self.part(0, 3)
    }

    /// The province where the birth was registered; `None` for a country's code, or one that
    /// is not assigned.
    #[must_use]
    pub fn province(&self) -> Option<Province> {
        Province::from_code(self.province_code())
    }

    /// The sex that the number says.
    #[must_use]
    pub const fn sex(&self) -> Sex {
        if self.digit(3).is_multiple_of(2) {
            Sex::Male
        } else {
            Sex::Female
        }
    }

    /// The year of birth that the number says, 1900 to 2399.
    #[must_use]
    pub const fn birth_year(&self) -> u16 {
        let century = 1900 + self.digit(3) / 2 * 100;
        century + self.digit(4) * 10 + self.digit(5)
    }

    /// What does not fit; `None` for what is not known of the holder.
    #[must_use]
    pub fn advice(&self, birth: Option<CalendarDate>, sex: Option<Sex>) -> Vec<NumberAdvice> {
        let other_sex = sex.is_some_and(|sex| sex != self.sex());
        let other_year = birth.is_some_and(|birth| birth.year != self.birth_year());
        [
            (self.province().is_none(), NumberAdvice::Province),
            (other_sex, NumberAdvice::Sex),
            (other_year, NumberAdvice::BirthYear),
        ]
        .into_iter()
        .filter_map(|(wrong, advice)| wrong.then_some(advice))
        .collect()
    }

    const fn digit(&self, place: usize) -> u16 {
        let Self(digits) = self;
        let [_, _, _, century, tens, ones, ..] = digits;
        let digit = match place {
            3 => *century,
            4 => *tens,
            _ => *ones,
        };
        digit.wrapping_sub(b'0') as u16
    }

    fn part(&self, from: usize, to: usize) -> &str {
        let digits = self.0.get(from..to).unwrap_or_default();
        core::str::from_utf8(digits).unwrap_or_default()
    }
}

impl NumberAdvice {
    /// The stable machine code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Province => "number_province_unknown",
            Self::Sex => "number_sex_differs",
            Self::BirthYear => "number_birth_year_differs",
        }
    }
}

impl CitizenNumberError {
    /// The stable machine code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "malformed.citizen_number"
    }
}

impl fmt::Debug for CitizenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CitizenNumber(<personal>)")
    }
}

impl fmt::Display for CitizenNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { found } => write!(f, "{found} characters where a citizen number has 12"),
            Self::Character { column } => {
                write!(f, "character {column} of a citizen number is no digit")
            }
        }
    }
}

impl core::error::Error for CitizenNumberError {}
