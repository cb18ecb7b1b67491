//! Specimens that others collected, with their check digits judged by independent code.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

use serde_json::Value;
use vidimus_mrz::{CheckDigit, Mrz, NationalForm, NationalZone, Zone};
use vidimus_testkit::shared;

fn outcome(digit: CheckDigit) -> Option<bool> {
    match digit {
        CheckDigit::Passed => Some(true),
        CheckDigit::Failed { .. } => Some(false),
        CheckDigit::NotPresent => None,
    }
}

fn check_record(record: &Value, text: &str) {
    let expected = &record["check"];
    let mrz = Mrz::parse(text).unwrap();
    let digits = mrz.check_digits();
    assert_eq!(
        mrz.format().name(),
        record["format"].as_str().unwrap(),
        "{text}"
    );
    for (name, digit) in [
        ("document_number", digits.document_number),
        ("birth", digits.birth_date),
        ("expiry", digits.expiry_date),
        ("optional", digits.optional_data),
        ("composite", digits.composite),
    ] {
        assert_eq!(outcome(digit), expected[name].as_bool(), "{name} of {text}");
    }
    assert_eq!(
        digits.all_passed(),
        record["all_check_digits_ok"].as_bool().unwrap()
    );
    assert_eq!(
        mrz.document_number().as_str(),
        record["document_number"].as_str().unwrap()
    );
    assert_eq!(
        mrz.document_code(),
        record["document_code"].as_str().unwrap()
    );
    assert_eq!(
        mrz.birth_date().as_str(),
        record["birth"].as_str().unwrap().to_uppercase()
    );
    assert_eq!(
        mrz.expiry_date().as_str(),
        record["expiry"].as_str().unwrap().to_uppercase()
    );
}

/// A record of a national form: its check digits and every field that it names.
fn check_national(record: &Value, zone: &NationalZone) {
    let form = match zone.form() {
        NationalForm::FrenchIdentityCard => "FRENCH_ID_1988",
        NationalForm::FrenchDrivingLicence => "FRENCH_DL",
        NationalForm::SwissDrivingLicence => "SWISS_DL",
        _ => "DL_1LINE",
    };
    assert_eq!(record["format"].as_str(), Some(form));
    let digits = zone.check_digits();
    for (name, digit) in [
        ("document_number", digits.document_number),
        ("birth", digits.birth_date),
        ("composite", digits.composite),
    ] {
        if let Some(expected) = record["check"][name].as_bool() {
            assert_eq!(outcome(digit), Some(expected), "{name} of {form}");
        }
    }
    if let Some(all) = record["all_check_digits_ok"].as_bool() {
        assert_eq!(digits.all_passed(), all);
    }
    let trimmed = |name: &str| {
        record[name]
            .as_str()
            .map(|text| text.trim_matches('<').to_owned())
    };
    if record["document_number"].is_string() {
        let number = zone.document_number().unwrap();
        assert_eq!(Some(number.as_str().to_owned()), trimmed("document_number"));
    }
    if record["birth"].is_string() {
        assert_eq!(zone.birth_date().unwrap().as_str(), record["birth"]);
    }
    if record["surname"].is_string() {
        assert_eq!(
            zone.primary_identifier().unwrap().as_mrz(),
            trimmed("surname").unwrap()
        );
        assert_eq!(
            zone.secondary_identifier().unwrap().as_mrz(),
            trimmed("given").unwrap()
        );
        assert_eq!(zone.office().unwrap(), trimmed("admin").unwrap());
        assert_eq!(
            zone.sex().unwrap().letter(),
            record["sex"].as_str().unwrap().chars().next()
        );
    }
    if let Some(language) = record["language"].as_str() {
        assert_eq!(zone.language(), language.chars().next());
        let names = zone.name_field().unwrap();
        assert_eq!(names, record["names"].as_str().unwrap());
    }
}

#[test]
fn every_specimen() {
    let Some(path) = shared("mrz/specimens.json") else {
        return;
    };
    let all: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let records = all["records"].as_array().unwrap();
    assert_eq!(records.len(), 104);
    for record in records {
        let lines: Vec<&str> = record["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line.as_str().unwrap())
            .collect();
        let text = lines.join("\n");
        if matches!(
            record["format"].as_str().unwrap(),
            "TD1" | "TD2" | "TD3" | "MRV-A" | "MRV-B"
        ) {
            check_record(record, &text);
            check_record(record, &lines.concat());
            assert_eq!(Zone::parse(&text), Mrz::parse(&text).map(Zone::Icao));
        } else if record["format"] == "MALFORMED" {
            let error = Zone::parse(&text).unwrap_err();
            assert_eq!(error.code(), "malformed.mrz_length", "{text}");
        } else {
            assert!(Mrz::parse(&text).is_err(), "{text}");
            let Zone::National(zone) = Zone::parse(&text).unwrap() else {
                panic!("{text}");
            };
            assert_eq!(zone.lines().collect::<Vec<_>>(), lines);
            check_national(record, &zone);
        }
    }
}
