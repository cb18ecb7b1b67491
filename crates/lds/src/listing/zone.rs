//! DG1 and printed zones.

use super::Listing;
use super::value::{Fields, Value};
use crate::dg1::Dg1;
use vidimus_mrz::{CheckDigit, DocumentNumber, Mrz, MrzDate, Name, NationalZone, Sex, Zone};

pub(super) fn data_group(bytes: &[u8]) -> Listing {
    Listing::of_whole(Dg1::parse(bytes), |dg1, listing| {
        fields(&Zone::Icao(dg1.mrz), &mut listing.fields);
    })
}

/// The fields by their names in `vidimus-mrz/1`, and the verdict of every check digit.
pub(super) fn fields(zone: &Zone, fields: &mut Fields) {
    fields.text("format", zone.form().name());
    match zone {
        Zone::Icao(mrz) => icao(mrz, fields),
        Zone::National(zone) => national(zone, fields),
        _ => {}
    }
    let mut digits = Fields::default();
    for (field, digit) in zone.check_digits().iter() {
        digits.text(field.name(), verdict(digit));
    }
    fields.add("check_digits", Value::Fields(digits));
}

const fn verdict(digit: CheckDigit) -> &'static str {
    match digit {
        CheckDigit::Passed => "passed",
        CheckDigit::Failed { .. } => "failed",
        _ => "not_supported",
    }
}

fn icao(mrz: &Mrz, fields: &mut Fields) {
    fields.text("document_code", mrz.document_code());
    fields.text("issuer", mrz.issuer());
    fields.personal("document_number", mrz.document_number().as_str());
    fields.personal("nationality", mrz.nationality());
    fields.personal("birth_date", mrz.birth_date().as_str());
    fields.personal("sex", sex(mrz.sex()));
    fields.personal("expiry_date", mrz.expiry_date().as_str());
    fields.personal("primary_identifier", name(mrz.primary_identifier()));
    fields.personal("secondary_identifier", name(mrz.secondary_identifier()));
    let optional = mrz.optional_data().trim_end_matches('<');
    fields.personal("optional_data", optional);
    if let Some(second) = mrz.optional_data_second() {
        fields.personal("optional_data_second", second.trim_end_matches('<'));
    }
}

fn national(zone: &NationalZone, fields: &mut Fields) {
    fields.text("document_code", zone.document_code());
    fields.text("issuer", zone.issuer());
    let (number, birth, expiry) = (
        zone.document_number(),
        zone.birth_date(),
        zone.expiry_date(),
    );
    let names = [zone.primary_identifier(), zone.secondary_identifier()].map(|one| one.map(name));
    let [primary, secondary] = &names;
    let held = [
        (
            "document_number",
            number.as_ref().map(DocumentNumber::as_str),
        ),
        ("birth_date", birth.as_ref().map(MrzDate::as_str)),
        ("sex", zone.sex().map(sex)),
        ("expiry_date", expiry.as_ref().map(MrzDate::as_str)),
        ("primary_identifier", primary.as_deref()),
        ("secondary_identifier", secondary.as_deref()),
        ("office", zone.office()),
    ];
    for (name, value) in held {
        if let Some(value) = value {
            fields.personal(name, value);
        }
    }
}

fn name(name: Name<'_>) -> String {
    name.parts().collect::<Vec<_>>().join(" ")
}

const fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "F",
        Sex::Male => "M",
        Sex::Unspecified => "<",
        Sex::Invalid => "invalid",
    }
}
