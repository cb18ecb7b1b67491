//! `vidimus chip`, without a reader.

use crate::common::{Case, Run, Sandbox, check};

#[test]
fn mistakes() {
    let sandbox = Sandbox::new();
    sandbox.write("broken.chip", "hello\n");
    sandbox.write("unknown.chip", "preset = nothing\n");
    sandbox.folder("nobody-home");
    let cases = [
        Case::new("chip-list", 0, "chip --list"),
        Case::new("chip-preset", 2, "chip --preset nothing"),
        Case::new("chip-preset-file", 2, "chip --preset broken.chip"),
        Case::new("chip-preset-file-unknown", 2, "chip --preset unknown.chip"),
        Case::new("chip-fault", 2, "chip --fault nothing"),
        Case::new("chip-fault-parameter", 2, "chip --fault wrong-key:sw=hello"),
        Case::new("chip-from-missing", 2, "chip --from nothing"),
        Case::new("chip-from-empty", 2, "chip --from nobody-home"),
        Case::new("chip-from-and-preset", 2, "chip --from doc --preset bac"),
        Case::new("chip-key-missing", 2, "chip --mrz-file nothing.txt"),
        Case::new("chip-mrz-argument", 2, "chip --mrz QX7CANARY"),
        // port 1 of this machine: nobody listens
        Case::new("chip-nobody-listens", 5, "chip --vpcd 127.0.0.1:1"),
        Case::new("chip-address", 5, "chip --vpcd nonsense"),
    ];
    check(&sandbox, &cases);
}

/// Every preset that is listed can be made: it gets as far as dialling.
#[test]
fn every_preset_is_made() {
    let sandbox = Sandbox::new();
    let list = Run::new(&sandbox, &["chip", "--list", "--json"]).json();
    for preset in list["presets"].as_array().unwrap() {
        let name = preset["name"].as_str().unwrap();
        let run = Run::new(
            &sandbox,
            &["chip", "--preset", name, "--vpcd", "127.0.0.1:1", "--json"],
        );
        assert_eq!(run.json()["code"], "transport.no_vpcd", "{name}");
    }
}
