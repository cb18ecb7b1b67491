//! `vidimus trust`, with certificates.

use crate::common::{Case, Run, Sandbox, check};

#[test]
fn lists() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new("trust-list", 0, "trust list --trust trust"),
        Case::new("trust-list-empty", 0, "trust list"),
        Case::new("trust-list-missing", 2, "trust list --trust nothing"),
    ];
    check(&sandbox, &cases);
}

#[test]
fn refusals() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new("trust-add-random", 6, "trust add random --trust store"),
        Case::new("trust-add-empty", 6, "trust add empty --trust store"),
        Case::new("trust-add-text", 6, "trust add mrz.txt --trust store"),
        Case::new("trust-add-missing", 2, "trust add nothing --trust store"),
        Case::new(
            "trust-add-into-file",
            2,
            "trust add trust/csca.cer --trust empty",
        ),
        Case::new(
            "trust-add-under-file",
            2,
            "trust add trust/csca.cer --trust empty/store",
        ),
        Case::new("trust-add-nothing", 2, "trust add --trust store"),
    ];
    check(&sandbox, &cases);
}

#[test]
fn additions() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new("trust-add", 0, "trust add trust/csca.cer --trust store").writes(),
        Case::new(
            "trust-add-again",
            0,
            "trust add trust/csca.cer --trust store",
        )
        .writes(),
        Case::new(
            "trust-add-one-bad",
            6,
            "trust add random trust/csca.cer --trust other",
        )
        .writes(),
    ];
    check(&sandbox, &cases);
    let files = |folder: &str| {
        std::fs::read_dir(sandbox.path().join(folder).join("objects"))
            .unwrap()
            .count()
    };
    assert_eq!((files("store"), files("other")), (1, 1), "kept once");
    let run = Run::new(
        &sandbox,
        &[
            "trust",
            "add",
            "trust/csca.cer",
            "--trust",
            "third",
            "--json",
        ],
    );
    assert_eq!(run.json()["sources"][0]["imported"], 1);
    // what was added is what verifies
    let run = Run::new(
        &sandbox,
        &["verify", "doc", "--trust", "store", "--at", "2027-01-01"],
    );
    assert_eq!(run.code, 0, "{}", run.stdout);
}

/// Without `--trust` the user's own folder is used.
#[test]
fn the_users_folder() {
    let sandbox = Sandbox::new();
    let run = Run::new(&sandbox, &["trust", "add", "trust/csca.cer"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let run = Run::new(&sandbox, &["verify", "doc", "--at", "2027-01-01"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    let run = Run::with(
        &sandbox,
        &["verify", "doc", "--at", "2027-01-01"],
        b"",
        &[("XDG_DATA_HOME", "elsewhere")],
    );
    assert_eq!(run.code, 3, "another data folder, no anchor");
}

#[test]
fn checks() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new(
            "trust-check",
            0,
            "trust check ds.cer --trust trust --at 2027-01-01",
        ),
        Case::new(
            "trust-check-sod",
            0,
            "trust check doc/EF.SOD.bin --trust trust --at 2027-01-01",
        ),
        Case::new(
            "trust-check-no-anchor",
            3,
            "trust check ds.cer --at 2027-01-01",
        ),
        Case::new(
            "trust-check-late",
            1,
            "trust check ds.cer --trust trust --at 2050-01-01",
        ),
        Case::new("trust-check-random", 6, "trust check random --trust trust"),
        Case::new(
            "trust-check-dg1",
            6,
            "trust check doc/DG1.bin --trust trust",
        ),
        Case::new(
            "trust-check-missing",
            2,
            "trust check nothing --trust trust",
        ),
    ];
    check(&sandbox, &cases);
}

/// A root that is for documents of one group: no other document gets it, and all of it is told.
#[test]
fn groups() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new(
            "trust-add-group-name",
            2,
            "trust add trust/csca.cer --group VN --trust store",
        ),
        Case::new(
            "trust-add-group",
            0,
            "trust add trust/csca.cer --group vn-cccd --trust store",
        )
        .writes(),
        Case::new("trust-list-group", 0, "trust list --trust store"),
        Case::new(
            "trust-check-other-group",
            3,
            "trust check ds.cer --trust store --at 2027-01-01",
        ),
        Case::new(
            "trust-check-group",
            0,
            "trust check ds.cer --group vn-cccd --trust store --at 2027-01-01",
        ),
        // a passport is no citizen card, whatever it is asked to be
        Case::new(
            "verify-other-group",
            3,
            "verify doc --trust store --at 2027-01-01",
        ),
        Case::new(
            "verify-other-group-asked",
            3,
            "verify doc --trust store --at 2027-01-01 --profile vn-cccd",
        ),
    ];
    check(&sandbox, &cases);
    let index = sandbox.path().join("store/store.json");
    let text = std::fs::read_to_string(index).unwrap();
    assert!(text.contains("vidimus-store/2") && text.contains("\"group\": \"vn-cccd\""));
    let verify = ["verify", "doc", "--trust", "store", "--at", "2027-01-01"];
    // the same root without a group serves all
    let add = ["trust", "add", "trust/csca.cer", "--trust", "store"];
    assert_eq!(Run::new(&sandbox, &add).code, 0);
    assert_eq!(Run::new(&sandbox, &verify).code, 0);
    let list = Run::new(&sandbox, &["trust", "list", "--trust", "store", "--json"]).json();
    assert_eq!(list["anchors"]["count"], 1);
    assert_eq!(list["trust_groups"], serde_json::json!(["vn-cccd"]));
    assert_eq!(list["certificates"][0]["groups"], serde_json::Value::Null);
}
