//! `vidimus mrz`: check, repair or make a machine-readable zone.

mod check;
mod fields;
mod make;
mod repair;

use super::Outcome;
use crate::args::MrzCommand;
use crate::context::Context;

/// Runs `vidimus mrz …`.
pub fn run(command: &MrzCommand, context: &Context) -> Outcome {
    match command {
        MrzCommand::Check { file } => check::run(file, context),
        MrzCommand::Repair { file } => repair::run(file, context),
        MrzCommand::Make(args) => make::run(args, context),
    }
}
