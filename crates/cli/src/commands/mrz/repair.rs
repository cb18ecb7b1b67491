//! `vidimus mrz repair`.
//!
//! A changed character is what was asked for and is shown, as `mrz check` shows digits. The zone
//! as a whole, and the characters that nothing guards, are shown with `--reveal` only.

use super::read;
use crate::commands::Outcome;
use crate::context::Context;
use crate::output::with;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use vidimus::mrz::{
    BlindColumns, BlindSpots, Change, CheckDigitField, Outcome as Came, Repair, Zone, blind_spots,
};
use vidimus::report::ExitCode;

/// Repairs the zone in this file: exit 0 when it is intact or one fix is proved, else 1.
pub fn run(file: &Path, context: &Context) -> Outcome {
    let zone = read(file)?;
    let repair = zone.repair();
    let reveal = context.global.reveal;
    context.output.result(
        || document(&zone, &repair, reveal),
        || text(&zone, &repair, reveal),
    );
    Ok(match &repair.outcome {
        Came::Intact | Came::Repaired { .. } => ExitCode::Accept,
        _ => ExitCode::Reject,
    })
}

/// The word of an outcome in `vidimus-mrz-repair/1`, and for people.
const fn words(outcome: &Came) -> (&'static str, &'static str) {
    match outcome {
        Came::Intact => (
            "intact",
            "intact: every check digit fits, nothing was changed",
        ),
        Came::Repaired { .. } => (
            "repaired",
            "repaired: every check digit fits now, and no other usual misreading would do",
        ),
        Came::Unproven { .. } => (
            "unproven",
            "NOT repaired: these fixes make the check digits fit, but none is proved",
        ),
        Came::NoCheckDigits => (
            "no_check_digits",
            "NOT repaired: this form has no check digits that could prove anything",
        ),
        _ => (
            "unrepairable",
            "NOT repaired: no usual misreading explains what is wrong",
        ),
    }
}

/// The document `vidimus-mrz-repair/1`.
fn document(zone: &Zone, repair: &Repair, reveal: bool) -> Value {
    let columns = blind_spots(zone.form()).columns();
    let columns: Vec<_> = columns
        .iter()
        .map(|run| json!({"line": run.line, "first": run.first, "last": run.last}))
        .collect();
    let blind = repair.blind.iter();
    let characters: Vec<_> = blind
        .map(|change| if reveal { row(change) } else { place(change) })
        .collect();
    let fixes: Vec<_> = candidates(&repair.outcome).map(|fix| rows(fix)).collect();
    json!({
        "schema": "vidimus-mrz-repair/1", "format": zone.form().code(),
        "outcome": words(&repair.outcome).0, "changes": rows(changes(&repair.outcome)),
        "candidates": fixes, "candidates_complete": is_complete(&repair.outcome),
        "failing": failing(&repair.outcome).iter().map(|field| field.name()).collect::<Vec<_>>(),
        "suggestions": rows(&repair.suggestions),
        "blind": {"columns": columns, "characters": characters, "same": BlindSpots::groups()},
        "lines": lines(zone, repair, reveal),
    })
}

fn lines(zone: &Zone, repair: &Repair, reveal: bool) -> Value {
    if reveal {
        json!({"value": result(zone, repair).lines()})
    } else {
        json!({"redacted": true})
    }
}

/// The zone after the repair; as it was read where none is proved.
const fn result<'a>(zone: &'a Zone, repair: &'a Repair) -> &'a Zone {
    match &repair.outcome {
        Came::Repaired { zone, .. } => zone,
        _ => zone,
    }
}

fn changes(outcome: &Came) -> &[Change] {
    match outcome {
        Came::Repaired { changes, .. } => changes,
        _ => &[],
    }
}

fn candidates(outcome: &Came) -> impl Iterator<Item = &Vec<Change>> {
    let fixes = match outcome {
        Came::Unproven { candidates, .. } => candidates.as_slice(),
        _ => &[],
    };
    fixes.iter()
}

const fn is_complete(outcome: &Came) -> bool {
    !matches!(
        outcome,
        Came::Unproven {
            complete: false,
            ..
        }
    )
}

fn failing(outcome: &Came) -> &[CheckDigitField] {
    match outcome {
        Came::Unrepairable { failing } => failing,
        _ => &[],
    }
}

fn place(change: &Change) -> Value {
    json!({"line": change.line, "column": change.column})
}

fn row(change: &Change) -> Value {
    let row = with(place(change), "from", json!(change.from.to_string()));
    with(row, "to", json!(change.to.to_string()))
}

fn rows(changes: &[Change]) -> Vec<Value> {
    changes.iter().map(row).collect()
}

fn text(zone: &Zone, repair: &Repair, reveal: bool) -> String {
    let outcome = &repair.outcome;
    let mut text = format!("{}\n{}\n", zone.form(), words(outcome).1);
    for change in changes(outcome) {
        let _ = writeln!(text, "  {}", told(change));
    }
    for fix in candidates(outcome) {
        let all: Vec<_> = fix.iter().map(told).collect();
        let _ = writeln!(text, "  perhaps {}", all.join("; "));
    }
    if !is_complete(outcome) {
        text += "  and others\n";
    }
    if matches!(outcome, Came::Unrepairable { failing } if failing.is_empty()) {
        text += "  the check digits fit, but a character stands where its field cannot hold it\n";
    }
    for field in failing(outcome) {
        let _ = writeln!(text, "  {:22}check digit wrong", field.name());
    }
    for change in &repair.suggestions {
        let _ = writeln!(
            text,
            "  likely, no check digit proves it, not changed: {}",
            told(change)
        );
    }
    text += &blind(zone, repair, reveal);
    text + &printed(zone, repair, reveal)
}

fn told(change: &Change) -> String {
    let Change {
        line,
        column,
        from,
        to,
    } = change;
    format!("line {line} column {column}: {from} read, {to} meant")
}

/// What no check digit sees.
fn blind(zone: &Zone, repair: &Repair, reveal: bool) -> String {
    let mut text = String::from("what no check digit sees:\n");
    if repair.outcome != Came::NoCheckDigits {
        text += "  anywhere: characters that count the same, such as 6 and G\n";
    }
    for BlindColumns { line, first, last } in blind_spots(zone.form()).columns() {
        let _ = if first == last {
            writeln!(text, "  line {line} column {first}")
        } else {
            writeln!(text, "  line {line} columns {first} to {last}")
        };
    }
    for change in &repair.blind {
        let Change { line, column, .. } = change;
        let _ = if reveal {
            writeln!(
                text,
                "  line {line} column {column}: {} could be {}",
                change.from, change.to
            )
        } else {
            writeln!(
                text,
                "  line {line} column {column}: another character counts the same"
            )
        };
    }
    text
}

fn printed(zone: &Zone, repair: &Repair, reveal: bool) -> String {
    if !reveal {
        return "the zone is hidden, --reveal shows it\n".to_owned();
    }
    let lines = result(zone, repair).lines();
    lines.iter().map(|line| format!("{line}\n")).collect()
}
