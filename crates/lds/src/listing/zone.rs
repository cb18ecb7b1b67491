//! DG1 and printed zones.

use super::Listing;
use super::value::{Fields, Value};
use crate::dg1::Dg1;
use vidimus_mrz::Zone;

pub(super) fn data_group(bytes: &[u8]) -> Listing {
    Listing::of_whole(Dg1::parse(bytes), |dg1, listing| {
        fields(&Zone::Icao(dg1.mrz), &mut listing.fields);
    })
}

/// The fields by their names in `vidimus-mrz/1`, and the verdict of every check digit.
pub(super) fn fields(zone: &Zone, fields: &mut Fields) {
    fields.text("format", zone.form().name());
    for field in zone.fields() {
        if field.personal {
            fields.personal(field.name, field.value);
        } else {
            fields.text(field.name, field.value);
        }
    }
    if let Zone::Icao(mrz) = zone
        && let Some(second) = mrz.optional_data_second()
    {
        fields.personal("optional_data_second", second.trim_end_matches('<'));
    }
    let mut digits = Fields::default();
    for (field, digit) in zone.check_digits().iter() {
        digits.text(field.name(), digit.outcome());
    }
    fields.add("check_digits", Value::Fields(digits));
}
