//! `vidimus help`.

use super::Outcome;
use crate::args::Cli;
use crate::context::Context;
use crate::failure::CommandError;
use clap::CommandFactory;
use serde_json::json;
use vidimus::report::{ExitCode, exit_code_table};

/// Runs `vidimus help [COMMAND…|exit-codes]`.
pub fn run(topic: &[String], context: &Context) -> Outcome {
    let text = if topic == ["exit-codes"] {
        exit_code_table(context.lang())
    } else {
        of(topic)?
    };
    context.output.result(
        || json!({"schema": "vidimus-help/1", "text": text}),
        || text.clone(),
    );
    Ok(ExitCode::Accept)
}

fn of(topic: &[String]) -> Result<String, CommandError> {
    Ok(command(topic)?.render_long_help().to_string())
}

/// The command of this name, with the options of every command; `vidimus` without a name.
pub(super) fn command(name: &[String]) -> Result<clap::Command, CommandError> {
    let mut command = Cli::command();
    command.build();
    let mut found = &command;
    for word in name {
        found = found
            .find_subcommand(word)
            .ok_or_else(|| CommandError::UnknownName {
                kind: "command or help topic",
                name: word.clone(),
            })?;
    }
    Ok(found.clone())
}
