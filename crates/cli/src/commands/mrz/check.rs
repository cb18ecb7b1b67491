//! `vidimus mrz check`.

use crate::commands::Outcome;
use crate::context::Context;
use crate::failure::MrzFault;
use crate::io::files;
use crate::output::with;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::path::Path;
use vidimus::mrz::{CheckDigit, Mrz, Name, ProblemKind, Sex};
use vidimus::report::ExitCode;
use zeroize::Zeroizing;

/// Checks the zone in this file: exit 0 when every check digit fits, 1 when one does not.
pub fn run(file: &Path, context: &Context) -> Outcome {
    let bytes = Zeroizing::new(files::read(file)?);
    let mrz = Mrz::parse_bytes(&bytes).map_err(MrzFault::Parse)?;
    let valid = is_valid(&mrz);
    context.output.result(
        || document(&mrz, valid, context.global.reveal),
        || text(&mrz, valid, context.global.reveal),
    );
    Ok(if valid {
        ExitCode::Accept
    } else {
        ExitCode::Reject
    })
}

/// Every check digit fits and every character is one a zone may have.
fn is_valid(mrz: &Mrz) -> bool {
    let foreign = mrz
        .content_problems()
        .any(|problem| problem.kind == ProblemKind::Character);
    mrz.check_digits().all_passed() && !foreign
}

/// The document `vidimus-mrz/1`.
pub(super) fn document(mrz: &Mrz, valid: bool, reveal: bool) -> Value {
    let fields: Map<String, Value> = fields(mrz)
        .into_iter()
        .map(|(name, value, personal)| {
            let hidden = personal && !reveal;
            (
                name.into(),
                if hidden {
                    json!({"redacted": true})
                } else {
                    json!({"value": value})
                },
            )
        })
        .collect();
    let digits: Map<String, Value> = mrz
        .check_digits()
        .iter()
        .map(|(field, digit)| (field.name().into(), json!(outcome(digit))))
        .collect();
    json!({
        "schema": "vidimus-mrz/1", "format": mrz.format().name(), "valid": valid,
        "fields": fields, "check_digits": digits, "problems": problems(mrz),
    })
}

/// Name, value, and whether it is personal.
fn fields(mrz: &Mrz) -> Vec<(&'static str, String, bool)> {
    let name = |name: Name<'_>| name.parts().collect::<Vec<_>>().join(" ");
    vec![
        ("document_code", mrz.document_code().into(), false),
        ("issuer", mrz.issuer().into(), false),
        (
            "document_number",
            mrz.document_number().as_str().into(),
            true,
        ),
        ("nationality", mrz.nationality().into(), true),
        ("birth_date", mrz.birth_date().as_str().into(), true),
        ("sex", sex(mrz.sex()).into(), true),
        ("expiry_date", mrz.expiry_date().as_str().into(), true),
        ("primary_identifier", name(mrz.primary_identifier()), true),
        (
            "secondary_identifier",
            name(mrz.secondary_identifier()),
            true,
        ),
        (
            "optional_data",
            mrz.optional_data().trim_end_matches('<').into(),
            true,
        ),
    ]
}

const fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "F",
        Sex::Male => "M",
        Sex::Unspecified => "<",
        Sex::Invalid => "invalid",
    }
}

const fn outcome(digit: CheckDigit) -> &'static str {
    match digit {
        CheckDigit::Passed => "passed",
        CheckDigit::Failed { .. } => "failed",
        CheckDigit::NotPresent => "not_supported",
    }
}

fn problems(mrz: &Mrz) -> Vec<Value> {
    let digits = mrz.check_digits();
    mrz.content_problems()
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

fn text(mrz: &Mrz, valid: bool, reveal: bool) -> String {
    let mut text = format!("{}\n", mrz.format().name());
    for (name, value, personal) in fields(mrz) {
        let shown = if personal && !reveal {
            "(hidden, --reveal shows it)"
        } else {
            &value
        };
        let _ = writeln!(text, "  {name:22}{shown}");
    }
    for (field, digit) in mrz.check_digits().iter() {
        let _ = match digit {
            CheckDigit::Passed => writeln!(text, "  {:22}check digit fits", field.name()),
            CheckDigit::NotPresent => writeln!(text, "  {:22}no check digit", field.name()),
            CheckDigit::Failed {
                line,
                column,
                expected,
                found,
            } => writeln!(
                text,
                "  {:22}check digit wrong: line {line} column {column}, {expected} expected, {found} found",
                field.name()
            ),
        };
    }
    for problem in mrz.content_problems() {
        if !matches!(problem.kind, ProblemKind::CheckDigit(_)) {
            let _ = writeln!(
                text,
                "  line {} column {}: {}",
                problem.line, problem.column, problem.kind
            );
        }
    }
    text += if valid {
        "every check digit fits\n"
    } else {
        "NOT valid\n"
    };
    text
}
