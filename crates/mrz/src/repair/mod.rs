//! Repair of zones read by optical character recognition.
//!
//! A fix is proposed only where check digits prove it: every character it changes could not
//! stand where it was read (a letter in a date, an unreadable character), after it every check
//! digit of the zone fits, and no other fix does the same. The proof is as good as its premise:
//! that the reader mistook characters of the usual pairs (`0`/`O`, `1`/`I`, `6`/`G`, `<`/`K`, …).
//!
//! A character that its field could hold, such as an `O` in a passport number, is another
//! matter: of mistakes that are none of the usual, one in six can be hidden by changing
//! another place. Fixes that change such a character are listed, not proposed; so are all where
//! two would do. Where no digit covers a place, as in names, the likely reading is a suggestion.

mod confusion;
mod search;

pub(crate) use confusion::alternatives;

use crate::blind::count_the_same;
use crate::guard::{Class, class, is_covered};
use crate::{CheckDigitField, MrzError, Zone};
use core::fmt;
use search::search;

/// One character of a zone, read as one thing and probably another.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Change {
    /// the line, from 1
    pub line: u8,
    /// the column, from 1
    pub column: u8,
    /// as it was read
    pub from: char,
    /// what it should be
    pub to: char,
}

/// What came of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// nothing to repair: every check digit fits, and what they cover may stand there
    Intact,
    /// one fix, proved by the check digits
    Repaired {
        /// the zone after it
        zone: Zone,
        /// every character that was changed
        changes: Vec<Change>,
    },
    /// fixes that make the digits fit, but none is proved: there is more than one, or it
    /// changes a character that its field could hold
    Unproven {
        /// the fixes, as small as they can be; a single one is likely right
        candidates: Vec<Vec<Change>>,
        /// whether these are all of this size
        complete: bool,
    },
    /// no fix with the usual mistakes makes the digits fit
    Unrepairable {
        /// the digits that do not fit; none where only a character is out of place
        failing: Vec<CheckDigitField>,
    },
    /// the form has no check digit that could prove anything
    NoCheckDigits,
}

/// A repair, and what it could not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// what came of it
    pub outcome: Outcome,
    /// characters out of place where no digit covers them, and what they could be: by the
    /// alphabet of the field alone, not applied
    pub suggestions: Vec<Change>,
    /// characters of the result whose usual mistake no digit would notice, such as `6` and `G`
    /// in a document number
    pub blind: Vec<Change>,
}

/// Repairs a zone of any form.
///
/// ```
/// # fn main() -> Result<(), vidimus_mrz::MrzError> {
/// use vidimus_mrz::{Outcome, repair};
/// let repair = repair("P<UTOSPEC1MEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\n\
///                      X000000012UTO80O1014F3912313<<<<<<<<<<<<<<00")?;
/// let Outcome::Repaired { changes, .. } = repair.outcome else { panic!() };
/// assert_eq!((changes[0].line, changes[0].column), (2, 16));
/// assert_eq!((changes[0].from, changes[0].to), ('O', '0'));
/// assert_eq!(repair.suggestions[0].to, 'I'); // in the name: not applied
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// [`MrzError`]: the text has the shape of no form. Lost or added characters are not repaired.
pub fn repair(text: &str) -> Result<Repair, MrzError> {
    Zone::parse(text).map(|zone| zone.repair())
}

impl Zone {
    /// Repairs this zone, as [`repair()`] does with text.
    #[must_use]
    pub fn repair(&self) -> Repair {
        let outcome = outcome(self);
        let blind = match &outcome {
            Outcome::Repaired { zone, .. } => blind(zone),
            _ => blind(self),
        };
        Repair {
            outcome,
            suggestions: suggestions(self),
            blind,
        }
    }
}

fn outcome(zone: &Zone) -> Outcome {
    if !(0..zone.form().len()).any(|place| is_covered(zone.form(), place)) {
        return Outcome::NoCheckDigits;
    }
    let found = search(zone);
    match found.fixes.as_slice() {
        [] => Outcome::Unrepairable {
            failing: zone
                .check_digits()
                .failures()
                .map(|(field, _)| field)
                .collect(),
        },
        [fix] if found.complete && fix.is_empty() => Outcome::Intact,
        [fix] if found.complete && found.forced_only => Outcome::Repaired {
            zone: search::apply(zone, fix),
            changes: changes(zone, fix),
        },
        fixes => Outcome::Unproven {
            candidates: fixes.iter().map(|fix| changes(zone, fix)).collect(),
            complete: found.complete,
        },
    }
}

fn changes(zone: &Zone, fix: &[Put]) -> Vec<Change> {
    fix.iter().map(|put| put.change(zone)).collect()
}

/// One character put into a place of the joined text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Put {
    place: usize,
    byte: u8,
}

impl Put {
    fn change(self, zone: &Zone) -> Change {
        let (line, column) = zone.form().position(self.place);
        Change {
            line,
            column,
            from: byte(zone, self.place).into(),
            to: self.byte.into(),
        }
    }
}

fn byte(zone: &Zone, place: usize) -> u8 {
    zone.joined().as_bytes().get(place).copied().unwrap_or(b'<')
}

/// Characters that their field cannot hold, where no digit covers them.
fn suggestions(zone: &Zone) -> Vec<Change> {
    let places = (0..zone.form().len()).filter(|place| !is_covered(zone.form(), *place));
    let puts = places.flat_map(|place| {
        let (read, class) = (byte(zone, place), class(zone, place));
        let likely = alternatives(read).filter(move |other| class.allows(*other));
        let likely = likely.filter(move |_| !class.allows(read));
        likely.map(move |byte| Put { place, byte })
    });
    puts.map(|put| put.change(zone)).collect()
}

/// Characters that a digit covers and whose usual mistake counts the same.
fn blind(zone: &Zone) -> Vec<Change> {
    let places = (0..zone.form().len()).filter(|place| is_covered(zone.form(), *place));
    let puts = places.flat_map(|place| {
        let (read, class) = (byte(zone, place), class(zone, place));
        let same = move |other: &u8| count_the_same(read.into(), (*other).into());
        let both = alternatives(read)
            .filter(same)
            .filter(move |other| class.allows(*other));
        both.filter(move |_| class == Class::Any)
            .map(move |byte| Put { place, byte })
    });
    puts.map(|put| put.change(zone)).collect()
}

/// The characters may be part of a number or a name.
impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Change(line {}, column {}, <personal>)",
            self.line, self.column
        )
    }
}
