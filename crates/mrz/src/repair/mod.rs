//! Repair of zones read by optical character recognition.
//!
//! A fix is proposed only where check digits prove it: after it every digit of the zone fits,
//! every place that a digit covers holds what it may hold, and no other fix with as few changes
//! does the same. The proof is as good as its premises: that the reader mistook characters of
//! the usual pairs (`0`/`O`, `1`/`I`, `6`/`G`, `<`/`K`, …), or could not read one at all. Where
//! two fixes fit, none is proposed and all are listed; where no digit covers a place, as in
//! names, the likely reading is a suggestion, never applied.

mod confusion;
mod search;

pub(crate) use confusion::alternatives;

use crate::blind::count_the_same;
use crate::guard::{Class, class, is_covered};
use crate::{CheckDigitField, MrzError, Zone};
use core::fmt;
use search::{Found, search};

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
    /// nothing to repair: every check digit fits
    Intact,
    /// one fix, proved by the check digits
    Repaired {
        /// the zone after it
        zone: Zone,
        /// every character that was changed
        changes: Vec<Change>,
    },
    /// more than one fix would make the digits fit, so none is proved
    Ambiguous {
        /// the fixes
        candidates: Vec<Vec<Change>>,
        /// whether these are all
        complete: bool,
    },
    /// no fix with the usual mistakes makes the digits fit
    Unrepairable {
        /// the digits that do not fit
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
    let zone = Zone::parse(text)?;
    let suggestions = suggestions(&zone);
    let outcome = outcome(&zone);
    let blind = match &outcome {
        Outcome::Repaired { zone, .. } => blind(zone),
        _ => blind(&zone),
    };
    Ok(Repair {
        outcome,
        suggestions,
        blind,
    })
}

fn outcome(zone: &Zone) -> Outcome {
    if !(0..zone.form().len()).any(|place| is_covered(zone.form(), place)) {
        return Outcome::NoCheckDigits;
    }
    let Found {
        mut fixes,
        complete,
    } = search(zone);
    match fixes.pop() {
        Some(fix) if fixes.is_empty() && complete && fix.is_empty() => Outcome::Intact,
        Some(fix) if fixes.is_empty() && complete => Outcome::Repaired {
            changes: fix.iter().map(|put| put.change(zone)).collect(),
            zone: search::apply(zone, &fix),
        },
        Some(fix) => {
            fixes.push(fix);
            let listed = fixes
                .iter()
                .map(|fix| fix.iter().map(|put| put.change(zone)).collect());
            Outcome::Ambiguous {
                candidates: listed.collect(),
                complete,
            }
        }
        None => Outcome::Unrepairable {
            failing: zone
                .check_digits()
                .failures()
                .map(|(field, _)| field)
                .collect(),
        },
    }
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
