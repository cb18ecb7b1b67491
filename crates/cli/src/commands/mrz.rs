//! `vidimus mrz`: check or make a machine-readable zone.

mod check;
mod make;

use super::Outcome;
use crate::args::MrzCommand;
use crate::context::Context;

/// Runs `vidimus mrz …`.
pub fn run(command: &MrzCommand, context: &Context) -> Outcome {
    match command {
        MrzCommand::Check { file } => check::run(file, context),
        MrzCommand::Make(args) => make::run(args, context),
    }
}
