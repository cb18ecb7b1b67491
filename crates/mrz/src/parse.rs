//! From text to a zone: lines, blanks, case, and which of the five formats it is.

use crate::alphabet::fold;
use crate::zone::MAX_LENGTH;
use crate::{Format, Mrz, MrzError, Notes};

/// Longest text that is looked at: three lines and a lot of space around them.
const MAX_TEXT: usize = 512;

/// The lines of a text that are not blank, without the space around them.
#[derive(Default)]
pub(crate) struct Lines<'a> {
    pub(crate) lines: [&'a [u8]; 3],
    pub(crate) count: usize,
    pub(crate) space_dropped: bool,
}

impl Mrz {
    /// Reads two or three lines, or all lines joined (90, 88 or 72 characters, as in DG1).
    ///
    /// Space, no-break space and carriage returns around lines, and blank lines, are dropped;
    /// lower case is read as upper case; both are in [`Mrz::notes`]. Characters outside the
    /// alphabet do not stop the reading: see [`Mrz::content_problems`].
    ///
    /// # Errors
    /// [`MrzError`]: no such number of lines, a line too short or too long, or the layout of
    /// the French identity card of 1988.
    pub fn parse(text: &str) -> Result<Self, MrzError> {
        as_ascii(text, Self::parse_ascii)
    }

    /// The same for bytes, such as the value of DG1's `5F1F`; bytes that are not UTF-8 count
    /// as one character outside the alphabet each.
    ///
    /// # Errors
    /// As [`Mrz::parse`].
    pub fn parse_bytes(bytes: &[u8]) -> Result<Self, MrzError> {
        match core::str::from_utf8(bytes) {
            Ok(text) => Self::parse(text),
            Err(_) => Self::parse_ascii(bytes),
        }
    }

    /// Every byte is one character here.
    pub(crate) fn parse_ascii(bytes: &[u8]) -> Result<Self, MrzError> {
        let lines = Lines::of(bytes)?;
        let (format, joined) = lines.shape()?;
        let used = if joined { 1 } else { lines.count };
        let (text, notes) = lines.text(used);
        let zone = Self {
            text,
            format,
            notes,
        };
        zone.told_apart()
    }

    /// Visas share their size with TD2 and TD3; they begin with `V` (Doc 9303-7 §4.2.2).
    fn told_apart(mut self) -> Result<Self, MrzError> {
        let [first, second, state @ ..] = self.bytes(0..5) else {
            return Ok(self);
        };
        self.format = match (self.format, first) {
            (Format::Td2, b'I') if *second == b'D' && state == b"FRA" => {
                return Err(MrzError::FrenchIdentityCard);
            }
            (Format::Td2, b'V') => Format::MrvB,
            (Format::Td3, b'V') => Format::MrvA,
            (format, _) => format,
        };
        Ok(self)
    }
}

/// Calls with the text as one byte for one character.
pub(crate) fn as_ascii<T>(text: &str, read: impl FnOnce(&[u8]) -> T) -> T {
    if text.is_ascii() {
        return read(text.as_bytes());
    }
    let mut folded = [0; MAX_TEXT];
    let mut length = 0;
    for character in text.chars().take(MAX_TEXT) {
        if let Some(place) = folded.get_mut(length) {
            *place = to_ascii(character);
            length += 1;
        }
    }
    read(folded.get(..length).unwrap_or_default())
}

impl<'a> Lines<'a> {
    /// The first lines joined, upper case, and what was put right.
    pub(crate) fn text(&self, used: usize) -> ([u8; MAX_LENGTH], Notes) {
        let mut text = [b'<'; MAX_LENGTH];
        let mut notes = Notes {
            lower_case: false,
            space_dropped: self.space_dropped,
        };
        let characters = self.lines.iter().take(used).copied().flatten();
        for (place, byte) in text.iter_mut().zip(characters) {
            let folded = fold(*byte);
            *place = folded.byte;
            notes.lower_case |= folded.lower;
        }
        (text, notes)
    }

    pub(crate) fn of(bytes: &'a [u8]) -> Result<Self, MrzError> {
        let mut found = Self::default();
        for raw in bytes.split(|byte| *byte == b'\n') {
            let line = raw.trim_ascii();
            found.space_dropped |= line.len() != raw.len();
            if line.is_empty() {
                continue;
            }
            let Some(place) = found.lines.get_mut(found.count) else {
                return Err(MrzError::LineCount { found: 4 });
            };
            *place = line;
            found.count += 1;
        }
        Ok(found)
    }

    /// The format by number and length of the lines, visas not yet told apart, and whether all
    /// lines are joined in one.
    fn shape(&self) -> Result<(Format, bool), MrzError> {
        let [first, ..] = self.lines;
        let format = match (self.count, first.len()) {
            (0, _) => return Err(MrzError::LineCount { found: 0 }),
            (1, length) => return joined(length).map(|format| (format, true)),
            (2, ..=39) => Format::Td2,
            (2, _) => Format::Td3,
            _ => Format::Td1,
        };
        for (line, number) in self.lines.iter().zip(1..).take(self.count) {
            check_length(number, line.len(), format.width())?;
        }
        Ok((format, false))
    }
}

/// The format of this many characters in one line; else the nearest one names the error.
fn joined(length: usize) -> Result<Format, MrzError> {
    let format = match length {
        ..=79 => Format::Td2,
        80..=88 => Format::Td3,
        _ => Format::Td1,
    };
    check_length(1, length, format.len()).map(|()| format)
}

fn check_length(line: u8, found: usize, expected: usize) -> Result<(), MrzError> {
    if found == expected {
        return Ok(());
    }
    let saturated = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    Err(MrzError::LineLength {
        line,
        column: saturated(found.min(expected) + 1),
        expected: u8::try_from(expected).unwrap_or(u8::MAX),
        found: saturated(found),
    })
}

/// One byte for one character, so that columns are counted in characters.
fn to_ascii(character: char) -> u8 {
    match character {
        '\u{2028}' | '\u{2029}' | '\u{85}' => b'\n',
        '\u{FEFF}' => b' ',
        other if other.is_ascii() => u8::try_from(other).unwrap_or(b'?'),
        other if other.is_whitespace() => b' ',
        _ => b'?',
    }
}
