//! `vidimus chip --ta-out`: what a terminal needs for the card's DG3 and DG4.

use super::make;
use crate::args::ChipArgs;
use crate::commands::Outcome;
use crate::context::Context;
use crate::failure::{CommandError, Failure};
use crate::io::write::PendingFolder;
use std::path::Path;
use vidimus::chip::personalise::TerminalFiles;
use vidimus::report::ExitCode;

/// Writes the terminal's certificates and key. A card is made the same each time, so they fit
/// the card that the same options make later.
pub fn run(args: &ChipArgs, folder: &Path, context: &Context) -> Outcome {
    let made = make::document(args)?;
    let Some(terminal) = made.document.terminal else {
        let problem = "this card has no Terminal Authentication: `eac`, `eac-pace`, `eac-cam` and \
                       `full` have";
        return Err(CommandError::Usage {
            option: "--ta-out",
            problem: problem.into(),
        }
        .into());
    };
    let written = write(&terminal, folder)?;
    context
        .output
        .say(&format!("the terminal's chain is in {}", written.display()));
    Ok(ExitCode::Accept)
}

/// The certificates in the order in which they are sent, the authority's own first.
fn write(terminal: &TerminalFiles, folder: &Path) -> Result<std::path::PathBuf, Failure> {
    let pending = PendingFolder::new(folder)?;
    pending.add("0-cvca.cvcert", &terminal.trust_point)?;
    let last = terminal.chain.len();
    for (number, certificate) in (1..).zip(&terminal.chain) {
        let role = match last - number {
            0 => "is",
            1 => "dv",
            _ => "link",
        };
        pending.add(&format!("{number}-{role}.cvcert"), certificate)?;
    }
    pending.add("is.key.pem", terminal.key.as_bytes())?;
    Ok(pending.commit()?)
}
