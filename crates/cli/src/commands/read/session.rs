//! The session itself: reader, middlewares, read.

use super::Session;
use crate::args::ReadArgs;
use crate::context::Context;
use crate::failure::Failure;
use vidimus::access::AccessKey;
use vidimus::session::ReadPlan;

/// Says that this build cannot.
#[cfg(not(feature = "pcsc"))]
pub fn run(
    _: &ReadArgs,
    _: Option<&AccessKey>,
    _: &ReadPlan,
    _: &Context,
) -> Result<Session, Failure> {
    Err(crate::failure::CommandError::NoPcsc.into())
}

/// Waits for a card and reads it.
#[cfg(feature = "pcsc")]
pub fn run(
    args: &ReadArgs,
    key: Option<&AccessKey>,
    plan: &ReadPlan,
    context: &Context,
) -> Result<Session, Failure> {
    use crate::io::interrupt::{Interrupt, Interruptible};
    use std::time::Duration;
    use vidimus::pcsc::Service;

    let interrupt = Interrupt::listen();
    let service = Service::connect()?;
    let canceller = service.canceller();
    interrupt.on_signal(move || canceller.cancel());
    if !service.readers()?.iter().any(|reader| reader.card_present) {
        context.output.say("place the document on the reader");
    }
    let timeout = Duration::from_secs(args.timeout.into());
    let mut card = service.open(args.reader.as_deref(), Some(timeout))?;
    let transport = Interruptible::new(card.begin()?, interrupt);
    Ok(exchange(transport, args, key, plan, context))
}

/// Reads over any transport, with the middlewares that the options ask for.
#[cfg(feature = "pcsc")]
fn exchange(
    mut transport: impl vidimus::iso7816::Transport,
    args: &ReadArgs,
    key: Option<&AccessKey>,
    plan: &ReadPlan,
    context: &Context,
) -> Session {
    use super::progress::Line;
    use vidimus::SystemEntropy;
    use vidimus::iso7816::Transport;
    use vidimus::session::middleware::{Trace, TraceLine};
    use vidimus::session::transcript::{Recorder, Recording};

    let output = context.output;
    let mut traced;
    let link: &mut dyn Transport = if context.global.trace {
        traced = Trace::new(&mut transport, move |line: &TraceLine| {
            output.say(&trace(line));
        });
        &mut traced
    } else {
        &mut transport
    };
    let mut line = Line::new(!context.global.trace && !context.global.quiet);
    let read = |link: &mut dyn Transport, line: &mut Line| {
        let mut outcome = vidimus::session::read(link, key, plan, &mut SystemEntropy, line);
        outcome.evidence.read_at = Some(vidimus::now());
        outcome
    };
    if args.record.is_none() {
        let outcome = read(link, &mut line);
        return Session {
            evidence: outcome.evidence,
            error: outcome.error,
            recording: None,
        };
    }
    let recording = Recording {
        tool: concat!("vidimus ", env!("CARGO_PKG_VERSION")),
        recorded_at: vidimus::now(),
        persona: crate::io::keys::persona(&args.secrets),
        access: key,
        plan,
    };
    let mut recorder = Recorder::new(link, &recording);
    let outcome = read(&mut recorder, &mut line);
    let (bytes, _) = recorder.finish();
    Session {
        evidence: outcome.evidence,
        error: outcome.error,
        recording: Some(bytes),
    }
}

/// One line of `--trace`.
#[cfg(feature = "pcsc")]
fn trace(line: &vidimus::session::middleware::TraceLine) -> String {
    let sm = if line.protected { "[SM]" } else { "" };
    let ms = line.duration.as_secs_f64() * 1000.0;
    format!(
        "{:4}  {:30} {sm:4}  {}  {ms:.1} ms",
        line.number, line.step, line.text
    )
}
