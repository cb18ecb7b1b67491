//! What a machine-readable zone says, printed or in DG1.

use super::date::DateForm;
use super::value::Filler;
use super::{DataField, Kind, Place, Value};
use vidimus_mrz::{CalendarDate, Expiry, Field, Format, Mrz};

/// A long number goes on in the optional data after this many characters.
const NUMBER_LENGTH: usize = 9;

/// Every field of a zone. `citizen` is whether the optional data hold the number of a Vietnamese
/// citizen, which takes their place.
pub(super) fn values(mrz: &Mrz, citizen: bool) -> Vec<(DataField, Value)> {
    let value =
        |kind: Kind, field: Field, text: &str| Value::new(kind, text.to_owned(), start(mrz, field));
    let truncated = mrz.name_may_be_truncated();
    let birth = mrz.birth_date();
    let expiry = mrz.expiry_date();
    let sex = mrz
        .position(Field::Sex)
        .map_or("", |place| at(mrz, place, 1));
    let zone = |filler| Kind::Date(DateForm::Zone, filler);
    let mut found = vec![
        (
            DataField::DocumentCode,
            value(Kind::Exact, Field::DocumentCode, mrz.document_code()),
        ),
        (
            DataField::Issuer,
            value(Kind::State, Field::Issuer, mrz.issuer()),
        ),
        (DataField::DocumentNumber, number(mrz)),
        (
            DataField::Name,
            value(
                Kind::ZoneName { truncated },
                Field::PrimaryIdentifier,
                mrz.name_field(),
            ),
        ),
        (
            DataField::BirthDate,
            value(zone(Filler::Matches), Field::BirthDate, birth.as_str()),
        ),
        (DataField::Sex, value(Kind::Sex, Field::Sex, sex)),
        (
            DataField::Nationality,
            value(Kind::State, Field::Nationality, mrz.nationality()),
        ),
        (
            DataField::ExpiryDate,
            value(expiry_kind(mrz), Field::ExpiryDate, expiry.as_str()),
        ),
    ];
    found.extend(optional(mrz, citizen));
    found
}

/// `991231` of a Vietnamese card and its like mean "never": against another zone they are
/// compared as they stand, which gives the same.
fn expiry_kind(mrz: &Mrz) -> Kind {
    let any_day = CalendarDate::from_unix(0);
    if mrz.expiry(any_day) == Expiry::Never {
        Kind::Never
    } else {
        Kind::Date(DateForm::Zone, Filler::Counts)
    }
}

/// The optional data: empty ones too, for another zone may have some. A number that is not there is
/// no number.
fn optional(mrz: &Mrz, citizen: bool) -> Vec<(DataField, Value)> {
    let place = start(mrz, Field::OptionalData);
    let first = if citizen && mrz.format() == Format::Td1 {
        let number = at(mrz, (1, 16), 12).trim_end_matches('<');
        let others = at(mrz, (1, 28), 3);
        vec![
            (DataField::PersonalNumber, number, place),
            (DataField::OptionalData, others, place.plus(12)),
        ]
    } else {
        // the end of a long number stands in front, with its digit and a filler
        let long = mrz.document_number().as_str().len();
        let before = long.checked_sub(NUMBER_LENGTH).filter(|rest| *rest > 0);
        let place = place.plus(before.map_or(0, |rest| rest + 2));
        vec![(DataField::OptionalData, mrz.optional_data(), place)]
    };
    let second = mrz.optional_data_second().map(|text| {
        let place = start(mrz, Field::OptionalDataSecond);
        (DataField::OptionalDataSecond, text, place)
    });
    first
        .into_iter()
        .chain(second)
        .filter(|(field, text, _)| *field != DataField::PersonalNumber || !text.is_empty())
        .map(|(field, text, place)| (field, Value::new(Kind::Exact, text.to_owned(), place)))
        .collect()
}

/// The document number, in its one piece or two.
fn number(mrz: &Mrz) -> Value {
    let text = mrz.document_number().as_str().to_owned();
    let place = start(mrz, Field::DocumentNumber);
    Value::new(Kind::Exact, text, place).then(NUMBER_LENGTH, start(mrz, Field::OptionalData))
}

fn start(mrz: &Mrz, field: Field) -> Place {
    let (line, column) = mrz.position(field).unwrap_or((1, 1));
    Place {
        line: Some(line),
        column: column.into(),
    }
}

/// So many characters of a line.
fn at(mrz: &Mrz, (line, column): (u8, u8), length: usize) -> &str {
    let line = mrz.lines().nth(usize::from(line.saturating_sub(1)));
    let from = usize::from(column.saturating_sub(1));
    line.and_then(|line| line.get(from..from + length))
        .unwrap_or_default()
}
