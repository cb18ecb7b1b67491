//! The document that `--json` prints where a command ends with an error (DESIGN §4,
//! docs/error.schema.json).

use crate::{Checks, ExitCode, Lang, explain};
use serde_json::{Value, json};
use vidimus_iso7816::Fault;

/// The schema id of the error document.
pub const ERROR_SCHEMA: &str = "vidimus-error/1";

/// What to do about a fault: its own hint, else what the explanation of its code advises.
#[must_use]
pub fn hint(fault: &dyn Fault) -> Option<&'static str> {
    fault
        .hint()
        .or_else(|| explain::remedy(fault.code(), Lang::En))
}

/// The error document of a fault. `kept` is the folder or file in which what was read so far
/// stays, where one was asked for.
#[must_use]
pub fn error_document(fault: &dyn Fault, exit: ExitCode, kept: Option<&str>) -> Value {
    let partial = kept.map_or(Value::Null, |path| json!({ "kept": path }));
    document(
        fault.code(),
        fault.step(),
        &fault.to_string(),
        hint(fault),
        exit,
        &partial,
    )
}

/// The error document of a read that ended early, with what judging the partial evidence shows.
#[must_use]
pub fn error_document_with_checks(
    fault: &dyn Fault,
    exit: ExitCode,
    kept: Option<&str>,
    checks: &Checks,
) -> Value {
    let short = |check: &crate::Check| {
        let mut line = json!({ "id": check.id.as_str(), "outcome": check.outcome.as_str() });
        if let (Some(code), Some(object)) = (&check.code, line.as_object_mut()) {
            object.insert("code".into(), json!(code));
        }
        line
    };
    let partial = json!({ "kept": kept, "checks": checks.iter().map(short).collect::<Vec<_>>() });
    document(
        fault.code(),
        fault.step(),
        &fault.to_string(),
        hint(fault),
        exit,
        &partial,
    )
}

/// The error document of a command line that makes no sense.
#[must_use]
pub fn usage_document(message: &str) -> Value {
    let hint = Some("`vidimus --help` lists commands and options");
    document(
        "usage.arguments",
        None,
        message,
        hint,
        ExitCode::Usage,
        &Value::Null,
    )
}

fn document(
    code: &str,
    step: Option<&str>,
    message: &str,
    hint: Option<&str>,
    exit: ExitCode,
    partial: &Value,
) -> Value {
    json!({
        "schema": ERROR_SCHEMA,
        "code": code,
        "step": step,
        "message": vidimus_lds::text::escape_for_terminal(message),
        "hint": hint,
        "exit_code": exit.value(),
        "partial": partial,
    })
}
