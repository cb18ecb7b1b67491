//! Every row of the conformance table that this version is made for, under both tolerances.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use vidimus_conformance::{
    AHEAD, Exception, Row, Rules, STAGES, differences, elsewhere, exceptions, perform, rows,
    scenarios, unsettled,
};

/// Rows of a document that only a command or a function can show, each in a test of elsewhere.csv.
const COMMANDS: [&str; 5] = [
    "OWN-ACC-06",
    "OWN-CLI-08",
    "OWN-CLI-11",
    "OWN-CLI-12",
    "OWN-PACE-05",
];

/// The table, or `None` (said aloud) where the independent data are absent.
fn table() -> Option<Vec<Row>> {
    let path = vidimus_testkit::shared("../conformance/cases.csv")?;
    let rows = rows(&fs::read_to_string(path).expect("the table reads"));
    for (needs, least) in STAGES {
        let count = rows.iter().filter(|row| row.get("needs") == needs).count();
        assert!(count >= least, "only {count} rows of stage {needs}");
    }
    for id in AHEAD {
        assert!(rows.iter().any(|row| row.id() == id), "no row {id}");
    }
    Some(rows)
}

/// What differs in a row, all of its runs together, in one line; empty when it is met.
fn differs(row: &Row, rules: Rules) -> String {
    let scenarios = match scenarios(row) {
        Ok(scenarios) => scenarios,
        Err(reason) => return format!("not_made: {}", reason.0),
    };
    let several = scenarios.len() > 1;
    let mut all = Vec::new();
    for scenario in &scenarios {
        let found = match perform(row, scenario, rules) {
            Ok(ending) => differences(row, rules, &scenario.label, &ending),
            Err(reason) => vec![format!("not_made: {}", reason.0)],
        };
        if !found.is_empty() {
            let found = found.join("; ");
            all.push(if several {
                format!("{}: {found}", scenario.label)
            } else {
                found
            });
        }
    }
    all.join(" | ")
}

/// Runs the rows on every core; what differs by row and tolerance.
fn run(rows: &[&Row]) -> BTreeMap<(String, Rules), String> {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let work = || {
        while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            for rules in Rules::ALL.into_iter().filter(|rules| row.runs_in(*rules)) {
                let differs = differs(row, rules);
                let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                results.insert((row.id().to_owned(), rules), differs);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(work);
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn every_row_comes_out_as_it_says() {
    let Some(table) = table() else { return };
    // a row that only a command can show is left to the test that starts the command
    let here = |row: &&Row| row.has_document() && !COMMANDS.contains(&row.id());
    let rows: Vec<&Row> = table.iter().filter(here).collect();
    let results = run(&rows);
    // what is not made at all is the other test's
    let of_runs: Vec<Exception> = exceptions()
        .into_iter()
        .filter(|exception| !exception.differs.starts_with("not_made: "))
        .collect();
    let failures = unsettled(&results, &of_runs);
    for rules in Rules::ALL {
        let all = results.iter().filter(|((_, own), _)| *own == rules);
        let met = all
            .clone()
            .filter(|(_, differs)| differs.is_empty())
            .count();
        println!("{}: {met} of {} rows met", rules.as_str(), all.count());
    }
    assert!(
        failures.is_empty(),
        "{} deviations:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Rows of functions and commands: each is held by a test that is there, or said to be missing.
#[test]
fn every_other_row_is_tested_elsewhere() {
    let Some(table) = table() else { return };
    let elsewhere: BTreeSet<String> = elsewhere().into_iter().map(|row| row.id).collect();
    let missing: BTreeSet<String> = exceptions()
        .into_iter()
        .filter(|exception| exception.differs.starts_with("not_made: "))
        .map(|exception| exception.id)
        .collect();
    let mut known = BTreeSet::new();
    for row in &table {
        known.insert(row.id().to_owned());
        let (held, said) = (elsewhere.contains(row.id()), missing.contains(row.id()));
        let run = row.has_document() && !COMMANDS.contains(&row.id());
        assert!(run || held || said, "{} is run nowhere", row.id());
        assert!(
            !(held && said),
            "{} is said to be missing, and is tested",
            row.id()
        );
    }
    let listed = elsewhere.union(&missing).chain(&elsewhere);
    let unknown: Vec<&String> = listed.filter(|id| !known.contains(*id)).collect();
    assert!(unknown.is_empty(), "no such rows: {unknown:?}");
}

/// The tests that elsewhere.csv names are there under these names.
#[test]
fn the_tests_elsewhere_are_there() {
    for row in elsewhere() {
        let path = vidimus_testkit::root().join(&row.file);
        let source = fs::read_to_string(&path).unwrap_or_default();
        let function = format!("fn {}(", row.test);
        let case = format!("\"{}\"", row.test);
        assert!(
            source.contains(&function) || source.contains(&case),
            "{}: no {} in {}",
            row.id,
            row.test,
            row.file
        );
    }
}

/// The one thing that must never happen: a document called authentic that is not.
#[test]
fn no_exception_lets_a_document_pass() {
    for exception in exceptions() {
        let weaker = [
            "expected, authentic",
            "expected, accept",
            "exit: 1 expected, 0",
        ];
        assert!(
            !weaker.iter().any(|words| exception.differs.contains(words)),
            "{}: {}",
            exception.id,
            exception.differs
        );
        assert!(
            exception.reason.len() > 10,
            "{} has no reason",
            exception.id
        );
    }
}
