//! DG13, and the QR code of the Vietnamese citizen card.

use super::Listing;
use super::value::{Fields, Value};
use crate::dg13::Dg13;
use crate::vn_dg13::{self, Field, Value as Held, VietnameseDetails};
use vidimus_mrz::vietnam::QrCode;

/// The citizen card's layout where it is that, else only whether it is objects.
pub(super) fn data_group(bytes: &[u8]) -> Listing {
    let details = VietnameseDetails::read(bytes);
    // a layout that is cut short is known by what is there of it
    if vn_dg13::recognises(bytes) || details.value.character_set.is_some() {
        return Listing::of(details, |details, listing| {
            citizen(&details, &mut listing.fields);
        });
    }
    Listing::of_whole(Dg13::parse(bytes), |dg13, listing| {
        let is_objects = dg13.objects.is_some();
        listing
            .fields
            .add("made_of_objects", Value::Flag(is_objects));
    })
}

fn citizen(details: &VietnameseDetails<'_>, fields: &mut Fields) {
    fields.text("layout", "citizen card");
    if let Some(version) = details.version {
        fields.number("version", version);
    }
    if let Some(set) = details.character_set {
        fields.text("character_set", set);
    }
    fields.list("fields", details.fields.iter().map(field).collect());
    fields.raw("unknown", &details.unknown);
}

fn field(field: &Field<'_>) -> Value {
    let mut parts = Fields::default();
    parts.number("number", field.number);
    parts.number("offset", field.offset);
    if let Some(item) = field.item() {
        parts.text("name", item.name());
    }
    let values: Vec<Value> = field.values.iter().map(held).collect();
    match <[Value; 1]>::try_from(values) {
        Ok([one]) => parts.add("value", one.personal()),
        Err(several) => parts.add("value", Value::List(several).personal()),
    }
    Value::Fields(parts)
}

fn held(value: &Held<'_>) -> Value {
    match value {
        Held::Text(text) => Value::text(text.reveal().as_str()),
        Held::Group(texts) => {
            let texts = texts.iter().map(|text| Value::text(text.reveal().as_str()));
            Value::List(texts.collect())
        }
        Held::Other(raw) => Value::hex(raw.value.reveal()),
    }
}

/// The fields of the code, by the names of `vidimus_mrz::vietnam::QrField`.
pub(super) fn code(code: &QrCode, fields: &mut Fields) {
    fields.personal("number", code.number.as_str());
    if let Some(old) = &code.old_number {
        fields.personal("old_number", old);
    }
    fields.personal("name", &code.name);
    fields.personal("birth", date(code.birth));
    fields.personal("sex", code.sex.letter().unwrap_or('<'));
    fields.personal("residence", &code.residence);
    fields.personal("issued", date(code.issued));
    let expiries = code.expiries();
    let expiries = expiries.iter().map(|expiry| Value::text(expiry.as_mrz()));
    let expiries = Value::List(expiries.collect());
    fields.add("possible_expiries", expiries.personal());
    if let Some(province) = code.number.province() {
        fields.personal("province", province.name);
    }
    let more = code.more.iter().map(Value::text).collect();
    if !code.more.is_empty() {
        fields.add("more", Value::List(more).personal());
    }
}

fn date(date: vidimus_mrz::CalendarDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}
