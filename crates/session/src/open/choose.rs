//! Which way the chip is opened.
//!
//! | `--access` | EF.CardAccess | key | way |
//! |---|---|---|---|
//! | none | | | in the clear |
//! | | | none | in the clear |
//! | auto | offers PACE | any | PACE |
//! | auto | offers none, or cannot be read | MRZ | BAC |
//! | auto, pace | cannot be read, and the plan has a constant | any | PACE by the constant |
//! | auto | offers none, or cannot be read | other | `access.pace_not_offered` |
//! | auto, pace | does not decode | any | `pace.cardaccess_malformed`: BAC could be what somebody wants |
//! | pace | offers PACE | any | PACE |
//! | pace | else | any | `access.pace_not_offered` |
//! | bac | | MRZ | BAC, and the report shows a downgrade where PACE was offered |
//! | bac | | other | `usage.key_not_for_bac` |
//! | auto, bac | | line of a driving licence | BAP, and the report shows a downgrade where PACE was offered |
//! | pace | | line of a driving licence | `usage.key_not_for_pace` |
//!
//! A key may bring others for BAC with it: then the row for MRZ counts, with these. A protocol that
//! the plan does not name is never used: asked for by `--access` it is
//! `usage.protocol_not_in_profile`, and so is the line of a licence where the plan has no BAP; else it
//! counts as not offered.

use super::Keys;
use super::card_access::Offer;
use crate::file_reader::FileReader;
use crate::{AccessMode, SessionError};
use vidimus_access::{AccessError, AccessKey, LicenceKey, MrzKey, PaceError};
use vidimus_iso7816::Fault;
use vidimus_lds::evidence::StepState;
use vidimus_lds::profile::OpeningProtocol;

/// A way to open a chip.
pub(super) enum Way<'a> {
    /// PACE; BAC with these keys if it fails and the caller allows it.
    Pace(&'a AccessKey, Vec<&'a MrzKey>),
    /// PACE as the plan's constant has it; BAC with these keys where the chip has no such PACE.
    PaceByConstant(&'a AccessKey, Vec<&'a MrzKey>),
    /// BAC, with the first of these keys that fits; never empty.
    Bac(Vec<&'a MrzKey>),
    /// BAP, of a driving licence.
    Bap(&'a LicenceKey),
    /// No access control.
    Clear,
}

impl FileReader<'_> {
    /// Chooses by plan, offer and key.
    ///
    /// # Errors
    /// Why there is no way: nothing was sent then.
    pub(super) fn choose<'k>(
        &mut self,
        offer: Offer,
        keys: Keys<'k>,
    ) -> Result<Way<'k>, SessionError> {
        let mode = self.plan.access;
        self.refuse_protocol_not_in_plan(keys.key)?;
        let key = match (mode, keys.key) {
            (AccessMode::None, _) | (AccessMode::Auto | AccessMode::Bac, None) => {
                return Ok(Way::Clear);
            }
            (AccessMode::Pace, None) => return Err(SessionError::NoAccessKey),
            (_, Some(AccessKey::Licence(licence))) => return self.licence(licence),
            (_, Some(key)) => key,
        };
        let mut mrz = keys.for_bac();
        if !self.plan.protocols.contains(&OpeningProtocol::Bac) {
            mrz.clear();
        }
        if mode == AccessMode::Bac {
            return if mrz.is_empty() {
                Err(SessionError::KeyNotForBac)
            } else {
                Ok(Way::Bac(mrz))
            };
        }
        let auto = mode == AccessMode::Auto;
        let leave = self.plan.bac_after_pace_failure && auto;
        let fallback = |mrz: Vec<&'k MrzKey>, leave: bool| if leave { mrz } else { Vec::new() };
        match offer {
            Offer::Pace if self.plan.protocols.contains(&OpeningProtocol::Pace) => {
                Ok(Way::Pace(key, fallback(mrz, leave)))
            }
            Offer::Malformed => self.malformed(fallback(mrz, leave)),
            Offer::Constant => Ok(Way::PaceByConstant(key, fallback(mrz, auto))),
            _ if auto && !mrz.is_empty() => Ok(Way::Bac(mrz)),
            _ => Err(SessionError::PaceNotOffered),
        }
    }

    /// A protocol that the caller asks for and the profile rules out: one of them is a mistake. BAP
    /// is the BAC of a licence.
    fn refuse_protocol_not_in_plan(&self, key: Option<&AccessKey>) -> Result<(), SessionError> {
        let asked = match (self.plan.access, key) {
            (AccessMode::Auto | AccessMode::Bac, Some(AccessKey::Licence(_))) => {
                OpeningProtocol::Bap
            }
            (AccessMode::Pace, _) => OpeningProtocol::Pace,
            (AccessMode::Bac, _) => OpeningProtocol::Bac,
            (AccessMode::Auto | AccessMode::None, _) => return Ok(()),
        };
        if self.plan.protocols.contains(&asked) {
            return Ok(());
        }
        let protocol = asked.word();
        Err(SessionError::ProtocolNotInProfile { protocol })
    }

    /// The way with the line of a licence. How PACE would take it is not confirmed; BAP in its place
    /// is a downgrade.
    fn licence<'k>(&self, key: &'k LicenceKey) -> Result<Way<'k>, SessionError> {
        match self.plan.access {
            AccessMode::Pace => Err(SessionError::KeyNotForPace),
            _ => Ok(Way::Bap(key)),
        }
    }

    /// EF.CardAccess does not decode: whether PACE is offered is not known, so going on by BAC
    /// may be a downgrade and needs the caller's leave.
    fn malformed<'k>(&mut self, fallback: Vec<&'k MrzKey>) -> Result<Way<'k>, SessionError> {
        let error = SessionError::from(AccessError::Pace(PaceError::CardAccessMalformed));
        self.evidence.access.pace = StepState::Aborted {
            code: error.code().to_owned(),
        };
        if fallback.is_empty() {
            return Err(error);
        }
        self.evidence.access.bac_after_pace_failure = true;
        Ok(Way::Bac(fallback))
    }
}
