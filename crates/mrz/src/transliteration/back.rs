//! From a zone back to national letters, as far as that can be (Doc 9303-3 appendix B).
//!
//! The Arabic scheme was made to be reversible: `X` begins whatever is not one letter. The
//! Cyrillic one is not (`IE` is Є or ИЕ), and Latin letters with marks are only known where
//! the issuer wrote `NXX` or `UXX`: what comes back is a reading, not the name.

use super::table::DOC_9303;

/// The script to go back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Script {
    /// only `NXX` and `UXX` tell of a mark
    Latin,
    /// the longest answer wins at each place: a guess
    Cyrillic,
    /// the name as written, without vowel signs
    Arabic,
}

/// A name of a zone in another script: `<` becomes a space; a letter that the script has no
/// answer for stays as it is.
///
/// ```
/// use vidimus_mrz::transliteration::{Script, from_mrz};
/// assert_eq!(from_mrz("ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY", Script::Arabic), "ابو بكر محمد بن زكريا الرازي");
/// assert_eq!(from_mrz("NUNXXEZ", Script::Latin), "NUÑEZ");
/// ```
#[must_use]
pub fn from_mrz(text: &str, script: Script) -> String {
    let mut rest = text.trim_matches('<');
    let mut out = String::with_capacity(rest.len());
    while let Some(first) = rest.chars().next() {
        let (letter, length) = script.longest(rest).unwrap_or((first, first.len_utf8()));
        out.push(if letter == '<' { ' ' } else { letter });
        rest = rest.get(length..).unwrap_or_default();
        if letter == '<' {
            rest = rest.trim_start_matches('<');
        }
    }
    out
}

impl Script {
    /// The letter whose answer is the longest beginning of the text; the first row wins.
    fn longest(self, text: &str) -> Option<(char, usize)> {
        let mut best: Option<(char, usize)> = None;
        for row in DOC_9303.iter().filter(|row| self.has(row.letter)) {
            for answer in row.answers {
                let longer = best.is_none_or(|(_, length)| answer.len() > length);
                if longer && !answer.is_empty() && text.starts_with(answer) {
                    best = Some((row.letter, answer.len()));
                }
            }
        }
        best.filter(|(letter, _)| self != Self::Latin || matches!(letter, 'Ñ' | 'Ü'))
            .filter(|(_, length)| self != Self::Latin || *length == 3)
    }

    const fn has(self, letter: char) -> bool {
        match self {
            Self::Latin => matches!(letter, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}'),
            Self::Cyrillic => matches!(letter, '\u{0410}'..='\u{042F}'),
            Self::Arabic => matches!(letter, '\u{0600}'..='\u{06FF}'),
        }
    }
}
