//! Comparing a report with what was expected.

use crate::failure::{CommandError, Failure};
use crate::io::files;
use serde_json::Value;
use std::path::Path;
use vidimus::report::Report;

/// Where the report differs from `NAME.report.json` in the folder: verdict, decision, answers,
/// and the outcome of every check. Times, versions and wording may change.
pub fn compare(folder: &Path, session: &Path, report: &Report) -> Result<Vec<String>, Failure> {
    let name = session.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".session.jsonl").unwrap_or(&name);
    let path = folder.join(format!("{name}.report.json"));
    let expected: Value =
        serde_json::from_slice(&files::read(&path)?).map_err(|_| CommandError::Unrecognised {
            path,
            expected: "a report",
        })?;
    let found = report.to_json(false);
    let mut differences = Vec::new();
    for key in ["verdict", "decision", "conclusions"] {
        note(&mut differences, key, at(&expected, key), at(&found, key));
    }
    let checks = checks(&found);
    let wanted = self::checks(&expected);
    for (id, outcome) in &wanted {
        let found = checks
            .iter()
            .find(|(other, _)| other == id)
            .map_or(&Value::Null, |(_, o)| o);
        note(&mut differences, id, outcome, found);
    }
    for (id, outcome) in &checks {
        if !wanted.iter().any(|(other, _)| other == id) {
            note(&mut differences, id, &Value::Null, outcome);
        }
    }
    Ok(differences)
}

/// Id, and outcome with code, of each check.
fn checks(report: &Value) -> Vec<(String, Value)> {
    let rows = at(report, "checks")
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    rows.iter()
        .map(|check| {
            let id = at(check, "id").as_str().unwrap_or_default().to_owned();
            (
                id,
                Value::from(vec![
                    at(check, "outcome").clone(),
                    at(check, "code").clone(),
                ]),
            )
        })
        .collect()
}

/// A member; null where there is none.
fn at<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

fn note(differences: &mut Vec<String>, what: &str, expected: &Value, found: &Value) {
    if expected != found {
        differences.push(format!("{what}: expected {expected}, found {found}"));
    }
}
