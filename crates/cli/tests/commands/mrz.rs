//! `vidimus mrz`.

use crate::common::{Case, Run, Sandbox, check};

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
