//! Reading a recording.

use super::header::{HeaderLine, VERSION};
use super::line::Line;
use super::{Entry, Header, Transcript, TranscriptError, hex};
use sha2::{Digest, Sha256};

/// The end line is judged first: what a cut recording says in its last line is of no interest.
pub(super) fn parse(bytes: &[u8]) -> Result<Transcript, TranscriptError> {
    if bytes.len() > Transcript::MAX_BYTES {
        return Err(TranscriptError::TooLarge);
    }
    let body = body(bytes)?;
    let text = str::from_utf8(body).map_err(|_| TranscriptError::Malformed { line: 1 })?;
    let mut lines = text.lines();
    let header = parse_header(lines.next().unwrap_or_default())?;
    let mut entries = Vec::new();
    let mut exchanges = 0;
    for (index, line) in lines.enumerate() {
        let malformed = TranscriptError::Malformed { line: index + 2 };
        if index >= Transcript::MAX_LINES {
            return Err(TranscriptError::TooLarge);
        }
        let line: Line = serde_json::from_str(line).map_err(|_| malformed.clone())?;
        let entry = line.entry().ok_or(malformed.clone())?;
        if let Entry::Exchange(exchange) = &entry {
            exchanges += 1;
            if exchange.number != exchanges {
                return Err(malformed);
            }
        }
        entries.push(entry);
    }
    Ok(Transcript {
        header,
        entries,
        sha256: sha256(bytes),
    })
}

/// Everything before the end line, whose hash must fit.
fn body(bytes: &[u8]) -> Result<&[u8], TranscriptError> {
    let whole = bytes.trim_ascii_end();
    let start = whole
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let (body, last) = whole.split_at_checked(start).unwrap_or_default();
    match serde_json::from_slice(last) {
        Ok(Line::Event {
            event,
            sha256: Some(hash),
            ..
        }) if event == "end" && hash.eq_ignore_ascii_case(&sha256(body)) => Ok(body),
        _ => Err(TranscriptError::Truncated),
    }
}

fn parse_header(line: &str) -> Result<Header, TranscriptError> {
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
    let line: HeaderLine = serde_json::from_value(value).map_err(|_| malformed.clone())?;
    Header::from_line(line).ok_or(malformed)
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
