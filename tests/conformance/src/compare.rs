//! What came out against what was expected.

use crate::expected::{Outcomes, base, named};
use crate::named::missing_words;
use crate::perform::Ending;
use crate::portrait::Portrait;
use crate::row::{Row, Rules};
use vidimus::lds::DataGroup;
use vidimus::report::{Check, CheckId, Outcome, Report};

/// Runs whose error the row gives in its note.
const RUNS: [(&str, &str, &str); 1] = [(
    "OWN-ACC-03",
    "pin-state:tries=blocked",
    "access.pin_blocked",
)];

/// Codes, notices and facts (`name=value`) that a run must show, which its row says in other words:
/// the row, a part of the run's name, and the word.
const SHOWN: [(&str, &str, &str); 16] = [
    ("OWN-CSCA-07", "", "known_deviation"),
    ("OWN-NW-19", "", "clock_implausible"),
    ("OWN-NW-20", "", "anchor_unvouched"),
    ("OWN-NW-21", "", "anchor_unvouched"),
    ("OWN-NW-22", "", "pinned_signer_not_allowed"),
    ("OWN-PA-39", "", "crl_not_yet_valid"),
    ("OWN-PA-40", "", "revoked"),
    // the seal is signed well, and it is its number that counts
    ("OWN-X-05", "", "printed_differs"),
    ("OWN-X-05", "", "signature=passed"),
    ("OWN-X-06", "", "signer_not_found"),
    ("T35-5.6.4.3.5b", "absent", "not_checked"),
    ("T35-5.6.4.3.5b", "stale", "crl_stale"),
    ("T35-5.8.2.1.3", "", "keys_compromised"),
    ("T35-5.8.2.1.4", "", "keys_compromised"),
    ("T35-5.8.2.2.2", "", "known_deviation"),
    ("T51-AP_B_10", "", "revoked"),
];

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
    found.extend(not_shown(row, run, report));
    found.extend(wrongly_taken(run, ending));
    found.extend(Portrait::difference(ending.portrait.as_ref(), row));
    found
}

/// Words of [`SHOWN`] that the report does not hold.
fn not_shown(row: &Row, run: &str, report: &Report) -> Vec<String> {
    let of_run = |own: &&(&str, &str, &str)| own.0 == row.id() && run.contains(own.1);
    let holds = |word: &str| {
        let mut codes = report
            .checks
            .iter()
            .filter_map(|check| check.code.as_deref());
        codes.any(|code| code == word)
            || report.notices.iter().any(|notice| notice == word)
            || report.checks.iter().any(|check| says(check, word))
    };
    let words = SHOWN.iter().filter(of_run).map(|(.., word)| word);
    let missing = words.filter(|word| !holds(word));
    missing.map(|word| format!("{word} expected")).collect()
}

/// Whether a check has this fact, written `name=value`.
fn says(check: &Check, word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, value)| {
        let said = check.evidence.get(name);
        said.and_then(|said| said.as_str()) == Some(value)
    })
}

/// A list of defects whose own signature is wrong must not get into the store, any other file
/// must; what becomes of a revocation list shows in its check.
fn wrongly_taken(run: &str, ending: &Ending) -> Option<String> {
    let is_list = |name: &String| !name.ends_with(".crl");
    let refused = ending.refused.iter().any(is_list);
    let of_lists = run.starts_with("deviation-list:") || run.starts_with("defect:");
    let bad = of_lists && run.contains("signature=bad");
    (bad != refused).then(|| format!("list refused: {bad} expected, {refused}"))
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
        if own.contains_key(id) || !is_open(row, report, id, wanted, is) {
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
fn is_open(row: &Row, report: &Report, id: &str, wanted: &str, is: &str) -> bool {
    match id {
        "aa.response" | "ca.key_agreement" | "pace.cam" => {
            wanted == "not_supported" && is == "undetermined" && !report.checks.sod_is_authentic()
        }
        "cross.dg1_dg11" => is_cross_open(row, report, DataGroup::DG11, is),
        "cross.dg1_dg13" => is_cross_open(row, report, DataGroup::DG13, is),
        "lds.com_sod" => is == "undetermined" && !report.checks.passed(CheckId::PaSodParse),
        _ => false,
    }
}

/// Rows whose fault adds DG11 about the same holder, which is then compared and agrees.
const AGREES: [&str; 3] = ["OWN-PA-22", "T35-5.6.4.4.1", "T51-AP_E_26"];

/// The bases have no such data group, and the authentic list says so. Without such a list nobody
/// knows what there would be to read; where a fault puts one in, it is read or it is not. That a
/// comparison passes binds everywhere but in [`AGREES`], and there it takes what is signed.
fn is_cross_open(row: &Row, report: &Report, group: DataGroup, is: &str) -> bool {
    let checks = &report.checks;
    let hash = checks
        .get(CheckId::PaHash(group))
        .map(|check| check.outcome);
    match is {
        "not_requested" => match hash {
            None => !checks.sod_is_authentic(),
            Some(hash) => !matches!(hash, Outcome::Passed | Outcome::Failed),
        },
        "undetermined" => hash.is_some(),
        "passed" => {
            let signed = [group, DataGroup::DG1].map(CheckId::PaHash);
            AGREES.contains(&row.id()) && signed.into_iter().all(|id| checks.passed(id))
        }
        _ => false,
    }
}
