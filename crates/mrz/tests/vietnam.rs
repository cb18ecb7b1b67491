//! The synthetic citizens of the shared samples: zone, number, QR code and access keys agree.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use serde_json::Value;
use vidimus_mrz::transliteration::NameComparison;
use vidimus_mrz::vietnam::{
    CitizenCard, CitizenNumber, ExpiryCandidate, NumberAdvice, QrCode, QrError, QrField,
};
use vidimus_mrz::{CalendarDate, CheckDigit, Expiry, Mrz, Sex};
use vidimus_testkit::shared;

const TODAY: CalendarDate = CalendarDate {
    year: 2026,
    month: 11,
    day: 22,
};
const QR: &str =
    "000090000017|000000017|Nguyễn Văn Mẫu|31121990|Nam|Số 1 Đường Thử, Hà Nội|01072021";

fn samples() -> Vec<Value> {
    let Some(path) = shared("cccd/samples.json") else {
        return Vec::new();
    };
    let all: Vec<Value> = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    all.into_iter()
        .filter(|sample| sample["mrz"].is_array())
        .collect()
}

fn zone(sample: &Value) -> Mrz {
    let lines: Vec<&str> = sample["mrz"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    Mrz::parse(&lines.join("\n")).unwrap()
}

#[test]
fn zone_and_code_agree() {
    for sample in samples() {
        let mrz = zone(&sample);
        let card = CitizenCard::of(&mrz).unwrap();
        let code = QrCode::parse(sample["qr"].as_str().unwrap()).unwrap();
        let number = card.number().unwrap();
        assert_eq!(number.as_str(), code.number.as_str());
        assert_eq!(number.can(), sample["can"].as_str().unwrap());
        assert!(card.number_agrees() && card.second_check_digit() == CheckDigit::Passed);
        assert_eq!(mrz.compare_name(&code.name), NameComparison::Same);
        assert!(mrz.sex() == code.sex && mrz.birth(TODAY) == Some(code.birth));
        // province 000 is not assigned, so that no such number exists
        let advice = number.advice(Some(code.birth), Some(code.sex));
        if number.province_code() == "000" {
            assert_eq!(advice, [NumberAdvice::Province]);
        }
        let keys: Vec<String> = code
            .expiries()
            .iter()
            .map(|expiry| code.access_key_information(*expiry).as_str().to_owned())
            .collect();
        let expected = sample["bac_mrz_info"].as_str().unwrap();
        assert_eq!(mrz.access_key_information().as_str(), expected);
        assert_eq!(keys[0], expected);
        let never = code.expiries()[0] == ExpiryCandidate::Never;
        assert_eq!(mrz.expiry(TODAY) == Expiry::Never, never);
    }
}

/// A wrong second digit is told, and nothing else of the zone minds.
#[test]
fn the_second_digit_is_soft() {
    for sample in samples() {
        let text = zone(&sample).joined().to_owned();
        let digit = u32::from(text.as_bytes()[29] - b'0');
        let other = char::from_digit((digit + 1) % 10, 10).unwrap();
        let mut changed = text;
        changed.replace_range(29..30, &other.to_string());
        let mrz = Mrz::parse(&changed).unwrap();
        let second = CitizenCard::of(&mrz).unwrap().second_check_digit();
        assert!(matches!(
            second,
            CheckDigit::Failed {
                line: 1,
                column: 30,
                ..
            }
        ));
        assert_eq!(mrz.check_digits().document_number, CheckDigit::Passed);
    }
}

#[test]
fn other_cards_are_not_taken_for_it() {
    let text = "I<UTOX00000001<2349<<<<<<<<<<<\n8001014F3912313UTO<<<<<<<<<<<0\nSPECIMEN<<ADA<GRACE<<<<<<<<<<<";
    assert!(CitizenCard::of(&Mrz::parse(text).unwrap()).is_none());
}

#[test]
fn the_number_says() {
    let number = CitizenNumber::parse("001899000017").unwrap();
    assert!(number.sex() == Sex::Male && number.birth_year() == 2399);
    assert_eq!(number.province().unwrap().name_since_2025, "Hà Nội");
    let number = CitizenNumber::parse("027301000024").unwrap();
    assert!(number.sex() == Sex::Female && number.birth_year() == 2001);
    assert_eq!(number.province().unwrap().name_since_2025, "Bắc Ninh");
    let birth = CalendarDate {
        year: 2002,
        month: 1,
        day: 1,
    };
    let advice = number.advice(Some(birth), Some(Sex::Male));
    assert_eq!(advice, [NumberAdvice::Sex, NumberAdvice::BirthYear]);
    for text in ["", "00189900001", "0018990000177", "00189900001O", "００１"] {
        assert_eq!(
            CitizenNumber::parse(text).unwrap_err().code(),
            "malformed.citizen_number"
        );
    }
}

#[test]
fn eleven_fields_and_bad_ones() {
    let code = QrCode::parse(&format!("\u{FEFF}{QR}||||\r\n")).unwrap();
    assert_eq!(code.more, ["", "", "", ""]);
    assert_eq!(code.old_number.as_deref(), Some("000000017"));
    for (bad, field, column) in [
        (QR.replacen("000090", "00009O", 1), QrField::Number, 1),
        (
            QR.replace("|000000017|", "|00000017|"),
            QrField::OldNumber,
            14,
        ),
        (QR.replace("Nguyễn Văn Mẫu", " "), QrField::Name, 24),
        (QR.replace("31121990", "31131990"), QrField::Birth, 39),
        (QR.replace("Nam", "Ông"), QrField::Sex, 48),
        (QR.replace("01072021", "1072021"), QrField::Issued, 75),
    ] {
        let error = QrCode::parse(&bad).unwrap_err();
        assert_eq!(error, QrError::Field { field, column }, "{bad}");
    }
    assert_eq!(
        QrCode::parse("https://example.org").unwrap_err(),
        QrError::Shape { fields: 1 }
    );
    assert!(QrCode::parse(&"|".repeat(100_000)).is_err());
}

#[test]
fn nothing_personal_in_debug() {
    let code = QrCode::parse(QR).unwrap();
    let shown = format!("{code:?} {:?} {:?}", code.number, code.expiries());
    for secret in ["000017", "Nguy", "1990", "2030"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in any::<String>(), at in 0usize..90, put in any::<char>()) {
        let _ = (QrCode::parse(&text), CitizenNumber::parse(&text));
        let mutated: String = QR.chars().enumerate().map(|(i, c)| if i == at { put } else { c }).collect();
        if let Ok(code) = QrCode::parse(&mutated) {
            prop_assert!((1..=4).contains(&code.expiries().len()));
        }
    }
}
