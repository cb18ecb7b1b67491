//! How documents of a profile are known.

use super::choice::Observed;
use crate::File;
use crate::security_info::SecurityInfos;
use vidimus_mrz::{Format, Mrz};

/// Conditions on what was observed; an empty list is no condition.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Match {
    /// contents of EF.CardAccess that only such documents have
    pub(super) card_access: Vec<Vec<u8>>,
    /// whether EF.CardAccess must offer PACE
    pub(super) pace: bool,
    pub(super) mrz: MrzMatch,
}

/// Conditions on the zone in DG1.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct MrzMatch {
    pub(super) formats: Vec<Format>,
    /// how document codes begin
    pub(super) codes: Vec<String>,
    pub(super) issuers: Vec<String>,
}

impl Match {
    /// Whether EF.CardAccess is one of those that only such documents have.
    pub(super) fn knows_card_access(&self, observed: &Observed<'_>) -> bool {
        let found = observed.card_access;
        found.is_some_and(|found| self.card_access.iter().any(|known| known == found))
    }

    /// Whether PACE was asked for and is not known to be offered.
    pub(super) fn lacks_pace(&self, observed: &Observed<'_>) -> bool {
        self.pace && !observed.card_access.is_some_and(offers_pace)
    }
}

impl MrzMatch {
    /// Whether there are conditions at all.
    pub(super) const fn is_empty(&self) -> bool {
        self.formats.is_empty() && self.codes.is_empty() && self.issuers.is_empty()
    }

    /// Whether a zone keeps them all.
    pub(super) fn holds(&self, mrz: &Mrz) -> bool {
        let code = mrz.document_code();
        let issuer = mrz.issuer();
        (self.formats.is_empty() || self.formats.contains(&mrz.format()))
            && (self.codes.is_empty() || self.codes.iter().any(|start| code.starts_with(start)))
            && (self.issuers.is_empty() || self.issuers.iter().any(|known| known == issuer))
    }
}

/// Whether the bytes of EF.CardAccess hold a PACEInfo.
pub(super) fn offers_pace(bytes: &[u8]) -> bool {
    SecurityInfos::parse_file(bytes, File::CardAccess).is_ok_and(|infos| infos.has_pace())
}
