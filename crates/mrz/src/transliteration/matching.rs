//! Is the name in a zone the printed one, through any allowed answer?
//!
//! The places of the zone that can be reached are followed letter by letter, all answers at
//! once: work grows with the length of the name, not with the number of its variants.

use super::field::FieldText;
use super::letter::{Kind, Piece, pieces};

/// What a comparison of names says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameComparison {
    /// the zone's name is an allowed writing of the printed one
    Same,
    /// so far as the zone has room: its field is full, and parts of the name are shortened
    SameTruncated,
    /// it is not
    Differs {
        /// where it stops to agree
        at: NamePlace,
    },
    /// the printed name has a character in none of the tables, so nothing can be said
    Undecided {
        /// where that character is
        at: NamePlace,
    },
}

/// A place in both names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamePlace {
    /// character of the zone's name field, from 1
    pub field_column: u8,
    /// character of the printed name, from 1
    pub printed_column: u16,
}

/// Compares the name field of a zone (such as `SPECIMEN<<ADA<GRACE<<<`) with a printed name.
///
/// The printed name is text in any of the scripts, with `<<` or a comma between the identifiers
/// or without any such sign (then spaces may stand for it), as DG11, DG13 and QR codes have it.
/// Case, apostrophes and full stops do not matter; the order of the names does.
///
/// `may_be_truncated` is [`crate::Mrz::name_may_be_truncated`]: then parts may be cut to their
/// beginnings and last ones be missing (Doc 9303-4 §4.2.3).
///
/// ```
/// use vidimus_mrz::transliteration::{NameComparison, names_match};
/// let same = |zone, printed| names_match(zone, false, printed) == NameComparison::Same;
/// assert!(same("MUELLER<<ANA<<<<", "Müller, Ana"));
/// assert!(same("MUXXLLER<<ANA<<<", "MÜLLER<<ANA"));
/// assert!(same("NGUYEN<<VAN<MAU<", "Nguyễn Văn Mẫu"));
/// assert!(!same("NGUYEN<<VAN<MAI<", "Nguyễn Văn Mẫu"));
/// ```
#[must_use]
pub fn names_match(name_field: &str, may_be_truncated: bool, printed: &str) -> NameComparison {
    let field = FieldText::new(name_field);
    let items = items(&pieces(printed));
    let exact = follow(&field, &items, false);
    if exact == NameComparison::Same || !may_be_truncated {
        return exact;
    }
    match follow(&field, &items, true) {
        NameComparison::Same => NameComparison::SameTruncated,
        other => other,
    }
}

/// A letter or separator of the printed name; a letter may be doubled by a shadda.
#[derive(Clone, Copy)]
struct Item {
    kind: Kind,
    column: u16,
    doubled: bool,
}

/// Places of the field that can be reached, one bit each.
#[derive(Clone, Copy, Default)]
struct Places {
    /// by writing every letter
    whole: u64,
    /// by leaving away the rest of this part of the name; a separator or the end is next
    cut: u64,
}

/// Separators in a row are one, none stand at the ends, and only one parts the identifiers.
fn items(pieces: &[Piece]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(pieces.len());
    let mut parted = false;
    for piece in pieces {
        let last = items.last_mut();
        match (piece.kind, last) {
            (Kind::Separator | Kind::Identifiers, None) => {}
            (Kind::Double, last) => last.into_iter().for_each(|item| item.doubled = true),
            (Kind::Separator, Some(item)) if item.is_separator() => {}
            (Kind::Identifiers, Some(item)) if item.is_separator() => {
                if !parted {
                    item.kind = Kind::Identifiers;
                }
                parted = true;
            }
            (kind, _) => {
                let again = parted && matches!(kind, Kind::Identifiers);
                parted |= matches!(kind, Kind::Identifiers);
                let kind = if again { Kind::Separator } else { kind };
                items.push(Item {
                    kind,
                    column: piece.column,
                    doubled: false,
                });
            }
        }
    }
    if items.last().is_some_and(Item::is_separator) {
        items.pop();
    }
    items
}

/// Whether the items lead from the first place of the field to its end. `shorten` lets parts
/// of the name be cut and last ones be missing.
fn follow(field: &FieldText, items: &[Item], shorten: bool) -> NameComparison {
    let parted = items
        .iter()
        .any(|item| matches!(item.kind, Kind::Identifiers));
    let mut places = Places { whole: 1, cut: 0 };
    for item in items {
        let at = NamePlace {
            field_column: field.column(places.highest()),
            printed_column: item.column,
        };
        if matches!(item.kind, Kind::Unknown) {
            return NameComparison::Undecided { at };
        }
        places = match item.is_separator() {
            true => places.over_separator(field, *item, parted, shorten),
            false => places.over_letter(field, *item, shorten),
        };
        if places.whole | places.cut == 0 {
            return NameComparison::Differs { at };
        }
    }
    if (places.whole | places.cut) & bit(field.len()) != 0 {
        return NameComparison::Same;
    }
    NameComparison::Differs {
        at: NamePlace {
            field_column: field.column(places.highest()),
            printed_column: items.last().map_or(1, |item| item.column.saturating_add(1)),
        },
    }
}

impl Item {
    const fn is_separator(&self) -> bool {
        matches!(self.kind, Kind::Separator | Kind::Identifiers)
    }

    /// Calls with each text that a zone may have for this letter.
    fn each_answer(&self, mut take: impl FnMut(&str)) {
        let mut buffer = [0; 4];
        let plain = match self.kind {
            Kind::Plain(letter) => &*letter.encode_utf8(&mut buffer),
            _ => "",
        };
        let answers = match self.kind {
            Kind::Row(row) => row.answers,
            _ => &[plain],
        };
        for answer in answers {
            take(answer);
            if self.doubled {
                take(&answer.repeat(2));
            }
        }
    }
}

impl Places {
    fn over_letter(self, field: &FieldText, item: Item, shorten: bool) -> Self {
        let mut next = Self {
            whole: 0,
            cut: self.cut,
        };
        item.each_answer(|answer| {
            for place in each(self.whole) {
                let fits = field.fits(place, answer);
                if fits == answer.len() {
                    next.whole |= bit(place + fits);
                } else if shorten && field.may_cut(place + fits) {
                    next.cut |= bit(place + fits);
                }
            }
        });
        next
    }

    /// A separator of the field is passed; in a shortened name, nothing may be left of it.
    fn over_separator(self, field: &FieldText, item: Item, parted: bool, shorten: bool) -> Self {
        let mut next = Self::default();
        for place in each(self.whole | self.cut) {
            if field.is_separator(place, matches!(item.kind, Kind::Identifiers), parted) {
                next.whole |= bit(place + 1);
            } else if shorten && place == field.len() {
                next.cut |= bit(place);
            }
        }
        next
    }

    const fn highest(self) -> usize {
        63 - (self.whole | self.cut | 1).leading_zeros() as usize
    }
}

/// The bit of a place; none for places beyond the longest field.
const fn bit(place: usize) -> u64 {
    if place < 64 { 1 << place } else { 0 }
}

/// The places of a set.
fn each(set: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |place| set & bit(*place) != 0)
}
