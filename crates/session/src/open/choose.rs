//! Which way the chip is opened.
//!
//! | `--access` | EF.CardAccess | key | way |
//! |---|---|---|---|
//! | none | | | in the clear |
//! | | | none | in the clear |
//! | auto | offers PACE | any | PACE |
//! | auto | offers none, or cannot be read | MRZ | BAC |
//! | auto | offers none, or cannot be read | other | `access.pace_not_offered` |
//! | auto, pace | does not decode | any | `pace.cardaccess_malformed`: BAC could be what somebody wants |
//! | pace | offers PACE | any | PACE |
//! | pace | else | any | `access.pace_not_offered` |
//! | bac | | MRZ | BAC, and the report shows a downgrade where PACE was offered |
//! | bac | | other | `usage.key_not_for_bac` |

use super::card_access::Offer;
use crate::file_reader::FileReader;
use crate::{AccessMode, SessionError};
use vidimus_access::{AccessError, AccessKey, MrzKey, PaceError};
use vidimus_iso7816::Fault;
use vidimus_lds::evidence::StepState;

/// A way to open a chip.
pub(super) enum Way<'a> {
    /// PACE; BAC with this key if it fails and the caller allows it.
    Pace(&'a AccessKey, Option<&'a MrzKey>),
    /// BAC.
    Bac(&'a MrzKey),
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
        key: Option<&'k AccessKey>,
    ) -> Result<Way<'k>, SessionError> {
        let mode = self.plan.access;
        let key = match (mode, key) {
            (AccessMode::None, _) | (AccessMode::Auto | AccessMode::Bac, None) => {
                return Ok(Way::Clear);
            }
            (AccessMode::Pace, None) => return Err(SessionError::NoAccessKey),
            (_, Some(key)) => key,
        };
        let mrz = match key {
            AccessKey::Mrz(mrz) => Some(mrz),
            _ => None,
        };
        let fallback = mrz.filter(|_| self.plan.bac_after_pace_failure && mode == AccessMode::Auto);
        match (mode, offer, mrz) {
            (AccessMode::Bac, _, Some(mrz)) => Ok(Way::Bac(mrz)),
            (AccessMode::Bac, _, None) => Err(SessionError::KeyNotForBac),
            (_, Offer::Pace, _) => Ok(Way::Pace(key, fallback)),
            (_, Offer::Malformed, _) => self.malformed(fallback),
            (AccessMode::Auto, Offer::None | Offer::Unreadable, Some(mrz)) => Ok(Way::Bac(mrz)),
            _ => Err(SessionError::PaceNotOffered),
        }
    }

    /// EF.CardAccess does not decode: whether PACE is offered is not known, so going on by BAC
    /// may be a downgrade and needs the caller's leave.
    fn malformed<'k>(&mut self, fallback: Option<&'k MrzKey>) -> Result<Way<'k>, SessionError> {
        let error = SessionError::from(AccessError::Pace(PaceError::CardAccessMalformed));
        self.evidence.access.pace = StepState::Aborted {
            code: error.code().to_owned(),
        };
        let mrz = fallback.ok_or(error)?;
        self.evidence.access.bac_after_pace_failure = true;
        Ok(Way::Bac(mrz))
    }
}
