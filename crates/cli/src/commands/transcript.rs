//! `vidimus transcript show`.

use super::Outcome;
use super::replay::recording;
use crate::args::TranscriptCommand;
use crate::context::Context;
use crate::hex;
use crate::io::files;
use serde_json::{Value, json};
use std::fmt::Write as _;
use vidimus::report::ExitCode;
use vidimus::session::middleware::describe_masked;
use vidimus::session::transcript::{Entry, Transcript};

/// Runs `vidimus transcript show`.
pub fn run(command: &TranscriptCommand, context: &Context) -> Outcome {
    let TranscriptCommand::Show { session } = command;
    let transcript = recording(session, &files::read(session)?)?;
    let reveal = context.global.reveal;
    context.output.result(
        || document(&transcript, reveal),
        || text(&transcript, reveal),
    );
    Ok(ExitCode::Accept)
}

fn text(transcript: &Transcript, reveal: bool) -> String {
    let mut text = String::new();
    for entry in transcript.entries() {
        let _ = writeln!(text, "{}", line(entry, reveal));
    }
    text
}

fn line(entry: &Entry, reveal: bool) -> String {
    match entry {
        Entry::Exchange(exchange) => {
            let sm = if exchange.protected { "[SM]" } else { "" };
            let shown = if reveal {
                format!(
                    "{} → {}",
                    hex::upper(&exchange.command),
                    hex::upper(&exchange.response)
                )
            } else {
                describe_masked(&exchange.command, &exchange.response)
            };
            format!(
                "{:4} {:>9} µs  {:28} {sm:4} {shown}",
                exchange.number, exchange.t_us, exchange.step
            )
        }
        Entry::Random { purpose, .. } => format!("     random for {purpose}"),
        Entry::Given { what, bytes } => format!("     given {what}, {} bytes", bytes.len()),
        Entry::Event { name } => format!("     {name}"),
    }
}

fn document(transcript: &Transcript, reveal: bool) -> Value {
    let entries: Vec<Value> = transcript
        .entries()
        .iter()
        .map(|entry| match entry {
            Entry::Exchange(exchange) if reveal => json!({
                "n": exchange.number, "t_us": exchange.t_us, "step": exchange.step, "sm": exchange.protected,
                "c": hex::upper(&exchange.command), "r": hex::upper(&exchange.response),
            }),
            Entry::Exchange(exchange) => json!({
                "n": exchange.number, "t_us": exchange.t_us, "step": exchange.step, "sm": exchange.protected,
                "shown": describe_masked(&exchange.command, &exchange.response),
            }),
            Entry::Random { purpose, .. } => json!({"event": "random", "use": purpose}),
            Entry::Given { what, .. } => json!({"event": "given", "use": what}),
            Entry::Event { name } => json!({"event": name}),
        })
        .collect();
    json!({"schema": "vidimus-transcript/1", "entries": entries})
}
