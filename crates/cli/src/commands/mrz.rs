//! `vidimus mrz`: check, repair or make a machine-readable zone.

mod check;
mod make;
mod repair;

use super::Outcome;
use crate::args::MrzCommand;
use crate::context::Context;
use crate::failure::{Failure, MrzFault};
use crate::io::files;
use std::path::Path;
use vidimus::mrz::Zone;
use zeroize::Zeroizing;

/// Runs `vidimus mrz …`.
pub fn run(command: &MrzCommand, context: &Context) -> Outcome {
    match command {
        MrzCommand::Check { file } => check::run(file, context),
        MrzCommand::Repair { file } => repair::run(file, context),
        MrzCommand::Make(args) => make::run(args, context),
    }
}

/// The zone in this file.
fn read(file: &Path) -> Result<Zone, Failure> {
    let bytes = Zeroizing::new(files::read(file)?);
    Ok(Zone::parse_bytes(&bytes).map_err(MrzFault::Parse)?)
}
