//! What stands between a person and a read.

use crate::common::{self, Run, Sandbox, assert_no_canary};
use crate::stack::{
    Card, READ, READER, assert_nothing_partial, assert_silent, prepared, read, run,
    there_is_a_stack,
};
use pcsc::{Context, Protocols, Scope, ShareMode};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use vidimus_testkit::{PcscService, Readers};

#[test]
fn pcscd_a_wrong_zone_is_access_denied() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let _card = Card::insert(&service, &sandbox, &["--from", "doc"]);
    sandbox.write("mrz.txt", "X00000001\n800101\n391231\n");
    let before = sandbox.snapshot();
    for more in [&["--out", "out"][..], &["--portrait", "p.png"]] {
        let run = read(&service, &sandbox, more);
        assert_eq!(run.code, 4, "{}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("access.wrong_key"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("error: ").count(), 1, "{}", run.stderr);
        assert_eq!(
            sandbox.snapshot(),
            before,
            "nothing was read, nothing is written"
        );
    }
    let run = read(&service, &sandbox, &["--json", "-vv", "--trace"]);
    let document = run.json();
    assert_eq!(
        (&document["code"], &document["exit_code"]),
        (&"access.wrong_key".into(), &4.into())
    );
    assert!(document["hint"].is_string());
    assert_silent(&run, "a wrong zone");
    assert!(!run.stderr.contains("X00000001") && !run.stdout.contains("X00000001"));
}

#[test]
fn pcscd_without_a_card_or_a_key_nothing_is_read() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let before = sandbox.snapshot();
    let run = read(
        &service,
        &sandbox,
        &["--timeout", "1", "--out", "out", "--record", "r.jsonl"],
    );
    assert_eq!(run.code, 5, "{}", run.stderr);
    assert!(run.stderr.contains("transport.timeout"), "{}", run.stderr);
    assert_eq!(sandbox.snapshot(), before);
    let named = crate::stack::run(
        &service,
        &sandbox,
        &["read", "--reader", "ACR1252", "--timeout", "1"],
    );
    assert_eq!(named.code, 5, "{}", named.stderr);
    assert!(
        named.stderr.contains("transport.no_reader"),
        "{}",
        named.stderr
    );
    let both = crate::stack::run(
        &service,
        &sandbox,
        &["read", "--reader", "Virtual", "--timeout", "1"],
    );
    assert_eq!(both.code, 2, "{}", both.stderr);
    assert!(
        both.stderr.contains("usage.ambiguous_reader"),
        "{}",
        both.stderr
    );
    let listed = crate::stack::run(&service, &sandbox, &["readers", "--json"]);
    assert_eq!(listed.json()["readers"][0]["name"], READER);
    // a card, and nobody to ask for its key
    let _card = Card::insert(&service, &sandbox, &["--from", "doc"]);
    let keyless = crate::stack::run(&service, &sandbox, &["read", "--reader", READER, "--json"]);
    assert_eq!(keyless.code, 2, "{}", keyless.stderr);
    assert_eq!(keyless.json()["code"], "usage.no_access_key");
}

#[test]
fn pcscd_without_a_reader_says_so() {
    if !there_is_a_stack() {
        return;
    }
    let (mut service, sandbox) = (PcscService::start(Readers::None), Sandbox::new());
    for (command, code) in [
        ("read", "transport.no_reader"),
        ("readers", "transport.no_reader"),
    ] {
        let run = run(&service, &sandbox, &[command, "--json"]);
        assert_eq!(run.code, 5, "{command}: {}", run.stderr);
        assert_eq!(run.json()["code"], code, "{command}");
    }
    let doctor = run(&service, &sandbox, &["doctor", "--json"]);
    assert_eq!(
        (doctor.code, &doctor.json()["state"]),
        (5, &"problem".into())
    );
    let no_reader = run(&service, &sandbox, &["read"]).stderr;
    // and without a service it is another message
    let gone = {
        let mut command = prepared(&service, &sandbox, &["read"]);
        command.env("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm");
        Run::of(&mut command, b"").stderr
    };
    assert!(gone.contains("transport.no_service"), "{gone}");
    assert_ne!(gone, no_reader);
    service.stop();
}

#[test]
fn pcscd_a_card_pulled_half_way_leaves_marked_files() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let mut card = Card::insert(&service, &sandbox, &["--from", "doc"]);
    let arguments = [
        &READ[..],
        &[
            READER,
            "--trace",
            "--json",
            "--out",
            "out",
            "--record",
            "r.session.jsonl",
        ],
    ]
    .concat();
    let mut command = prepared(&service, &sandbox, &arguments);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // the trace tells when DG2 is under way
    let mut stderr = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let mut talk = String::new();
    for line in stderr.by_ref() {
        talk += &format!("{line}\n");
        if line.contains("dg2") {
            break;
        }
    }
    card.pull();
    talk.extend(stderr.map(|line| line + "\n"));
    let output = child.wait_with_output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(5), "{stdout}{talk}");
    let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    common::validate(&document);
    assert_eq!(document["code"], "transport.card_removed", "{talk}");
    assert_eq!(document["partial"]["kept"], "out");
    assert_no_canary("a card pulled half-way", &talk);
    assert_no_canary("a card pulled half-way", &stdout);
    assert!(talk.contains("error: ") && talk.contains("hint: ") && talk.contains("kept: out"));
    let whole = sandbox.read("doc/DG2.bin");
    let part = sandbox.read("out/DG2.bin.partial");
    assert!(!part.is_empty() && part.len() < whole.len() && whole.starts_with(&part));
    assert_eq!(sandbox.read("out/DG1.bin"), sandbox.read("doc/DG1.bin"));
    assert!(!sandbox.path().join("out/DG2.bin").exists());
    assert_nothing_partial(&sandbox);
    // the recording ends where the card left, and says so again
    let replayed = Run::new(&sandbox, &["replay", "r.session.jsonl", "--json"]);
    assert_eq!(replayed.code, 5, "{}", replayed.stderr);
    assert_eq!(replayed.json()["code"], "transport.card_removed");
}

#[test]
fn pcscd_a_reader_taken_by_another_program_is_told() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let _card = Card::insert(&service, &sandbox, &["--from", "doc"]);
    let before = sandbox.snapshot();
    let context = Context::establish(Scope::User).unwrap();
    let theirs = context.connect(c"Virtual PCD 00 00", ShareMode::Exclusive, Protocols::ANY);
    let theirs = theirs.unwrap();
    let run = read(
        &service,
        &sandbox,
        &["--json", "--timeout", "2", "--out", "out"],
    );
    assert_eq!(run.code, 5, "{}", run.stderr);
    assert_eq!(run.json()["code"], "transport.card_in_use");
    assert_eq!(sandbox.snapshot(), before);
    let doctor = crate::stack::run(&service, &sandbox, &["doctor", "--reader", READER]);
    assert!(doctor.stdout.contains("hint: "), "{}", doctor.stdout);
    drop(theirs);
    let run = read(&service, &sandbox, &[]);
    assert_eq!(
        run.code, 0,
        "it works once the other lets go: {}",
        run.stderr
    );
}

#[test]
fn pcscd_a_signal_ends_the_wait() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let before = sandbox.snapshot();
    for signal in ["INT", "TERM"] {
        let arguments = [
            &READ[..],
            &[READER, "--json", "--out", "out", "--record", "r.jsonl"],
        ]
        .concat();
        let mut child = prepared(&service, &sandbox, &arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap())
            .lines()
            .map_while(Result::ok);
        assert!(stderr.any(|line| line.contains("place the document")));
        std::thread::sleep(Duration::from_millis(300));
        let started = Instant::now();
        let id = child.id().to_string();
        Command::new("kill")
            .args([&format!("-{signal}"), &id])
            .status()
            .unwrap();
        let rest: String = stderr.map(|line| line + "\n").collect();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{signal}: {rest}");
        assert!(started.elapsed() < Duration::from_secs(3), "{signal}");
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        common::validate(&document);
        assert_eq!(document["code"], "transport.cancelled");
        assert_eq!(sandbox.snapshot(), before, "{signal}");
    }
}

/// The service goes away while a card is waited for.
#[test]
fn pcscd_a_service_that_stops_ends_the_wait() {
    if !there_is_a_stack() {
        return;
    }
    let (mut service, sandbox) = (PcscService::start(Readers::Virtual), Sandbox::new());
    let before = sandbox.snapshot();
    let arguments = [&READ[..], &[READER, "--json", "--out", "out"]].concat();
    let mut child = prepared(&service, &sandbox, &arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok);
    assert!(stderr.any(|line| line.contains("place the document")));
    std::thread::sleep(Duration::from_millis(300));
    let started = Instant::now();
    service.stop();
    let rest: String = stderr.map(|line| line + "\n").collect();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{rest}");
    assert!(started.elapsed() < Duration::from_secs(10), "{rest}");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    common::validate(&document);
    let code = document["code"].as_str().unwrap();
    let told = ["transport.no_service", "transport.reader_gone"];
    assert!(told.contains(&code), "{code}");
    assert_eq!(sandbox.snapshot(), before);
}
