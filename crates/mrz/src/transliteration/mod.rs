//! National letters and what a zone writes for them (Doc 9303-3 §6).
//!
//! A zone knows `A` to `Z`. The standard gives one or more answers for each Latin, Cyrillic and
//! Arabic letter: Ü is `UE`, `UXX` or `U`, as the issuer likes. [`to_mrz`] writes the
//! recommended answer, [`variants`] lists all of them, [`from_mrz`] goes back as far as that can
//! be, and [`names_match`] compares a zone with a printed name through every answer at once,
//! without writing any of them out.
//!
//! Letters that are not in the tables: those of Vietnamese lose their marks, composed or not
//! (Đ is in the tables, as `D`), so do all Latin letters that Unicode takes apart. The Serbian
//! Г is `H` in the standard's table, which looks like a slip; it is kept, and matching takes
//! both. A few forgotten letters (Ѓ, Ћ, Ь, Ə) have been added: see [`is_added`].

mod back;
mod field;
mod letter;
mod matching;
mod row;
mod table;
mod unicode;
mod write;

pub use back::{Script, from_mrz};
pub use matching::{NameComparison, NamePlace, names_match};
pub use write::{Untransliterable, Variants, to_mrz, variants};

use letter::row_of;
use row::Row;

/// The language of a name, where the tables make a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// none of those below, or not known
    #[default]
    Other,
    /// Belarusian
    Belarusian,
    /// Bulgarian
    Bulgarian,
    /// Macedonian
    Macedonian,
    /// Serbian
    Serbian,
    /// Ukrainian
    Ukrainian,
}

/// The allowed answers for one letter of the tables, the recommended one first; an empty answer
/// means that the letter is not written. `None` for a letter in no table, and for one that has
/// no answer of its own (the Arabic shadda).
///
/// ```
/// use vidimus_mrz::transliteration::answers;
/// assert_eq!(answers('ü'), Some(&["UE", "UXX", "U"][..]));
/// assert_eq!(answers('Щ'), Some(&["SHCH", "SHT"][..]));
/// assert_eq!(answers('漢'), None);
/// ```
#[must_use]
pub fn answers(letter: char) -> Option<&'static [&'static str]> {
    let capital = if letter == 'ß' { 'ẞ' } else { letter };
    // the dotless i is a row of its own, though its capital is a plain letter
    let row: &Row = row_of(capital).or_else(|| {
        let mut capitals = capital.to_uppercase();
        let single = capitals.next().filter(|_| capitals.next().is_none());
        row_of(single?)
    })?;
    (!row.answers.is_empty()).then_some(row.answers)
}

/// Whether a letter's answers are our own choice or come from appendix B of Doc 9303-3, not
/// from its section 6.
#[must_use]
pub fn is_added(letter: char) -> bool {
    let capital = letter.to_uppercase().next().unwrap_or(letter);
    table::ADDED.iter().any(|row| row.letter == capital)
}
