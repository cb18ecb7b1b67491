//! PACE, and what chip and terminal prove to one another.

use crate::common::{Document, Run, Sandbox};
use crate::stack::{Card, READER, assert_silent, run, there_is_a_stack};
use serde_json::Value;
use vidimus::chip::persona::Persona;
use vidimus::chip::personalise::{SPECIMEN_CAN, SPECIMEN_PIN};
use vidimus_testkit::{PcscService, Readers};

/// The service, and a folder with the specimen's passwords.
fn prepared() -> (PcscService, Sandbox) {
    let sandbox = Sandbox::new();
    let zone = Persona::utopia_td3().mrz().unwrap();
    sandbox.write("specimen.txt", zone.lines().collect::<Vec<_>>().join("\n"));
    sandbox.write("can.txt", SPECIMEN_CAN);
    sandbox.write("pin.txt", SPECIMEN_PIN);
    sandbox.write("wrong.txt", "123456");
    sandbox.write("required.toml", "chip = \"required\"\n");
    (PcscService::start(Readers::Virtual), sandbox)
}

fn read(service: &PcscService, sandbox: &Sandbox, more: &[&str]) -> Run {
    let base = ["read", "--trust", "trust", "--reader", READER];
    run(service, sandbox, &[&base[..], more].concat())
}

/// The outcome of a check.
fn outcome<'a>(report: &'a Value, id: &str) -> &'a str {
    let checks = report["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["id"] == id);
    check.unwrap()["outcome"].as_str().unwrap()
}

const TERMINAL: [&str; 5] = [
    "--ta-chain",
    "ta/1-dv.cvcert",
    "ta/2-is.cvcert",
    "--ta-key",
    "ta/is.key.pem",
];

/// PACE with the CAN, Chip, Active and Terminal Authentication in one read; then its recording.
#[test]
fn pcscd_everything_a_chip_can_prove_in_one_read() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    let made = Run::new(&sandbox, &["chip", "--preset", "full", "--ta-out", "ta"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let _card = Card::insert(&service, &sandbox, &["--preset", "full"]);
    let options = [
        &["--can-file", "can.txt", "--json", "-v"][..],
        &["--record", "r.session.jsonl", "--out", "out"],
        &["--policy", "required.toml"],
        &TERMINAL,
    ];
    let live = read(&service, &sandbox, &options.concat());
    assert_eq!(live.code, 0, "{}{}", live.stdout, live.stderr);
    let report = live.json();
    assert_eq!(report["conclusions"]["chip"], "genuine");
    assert_eq!(report["conclusions"]["chip_freshness"], "live");
    assert_eq!(report["access"]["protocol"], "pace");
    assert_eq!(report["access"]["password"], "can");
    for id in [
        "ca.key_agreement",
        "aa.response",
        "ta.access",
        "access.pace",
    ] {
        assert_eq!(outcome(&report, id), "passed", "{id}");
    }
    for id in ["pa.hash.dg3", "pa.hash.dg4"] {
        assert_eq!(outcome(&report, id), "passed", "{id}");
    }
    assert!(live.stderr.contains("PACE chosen"), "{}", live.stderr);
    let talk = live.stderr.to_lowercase();
    assert!(
        !talk.contains("genuine") && !talk.contains("proven"),
        "{talk}"
    );
    check_recording(&sandbox);
    // the files again, and what they prove to somebody who was not there
    let saved = ["verify", "out/evidence.json", "--trust", "trust", "--json"];
    let saved = Run::new(
        &sandbox,
        &[&saved[..], &["--policy", "required.toml"]].concat(),
    );
    assert_eq!(saved.code, 3, "{}", saved.stderr);
    assert_eq!(outcome(&saved.json(), "ca.key_agreement"), "undetermined");
    // without rights DG3 stays shut, which is no fault of the document
    let plain = read(&service, &sandbox, &["--can-file", "can.txt"]);
    assert_eq!(plain.code, 0, "{}{}", plain.stdout, plain.stderr);
    let asked = ["--can-file", "can.txt", "--files", "dg3", "--json"];
    let asked = read(&service, &sandbox, &asked);
    assert_eq!(asked.code, 4, "{}{}", asked.stdout, asked.stderr);
    assert_eq!(asked.json()["code"], "ta.no_chain");
}

/// No recording satisfies a policy that requires the chip.
fn check_recording(sandbox: &Sandbox) {
    let replay = ["replay", "r.session.jsonl", "--trust", "trust", "--json"];
    let required = [&replay[..], &["--policy", "required.toml"]].concat();
    let replayed = Run::new(sandbox, &required);
    assert_eq!(replayed.code, 3, "{}", replayed.stderr);
    let report = replayed.json();
    assert_ne!(report["conclusions"]["chip_freshness"], "live");
    assert_eq!(outcome(&report, "ca.key_agreement"), "undetermined");
    assert_eq!(outcome(&report, "pa.hash.dg3"), "passed");
}

#[test]
fn pcscd_a_wrong_can_is_access_denied() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    let _card = Card::insert(&service, &sandbox, &["--preset", "pace"]);
    let run = read(&service, &sandbox, &["--can-file", "wrong.txt", "--json"]);
    assert_eq!(run.code, 4, "{}{}", run.stdout, run.stderr);
    let document = run.json();
    assert_eq!(document["code"], "access.wrong_key");
    assert!(!run.stderr.contains("123456"), "{}", run.stderr);
    // and the right one, and the zone, open it
    for (option, file) in [("--can-file", "can.txt"), ("--mrz-file", "specimen.txt")] {
        let run = read(&service, &sandbox, &[option, file, "--json"]);
        assert_eq!(run.code, 0, "{option}: {}{}", run.stdout, run.stderr);
        assert_eq!(run.json()["access"]["protocol"], "pace", "{option}");
    }
    let bac = ["--mrz-file", "specimen.txt", "--access", "bac", "--json"];
    let bac = read(&service, &sandbox, &bac);
    assert_eq!(bac.json()["code"], "access.pace_required", "{}", bac.stderr);
}

/// A PIN has few tries: they are told. Before its last one it waits for the CAN.
#[test]
fn pcscd_tries_of_a_pin_are_counted() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    let _card = Card::insert(&service, &sandbox, &["--preset", "pace"]);
    let wrong = ["--pin-file", "wrong.txt", "--json"];
    for left in [2, 1] {
        let run = read(&service, &sandbox, &wrong);
        assert_eq!(run.code, 4, "{}{}", run.stdout, run.stderr);
        let document = run.json();
        assert_eq!(document["attempts_left"], left, "{document}");
        assert!(run.stderr.contains(&format!("tries left: {left}")));
    }
    let kept = read(&service, &sandbox, &["--pin-file", "pin.txt", "--json"]);
    assert_eq!(kept.code, 4, "{}{}", kept.stdout, kept.stderr);
    assert_eq!(kept.json()["code"], "access.pin_suspended");
}

#[test]
fn pcscd_the_last_try_of_a_pin_is_kept() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    let fault = ["--preset", "pace", "--fault", "pin-state:tries=1"];
    let _card = Card::insert(&service, &sandbox, &fault);
    let pin = ["--pin-file", "pin.txt", "--json"];
    let kept = read(&service, &sandbox, &pin);
    assert_eq!(kept.code, 4, "{}{}", kept.stdout, kept.stderr);
    assert_eq!(kept.json()["code"], "access.last_try");
    let spent = [&pin[..], &["--spend-last-try"]].concat();
    let spent = read(&service, &sandbox, &spent);
    assert_eq!(spent.code, 0, "{}{}", spent.stdout, spent.stderr);
}

#[test]
fn pcscd_a_callers_own_challenge_is_shown_as_one() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    let _card = Card::insert(&service, &sandbox, &["--preset", "pace-aa"]);
    let options = [
        "--can-file",
        "can.txt",
        "--aa-challenge",
        "0011223344556677",
    ];
    let run = read(&service, &sandbox, &[&options[..], &["--json"]].concat());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let report = run.json();
    assert_eq!(report["conclusions"]["chip"], "genuine");
    assert_eq!(report["conclusions"]["chip_freshness"], "caller_challenge");
    assert!(run.stdout.contains("0011223344556677"), "{}", run.stdout);
}

#[test]
fn pcscd_doctor_names_the_ways_in() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    let _card = Card::insert(&service, &sandbox, &["--preset", "pace-im-aes256-13"]);
    let doctor = ["doctor", "--card", "--reader", READER];
    let text = run(&service, &sandbox, &doctor);
    assert_eq!(text.code, 0, "{}{}", text.stdout, text.stderr);
    for word in ["PACE-ECDH-IM-AES-CBC-CMAC-256", "brainpoolP256r1"] {
        assert!(text.stdout.contains(word), "{}", text.stdout);
    }
    let json = run(&service, &sandbox, &[&doctor[..], &["--json"]].concat());
    let infos = json.json()["card"]["security_infos"].clone();
    assert_eq!(infos[0]["domain_parameters"], "brainpoolP256r1", "{infos}");
}

/// A card out of a folder: its EF.CardAccess says how it opens, `keys/` how it proves itself.
#[test]
fn pcscd_a_folder_with_keys_is_a_whole_card() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    let document = Document::new("full", &[]);
    for (file, bytes) in &document.made.files {
        sandbox.write(&format!("card/{}", file.file_name()), bytes);
    }
    for (name, bytes) in &document.made.key_files {
        sandbox.write(&format!("card/keys/{name}"), bytes);
    }
    let folder = ["--from", "card", "--can-file", "can.txt"];
    let _card = Card::insert(&service, &sandbox, &folder);
    for (option, file) in [("--can-file", "can.txt"), ("--mrz-file", "mrz.txt")] {
        let run = read(&service, &sandbox, &[option, file, "--json", "--trace"]);
        assert_eq!(run.code, 0, "{option}: {}{}", run.stdout, run.stderr);
        let report = run.json();
        assert_eq!(report["access"]["protocol"], "pace");
        assert_eq!(report["conclusions"]["chip"], "genuine");
        assert_silent(&run, "a whole read by PACE");
    }
}

/// No way leads from PACE that failed to BAC but the policy's, and then the report says so.
#[test]
fn pcscd_bac_follows_pace_only_by_leave() {
    if !there_is_a_stack() {
        return;
    }
    let (service, sandbox) = prepared();
    sandbox.write("leave.toml", "access.bac_after_pace_failure = true\n");
    let card = [
        "--preset",
        "pace-bac",
        "--fault",
        "pace-token:value=bitflip",
    ];
    let _card = Card::insert(&service, &sandbox, &card);
    let key = ["--mrz-file", "specimen.txt", "--json"];
    let stopped = read(&service, &sandbox, &key);
    assert_eq!(stopped.code, 6, "{}{}", stopped.stdout, stopped.stderr);
    assert_eq!(stopped.json()["code"], "pace.token_mismatch");
    let allowed = [&key[..], &["--policy", "leave.toml"]].concat();
    let allowed = read(&service, &sandbox, &allowed);
    assert_eq!(allowed.code, 3, "{}{}", allowed.stdout, allowed.stderr);
    let report = allowed.json();
    assert_eq!(report["access"]["protocol"], "bac");
    assert_eq!(outcome(&report, "access.downgrade"), "failed");
}
