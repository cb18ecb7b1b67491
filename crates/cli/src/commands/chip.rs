//! `vidimus chip`: the software chip behind a virtual reader.

mod folder;
mod list;
mod make;
mod terminal;

use super::Outcome;
use crate::args::ChipArgs;
use crate::context::Context;
use crate::failure::CommandError;
use crate::io::interrupt::Interrupt;
use vidimus::chip::vpcd::{Ended, VpcdCard};
use vidimus::report::ExitCode;

/// Runs `vidimus chip`: until the reader goes, or Ctrl-C.
pub fn run(args: &ChipArgs, context: &Context) -> Outcome {
    if args.list {
        return list::run(context);
    }
    if let Some(folder) = &args.ta_out {
        return terminal::run(args, folder, context);
    }
    let mut chip = make::chip(args, context)?;
    let interrupt = Interrupt::listen();
    let unreachable = |source| CommandError::NoVpcd {
        address: args.vpcd.clone(),
        source,
    };
    let mut card = VpcdCard::insert(&args.vpcd).map_err(unreachable)?;
    context.output.say(&format!(
        "the card is in the reader at {}; Ctrl-C takes it out",
        args.vpcd
    ));
    match card
        .serve(&mut chip, interrupt.flag())
        .map_err(unreachable)?
    {
        Ended::ReaderClosed => context.output.say("the reader is gone"),
        Ended::Stopped => context.output.say("the card is out"),
    }
    Ok(ExitCode::Accept)
}
