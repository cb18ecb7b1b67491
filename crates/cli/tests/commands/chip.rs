//! `vidimus chip`, without a reader.

use crate::common::{Case, Run, Sandbox, check};

#[test]
fn mistakes() {
    let sandbox = Sandbox::new();
    sandbox.write("broken.chip", "hello\n");
    sandbox.write("unknown.chip", "preset = nothing\n");
    sandbox.write("can.txt", "123456");
    sandbox.write("short.txt", "1234");
    sandbox.folder("nobody-home");
    let cases = [
        Case::new("chip-list", 0, "chip --list"),
        Case::new("chip-preset", 2, "chip --preset nothing"),
        Case::new("chip-preset-parts", 2, "chip --preset pace-cam-aes128-1"),
        Case::new("chip-ta-out", 2, "chip --preset bac --ta-out ta"),
        Case::new("chip-ta-out-exists", 2, "chip --preset eac --ta-out doc"),
        Case::new("chip-can-bac", 2, "chip --can-file can.txt"),
        Case::new("chip-can-from", 2, "chip --from doc --can-file can.txt"),
        Case::new(
            "chip-can-short",
            2,
            "chip --preset pace --can-file short.txt",
        ),
        Case::new("chip-can-argument", 2, "chip --preset pace --can 123456"),
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

/// What a terminal gets, for its owner alone; the same each time.
#[test]
fn a_terminal_is_written() {
    let sandbox = Sandbox::new();
    for folder in ["ta", "again"] {
        let run = Run::new(&sandbox, &["chip", "--preset", "full", "--ta-out", folder]);
        assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    }
    let names = ["0-cvca.cvcert", "1-dv.cvcert", "2-is.cvcert", "is.key.pem"];
    for name in names {
        let bytes = sandbox.read(&format!("ta/{name}"));
        assert_eq!(bytes, sandbox.read(&format!("again/{name}")), "{name}");
        let start: &[u8] = if name.ends_with("pem") {
            b"-----BEGIN PRIVATE KEY-----"
        } else {
            b"\x7F\x21"
        };
        assert!(bytes.starts_with(start), "{name}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let metadata = sandbox.path().join("ta/is.key.pem").metadata().unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600);
    }
}

/// Presets that are made of their parts are made as well.
#[test]
fn presets_of_parts_are_made() {
    let sandbox = Sandbox::new();
    for name in [
        "pace-im-aes256-13",
        "pace-bac-gm-3des-0",
        "pace-cam-aes192-16",
    ] {
        let run = Run::new(
            &sandbox,
            &["chip", "--preset", name, "--vpcd", "127.0.0.1:1", "--json"],
        );
        assert_eq!(run.json()["code"], "transport.no_vpcd", "{name}");
    }
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
