//! What came out against what was expected.

use crate::expected::{Outcomes, base, named};
use crate::named::missing_words;
use crate::perform::Ending;
use crate::row::{Row, Rules};
use vidimus::lds::DataGroup;
use vidimus::report::{CheckId, Report};

/// Runs whose error the row gives in its note.
const RUNS: [(&str, &str, &str); 1] = [(
    "OWN-ACC-03",
    "pin-state:tries=blocked",
    "access.pin_blocked",
)];

/// Everything in which a run differs from its row; empty when it is met.
#[must_use]
pub fn differences(row: &Row, rules: Rules, run: &str, ending: &Ending) -> Vec<String> {
    let mut found = Vec::new();
    let own = RUNS
        .iter()
        .find(|(id, own, _)| *id == row.id() && *own == run);
    let wanted_error = own.map_or(row.cell("expect_error", rules), |(.., error)| error);
    difference(
        &mut found,
        "error",
        wanted_error,
        ending.error.unwrap_or("-"),
    );
    difference(
        &mut found,
        "exit",
        row.cell("exit", rules),
        &ending.exit.to_string(),
    );
    let Some(report) = &ending.report else {
        return found;
    };
    let own = named(row, rules);
    if wanted_error == "-" {
        let decision = [
            ("verdict", report.verdict.as_str()),
            ("decision", report.decision.as_str()),
        ];
        for (column, is) in decision {
            difference(&mut found, column, row.cell(column, rules), is);
        }
        compare_all(&mut found, row, rules, report, &own);
    } else {
        // a run that ends early shows what it got to; only what the row names is fixed
        for (id, wanted) in &own {
            difference(&mut found, id, wanted, outcome(report, id));
        }
        if report.decision.as_str() == "accept" {
            found.push("decision: not accept expected, accept".to_owned());
        }
    }
    found.extend(missing_words(row, rules, report));
    found
}

fn difference(found: &mut Vec<String>, what: &str, wanted: &str, is: &str) {
    if wanted != is {
        found.push(format!("{what}: {wanted} expected, {is}"));
    }
}

fn outcome<'a>(report: &'a Report, id: &str) -> &'a str {
    let id = CheckId::parse(id).unwrap_or_else(|| panic!("no check is called {id}"));
    report.checks.outcome(id).as_str()
}

/// Every check: those the row names, those of its base, and the rest, which must not fail.
fn compare_all(found: &mut Vec<String>, row: &Row, rules: Rules, report: &Report, own: &Outcomes) {
    let mut expected = base(row.base(), rules).unwrap_or_default();
    expected.extend(own.clone());
    for (id, wanted) in &expected {
        let is = outcome(report, id);
        if own.contains_key(id) || !is_open(report, id, wanted, is) {
            difference(found, id, wanted, is);
        }
    }
    for id in CheckId::all().filter(|id| !expected.contains_key(id.as_str())) {
        let is = report.checks.outcome(id).as_str();
        if matches!(is, "failed" | "aborted") {
            found.push(format!("{}: not {is} expected, {is}", id.as_str()));
        }
    }
}

/// Where a base's outcome does not bind: without an authentic list nobody knows what is offered
/// (README, Bases), and without a list there is nothing to compare.
fn is_open(report: &Report, id: &str, wanted: &str, is: &str) -> bool {
    match id {
        "aa.response" | "ca.key_agreement" | "pace.cam" => {
            wanted == "not_supported" && is == "undetermined" && !report.checks.sod_is_authentic()
        }
        // the bases have no such data group; the comparisons come with a later version
        "cross.dg1_dg11" => compared_later(report, DataGroup::DG11, is),
        "cross.dg1_dg13" => compared_later(report, DataGroup::DG13, is),
        "lds.com_sod" => is == "undetermined" && !report.checks.passed(CheckId::PaSodParse),
        _ => false,
    }
}

fn compared_later(report: &Report, group: DataGroup, is: &str) -> bool {
    let there = report.checks.get(CheckId::PaHash(group)).is_some();
    there && matches!(is, "undetermined" | "not_requested")
}
