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
        Case::new("inspect-mrz", 0, "inspect mrz.txt"),
        Case::new("inspect-text", 6, "inspect not.pem"),
        Case::new("inspect-missing", 2, "inspect nothing"),
        Case::new("inspect-folder", 2, "inspect doc"),
        Case::new("inspect-two", 0, "inspect doc/EF.COM.bin select.apdu"),
        Case::new("inspect-dg14", 0, "inspect DG14.bin"),
        Case::new("inspect-dg15", 0, "inspect DG15.bin"),
    ];
    for file in ["DG14.bin", "DG15.bin"] {
        let path = vidimus_testkit::root()
            .join("fixtures/documents/full")
            .join(file);
        sandbox.write(file, std::fs::read(path).unwrap());
    }
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

/// What concerns protocols and terminals is known by its first bytes, and said in words.
#[test]
fn protocols_and_terminals() {
    let sandbox = Sandbox::new();
    let inspect = |path: &str| {
        let file = shared(path)?.canonicalize().unwrap();
        let run = Run::new(&sandbox, &["inspect", "--json", file.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{path}: {}", run.stderr);
        Some(run.json())
    };
    let folder = "lds/npa-example/ecdh";
    let Some(access) = inspect(&format!("{folder}/ef_cardaccess")) else {
        return;
    };
    assert_eq!(access["kind"], "EF.CardAccess");
    assert_eq!(access["values"]["pace_parameters"], "13");
    let protocols = access["values"]["protocols"].as_str().unwrap();
    assert!(protocols.contains("id-PACE-ECDH-GM-AES-CBC-CMAC-128"));
    let security = inspect(&format!("{folder}/ef_cardsecurity")).unwrap();
    assert_eq!(security["kind"], "EF.CardSecurity");
    assert_eq!(security["values"]["signers"], 1);
    let verifier = inspect(&format!("{folder}/dvca.cvcert")).unwrap();
    assert_eq!(verifier["kind"], "cv_certificate");
    let values = &verifier["values"];
    assert_eq!(values["authority"], "DECVCAAT00001");
    assert_eq!(values["role"], "domestic document verifier");
    assert_eq!(values["terminal"], "authentication terminal");
    assert_eq!(values["expiration"], "2010-10-30");
    assert_eq!(values["key_algorithm"], "id-TA-ECDSA-SHA-512");
    assert_eq!(verifier["tree"][0]["name"], "CV certificate");
    let mut cvca = b"\x42\x0BUTCVCA00001".to_vec();
    cvca.resize(36, 0);
    sandbox.write("cvca.bin", cvca);
    let run = Run::new(&sandbox, &["inspect", "--json", "cvca.bin"]);
    assert_eq!(run.json()["kind"], "EF.CVCA");
    assert_eq!(run.json()["values"]["authorities"], "UTCVCA00001");
}
