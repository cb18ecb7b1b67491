//! What the QR code of a Vietnamese citizen card says.
//!
//! Read more loosely than [`QrCode`] does: where one field is not what it should be (a digit that
//! makes a day the calendar does not have), the others still tell whose code it is, and that field
//! is held against the chip as it stands. Such a code is never whole, so it never agrees.

use super::date::{DateForm, is_date};
use super::value::Filler;
use super::{DataField, Kind, Place, Value};
use vidimus_mrz::Sex;
use vidimus_mrz::vietnam::{CitizenNumber, QrCode, QrError};

/// Fields of the code that this card shares with its chip, in their order.
const FIELDS: [DataField; 7] = [
    DataField::PersonalNumber,
    DataField::OldNumber,
    DataField::Name,
    DataField::BirthDate,
    DataField::Sex,
    DataField::Residence,
    DataField::IssueDate,
];

/// More fields than this are none of this card.
const MAX_FIELDS: usize = 32;

/// Characters more than any code holds.
const MAX_CHARACTERS: usize = 4096;

/// A QR code that is one of this card.
pub(crate) struct QrFace {
    /// its fields that are not empty
    pub(crate) values: Vec<(DataField, Value)>,
    /// what is wrong with it, when something is
    pub(crate) fault: Option<QrError>,
}

impl QrFace {
    /// Reads the text of a code; the error says why it is none of this card.
    pub(crate) fn read(text: &str) -> Result<Self, QrError> {
        let fault = match QrCode::parse(text) {
            Ok(_) => None,
            Err(error) if is_damaged(text) => Some(error),
            Err(error) => return Err(error),
        };
        let mut column = 1;
        let mut values = Vec::new();
        for (field, part) in FIELDS.into_iter().zip(text.split('|')) {
            let blank = |letter: &char| matches!(letter, ' ' | '\u{FEFF}' | '\r' | '\n');
            let before = part.chars().take_while(blank).count();
            let value = part.trim_matches(|letter| blank(&letter));
            if !value.is_empty() {
                let place = Place {
                    line: None,
                    column: u16::try_from(column + before).unwrap_or(u16::MAX),
                };
                values.push((
                    field,
                    Value::new(kind(field, value), value.to_owned(), place),
                ));
            }
            column += part.chars().count() + 1;
        }
        Ok(Self { values, fault })
    }
}

/// Whether all but one of the fields that have a form of their own are as they should be.
fn is_damaged(text: &str) -> bool {
    let fields: Vec<&str> = text
        .split('|')
        .take(MAX_FIELDS + 1)
        .map(str::trim)
        .collect();
    let [number, old, name, birth, sex, _, issued, ..] = fields.as_slice() else {
        return false;
    };
    let is_day = |text: &str| is_date(text, DateForm::DayFirst);
    let right = [
        CitizenNumber::parse(number).is_ok(),
        old.bytes().all(|byte| byte.is_ascii_digit()) && matches!(old.len(), 0 | 9 | 12),
        !name.is_empty(),
        is_day(birth),
        Sex::from_printed(sex).is_some(),
        is_day(issued),
    ];
    let count = right.into_iter().filter(|right| *right).count();
    fields.len() <= MAX_FIELDS && text.len() <= MAX_CHARACTERS && count + 1 >= right.len()
}

fn kind(field: DataField, value: &str) -> Kind {
    match field {
        DataField::Name => Kind::Name,
        DataField::Residence => Kind::Text,
        DataField::Sex => Kind::Sex,
        DataField::BirthDate | DataField::IssueDate => {
            if is_date(value, DateForm::DayFirst) {
                Kind::Date(DateForm::DayFirst, Filler::Counts)
            } else {
                Kind::Unreadable
            }
        }
        _ => Kind::Exact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "000090000017|000000017|Nguyễn Văn Mẫu|31121990|Nam|Hà Nội|01072021";

    #[test]
    fn places_count_characters_of_the_whole_text() {
        let face = QrFace::read(&format!("\u{FEFF}{CODE}||||\r\n")).unwrap();
        assert!(face.fault.is_none());
        let at: Vec<u16> = face
            .values
            .iter()
            .map(|(_, value)| value.place(0).column)
            .collect();
        assert_eq!(at, [2, 15, 25, 40, 49, 53, 60]);
    }

    #[test]
    fn one_wrong_field_is_damage_and_two_are_another_code() {
        let damaged = QrFace::read(&CODE.replace("31121990", "41121990")).unwrap();
        assert!(damaged.fault.is_some());
        for other in [
            "",
            "https://example.invalid/?a|b|c|d|e|f|g",
            "a|b|c|d|e|f|g",
            "000090000017|000000017|Nguyễn Văn Mẫu|31121990|Nam|Hà Nội",
            &CODE.replace("31121990", "x").replace("Nam", "?"),
            &"|".repeat(50),
        ] {
            assert!(QrFace::read(other).is_err(), "{other}");
        }
    }
}
