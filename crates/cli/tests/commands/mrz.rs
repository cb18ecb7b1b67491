//! `vidimus mrz`.

use crate::common::{Case, Run, Sandbox, check};
use serde_json::Value;
use vidimus::mrz::check_digit;
use vidimus_testkit::shared;

const GOOD: &[u8] = b"P<UTOCANARYSURNAME<<CANARYGIVEN<<<<<<<<<<<<<\n";
const FIELDS: &[u8] = b"document_code = P\nissuer = UTO\ndocument_number = QX7CANARY\n\
nationality = UTO\nbirth_date = 670713\nsex = F\nexpiry_date = 380519\n\
primary_identifier = CANARYSURNAME\nsecondary_identifier = CANARYGIVEN\n";

const BAD_NAME: &[u8] = b"document_code = P\nissuer = UTO\ndocument_number = QX7CANARY\n\
nationality = UTO\nbirth_date = 670713\nsex = F\nexpiry_date = 380519\n\
primary_identifier = CANARY?NAME\n";

#[test]
fn checks() {
    let sandbox = Sandbox::new();
    let zone = String::from_utf8(sandbox.read("mrz.txt")).unwrap();
    let wrong = zone.replace("670713", "670714");
    assert_ne!(wrong, zone);
    sandbox.write("wrong.txt", &wrong);
    sandbox.write("foreign.txt", zone.replace("CANARYGIVEN", "CANARYGI?EN"));
    sandbox.write("long.txt", "P".repeat(100_000));
    sandbox.write("short.txt", &zone[..60]);
    let cases = [
        Case::new("mrz-check", 0, "mrz check mrz.txt"),
        Case::new("mrz-check-reveal", 0, "mrz check mrz.txt --reveal").shows_data(),
        Case::new("mrz-check-wrong-digit", 1, "mrz check wrong.txt"),
        Case::new("mrz-check-foreign", 1, "mrz check foreign.txt"),
        Case::new("mrz-check-empty", 6, "mrz check empty"),
        Case::new("mrz-check-binary", 6, "mrz check random"),
        Case::new("mrz-check-long", 6, "mrz check long.txt"),
        Case::new("mrz-check-short", 6, "mrz check short.txt"),
        Case::new("mrz-check-one-line", 6, "mrz check").stdin(GOOD),
        Case::new("mrz-check-missing", 2, "mrz check nothing.txt"),
        Case::new("mrz-check-folder", 2, "mrz check doc"),
    ];
    check(&sandbox, &cases);
}

/// A French identity card of the form of 1988, every check digit right.
fn french_card() -> String {
    let number = "670107700123";
    let digit = check_digit(number);
    let birth = check_digit("670713");
    let first = format!("{:<<36}", "IDFRACANARYSURNAME");
    let second = format!("{number}{digit}{:<<14}670713{birth}F", "CANARYGIVEN");
    let composite = check_digit(&format!("{first}{second}"));
    format!("{first}\n{second}{composite}\n")
}

const SWISS: &str = "FACANARY0\nFACHEQX7CANARY670<<670713<<<<<\nCANARYSURNAME<<CANARYGIVEN<<<<\n";

#[test]
fn checks_national_forms() {
    let sandbox = Sandbox::new();
    let card = french_card();
    sandbox.write("card.txt", &card);
    sandbox.write("wrong.txt", card.replace("670713", "670714"));
    sandbox.write("cut.txt", &card[..card.len() - 2]);
    sandbox.write("swiss.txt", SWISS);
    let cases = [
        Case::new("mrz-check-national", 0, "mrz check card.txt"),
        Case::new("mrz-check-national-wrong", 1, "mrz check wrong.txt"),
        Case::new("mrz-check-national-cut", 6, "mrz check cut.txt"),
        Case::new("mrz-check-no-digits", 0, "mrz check swiss.txt"),
    ];
    check(&sandbox, &cases);
}

#[test]
fn repairs() {
    let sandbox = Sandbox::new();
    let zone = String::from_utf8(sandbox.read("mrz.txt")).unwrap();
    let with = |from: &str, to: &str| {
        assert!(zone.contains(from));
        zone.replace(from, to)
    };
    // a letter in a date cannot stand; one in the number can
    sandbox.write("date.txt", with("670713", "67O7I3"));
    sandbox.write("number.txt", with("QX7C", "0X7C"));
    sandbox.write("wrong.txt", with("670713", "670714"));
    sandbox.write("name.txt", with("CANARYGIVEN", "CANARYG1VEN"));
    sandbox.write("swiss.txt", SWISS);
    sandbox.write("card.txt", french_card().replace("670713", "6707I3"));
    sandbox.write("short.txt", &zone[..60]);
    sandbox.write("long.txt", "P".repeat(100_000));
    let cases = [
        Case::new("mrz-repair", 0, "mrz repair date.txt"),
        Case::new("mrz-repair-reveal", 0, "mrz repair date.txt --reveal").shows_data(),
        Case::new("mrz-repair-intact", 0, "mrz repair mrz.txt"),
        Case::new("mrz-repair-name", 0, "mrz repair name.txt"),
        Case::new("mrz-repair-unproven", 1, "mrz repair number.txt"),
        Case::new("mrz-repair-unrepairable", 1, "mrz repair wrong.txt"),
        Case::new("mrz-repair-national", 0, "mrz repair card.txt"),
        Case::new("mrz-repair-no-digits", 1, "mrz repair swiss.txt"),
        Case::new("mrz-repair-short", 6, "mrz repair short.txt"),
        Case::new("mrz-repair-long", 6, "mrz repair long.txt"),
        Case::new("mrz-repair-empty", 6, "mrz repair empty"),
        Case::new("mrz-repair-binary", 6, "mrz repair random"),
        Case::new("mrz-repair-missing", 2, "mrz repair nothing.txt"),
        Case::new("mrz-repair-folder", 2, "mrz repair doc"),
    ];
    check(&sandbox, &cases);
}

/// What is repaired passes the check, and each change is told with its place.
#[test]
fn repaired_zones_are_valid() {
    let sandbox = Sandbox::new();
    let zone = String::from_utf8(sandbox.read("mrz.txt")).unwrap();
    let misread = zone.replace("670713", "67O713");
    let run = Run::with(
        &sandbox,
        &["mrz", "repair", "-", "--json", "--reveal"],
        misread.as_bytes(),
        &[],
    );
    let document = run.json();
    assert_eq!((run.code, &document["outcome"]), (0, &"repaired".into()));
    let expected = serde_json::json!([{"line": 2, "column": 16, "from": "O", "to": "0"}]);
    assert_eq!(document["changes"], expected);
    let lines: Vec<&str> = zone.lines().collect();
    assert_eq!(document["lines"]["value"], serde_json::json!(lines));
}

/// Specimens that others collected: none that the library reads is refused, and the exit code
/// is that of their check digits, judged by independent code.
#[test]
fn checks_every_specimen() {
    let Some(path) = shared("mrz/specimens.json") else {
        return;
    };
    let sandbox = Sandbox::new();
    let all: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let records = all["records"].as_array().unwrap();
    assert_eq!(records.len(), 104);
    for record in records {
        let lines = record["lines"].as_array().unwrap().iter();
        let text: Vec<&str> = lines.map(|line| line.as_str().unwrap()).collect();
        let text = text.join("\n");
        let run = Run::with(
            &sandbox,
            &["mrz", "check", "-", "--json"],
            text.as_bytes(),
            &[],
        );
        let fits = record["all_check_digits_ok"].as_bool() != Some(false);
        let expected = match record["format"].as_str() {
            Some("MALFORMED") => 6,
            _ => i32::from(!(fits && record["charset_ok"] != false)),
        };
        assert_eq!(run.code, expected, "{record}");
    }
}

#[test]
fn makes() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new("mrz-make", 0, "mrz make --format td3")
            .stdin(FIELDS)
            .shows_data(),
        Case::new("mrz-make-td1", 0, "mrz make --format td1")
            .stdin(FIELDS)
            .shows_data(),
        Case::new("mrz-make-bad-value", 6, "mrz make --format td3").stdin(BAD_NAME),
        Case::new("mrz-make-unknown-field", 2, "mrz make --format td3").stdin(b"name = X\n"),
        Case::new("mrz-make-no-field", 2, "mrz make --format td3").stdin(b"hello\n"),
        Case::new("mrz-make-empty", 6, "mrz make --format td3 empty"),
        Case::new("mrz-make-no-format", 2, "mrz make"),
        Case::new("mrz-make-missing", 2, "mrz make --format td3 nothing.txt"),
    ];
    check(&sandbox, &cases);
}

/// What is made passes the check.
#[test]
fn made_zones_are_valid() {
    let sandbox = Sandbox::new();
    for format in ["td1", "td2", "td3", "mrv-a", "mrv-b"] {
        // the first letter alone tells a visa from a passport of the same size
        let fields = String::from_utf8(FIELDS.to_vec()).unwrap();
        let code = if format.starts_with("mrv") { "V" } else { "P" };
        let fields = fields.replace("code = P", &format!("code = {code}"));
        let made = Run::with(
            &sandbox,
            &["mrz", "make", "--format", format],
            fields.as_bytes(),
            &[],
        );
        assert_eq!(made.code, 0, "{format}: {}", made.stderr);
        let checked = Run::with(
            &sandbox,
            &["mrz", "check", "-", "--json"],
            made.stdout.as_bytes(),
            &[],
        );
        assert_eq!(checked.code, 0, "{format}: {}", checked.stdout);
        assert_eq!(checked.json()["valid"], true);
    }
}

/// A wrong digit is located: line, column, expected and found.
#[test]
fn a_wrong_digit_is_located() {
    let sandbox = Sandbox::new();
    let zone = String::from_utf8(sandbox.read("mrz.txt")).unwrap();
    sandbox.write("wrong.txt", zone.replace("670713", "670714"));
    let document = Run::new(&sandbox, &["mrz", "check", "wrong.txt", "--json"]).json();
    assert_eq!(document["check_digits"]["birth_date"], "failed");
    let problem = &document["problems"][0];
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&2.into(), &20.into())
    );
    assert!(problem["expected"].is_string() && problem["found"].is_string());
}
