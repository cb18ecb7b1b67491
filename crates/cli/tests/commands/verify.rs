//! `vidimus verify`.

use crate::common::{Case, Document, Run, Sandbox, check};
use serde_json::Value;

const GOOD: &str = "verify doc --trust trust --at 2027-01-01";

/// `evidence.json` of a live read, judged again.
#[test]
fn saved_evidence() {
    let sandbox = Sandbox::new();
    let proven = Document::new("bac-ca", &[]);
    sandbox.write("ca/evidence.json", proven.evidence());
    sandbox.write("broken.json", "{\"files\": 7}");
    let cases = [
        // row OWN-NW-13: what the chip proved live, it does not prove to the reader of a file
        Case::new(
            "verify-evidence-ca",
            3,
            "verify ca/evidence.json --trust trust --at 2027-01-01",
        ),
        Case::new("verify-evidence-broken", 6, "verify broken.json"),
        Case::new("verify-evidence-missing", 2, "verify nothing.json"),
    ];
    check(&sandbox, &cases);
}

#[test]
fn verdicts() {
    let sandbox = Sandbox::new();
    sandbox.copy("doc", "flipped");
    sandbox.edit("flipped/DG2.bin", |bytes| bytes[3000] ^= 1);
    sandbox.copy("doc", "unsigned");
    sandbox.edit("unsigned/EF.SOD.bin", |bytes| {
        *bytes.last_mut().unwrap() ^= 1;
    });
    let cases = [
        Case::new("verify", 0, GOOD),
        Case::new(
            "verify-vi",
            0,
            "verify doc --trust trust --at 2027-01-01 --lang vi",
        ),
        Case::new(
            "verify-strict",
            0,
            "verify doc --trust trust --at 2027-01-01 --policy strict",
        ),
        Case::new(
            "verify-reveal",
            0,
            "verify doc --trust trust --at 2027-01-01 --reveal",
        )
        .shows_data(),
        Case::new(
            "verify-flipped",
            1,
            "verify flipped --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-signature",
            1,
            "verify unsigned --trust trust --at 2027-01-01",
        ),
        Case::new("verify-no-csca", 3, "verify doc --at 2027-01-01"),
        Case::new(
            "verify-expired",
            3,
            "verify doc --trust trust --at 2039-01-01",
        ),
        Case::new(
            "verify-no-sod",
            3,
            "verify doc/DG1.bin doc/DG2.bin --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-no-dg2",
            3,
            "verify doc/DG1.bin doc/EF.SOD.bin --trust trust --at 2027-01-01",
        ),
    ];
    check(&sandbox, &cases);
}

#[test]
fn broken_input() {
    let sandbox = Sandbox::new();
    sandbox.copy("doc", "cut");
    sandbox.edit("cut/EF.SOD.bin", |bytes| bytes.truncate(400));
    sandbox.copy("doc", "cut-dg1");
    sandbox.edit("cut-dg1/DG1.bin", |bytes| bytes.truncate(50));
    sandbox.copy("doc", "stranger");
    // a text that starts with a letter from a to w would pass for a data group
    sandbox.write("stranger/notes.txt", "Notes: no chip file");
    sandbox.copy("doc", "twice");
    sandbox.copy("doc", "twice");
    sandbox.write("twice/second.bin", sandbox.read("doc/DG2.bin"));
    sandbox.folder("nobody-home");
    let cases = [
        Case::new("verify-empty-file", 2, "verify empty --at 2027-01-01"),
        Case::new("verify-random", 2, "verify random --at 2027-01-01"),
        Case::new("verify-missing", 2, "verify nothing --at 2027-01-01"),
        Case::new(
            "verify-file-as-folder",
            2,
            "verify empty/doc --at 2027-01-01",
        ),
        Case::new(
            "verify-empty-folder",
            2,
            "verify nobody-home --at 2027-01-01",
        ),
        Case::new(
            "verify-duplicate",
            2,
            "verify twice --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-stranger",
            0,
            "verify stranger --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-cut-sod",
            3,
            "verify cut --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-cut-dg1",
            3,
            "verify cut-dg1 --trust trust --at 2027-01-01",
        ),
        Case::new("verify-at-recorded", 2, "verify doc --at recorded"),
    ];
    check(&sandbox, &cases);
}

#[test]
fn policies_and_trust() {
    let sandbox = Sandbox::new();
    sandbox.write("broken.toml", "tolerance = [");
    sandbox.write("misspelt.toml", "name = \"gate\"\ntolerence = \"strict\"\n");
    sandbox.write("gate.toml", "name = \"gate\"\nchip = \"required\"\n");
    sandbox.folder("no-certificates");
    sandbox.write("mixed/csca.cer", sandbox.read("trust/csca.cer"));
    sandbox.write("mixed/notes.cer", "no certificate");
    let cases = [
        Case::new("verify-policy-unknown", 2, "verify doc --policy nothing"),
        Case::new("verify-policy-broken", 2, "verify doc --policy broken.toml"),
        Case::new(
            "verify-policy-misspelt",
            2,
            "verify doc --policy misspelt.toml",
        ),
        Case::new("verify-policy-folder", 2, "verify doc --policy doc"),
        Case::new(
            "verify-policy-chip",
            3,
            "verify doc --trust trust --policy gate.toml --at 2027-01-01",
        ),
        Case::new(
            "verify-trust-missing",
            2,
            "verify doc --trust nothing --at 2027-01-01",
        ),
        Case::new(
            "verify-trust-no-certificate",
            6,
            "verify doc --trust mrz.txt --at 2027-01-01",
        ),
        Case::new(
            "verify-trust-empty",
            3,
            "verify doc --trust no-certificates --at 2027-01-01",
        ),
        Case::new(
            "verify-trust-mixed",
            0,
            "verify doc --trust mixed --at 2027-01-01",
        ),
    ];
    check(&sandbox, &cases);
}

#[test]
fn portraits() {
    let sandbox = Sandbox::new();
    sandbox.write("a-file", "");
    let run = Run::new(
        &sandbox,
        &[
            &GOOD.split(' ').collect::<Vec<_>>()[..],
            &["--portrait", "p.png"],
        ]
        .concat(),
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(sandbox.read("p.png").starts_with(b"\x89PNG\r\n"));
    let cases = [
        Case::new(
            "verify-portrait-nowhere",
            2,
            "verify doc --portrait nowhere/p.png --at 2027-01-01",
        ),
        Case::new(
            "verify-portrait-folder",
            2,
            "verify doc --portrait trust --at 2027-01-01",
        ),
        Case::new(
            "verify-portrait-under-file",
            2,
            "verify doc --portrait a-file/p.png --at 2027-01-01",
        ),
    ];
    check(&sandbox, &cases);
    // no face to write: the report is there, the picture is not
    let run = Run::new(
        &sandbox,
        &[
            "verify",
            "doc/DG1.bin",
            "doc/EF.SOD.bin",
            "--portrait",
            "q.png",
        ],
    );
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("usage.no_portrait"));
    assert!(!sandbox.path().join("q.png").exists());
}

/// The report as JSON: what the tests of the command hold, beside the schema.
#[test]
fn a_report_says_what_it_covers() {
    let sandbox = Sandbox::new();
    let arguments: Vec<&str> = GOOD.split(' ').chain(["--json"]).collect();
    let report = Run::new(&sandbox, &arguments).json();
    let at = |pointer: &str| report.pointer(pointer).cloned().unwrap_or(Value::Null);
    assert_eq!(at("/verdict"), "authentic");
    assert_eq!(at("/decision"), "accept");
    assert_eq!(at("/conclusions/chip"), "unsupported");
    assert_eq!(at("/conclusions/chip_freshness"), "none");
    assert_eq!(at("/source/kind"), "files");
    assert_eq!(at("/evaluated_at_source"), "given");
    assert_eq!(at("/document/number/redacted"), true);
}
