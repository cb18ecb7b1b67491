//! States and organizations: ISO 3166-1 and the codes that Doc 9303-3 §5 adds.

mod table;

use crate::code::special;
use crate::{Mrz, NationalZone};
use core::fmt;
use table::ISO_3166;

/// A state, territory or organization, or a status instead of a nationality.
///
/// Germany writes `D` where others write three letters; `D` and `DEU` are one value here.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct State {
    code: &'static str,
    alpha2: Option<&'static str>,
    name: &'static str,
    kind: StateKind,
}

/// Where a code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StateKind {
    /// a country or territory of ISO 3166-1
    Country,
    /// a code that Doc 9303-3 §5 adds: organizations, kinds of British nationality, persons
    /// without a nationality, Utopia
    Added,
}

impl State {
    /// The value of a code of one or three letters, as in a zone, filler or not; or of two, as
    /// in certificates. `None` for one that is not assigned.
    ///
    /// ```
    /// use vidimus_mrz::State;
    /// assert_eq!(State::from_code("D<<"), State::from_code("DE"));
    /// assert_eq!(State::from_code("VNM").map(|state| state.name()), Some("Vietnam"));
    /// assert_eq!(State::from_code("XXA").map(|state| state.name()), Some("stateless person"));
    /// assert_eq!(State::from_code("QQQ"), None);
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim_end_matches('<');
        match code.len() {
            1 => Self::from_alpha3("DEU").filter(|_| code == "D"),
            2 => Self::from_alpha2(code),
            _ => Self::from_alpha3(code).or_else(|| Self::added(code)),
        }
    }

    /// The code of three letters; `DEU` for Germany.
    #[must_use]
    pub const fn alpha3(&self) -> &'static str {
        self.code
    }

    /// The code of two letters, as certificates have it; `None` where there is none.
    #[must_use]
    pub const fn alpha2(&self) -> Option<&'static str> {
        self.alpha2
    }

    /// The usual English name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Where the code comes from.
    #[must_use]
    pub const fn kind(&self) -> StateKind {
        self.kind
    }

    fn from_alpha3(code: &str) -> Option<Self> {
        let index = ISO_3166
            .binary_search_by_key(&code, |(alpha3, ..)| *alpha3)
            .ok()?;
        ISO_3166.get(index).map(|row| Self::country(*row))
    }

    fn from_alpha2(code: &str) -> Option<Self> {
        let row = ISO_3166.iter().find(|(_, alpha2, _)| *alpha2 == code);
        row.map(|row| Self::country(*row)).or_else(|| match code {
            "EU" => Self::added("EUE"),
            "UN" => Self::added("UNO"),
            _ => None,
        })
    }

    const fn country((code, alpha2, name): (&'static str, &'static str, &'static str)) -> Self {
        Self {
            code,
            alpha2: Some(alpha2),
            name,
            kind: StateKind::Country,
        }
    }

    fn added(code: &str) -> Option<Self> {
        let (code, name) = special(code)?;
        Some(Self {
            code,
            alpha2: match code {
                "EUE" => Some("EU"),
                "UNO" => Some("UN"),
                _ => None,
            },
            name,
            kind: StateKind::Added,
        })
    }
}

impl Mrz {
    /// The issuing state; `None` for a code that is not assigned.
    #[must_use]
    pub fn issuing_state(&self) -> Option<State> {
        State::from_code(self.issuer())
    }

    /// The nationality, or the status instead of one; `None` for a code that is not assigned.
    #[must_use]
    pub fn nationality_state(&self) -> Option<State> {
        State::from_code(self.nationality())
    }
}

impl NationalZone {
    /// The issuing state; `None` for a code that is not assigned.
    #[must_use]
    pub fn issuing_state(&self) -> Option<State> {
        State::from_code(self.issuer())
    }
}

/// A nationality is personal, so only the type shows.
impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(<personal>)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(ISO_3166.is_sorted_by_key(|(alpha3, ..)| *alpha3));
        assert_eq!(ISO_3166.len(), 249);
        for (alpha3, alpha2, _) in ISO_3166 {
            assert_eq!(
                State::from_code(alpha3),
                State::from_code(alpha2),
                "{alpha3}"
            );
            assert!(special(alpha3).is_none(), "{alpha3}");
        }
    }

    #[test]
    fn added_codes() {
        let kind = |code: &str| State::from_code(code).map(|state| state.kind());
        for code in "XXA XXB XXC XXX UNO UNA UNK RKS XOM EUE UTO GBD".split(' ') {
            assert_eq!(kind(code), Some(StateKind::Added), "{code}");
        }
        assert_eq!(kind("D"), Some(StateKind::Country));
        for code in ["", "F", "ZZ", "XX", "ZZZ", "FRAU"] {
            assert_eq!(kind(code), None, "{code}");
        }
    }
}
