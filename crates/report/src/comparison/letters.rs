//! Text letter by letter, with the marks of Vietnamese composed or not.
//!
//! `ặ` may be one character or three, and the three in either order; a keyboard makes the one, a
//! scanner the other. A [`Letter`] is a base with a sorted set of marks, in small letters. Only the
//! vowels of Vietnamese are taken apart: other composed letters stand for themselves.

use super::Relation;

/// Vowels without tone and with grave, hook, tilde, acute, dot below.
const VOWELS: [&str; 12] = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "iìỉĩíị",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "uùủũúụ",
    "ưừửữứự",
    "yỳỷỹýỵ",
];

/// The marks of tones, in the order of [`VOWELS`].
const TONES: [char; 6] = ['\0', '\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A vowel with a mark that is no tone, taken apart.
const MARKED: [(char, char, char); 6] = [
    ('ă', 'a', '\u{306}'),
    ('â', 'a', '\u{302}'),
    ('ê', 'e', '\u{302}'),
    ('ô', 'o', '\u{302}'),
    ('ơ', 'o', '\u{31B}'),
    ('ư', 'u', '\u{31B}'),
];

/// A letter with its marks; a row of spaces is one letter.
#[derive(Clone, Debug)]
struct Letter {
    base: char,
    marks: Vec<char>,
    /// its first character in the text, from 0
    at: usize,
}

impl Letter {
    fn is_same(&self, other: &Self) -> bool {
        self.base == other.base && self.marks == other.marks
    }
}

/// Holds two texts against each other, case and rows of spaces aside; in names the signs between
/// parts are spaces too.
pub(super) fn relation(one: &str, two: &str, names: bool) -> Relation {
    let [first, second] = [one, two].map(|text| letters(text, names));
    let pairs = first.iter().zip(&second);
    let alike = pairs.take_while(|(a, b)| a.is_same(b)).count();
    if alike == first.len() && alike == second.len() {
        return Relation::Same;
    }
    let place = |letters: &[Letter], text: &str| {
        let end = || text.trim_end().chars().count();
        letters.get(alike).map_or_else(end, |letter| letter.at)
    };
    Relation::Differs {
        one: place(&first, one),
        two: place(&second, two),
    }
}

fn letters(text: &str, names: bool) -> Vec<Letter> {
    let mut found: Vec<Letter> = Vec::new();
    for (at, character) in text.chars().enumerate() {
        if is_mark(character) {
            if let Some(last) = found.last_mut() {
                last.marks.push(character);
                last.marks.sort_unstable();
            }
            continue;
        }
        let space = character.is_whitespace() || (names && matches!(character, '<' | ',' | '-'));
        if space && found.last().is_none_or(|last| last.base == ' ') {
            continue;
        }
        for small in character.to_lowercase() {
            let (base, marks) = if space {
                (' ', Vec::new())
            } else {
                apart(small)
            };
            found.push(Letter { base, marks, at });
        }
    }
    if found.last().is_some_and(|last| last.base == ' ') {
        found.pop();
    }
    found
}

const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}')
}

/// A small letter as base and marks.
fn apart(letter: char) -> (char, Vec<char>) {
    let toned = VOWELS.iter().find_map(|row| {
        let tone = row.chars().position(|vowel| vowel == letter)?;
        Some((row.chars().next()?, *TONES.get(tone)?))
    });
    let (vowel, tone) = toned.unwrap_or((letter, '\0'));
    let marked = MARKED.iter().find(|(whole, ..)| *whole == vowel);
    let (base, mark) = marked.map_or((vowel, '\0'), |(_, base, mark)| (*base, *mark));
    let mut marks: Vec<char> = [tone, mark]
        .into_iter()
        .filter(|mark| *mark != '\0')
        .collect();
    marks.sort_unstable();
    (base, marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, two: &str) -> bool {
        relation(one, two, false) == Relation::Same
    }

    #[test]
    fn composed_or_not() {
        // U+1EB7, and the same as a + U+0323 + U+0306 and a + U+0306 + U+0323
        assert!(same("Đặng", "đa\u{323}\u{306}ng"));
        assert!(same("Đặng", "Đa\u{306}\u{323}ng"));
        assert!(same("ĐẶNG", "đặng"));
        assert!(same(" Hà  Nội ", "hà nội"));
        assert!(!same("Hà Nội", "Hạ Nội"));
        assert!(!same("Hà Nội", "Ha Noi"));
        assert!(!same("Hà Nội", "HàNội"));
    }

    #[test]
    fn the_place_of_a_difference() {
        let at = |one: &str, two: &str| relation(one, two, false);
        assert_eq!(at("Hà Nội", "Hà Nọi"), Relation::Differs { one: 4, two: 4 });
        assert_eq!(
            at("Ha\u{300} Nội", "Hà Nọi"),
            Relation::Differs { one: 5, two: 4 }
        );
        assert_eq!(at("Hà", "Hà Nội"), Relation::Differs { one: 2, two: 2 });
        assert_eq!(
            relation("NGUYEN<<VAN<MAU", "Nguyen Van Mau", true),
            Relation::Same
        );
    }

    /// Every vowel is one base with the marks that Unicode takes it apart to.
    #[test]
    fn each_vowel_is_its_own() {
        let all: Vec<char> = VOWELS.iter().flat_map(|row| row.chars()).collect();
        for (index, one) in all.iter().enumerate() {
            for two in all.iter().skip(index + 1) {
                assert_ne!(apart(*one), apart(*two), "{one} {two}");
            }
        }
    }
}
