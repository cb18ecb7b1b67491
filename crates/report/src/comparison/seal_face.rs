//! What a printed digital seal says.
//!
//! A seal may belong to the very document that the chip is in, or to another that goes with it: a visa
//! or a sticker of residence names the passport. Then kind, state, expiry and number of the
//! zone inside are those of the visa, and only holder and passport number are held against the chip.
//!
//! Places: of a zone inside the seal its lines and columns, of any other value its characters.

use super::date::{DateForm, is_date};
use super::value::Filler;
use super::{DataField, Kind, Place, Value, zone_face};
use vidimus_lds::seal::{Item, Seal, Vds, VdsNc};
use vidimus_mrz::Mrz;

const FIRST: Place = Place {
    line: None,
    column: 1,
};

/// Fields of a zone that are about the holder, whatever the document.
const OF_HOLDER: [DataField; 4] = [
    DataField::Name,
    DataField::BirthDate,
    DataField::Sex,
    DataField::Nationality,
];

/// Fields of a zone that are about the one document it stands on. Optional data are none: of a visa
/// a seal leaves them out, and each size of document has others.
const OF_DOCUMENT: [DataField; 4] = [
    DataField::DocumentCode,
    DataField::Issuer,
    DataField::DocumentNumber,
    DataField::ExpiryDate,
];

/// The values of a seal that can be held against the chip with this zone; damaged ones are there too.
pub(super) fn values(seal: &Seal<'_>, chip: Option<&Mrz>) -> Vec<(DataField, Value)> {
    match seal {
        Seal::Vds(vds) => of_vds(vds, seal, chip),
        Seal::VdsNc(vds_nc) => of_vds_nc(vds_nc),
    }
}

fn of_vds(vds: &Vds<'_>, seal: &Seal<'_>, chip: Option<&Mrz>) -> Vec<(DataField, Value)> {
    let exact = |item: Item| {
        let text = vds.text(item)?.into_revealed().to_owned();
        Some((
            DataField::DocumentNumber,
            Value::new(Kind::Exact, text, FIRST),
        ))
    };
    let passport = exact(Item::PassportNumber);
    let number = exact(Item::DocumentNumber);
    // the document's own number is one of the state that sealed: others have the same numbers
    let issuer = number.as_ref().map(|_| {
        let country = vds.header.issuing_country.clone();
        (DataField::Issuer, Value::new(Kind::State, country, FIRST))
    });
    let mut found = Vec::new();
    if let Some(zone) = seal.mrz() {
        match Mrz::parse(zone.reveal()) {
            Ok(mrz) => {
                let is_own = is_own(&mrz, chip, passport.is_some());
                found = of_zone(&mrz, chip, is_own);
                if is_own {
                    return found;
                }
            }
            Err(_) => {
                let damaged = Value::new(Kind::Unreadable, String::new(), FIRST);
                found.push((DataField::Name, damaged));
            }
        }
    }
    match passport {
        Some(passport) => found.push(passport),
        None => found.extend(number.into_iter().chain(issuer)),
    }
    found
}

/// Whether the zone in the seal is that of the chip's own document. A seal that names no passport
/// stands on the document; one that does, only if its zone has the chip's kind and number.
fn is_own(mrz: &Mrz, chip: Option<&Mrz>, names_passport: bool) -> bool {
    let same = |chip: &Mrz| {
        chip.document_number().as_str() == mrz.document_number().as_str()
            && chip.document_code() == mrz.document_code()
    };
    !names_passport || chip.is_some_and(same)
}

fn of_zone(mrz: &Mrz, chip: Option<&Mrz>, is_own: bool) -> Vec<(DataField, Value)> {
    let wanted =
        |field: DataField| OF_HOLDER.contains(&field) || (is_own && OF_DOCUMENT.contains(&field));
    let mut found = zone_face::values(mrz, false);
    found.retain(|(field, _)| wanted(*field));
    if let Some(chip) = chip
        && let Some((_, name)) = found
            .iter_mut()
            .find(|(field, _)| *field == DataField::Name)
    {
        let truncated = mrz.name_may_be_truncated();
        let text = fitted(mrz.name_field(), truncated, chip);
        *name = Value::new(Kind::ZoneName { truncated }, text, name.place(0));
    }
    found
}

/// A name field as a zone of the chip's width would have it: names are cut at the end of the field,
/// and each size of document has another width.
fn fitted(name: &str, truncated: bool, chip: &Mrz) -> String {
    let (own, other) = (name.trim_end_matches('<'), chip.name_field());
    let width = other.len();
    let begins = |long: &str, short: &str| !short.is_empty() && long.starts_with(short);
    let chip_is_cut = chip.name_may_be_truncated();
    if name.len() != width && truncated && begins(other, own) {
        return other.to_owned();
    }
    let cut = if chip_is_cut { width } else { own.len() };
    let kept = own.get(..cut.min(own.len())).unwrap_or(own);
    format!("{kept:<<width$}")
}

fn of_vds_nc(seal: &VdsNc) -> Vec<(DataField, Value)> {
    let text = |field: DataField, kind: Kind, path: &str| {
        let text = seal.member(path)?.into_revealed().to_owned();
        Some((field, Value::new(kind, text, FIRST)))
    };
    let number = seal.document_number().map(|number| {
        let number = number.into_revealed().to_owned();
        (
            DataField::DocumentNumber,
            Value::new(Kind::Exact, number, FIRST),
        )
    });
    let birth = seal.member("pid.dob").map(|birth| {
        let digits: String = birth.into_revealed().split('-').collect();
        let kind = if is_date(&digits, DateForm::YearFirst) {
            Kind::Date(DateForm::YearFirst, Filler::Counts)
        } else {
            Kind::Unreadable
        };
        (DataField::BirthDate, Value::new(kind, digits, FIRST))
    });
    [
        number,
        text(DataField::Name, Kind::Name, "pid.n"),
        birth,
        text(DataField::Sex, Kind::Sex, "pid.sex"),
    ]
    .into_iter()
    .flatten()
    .collect()
}
