//! The reference set of BSI TR-03105-5, read by the command as a stranger would.

use crate::common::{Run, Sandbox};
use std::path::Path;
use vidimus_testkit::shared;

fn outcome(report: &serde_json::Value, id: &str) -> (String, String) {
    let checks = report["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["id"] == id).unwrap();
    let text = |name: &str| check[name].as_str().unwrap_or_default().to_owned();
    (text("outcome"), text("code"))
}

fn verify(folder: &Path, more: &[&str]) -> (i32, serde_json::Value) {
    let sandbox = Sandbox::new();
    let folder = folder.canonicalize().unwrap();
    let arguments = [&["verify", "--json", folder.to_str().unwrap()], more].concat();
    let run = Run::new(&sandbox, &arguments);
    (run.code, run.json())
}

#[test]
fn the_reference_set_is_unproven_without_its_csca() {
    let Some(folder) = shared("lds/bsi-tr03105-5-refset") else {
        return;
    };
    let passed = |report: &serde_json::Value, id: &str| {
        assert_eq!(outcome(report, id).0, "passed", "{id}");
    };
    let (code, report) = verify(&folder, &["--at", "2014-06-01T00:00:00Z"]);
    assert_eq!(code, 3);
    passed(&report, "pa.sod.signature");
    for number in [1, 2, 3, 4, 14] {
        passed(&report, &format!("pa.hash.dg{number}"));
    }
    let dg15 = outcome(&report, "pa.hash.dg15");
    assert_eq!(dg15, ("undetermined".into(), "no_hash_in_sod".into()));
    assert_eq!(outcome(&report, "pa.chain.anchor").0, "undetermined");
    assert_eq!(report["conclusions"]["data"], "unproven");
    let (code, report) = verify(&folder, &[]);
    assert_eq!(code, 3);
    assert_eq!(outcome(&report, "pa.chain.validity").0, "failed");
    assert_eq!(report["conclusions"]["currency"], "expired");
}

#[test]
fn one_byte_of_dg2_is_enough_to_reject() {
    let Some(folder) = shared("lds/bsi-tr03105-5-refset") else {
        return;
    };
    let sandbox = Sandbox::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let mut bytes = std::fs::read(&path).unwrap();
            if bytes.first() == Some(&0x75) {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 1;
            }
            sandbox.write(&format!("set/{name}"), bytes);
        }
    }
    for more in [&["--at", "2014-06-01T00:00:00Z"][..], &[]] {
        let (code, report) = verify(&sandbox.path().join("set"), more);
        assert_eq!(code, 1);
        assert_eq!(outcome(&report, "pa.hash.dg2").0, "failed");
        assert_eq!(report["conclusions"]["data"], "altered");
    }
}
