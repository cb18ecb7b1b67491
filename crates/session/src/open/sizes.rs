//! How long APDUs may be: EF.ATR/INFO (Doc 9303-10 §3.11.4).
//!
//! Doc 9303-11 §9.3.1.2 forbids extended length, but for MSE:Set KAT and GENERAL AUTHENTICATE,
//! unless the chip states the exact sizes of its buffers. So the file is read where the answer to
//! reset lets expect it and the reader could make use of it: with a reader that carries short
//! responses only, the command would be wasted.
//!
//! | plan | the file is read | without stated sizes |
//! |---|---|---|
//! | short | no | short |
//! | auto | where ATR and reader both allow extended length | short |
//! | extended | yes | as much as a response can carry: the caller insists |

use crate::file_reader::FileReader;
use crate::{ApduMode, SessionError, atr};
use vidimus_lds::{File, atr_info::AtrInfo};

/// Data and status of a short response.
const SHORT_RESPONSE: usize = 258;
/// Data and status of the longest response there is.
const LONGEST_RESPONSE: usize = 65_538;

impl FileReader<'_> {
    /// Uses extended length where it is stated: the ATR says whether EF.ATR/INFO is worth a
    /// command, and that file says how long.
    pub(super) fn learn_sizes(&mut self) -> Result<(), SessionError> {
        let limits = self.link.transport().limits();
        let stated = atr::states_extended_length(self.link.transport().atr());
        let worthwhile = match self.plan.apdu {
            ApduMode::Short => false,
            ApduMode::Auto => stated && limits.response > SHORT_RESPONSE,
            ApduMode::Extended => true,
        };
        if !worthwhile {
            return Ok(());
        }
        self.read(File::AtrInfo)?;
        let file = self.evidence.file(File::AtrInfo);
        let buffers = match file.map(AtrInfo::parse) {
            Some(Ok(info)) if info.buffers.is_some() => info.buffers,
            Some(_) if self.plan.tolerance_strict => return Err(SessionError::AtrInfoMalformed),
            _ => None,
        };
        let announced = match (buffers, self.plan.apdu) {
            (Some((_, response)), _) => usize::try_from(response).unwrap_or(usize::MAX),
            // asked for, and nothing stated: all that a response can carry
            (None, ApduMode::Extended) => LONGEST_RESPONSE,
            (None, _) => return Ok(()),
        };
        let carried = limits.response.clamp(SHORT_RESPONSE, LONGEST_RESPONSE);
        self.tactics.use_extended(announced.min(carried));
        Ok(())
    }
}
