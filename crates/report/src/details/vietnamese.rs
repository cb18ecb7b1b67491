//! DG13 of the Vietnamese citizen card; fields of unknown numbers are listed with their bytes.

use super::List;
use vidimus_lds::vn_dg13::{Field, Item, Value, VietnameseDetails};
use vidimus_lds::{Decoded, Personal};

pub(super) fn read(bytes: &[u8], list: &mut List) {
    let Decoded { value, .. } = VietnameseDetails::read(bytes);
    for field in &value.fields {
        match field.item() {
            Some(Item::Parents) => parents(&value, list),
            Some(item) => known(field, name(item), list),
            None => unknown(field, list),
        }
    }
    list.unknown(&value.unknown);
}

fn parents(details: &VietnameseDetails<'_>, list: &mut List) {
    list.text("father", details.father().map(Personal::reveal));
    list.text("mother", details.mother().map(Personal::reveal));
}

fn known(field: &Field<'_>, name: &'static str, list: &mut List) {
    for text in field.texts() {
        let text = text.reveal();
        if !text.as_str().trim().is_empty() {
            list.text(name, Some(text));
        }
    }
    others(field, list);
}

/// A field of a number without a meaning: its texts, else its bytes.
fn unknown(field: &Field<'_>, list: &mut List) {
    for text in field.texts() {
        list.item(
            "unknown",
            Some(field.number.to_string()),
            Some(text.reveal()),
        );
    }
    others(field, list);
}

/// Values that are no text.
fn others(field: &Field<'_>, list: &mut List) {
    for value in &field.values {
        if let Value::Other(raw) = value {
            let bytes = crate::check::hex(raw.value.reveal());
            list.push("unknown", Some(field.number.to_string()), &bytes);
        }
    }
}

const fn name(item: Item) -> &'static str {
    match item {
        Item::Number => "personal_number",
        Item::FullName => "full_name",
        Item::BirthDate => "birth_date",
        Item::Sex => "sex",
        Item::Nationality => "nationality",
        Item::Ethnicity => "ethnicity",
        Item::Religion => "religion",
        Item::PlaceOfOrigin => "place_of_origin",
        Item::PlaceOfResidence => "residence",
        Item::IdentifyingFeatures => "identifying_features",
        Item::IssueDate => "issue_date",
        Item::Expiry => "expiry_date",
        Item::Spouse => "spouse",
        Item::OldNumber => "old_number",
        Item::CardCode => "card_code",
        _ => "unknown",
    }
}
