//! Help, mistakes on the command line, explanations.

use crate::common::{Case, Sandbox, check};

#[test]
fn help() {
    let cases = [
        Case::new("help", 0, "help"),
        Case::new("help-exit-codes", 0, "help exit-codes"),
        Case::new("help-exit-codes-vi", 0, "help exit-codes --lang vi"),
        Case::new("help-read", 0, "help read"),
        Case::new("help-trust-add", 0, "help trust add"),
        Case::new("help-unknown", 2, "help nothing"),
        Case::new("help-option", 0, "verify --help"),
        Case::new("version", 0, "--version"),
    ];
    check(&Sandbox::new(), &cases);
}

#[test]
fn mistakes() {
    let cases = [
        Case::new("usage-unknown-option", 2, "verify --nothing doc"),
        Case::new("usage-unknown-command", 2, "verfy doc"),
        Case::new("usage-missing-path", 2, "verify"),
        Case::new("usage-missing-subcommand", 2, "mrz"),
        Case::new("usage-at", 2, "verify doc --at tomorrow"),
        Case::new("usage-color", 2, "verify doc --color pink"),
        Case::new("usage-files", 2, "read --files dg17"),
        Case::new("usage-timeout", 2, "read --timeout soon"),
        Case::new("usage-quiet-and-value", 2, "verify doc --trust"),
    ];
    check(&Sandbox::new(), &cases);
}

#[test]
fn explanations() {
    let cases = [
        Case::new("explain-check", 0, "explain pa.sod.signature"),
        Case::new("explain-check-vi", 0, "explain pa.sod.signature --lang vi"),
        Case::new("explain-error", 0, "explain access.wrong_key"),
        Case::new("explain-unknown", 2, "explain pa.sod.nothing"),
    ];
    check(&Sandbox::new(), &cases);
    let list = crate::common::Run::new(&Sandbox::new(), &["explain"]);
    assert!(list.stdout.lines().count() > 150, "{}", list.stdout);
    let list = crate::common::Run::new(&Sandbox::new(), &["explain", "--json"]);
    assert!(list.json()["codes"].as_array().unwrap().len() > 150);
}

/// Without arguments the help appears, and that is no success.
#[test]
fn no_arguments() {
    let run = crate::common::Run::new(&Sandbox::new(), &[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("Usage: vidimus"));
}
