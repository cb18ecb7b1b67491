//! The session itself: reader, middlewares, read.

use super::{Opening, Session};
use crate::args::ReadArgs;
use crate::context::Context;
use crate::failure::Failure;

/// Says that this build cannot.
#[cfg(not(feature = "pcsc"))]
pub fn run(_: &ReadArgs, _: &mut Opening, _: &Context) -> Result<Session, Failure> {
    Err(crate::failure::CommandError::NoPcsc.into())
}

/// Waits for a card and reads it.
#[cfg(feature = "pcsc")]
pub fn run(args: &ReadArgs, opening: &mut Opening, context: &Context) -> Result<Session, Failure> {
    use crate::io::interrupt::{Interrupt, Interruptible};
    use std::time::Duration;
    use vidimus::pcsc::Service;
    use vidimus::report::DeskMsg;

    let interrupt = Interrupt::listen();
    let service = Service::connect()?;
    let canceller = service.canceller();
    interrupt.on_signal(move || canceller.cancel());
    if !service.readers()?.iter().any(|reader| reader.card_present) {
        context
            .output
            .say(&DeskMsg::PlaceDocument.text(context.lang()));
    }
    let timeout = Duration::from_secs(args.timeout.into());
    let mut card = service.open(args.reader.as_deref(), Some(timeout))?;
    let transport = Interruptible::new(card.begin()?, interrupt);
    Ok(exchange(transport, args, opening, context))
}

/// Reads over any transport, with the middlewares that the options ask for.
#[cfg(feature = "pcsc")]
pub fn exchange(
    transport: impl vidimus::iso7816::Transport,
    args: &ReadArgs,
    opening: &mut Opening,
    context: &Context,
) -> Session {
    use super::progress::Line;
    use crate::commands::show;
    use vidimus::iso7816::Transport;
    use vidimus::session::middleware::{Timing, Trace, TraceLine};
    use vidimus::session::transcript::{Recorder, Recording};

    let output = context.output;
    let mut timed = Timing::new(transport);
    let mut traced;
    let link: &mut dyn Transport = if context.global.trace {
        traced = Trace::new(&mut timed, move |line: &TraceLine| {
            output.say(&show::trace(line));
        });
        &mut traced
    } else {
        &mut timed
    };
    let mut line = Line::new(
        !context.global.trace && !context.global.quiet,
        context.lang(),
    );
    if args.record.is_none() {
        let outcome = read(link, opening, &mut line);
        return Session {
            evidence: outcome.evidence,
            error: outcome.error,
            times: timed.exchanges().to_vec(),
            recording: None,
        };
    }
    let recording = Recording {
        tool: concat!("vidimus ", env!("CARGO_PKG_VERSION")),
        recorded_at: vidimus::now(),
        persona: crate::io::keys::persona(&opening.keys),
        access: opening.keys.key.as_ref(),
        also: &opening.keys.also,
        plan: &opening.plan,
    };
    let mut recorder = Recorder::new(link, &recording);
    let outcome = read(&mut recorder, opening, &mut line);
    let (bytes, _) = recorder.finish();
    Session {
        evidence: outcome.evidence,
        error: outcome.error,
        times: timed.exchanges().to_vec(),
        recording: Some(bytes),
    }
}

/// The read itself.
#[cfg(feature = "pcsc")]
fn read(
    link: &mut dyn vidimus::iso7816::Transport,
    opening: &mut Opening,
    observer: &mut dyn vidimus::session::Observer,
) -> vidimus::session::ReadOutcome {
    use vidimus::session::{Credentials, TerminalAuthority, read_with};
    let terminal = opening.terminal.as_mut();
    let credentials = Credentials {
        key: opening.keys.key.as_ref(),
        also: &opening.keys.also,
        terminal: terminal.map(|terminal| terminal as &mut dyn TerminalAuthority),
    };
    let entropy = &mut vidimus::SystemEntropy;
    let mut outcome = read_with(link, credentials, &opening.plan, entropy, observer);
    outcome.evidence.read_at = Some(vidimus::now());
    outcome
}
