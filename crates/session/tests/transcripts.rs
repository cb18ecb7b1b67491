//! Recordings: written, read again, replayed, and what is found when somebody changed them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Fixed, Setup, code, spec, strict};
use vidimus_access::{AccessKey, MrzKey};
use vidimus_chip::ChipTransport;
use vidimus_iso7816::{Fault as _, Transport, TransportError};
use vidimus_lds::evidence::{Evidence, Source};
use vidimus_session::transcript::{
    Entry, Mode, Persona, Recorder, Recording, Replay, Transcript, TranscriptError, replay,
};
use vidimus_session::{ReadOutcome, ReadPlan, SessionError, Silent, read};

/// Reads a chip and records it.
fn record_over(
    setup: &Setup,
    transport: impl Transport,
    plan: &ReadPlan,
) -> (ReadOutcome, Vec<u8>) {
    let recording = Recording {
        tool: "test 1.0",
        recorded_at: 1_700_000_000,
        persona: Persona::Synthetic,
        access: Some(&setup.key),
        also: &[],
        plan,
    };
    let mut recorder = Recorder::new(transport, &recording);
    let outcome = read(
        &mut recorder,
        Some(&setup.key),
        plan,
        &mut Fixed(1),
        &mut Silent,
    );
    (outcome, recorder.finish().0.to_vec())
}

fn record(setup: &Setup, plan: &ReadPlan) -> (ReadOutcome, Vec<u8>) {
    record_over(setup, ChipTransport::new(setup.chip()), plan)
}

fn replayed(bytes: &[u8]) -> ReadOutcome {
    let transcript = Transcript::parse(bytes).unwrap();
    replay(&transcript, None, Mode::Strict, &mut Silent)
}

/// Evidence without where it comes from.
fn observed(mut evidence: Evidence) -> Evidence {
    evidence.source = Source::Files;
    evidence.recorded_at = None;
    evidence
}

/// Changes the lines of a recording and writes its end line anew.
fn edited(bytes: &[u8], edit: impl Fn(&mut Vec<String>)) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.pop();
    edit(&mut lines);
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Transcript::sealed(body.as_bytes())
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    let hash = sha2::Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_replay_observes_the_same() {
    let plans = [ReadPlan::default(), strict()];
    let presets = ["bac", "plain", "standard", "standard-extended"];
    for plan in plans {
        for preset in presets {
            let setup = Setup::new(preset, &[]);
            let (live, bytes) = record(&setup, &plan);
            let transcript = Transcript::parse(&bytes).unwrap();
            let again = replay(&transcript, None, Mode::Strict, &mut Silent);
            assert_eq!(code(&again), "-", "{preset}");
            let source = Source::Transcript {
                sha256: sha256(&bytes),
            };
            assert_eq!(again.evidence.source, source);
            assert_eq!(again.evidence.recorded_at, Some(1_700_000_000));
            assert_eq!(
                observed(again.evidence),
                observed(live.evidence),
                "{preset}"
            );
        }
    }
}

#[test]
fn sessions_that_went_wrong_go_wrong_alike() {
    let faults = [
        "sm-corrupt:do=8E;bit=0;response=3",
        "sm-plain:kind=status;sw=6988;at=first-read;times=always",
        "sm-plain:kind=status;sw=6700;at=read;times=1",
        "wrong-key:sw=6300",
        "bac-response:part=mac",
        "read-answer-size:sm=true;bytes=0;times=3",
        "le-limit:max=160",
        "sm-length-status:sw=61xx",
    ];
    for fault in faults {
        let setup = Setup::new("bac", &[fault]);
        let (live, bytes) = record(&setup, &ReadPlan::default());
        let again = replayed(&bytes);
        assert_eq!(code(&again), code(&live), "{fault}");
        assert_eq!(observed(again.evidence), observed(live.evidence), "{fault}");
    }
}

#[test]
fn removal_and_reset_are_replayed() {
    let setup = Setup::new("bac", &[]);
    let chip = || ChipTransport::new(setup.chip());
    let cases = [
        (chip().removed_at(9), "transport.card_removed"),
        (chip().reset_at(9), "transport.card_reset"),
        (chip().removed_at(1), "transport.card_removed"),
    ];
    for (transport, expected) in cases {
        let (live, bytes) = record_over(&setup, transport, &ReadPlan::default());
        assert_eq!(code(&live), expected);
        let again = replayed(&bytes);
        assert_eq!(code(&again), expected);
        assert_eq!(observed(again.evidence), observed(live.evidence));
    }
}

#[test]
fn the_format_is_that_of_the_design() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let text = std::str::from_utf8(&bytes).unwrap();
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let header = &lines[0];
    assert_eq!(header["vidimus_session"], 1);
    assert_eq!(header["recorded"], "2023-11-14T22:13:20Z");
    assert_eq!(header["persona"], "synthetic");
    assert_eq!(header["access"]["kind"], "mrz");
    assert_eq!(lines[1]["n"], 1);
    assert_eq!(lines[1]["c"], "00B09C00E7");
    assert_eq!(lines[1]["r"], "6A82");
    assert_eq!(lines[1]["sm"], false);
    assert_eq!(lines[1]["step"], "read.card_access");
    let random: Vec<_> = lines
        .iter()
        .filter(|line| line["event"] == "random")
        .collect();
    assert_eq!(random[0]["use"], "bac.rnd_ifd");
    assert_eq!(random[0]["hex"].as_str().unwrap().len(), 16);
    assert_eq!(random[1]["use"], "bac.k_ifd");
    let protected = lines.iter().filter(|line| line["sm"] == true);
    assert!(protected.count() > 3);
    let last = text.trim_end().rfind('\n').unwrap() + 1;
    assert_eq!(lines.last().unwrap()["event"], "end");
    assert_eq!(lines.last().unwrap()["sha256"], sha256(&bytes[..last]));
}

/// OWN-CLI-01: a changed response byte stops the replay, which names the exchange.
#[test]
fn a_changed_response_does_not_open() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    for (n, reason) in [(4, "bac.mac_mismatch"), (7, "sm.mac_mismatch")] {
        let changed = edited(&bytes, |lines| {
            let start = format!("{{\"n\":{n},");
            let line = lines
                .iter_mut()
                .find(|line| line.starts_with(&start))
                .unwrap();
            let at = line.find("\"r\":\"").unwrap() + 15;
            let digit = if line.as_bytes()[at] == b'0' {
                "1"
            } else {
                "0"
            };
            line.replace_range(at..=at, digit);
        });
        let outcome = replayed(&changed);
        assert_eq!(code(&outcome), "transcript.unwrap_failed");
        let expected = TranscriptError::UnwrapFailed {
            exchange: n,
            reason,
        };
        assert_eq!(outcome.error, Some(SessionError::Transcript(expected)));
        assert_eq!(
            outcome.evidence.failure.unwrap().code,
            "transcript.unwrap_failed"
        );
    }
}

#[test]
fn a_changed_command_is_located() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let changed = edited(&bytes, |lines| {
        let line = lines
            .iter_mut()
            .find(|line| line.starts_with("{\"n\":6,"))
            .unwrap();
        let at = line.find("\"c\":\"").unwrap() + 5 + 2 * 9;
        let digit = if line.as_bytes()[at] == b'0' {
            "1"
        } else {
            "0"
        };
        line.replace_range(at..=at, digit);
    });
    let outcome = replayed(&changed);
    assert_eq!(code(&outcome), "transcript.command_differs");
    let expected = TranscriptError::CommandDiffers {
        exchange: 6,
        offset: 9,
    };
    assert_eq!(outcome.error, Some(SessionError::Transcript(expected)));
    // lenient goes on all the same
    let transcript = Transcript::parse(&changed).unwrap();
    let outcome = replay(&transcript, None, Mode::Lenient, &mut Silent);
    assert_eq!(code(&outcome), "-");
}

/// OWN-CLI-02.
#[test]
fn without_its_random_bytes_a_recording_cannot_be_replayed() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let without = edited(&bytes, |lines| {
        lines.retain(|line| !line.contains("\"random\""));
    });
    let outcome = replayed(&without);
    assert_eq!(code(&outcome), "transcript.random_missing");
}

/// OWN-CLI-09, and every other cut.
#[test]
fn a_cut_recording_is_truncated_wherever_it_is_cut() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let whole = bytes.trim_ascii_end().len();
    for cut in (0..whole).step_by(97).chain([whole - 1]) {
        let error = Transcript::parse(&bytes[..cut]).unwrap_err();
        assert_eq!(error.code(), "transcript.truncated", "{cut}");
    }
    let text = std::str::from_utf8(&bytes).unwrap();
    for (n, line) in [(1, "{\"n\":2,"), (6, "{\"n\":7,")] {
        let cut = text.find(line).unwrap() + 30;
        let error = Transcript::parse(&bytes[..cut]).unwrap_err();
        assert_eq!(error, TranscriptError::Truncated { last: n });
    }
}

/// Whoever changes a recording and leaves its end line is told where.
#[test]
fn a_changed_recording_is_located() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let text = std::str::from_utf8(&bytes).unwrap();
    let changed = |from: usize, to: &str| {
        let mut text = text.to_owned();
        text.replace_range(from..from + to.len(), to);
        let error = Transcript::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.code(), "transcript.truncated");
        error.exchange()
    };
    let line = |n: u32| text.find(&format!("{{\"n\":{n},")).unwrap();
    // a command, a response, a line that is none any more, a number
    let field = |n: u32, name: &str| {
        let start = text.match_indices(name).map(|(at, _)| at);
        start.into_iter().find(|at| *at > line(n)).unwrap() + 30
    };
    assert_eq!(changed(field(6, "\"c\":"), "FFFFFF"), Some(6));
    assert_eq!(changed(field(8, "\"r\":"), "FFFFFF"), Some(8));
    assert_eq!(changed(line(9), "["), Some(9));
    assert_eq!(changed(line(7) + 5, "3"), Some(7));
    // what no command and no answer hangs on
    assert_eq!(changed(text.find("test 1.0").unwrap(), "best"), None);
    let without = text.lines().filter(|line| !line.starts_with("{\"n\":5,"));
    let without: Vec<_> = without.collect();
    let error = Transcript::parse(without.join("\n").as_bytes()).unwrap_err();
    assert_eq!(error, TranscriptError::Changed { exchange: Some(5) });
}

#[test]
fn with_a_clock_of_its_own_a_recording_is_the_same_again() {
    let setup = Setup::new("bac", &[]);
    let made = || {
        let plan = ReadPlan::default();
        let recording = Recording {
            tool: "test",
            recorded_at: 0,
            persona: Persona::Synthetic,
            access: None,
            also: &[],
            plan: &plan,
        };
        let mut time = 0;
        let recorder = Recorder::new(ChipTransport::new(setup.chip()), &recording);
        let mut recorder = recorder.with_clock(move || {
            time += 5;
            time
        });
        let _ = read(
            &mut recorder,
            Some(&setup.key),
            &plan,
            &mut Fixed(1),
            &mut Silent,
        );
        recorder.finish().0.to_vec()
    };
    let bytes = made();
    assert_eq!(bytes, made());
    let transcript = Transcript::parse(&bytes).unwrap();
    let times = transcript.exchanges().map(|exchange| exchange.t_us);
    assert_eq!(times.take(3).collect::<Vec<_>>(), [5, 10, 15]);
}

#[test]
fn a_missing_exchange_is_found() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let without = edited(&bytes, |lines| {
        lines.retain(|line| !line.starts_with("{\"n\":6,"));
    });
    let error = Transcript::parse(&without).unwrap_err();
    assert_eq!(error.code(), "transcript.malformed");
    assert_eq!(error.exchange(), Some(6));
    let shorter = edited(&bytes, |lines| lines.truncate(9));
    let outcome = replayed(&shorter);
    assert_eq!(code(&outcome), "transcript.command_differs");
}

#[test]
fn lines_that_are_none_and_formats_of_the_future() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let future = edited(&bytes, |lines| {
        lines[0] = lines[0].replace("\"vidimus_session\":1", "\"vidimus_session\":2");
    });
    assert_eq!(
        Transcript::parse(&future).unwrap_err(),
        TranscriptError::Version { found: 2 }
    );
    let garbage = edited(&bytes, |lines| lines[3] = "{\"n\":true}".to_owned());
    assert_eq!(
        Transcript::parse(&garbage).unwrap_err(),
        TranscriptError::Malformed { line: 4 }
    );
    let empty = edited(b"\n", |_| {});
    assert_eq!(
        Transcript::parse(&empty).unwrap_err(),
        TranscriptError::Malformed { line: 1 }
    );
}

#[test]
fn another_key_is_taken_before_the_recorded_one() {
    let setup = Setup::new("bac", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let transcript = Transcript::parse(&bytes).unwrap();
    let recorded = transcript.header().access.as_ref().unwrap();
    assert_eq!(recorded.kind(), "mrz");
    assert!(matches!(recorded.key(), Some(AccessKey::Mrz(_))));
    let other = AccessKey::Mrz(MrzKey::from_fields("X1", "800101", "400101").unwrap());
    let outcome = replay(&transcript, Some(&other), Mode::Strict, &mut Silent);
    assert_eq!(code(&outcome), "transcript.command_differs");
}

#[test]
fn a_replay_is_a_transport_of_its_own() {
    let setup = Setup::new("plain", &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let transcript = Transcript::parse(&bytes).unwrap();
    let mut replay = Replay::strict(&transcript);
    assert_eq!(replay.name(), "software chip");
    assert_eq!(replay.atr(), setup.image.atr);
    let first = transcript.exchanges().next().unwrap();
    assert_eq!(replay.transmit(&first.command), Ok(first.response.clone()));
    assert_eq!(replay.exchange(), 1);
    let error = replay.transmit(&[0, 0xCA, 0, 0]).unwrap_err();
    assert_eq!(error, TransportError::Diverged { exchange: 2 });
    assert!(replay.fault().is_some());
}

#[test]
fn nothing_secret_is_in_debug_output() {
    let setup = Setup::of(spec("bac"), &[]);
    let (_, bytes) = record(&setup, &ReadPlan::default());
    let transcript = Transcript::parse(&bytes).unwrap();
    let AccessKey::Mrz(key) = &setup.key else {
        panic!("not an MRZ")
    };
    let shown = format!("{transcript:?} {:?}", setup.key);
    let number = std::str::from_utf8(&key.information()[..9]).unwrap();
    assert!(!shown.contains(number), "{shown}");
    for entry in transcript.entries() {
        if let Entry::Random { bytes, .. } = entry {
            assert!(!shown.contains(&format!("{:?}", &bytes[..4])), "{shown}");
        }
    }
}
