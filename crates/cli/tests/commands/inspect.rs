//! `vidimus inspect`.

use crate::common::{Case, Run, Sandbox, check};
use vidimus_testkit::shared;

#[test]
fn kinds() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "select.apdu",
        [0x00, 0xA4, 0x04, 0x0C, 0x07, 0xA0, 0, 0, 2, 0x47, 0x10, 1],
    );
    sandbox.write("objects.bin", [0x7F, 0x4C, 0x03, 0x02, 0x01, 0x05]);
    sandbox.write("cut.bin", &sandbox.read("doc/DG1.bin")[..40]);
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    sandbox.write("not.pem", pem);
    let cases = [
        Case::new("inspect-dg1", 0, "inspect doc/DG1.bin"),
        Case::new("inspect-dg1-reveal", 0, "inspect doc/DG1.bin --reveal").shows_data(),
        Case::new("inspect-sod", 0, "inspect doc/EF.SOD.bin"),
        Case::new("inspect-com", 0, "inspect doc/EF.COM.bin"),
        Case::new("inspect-certificate", 0, "inspect trust/csca.cer"),
        Case::new("inspect-apdu", 0, "inspect select.apdu"),
        Case::new("inspect-tlv", 0, "inspect objects.bin"),
        Case::new("inspect-recording", 0, "inspect good.session.jsonl"),
        Case::new("inspect-cut", 0, "inspect cut.bin"),
        Case::new("inspect-random", 6, "inspect random"),
        Case::new("inspect-empty", 6, "inspect empty"),
        Case::new("inspect-text", 6, "inspect mrz.txt"),
        Case::new("inspect-missing", 2, "inspect nothing"),
        Case::new("inspect-folder", 2, "inspect doc"),
        Case::new("inspect-two", 0, "inspect doc/EF.COM.bin select.apdu"),
    ];
    check(&sandbox, &cases);
    // every chip file is known by its first byte
    for file in ["DG1", "DG2", "EF.COM", "EF.SOD"] {
        let run = Run::new(&sandbox, &["inspect", "--json", &format!("doc/{file}.bin")]);
        assert_eq!(run.json()["kind"], file);
    }
}

/// Files of every kind that others made.
#[test]
fn files_of_others() {
    let Some(folder) = shared("lds/bsi-tr03105-5-refset") else {
        return;
    };
    let sandbox = Sandbox::new();
    let mut kinds = Vec::new();
    for entry in std::fs::read_dir(folder.canonicalize().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let run = Run::new(&sandbox, &["inspect", "--json", path.to_str().unwrap()]);
            assert!([0, 6].contains(&run.code), "{path:?}: {}", run.stderr);
            kinds.push(run.json()["kind"].as_str().unwrap().to_owned());
        }
    }
    for kind in ["DG1", "DG2", "DG3", "DG4", "DG14", "DG15", "EF.SOD"] {
        assert!(
            kinds.iter().any(|found| found == kind),
            "{kind} in {kinds:?}"
        );
    }
}
