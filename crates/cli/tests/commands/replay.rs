//! `vidimus replay` and `vidimus transcript show`.

use crate::common::{Case, Document, Run, Sandbox, check, edited, flipped_response, record};
use vidimus::session::transcript::Persona;

fn exchanges(bytes: &[u8]) -> u64 {
    let text = std::str::from_utf8(bytes).unwrap();
    let count = text.lines().filter(|line| line.contains("\"n\":")).count();
    count.try_into().unwrap()
}

/// What a chip proved when it was recorded, and what of it is left for others.
#[test]
fn proofs() {
    let sandbox = Sandbox::new();
    for (preset, session) in [
        ("full", "full.session.jsonl"),
        ("bac-ca", "ca.session.jsonl"),
        ("pace-cam", "cam.session.jsonl"),
    ] {
        let document = Document::new(preset, &[]);
        sandbox.write(session, record(&document, Persona::Synthetic));
    }
    sandbox.write("required.toml", "chip = \"required\"\n");
    let cases = [
        Case::new(
            "replay-full",
            0,
            "replay full.session.jsonl --trust trust --at 2027-01-01",
        ),
        // row OWN-NW-09: no recording satisfies a policy that requires the chip
        Case::new(
            "replay-full-required",
            3,
            "replay full.session.jsonl --trust trust --at 2027-01-01 --policy required.toml",
        ),
        Case::new(
            "replay-ca",
            3,
            "replay ca.session.jsonl --trust trust --at 2027-01-01",
        ),
        Case::new(
            "replay-cam",
            3,
            "replay cam.session.jsonl --trust trust --at 2027-01-01",
        ),
    ];
    check(&sandbox, &cases);
    // the commands are shown again, in words
    let traced = Run::new(&sandbox, &["replay", "full.session.jsonl", "--trace"]);
    for step in ["pace.ga4", "ca.mse_set_at", "aa.internal_authenticate"] {
        assert!(traced.stderr.contains(step), "{}", traced.stderr);
    }
    for step in ["ta.pso_verify_certificate", "ta.external_authenticate"] {
        assert!(traced.stderr.contains(step), "{}", traced.stderr);
    }
}

#[test]
fn verdicts() {
    let sandbox = Sandbox::new();
    let listed = Document::new("bac-aa-listed", &[]);
    sandbox.write("aa.session.jsonl", record(&listed, Persona::Synthetic));
    let wrong = Document::new("bac", &["wrong-key:sw=6300"]);
    sandbox.write(
        "wrong-key.session.jsonl",
        record(&wrong, Persona::Synthetic),
    );
    let cases = [
        Case::new(
            "replay",
            0,
            "replay good.session.jsonl --trust trust --at 2027-01-01",
        ),
        Case::new(
            "replay-at-recorded",
            0,
            "replay good.session.jsonl --trust trust --at recorded",
        ),
        Case::new(
            "replay-lenient",
            0,
            "replay --lenient good.session.jsonl --trust trust --at recorded",
        ),
        Case::new(
            "replay-chip-copy",
            1,
            "replay aa.session.jsonl --trust trust --at 2027-01-01",
        ),
        Case::new(
            "replay-wrong-key",
            4,
            "replay wrong-key.session.jsonl --at 2027-01-01",
        ),
        Case::new(
            "replay-several",
            4,
            "replay good.session.jsonl wrong-key.session.jsonl --trust trust --at recorded",
        ),
        Case::new(
            "replay-junit",
            4,
            "replay good.session.jsonl wrong-key.session.jsonl --trust trust --at recorded --format junit",
        ),
    ];
    check(&sandbox, &cases);
}

/// Writes the recording changed in every way; returns the number of the exchange that was.
fn changed(sandbox: &Sandbox) -> u64 {
    let good = sandbox.read("good.session.jsonl");
    let number = exchanges(&good) - 3;
    sandbox.write(
        "response.session.jsonl",
        flipped_response(&good, number, "r"),
    );
    sandbox.write(
        "command.session.jsonl",
        flipped_response(&good, number, "c"),
    );
    let no_random = edited(&good, |lines| {
        lines.retain(|line| !line.contains("\"random\""));
    });
    sandbox.write("no-random.session.jsonl", no_random);
    let short = edited(&good, |lines| lines.truncate(lines.len() - 4));
    sandbox.write("short.session.jsonl", short);
    let end = good.iter().rposition(|byte| *byte == b'{').unwrap();
    sandbox.write("cut.session.jsonl", &good[..end]);
    sandbox.write(
        "unsealed.session.jsonl",
        String::from_utf8(good.clone())
            .unwrap()
            .replacen("\"sm\":false", "\"sm\":true", 1),
    );
    sandbox.write(
        "bad-line.session.jsonl",
        edited(&good, |lines| lines[2] = "{}".into()),
    );
    sandbox.write(
        "future.session.jsonl",
        edited(&good, |lines| {
            lines[0] = lines[0].replace("\"vidimus_session\":1", "\"vidimus_session\":9");
        }),
    );
    number
}

#[test]
fn changed_recordings() {
    let sandbox = Sandbox::new();
    let number = changed(&sandbox);
    let cases = [
        Case::new(
            "replay-response-changed",
            6,
            "replay response.session.jsonl --at recorded",
        ),
        Case::new(
            "replay-command-changed",
            6,
            "replay command.session.jsonl --at recorded",
        ),
        Case::new(
            "replay-random-missing",
            6,
            "replay no-random.session.jsonl --at recorded",
        ),
        Case::new(
            "replay-lines-missing",
            6,
            "replay short.session.jsonl --at recorded",
        ),
        Case::new("replay-cut", 6, "replay cut.session.jsonl --at recorded"),
        Case::new(
            "replay-unsealed",
            6,
            "replay unsealed.session.jsonl --at recorded",
        ),
        Case::new(
            "replay-bad-line",
            6,
            "replay bad-line.session.jsonl --at recorded",
        ),
        Case::new(
            "replay-future",
            7,
            "replay future.session.jsonl --at recorded",
        ),
        Case::new("replay-random", 6, "replay random"),
        Case::new("replay-empty", 6, "replay empty"),
        Case::new("replay-missing", 2, "replay nothing"),
        Case::new("replay-folder", 2, "replay doc"),
    ];
    check(&sandbox, &cases);
    codes(&sandbox, number);
}

/// The codes, and that the message names the exchange.
fn codes(sandbox: &Sandbox, number: u64) {
    for (file, code) in [
        ("response", "transcript.unwrap_failed"),
        ("command", "transcript.command_differs"),
        ("no-random", "transcript.random_missing"),
        ("cut", "transcript.truncated"),
    ] {
        let name = format!("{file}.session.jsonl");
        let run = Run::new(sandbox, &["replay", &name, "--json"]);
        assert_eq!(run.json()["code"], code, "{file}");
    }
    let run = Run::new(sandbox, &["replay", "response.session.jsonl", "--json"]);
    let message = run.json()["message"].as_str().unwrap().to_owned();
    assert!(message.contains(&number.to_string()), "{message}");
}

#[test]
fn personal_recordings() {
    let sandbox = Sandbox::new();
    let document = Document::new("bac", &[]);
    sandbox.write("mine.session.jsonl", record(&document, Persona::Personal));
    let cases = [
        Case::new(
            "replay-personal-ci",
            2,
            "replay mine.session.jsonl --trust trust --at recorded",
        )
        .variables(&[("CI", "true")]),
        Case::new(
            "replay-personal-allowed",
            0,
            "replay --allow-personal mine.session.jsonl --trust trust --at recorded",
        )
        .variables(&[("CI", "true")]),
        Case::new(
            "replay-personal",
            0,
            "replay mine.session.jsonl --trust trust --at recorded",
        ),
    ];
    check(&sandbox, &cases);
}

#[test]
fn expectations() {
    let sandbox = Sandbox::new();
    let arguments = [
        "replay",
        "good.session.jsonl",
        "--trust",
        "trust",
        "--at",
        "recorded",
    ];
    let report = Run::new(&sandbox, &[&arguments[..], &["--json"]].concat()).stdout;
    sandbox.write("expected/good.report.json", &report);
    sandbox.write(
        "other/good.report.json",
        report.replace("\"accept\"", "\"reject\""),
    );
    sandbox.write("no-json/good.report.json", "hello");
    sandbox.folder("nothing");
    let cases = [
        Case::new(
            "replay-expect",
            0,
            "replay good.session.jsonl --trust trust --at recorded --expect expected",
        ),
        Case::new(
            "replay-expect-other",
            1,
            "replay good.session.jsonl --trust trust --at recorded --expect other",
        ),
        Case::new(
            "replay-expect-junit",
            1,
            "replay good.session.jsonl --trust trust --at recorded --expect other --format junit",
        ),
        Case::new(
            "replay-expect-no-json",
            6,
            "replay good.session.jsonl --trust trust --at recorded --expect no-json",
        ),
        Case::new(
            "replay-expect-missing",
            2,
            "replay good.session.jsonl --trust trust --at recorded --expect nothing",
        ),
    ];
    check(&sandbox, &cases);
    let run = Run::new(
        &sandbox,
        &[
            "replay",
            "good.session.jsonl",
            "--format",
            "junit",
            "--json",
        ],
    );
    assert_eq!((run.code, &run.json()["code"]), (2, &"usage.option".into()));
}

/// A recording proves less than a read, and its report says so.
#[test]
fn a_replay_says_that_it_is_one() {
    let sandbox = Sandbox::new();
    let arguments = [
        "replay",
        "good.session.jsonl",
        "--trust",
        "trust",
        "--at",
        "recorded",
        "--json",
    ];
    let report = Run::new(&sandbox, &arguments).json();
    assert_eq!(report["source"]["kind"], "transcript");
    assert_eq!(report["evaluated_at_source"], "recorded");
    assert_eq!(report["conclusions"]["chip"], "unsupported");
}

#[test]
fn shows_recordings() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new("transcript-show", 0, "transcript show good.session.jsonl"),
        Case::new("transcript-show-empty", 6, "transcript show empty"),
        Case::new("transcript-show-random", 6, "transcript show random"),
        Case::new("transcript-show-missing", 2, "transcript show nothing"),
    ];
    check(&sandbox, &cases);
    let shown = Run::new(
        &sandbox,
        &["transcript", "show", "good.session.jsonl", "--reveal"],
    );
    assert!(shown.stdout.contains("0084000008"), "{}", shown.stdout);
}
