//! Driving licences: opened by their line, judged, altered, called something else.

use crate::common::{Case, Run, Sandbox, check};
use vidimus::chip::personalise::Preset;
use vidimus::lds::DataGroup;

/// The line of the made-up licence.
const LINE: &str = "D1UTO15094962111A7SPECIMEN0009\n";

/// The preset with another holder: names that are canaries, of the same length.
fn write(sandbox: &Sandbox, folder: &str, preset: &str) {
    let mut spec = Preset::find(preset).unwrap().spec().unwrap();
    let dg1 = spec.groups.get_mut(&DataGroup::DG1).unwrap();
    for (from, to) in [("SPECIMEN", "CANARYSN"), ("ADA GRACE", "CANARYNAM")] {
        let mut places = dg1.windows(from.len());
        let at = places.position(|part| part == from.as_bytes()).unwrap();
        dg1[at..at + from.len()].copy_from_slice(to.as_bytes());
    }
    let made = spec.personalise().unwrap();
    for (file, bytes) in &made.files {
        sandbox.write(&format!("{folder}/{}", file.file_name()), bytes);
    }
    sandbox.write("licences.cer", &made.csca);
}

#[test]
fn files_of_a_licence() {
    let sandbox = Sandbox::new();
    write(&sandbox, "idl", "idl");
    write(&sandbox, "idl-iso", "idl-iso");
    sandbox.copy("idl", "altered");
    sandbox.edit("altered/DG1.bin", |bytes| *bytes.last_mut().unwrap() ^= 1);
    // the files of two documents
    sandbox.copy("idl", "mixed");
    sandbox.write("mixed/EF.SOD.bin", sandbox.read("doc/EF.SOD.bin"));
    let cases = [
        Case::new(
            "verify-licence",
            0,
            "verify idl --trust licences.cer --at 2027-01-01",
        ),
        Case::new(
            "verify-licence-vi",
            0,
            "verify idl --trust licences.cer --at 2027-01-01 --lang vi",
        ),
        Case::new(
            "verify-licence-reveal",
            0,
            "verify idl-iso --trust licences.cer --at 2027-01-01 --reveal",
        )
        .shows_data(),
        Case::new(
            "verify-licence-altered",
            1,
            "verify altered --trust licences.cer --at 2027-01-01",
        ),
        Case::new(
            "verify-licence-mixed",
            1,
            "verify mixed --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-licence-icao",
            3,
            "verify idl --trust licences.cer --at 2027-01-01 --profile icao",
        ),
        Case::new(
            "verify-licence-unknown-signer",
            3,
            "verify idl --at 2027-01-01",
        ),
    ];
    check(&sandbox, &cases);
}

#[test]
fn the_line_as_a_key() {
    let sandbox = Sandbox::new();
    sandbox.write("line.txt", LINE);
    sandbox.write("other.txt", LINE.replace("D1", "D4"));
    let cases = [
        Case::new("read-licence", 5, "read --mrz-file line.txt"),
        Case::new(
            "read-licence-profile",
            5,
            "read --mrz-file line.txt --profile iso18013",
        ),
        Case::new(
            "read-licence-pace",
            2,
            "read --mrz-file line.txt --access pace",
        ),
        Case::new(
            "read-licence-pace-vi",
            2,
            "read --mrz-file line.txt --access pace --lang vi",
        ),
        Case::new(
            "read-licence-icao",
            2,
            "read --mrz-file line.txt --profile icao",
        ),
        Case::new("read-licence-configuration", 2, "read --mrz-file other.txt"),
    ];
    check(&sandbox, &cases);
}

/// The recordings that the project publishes.
#[test]
fn recordings_of_a_licence() {
    let sandbox = Sandbox::new();
    let fixtures = vidimus_testkit::root().join("fixtures");
    for name in ["idl-bap", "idl-aa", "idl-wrong-line", "idl-by-zone"] {
        let file = format!("{name}.session.jsonl");
        let path = fixtures.join("sessions").join(&file);
        sandbox.write(&file, std::fs::read(path).unwrap());
    }
    let anchor = std::fs::read(fixtures.join("documents/idl/trust/csca.cer")).unwrap();
    sandbox.write("licences.cer", anchor);
    let cases = [
        Case::new(
            "replay-licence",
            0,
            "replay idl-bap.session.jsonl --trust licences.cer --at 2027-01-01",
        ),
        Case::new(
            "replay-licence-aa",
            0,
            "replay idl-aa.session.jsonl --trust licences.cer --at 2027-01-01",
        ),
        Case::new(
            "replay-licence-wrong-line",
            4,
            "replay idl-wrong-line.session.jsonl --trust licences.cer --at 2027-01-01",
        ),
        Case::new(
            "replay-licence-by-zone",
            2,
            "replay idl-by-zone.session.jsonl --trust licences.cer --at 2027-01-01",
        ),
    ];
    check(&sandbox, &cases);
    // the holder's data are not shown unasked
    let line = "replay idl-bap.session.jsonl --trust licences.cer --at 2027-01-01";
    let run = Run::new(&sandbox, &line.split(' ').collect::<Vec<_>>());
    for word in ["ADA GRACE", "5094962111", "SPECIMEN"] {
        assert!(!run.stdout.contains(word), "{word}: {}", run.stdout);
    }
}
