//! What a face says of one field, and how that stands to what another says.

use super::date::{self, DateForm};
use super::{Place, Relation, letters, name};
use vidimus_lds::Personal;
use vidimus_mrz::Sex;
use vidimus_mrz::transliteration::{Language, to_mrz};

/// A value as it stands in its face.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    text: Personal<String>,
    place: Place,
    /// where the text goes on elsewhere: after so many characters, and where
    rest: Option<(usize, Place)>,
    kind: Kind,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// characters that must be the same one by one
    Exact,
    /// the name field of a zone
    ZoneName {
        /// whether it may have been cut
        truncated: bool,
    },
    /// a name in national letters
    Name,
    /// a date in this form; of two zones, a filler is like anything in a birth date
    Date(DateForm, Filler),
    /// that there is no date: it never comes
    Never,
    /// the sex, as a letter or a word
    Sex,
    /// a state by its code
    State,
    /// a state by its name, as the citizen card of Vietnam has it
    StateName,
    /// free text in national letters
    Text,
    /// text that could not be read whole
    Unreadable,
}

/// Whether a `<` of one zone may stand against a character of another (BSI TR-03135-1 §5.7.2:
/// in a date of birth).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filler {
    /// a difference like any other
    Counts,
    /// like anything
    Matches,
}

impl Value {
    pub(crate) const fn new(kind: Kind, text: String, place: Place) -> Self {
        Self {
            text: Personal::new(text),
            place,
            rest: None,
            kind,
        }
    }

    /// The same, going on elsewhere.
    pub(crate) const fn then(mut self, after: usize, place: Place) -> Self {
        self.rest = Some((after, place));
        self
    }

    pub(crate) const fn text(&self) -> &Personal<String> {
        &self.text
    }

    pub(crate) fn is_unreadable(&self) -> bool {
        self.kind == Kind::Unreadable
    }

    /// Where its character of this index, from 0, stands.
    pub(crate) fn place(&self, character: usize) -> Place {
        match self.rest {
            Some((after, place)) if character >= after => place.plus(character - after),
            _ => self.place.plus(character),
        }
    }

    /// Holds it against what another face says of the same field.
    pub(crate) fn relation(&self, other: &Self) -> Relation {
        let (one, two) = (self.text.reveal().as_str(), other.text.reveal().as_str());
        match (self.kind, other.kind) {
            (Kind::Unreadable, _) | (_, Kind::Unreadable) => Relation::Open,
            (Kind::Date(DateForm::Zone, filler), Kind::Date(DateForm::Zone, _)) => {
                zone_dates(one, two, filler)
            }
            (Kind::Date(form, _), Kind::Date(other, _)) => {
                date::relation((one, form), (two, other))
            }
            (Kind::Never, Kind::Never) if !are_of_zones(one, two) => Relation::Same,
            (Kind::ZoneName { truncated }, Kind::Name) => {
                name::zone_and_written(one, truncated, two)
            }
            (Kind::Name, Kind::ZoneName { .. }) | (Kind::StateName, Kind::State) => {
                other.relation(self).turned()
            }
            (Kind::Name, Kind::Name) => name::written_and_written(one, two),
            (Kind::Sex, Kind::Sex) if !are_of_zones(one, two) => sexes(one, two),
            (Kind::State, Kind::StateName) => states(one, two),
            (Kind::Text | Kind::StateName, Kind::Text | Kind::StateName) => {
                letters::relation(one, two, false)
            }
            (Kind::Never, Kind::Date(..)) | (Kind::Date(..), Kind::Never) => {
                Relation::Differs { one: 0, two: 0 }
            }
            _ => Relation::of_characters(one, two),
        }
    }
}

/// Whether both texts can stand in a zone, where signs of one meaning are different signs.
fn are_of_zones(one: &str, two: &str) -> bool {
    one.len() == two.len() && matches!(one.len(), 1 | 6) && one.is_ascii() && two.is_ascii()
}

fn zone_dates(one: &str, two: &str, filler: Filler) -> Relation {
    let free = |a: char, b: char| filler == Filler::Matches && (a == '<' || b == '<');
    let mut pairs = one.chars().zip(two.chars());
    let shared = one == two || pairs.clone().any(|(a, b)| a == b && a != '<');
    match pairs.position(|(a, b)| a != b && !free(a, b)) {
        Some(at) => Relation::Differs { one: at, two: at },
        None if shared => Relation::Same,
        // fillers alone on one side
        None => Relation::Open,
    }
}

/// A letter against a word; a letter that means nothing is no word's.
fn sexes(one: &str, two: &str) -> Relation {
    let same = match (Sex::from_printed(one), Sex::from_printed(two)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => one == two,
        _ => false,
    };
    if same {
        Relation::Same
    } else {
        Relation::Differs { one: 0, two: 0 }
    }
}

/// Of state names only one is known here, for only one card has them.
fn states(code: &str, state: &str) -> Relation {
    let letters = to_mrz(state, Language::Other).unwrap_or_default();
    let vietnam = matches!(letters.as_str(), "VIET<NAM" | "VIETNAM");
    if vietnam && code == "VNM" {
        Relation::Same
    } else {
        Relation::Differs { one: 0, two: 0 }
    }
}
