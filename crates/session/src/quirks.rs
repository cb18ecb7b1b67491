//! Named tolerances: what chips do differently, and what the reader does about it.
//!
//! The registry is data (`quirks/registry.toml`); the code names its entries by [`Quirk`]. Each
//! use is written into the evidence, nothing is tolerated silently.

use serde::Deserialize;
use std::sync::OnceLock;

/// A tolerance of the reading plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Quirk {
    /// Full chunks are refused.
    SmallLe,
    /// Short file identifiers are refused.
    NoSfi,
    /// Extended reads give nothing.
    ExtendedZero,
    /// Reads past the end are refused.
    NoOverrun,
    /// INS B0 is refused.
    OddIns,
    /// SELECT with P2 `0C` is refused.
    SelectP2Zero,
    /// The session dies of a bare status word.
    ReopenAfterPlainError,
    /// PACE is refused without data object 84.
    AlwaysTag84,
    /// PACE is refused with data object 84.
    NoTag84,
    /// PACE ends with data that only another mapping has.
    SurplusCamData,
    /// EF.CardAccess is refused; the profile says what it holds.
    CardAccessConstant,
    /// DG14 has a key and does not say for which protocol.
    InferInfo,
}

impl Quirk {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::SmallLe,
        Self::NoSfi,
        Self::ExtendedZero,
        Self::NoOverrun,
        Self::OddIns,
        Self::SelectP2Zero,
        Self::ReopenAfterPlainError,
        Self::AlwaysTag84,
        Self::NoTag84,
        Self::SurplusCamData,
        Self::CardAccessConstant,
        Self::InferInfo,
    ];

    /// Its name in the registry.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::SmallLe => "read.small_le",
            Self::NoSfi => "read.no_sfi",
            Self::ExtendedZero => "read.extended_zero",
            Self::NoOverrun => "read.no_overrun",
            Self::OddIns => "read.odd_ins",
            Self::SelectP2Zero => "select.p2_zero",
            Self::ReopenAfterPlainError => "sm.reopen_after_plain_error",
            Self::AlwaysTag84 => "pace.always_tag84",
            Self::NoTag84 => "pace.no_tag84",
            Self::SurplusCamData => "pace.surplus_cam_data",
            Self::CardAccessConstant => "pace.card_access_constant",
            Self::InferInfo => "ca.infer_info",
        }
    }

    /// Its entry in the registry.
    #[must_use]
    pub fn entry(self) -> Option<&'static Entry> {
        registry().iter().find(|entry| entry.id == self.id())
    }
}

/// An entry of the registry.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// stable name
    pub id: String,
    /// what is seen
    pub symptom: String,
    /// why it is so, as far as known
    pub cause: String,
    /// what the reader does
    pub fallback: String,
    /// where it was seen
    pub documents: String,
    /// `field` (off under `strict`) or `both`
    pub tolerance: String,
    /// fault of the software chip that shows it
    pub fixture: String,
}

#[derive(Deserialize)]
struct Registry {
    quirk: Vec<Entry>,
}

/// All entries, in their order.
#[must_use]
pub fn registry() -> &'static [Entry] {
    static REGISTRY: OnceLock<Vec<Entry>> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let text = include_str!("../quirks/registry.toml");
        // the file is part of the crate, and a test reads it
        toml::from_str::<Registry>(text).map_or_else(|_| Vec::new(), |registry| registry.quirk)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quirk_has_one_entry_and_every_entry_a_quirk() {
        assert_eq!(registry().len(), Quirk::ALL.len());
        for quirk in Quirk::ALL {
            let entry = quirk.entry().expect("an entry");
            assert!(
                matches!(entry.tolerance.as_str(), "field" | "both"),
                "{}",
                entry.id
            );
            assert!(!entry.fallback.is_empty() && !entry.fixture.is_empty());
        }
    }
}
