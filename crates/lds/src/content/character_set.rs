//! How text is coded, and how a file says so.

use crate::Oid;
use core::fmt;
use std::borrow::Cow;
use vidimus_iso7816::tlv::Tag;

/// A character set with its coding. All with more than one byte a character are big-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CharacterSet {
    /// One byte up to 7F. NumericString, PrintableString, IA5String and VisibleString are
    /// subsets; which subset is not looked at.
    Ascii,
    /// ISO/IEC 8859-1; also what is in a TeletexString, whose own set (T.61) nobody uses.
    Latin1,
    /// One to four bytes: what Doc 9303-10 §3.9.1 calls U, and UTF8String.
    Utf8,
    /// Two bytes a character: BMPString, UCS-2. Surrogates, which do not belong in it, are read.
    Ucs2,
    /// Two or four bytes a character.
    Utf16,
    /// Four bytes a character: UniversalString, UCS-4.
    Ucs4,
}

/// Transfer encodings of ISO/IEC 10646: 1.0.10646.1.0.n.
const TRANSFER_ENCODING: &str = "1.0.10646.1.0.";

impl CharacterSet {
    /// The set that the tag of an ASN.1 string declares (ISO/IEC 8824-1 §41); `None` when it is
    /// not the tag of a string.
    #[must_use]
    pub const fn of_string(tag: Tag) -> Option<Self> {
        Some(match tag.0 {
            0x0C => Self::Utf8,
            0x12 | 0x13 | 0x16 | 0x1A => Self::Ascii,
            0x14 => Self::Latin1,
            0x1C => Self::Ucs4,
            0x1E => Self::Ucs2,
            _ => return None,
        })
    }

    /// The set that an object identifier of ISO/IEC 10646 declares: `1.0.10646.1.0.2` UCS-2,
    /// `.4` UCS-4, `.5` UTF-16, `.8` UTF-8.
    ///
    /// ```
    /// use vidimus_lds::{Oid, content::CharacterSet};
    /// let oid = Oid::new(&[0x28, 0xD3, 0x16, 1, 0, 8])?;
    /// assert_eq!(CharacterSet::of_transfer_encoding(oid), Some(CharacterSet::Utf8));
    /// # Ok::<(), vidimus_lds::oid::OidFault>(())
    /// ```
    #[must_use]
    pub fn of_transfer_encoding(oid: Oid<'_>) -> Option<Self> {
        Some(match oid.to_string().strip_prefix(TRANSFER_ENCODING)? {
            "2" => Self::Ucs2,
            "4" => Self::Ucs4,
            "5" => Self::Utf16,
            "8" => Self::Utf8,
            _ => return None,
        })
    }

    /// The characters of these bytes, and whether some had to be replaced by U+FFFD.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Utf8 => utf8(bytes),
            Self::Ascii if bytes.is_ascii() => utf8(bytes),
            Self::Ascii => {
                let seven = |byte: &u8| {
                    if byte.is_ascii() {
                        char::from(*byte)
                    } else {
                        REPLACED
                    }
                };
                (bytes.iter().map(seven).collect(), true)
            }
            Self::Latin1 => (bytes.iter().copied().map(char::from).collect(), false),
            Self::Ucs2 | Self::Utf16 => utf16(bytes),
            Self::Ucs4 => ucs4(bytes),
        }
    }

    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ascii => "ASCII",
            Self::Latin1 => "ISO 8859-1",
            Self::Utf8 => "UTF-8",
            Self::Ucs2 => "UCS-2",
            Self::Utf16 => "UTF-16",
            Self::Ucs4 => "UCS-4",
        }
    }
}

const REPLACED: char = char::REPLACEMENT_CHARACTER;

fn utf8(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let damaged = core::str::from_utf8(bytes).is_err();
    (String::from_utf8_lossy(bytes), damaged)
}

fn utf16(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let (pairs, odd) = bytes.as_chunks();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    replaced(char::decode_utf16(units).map(Result::ok), odd)
}

fn ucs4(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let (words, odd) = bytes.as_chunks();
    let numbers = words.iter().map(|word| u32::from_be_bytes(*word));
    replaced(numbers.map(char::from_u32), odd)
}

/// Joins characters; those that are none, and bytes left over, become U+FFFD.
fn replaced(
    characters: impl Iterator<Item = Option<char>>,
    left_over: &[u8],
) -> (Cow<'static, str>, bool) {
    let mut damaged = !left_over.is_empty();
    let mut text = String::new();
    for character in characters.chain((!left_over.is_empty()).then_some(None)) {
        damaged |= character.is_none();
        text.push(character.unwrap_or(REPLACED));
    }
    (text.into(), damaged)
}

impl fmt::Display for CharacterSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `printf 'Đặng 𝄞' | iconv -t …`, and what each set cannot hold.
    #[test]
    fn one_text_in_every_set() {
        let name = "Đặng 𝄞";
        let utf16 = b"\x01\x10\x1E\xB7\x00n\x00g\x00 \xD8\x34\xDD\x1E";
        let ucs4 = b"\0\0\x01\x10\0\0\x1E\xB7\0\0\0n\0\0\0g\0\0\0 \0\x01\xD1\x1E";
        let same = |set: CharacterSet, bytes: &[u8]| {
            let (text, damaged) = set.decode(bytes);
            assert_eq!((text.as_ref(), damaged), (name, false), "{set}");
        };
        same(CharacterSet::Utf8, name.as_bytes());
        same(CharacterSet::Utf16, utf16);
        same(CharacterSet::Ucs2, utf16);
        same(CharacterSet::Ucs4, ucs4);
        assert_eq!(CharacterSet::Latin1.decode(b"M\xFCller").0, "Müller");
    }

    #[test]
    fn bytes_of_no_character_are_replaced_and_told() {
        for (set, bytes, shown) in [
            (CharacterSet::Utf8, &b"M\xFCller"[..], "M\u{FFFD}ller"),
            (CharacterSet::Ascii, b"M\xFCller", "M\u{FFFD}ller"),
            (CharacterSet::Utf16, b"\0M\xD8\x34\0a", "M\u{FFFD}a"),
            (CharacterSet::Ucs2, b"\0M\0", "M\u{FFFD}"),
            (CharacterSet::Ucs4, b"\0\0\0M\xFF\0\0\0", "M\u{FFFD}"),
        ] {
            assert_eq!(set.decode(bytes), (shown.into(), true), "{set}");
        }
    }
}
