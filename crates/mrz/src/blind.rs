//! What check digits cannot see (Doc 9303-3 §4.9).
//!
//! A digit covers some places only, and there it sees characters by their value modulo 10: `6`
//! and `G` (16) are the same to it, so are `1` and `L` (21), `<` and `K` (20). Two changes can
//! also hide each other: neighbours that differ by 5 may swap places unseen.

use crate::ZoneForm;
use crate::alphabet::{Checksum, is_allowed};
use crate::guard::is_covered;

/// What no check digit of a form can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlindSpots {
    form: ZoneForm,
}

/// Columns of one line that no check digit covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlindColumns {
    /// the line, from 1
    pub line: u8,
    /// the first column, from 1
    pub first: u8,
    /// the last column
    pub last: u8,
}

/// What no check digit of this form can see.
///
/// ```
/// use vidimus_mrz::{Format, blind_spots};
/// let blind = blind_spots(Format::Td3);
/// assert!(blind.is_blind(1, 6, 'A', 'B')); // the name
/// assert!(blind.is_blind(2, 1, '6', 'G')); // the number, but of one value
/// assert!(!blind.is_blind(2, 1, '0', 'O'));
/// ```
#[must_use]
pub fn blind_spots(form: impl Into<ZoneForm>) -> BlindSpots {
    BlindSpots { form: form.into() }
}

/// Whether two characters count the same in every check digit, whatever their place.
#[must_use]
pub fn count_the_same(one: char, other: char) -> bool {
    residue(one) == residue(other)
}

fn residue(character: char) -> Option<u8> {
    let byte = u8::try_from(character)
        .ok()
        .filter(|byte| is_allowed(*byte))?;
    // a weight of 7 loses nothing modulo 10
    Some(Checksum::new().add(&[byte]).digit())
}

impl BlindSpots {
    /// Runs of columns that no digit covers, in order.
    #[must_use]
    pub fn columns(&self) -> Vec<BlindColumns> {
        let mut runs: Vec<BlindColumns> = Vec::new();
        for place in (0..self.form.len()).filter(|place| !is_covered(self.form, *place)) {
            let (line, column) = self.form.position(place);
            match runs.last_mut() {
                Some(run) if run.line == line && run.last + 1 == column => run.last = column,
                _ => runs.push(BlindColumns {
                    line,
                    first: column,
                    last: column,
                }),
            }
        }
        runs
    }

    /// Groups of characters that count the same: two of one group can stand for each other
    /// unseen, wherever they are.
    #[must_use]
    pub const fn groups() -> [&'static str; 10] {
        [
            "0<AKU", "1BLV", "2CMW", "3DNX", "4EOY", "5FPZ", "6GQ", "7HR", "8IS", "9JT",
        ]
    }

    /// Whether a change of this one character passes every check digit: because none covers the
    /// place, or because both characters count the same.
    #[must_use]
    pub fn is_blind(&self, line: u8, column: u8, from: char, to: char) -> bool {
        let mut places = 0..self.form.len();
        let place = places.find(|place| self.form.position(*place) == (line, column));
        place.is_some_and(|place| !is_covered(self.form, place)) || count_the_same(from, to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, NationalForm};

    #[test]
    fn groups_are_those_of_one_value() {
        let all = BlindSpots::groups().concat();
        assert_eq!(all.len(), 37);
        for (value, group) in BlindSpots::groups().iter().enumerate() {
            for character in group.chars() {
                let expected = char::from_digit(u32::try_from(value).unwrap_or(99), 10);
                assert!(
                    count_the_same(character, expected.unwrap_or('?')),
                    "{character}"
                );
            }
        }
        assert!(!count_the_same('?', '*') || residue('?').is_none());
    }

    #[test]
    fn columns_of_each_form() {
        let runs = |form: ZoneForm| -> Vec<(u8, u8, u8)> {
            let columns = blind_spots(form).columns();
            columns
                .iter()
                .map(|run| (run.line, run.first, run.last))
                .collect()
        };
        assert_eq!(
            runs(Format::Td3.into()),
            [(1, 1, 44), (2, 11, 13), (2, 21, 21)]
        );
        assert_eq!(
            runs(Format::Td1.into()),
            [(1, 1, 5), (2, 8, 8), (2, 16, 18), (3, 1, 30)]
        );
        assert_eq!(
            runs(Format::MrvB.into()),
            [(1, 1, 36), (2, 11, 13), (2, 21, 21), (2, 29, 36)]
        );
        assert_eq!(runs(NationalForm::FrenchIdentityCard.into()), []);
        assert_eq!(runs(NationalForm::SwissDrivingLicence.into()).len(), 3);
    }
}
