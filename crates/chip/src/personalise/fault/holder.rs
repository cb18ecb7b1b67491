//! Faults of the holder's data: `persona` and `mrz-field`.

use super::params::Params;
use crate::persona::Persona;
use crate::personalise::{CardSpec, PersonaliseError, files};
use crate::pki::Extension;
use core::ops::Range;
use vidimus_lds::DataGroup;
use vidimus_mrz::{Mrz, check_digit};

type Done = Result<(), PersonaliseError>;

/// Another holder or document, with the same keys.
pub(super) fn persona(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let mut persona = match params.get("td") {
        None => spec.persona.clone(),
        Some("1") => named("utopia-td1"),
        Some("2") => named("utopia-td2"),
        Some("3") => Persona::utopia_td3(),
        Some(_) => return params.refuse("td"),
    };
    match params.get("number") {
        None => {}
        Some("8-chars") => persona.document_number = "X0000003".to_owned(),
        Some("12-chars") => persona.document_number = "Z00000001ABC".to_owned(),
        Some(other) => persona.document_number = other.to_owned(),
    }
    match params.get("expiry") {
        None => {}
        Some("yesterday") => persona.expiry_date = "291231".to_owned(),
        Some(date) => persona.expiry_date = date.to_owned(),
    }
    match params.get("nationality") {
        None => {}
        Some("other") => persona.nationality = "XXA".to_owned(),
        Some(code) => persona.nationality = code.to_owned(),
    }
    spec.set_persona(persona)?;
    match params.get("name") {
        None => {}
        Some("ansi") => hostile_name(
            spec,
            "\u{1B}[2J\u{1B}]8;;http://x.example\u{7}ADA\u{1B}]8;;\u{7}",
        ),
        Some("html") => hostile_name(spec, "SPECIMEN<<ADA GRACE&<script>alert(1)</script>"),
        Some("bad-utf8") => {
            hostile_name(spec, "SPECIMEN<<ADA ??GRACE");
            no_utf8(spec);
        }
        Some(_) => return params.refuse("name"),
    }
    match params.get("key") {
        None => Ok(()),
        Some("other-document") => {
            let other = named("utopia-td3-second").mrz()?;
            spec.mrz_information = other.access_key_information().as_str().to_owned();
            Ok(())
        }
        Some(_) => params.refuse("key"),
    }
}

/// The name of DG11, which is not confined to the alphabet of the zone.
pub(super) fn hostile_name(spec: &mut CardSpec, name: &str) {
    spec.persona.full_name = name.to_owned();
    spec.put_dg11(None);
}

/// Two bytes that no UTF-8 has, where DG11 has two question marks.
fn no_utf8(spec: &mut CardSpec) {
    let bytes = spec.groups.get_mut(&DataGroup::DG11);
    let pair = bytes.and_then(|bytes| {
        let at = bytes.windows(2).position(|pair| pair == b"??")?;
        bytes.get_mut(at..at + 2)
    });
    if let Some(pair) = pair {
        pair.copy_from_slice(&[0xFF, 0xFE]);
    }
}

pub(super) fn named(name: &str) -> Persona {
    Persona::named(name).unwrap_or_else(Persona::utopia_td3)
}

/// A field of a TD3 zone in its 88 characters, and where its check digit stands.
fn place(field: &str) -> Option<(Range<usize>, Option<usize>)> {
    Some(match field {
        "code" => (0..2, None),
        "issuer" => (2..5, None),
        "name" => (5..44, None),
        "number" => (44..53, Some(53)),
        "nationality" => (54..57, None),
        "birth" => (57..63, Some(63)),
        "sex" => (64..65, None),
        "expiry" => (65..71, Some(71)),
        "optional" => (72..86, Some(86)),
        "composite" => (87..88, Some(87)),
        _ => return None,
    })
}

/// One field of DG1, TD3, signed; every other check digit fits. A changed value changes the
/// chip's key too; a wrong digit does not, for the printed zone is right.
pub(super) fn mrz_field(spec: &mut CardSpec, params: &Params<'_>) -> Done {
    let field = params.required("field")?;
    let (place, digit) = place(field).ok_or_else(|| params.bad("field"))?;
    let mut zone = spec.persona.mrz()?.joined().to_owned();
    if zone.len() != 88 {
        return params.refuse("field");
    }
    if let Some(value) = params.get("value") {
        let value = special_value(field, value, place.len());
        if value.len() > place.len() || !value.is_ascii() {
            return params.refuse("value");
        }
        let filled = format!("{value:<<width$}", width = place.len());
        zone.replace_range(place.clone(), &filled);
        if field == "code" {
            // the signer may sign such documents: the code alone is what is wrong
            let code = filled.trim_end_matches('<');
            spec.ds.with(Extension::document_types(&["P", code]));
        }
    }
    let fit = zone.get(place).map(check_digit);
    let wrong = params.get("cd") == Some("wrong");
    if let (Some(at), Some(fit)) = (digit, fit) {
        put(&mut zone, at, if wrong { next_digit(fit) } else { fit });
    }
    let composite = composite(&zone);
    put(
        &mut zone,
        87,
        if wrong && field == "composite" {
            next_digit(composite)
        } else {
            composite
        },
    );
    if let (Some(_), Ok(mrz)) = (params.get("value"), Mrz::parse(&zone)) {
        spec.mrz_information = mrz.access_key_information().as_str().to_owned();
    }
    spec.put(1, files::dg1(&zone));
    Ok(())
}

/// `full`, `empty`, `truncated`, `primary-only` and `void` stand for values; others for
/// themselves.
fn special_value(field: &str, value: &str, room: usize) -> String {
    match (field, value) {
        ("optional", "full") => "UTO1234567890A".to_owned(),
        ("optional", "empty") | ("name", "void") => String::new(),
        ("name", "truncated") => {
            let long = "SPECIMEN<<ADA<GRACE<AUGUSTA<VICTORIA<LOVELY";
            long.get(..room).unwrap_or(long).to_owned()
        }
        ("name", "primary-only") => "SPECIMEN".to_owned(),
        _ => value.to_owned(),
    }
}

/// The composite digit of TD3 (Doc 9303-4 §4.2.4).
fn composite(zone: &str) -> char {
    let parts = [44..54, 57..64, 65..87].map(|part| zone.get(part).unwrap_or_default());
    check_digit(&parts.concat())
}

fn put(zone: &mut String, at: usize, digit: char) {
    zone.replace_range(at..=at, digit.encode_utf8(&mut [0; 4]));
}

const fn next_digit(digit: char) -> char {
    match digit {
        '0' => '1',
        '1' => '2',
        '2' => '3',
        '3' => '4',
        _ => '0',
    }
}
