//! `vidimus trust`: the certificates and lists that are trusted.

mod add;
mod candidates;
mod check;
mod document;
mod every;
mod list;
mod remove;
mod select;
mod store;

use super::Outcome;
use crate::args::TrustCommand;
use crate::context::Context;

/// Runs `vidimus trust …`.
pub fn run(command: &TrustCommand, context: &Context) -> Outcome {
    match command {
        TrustCommand::List(args) => list::run(args, context),
        TrustCommand::Add(args) => add::run(args, context),
        TrustCommand::Check(args) => check::run(args, context),
        TrustCommand::Remove(args) => remove::run(args, context),
    }
}
