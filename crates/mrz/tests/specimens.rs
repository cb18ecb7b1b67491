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
use vidimus_mrz::{CheckDigit, Mrz};
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
        } else {
            let error = Mrz::parse(&text).unwrap_err();
            assert!(
                matches!(error.code(), "malformed.mrz_length" | "malformed.content"),
                "{text}"
            );
        }
    }
}
