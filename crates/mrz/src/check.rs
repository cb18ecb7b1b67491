//! The check digits of a zone (Doc 9303-4, -5, -6 §4.2.4, Doc 9303-7 §4.2.2).

use crate::alphabet::{Checksum, FILLER};
use crate::{Format, Mrz};
use core::fmt;
use core::ops::Range;

/// What became of one check digit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CheckDigit {
    /// it fits
    Passed,
    /// it does not fit
    Failed {
        /// line of the digit, from 1
        line: u8,
        /// column of the digit, from 1
        column: u8,
        /// the digit that would fit
        expected: char,
        /// the character that is there
        found: char,
    },
    /// the format has no such digit
    NotPresent,
}

impl CheckDigit {
    /// The outcome in one word, as JSON has it: `passed`, `failed`, `not_supported`.
    #[must_use]
    pub const fn outcome(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed { .. } => "failed",
            Self::NotPresent => "not_supported",
        }
    }
}

/// The five check digits of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckDigits {
    /// of the document number
    pub document_number: CheckDigit,
    /// of the date of birth
    pub birth_date: CheckDigit,
    /// of the date of expiry
    pub expiry_date: CheckDigit,
    /// of the optional data (TD3 only)
    pub optional_data: CheckDigit,
    /// over the others (not in visas)
    pub composite: CheckDigit,
}

/// Which check digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckDigitField {
    /// of the document number
    DocumentNumber,
    /// of the date of birth
    BirthDate,
    /// of the date of expiry
    ExpiryDate,
    /// of the optional data
    OptionalData,
    /// over the others
    Composite,
}

impl CheckDigits {
    /// Whether none failed.
    #[must_use]
    pub fn all_passed(&self) -> bool {
        self.failures().next().is_none()
    }

    /// Each digit with its name, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = (CheckDigitField, CheckDigit)> + use<> {
        [
            (CheckDigitField::DocumentNumber, self.document_number),
            (CheckDigitField::BirthDate, self.birth_date),
            (CheckDigitField::ExpiryDate, self.expiry_date),
            (CheckDigitField::OptionalData, self.optional_data),
            (CheckDigitField::Composite, self.composite),
        ]
        .into_iter()
    }

    /// Those that failed.
    pub fn failures(&self) -> impl Iterator<Item = (CheckDigitField, CheckDigit)> + use<> {
        self.iter()
            .filter(|(_, digit)| matches!(digit, CheckDigit::Failed { .. }))
    }
}

impl Mrz {
    /// All check digits of the zone.
    #[must_use]
    pub fn check_digits(&self) -> CheckDigits {
        let layout = self.format.layout();
        CheckDigits {
            document_number: self.number_digit(),
            birth_date: self.digit_after(&layout.birth),
            expiry_date: self.digit_after(&layout.expiry),
            optional_data: self.optional_digit(),
            composite: self.composite_digit(),
        }
    }

    /// Where the check digit of the document number stands, and what it should be.
    ///
    /// That of a long number runs over its nine characters and the rest, without the filler
    /// between them (Doc 9303-5 note j).
    pub(crate) fn number_checksum(&self) -> (usize, Checksum) {
        let number = self.format.layout().number.clone();
        let sum = Checksum::new().add(self.bytes(number.clone()));
        match self.number_overflow() {
            Some((rest, digit)) => (digit, sum.add(self.bytes(rest))),
            None => (number.end, sum),
        }
    }

    /// Over what the composite digit runs, and where it stands.
    pub(crate) fn composite_checksum(&self) -> Option<(usize, Checksum)> {
        let (place, parts) = self.format.layout().composite.as_ref()?;
        let sum = parts.iter().fold(Checksum::new(), |sum, part| {
            sum.add(self.bytes(part.clone()))
        });
        Some((*place, sum))
    }

    fn number_digit(&self) -> CheckDigit {
        let (place, sum) = self.number_checksum();
        self.compare(place, sum)
    }

    fn digit_after(&self, field: &Range<usize>) -> CheckDigit {
        let sum = Checksum::new().add(self.bytes(field.clone()));
        self.compare(field.end, sum)
    }

    /// Empty optional data may have `0` or `<` (Doc 9303-4 §4.2.4).
    fn optional_digit(&self) -> CheckDigit {
        let layout = self.format.layout();
        let Some(place) = layout.optional_digit else {
            return CheckDigit::NotPresent;
        };
        let field = self.bytes(layout.optional.clone());
        if self.byte(place) == FILLER && field.iter().all(|byte| *byte == FILLER) {
            return CheckDigit::Passed;
        }
        self.compare(place, Checksum::new().add(field))
    }

    fn composite_digit(&self) -> CheckDigit {
        match self.composite_checksum() {
            Some((place, sum)) => self.compare(place, sum),
            None => CheckDigit::NotPresent,
        }
    }

    fn compare(&self, place: usize, sum: Checksum) -> CheckDigit {
        let (expected, found) = (sum.digit(), self.byte(place));
        if expected == found {
            return CheckDigit::Passed;
        }
        self.format.failed(place, expected, found)
    }
}

impl Format {
    #[cold]
    fn failed(self, place: usize, expected: u8, found: u8) -> CheckDigit {
        let (line, column) = self.position(place);
        CheckDigit::Failed {
            line,
            column,
            expected: char::from(expected),
            found: char::from(found),
        }
    }
}

impl CheckDigitField {
    /// The name in reports and in `vidimus-mrz/1`, such as `document_number`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DocumentNumber => "document_number",
            Self::BirthDate => "birth_date",
            Self::ExpiryDate => "expiry_date",
            Self::OptionalData => "optional_data",
            Self::Composite => "composite",
        }
    }
}

impl fmt::Display for CheckDigitField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A digit tells about the field it guards, so `Debug` shows only where one failed.
impl fmt::Debug for CheckDigit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("Passed"),
            Self::Failed { line, column, .. } => {
                write!(f, "Failed(line {line}, column {column})")
            }
            Self::NotPresent => f.write_str("NotPresent"),
        }
    }
}
