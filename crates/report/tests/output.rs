//! What comes out: JSON against its schema, nothing personal unless revealed, text that fits.
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

use common::{AT, Reading};
use serde_json::Value;
use std::path::Path;
use vidimus_chip::persona::Persona;
use vidimus_chip::personalise::{CardSpec, apply_fault};
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_lds::evidence::{Evidence, Failure, FileState, QuirkUse, Source, StepState};
use vidimus_report::{
    EvaluationTime, ExitCode, Lang, Policy, Report, TextStyle, error_document,
    error_document_with_checks, judge, usage_document,
};
use vidimus_trust::TrustStore;

fn schema(path: &Path) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn docs(name: &str) -> jsonschema::Validator {
    schema(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../docs")
            .join(name),
    )
}

fn assert_valid(validator: &jsonschema::Validator, document: &Value) {
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{document:#}");
}

/// Reports of every end: accept, refer, reject, early.
fn reports() -> Vec<Report> {
    let mut reports = Vec::new();
    for preset in [
        "bac",
        "plain",
        "bac-td1",
        "bac-td2",
        "bac-rich",
        "bac-aa-listed",
        "bac-ber",
        "vn-td1",
    ] {
        for reading in [Reading::reader(), Reading::transcript(), Reading::files()] {
            for policy in [Policy::field(), Policy::strict()] {
                reports.push(common::report(&common::preset(preset), &reading, &policy));
            }
        }
    }
    for (fault, params) in [
        ("dg-bitflip", "dg=2;byte=last"),
        ("sod-field", "field=signature;value=bitflip"),
        ("persona", "expiry=yesterday"),
        ("mrz-field", "field=expiry;value=12041X"),
        ("mrz-field", "field=number;cd=wrong"),
        ("pki", "ds=expired"),
        ("ds-field", "field=aki;value=absent"),
        ("file-missing", "dg=2"),
    ] {
        let mut spec = common::spec();
        apply_fault(&mut spec, fault, params).unwrap();
        reports.push(common::report(&spec, &Reading::reader(), &Policy::field()));
    }
    reports.extend(citizen_reports());
    let empty = Evidence::default();
    let at = EvaluationTime::clock(AT);
    reports.push(judge(
        &empty,
        &TrustStore::empty(),
        &Policy::field(),
        at,
        &common::tool(),
    ));
    let mut early = Evidence {
        source: Source::Reader { name: "R".into() },
        ..Evidence::default()
    };
    early.access.bac = StepState::Aborted {
        code: "transport.card_removed".into(),
    };
    early.failure = Some(Failure {
        code: "transport.card_removed".into(),
        step: None,
    });
    reports.push(judge(
        &early,
        &TrustStore::empty(),
        &Policy::field(),
        at,
        &common::tool(),
    ));
    reports
}

/// Every face at once, agreeing and not.
fn citizen_reports() -> Vec<Report> {
    let Some(samples) = citizens::samples() else {
        return Vec::new();
    };
    let with = |qr: usize| citizens::Documents {
        printed_mrz: Some(samples.citizens[0].mrz.clone()),
        qr: Some(samples.citizens[qr].qr.clone()),
        dg11: Some(citizens::dg11(&[(0x5F0E, b"NGUYEN<<\xFF"), (0x5F12, b"0")])),
        dg12: Some(citizens::dg12(b"20210702")),
        dg13: Some(citizens::hex(&samples.dg13_b)),
        ..citizens::Documents::with_dg1(&samples.citizens[0].mrz)
    };
    vec![with(0).judge(), with(1).judge()]
}

#[test]
fn reports_follow_the_schema() {
    let ours = docs("report.schema.json");
    let theirs = common::shared("design/report.schema.json").map(|path| schema(&path));
    for report in reports() {
        for reveal in [false, true] {
            let document = report.to_json(reveal);
            assert_valid(&ours, &document);
            if let Some(theirs) = &theirs {
                assert_valid(theirs, &document);
            }
        }
    }
    if let Some(example) = common::shared("design/report.example.json") {
        let example = std::fs::read_to_string(example).unwrap();
        assert_valid(&ours, &serde_json::from_str(&example).unwrap());
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the chip refused the key \u{1b}[2J")]
struct Refused;

impl Fault for Refused {
    fn code(&self) -> &'static str {
        "access.wrong_key"
    }
    fn class(&self) -> FaultClass {
        FaultClass::AccessDenied
    }
    fn step(&self) -> Option<&'static str> {
        Some("bac.external_authenticate")
    }
}

#[test]
fn error_documents_follow_the_schema() {
    let schema = docs("error.schema.json");
    let exit = ExitCode::from_class(&Refused);
    let plain = error_document(&Refused, exit, None);
    assert_eq!(plain["exit_code"], 4);
    assert_eq!(plain["message"], "the chip refused the key \\u{1b}[2J");
    assert_valid(&schema, &plain);
    assert_valid(&schema, &error_document(&Refused, exit, Some("out")));
    assert_valid(&schema, &usage_document("unexpected argument"));
    let report = reports().pop().unwrap();
    let document = error_document_with_checks(&Refused, exit, None, &report.checks);
    assert_valid(&schema, &document);
    let checks = document["partial"]["checks"].as_array().unwrap();
    assert!(
        checks
            .iter()
            .any(|check| check["id"] == "access.bac" && check["outcome"] == "aborted")
    );
}

#[test]
fn every_schema_is_one() {
    for name in [
        "report", "error", "mrz", "trust", "inspect", "readers", "doctor",
    ] {
        docs(&format!("{name}.schema.json"));
    }
}

/// A person whose every field is recognisable.
fn canary() -> CardSpec {
    let mut spec = common::spec();
    let persona = Persona {
        document_number: "CAN4RY987".into(),
        surname: "CANARYSURNAME".into(),
        given_names: "CANARYGIVEN".into(),
        birth_date: "710203".into(),
        ..Persona::utopia_td3()
    };
    spec.set_persona(persona).unwrap();
    spec
}

#[test]
fn nothing_personal_unless_revealed() {
    let spec = canary();
    let personal = [
        "CAN4RY987",
        "CANARYSURNAME",
        "CANARYGIVEN",
        "710203",
        "1971-02-03",
        "2039-",
    ];
    for reading in [Reading::reader(), Reading::files()] {
        let report = common::report(&spec, &reading, &Policy::strict());
        let style = TextStyle {
            verbose: true,
            ..TextStyle::default()
        };
        let mut hidden = vec![report.to_json(false).to_string(), format!("{report:?}")];
        hidden.extend(Lang::ALL.map(|lang| report.text(lang, style)));
        for text in &hidden {
            for value in personal {
                assert!(!text.contains(value), "{value} in {text}");
            }
        }
        assert_eq!(
            report.to_json(false)["document"]["number"],
            serde_json::json!({"redacted": true})
        );
        let shown = report.to_json(true);
        assert_eq!(shown["document"]["number"]["value"], "CAN4RY987");
        assert_eq!(
            shown["document"]["holder"]["value"],
            "CANARYSURNAME, CANARYGIVEN"
        );
        assert_eq!(shown["document"]["birth_date"]["value"], "1971-02-03");
        let style = TextStyle {
            reveal: true,
            ..TextStyle::default()
        };
        assert!(report.text(Lang::En, style).contains("CANARYSURNAME"));
    }
}

#[test]
fn hostile_evidence_reaches_no_terminal() {
    let hostile = "\u{1b}]8;;x\u{7}\u{202e}\u{9b}31m";
    let mut evidence = Evidence {
        source: Source::Reader {
            name: hostile.into(),
        },
        ..Evidence::default()
    };
    evidence.access.bac = StepState::Failed {
        code: hostile.into(),
    };
    evidence.failure = Some(Failure {
        code: hostile.into(),
        step: Some(hostile.into()),
    });
    evidence.quirks = vec![QuirkUse {
        id: hostile.into(),
        effect: hostile.into(),
    }];
    let at = EvaluationTime::given(AT);
    let report = judge(
        &evidence,
        &TrustStore::empty(),
        &Policy::field(),
        at,
        &common::tool(),
    );
    let text = report.text(
        Lang::En,
        TextStyle {
            verbose: true,
            reveal: true,
            ..TextStyle::default()
        },
    );
    let json = report.to_json(true).to_string();
    for output in [text, json] {
        for character in ['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}'] {
            assert!(!output.contains(character), "{character:?} in {output}");
        }
    }
}

#[test]
fn text_fits_its_width_and_its_terminal() {
    for report in reports() {
        for width in [40, 60, 100] {
            let style = TextStyle {
                width,
                unicode: false,
                verbose: true,
                ..TextStyle::default()
            };
            let text = report.text(Lang::En, style);
            assert!(text.is_ascii(), "{text}");
            for line in text.lines() {
                let words = line.split_whitespace().count();
                assert!(
                    line.chars().count() <= width || words <= 2,
                    "{width}: {line:?}"
                );
                assert_eq!(line.trim_end(), line);
            }
        }
        let colored = report.text(
            Lang::En,
            TextStyle {
                color: true,
                ..TextStyle::default()
            },
        );
        assert_eq!(colored.matches("\u{1b}[").count() % 2, 0, "{colored:?}");
        assert!(
            !report
                .text(Lang::En, TextStyle::default())
                .contains('\u{1b}')
        );
        assert!(report.text(Lang::Vi, TextStyle::default()).lines().count() > 8);
    }
}

/// Every check that was neither passed nor left out on purpose stands in the text, with its
/// code.
#[test]
fn every_check_that_did_not_pass_is_told() {
    use vidimus_report::Outcome::{NotRequested, Passed};
    for report in reports() {
        let text = report.text(
            Lang::En,
            TextStyle {
                width: 10_000,
                ..TextStyle::default()
            },
        );
        for check in report.checks.iter() {
            if !matches!(check.outcome, Passed | NotRequested) {
                let named = [" (", ": "]
                    .iter()
                    .any(|next| text.contains(&format!(" {}{next}", check.id)));
                assert!(named, "{}: {text}", check.id);
                if let Some(code) = &check.code {
                    assert!(text.contains(&format!("[{code}]")), "{code}: {text}");
                }
            }
        }
        for id in &report.reasons {
            assert!(text.contains(id.as_str()));
        }
    }
}

/// Truncated and changed files never panic, never leak an escape code, and are never accepted.
#[test]
fn changed_documents_are_never_accepted_in_silence() {
    let made = common::spec().personalise().unwrap();
    let store = common::store(&made);
    let whole = common::evidence(&made, &Reading::reader());
    let at = EvaluationTime::given(AT);
    let names: Vec<_> = whole.files.keys().copied().collect();
    for step in 0..160_usize {
        let mut evidence = whole.clone();
        let name = names[step % names.len()];
        let Some(FileState::Read(bytes)) = evidence.files.get_mut(&name) else {
            continue;
        };
        let place = step.wrapping_mul(7919) % bytes.len();
        if step % 2 == 0 {
            bytes[place] ^= 1 << (step % 8);
        } else {
            bytes.truncate(place);
        }
        let report = judge(&evidence, &store, &Policy::field(), at, &common::tool());
        let text = report.text(
            Lang::En,
            TextStyle {
                reveal: true,
                ..TextStyle::default()
            },
        );
        assert!(!text.contains('\u{1b}'));
        assert_ne!(
            report.exit_code(),
            ExitCode::Accept,
            "{name} at {place}:\n{text}"
        );
    }
}
