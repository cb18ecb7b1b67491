//! Text in C40 (Doc 9303-13 §2.6, ISO/IEC 16022): three characters in two bytes.
//!
//! Only the basic set of the clause: letters, digits and the space, which also stands for the filler
//! `<`. A last single character is `FE` and its code plus one; a last pair is filled with shift 1.
//! Both are taken at the end only.

use super::{SealError, SealFault};

/// In front of a single character.
const UNLATCH: u8 = 0xFE;

/// Characters that this many bytes hold at most.
pub(super) const fn capacity(bytes: usize) -> usize {
    bytes / 2 * 3
}

/// Bytes that this many characters take.
pub(super) const fn encoded_len(characters: usize) -> usize {
    characters.div_ceil(3) * 2
}

/// The text of these bytes, which start at `offset` of the seal.
pub(super) fn decode(bytes: &[u8], offset: usize) -> Result<String, SealError> {
    let mut text = String::with_capacity(capacity(bytes.len()));
    let mut pairs = bytes.chunks_exact(2).zip((offset..).step_by(2)).peekable();
    if !bytes.len().is_multiple_of(2) {
        return Err(SealFault::C40.at(offset.saturating_add(bytes.len())));
    }
    while let Some((pair, at)) = pairs.next() {
        let is_last = pairs.peek().is_none();
        let wrong = SealFault::C40.at(at);
        match *pair {
            [UNLATCH, code] if is_last => {
                let character = char::from(code.checked_sub(1).ok_or(wrong)?);
                text.push(basic(character).ok_or(wrong)?);
            }
            [high, low] => {
                let pair = u16::from_be_bytes([high, low]);
                triple(pair, is_last, &mut text).ok_or(wrong)?;
            }
            _ => return Err(wrong),
        }
    }
    Ok(text)
}

/// Adds the characters of one pair of bytes; the third may be missing in the last pair.
fn triple(pair: u16, is_last: bool, text: &mut String) -> Option<()> {
    let number = pair.checked_sub(1)?;
    let (first, second, third) = (number / 1600, number / 40 % 40, number % 40);
    text.push(of_value(first)?);
    text.push(of_value(second)?);
    if third != 0 {
        text.push(of_value(third)?);
    } else if !is_last {
        return None;
    }
    Some(())
}

fn of_value(value: u16) -> Option<char> {
    let value = u8::try_from(value).ok()?;
    Some(char::from(match value {
        3 => b' ',
        4..=13 => b'0' + value - 4,
        14..=39 => b'A' + value - 14,
        _ => return None,
    }))
}

fn basic(character: char) -> Option<char> {
    let known = character == ' ' || character.is_ascii_digit() || character.is_ascii_uppercase();
    known.then_some(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doc 9303-13 appendix C, and the example of §2.3.1.
    #[test]
    fn examples_of_the_standard() {
        for (bytes, text) in [
            (&[0xEB, 0x04, 0x66, 0xA9][..], "XK CD"),
            (&[0xEB, 0x11, 0xFE, 0x45], "XKCD"),
            (&[0xDE, 0x51, 0x58, 0x26], "VISA01"),
            (&[], ""),
        ] {
            assert_eq!(decode(bytes, 0).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_text() {
        for (bytes, offset) in [
            (&[0xEB][..], 8),               // half a pair
            (&[0xFE, 0x45, 0xEB, 0x04], 7), // unlatch before the end
            (&[0x66, 0xA9, 0xEB, 0x04], 7), // two characters before the end
            (&[0xFE, 0x00], 7),
            (&[0xFE, 0x62], 7), // a small letter
            (&[0x00, 0x00], 7), // no number
            (&[0x00, 0x01], 7), // shift 1 as a character
            (&[0xFF, 0xFF], 7), // above 39
        ] {
            let error = decode(bytes, 7).unwrap_err();
            assert_eq!(
                (error.fault, error.offset),
                (SealFault::C40, offset),
                "{bytes:02X?}"
            );
        }
    }
}
