//! `--html FILE`: the report as a page for a browser.

use super::show;
use crate::context::Context;
use crate::failure::CommandError;
use crate::io::write::Pending;
use std::path::Path;
use vidimus::lds::DataGroup;
use vidimus::lds::evidence::Evidence;
use vidimus::report::html::{Exchange, PageOptions, Portrait, PortraitOption, Timing};
use vidimus::report::{DeskMsg, Report};
use vidimus::session::middleware::ExchangeTime;
use vidimus::session::transcript::Transcript;

/// Where the page goes, if one is wanted; known to be writable before anything else is done.
#[derive(Debug)]
pub struct PageFile(Option<Pending>);

impl PageFile {
    /// Claims the place. A file that is there already is not touched.
    pub fn prepare(path: Option<&Path>) -> Result<Self, CommandError> {
        let Some(path) = path else {
            return Ok(Self(None));
        };
        if path.metadata().is_ok_and(|metadata| metadata.is_file()) {
            let path = path.to_owned();
            return Err(CommandError::Exists { path });
        }
        Ok(Self(Some(Pending::new(path)?)))
    }

    /// Writes the page.
    pub fn write(
        &mut self,
        report: &Report,
        evidence: &Evidence,
        timing: Timing<'_>,
        context: &Context,
    ) -> Result<(), CommandError> {
        let Some(place) = self.0.take() else {
            return Ok(());
        };
        let reveal = context.global.reveal;
        if reveal {
            let warning = DeskMsg::KeepPageSecret.text(context.lang());
            context.output.say(&warning);
        }
        let portrait = reveal.then(|| portrait(evidence)).flatten();
        let options = PageOptions {
            lang: context.lang(),
            reveal,
            timing,
            portrait: match &portrait {
                None => PortraitOption::None,
                Some(Ok(portrait)) => PortraitOption::Decoded(portrait),
                Some(Err(code)) => PortraitOption::Failed { code },
            },
        };
        place.commit(report.html(&options).as_bytes())
    }
}

/// The portrait, or the code of what is wrong with it; `None` where DG2 was not read.
fn portrait(evidence: &Evidence) -> Option<Result<Portrait, &'static str>> {
    let group = DataGroup::new(2)?;
    evidence.data_group(group)?;
    let picture = show::picture(evidence).map_err(|failure| failure.fault().code());
    Some(picture.and_then(|picture| {
        Portrait::new(&picture).map_err(|error| vidimus::iso7816::Fault::code(&error))
    }))
}

/// What a live session took.
pub fn live(times: &[ExchangeTime]) -> Vec<Exchange<'static>> {
    let micros = |time: std::time::Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    let exchange = |time: &ExchangeTime| Exchange {
        step: time.step.into(),
        start: micros(time.start),
        duration: micros(time.duration),
        sent: time.sent,
        received: time.received,
    };
    times.iter().map(exchange).collect()
}

/// What a recording says: it knows when each answer was there, so an exchange lasts from the
/// answer before it to its own.
pub fn recorded(transcript: &Transcript) -> Vec<Exchange<'_>> {
    let mut before = 0;
    let exchanges = transcript.exchanges();
    exchanges
        .map(|exchange| {
            let start = before;
            before = exchange.t_us.max(start);
            Exchange {
                step: exchange.step.as_str().into(),
                start,
                duration: before - start,
                sent: exchange.command.len(),
                received: exchange.response.len(),
            }
        })
        .collect()
}
