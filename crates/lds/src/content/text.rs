//! Text of a document, with the bytes that it is made of.

use super::CharacterSet;
use crate::text::escape_for_terminal;
use core::fmt;
use std::borrow::Cow;

/// Text with its bytes. What its characters do to a screen is for
/// [`for_terminal`](Self::for_terminal) to prevent.
#[derive(Clone, PartialEq, Eq)]
pub struct Text<'a> {
    raw: &'a [u8],
    set: CharacterSet,
    text: Cow<'a, str>,
    damaged: bool,
}

impl<'a> Text<'a> {
    /// These bytes as characters of this set.
    #[must_use]
    pub fn decode(raw: &'a [u8], set: CharacterSet) -> Self {
        let (text, damaged) = set.decode(raw);
        Self {
            raw,
            set,
            text,
            damaged,
        }
    }

    /// The characters; U+FFFD for each place that is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes as they stand in the file.
    #[must_use]
    pub const fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// The character set they were read as.
    #[must_use]
    pub const fn character_set(&self) -> CharacterSet {
        self.set
    }

    /// Whether bytes had to be replaced.
    #[must_use]
    pub const fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// The fields of a place or address, between the fillers `<`; empty ones are left out.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let parts = self.text.split('<').map(str::trim);
        parts.filter(|part| !part.is_empty())
    }

    /// The text with everything escaped that does more than show itself.
    #[must_use]
    pub fn for_terminal(&self) -> Cow<'_, str> {
        escape_for_terminal(&self.text)
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes of {})", self.raw.len(), self.set)
    }
}
