//! The line of one card: a report or an error document, with what the loop adds to either.

use super::machine::Told;
use crate::context::Context;
use crate::failure::Failure;
use crate::output::{self, with};
use serde_json::{Value, json};
use std::path::Path;
use std::time::SystemTime;
use time::OffsetDateTime;
use vidimus::iso7816::TransportError;
use vidimus::lds::text::escape_for_terminal;
use vidimus::report::{ExitCode, Report};

/// What the loop knows of a line, whatever is in it.
#[derive(Debug)]
pub struct Head {
    /// its running number, from 1
    pub number: u64,
    /// the reader; `None` where no card was touched
    pub reader: Option<String>,
    /// when the card's turn began
    pub started: SystemTime,
}

/// What is written, and what it adds to the exit code of the whole.
pub type Ended = Result<Report, Failure>;

/// Writes the line, and a word for people. `folder` is where the card's files went.
pub fn write(head: &Head, ended: &Ended, folder: Option<&Path>, context: &Context) -> ExitCode {
    let (document, code, words) = match ended {
        Ok(report) => {
            let words = format!("{}, {}", report.decision.as_str(), report.verdict.as_str());
            let document = report.to_json(context.global.reveal);
            (document, report.exit_code(), words)
        }
        Err(failure) => {
            let (fault, code) = (failure.fault(), failure.code_among_many());
            let words = format!("{}: {fault}", fault.code());
            (failure.document(code), code, words)
        }
    };
    let now = SystemTime::now();
    output::line_of_loop(&with(document, "loop", about(head, now, folder)));
    let taken = now.duration_since(head.started).unwrap_or_default();
    let reader = head.reader.as_deref().unwrap_or("no card");
    context.output.say(&format!(
        "{}  {reader}  {}  ({:.1} s)",
        head.number,
        escape_for_terminal(&words),
        taken.as_secs_f64()
    ));
    code
}

/// What the loop adds to a document.
fn about(head: &Head, ended: SystemTime, folder: Option<&Path>) -> Value {
    let about = json!({
        "number": head.number,
        "reader": head.reader,
        "started": stamp(head.started),
        "ended": stamp(ended),
    });
    match folder {
        Some(folder) => with(about, "folder", folder.display().to_string().into()),
        None => about,
    }
}

/// What is wrong where no card was read.
pub fn of_told(told: Told<Failure>) -> (Option<String>, Failure) {
    match told {
        Told::Left { reader, error } => (Some(reader), error.into()),
        Told::KeyUnused => (None, TransportError::Timeout.into()),
        Told::KeyBad(failure) => (None, failure),
    }
}

/// The time in UTC to the millisecond, always of one length, so that its text sorts as it does.
fn stamp(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    let seconds = vidimus::report::rfc3339(time.unix_timestamp());
    let whole = seconds.strip_suffix('Z').unwrap_or(&seconds);
    format!("{whole}.{:03}Z", time.millisecond())
}

/// The name of a card's folder: number and time, nothing of the document.
pub fn folder_name(head: &Head) -> String {
    let digits = |text: String| text.replace(['-', ':'], "");
    let seconds = OffsetDateTime::from(head.started).unix_timestamp();
    let time = digits(vidimus::report::rfc3339(seconds));
    format!("{:06}-{time}", head.number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn head() -> Head {
        Head {
            number: 7,
            reader: Some("R".into()),
            started: SystemTime::UNIX_EPOCH + Duration::from_millis(1_795_305_600_123),
        }
    }

    #[test]
    fn times_are_in_utc_to_the_millisecond() {
        let head = head();
        let ended = head.started + Duration::from_micros(877_500);
        let about = about(&head, ended, Some(Path::new("out/x")));
        assert_eq!(
            about,
            json!({
                "number": 7, "reader": "R", "folder": "out/x",
                "started": "2026-11-22T00:00:00.123Z", "ended": "2026-11-22T00:00:01.000Z",
            })
        );
    }

    #[test]
    fn a_folder_is_named_by_number_and_time() {
        assert_eq!(folder_name(&head()), "000007-20261122T000000Z");
    }
}
