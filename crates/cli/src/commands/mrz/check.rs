//! `vidimus mrz check`.

use super::read;
use crate::commands::Outcome;
use crate::context::Context;
use crate::output::with;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::path::Path;
use vidimus::mrz::{CheckDigit, ProblemKind, ShownField, Zone};
use vidimus::report::ExitCode;

/// Checks the zone in this file: exit 0 when every check digit fits, 1 when one does not.
pub fn run(file: &Path, context: &Context) -> Outcome {
    let zone = read(file)?;
    let valid = is_valid(&zone);
    context.output.result(
        || document(&zone, valid, context.global.reveal),
        || text(&zone, valid, context.global.reveal),
    );
    Ok(if valid {
        ExitCode::Accept
    } else {
        ExitCode::Reject
    })
}

/// Every check digit fits and every character is one a zone may have.
fn is_valid(zone: &Zone) -> bool {
    let mut problems = zone.content_problems().into_iter();
    let foreign = problems.any(|problem| problem.kind == ProblemKind::Character);
    zone.check_digits().all_passed() && !foreign
}

/// The document `vidimus-mrz/1`.
pub(super) fn document(zone: &Zone, valid: bool, reveal: bool) -> Value {
    let fields: Map<String, Value> = zone
        .fields()
        .iter()
        .map(|field| (field.name.into(), shown(field, reveal)))
        .collect();
    let digits: Map<String, Value> = zone
        .check_digits()
        .iter()
        .map(|(field, digit)| (field.name().into(), json!(digit.outcome())))
        .collect();
    json!({
        "schema": "vidimus-mrz/1", "format": zone.form().code(), "valid": valid,
        "fields": fields, "check_digits": digits, "problems": problems(zone),
    })
}

fn shown(field: &ShownField, reveal: bool) -> Value {
    if field.personal && !reveal {
        json!({"redacted": true})
    } else {
        json!({"value": field.value})
    }
}

fn problems(zone: &Zone) -> Vec<Value> {
    let digits = zone.check_digits();
    let problems = zone.content_problems().into_iter();
    problems
        .map(|problem| {
            let row =
                json!({"line": problem.line, "column": problem.column, "code": problem.code()});
            let digit = digits
                .iter()
                .find(|(field, _)| problem.kind == ProblemKind::CheckDigit(*field));
            match digit {
                Some((
                    _,
                    CheckDigit::Failed {
                        expected, found, ..
                    },
                )) => {
                    let row = with(row, "expected", json!(expected.to_string()));
                    with(row, "found", json!(found.to_string()))
                }
                _ => row,
            }
        })
        .collect()
}

fn text(zone: &Zone, valid: bool, reveal: bool) -> String {
    let mut text = format!("{}\n", zone.form());
    for field in zone.fields() {
        let shown = if field.personal && !reveal {
            "(hidden, --reveal shows it)"
        } else {
            &field.value
        };
        let _ = writeln!(text, "  {:22}{shown}", field.name);
    }
    for (field, digit) in zone.check_digits().iter() {
        let _ = writeln!(text, "  {:22}{}", field.name(), told(digit));
    }
    for problem in zone.content_problems() {
        if !matches!(problem.kind, ProblemKind::CheckDigit(_)) {
            let _ = writeln!(
                text,
                "  line {} column {}: {}",
                problem.line, problem.column, problem.kind
            );
        }
    }
    text + end(zone, valid)
}

fn told(digit: CheckDigit) -> String {
    match digit {
        CheckDigit::Passed => "check digit fits".into(),
        CheckDigit::NotPresent => "no check digit".into(),
        CheckDigit::Failed {
            line,
            column,
            expected,
            found,
        } => format!(
            "check digit wrong: line {line} column {column}, {expected} expected, {found} found"
        ),
    }
}

/// The last line. A form without check digits has none that could be wrong, which shows nothing.
fn end(zone: &Zone, valid: bool) -> &'static str {
    let mut digits = zone.check_digits().iter();
    if !valid {
        "NOT valid\n"
    } else if digits.all(|(_, digit)| digit == CheckDigit::NotPresent) {
        "this form has no check digits: nothing shows whether it was read right\n"
    } else {
        "every check digit fits\n"
    }
}
