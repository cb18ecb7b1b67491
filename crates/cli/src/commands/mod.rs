//! One module a command. Each takes its options and the [`Context`], and returns the exit code
//! or a [`Failure`].

mod chip;
mod completions;
mod doctor;
mod explain;
mod help;
mod inspect;
mod man;
mod mrz;
mod page;
mod read;
mod readers;
mod replay;
mod show;
mod transcript;
mod trust;
mod verify;

use crate::args::{Cli, Command};
use crate::context::Context;
use crate::failure::Failure;
use vidimus::report::ExitCode;

/// What a command ends with.
type Outcome = Result<ExitCode, Failure>;

/// Runs the command and returns the exit code of the process.
pub fn run(mut cli: Cli) -> u8 {
    // whoever reads lines reads errors as lines
    cli.global.json |= matches!(&cli.command, Command::Read(args) if args.unattended);
    let context = Context::new(cli.global);
    crate::io::log::start(context.global.verbose);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        dispatch(cli.command, &context)
    }));
    match outcome {
        Ok(Ok(code)) => code.value(),
        Ok(Err(failure)) => context.output.failure(&failure),
        Err(_) => ExitCode::Bug.value(),
    }
}

fn dispatch(command: Command, context: &Context) -> Outcome {
    match command {
        Command::Read(args) => read::run(&args, context),
        Command::Replay(args) => replay::run(&args, context),
        Command::Verify(args) => verify::run(&args, context),
        Command::Inspect(args) => inspect::run(&args, context),
        Command::Mrz(command) => mrz::run(&command, context),
        Command::Trust(command) => trust::run(&command, context),
        Command::Chip(args) => chip::run(&args, context),
        Command::Transcript(command) => transcript::run(&command, context),
        Command::Readers => readers::run(context),
        Command::Doctor(args) => doctor::run(&args, context),
        Command::Explain(args) => explain::run(&args, context),
        Command::Completions(args) => completions::run(&args, context),
        Command::Man(args) => man::run(&args, context),
        Command::Help { topic } => help::run(&topic, context),
    }
}
