//! `vidimus verify` of many documents.

use crate::common::{Case, Document, Run, Sandbox, assert_no_canary, check, program};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

const HOW: [&str; 4] = ["--trust", "trust", "--at", "2027-01-01"];

/// One document of each kind, and evidence that is none.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.copy("doc", "altered");
    sandbox.edit("altered/DG2.bin", |bytes| bytes[3000] ^= 1);
    sandbox.copy("doc", "unsigned");
    std::fs::remove_file(sandbox.path().join("unsigned/EF.SOD.bin")).unwrap();
    sandbox.folder("nobody-home");
    sandbox.write("broken.json", "{\"files\": 7}");
    sandbox
}

/// Runs `verify` on these paths.
fn verify(sandbox: &Sandbox, paths: &[&str], more: &[&str]) -> Run {
    Run::new(sandbox, &[&["verify"], paths, &HOW[..], more].concat())
}

/// Runs `verify -` with this list on stdin.
fn listed(sandbox: &Sandbox, list: &[u8], more: &[&str]) -> Run {
    let arguments = [&["verify", "-"][..], &HOW, more].concat();
    Run::with(sandbox, &arguments, list, &[])
}

/// What tells two runs apart without meaning: when the report was made.
fn timeless(run: &Run) -> Vec<Value> {
    let mut documents = run.documents();
    for document in &mut documents {
        let object = document.as_object_mut().unwrap();
        object.remove("created");
        object.remove("timing_ms");
    }
    documents
}

#[test]
fn a_line_for_each() {
    let sandbox = sandbox();
    let cases = [
        // row OWN-CLI-13
        Case::new(
            "verify-many",
            1,
            "verify doc unsigned nobody-home altered --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-many-refer",
            3,
            "verify doc unsigned --trust trust --at 2027-01-01 --jobs 2",
        ),
        Case::new(
            "verify-many-missing",
            6,
            "verify doc nothing doc --trust trust --at 2027-01-01",
        ),
        Case::new(
            "verify-many-broken-evidence",
            6,
            "verify broken.json doc --trust trust --at 2027-01-01",
        ),
        Case::new("verify-many-mixed", 2, "verify doc doc/EF.SOD.bin"),
        Case::new("verify-many-all-missing", 2, "verify nothing neither"),
        Case::new(
            "verify-many-portrait",
            2,
            "verify doc altered --portrait p.png",
        ),
        Case::new("verify-many-null", 2, "verify doc altered --null"),
        Case::new("verify-many-jobs-0", 2, "verify doc altered --jobs 0"),
        Case::new("verify-list-and-path", 2, "verify - doc"),
        Case::new("verify-list-empty", 2, "verify -"),
        Case::new("verify-list-blank", 2, "verify -").stdin(b"\n\r\n\n"),
        Case::new("verify-list", 3, "verify - --trust trust --at 2027-01-01")
            .stdin(b"doc\n\nunsigned\n"),
    ];
    check(&sandbox, &cases);
}

/// The lines of OWN-CLI-13 as JSON: whoever takes the worst of their exit codes has the
/// command's.
#[test]
fn each_line_says_which_input_it_is_of() {
    let sandbox = sandbox();
    let paths = ["doc", "unsigned", "nobody-home", "altered"];
    let run = verify(&sandbox, &paths, &["--json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let lines = run.documents();
    let inputs: Vec<&str> = lines
        .iter()
        .filter_map(|line| line["input"].as_str())
        .collect();
    assert_eq!(inputs, paths);
    let codes: Vec<i64> = lines
        .iter()
        .filter_map(|line| line["exit_code"].as_i64())
        .collect();
    assert_eq!(codes, [0, 3, 6, 1]);
    assert_eq!(lines[2]["schema"], "vidimus-error/1");
    assert_eq!(lines[2]["code"], "usage.no_chip_file");
    assert!(
        run.stderr
            .contains("4 documents: 1 accept, 1 refer, 1 reject, 1 not judged")
    );
    let quiet = verify(&sandbox, &paths, &["--quiet"]);
    assert_eq!(
        (quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()),
        (1, "", "")
    );
}

/// 200 documents, every seventh of them broken in one of several ways.
#[test]
fn order_and_content_do_not_depend_on_the_threads() {
    let sandbox = sandbox();
    let bad = [
        "altered",
        "nothing",
        "nobody-home",
        "unsigned",
        "broken.json",
    ];
    let paths: Vec<&str> = (0..200)
        .map(|n| {
            if n % 7 == 3 {
                bad[n % bad.len()]
            } else {
                "doc"
            }
        })
        .collect();
    let one = verify(&sandbox, &paths, &["--json", "--jobs", "1"]);
    let two = verify(&sandbox, &paths, &["--json", "--jobs", "2"]);
    let many = listed(
        &sandbox,
        paths.join("\n").as_bytes(),
        &["--json", "--jobs", "9"],
    );
    assert_eq!((one.code, two.code, many.code), (1, 1, 1), "{}", one.stderr);
    let expected = timeless(&one);
    let inputs: Vec<&str> = expected
        .iter()
        .filter_map(|line| line["input"].as_str())
        .collect();
    assert_eq!(inputs, paths);
    assert_eq!(timeless(&two), expected);
    assert_eq!(timeless(&many), expected);
    assert_eq!(one.stderr, two.stderr);
}

/// The same document twice is two lines; saved evidence and folders go together.
#[test]
fn documents_of_several_kinds() {
    let sandbox = sandbox();
    let proven = Document::new("bac-ca", &[]);
    sandbox.write("ca/evidence.json", proven.evidence());
    let run = verify(&sandbox, &["doc", "ca/evidence.json", "doc"], &["--json"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    let decisions: Vec<Value> = run
        .documents()
        .iter()
        .map(|line| line["decision"].clone())
        .collect();
    assert_eq!(decisions, ["accept", "refer", "accept"]);
    let text = verify(&sandbox, &["doc", "ca/evidence.json"], &["-vv"]);
    assert_no_canary("many", &text.stdout);
    assert_no_canary("many", &text.stderr);
}

/// A name may hold a line's end, escapes, and on Unix bytes that are no text.
#[cfg(unix)]
#[test]
fn names_that_are_hard_to_show() {
    use std::os::unix::ffi::OsStrExt;
    let sandbox = sandbox();
    let odd = std::ffi::OsStr::from_bytes(b"odd\xFF\n\x1b[2J");
    std::fs::rename(sandbox.path().join("altered"), sandbox.path().join(odd)).unwrap();
    let list = [odd.as_bytes(), b"\0doc\0"].concat();
    let text = listed(&sandbox, &list, &["--null"]);
    assert_eq!(text.code, 1, "{}", text.stderr);
    assert_eq!(text.stdout.lines().count(), 2, "{}", text.stdout);
    assert!(
        text.stdout.contains(r"odd\xff\u{a}\u{1b}[2J"),
        "{}",
        text.stdout
    );
    let json = listed(&sandbox, &list, &["-0", "--json"]).documents();
    assert_eq!(json[0]["input"], r"odd\xff\u{a}\u{1b}[2J");
    // a name that is text stays what it is
    sandbox.copy("doc", "two\nlines");
    let json = verify(&sandbox, &["two\nlines", "doc"], &["--json"]).documents();
    assert_eq!(json[0]["input"], "two\nlines");
}

/// Files that are no chip files are told, in the order of their documents.
#[test]
fn left_out_files_are_told() {
    let sandbox = sandbox();
    for name in ["a", "b", "c"] {
        sandbox.copy("doc", name);
        sandbox.write(&format!("{name}/Notes.txt"), "Notes: no chip file");
    }
    let run = verify(&sandbox, &["a", "b", "c"], &["--jobs", "3", "-v"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let told: Vec<&str> = run.stderr.lines().collect();
    let left_out = |name| format!("left out, no chip file: {name}/Notes.txt");
    assert_eq!(told[..3], [left_out("a"), left_out("b"), left_out("c")]);
    let run = verify(&sandbox, &["a", "b", "c"], &[]);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("files left out: 3"), "{}", run.stderr);
}

/// Whoever reads the lines has seen enough: the rest is not judged.
#[test]
fn a_closed_pipe_ends_the_work() {
    let sandbox = sandbox();
    let mut command = Command::new(program());
    crate::common::environment(&mut command, &sandbox);
    let mut child = command
        .args([&["verify", "-", "--json", "--jobs", "1"][..], &HOW].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut list = child.stdin.take().unwrap();
    writeln!(list, "doc").unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    assert!(first.starts_with('{'), "{first}");
    // nobody reads any more, and the list goes on for ever
    while writeln!(list, "doc").is_ok() {}
    let run = Run::from(child.wait_with_output().unwrap());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("bug"), "{}", run.stderr);
}

/// A signal while the list waits for its writer: what is done is there, exit 130.
#[cfg(unix)]
#[test]
fn an_interrupt_keeps_what_is_done() {
    let sandbox = sandbox();
    let mut command = Command::new(program());
    crate::common::environment(&mut command, &sandbox);
    let mut child = command
        .args([&["verify", "-", "--json"][..], &HOW].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut list = child.stdin.take().unwrap();
    writeln!(list, "doc\nunsigned").unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for input in ["doc", "unsigned"] {
        let line: Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
        assert_eq!(line["input"], input);
    }
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let run = Run::from(child.wait_with_output().unwrap());
    drop(list);
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert!(
        run.stderr.contains("interrupted after 2 documents"),
        "{}",
        run.stderr
    );
}
