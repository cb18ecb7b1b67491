//! Reading a recording.
//!
//! Nothing here trusts the file: its size and the number of its lines are limited before anything
//! is kept, digits must be hexadecimal, numbers must follow each other. What is told of a
//! recording that was changed is the first exchange that differs, as far as it can be known: a
//! gap in the numbers, a line that does not decode, or else the exchange at which a replay of the
//! changed recording goes another way.

use super::header::{HeaderLine, VERSION};
use super::line::Line;
use super::{Entry, Header, Transcript, TranscriptError, hex, run};
use sha2::{Digest, Sha256};

/// The end line is judged first: what a cut recording says in its last line is of no interest.
pub(super) fn parse(bytes: &[u8]) -> Result<Transcript, TranscriptError> {
    if bytes.len() > Transcript::MAX_BYTES {
        return Err(TranscriptError::TooLarge);
    }
    let (body, recorded) = split(bytes).ok_or_else(|| TranscriptError::Truncated {
        last: last_exchange(bytes),
    })?;
    let (header, entries) = match lines(body) {
        read if !recorded.eq_ignore_ascii_case(&sha256(body)) => {
            return Err(TranscriptError::Changed {
                exchange: first_changed(body, read),
            });
        }
        read => read?,
    };
    Ok(Transcript {
        header,
        entries,
        sha256: sha256(bytes),
    })
}

/// Everything before the end line, and the hash in it; `None` where there is no end line.
fn split(bytes: &[u8]) -> Option<(&[u8], String)> {
    let whole = bytes.trim_ascii_end();
    let newline = whole.iter().rposition(|byte| *byte == b'\n');
    let start = newline.map_or(0, |at| at + 1);
    let (body, last) = whole.split_at_checked(start)?;
    match serde_json::from_slice(last) {
        Ok(Line::Event {
            event,
            sha256: Some(hash),
            ..
        }) if event == "end" => Some((body, hash)),
        _ => None,
    }
}

/// The lines before the end line.
fn lines(body: &[u8]) -> Result<(Header, Vec<Entry>), TranscriptError> {
    let text = str::from_utf8(body).map_err(|_| TranscriptError::Malformed { line: 1 })?;
    let mut lines = text.lines();
    let header = header_line(lines.next().unwrap_or_default())?;
    let before_pace = header.is_before_pace();
    let malformed = TranscriptError::Malformed { line: 1 };
    let mut header = Header::from_line(header).ok_or(malformed)?;
    let mut entries = Vec::new();
    let mut exchanges = 0;
    for (index, line) in lines.enumerate() {
        let malformed = TranscriptError::Malformed { line: index + 2 };
        if index >= Transcript::MAX_LINES {
            return Err(TranscriptError::TooLarge);
        }
        let line: Line = serde_json::from_str(line).map_err(|_| malformed.clone())?;
        let entry = line.entry().ok_or(malformed)?;
        if let Entry::Exchange(exchange) = &entry {
            exchanges += 1;
            if exchange.number != exchanges {
                return Err(TranscriptError::ExchangeMissing {
                    exchange: exchanges,
                    line: index + 2,
                });
            }
        }
        entries.push(entry);
    }
    if before_pace && entries.iter().any(is_of_bac) {
        header.keep_to_bac();
    }
    Ok((header, entries))
}

/// Whether it is the exchange that BAC ends with. The first is there on open chips, too.
fn is_of_bac(entry: &Entry) -> bool {
    matches!(entry, Entry::Exchange(exchange) if exchange.step == "bac.external_authenticate")
}

/// Where a recording whose end line does not fit was changed, as far as that shows: in the
/// lines themselves, or when they are replayed.
fn first_changed(body: &[u8], read: Result<(Header, Vec<Entry>), TranscriptError>) -> Option<u32> {
    match read {
        Err(TranscriptError::ExchangeMissing { exchange, .. }) => Some(exchange),
        Err(TranscriptError::Malformed { line }) if line > 1 => {
            let before: Vec<&[u8]> = body.split(|byte| *byte == b'\n').take(line - 1).collect();
            Some(last_exchange(&before.join(&b'\n')) + 1)
        }
        Err(_) => None,
        Ok((header, entries)) => run::first_difference(&Transcript {
            header,
            entries,
            sha256: String::new(),
        }),
    }
}

/// Number of the last exchange of which the line is whole; 0 where there is none.
fn last_exchange(bytes: &[u8]) -> u32 {
    let lines = bytes.split(|byte| *byte == b'\n');
    let mut numbers = lines.filter_map(|line| match serde_json::from_slice(line) {
        Ok(Line::Exchange { n, .. }) => Some(n),
        _ => None,
    });
    numbers.next_back().unwrap_or(0)
}

/// The first line, of a format that this version knows.
fn header_line(line: &str) -> Result<HeaderLine, TranscriptError> {
    let malformed = TranscriptError::Malformed { line: 1 };
    let value: serde_json::Value = serde_json::from_str(line).map_err(|_| malformed.clone())?;
    let version = value
        .get("vidimus_session")
        .and_then(serde_json::Value::as_u64);
    match version {
        Some(VERSION) => {}
        Some(found) => return Err(TranscriptError::Version { found }),
        None => return Err(malformed),
    }
    serde_json::from_value(value).map_err(|_| malformed)
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(&Sha256::digest(bytes)).to_ascii_lowercase()
}

/// Lines and the end line for them.
pub(super) fn sealed(body: &[u8]) -> Vec<u8> {
    let mut bytes = body.to_vec();
    // strings only: there is nothing that could fail
    bytes.extend(serde_json::to_vec(&Line::end(sha256(body))).unwrap_or_default());
    bytes.push(b'\n');
    bytes
}
