//! A parsed machine-readable zone and its fields.

use crate::alphabet::FILLER;
use crate::transliteration::{Language, NameComparison, names_match, to_mrz};
use crate::{DocumentKind, Format, MrzDate, Name};
use core::fmt;
use core::ops::Range;

/// Characters of the longest format, TD1.
pub(crate) const MAX_LENGTH: usize = 90;

/// Longest document number: nine characters and what fits in TD1's optional data.
const MAX_NUMBER: usize = 23;

/// A machine-readable zone of one of the five formats; 1-based lines and columns.
///
/// Holds its text inline. Its characters are upper case and printable; those outside the
/// alphabet are named by [`Mrz::content_problems`].
#[derive(Clone, PartialEq, Eq)]
pub struct Mrz {
    pub(crate) text: [u8; MAX_LENGTH],
    pub(crate) format: Format,
    pub(crate) notes: Notes,
}

/// What was put right while reading the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// lower-case letters were read as upper case
    pub lower_case: bool,
    /// space or no-break space around a line was dropped, or a carriage return
    pub space_dropped: bool,
}

/// The sex of the holder (Doc 9303-3 §4.1.1.1 table, position by format).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// `F`
    Female,
    /// `M`
    Male,
    /// `<`, or `X`, which belongs in the visual zone only
    Unspecified,
    /// any other character
    Invalid,
}

impl fmt::Debug for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sex(<personal>)")
    }
}

impl Sex {
    pub(crate) const fn from_byte(byte: u8) -> Self {
        match byte {
            b'F' => Self::Female,
            b'M' => Self::Male,
            FILLER | b'X' => Self::Unspecified,
            _ => Self::Invalid,
        }
    }

    /// The sex that a printed word means: `M`, `F`, `X` or `<` of the standard, and the words
    /// of the Vietnamese card, whatever their case and however their letters are composed.
    ///
    /// ```
    /// use vidimus_mrz::Sex;
    /// assert!(Sex::from_printed("Nữ") == Some(Sex::Female));
    /// assert!(Sex::from_printed("nam") == Some(Sex::Male));
    /// assert!(Sex::from_printed("?") == None);
    /// ```
    #[must_use]
    pub fn from_printed(word: &str) -> Option<Self> {
        if matches!(word.trim(), "<" | "X" | "x") {
            return Some(Self::Unspecified);
        }
        let letters = to_mrz(word, Language::Other).ok()?;
        match letters.as_str() {
            "M" | "MALE" | "NAM" => Some(Self::Male),
            "F" | "FEMALE" | "NU" => Some(Self::Female),
            _ => None,
        }
    }

    /// The character of a zone; `None` for one that is invalid.
    #[must_use]
    pub const fn letter(self) -> Option<char> {
        match self {
            Self::Female => Some('F'),
            Self::Male => Some('M'),
            Self::Unspecified => Some('<'),
            Self::Invalid => None,
        }
    }
}

impl Mrz {
    /// The format.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// What was put right while reading.
    #[must_use]
    pub const fn notes(&self) -> Notes {
        self.notes
    }

    /// The two characters of the document code, such as `P<`.
    #[must_use]
    pub fn document_code(&self) -> &str {
        self.field(0..2)
    }

    /// What kind of document the code says this is.
    #[must_use]
    pub fn document_kind(&self) -> DocumentKind {
        DocumentKind::from_code(self.format, self.bytes(0..2))
    }

    /// Issuing state or organization, one to three letters, without filler.
    #[must_use]
    pub fn issuer(&self) -> &str {
        trim_filler(self.field(2..5))
    }

    /// Nationality, one to three letters, without filler.
    #[must_use]
    pub fn nationality(&self) -> &str {
        trim_filler(self.field(self.format.layout().nationality.clone()))
    }

    /// The whole document number without filler, joined where it goes on in the optional data.
    #[must_use]
    pub fn document_number(&self) -> DocumentNumber {
        let mut number = DocumentNumber::default();
        number.push(trim_bytes(self.bytes(self.format.layout().number.clone())));
        if let Some((rest, _)) = self.number_overflow() {
            number.push(self.bytes(rest));
        }
        number
    }

    /// Date of birth; parts may be unknown.
    #[must_use]
    pub fn birth_date(&self) -> MrzDate {
        self.date(self.format.layout().birth.clone())
    }

    /// Date of expiry; in a visa, the last day it is valid.
    #[must_use]
    pub fn expiry_date(&self) -> MrzDate {
        self.date(self.format.layout().expiry.clone())
    }

    /// Sex.
    #[must_use]
    pub fn sex(&self) -> Sex {
        Sex::from_byte(self.byte(self.format.layout().sex))
    }

    /// Surname, or whatever the issuer holds to be the first identifier.
    #[must_use]
    pub fn primary_identifier(&self) -> Name<'_> {
        Name::split(self.name_field()).0
    }

    /// Given names; empty where there are none.
    #[must_use]
    pub fn secondary_identifier(&self) -> Name<'_> {
        Name::split(self.name_field()).1
    }

    /// Whether the name field is full and ends in a letter, so that more may have been cut off
    /// (Doc 9303-4 §4.2.3).
    #[must_use]
    pub fn name_may_be_truncated(&self) -> bool {
        self.name_field()
            .as_bytes()
            .last()
            .is_some_and(|last| *last != FILLER)
    }

    /// Compares the name with a printed one through every allowed transliteration: see
    /// [`crate::transliteration::names_match`].
    #[must_use]
    pub fn compare_name(&self, printed: &str) -> NameComparison {
        names_match(self.name_field(), self.name_may_be_truncated(), printed)
    }

    /// Optional data without trailing filler: in TD1 those of line 1; the end of a long
    /// document number, with its check digit, is not part of them.
    #[must_use]
    pub fn optional_data(&self) -> &str {
        let mut place = self.format.layout().optional.clone();
        if let Some((_, digit)) = self.number_overflow() {
            // a filler stands between them, where there is room
            place.start = (digit + 2).min(place.end);
        }
        trim_filler(self.field(place))
    }

    /// Optional data of line 2 of TD1, without trailing filler; `None` in other formats.
    #[must_use]
    pub fn optional_data_second(&self) -> Option<&str> {
        let place = self.format.layout().optional_second.clone()?;
        Some(trim_filler(self.field(place)))
    }

    /// The lines as printed.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text
            .chunks(self.format.width())
            .take(self.format.lines())
            .map(as_str)
    }

    /// All lines joined, as DG1 stores them (Doc 9303-10 §4.7.1).
    #[must_use]
    pub fn joined(&self) -> &str {
        self.field(0..self.format.len())
    }

    /// Where a long number goes on in the optional data, and where its check digit is.
    ///
    /// The number is long when its nine places are full and the tenth is a filler; the rest,
    /// then the check digit, then a filler stand at the start of the optional data.
    pub(crate) fn number_overflow(&self) -> Option<(Range<usize>, usize)> {
        let layout = self.format.layout();
        let full = self.byte(layout.number.end - 1) != FILLER;
        if !full || self.byte(layout.number.end) != FILLER || !self.format.allows_long_number() {
            return None;
        }
        let place = layout.optional.clone();
        let rest = self.bytes(place.clone());
        let length = rest.iter().take_while(|byte| **byte != FILLER).count();
        let digit = place.start + length.checked_sub(1)?;
        Some((place.start..digit, digit))
    }

    /// The name field as printed, filler included.
    #[must_use]
    pub fn name_field(&self) -> &str {
        self.field(self.format.layout().name.clone())
    }

    pub(crate) fn bytes(&self, place: Range<usize>) -> &[u8] {
        self.text.get(place).unwrap_or_default()
    }

    pub(crate) fn field(&self, place: Range<usize>) -> &str {
        as_str(self.bytes(place))
    }

    pub(crate) fn byte(&self, place: usize) -> u8 {
        self.text.get(place).copied().unwrap_or(FILLER)
    }

    fn date(&self, place: Range<usize>) -> MrzDate {
        MrzDate::new(self.bytes(place))
    }
}

impl fmt::Debug for Mrz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mrz({}, <personal>)", self.format)
    }
}

/// A document number of up to 23 characters, held inline. `Debug` hides it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct DocumentNumber {
    text: [u8; MAX_NUMBER],
    length: usize,
}

impl DocumentNumber {
    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        as_str(self.text.get(..self.length).unwrap_or_default())
    }

    pub(crate) fn new(text: &str) -> Self {
        let mut number = Self::default();
        number.push(text.as_bytes());
        number
    }

    fn push(&mut self, text: &[u8]) {
        let free = self.text.iter_mut().skip(self.length);
        self.length += free.zip(text).map(|(to, from)| *to = *from).count();
    }
}

impl fmt::Debug for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DocumentNumber(<personal>)")
    }
}

/// A zone holds ASCII only, so this never gives an empty text for one that is not.
pub(crate) fn as_str(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

fn trim_filler(text: &str) -> &str {
    text.trim_end_matches('<')
}

fn trim_bytes(text: &[u8]) -> &[u8] {
    let filler = text
        .iter()
        .rev()
        .take_while(|byte| **byte == FILLER)
        .count();
    text.get(..text.len() - filler).unwrap_or_default()
}
