//! A zone from a file, and its fields with their names in `vidimus-mrz/1`.

use crate::failure::{Failure, MrzFault};
use crate::io::files;
use std::path::Path;
use vidimus::mrz::{DocumentNumber, Mrz, MrzDate, Name, NationalZone, Sex, Zone};
use zeroize::Zeroizing;

/// One field of a zone.
pub(super) struct Field {
    /// as in the document, such as `birth_date`
    pub(super) name: &'static str,
    /// the value, without filler
    pub(super) value: String,
    /// whether it is about the holder, and hidden unless revealed
    pub(super) personal: bool,
}

/// The zone in this file.
pub(super) fn read(file: &Path) -> Result<Zone, Failure> {
    let bytes = Zeroizing::new(files::read(file)?);
    Ok(Zone::parse_bytes(&bytes).map_err(MrzFault::Parse)?)
}

/// The fields that the form has.
pub(super) fn fields(zone: &Zone) -> Vec<Field> {
    match zone {
        Zone::Icao(mrz) => icao(mrz),
        Zone::National(zone) => national(zone),
        _ => Vec::new(),
    }
}

fn icao(mrz: &Mrz) -> Vec<Field> {
    let optional = mrz.optional_data().trim_end_matches('<');
    vec![
        public("document_code", mrz.document_code()),
        public("issuer", mrz.issuer()),
        personal("document_number", mrz.document_number().as_str()),
        personal("nationality", mrz.nationality()),
        personal("birth_date", mrz.birth_date().as_str()),
        personal("sex", sex(mrz.sex())),
        personal("expiry_date", mrz.expiry_date().as_str()),
        personal("primary_identifier", &name(mrz.primary_identifier())),
        personal("secondary_identifier", &name(mrz.secondary_identifier())),
        personal("optional_data", optional),
    ]
}

fn national(zone: &NationalZone) -> Vec<Field> {
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
    let held = held.into_iter();
    let personal = held.filter_map(|(name, value)| Some(personal(name, value?)));
    [
        public("document_code", zone.document_code()),
        public("issuer", zone.issuer()),
    ]
    .into_iter()
    .chain(personal)
    .collect()
}

fn public(name: &'static str, value: &str) -> Field {
    Field {
        name,
        value: value.to_owned(),
        personal: false,
    }
}

fn personal(name: &'static str, value: &str) -> Field {
    Field {
        personal: true,
        ..public(name, value)
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
