//! Where the output goes: a pipe that closes early, a device without room, a terminal's escapes.

use crate::common::{Run, Sandbox, assert_no_canary, program};
use std::fs::OpenOptions;
use std::process::{Command, Stdio};

/// The reader of a pipe has seen enough: no error, no panic, the exit code as usual.
#[test]
fn a_pipe_that_closes_early_is_no_error() {
    let sandbox = Sandbox::new();
    for (arguments, code) in [
        (&["explain"][..], 0),
        (
            &["verify", "doc", "--trust", "trust", "--at", "2027-01-01"],
            0,
        ),
        (&["verify", "doc", "--at", "2027-01-01", "--json"], 3),
        (&["inspect", "doc/EF.SOD.bin"], 0),
        (&["verify", "nothing", "--json"], 2),
        (&["help"], 0),
        (&["--help"], 0),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(program());
        crate::common::environment(&mut command, &sandbox);
        let output = command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(writer)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        assert!(!stderr.contains("bug"), "{arguments:?}: {stderr}");
    }
}

/// A result that nobody got is no success, and a verdict stays one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    let sandbox = Sandbox::new();
    for (arguments, code) in [
        (&["explain"][..], 2),
        (
            &["verify", "doc", "--trust", "trust", "--at", "2027-01-01"],
            2,
        ),
        (&["verify", "doc", "--at", "2027-01-01"], 3),
        (&["--help"], 2),
    ] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = Command::new(program());
        crate::common::environment(&mut command, &sandbox);
        let output = command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(full)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {stderr}");
        assert!(stderr.contains("cannot write to stdout"), "{stderr}");
        assert_eq!(stderr.matches("hint: ").count(), 1, "{stderr}");
    }
}

/// A portrait may go to a device, and a full one is told.
#[cfg(target_os = "linux")]
#[test]
fn a_portrait_that_finds_no_room_is_an_error() {
    let sandbox = Sandbox::new();
    let arguments = [
        "verify",
        "doc",
        "--trust",
        "trust",
        "--at",
        "2027-01-01",
        "--portrait",
        "/dev/full",
    ];
    let run = Run::new(&sandbox, &arguments);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("usage.unwritable"), "{}", run.stderr);
}

/// Colour comes only where it is asked for.
#[test]
fn colours() {
    let sandbox = Sandbox::new();
    let base = ["verify", "doc", "--trust", "trust", "--at", "2027-01-01"];
    let plain = Run::new(&sandbox, &base);
    assert!(!plain.stdout.contains('\u{1b}'));
    let always = Run::new(&sandbox, &[&base[..], &["--color", "always"]].concat());
    assert!(always.stdout.contains('\u{1b}'));
    let json = Run::new(
        &sandbox,
        &[&base[..], &["--color", "always", "--json"]].concat(),
    );
    assert!(!json.stdout.contains('\u{1b}'));
}

/// Names and bytes that others chose reach no terminal as commands.
#[cfg(unix)]
#[test]
fn escapes_in_names_and_data_are_shown_not_obeyed() {
    let sandbox = Sandbox::new();
    let hostile = "\u{1b}[2J\u{202e}name";
    sandbox.copy("doc", "doc2");
    sandbox.write(&format!("doc2/{hostile}.txt"), "no chip file");
    sandbox.write(hostile, "nothing");
    for arguments in [
        &["verify", "doc2", "--at", "2027-01-01"][..],
        &["verify", hostile],
        &["verify", "missing\u{1b}[2J"],
        &["inspect", hostile],
        &["trust", "add", hostile, "--trust", "store"],
        &["trust", "check", hostile],
        &["replay", hostile],
        &["explain", hostile],
        &["chip", "--preset", hostile],
    ] {
        let run = Run::new(&sandbox, arguments);
        for text in [&run.stdout, &run.stderr] {
            assert!(
                !text.contains(['\u{1b}', '\u{202e}']),
                "{arguments:?}: {text:?}"
            );
        }
        assert_no_canary(&format!("{arguments:?}"), &run.stdout);
    }
}

/// The canaries would be noticed: where they may be shown, they are found.
#[test]
fn the_canaries_sing() {
    let sandbox = Sandbox::new();
    for arguments in [
        &["verify", "doc", "--at", "2027-01-01", "--reveal"][..],
        &["mrz", "check", "mrz.txt", "--reveal", "--json"],
        &["inspect", "doc/EF.SOD.bin", "--reveal"],
        &["inspect", "doc/DG1.bin", "--reveal"],
    ] {
        let run = Run::new(&sandbox, arguments);
        let found = std::panic::catch_unwind(|| assert_no_canary("revealed", &run.stdout));
        assert!(found.is_err(), "{arguments:?}: {}", run.stdout);
    }
}
