//! Many documents: on all processors, a line each, in the order in which they were named.

use super::line::{Judge, Line};
use super::list::{Entry, List};
use super::ordered::ordered;
use super::progress::Progress;
use crate::args::VerifyArgs;
use crate::commands::Outcome;
use crate::context::Context;
use crate::failure::{CommandError, Failure};
use crate::io::interrupt::Interrupt;
use crate::output;
use vidimus::report::ExitCode;

/// A document for each path on the command line.
pub fn given(args: &VerifyArgs, context: &Context) -> Outcome {
    let paths = args.paths.clone();
    let count = paths.len();
    run(args, context, Some(count), |_| paths.into_iter().map(Ok))
}

/// A document for each path of a list on stdin. A list that names none is no success: whatever
/// was to write it has failed.
pub fn listed(args: &VerifyArgs, context: &Context) -> Outcome {
    run(args, context, None, |interrupt| {
        List::of_stdin(args.null, interrupt)
    })
}

/// Judges them all. The exit code is the worst of theirs; 130 after a signal, when those begun
/// were finished and printed.
fn run<I>(
    args: &VerifyArgs,
    context: &Context,
    count: Option<usize>,
    inputs: impl FnOnce(Interrupt) -> I,
) -> Outcome
where
    I: Iterator<Item = Entry> + Send,
{
    let (store, policy) = (context.trust_store()?, context.policy_for(&args.profile)?);
    let judge = Judge {
        context,
        store: &store,
        policy: &policy,
    };
    let interrupt = Interrupt::listen();
    let inputs = inputs(interrupt.clone()).take_while(|_| !interrupt.came() && output::heard());
    let mut progress = Progress::start(context, count);
    let mut codes = Vec::new();
    let write = |line: Line| {
        progress.clear();
        progress.note(&line.notes);
        context.output.ready(&line.text);
        note_code(&mut codes, line.code);
        progress.count(line.decision);
    };
    ordered(jobs(args), inputs, |entry| judge.line(entry), write);
    if !codes.is_empty() {
        progress.end(interrupt.came());
    }
    ending(codes, &interrupt).map_err(Failure::from)
}

/// Keeps each code once, however many documents there are.
fn note_code(codes: &mut Vec<ExitCode>, code: ExitCode) {
    if !codes.contains(&code) {
        codes.push(code);
    }
}

/// A signal wins over any code; a list that named nothing is a usage error.
fn ending(codes: Vec<ExitCode>, interrupt: &Interrupt) -> Result<ExitCode, CommandError> {
    if interrupt.came() {
        return Ok(ExitCode::Interrupted);
    }
    if codes.is_empty() && output::heard() {
        return Err(CommandError::Usage {
            option: "-",
            problem: "the list on stdin names no document".into(),
        });
    }
    Ok(ExitCode::worst_of(codes))
}

/// Threads: what `--jobs` says, else one a processor.
fn jobs(args: &VerifyArgs) -> usize {
    let processors = || std::thread::available_parallelism().map_or(1, usize::from);
    args.jobs.map_or_else(processors, usize::from)
}
