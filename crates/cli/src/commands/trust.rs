//! `vidimus trust`: the certificates that are trusted.

mod add;
mod check;
mod document;
mod list;

use super::Outcome;
use crate::args::TrustCommand;
use crate::context::Context;

/// Runs `vidimus trust …`.
pub fn run(command: &TrustCommand, context: &Context) -> Outcome {
    match command {
        TrustCommand::List => list::run(context),
        TrustCommand::Add(args) => add::run(args, context),
        TrustCommand::Check(args) => check::run(args, context),
    }
}
