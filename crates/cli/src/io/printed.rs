//! `--printed`: what stands on the document, told apart by its content.
//!
//! | content | taken as |
//! |---|---|
//! | PNG or JPEG | each QR code in it, by its content |
//! | first byte `DC`, also in hexadecimal; JSON with `data` and `sig` | digital seal |
//! | two or three lines of a machine-readable zone | printed zone |
//! | fields parted by `\|` | content of a QR code |
//!
//! One of each kind at most: with two, nobody could say which the document bears. Of the codes in a
//! picture those that mean nothing here count only where no other is there. The zone inside a seal is the
//! seal's, not a printed one.

use super::{files, qr};
use crate::args::PrintedArgs;
use crate::failure::{CommandError, Failure, PrintedFault, PrintedProblem};
use crate::hex;
use std::path::Path;
use vidimus::lds::Personal;
use vidimus::lds::evidence::{Evidence, Printed};
use vidimus::lds::seal::Seal;
use vidimus::mrz::Mrz;

/// Largest file that is no picture.
const MAX_TEXT: usize = 64 * 1024;
/// Fewest bars in the content of a card's QR code.
const MIN_BARS: usize = 5;

/// One thing that is printed.
#[derive(Clone, PartialEq, Eq)]
enum Given {
    Mrz(String),
    Qr(String),
    Seal(Vec<u8>),
}

/// Reads every file of `--printed`.
pub fn load(args: &PrintedArgs) -> Result<Printed, Failure> {
    let stdin = args.printed.iter().filter(|path| files::is_stdin(path));
    if stdin.count() > 1 {
        return Err(usage("stdin can be read once").into());
    }
    let mut printed = Printed::default();
    for path in &args.printed {
        let bytes = files::read(path)?;
        let found = things(&bytes).map_err(|problem| PrintedFault {
            path: path.clone(),
            problem,
        })?;
        for given in found {
            put(given, &mut printed, path)?;
        }
    }
    Ok(printed)
}

/// Adds what was given to what a document, or a recording of one, brought.
pub fn add(printed: Printed, evidence: &mut Evidence) {
    let known = &mut evidence.printed;
    known.mrz = printed.mrz.or_else(|| known.mrz.take());
    known.qr = printed.qr.or_else(|| known.qr.take());
    known.seal = printed.seal.or_else(|| known.seal.take());
}

fn put(given: Given, printed: &mut Printed, path: &Path) -> Result<(), CommandError> {
    let twice = |kind: &str| usage(&format!("{} is a second {kind}", path.display()));
    match given {
        Given::Mrz(text) if printed.mrz.is_none() => printed.mrz = Some(Personal::new(text)),
        Given::Qr(text) if printed.qr.is_none() => printed.qr = Some(Personal::new(text)),
        Given::Seal(bytes) if printed.seal.is_none() => printed.seal = Some(Personal::new(bytes)),
        Given::Mrz(_) => return Err(twice("MRZ")),
        Given::Qr(_) => return Err(twice("QR code")),
        Given::Seal(_) => return Err(twice("digital seal")),
    }
    Ok(())
}

fn usage(problem: &str) -> CommandError {
    CommandError::Usage {
        option: "--printed",
        problem: problem.to_owned(),
    }
}

/// What a file holds.
fn things(bytes: &[u8]) -> Result<Vec<Given>, PrintedProblem> {
    let is_picture = bytes.starts_with(b"\x89PNG\r\n") || bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
    if is_picture {
        return of_picture(bytes);
    }
    if bytes.len() > MAX_TEXT {
        return Err(PrintedProblem::Unrecognised);
    }
    let given = recognise(bytes)?.ok_or(PrintedProblem::Unrecognised)?;
    Ok(vec![given])
}

/// The codes of a picture: those that are known, else the others as text.
fn of_picture(bytes: &[u8]) -> Result<Vec<Given>, PrintedProblem> {
    let codes = qr::codes(bytes)?;
    let mut known = Vec::new();
    for code in &codes {
        known.extend(recognise(code)?);
    }
    if !known.is_empty() {
        return Ok(known);
    }
    let texts = codes
        .iter()
        .filter_map(|code| core::str::from_utf8(code).ok());
    let unknown: Vec<Given> = texts.map(|text| Given::Qr(text.to_owned())).collect();
    if unknown.is_empty() {
        return Err(PrintedProblem::Unrecognised);
    }
    Ok(unknown)
}

/// What these bytes are; a seal that starts like one and does not decode is an error.
fn recognise(bytes: &[u8]) -> Result<Option<Given>, PrintedProblem> {
    if Seal::is_likely(bytes) {
        return seal(bytes.to_vec()).map(Some);
    }
    let Ok(text) = core::str::from_utf8(bytes) else {
        return Ok(None);
    };
    let text = text.trim_start_matches('\u{FEFF}');
    if let Some(bytes) = hexadecimal(text) {
        return seal(bytes).map(Some);
    }
    if Mrz::parse(text).is_ok() || looks_like_zone(text) {
        return Ok(Some(Given::Mrz(text.to_owned())));
    }
    let is_code = text.matches('|').count() >= MIN_BARS && text.trim().lines().count() == 1;
    Ok(is_code.then(|| Given::Qr(text.trim_end_matches(['\r', '\n']).to_owned())))
}

fn seal(bytes: Vec<u8>) -> Result<Given, PrintedProblem> {
    Seal::parse(&bytes).map_err(PrintedProblem::Seal)?;
    Ok(Given::Seal(bytes))
}

/// A seal as scanners type it: digits from `DC` on, blanks between them or not.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digits: String = text.split_whitespace().collect();
    let is_seal = digits.get(..2)?.eq_ignore_ascii_case("DC");
    hex::bytes(&digits).filter(|_| is_seal)
}

/// A zone that is not whole: the check of the report says what is wrong with it.
fn looks_like_zone(text: &str) -> bool {
    let lines: Vec<&str> = text.split_whitespace().collect();
    let plain = |line: &&str| {
        line.len() >= 20
            && line
                .bytes()
                .all(|byte| byte == b'<' || byte.is_ascii_alphanumeric())
    };
    (1..=3).contains(&lines.len()) && lines.iter().all(plain) && text.contains('<')
}
