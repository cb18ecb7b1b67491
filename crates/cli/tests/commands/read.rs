//! `vidimus read`, `readers` and `doctor` where no PC/SC service runs; what is asked for wrongly
//! fails before a card is looked for.

use crate::common::{Case, Run, Sandbox, check};

#[test]
fn no_service() {
    let cases = [
        Case::new(
            "read-no-service",
            5,
            "read --mrz-file mrz.txt --at 2027-01-01",
        ),
        Case::new("read-no-service-no-key", 5, "read --at 2027-01-01"),
        Case::new(
            "read-no-service-out",
            5,
            "read --mrz-file mrz.txt --out out --record r.session.jsonl --portrait p.png",
        ),
        Case::new("readers-no-service", 5, "readers"),
        Case::new("doctor-no-service", 5, "doctor"),
        Case::new("doctor-card-no-service", 5, "doctor --card"),
    ];
    check(&Sandbox::new(), &cases);
}

#[test]
fn keys() {
    let sandbox = Sandbox::new();
    sandbox.write("fields.txt", "QX7CANARY\n670713\n380519\n");
    sandbox.write("two.txt", "QX7CANARY\n670713\n");
    sandbox.write("can.txt", "670713\n");
    let cases = [
        Case::new("read-mrz-argument", 2, "read --mrz QX7CANARY"),
        Case::new("read-mrz-argument-equals", 2, "read --mrz=QX7CANARY"),
        Case::new("read-can-argument", 2, "read --can 123456"),
        Case::new("read-pin-argument", 2, "read --pin 123456"),
        Case::new("read-key-empty", 2, "read --mrz-file empty"),
        Case::new("read-key-random", 2, "read --mrz-file random"),
        Case::new("read-key-two-fields", 2, "read --mrz-file two.txt"),
        Case::new("read-key-missing", 2, "read --mrz-file nothing.txt"),
        Case::new("read-key-stdin-empty", 2, "read --mrz-file -"),
        Case::new("read-key-environment", 2, "read").variables(&[("VIDIMUS_MRZ", "CANARY")]),
        Case::new("read-puk-argument", 2, "read --puk=0123456789"),
        Case::new("read-can-file", 2, "read --can-file two.txt"),
        Case::new("read-can-short", 2, "read --can-file -").stdin(b"12345"),
        Case::new("read-pin-letters", 2, "read --pin-file -").stdin(b"12345a"),
        Case::new("read-puk-missing", 2, "read --puk-file nothing.txt"),
        Case::new("read-can-environment", 2, "read").variables(&[("VIDIMUS_CAN", "CANARY")]),
        Case::new(
            "read-two-keys",
            2,
            "read --mrz-file mrz.txt --can-file can.txt",
        ),
        Case::new("read-two-keys-stdin", 2, "read --pin-file - --puk-file -").stdin(b"123456"),
        Case::new("read-two-keys-environment", 2, "read")
            .variables(&[("VIDIMUS_CAN", "670713"), ("VIDIMUS_MRZ", "CANARY")]),
        Case::new("read-can-over-environment", 5, "read --can-file can.txt")
            .variables(&[("VIDIMUS_MRZ", "CANARY")]),
        Case::new(
            "read-pin-file",
            5,
            "read --pin-file can.txt --spend-last-try",
        ),
        Case::new("read-bac-can", 2, "read --access bac --can-file can.txt"),
        Case::new("read-key-fields", 5, "read --mrz-file fields.txt"),
    ];
    check(&sandbox, &cases);
}

#[test]
fn outputs_are_checked_first() {
    let sandbox = Sandbox::new();
    sandbox.folder("nobody-home");
    let cases = [
        Case::new("read-out-exists", 2, "read --mrz-file mrz.txt --out doc"),
        Case::new(
            "read-out-nowhere",
            2,
            "read --mrz-file mrz.txt --out nowhere/out",
        ),
        Case::new(
            "read-out-under-file",
            2,
            "read --mrz-file mrz.txt --out empty/out",
        ),
        Case::new(
            "read-record-exists",
            2,
            "read --mrz-file mrz.txt --record empty",
        ),
        Case::new(
            "read-record-folder",
            2,
            "read --mrz-file mrz.txt --record doc",
        ),
        Case::new(
            "read-portrait-nowhere",
            2,
            "read --mrz-file mrz.txt --portrait nowhere/p.png",
        ),
        Case::new(
            "read-policy",
            2,
            "read --mrz-file mrz.txt --policy nothing --out out",
        ),
        Case::new(
            "read-out-empty-folder",
            5,
            "read --mrz-file mrz.txt --out nobody-home",
        ),
        Case::new(
            "read-trust",
            2,
            "read --mrz-file mrz.txt --trust nothing --out out",
        ),
    ];
    check(&sandbox, &cases);
}

/// Row OWN-NW-14 and the rest of OWN-AA-12: a challenge is eight bytes, nothing else.
#[test]
fn challenges() {
    let cases = [
        Case::new("read-challenge-7", 2, "read --aa-challenge 00112233445566"),
        Case::new(
            "read-challenge-9",
            2,
            "read --aa-challenge 001122334455667788",
        ),
        Case::new(
            "read-challenge-16",
            2,
            "read --aa-challenge 00112233445566778899AABBCCDDEEFF",
        ),
        Case::new("read-challenge-empty", 2, "read --aa-challenge="),
        Case::new(
            "read-challenge-odd",
            2,
            "read --aa-challenge 001122334455667",
        ),
        Case::new("read-challenge-words", 2, "read --aa-challenge challenge"),
        Case::new("read-challenge", 5, "read --aa-challenge 0011223344556677"),
        Case::new(
            "read-challenge-unasked",
            2,
            "read --aa-challenge 0011223344556677 --no-chip-proof",
        ),
    ];
    check(&Sandbox::new(), &cases);
}

/// A terminal has certificates and their key, or neither.
#[test]
fn terminals() {
    let sandbox = Sandbox::new();
    for (preset, folder) in [("full", "ta"), ("eac", "other")] {
        let fault = ["--fault", "ta-algo:alg=rsa-pss-sha256"];
        let more = if preset == "eac" { &fault[..] } else { &[] };
        let make = [&["chip", "--preset", preset, "--ta-out", folder], more].concat();
        let made = Run::new(&sandbox, &make);
        assert_eq!(made.code, 0, "{}", made.stderr);
    }
    let cases = [
        Case::new("read-ta-chain-alone", 2, "read --ta-chain ta/2-is.cvcert"),
        Case::new("read-ta-key-alone", 2, "read --ta-key ta/is.key.pem"),
        Case::new(
            "read-ta-unasked",
            2,
            "read --no-chip-proof --ta-chain ta/2-is.cvcert --ta-key ta/is.key.pem",
        ),
        Case::new(
            "read-ta-chain-random",
            2,
            "read --ta-chain random --ta-key ta/is.key.pem",
        ),
        Case::new(
            "read-ta-chain-missing",
            2,
            "read --ta-chain ta/9-is.cvcert --ta-key ta/is.key.pem",
        ),
        Case::new(
            "read-ta-key-random",
            2,
            "read --ta-chain ta/2-is.cvcert --ta-key random",
        ),
        Case::new(
            "read-ta-no-terminal",
            2,
            "read --ta-chain ta/1-dv.cvcert --ta-key ta/is.key.pem",
        ),
        Case::new(
            "read-ta-other-key",
            2,
            "read --ta-chain ta/1-dv.cvcert ta/2-is.cvcert --ta-key other/is.key.pem",
        ),
        Case::new(
            "read-ta",
            5,
            "read --ta-chain ta/1-dv.cvcert ta/2-is.cvcert --ta-key ta/is.key.pem",
        ),
    ];
    check(&sandbox, &cases);
}

/// A key that others can read is used, with a word about it.
#[cfg(unix)]
#[test]
fn a_key_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let made = Run::new(&sandbox, &["chip", "--preset", "eac", "--ta-out", "ta"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let read = [
        "read",
        "--ta-chain",
        "ta/2-is.cvcert",
        "--ta-key",
        "ta/is.key.pem",
    ];
    let before = Run::new(&sandbox, &read);
    assert!(!before.stderr.contains("chmod"), "{}", before.stderr);
    let mode = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(sandbox.path().join("ta/is.key.pem"), mode).unwrap();
    let after = Run::new(&sandbox, &read);
    assert!(after.stderr.contains("chmod 600"), "{}", after.stderr);
    assert_eq!(before.code, after.code);
}

/// A service that is not there is told before anything else is asked for.
#[test]
fn the_error_document_of_a_missing_service() {
    let run = Run::new(&Sandbox::new(), &["read", "--json"]);
    let document = run.json();
    assert_eq!(document["code"], "transport.no_service");
    assert_eq!(document["exit_code"], 5);
    assert!(document["partial"].is_null());
}

/// What makes no sense for many cards is refused before one is waited for, as a document.
#[test]
fn a_loop_refuses_what_is_for_one_card() {
    let cases = [
        Case::new("read-loop-timeout", 2, "read --loop --timeout 0"),
        Case::new("read-loop-record", 2, "read --loop --record r.jsonl"),
        Case::new("read-loop-portrait", 2, "read --loop --portrait p.png"),
        Case::new("read-loop-html", 2, "read --loop --html p.html"),
        Case::new("read-loop-pin", 2, "read --loop --pin-file can.txt"),
        Case::new(
            "read-loop-challenge",
            2,
            "read --loop --aa-challenge 0011223344556677",
        ),
        Case::new("read-loop-key", 2, "read --loop --mrz-file empty"),
        Case::new("read-loop-key-missing", 2, "read --loop --mrz-file nowhere"),
        Case::new("read-loop-out", 2, "read --loop --out mrz.txt"),
        Case::new("read-loop-trust", 2, "read --loop --trust nowhere"),
    ];
    check(&Sandbox::new(), &cases);
}

/// A key stream that ends at once: nothing was to be read, and nothing is waited for.
#[test]
fn a_loop_without_keys_ends() {
    let run = Run::with(
        &Sandbox::new(),
        &["read", "--loop", "--mrz-file", "-"],
        b"\n",
        &[],
    );
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
}

/// A line that is no key has its line also while no service is there.
#[test]
fn a_loop_tells_of_a_bad_key_line() {
    let run = Run::with(
        &Sandbox::new(),
        &["read", "--loop", "--can-file", "-"],
        b"12345\n12x456",
        &[],
    );
    assert_eq!(run.code, 6, "{}", run.stderr);
    let documents = run.documents();
    assert_eq!(documents.len(), 2);
    for (number, document) in documents.iter().enumerate() {
        assert_eq!(document["code"], "usage.key_malformed");
        assert_eq!(document["exit_code"], 6);
        assert_eq!(document["loop"]["number"], number + 1);
        assert!(document["loop"]["reader"].is_null());
    }
    assert!(!run.stderr.contains("12345"), "{}", run.stderr);
}
