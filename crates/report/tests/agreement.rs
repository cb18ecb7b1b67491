//! The table of agreement and the content of the data groups, as JSON and as text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod citizens;
mod common;

use citizens::{Documents, dg11, hex, object, samples};
use proptest::prelude::*;
use serde_json::{Value, json};
use vidimus_report::Outcome::{Failed, Passed};
use vidimus_report::{Agreement, CheckId, Face, Lang, Report, TextStyle};

fn citizen(dg13: &str) -> Option<Documents> {
    let samples = samples()?;
    let dg13 = match dg13 {
        "a" => hex(&samples.dg13_a),
        _ => hex(&samples.dg13_b),
    };
    Some(Documents {
        printed_mrz: Some(samples.citizens[0].mrz.clone()),
        qr: Some(samples.citizens[0].qr.clone()),
        dg13: Some(dg13),
        ..Documents::with_dg1(&samples.citizens[0].mrz)
    })
}

fn style(reveal: bool) -> TextStyle {
    TextStyle {
        reveal,
        width: 400,
        ..TextStyle::default()
    }
}

fn row<'a>(report: &'a Report, field: &str) -> &'a vidimus_report::AgreementRow {
    let mut rows = report.agreement.iter();
    rows.find(|row| row.field == field).unwrap()
}

#[test]
fn every_face_of_the_citizen_says_the_same() {
    let Some(documents) = citizen("a") else {
        return;
    };
    let report = documents.judge();
    let all = [Face::PrintedMrz, Face::Qr, Face::Dg1, Face::Dg13];
    for field in ["personal_number", "name", "birth_date", "sex"] {
        assert_eq!(row(&report, field).outcome, Agreement::Same, "{field}");
        assert!(row(&report, field).faces().eq(all), "{field}");
    }
    for field in ["issue_date", "residence", "old_number"] {
        assert_eq!(row(&report, field).outcome, Agreement::Same, "{field}");
        assert!(row(&report, field).faces().eq([Face::Qr, Face::Dg13]));
    }
    assert!(
        report
            .agreement
            .iter()
            .all(|row| row.outcome == Agreement::Same)
    );
    let text = report.text(Lang::En, style(false));
    let line = "✓ printed MRZ = QR = DG1 = DG13: personal number, name, date of birth, sex";
    assert!(text.contains(line), "{text}");
    let text = report.text(Lang::Vi, style(false));
    let line = "✓ MRZ in = QR = DG1 = DG13: số định danh, họ tên, ngày sinh, giới tính";
    assert!(text.contains(line), "{text}");
}

#[test]
fn the_face_that_stands_alone_is_named() {
    let Some(documents) = citizen("a") else {
        return;
    };
    let qr = documents.qr.clone().unwrap().replace("Văn", "Vân");
    let report = Documents {
        qr: Some(qr),
        ..documents
    }
    .judge();
    let Agreement::Differs { groups, at } = &row(&report, "name").outcome else {
        panic!("{:?}", row(&report, "name"));
    };
    // a zone has no marks, so it stands with both
    let apart = vec![
        vec![Face::PrintedMrz, Face::Qr, Face::Dg1],
        vec![Face::Dg13],
    ];
    assert_eq!(groups, &apart);
    let columns: Vec<(Face, u16)> = at.iter().map(|(face, at)| (*face, at.column)).collect();
    assert_eq!(columns, [(Face::Qr, 32), (Face::Dg13, 9)]);
    let samples = samples().unwrap();
    let qr = samples.citizens[0].qr.replace("Văn", "Anh");
    let report = Documents {
        qr: Some(qr),
        ..citizen("a").unwrap()
    }
    .judge();
    let text = report.text(Lang::En, style(false));
    let expected = "✗ name: printed MRZ = DG1 = DG13 ≠ QR (printed MRZ line 3 column 9, QR character 31, DG1 line 3 column 9, DG13 character 8)";
    assert!(text.contains(expected), "{text}");
    let text = report.text(Lang::Vi, style(false));
    assert!(
        text.contains("họ tên khác nhau: QR ký tự 31, DG1 dòng 3 cột 9"),
        "{text}"
    );
    let report = report.to_json(false);
    let rows = report["agreement"].as_array().unwrap();
    let name = rows.iter().find(|row| row["field"] == "name").unwrap();
    assert_eq!(name["outcome"], "differs");
    assert_eq!(
        name["at"][0],
        json!({"face": "mrz_printed", "line": 3, "column": 9})
    );
    assert_eq!(
        name["faces"][1],
        json!({"face": "qr", "value": {"redacted": true}})
    );
}

/// One face has nobody to agree with.
#[test]
fn a_single_face_makes_no_table() {
    let Some(samples) = samples() else { return };
    let report = Documents::with_dg1(&samples.citizens[0].mrz).judge();
    assert!(report.agreement.is_empty());
    let json = report.to_json(true);
    assert!(json.get("agreement").is_none());
    assert!(json["document"].get("details").is_none());
    assert!(!report.text(Lang::En, style(true)).contains("Agreement"));
}

#[test]
fn what_dg13_says_in_either_layout() {
    let Some(documents) = citizen("a") else {
        return;
    };
    let json = documents.judge().to_json(true);
    let values = |json: &Value| -> Vec<(String, String)> {
        let details = json["document"]["details"].as_array().unwrap().clone();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let pairs = details.iter();
        pairs
            .map(|one| (text(&one["field"]), text(&one["value"]["value"])))
            .collect()
    };
    let pair = |field: &str, value: &str| (field.to_owned(), value.to_owned());
    let a = values(&json);
    assert_eq!(a.len(), 16);
    assert!(a.contains(&pair("father", "Nguyễn Văn Cha")));
    assert!(a.contains(&pair("mother", "Lê Thị Mẹ")));
    assert!(a.contains(&pair("old_number", "000000017")));
    assert!(a.contains(&pair("card_code", "1000000000DEADBEEF".get(2..).unwrap())));
    let b = values(&citizen("b").unwrap().judge().to_json(true));
    assert!(b.contains(&pair("father", "Nguyễn Văn Cha")));
    assert!(b.contains(&pair("expiry_date", "Không thời hạn")));
    assert!(b.iter().any(|(field, _)| field == "spouse"));
    assert!(!b.iter().any(|(field, _)| field == "old_number"));
    let text = citizen("a").unwrap().judge().text(Lang::Vi, style(true));
    assert!(text.contains("DG13 cha: Nguyễn Văn Cha"), "{text}");
    assert!(text.contains("nội dung DG13 chưa được chứng minh"));
    let text = citizen("a").unwrap().judge().text(Lang::En, style(false));
    assert!(text.contains("16 values hidden (DG13)"), "{text}");
}

/// Row OWN-TXT-04: shown with a sign of replacement and a flag, the bytes kept.
#[test]
fn text_that_is_none_is_flagged_and_its_bytes_are_kept() {
    let documents = Documents {
        dg11: Some(dg11(&[(0x5F0E, b"SPECIMEN<<\xFFDA"), (0x5F11, b"UTOPIA")])),
        ..Documents::default()
    };
    let report = documents.judge();
    let details = report.to_json(true)["document"]["details"].clone();
    let first = json!({
        "group": "DG11", "field": "full_name", "proved": false, "damaged": true,
        "value": {"value": "SPECIMEN<<\u{FFFD}DA"},
        "raw": {"value": "53504543494d454e3c3cff4441"},
    });
    assert_eq!(details[0], first);
    assert!(details[1].get("damaged").is_none());
    let hidden = report.to_json(false)["document"]["details"][0].clone();
    assert_eq!(hidden["raw"], json!({"redacted": true}));
    let text = report.text(Lang::En, style(true));
    assert!(
        text.contains("the bytes are 53504543494d454e3c3cff4441"),
        "{text}"
    );
}

#[test]
fn fields_without_a_meaning_are_listed_with_their_bytes() {
    let Some(samples) = samples() else { return };
    let text = object(
        0x30,
        &[&object(0x02, &[99])[..], &object(0x13, b"ABC")].concat(),
    );
    let bytes = object(
        0x30,
        &[&object(0x02, &[98])[..], &object(0x05, b"")].concat(),
    );
    let oid = object(0x06, &[0x28, 0xD3, 0x16, 1, 0, 8]);
    let set = object(0x31, &[text, bytes].concat());
    let frame = object(0x30, &[&object(0x02, &[1])[..], &oid, &set].concat());
    let documents = Documents {
        dg11: Some(dg11(&[(0x5F0E, b"A"), (0x5F77, &[1, 2])])),
        dg13: Some(object(0x6D, &frame)),
        ..Documents::with_dg1(&samples.citizens[0].mrz)
    };
    let details = documents.judge().to_json(true)["document"]["details"].clone();
    let unknown: Vec<(&str, &str, &str)> = details
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["field"] == "unknown")
        .map(|one| {
            let text = |value: &'_ Value| value.as_str().unwrap().to_owned();
            let _ = text(&one["group"]);
            (
                one["group"].as_str().unwrap(),
                one["item"].as_str().unwrap(),
                one["value"]["value"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        unknown,
        [
            ("DG11", "5F77", "0102"),
            ("DG13", "99", "ABC"),
            ("DG13", "98", "")
        ]
    );
}

const HOSTILE: &str = "A\u{1b}]8;;x\u{7}\u{202e}<script>alert(1)</script>&\u{9b}31m\0\r\nB";

/// Names that drive a terminal reach none, from wherever they come; HTML is for the page of HTML.
#[test]
fn hostile_names_stay_escaped() {
    let Some(samples) = samples() else { return };
    let qr = samples.citizens[0].qr.replace("Nguyễn Văn Mẫu", HOSTILE);
    let documents = Documents {
        qr: Some(qr),
        printed_mrz: Some(samples.citizens[0].mrz.replace("MAU<", "\u{1b}\u{202e}U<")),
        dg11: Some(dg11(&[
            (0x5F0E, HOSTILE.as_bytes()),
            (0x5F42, HOSTILE.as_bytes()),
        ])),
        ..Documents::with_dg1(&samples.citizens[0].mrz)
    };
    let report = documents.judge();
    for lang in Lang::ALL {
        for reveal in [false, true] {
            let text = report.text(lang, style(reveal));
            let json = report.to_json(reveal).to_string();
            for output in [&text, &json] {
                for character in ['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}', '\0', '\r'] {
                    assert!(!output.contains(character), "{character:?} in {output}");
                }
                assert_eq!(output.contains("<script>"), reveal, "{output}");
            }
        }
    }
}

/// What of these persons may not show.
const PERSONAL: [&str; 17] = [
    "CANARY",
    "43414e415259",
    "1971",
    "000090000017",
    "000301000024",
    "000058000031",
    "NGUYEN",
    "DANG",
    "THI",
    "Trần",
    "Nguyễn",
    "1958",
    "Mẫu",
    "Cha",
    "Kinh",
    "2021",
    "DEADBEEF",
];

/// Everything personal of every face has a mark, and none shows unless revealed.
#[test]
fn nothing_of_any_face_shows_unless_revealed() {
    let Some(samples) = samples() else { return };
    let dg11 = dg11(&[
        (0x5F0E, b"CANARYNAME<<X"),
        (0x5F10, b"CANARYNUMBER"),
        (0x5F2B, b"19710203"),
        (0x5F42, b"CANARYADDRESS"),
        (0x5F12, b"CANARYPHONE"),
        (0x5F77, b"CANARY"),
    ]);
    let documents = Documents {
        printed_mrz: Some(samples.citizens[1].mrz.clone()),
        qr: Some(samples.citizens[2].qr.clone()),
        dg11: Some(dg11),
        dg13: Some(hex(&samples.dg13_b)),
        ..Documents::with_dg1(&samples.citizens[0].mrz)
    };
    let report = documents.judge();
    for lang in Lang::ALL {
        let verbose = TextStyle {
            verbose: true,
            ..style(false)
        };
        let debug = format!("{:?} {:?}", report.agreement, report.document.details);
        let hidden = [
            report.text(lang, verbose),
            report.to_json(false).to_string(),
            debug,
        ];
        for (output, value) in hidden.iter().flat_map(|o| PERSONAL.map(|value| (o, value))) {
            assert!(!output.contains(value), "{value} in {output}");
        }
        let shown = report.text(lang, style(true));
        let json = report.to_json(true).to_string();
        for value in [
            "CANARYADDRESS",
            "CANARYPHONE",
            "Nguyễn Văn Cha",
            "DANG<<THI",
        ] {
            assert!(shown.contains(value) && json.contains(value), "{value}");
        }
    }
}

proptest! {
    /// The table and the check of the printed zone tell one story.
    #[test]
    fn the_table_says_what_the_check_says(place in 0usize..90, new in "[A-Z0-9<]") {
        let Some(samples) = samples() else { return Ok(()) };
        let chip = samples.citizens[0].mrz.replace('\n', "");
        let mut printed = chip.clone();
        printed.replace_range(place..=place, &new);
        let report = Documents {
            printed_mrz: Some(printed),
            ..Documents::with_dg1(&chip)
        }
        .judge();
        let differing: Vec<&str> = report
            .agreement
            .iter()
            .filter(|row| matches!(row.outcome, Agreement::Differs { .. }))
            .map(|row| row.field)
            .collect();
        let check = report.checks.get(CheckId::PrintedMrz).unwrap();
        let digits = check.differences.iter().any(|one| one.field.ends_with("check_digit"));
        // a `<` for the check digit of the number makes another number too
        prop_assert_eq!(differing.is_empty() && !digits, check.differences.is_empty());
        let counts = differing.iter().any(|field| !field.starts_with("optional"));
        prop_assert_eq!(counts || digits, check.outcome == Failed);
        prop_assert_eq!(check.differences.is_empty(), check.outcome == Passed);
    }
}
