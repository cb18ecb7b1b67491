//! Every recorded session of the fixtures again: what comes out is what was expected, and a
//! recording that was changed is found and located.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use vidimus::session::transcript::Transcript;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sessions, by path from the root.
fn sessions() -> Vec<String> {
    let folder = root().join("fixtures/sessions");
    let names = folder.read_dir().unwrap().map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        format!("fixtures/sessions/{name}")
    });
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert!(names.len() >= 67);
    names
}

/// Replays, from the root, as fixtures/README.md says.
fn replay(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vidimus"))
        .args(["replay", "--at", "2030-01-01T00:00:00Z"])
        .args(["--trust", "fixtures/pki"])
        .args(arguments)
        .current_dir(root())
        .env("CI", "true")
        .env_remove("LANG")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn expected(session: &str) -> Value {
    let name = session.replace("/sessions/", "/expected/");
    let name = name.replace(".session.jsonl", ".report.json");
    serde_json::from_slice(&std::fs::read(root().join(name)).unwrap()).unwrap()
}

/// What the sessions that cannot finish end with.
const ERRORS: [&str; 12] = [
    "access.last_try",
    "access.wrong_key",
    "card.application_not_found",
    "pace.mse_refused",
    "pace.point_invalid",
    "pace.same_public_key",
    "pace.step_refused",
    "pace.token_mismatch",
    "sm.mac_mismatch",
    "ta.chain_refused",
    "transport.card_removed",
    "usage.key_not_for_licence",
];

#[test]
fn every_session_gives_what_is_expected() {
    let sessions = sessions();
    let mut arguments = vec!["--expect", "fixtures/expected"];
    arguments.extend(sessions.iter().map(String::as_str));
    let output = replay(&arguments);
    let lines: Vec<_> = text(&output.stdout).lines().collect();
    assert_eq!(output.status.code(), Some(0), "{lines:#?}");
    assert_eq!(lines.len(), sessions.len());
    assert!(lines.iter().all(|line| line.starts_with("ok  ")));
    let count = |word: &str| lines.iter().filter(|line| line.contains(word)).count();
    assert!(count("accept") >= 27 && count("refer") >= 20 && count("reject") >= 6);
    for code in ERRORS {
        assert!(count(&format!("[{code}]")) >= 1, "{code}");
    }
}

/// More than `--expect` compares: the whole documents, save who made them and when.
#[test]
fn the_expected_documents_are_what_json_prints() {
    for session in sessions() {
        let output = replay(&["--json", &session]);
        let mut found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut expected = expected(&session);
        let code = expected["exit_code"].as_i64().unwrap();
        assert_eq!(output.status.code().map(i64::from), Some(code), "{session}");
        for document in [&mut found, &mut expected] {
            let document = document.as_object_mut().unwrap();
            document.remove("tool");
            document.remove("created");
        }
        assert_eq!(found, expected, "{session}");
    }
}

#[test]
fn another_outcome_than_expected_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str, from: &str| {
        let path = root().join("fixtures/expected").join(from);
        std::fs::copy(path, folder.path().join(name)).unwrap();
    };
    place("plain.report.json", "csca-unknown.report.json");
    place("wrong-key.report.json", "wrong-mac.report.json");
    place("wrong-mac.report.json", "plain.report.json");
    let expect = folder.path().to_str().unwrap();
    for (session, code, shown) in [
        (
            "plain",
            1,
            "verdict: expected \"undetermined\", found \"authentic\"",
        ),
        (
            "wrong-key",
            4,
            "code: expected \"sm.mac_mismatch\", found \"access.wrong_key\"",
        ),
        (
            "wrong-mac",
            6,
            "schema: expected \"vidimus-report/1\", found \"vidimus-error/1\"",
        ),
    ] {
        let session = format!("fixtures/sessions/{session}.session.jsonl");
        let output = replay(&["--expect", expect, &session]);
        let found = text(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{found}");
        assert!(
            found.starts_with("FAIL") && found.contains(shown),
            "{found}"
        );
        let junit = replay(&["--expect", expect, "--format", "junit", &session]);
        assert!(text(&junit.stdout).contains("failures=\"1\""));
    }
}

#[test]
fn junit_counts_an_expected_error_as_passed() {
    let session = "fixtures/sessions/wrong-mac.session.jsonl";
    let arguments = [
        "--expect",
        "fixtures/expected",
        "--format",
        "junit",
        session,
    ];
    let output = replay(&arguments);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("tests=\"1\" failures=\"0\""));
}

/// A session with its lines edited, end line left as it is or made to fit.
fn edited(seal: bool, edit: impl Fn(&mut Vec<String>)) -> Value {
    let path = root().join("fixtures/sessions/utopia-td3-bac.session.jsonl");
    let whole = std::fs::read_to_string(path).unwrap();
    let mut lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    let end = lines.pop().unwrap();
    edit(&mut lines);
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let bytes = if seal {
        Transcript::sealed(body.as_bytes())
    } else {
        format!("{body}{end}\n").into_bytes()
    };
    ended(&bytes)
}

/// The error document of a replay of these bytes.
fn ended(bytes: &[u8]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("changed.session.jsonl");
    std::fs::write(&path, bytes).unwrap();
    let output = replay(&["--json", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(6));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn assert_error(document: &Value, code: &str, place: &str) {
    assert_eq!(document["code"], code);
    let message = document["message"].as_str().unwrap();
    assert!(message.contains(place), "{message}");
}

/// The line of an exchange.
fn line(lines: &[String], exchange: u32) -> usize {
    let start = format!("{{\"n\":{exchange},");
    let found = lines.iter().position(|line| line.starts_with(&start));
    found.unwrap()
}

/// Another digit in a field of the exchange, eight digits in.
fn change(lines: &mut [String], exchange: u32, field: &str) {
    let at = line(lines, exchange);
    let line = &mut lines[at];
    let digit = line.find(field).unwrap() + field.len() + 8;
    let other = if line.as_bytes()[digit] == b'0' {
        "1"
    } else {
        "0"
    };
    line.replace_range(digit..=digit, other);
}

const COMMAND: &str = "\"c\":\"";
const RESPONSE: &str = "\"r\":\"";

#[test]
fn a_changed_line_is_located() {
    let changed = edited(true, |lines| change(lines, 9, RESPONSE));
    assert_error(&changed, "transcript.unwrap_failed", "exchange 9 ");
    let changed = edited(true, |lines| change(lines, 12, COMMAND));
    assert_error(&changed, "transcript.command_differs", "exchange 12:");
    for field in [COMMAND, RESPONSE] {
        let changed = edited(false, |lines| change(lines, 20, field));
        assert_error(&changed, "transcript.truncated", "changed at exchange 20:");
    }
}

#[test]
fn a_dropped_line_is_located() {
    let drop = |exchange: u32| {
        move |lines: &mut Vec<String>| {
            let at = line(lines, exchange);
            lines.remove(at);
        }
    };
    let without = edited(false, drop(15));
    assert_error(&without, "transcript.truncated", "changed at exchange 15:");
    let without = edited(true, drop(15));
    assert_error(&without, "transcript.malformed", "exchange 15 is missing");
    let without = edited(false, drop(42));
    assert_error(&without, "transcript.truncated", "changed at exchange 42:");
    let without = edited(true, drop(42));
    assert_error(&without, "transcript.command_differs", "after exchange 41,");
}

#[test]
fn a_cut_end_is_located() {
    let path = root().join("fixtures/sessions/utopia-td3-bac.session.jsonl");
    let whole = std::fs::read_to_string(path).unwrap();
    let lines: Vec<String> = whole.lines().map(str::to_owned).collect();
    let kept = lines[..=line(&lines, 30)].join("\n");
    for cut in [kept.len(), kept.len() + 20] {
        let document = ended(&whole.as_bytes()[..cut]);
        assert_error(&document, "transcript.truncated", "after exchange 30:");
    }
}
