//! `vidimus completions`: a script that completes command lines.

use super::Outcome;
use crate::args::{Cli, CompletionsArgs};
use crate::context::Context;
use clap::CommandFactory;
use serde_json::json;
use vidimus::report::ExitCode;

/// Runs `vidimus completions SHELL`. The script comes from the same type as the help.
pub fn run(args: &CompletionsArgs, context: &Context) -> Outcome {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "vidimus", &mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    // a script holds escapes that a terminal would obey only if it were shown one, not run
    context.output.page(
        || json!({"schema": "vidimus-help/1", "text": text}),
        || text.clone().into_owned(),
    );
    Ok(ExitCode::Accept)
}
