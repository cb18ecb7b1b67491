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
        Case::new("read-can-file", 7, "read --can-file two.txt"),
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

/// A service that is not there is told before anything else is asked for.
#[test]
fn the_error_document_of_a_missing_service() {
    let run = Run::new(&Sandbox::new(), &["read", "--json"]);
    let document = run.json();
    assert_eq!(document["code"], "transport.no_service");
    assert_eq!(document["exit_code"], 5);
    assert!(document["partial"].is_null());
}
