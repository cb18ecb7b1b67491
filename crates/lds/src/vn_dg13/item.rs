//! What the numbers of the fields mean.

use super::Expiry;
use crate::content::FullDate;

/// A field by its number. 1 to 12 are sure; 13 to 16 rest on fewer sources, and what 16 is for
/// nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Item {
    /// 1: the citizen's number, twelve digits
    Number,
    /// 2: full name with its diacritics
    FullName,
    /// 3: `dd/mm/yyyy`
    BirthDate,
    /// 4: `Nam` or `Nữ`
    Sex,
    /// 5
    Nationality,
    /// 6
    Ethnicity,
    /// 7
    Religion,
    /// 8
    PlaceOfOrigin,
    /// 9
    PlaceOfResidence,
    /// 10: marks by which the holder is known
    IdentifyingFeatures,
    /// 11: `dd/mm/yyyy`
    IssueDate,
    /// 12: `dd/mm/yyyy`, or words for never
    Expiry,
    /// 13: father and mother
    Parents,
    /// 14: empty when there is none
    Spouse,
    /// 15: number of the identity card before, nine digits; missing when there was none
    OldNumber,
    /// 16: sixteen characters of unknown meaning
    CardCode,
}

/// The items with their names, in the order of their numbers.
const ITEMS: [(Item, &str); 16] = [
    (Item::Number, "citizen number"),
    (Item::FullName, "full name"),
    (Item::BirthDate, "date of birth"),
    (Item::Sex, "sex"),
    (Item::Nationality, "nationality"),
    (Item::Ethnicity, "ethnicity"),
    (Item::Religion, "religion"),
    (Item::PlaceOfOrigin, "place of origin"),
    (Item::PlaceOfResidence, "place of residence"),
    (Item::IdentifyingFeatures, "identifying features"),
    (Item::IssueDate, "date of issue"),
    (Item::Expiry, "expiry"),
    (Item::Parents, "parents"),
    (Item::Spouse, "spouse"),
    (Item::OldNumber, "old identity card number"),
    (Item::CardCode, "card code"),
];

impl Item {
    /// The item of this number; `None` outside 1 to 16.
    #[must_use]
    pub fn from_number(number: u64) -> Option<Self> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        ITEMS.get(index).map(|(item, _)| *item)
    }

    /// Its number, 1 to 16.
    #[must_use]
    pub fn number(self) -> u64 {
        let before = ITEMS.iter().take_while(|(item, _)| *item != self);
        1 + before.count() as u64
    }

    /// Every item, in the order of the numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        ITEMS.iter().map(|(item, _)| *item)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        let mut all = ITEMS.iter();
        all.find(|(item, _)| *item == self)
            .map_or("", |(_, name)| name)
    }
}

/// `Không thời hạn`, composed and decomposed, in small letters.
const NEVER: [&str; 2] = [
    "không thời hạn",
    "kho\u{302}ng tho\u{31B}\u{300}i ha\u{323}n",
];

/// A date, or the words for never in any case of letters.
pub(super) fn read_expiry(text: &str) -> Option<Expiry> {
    let small = text.trim().to_lowercase();
    if NEVER.contains(&small.as_str()) {
        return Some(Expiry::Never);
    }
    FullDate::read_day_first(&small).map(Expiry::On)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lead_back() {
        for item in Item::all() {
            assert_eq!(Item::from_number(item.number()), Some(item));
        }
        assert_eq!(Item::CardCode.number(), 16);
        assert_eq!((Item::from_number(0), Item::from_number(17)), (None, None));
    }

    #[test]
    fn never_is_a_date_too() {
        for words in ["Không thời hạn", " KHÔNG THỜI HẠN ", NEVER[1]] {
            assert_eq!(read_expiry(words), Some(Expiry::Never), "{words}");
        }
        let date = FullDate::read(b"20301231").unwrap();
        assert_eq!(read_expiry("31/12/2030"), Some(Expiry::On(date)));
        assert_eq!(read_expiry("later"), None);
    }
}
