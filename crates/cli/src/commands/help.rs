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
    let mut command = Cli::command();
    command.build();
    let mut found = &mut command;
    for name in topic {
        found = found
            .find_subcommand_mut(name)
            .ok_or_else(|| CommandError::UnknownName {
                kind: "command or help topic",
                name: name.clone(),
            })?;
    }
    Ok(found.render_long_help().to_string())
}
