//! Comparing what a session came to with what was expected.

use crate::failure::{CommandError, Failure};
use crate::io::files;
use serde_json::Value;
use std::path::Path;

/// What must be alike: of a report verdict, decision and answers, of an error its code.
const ALIKE: [&str; 5] = ["verdict", "decision", "conclusions", "code", "exit_code"];

/// Where the document that `--json` prints differs from `NAME.report.json` in the folder: in
/// verdict, decision, answers, and outcome and code of every check; where an error is expected,
/// in code and exit code of the error, and the checks that were made. Times, versions and
/// wording may change.
pub fn compare(folder: &Path, session: &Path, found: &Value) -> Result<Vec<String>, Failure> {
    let name = session.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".session.jsonl").unwrap_or(&name);
    let path = folder.join(format!("{name}.report.json"));
    let expected: Value =
        serde_json::from_slice(&files::read(&path)?).map_err(|_| CommandError::Unrecognised {
            path,
            expected: "a report",
        })?;
    Ok(differences(&expected, found))
}

fn differences(expected: &Value, found: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    note(
        &mut differences,
        "schema",
        at(expected, "schema"),
        at(found, "schema"),
    );
    if !differences.is_empty() {
        // an error where a report is expected: the checks say nothing more
        return differences;
    }
    for key in ALIKE {
        note(&mut differences, key, at(expected, key), at(found, key));
    }
    let (wanted, checks) = (checks(expected), checks(found));
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
    differences
}

/// Id, and outcome with code, of each check; those of an error document are its partial result.
fn checks(document: &Value) -> Vec<(String, Value)> {
    let partial = at(document, "partial");
    let rows = at(document, "checks")
        .as_array()
        .or_else(|| at(partial, "checks").as_array())
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
