//! Every official case of TR-03105-3.2 for the chip is held by a test, or said not to be:
//! `official_cases.csv` names case, file and function, and a note.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::path::Path;

/// Cases that no test holds: withdrawn or merged ones, and those of a content that is not made.
const UNTESTED: usize = 12;

struct Case<'a> {
    id: &'a str,
    file: &'a str,
    test: &'a str,
    note: &'a str,
}

/// The lines of the list; no cell has a comma.
fn cases() -> Vec<Case<'static>> {
    let lines = include_str!("official_cases.csv").lines().skip(1);
    let case = |line: &'static str| {
        let cells: Vec<&str> = line.splitn(4, ',').collect();
        let [id, file, test, note] = cells[..] else {
            panic!("{line}")
        };
        Case {
            id,
            file,
            test,
            note,
        }
    };
    lines.map(case).collect()
}

#[test]
fn the_tests_are_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut sources = BTreeMap::new();
    let mut untested = 0;
    for case in cases() {
        if case.file.is_empty() {
            assert!(!case.note.is_empty(), "{}: why not?", case.id);
            untested += 1;
            continue;
        }
        let source = sources
            .entry(case.file)
            .or_insert_with(|| std::fs::read_to_string(folder.join(case.file)).unwrap());
        let head = format!("\n#[test]\nfn {}() {{", case.test);
        assert!(source.contains(&head), "{}: no {}", case.id, case.test);
    }
    assert_eq!(untested, UNTESTED);
}

#[test]
fn the_list_is_that_of_the_guideline() {
    let Some(path) = vidimus_testkit::shared("../conformance/chip_cases_tr03105_3_2.csv") else {
        return;
    };
    let table = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = table.lines().skip(1).collect();
    let cases = cases();
    assert_eq!(lines.len(), cases.len());
    for (line, case) in lines.iter().zip(cases) {
        assert!(line.starts_with(&format!("{},", case.id)), "{line}");
        let withdrawn = line.contains("withdrawn") || line.contains("merged into");
        let said = case.note.contains("withdrawn") || case.note.contains("merged into");
        assert_eq!(withdrawn, said, "{}", case.id);
    }
}
