//! `vidimus completions` and `vidimus man`.

use crate::common::{Case, Run, Sandbox, check};
use std::process::Command;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

#[test]
fn mistakes() {
    let sandbox = Sandbox::new();
    let cases = [
        Case::new("completions-nothing", 2, "completions"),
        Case::new("completions-unknown", 2, "completions tcsh"),
        Case::new("man-unknown", 2, "man nothing"),
        Case::new("man-dir-in-file", 2, "man --dir empty/pages"),
        Case::new("man-both", 2, "man verify --dir pages"),
    ];
    check(&sandbox, &cases);
}

/// Each script names every command and an option of one.
#[test]
fn every_shell_has_a_script() {
    let sandbox = Sandbox::new();
    for shell in SHELLS {
        let run = Run::new(&sandbox, &["completions", shell]);
        assert_eq!(run.code, 0, "{shell}: {}", run.stderr);
        for word in [
            "verify",
            "trust",
            "completions",
            "jobs",
            "unvouched",
            "policy",
        ] {
            assert!(run.stdout.contains(word), "{shell}: no {word}");
        }
    }
    let json = Run::new(&sandbox, &["completions", "bash", "--json"]).json();
    assert!(json["text"].as_str().unwrap().contains("_vidimus"));
}

/// The shells that are here take their scripts, and bash completes by it.
#[test]
fn bash_completes_by_its_script() {
    let sandbox = Sandbox::new();
    let run = Run::new(&sandbox, &["completions", "bash"]);
    sandbox.write("vidimus.bash", &run.stdout);
    let ask = "source ./vidimus.bash; COMP_WORDS=(vidimus verify --jo); COMP_CWORD=2; \
               _vidimus vidimus --jo verify; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    let answer = bash
        .args(["--norc", "-c", ask])
        .current_dir(sandbox.path())
        .output();
    let Ok(answer) = answer else {
        eprintln!("SKIPPED(no bash): bash_completes_by_its_script");
        return;
    };
    let words = String::from_utf8(answer.stdout).unwrap();
    assert_eq!(
        words,
        "--jobs\n",
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
}

/// A page for each command, which the system's formatter takes without a word.
#[test]
fn manual_pages() {
    let sandbox = Sandbox::new();
    let run = Run::new(&sandbox, &["man", "--dir", "pages"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages: Vec<&str> = run.stdout.lines().collect();
    for page in [
        "vidimus.1",
        "vidimus-verify.1",
        "vidimus-trust-add.1",
        "vidimus-man.1",
    ] {
        assert!(pages.contains(&page), "{pages:?}");
    }
    for page in &pages {
        let text = String::from_utf8(sandbox.read(&format!("pages/{page}"))).unwrap();
        let title = page.strip_suffix(".1").unwrap().to_uppercase();
        assert!(text.contains(&format!(".TH {title} 1")), "{page}: {text}");
        formats(&sandbox, page);
    }
    // again, over the ones that are there
    assert_eq!(Run::new(&sandbox, &["man", "--dir", "pages"]).code, 0);
    let one = Run::new(&sandbox, &["man", "trust", "add"]);
    let file = sandbox.read("pages/vidimus-trust-add.1");
    assert_eq!(one.stdout.as_bytes(), file);
}

/// Runs the formatter, where there is one.
fn formats(sandbox: &Sandbox, page: &str) {
    let path = sandbox.path().join("pages").join(page);
    let mut groff = Command::new("groff");
    groff
        .args(["-Kutf8", "-man", "-Tutf8", "-ww", "-z"])
        .arg(&path);
    match groff.output() {
        Ok(output) => assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{page}"),
        Err(_) => eprintln!("SKIPPED(no groff): {page}"),
    }
}

/// The page tells what the help tells.
#[test]
fn a_page_has_the_options_and_exit_codes() {
    let sandbox = Sandbox::new();
    let main = Run::new(&sandbox, &["man"]).stdout;
    assert!(
        main.contains("130 interrupted") && main.contains("OPTIONS OF EVERY COMMAND"),
        "{main}"
    );
    let verify = Run::new(&sandbox, &["man", "verify"]).stdout;
    for word in ["jobs", "null", "portrait", "trust", "policy"] {
        assert!(verify.contains(word), "{word}: {verify}");
    }
}
