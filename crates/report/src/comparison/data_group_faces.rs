//! What DG11, DG12 and the DG13 of the Vietnamese citizen card say.

use super::date::{DateForm, is_date};
use super::value::Filler;
use super::{DataField, Kind, Place, Value};
use vidimus_lds::content::{FullDate, Text};
use vidimus_lds::dg11::Dg11;
use vidimus_lds::dg12::Dg12;
use vidimus_lds::vn_dg13::{Item, VietnameseDetails};
use vidimus_lds::{Decoded, Personal};
use vidimus_mrz::Mrz;

/// Values, and whether all of the data group could be read.
pub(super) type Found = (Vec<(DataField, Value)>, bool);

const FIRST: Place = Place {
    line: None,
    column: 1,
};

/// DG11. Its number is one of the person, and few zones have that one.
pub(super) fn dg11(bytes: &[u8]) -> Found {
    let Decoded { value, faults, .. } = Dg11::read(bytes);
    let name = value.full_name.as_ref();
    let name = name.map(|name| text(Kind::Name, name.reveal().text()));
    let number = value.personal_number.as_ref();
    let number = number.map(|number| text(Kind::Exact, number.reveal()));
    let birth = value.full_date_of_birth.as_ref().map(date);
    let found = [
        (DataField::PersonalNumber, number),
        (DataField::Name, name),
        (DataField::BirthDate, birth),
    ];
    (present(found), faults.is_empty())
}

/// DG12.
pub(super) fn dg12(bytes: &[u8]) -> Found {
    let Decoded { value, faults, .. } = Dg12::read(bytes);
    let issued = value.date_of_issue.as_ref().map(date);
    (present([(DataField::IssueDate, issued)]), faults.is_empty())
}

/// DG13 of the Vietnamese citizen card.
pub(super) fn vietnamese_dg13(bytes: &[u8]) -> Found {
    let Decoded { value, faults, .. } = VietnameseDetails::read(bytes);
    let field = |item: Item, kind: Kind| value.text(item).map(|found| text(kind, found.reveal()));
    let day = |item: Item| value.text(item).map(|found| written_date(found.reveal()));
    let found = [
        (DataField::PersonalNumber, field(Item::Number, Kind::Exact)),
        (DataField::Name, field(Item::FullName, Kind::Name)),
        (DataField::BirthDate, day(Item::BirthDate)),
        (DataField::Sex, field(Item::Sex, Kind::Sex)),
        (
            DataField::Nationality,
            field(Item::Nationality, Kind::StateName),
        ),
        (DataField::ExpiryDate, expiry(&value)),
        (DataField::IssueDate, day(Item::IssueDate)),
        (
            DataField::Residence,
            field(Item::PlaceOfResidence, Kind::Text),
        ),
        (DataField::OldNumber, field(Item::OldNumber, Kind::Exact)),
    ];
    (present(found), faults.is_empty())
}

/// The optional data of a zone as the number that DG11 has, where they have its form: as many
/// characters, letters and digits in the same places. What has another form is another thing.
pub(super) fn number_in_zone(mrz: &Mrz, number: &Value) -> Option<(Place, String)> {
    use vidimus_mrz::Field;
    let first = Some((Field::OptionalData, mrz.optional_data()));
    let second = mrz.optional_data_second();
    let second = second.map(|text| (Field::OptionalDataSecond, text));
    let long = mrz.document_number().as_str().len() > 9;
    let form = form(number.text().reveal());
    [first.filter(|_| !long), second]
        .into_iter()
        .flatten()
        .find(|(_, text)| text.len() >= 4 && self::form(text) == form)
        .and_then(|(field, text)| {
            let (line, column) = mrz.position(field)?;
            let place = Place {
                line: Some(line),
                column: column.into(),
            };
            Some((place, text.to_owned()))
        })
}

fn form(text: &str) -> Vec<u8> {
    let class = |byte: u8| match byte {
        b'0'..=b'9' => b'0',
        b'A'..=b'Z' | b'a'..=b'z' => b'A',
        other => other,
    };
    text.bytes().map(class).collect()
}

fn expiry(details: &VietnameseDetails<'_>) -> Option<Value> {
    use vidimus_lds::vn_dg13::Expiry;
    let found = details.text(Item::Expiry)?.reveal();
    Some(match details.expiry().map(Personal::into_revealed) {
        Some(Expiry::Never) => text(Kind::Never, found),
        _ => written_date(found),
    })
}

fn written_date(found: &Text<'_>) -> Value {
    let kind = if is_date(found.as_str(), DateForm::Slashes) {
        Kind::Date(DateForm::Slashes, Filler::Counts)
    } else {
        Kind::Unreadable
    };
    text(kind, found)
}

fn text(kind: Kind, found: &Text<'_>) -> Value {
    let kind = if found.is_damaged() {
        Kind::Unreadable
    } else {
        kind
    };
    Value::new(kind, found.as_str().to_owned(), FIRST)
}

/// As the file writes it, zeros for what is unknown.
fn date(date: &Personal<FullDate>) -> Value {
    let date = date.reveal();
    let (year, month, day) = (
        date.year.unwrap_or(0),
        date.month.unwrap_or(0),
        date.day.unwrap_or(0),
    );
    let kind = Kind::Date(DateForm::YearFirst, Filler::Counts);
    Value::new(kind, format!("{year:04}{month:02}{day:02}"), FIRST)
}

fn present<const N: usize>(found: [(DataField, Option<Value>); N]) -> Vec<(DataField, Value)> {
    let found = found.into_iter();
    found
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}
