//! What recorded sessions of PACE and of the proofs of a chip are worth: a recording proves no
//! chip, a change in one is found, and one that was made before there was PACE still replays.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use vidimus::session::Silent;
use vidimus::session::transcript::{Exchange, Mode, Transcript, TranscriptError, replay};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// Name and content of every file in a folder of the fixtures.
fn folder(name: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fixtures().join(name).read_dir().unwrap();
    let files = entries.map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let name = name.split_once('.').unwrap().0.to_owned();
        (name, std::fs::read(path).unwrap())
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

/// Replays a file of `folder`, with `--json` or other options.
fn replayed(folder: &str, name: &str, options: &[&str]) -> Output {
    let session = format!("{folder}/{name}.session.jsonl");
    Command::new(env!("CARGO_BIN_EXE_vidimus"))
        .args(["replay", "--at", "2030-01-01T00:00:00Z"])
        .args(["--trust", "pki"])
        .args(options)
        .arg(session)
        .current_dir(fixtures())
        .env("CI", "true")
        .env_remove("LANG")
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Outcome and code of a check, `-` where there is none.
fn check<'a>(document: &'a Value, id: &str) -> (&'a str, &'a str) {
    let checks = document["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["id"] == id).unwrap();
    let code = found["code"].as_str().unwrap_or("-");
    (found["outcome"].as_str().unwrap(), code)
}

fn expected() -> impl Iterator<Item = (String, Value)> {
    let files = folder("expected").into_iter();
    files.map(|(name, bytes)| (name, serde_json::from_slice(&bytes).unwrap()))
}

/// `replay_fixtures` holds these documents to what the program prints.
#[test]
fn no_recording_proves_a_chip_by_key_agreement() {
    let mut not_transferable = 0;
    let reports = expected().filter(|(_, document)| document["schema"] == "vidimus-report/1");
    for (name, document) in reports {
        for id in ["ca.key_agreement", "pace.cam"] {
            let (outcome, code) = check(&document, id);
            assert_ne!(outcome, "passed", "{name}");
            not_transferable += u32::from(code == "not_transferable");
        }
        let genuine = document["conclusions"]["chip"] == "genuine";
        let answered = check(&document, "aa.response").0 == "passed";
        assert_eq!(genuine, answered, "{name}");
        let freshness = if answered { "replayed" } else { "none" };
        assert_eq!(
            document["conclusions"]["chip_freshness"], freshness,
            "{name}"
        );
    }
    assert!(not_transferable >= 16);
}

const UNPROVEN: &str = "chip: not shown: a recording cannot prove a chip";

#[test]
fn a_forged_recording_says_nothing_of_the_chip() {
    let output = replayed("sessions", "ca-forged", &["--json"]);
    let forged = json(&output);
    assert_eq!(output.status.code(), Some(3), "refer");
    assert_eq!(forged["conclusions"]["data"], "authentic");
    assert_eq!(forged["conclusions"]["chip"], "unproven");
    // as in an honest one: nobody can tell them apart
    let honest = json(&replayed("sessions", "ca-ecdh-aes128", &["--json"]));
    for document in [&forged, &honest] {
        let found = check(document, "ca.key_agreement");
        assert_eq!(found, ("undetermined", "not_transferable"));
    }
    let text = replayed("sessions", "ca-forged", &[]);
    let text = String::from_utf8(text.stdout).unwrap();
    let chip: Vec<_> = text.lines().filter(|line| line.contains("chip:")).collect();
    assert!(
        matches!(chip[..], [line] if line.ends_with(UNPROVEN)),
        "{chip:?}"
    );
}

#[test]
fn a_policy_that_requires_the_chip_accepts_no_recording() {
    let place = tempfile::tempdir().unwrap();
    let policy = place.path().join("gate.toml");
    std::fs::write(&policy, "name = \"gate\"\nchip = \"required\"\n").unwrap();
    for name in ["full", "aa-rsa", "pace-cam", "ca-ecdh-aes128", "ca-forged"] {
        let options = ["--json", "--policy", policy.to_str().unwrap()];
        let output = replayed("sessions", name, &options);
        let document = json(&output);
        assert_eq!(document["decision"], "refer", "{name}");
        assert_eq!(output.status.code(), Some(3), "{name}");
    }
}

/// The same bytes with one digit of an answer changed.
fn changed(bytes: &[u8], exchange: &Exchange) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let start = format!("\n{{\"n\":{},", exchange.number);
    let line = text.find(&start).unwrap();
    let (_, rest) = text.split_at(line);
    let digit = line + rest.find("\"r\":\"").unwrap() + 5 + 12;
    let mut bytes = bytes.to_vec();
    bytes[digit] = if bytes[digit] == b'0' { b'1' } else { b'0' };
    bytes
}

/// With the end line made to fit.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let end = bytes.trim_ascii_end().iter().rposition(|b| *b == b'\n');
    Transcript::sealed(&bytes[..=end.unwrap()])
}

/// The first answer of each step that has data of a protocol in it, and the last that was read.
fn samples(transcript: &Transcript) -> Vec<&Exchange> {
    let mut steps = BTreeSet::new();
    let first = transcript.exchanges().filter(|exchange| {
        let plain = exchange.step.starts_with("read.") && !exchange.protected;
        !plain && exchange.response.len() > 8 && steps.insert(exchange.step.as_str())
    });
    first.collect()
}

/// How many exchanges later a change shows: what a challenge decides in the next command, the
/// nonce of PACE in the one after that; under secure messaging the answer itself does not open,
/// once all of it is there.
fn reach(transcript: &Transcript, exchange: &Exchange) -> u32 {
    let later = transcript.exchanges().skip(exchange.number as usize);
    match exchange.step.as_str() {
        // GET RESPONSE
        _ if exchange.protected => {
            let rest = later.take_while(|later| later.command[1] == 0xC0);
            rest.count().try_into().unwrap()
        }
        "pace.ga1" => 2,
        _ => 1,
    }
}

/// Changed answers that end the session as the recorded ones did: the hash alone tells.
const ENDED_ALIKE: [&str; 4] = [
    "pace-bad-point: pace.ga1 at 3",
    "pace-bad-point: pace.ga2 at 4",
    "pace-wrong-token: pace.ga4 at 6",
    "wrong-mac: read.dg1 at 10",
];

#[test]
fn a_changed_answer_is_found_where_it_is() {
    let (mut tried, mut unplaced) = (0, Vec::new());
    for (name, bytes) in folder("sessions") {
        let transcript = Transcript::parse(&bytes).unwrap();
        for exchange in samples(&transcript) {
            let number = exchange.number;
            let changed = changed(&bytes, exchange);
            let what = format!("{name}: {} at {number}", exchange.step);
            match Transcript::parse(&changed) {
                Err(TranscriptError::Changed { exchange: Some(at) }) => {
                    assert!(
                        (number..=number + reach(&transcript, exchange)).contains(&at),
                        "{what}: {at}"
                    );
                }
                Err(TranscriptError::Changed { exchange: None }) => {
                    unplaced.push(what);
                }
                other => panic!("{what}: {other:?}"),
            }
            tried += 1;
        }
    }
    assert!(tried > 500, "{tried}");
    assert_eq!(unplaced, ENDED_ALIKE);
}

/// Somebody who changes an answer can make the end line fit, and not the channel.
#[test]
fn a_changed_answer_is_found_without_the_end_line() {
    let (_, bytes) = folder("sessions")
        .into_iter()
        .find(|(name, _)| name == "full")
        .unwrap();
    let transcript = Transcript::parse(&bytes).unwrap();
    for exchange in samples(&transcript) {
        let again = Transcript::parse(&sealed(&changed(&bytes, exchange))).unwrap();
        let outcome = replay(&again, None, Mode::Strict, &mut Silent);
        let error = outcome.error.unwrap();
        let code = vidimus::iso7816::Fault::code(&error);
        assert!(code.starts_with("transcript."), "{}: {code}", exchange.step);
    }
}

/// Without proofs, and by BAC where PACE was offered.
#[test]
fn recordings_from_before_pace_replay() {
    let earlier = folder("earlier");
    assert_eq!(earlier.len(), 3);
    for (name, _) in earlier {
        let document = json(&replayed("earlier", &name, &["--json"]));
        assert_eq!(document["schema"], "vidimus-report/1", "{name}");
        assert_eq!(document["conclusions"]["data"], "authentic", "{name}");
    }
    let offered = json(&replayed("earlier", "pace-offered", &["--json"]));
    assert_eq!(
        check(&offered, "access.downgrade"),
        ("failed", "downgrade_pace_not_used")
    );
    let listed = json(&replayed("earlier", "dg15-listed", &["--json"]));
    assert_eq!(
        check(&listed, "aa.response"),
        ("undetermined", "not_transferable")
    );
}
