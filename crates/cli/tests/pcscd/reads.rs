//! Reads that come to an end.

use crate::common::{self, Run, Sandbox, assert_no_canary};
use crate::stack::{
    Card, READ, READER, assert_nothing_partial, assert_silent, mode, read, run, there_is_a_stack,
};
use vidimus_testkit::{PcscService, Readers};

/// What `--out`, `--record` and `--portrait` wrote.
fn check_written(sandbox: &Sandbox) {
    // what was written, for its owner alone
    for file in [
        "EF.SOD.bin",
        "DG1.bin",
        "DG2.bin",
        "evidence.json",
        "report.json",
    ] {
        assert_eq!(mode(sandbox, &format!("out/{file}")), 0o600, "{file}");
    }
    assert_eq!(mode(sandbox, "out"), 0o700);
    assert_eq!(mode(sandbox, "r.session.jsonl"), 0o600);
    assert_eq!(sandbox.read("out/DG2.bin"), sandbox.read("doc/DG2.bin"));
    assert!(sandbox.read("p.png").starts_with(b"\x89PNG"));
    let written = String::from_utf8(sandbox.read("out/report.json")).unwrap();
    assert_no_canary("report.json", &written);
    common::validate(&serde_json::from_str(&written).unwrap());
    assert_nothing_partial(sandbox);
}

/// Files and recording are judged as the chip was.
fn check_again(sandbox: &Sandbox, report: &serde_json::Value) {
    // the same files, from the folder
    let files = Run::new(sandbox, &["verify", "out", "--trust", "trust"]);
    assert_eq!(files.code, 0, "{}{}", files.stdout, files.stderr);
    // the same checks, from the recording
    let replayed = Run::new(
        sandbox,
        &["replay", "r.session.jsonl", "--trust", "trust", "--json"],
    );
    assert_eq!(replayed.code, 0, "{}", replayed.stderr);
    let again = replayed.json();
    let outcomes = |report: &serde_json::Value| {
        let checks = report["checks"].as_array().unwrap();
        let row = |check: &serde_json::Value| (check["id"].clone(), check["outcome"].clone());
        checks.iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(outcomes(&again), outcomes(report));
    assert_eq!(again["source"]["kind"], "transcript");
    assert_eq!(again["apdu"]["count"], report["apdu"]["count"]);
}

#[test]
fn pcscd_a_chip_is_read_judged_recorded_and_replayed() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let _card = Card::insert(&service, &sandbox, &["--from", "doc"]);
    let more = [
        "--json",
        "-vv",
        "--trace",
        "--out",
        "out",
        "--record",
        "r.session.jsonl",
        "--portrait",
        "p.png",
    ];
    let live = read(&service, &sandbox, &more);
    assert_eq!(live.code, 0, "{}{}", live.stdout, live.stderr);
    assert_silent(&live, "a whole read at -vv --trace --json");
    let report = live.json();
    assert_eq!(report["verdict"], "authentic");
    assert_eq!(report["decision"], "accept");
    assert_eq!(report["conclusions"]["chip"], "unsupported");
    assert_eq!(report["source"]["kind"], "reader");
    assert_eq!(live.stderr.matches("as secret as the document").count(), 1);
    check_written(&sandbox);
    check_again(&sandbox, &report);
    // and for people
    let text = read(&service, &sandbox, &[]);
    assert_eq!(text.code, 0, "{}", text.stderr);
    assert!(text.stdout.contains("AUTHENTIC") && text.stdout.contains("not shown"));
    assert_silent(&text, "a whole read");
    let revealed = read(&service, &sandbox, &["--reveal"]);
    assert!(revealed.stdout.contains("CANARYSURNAME"));
}

/// Row OWN-NW-02: the files of an original on a chip that does not have its key.
#[test]
fn pcscd_a_copy_of_a_chip_is_rejected() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let _card = Card::insert(
        &service,
        &sandbox,
        &["--preset", "bac-aa-listed", "--mrz-file", "mrz.txt"],
    );
    let run = read(&service, &sandbox, &["--json"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    let report = run.json();
    assert_eq!(report["conclusions"]["chip"], "failed");
    assert_eq!(report["conclusions"]["data"], "authentic");
    assert_eq!(report["decision"], "reject");
    // a chip that nobody asks is unproven
    let unasked = read(&service, &sandbox, &["--json", "--no-chip-proof"]);
    assert_eq!(unasked.code, 3, "{}{}", unasked.stdout, unasked.stderr);
    assert_eq!(unasked.json()["conclusions"]["chip"], "unproven");
}

#[test]
fn pcscd_doctor_tells_what_a_card_offers_and_nothing_personal() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let empty = run(&service, &sandbox, &["doctor", "--reader", READER]);
    assert_eq!(empty.code, 0, "{}", empty.stdout);
    let nothing = run(
        &service,
        &sandbox,
        &["doctor", "--card", "--reader", READER],
    );
    assert_eq!(nothing.code, 5, "{}{}", nothing.stdout, nothing.stderr);
    assert!(
        nothing.stderr.contains("transport.timeout"),
        "{}",
        nothing.stderr
    );
    let _card = Card::insert(&service, &sandbox, &["--from", "doc"]);
    let text = run(
        &service,
        &sandbox,
        &["doctor", "--card", "--reader", READER, "-vv", "--trace"],
    );
    assert_eq!(text.code, 0, "{}{}", text.stdout, text.stderr);
    assert!(text.stdout.contains("EF.SOD"), "{}", text.stdout);
    assert_silent(&text, "doctor --card");
    let json = run(
        &service,
        &sandbox,
        &["doctor", "--card", "--reader", READER, "--json"],
    );
    assert_eq!(json.json()["card"]["algorithms"][0], "BAC");
    assert_silent(&json, "doctor --card --json");
}

#[test]
fn pcscd_two_readers_and_only_the_named_one_is_read() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let _first = Card::insert(
        &service,
        &sandbox,
        &["--preset", "bac-td1", "--vpcd", "127.0.0.1:35963"],
    );
    let _second = Card::insert(
        &service,
        &sandbox,
        &["--from", "doc", "--vpcd", "127.0.0.1:35964"],
    );
    let arguments = [&READ[..], &["Virtual PCD 00 01", "--json"]].concat();
    let run = run(&service, &sandbox, &arguments);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(run.json()["document"]["type"], "TD3");
}

/// The key from stdin, from the environment, and as three fields.
#[test]
fn pcscd_a_key_comes_from_wherever_it_may() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let _card = Card::insert(&service, &sandbox, &["--from", "doc"]);
    let base = ["read", "--trust", "trust", "--reader", READER];
    let zone = sandbox.read("mrz.txt");
    let stdin = [&base[..], &["--mrz-file", "-"]].concat();
    let from_stdin = Run::of(
        &mut crate::stack::prepared(&service, &sandbox, &stdin),
        &zone,
    );
    assert_eq!(from_stdin.code, 0, "{}", from_stdin.stderr);
    let mut command = crate::stack::prepared(&service, &sandbox, &base);
    command.env("VIDIMUS_MRZ", String::from_utf8(zone).unwrap());
    let from_environment = Run::of(&mut command, b"");
    assert_eq!(from_environment.code, 0, "{}", from_environment.stderr);
    let fields = b"QX7CANARY\n670713\n380519\n";
    let from_fields = Run::of(
        &mut crate::stack::prepared(&service, &sandbox, &stdin),
        fields,
    );
    assert_eq!(from_fields.code, 0, "{}", from_fields.stderr);
    for run in [&from_stdin, &from_environment, &from_fields] {
        assert_silent(run, "a key from elsewhere");
    }
}
