//! From printed text to letters whose answers are known, accents composed or not.

use super::row::Row;
use super::table::{ADDED, DOC_9303};
use super::unicode::{BASES, PAIRS};

/// More characters than this are not looked at: a name has far fewer.
const MAX_CHARACTERS: usize = 512;

/// What one character of printed text is for a zone.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// `A` to `Z`
    Plain(char),
    /// a letter of the tables
    Row(&'static Row),
    /// a space, a hyphen or a single filler: `<` in a zone
    Separator,
    /// `<<` or a comma: it parts the primary from the secondary identifier
    Identifiers,
    /// doubles the letter before it (Arabic shadda)
    Double,
    /// a character that no table knows, or one beyond the limit
    Unknown,
}

/// A piece of printed text, and the column, from 1, of its first character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) kind: Kind,
    pub(super) column: u16,
}

/// The pieces of a text, without characters that are not written; combining marks are joined to
/// the letter before them. A text that is too long ends in an unknown character.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::with_capacity(text.len().min(MAX_CHARACTERS + 1));
    let mut characters = text.chars().zip(1u16..).take(MAX_CHARACTERS + 1).peekable();
    while let Some((first, column)) = characters.next() {
        let mut letter = first;
        while let Some((mark, _)) = characters.next_if(|(next, _)| is_latin_mark(*next)) {
            letter = compose(letter, mark).unwrap_or(letter);
        }
        if usize::from(column) > MAX_CHARACTERS {
            push(&mut found, Kind::Unknown, column);
        } else if first == '<' && characters.next_if(|(next, _)| *next == '<').is_some() {
            push(&mut found, Kind::Identifiers, column);
        } else {
            let kinds = capitals(letter).filter_map(kind);
            kinds.for_each(|kind| push(&mut found, kind, column));
        }
    }
    found
}

/// Appends a piece; a letter is doubled once, however many signs say so.
fn push(found: &mut Vec<Piece>, kind: Kind, column: u16) {
    let doubled = found
        .last()
        .is_some_and(|last| matches!(last.kind, Kind::Double));
    if !(doubled && matches!(kind, Kind::Double)) {
        found.push(Piece { kind, column });
    }
}

/// Capital letters of one character; the sharp s has a capital of its own in the table.
fn capitals(letter: char) -> impl Iterator<Item = char> {
    let letter = if letter == 'ß' { 'ẞ' } else { letter };
    letter.to_uppercase()
}

/// What a capital letter or another character is; `None` for what is not written: an
/// apostrophe, a full stop (Doc 9303-3 §4.6), an Arabic vowel sign.
fn kind(letter: char) -> Option<Kind> {
    Some(match letter {
        'A'..='Z' => Kind::Plain(letter),
        '<' | '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' => Kind::Separator,
        ',' => Kind::Identifiers,
        '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | '.' => return None,
        '\u{0651}' => Kind::Double,
        '\u{FEFF}' | '\u{200B}'..='\u{200F}' => return None,
        other if other.is_whitespace() => Kind::Separator,
        other => match row_of(other) {
            Some(row) if row.answers == [""] => return None,
            Some(row) => Kind::Row(row),
            None => based(other).unwrap_or(Kind::Unknown),
        },
    })
}

/// A letter that is one of the alphabet, or of the tables, with marks.
fn based(letter: char) -> Option<Kind> {
    let (base, _) = BASES.iter().find(|(_, letters)| letters.contains(letter))?;
    match base {
        'A'..='Z' => Some(Kind::Plain(*base)),
        other => row_of(*other).map(Kind::Row),
    }
}

/// The row of a capital letter.
pub(super) fn row_of(letter: char) -> Option<&'static Row> {
    let same = |row: &&Row| row.letter == letter;
    DOC_9303
        .iter()
        .find(same)
        .or_else(|| ADDED.iter().find(same))
}

/// The letter that a letter and a mark make, where it has answers of its own; `None` leaves
/// the mark away, as with the tones of Vietnamese.
fn compose(letter: char, mark: char) -> Option<char> {
    let capital = capitals(letter).next()?;
    let same = |pair: &&(char, char, char)| pair.0 == capital && pair.1 == mark;
    PAIRS.iter().find(same).map(|(_, _, composed)| *composed)
}

/// Combining marks that go with the letter before them: those of Latin and Cyrillic, and the
/// madda and hamza of Arabic. The vowel signs of Arabic are rows of their own.
const fn is_latin_mark(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{0653}'..='\u{0655}')
}
