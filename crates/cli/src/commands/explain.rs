//! `vidimus explain`: what a check or an error code means, and what to do.

use super::Outcome;
use crate::args::ExplainArgs;
use crate::context::Context;
use crate::failure::CommandError;
use crate::output::with;
use serde_json::json;
use vidimus::report::explain::{self, Explanation};
use vidimus::report::{ExitCode, Lang};

/// Runs `vidimus explain`.
pub fn run(args: &ExplainArgs, context: &Context) -> Outcome {
    let lang = context.lang();
    let Some(code) = &args.code else {
        let all = explain::all(lang);
        context.output.result(
            || json!({"schema": "vidimus-explain/1", "codes": all.iter().map(to_json).collect::<Vec<_>>()}),
            || all.iter().map(|entry| format!("{:28} {}\n", entry.code, entry.title)).collect(),
        );
        return Ok(ExitCode::Accept);
    };
    let entry = explain::explain(code, lang).ok_or_else(|| CommandError::UnknownName {
        kind: "check or code",
        name: code.clone(),
    })?;
    context.output.result(
        || with(to_json(&entry), "schema", json!("vidimus-explain/1")),
        || entry.to_text(),
    );
    Ok(ExitCode::Accept)
}

fn to_json(entry: &Explanation) -> serde_json::Value {
    json!({
        "code": entry.code, "kind": entry.kind.as_str(Lang::En), "title": entry.title,
        "cause": entry.cause, "meaning": entry.meaning, "remedy": entry.remedy,
        "reference": entry.reference,
    })
}
