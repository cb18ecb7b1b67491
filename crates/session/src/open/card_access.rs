//! EF.CardAccess: whether the chip offers PACE, and how (Doc 9303-11 §4.2, §9.2.11).
//!
//! A ladder, because chips disagree on how the file is found before anything is selected: short
//! identifier 1C; SELECT 011C; SELECT of the master file in either form, and both again. No rung
//! is fatal, and a document profile may leave some out. A chip without the file says so at the
//! first one (`6A82`), which counts unless the profile insists.
//!
//! Some documents are known to hold always the same file and to keep it back from some readers. For
//! those a profile brings its content as a constant, the last rung: used where the file was
//! refused, never where it is absent, does not decode or was read, and never under `strict`.

use crate::SessionError;
use crate::command::{self, SELECT_MASTER_FILE};
use crate::file_reader::FileReader;
use vidimus_iso7816::CommandApdu;
use vidimus_lds::File;
use vidimus_lds::evidence::{FileState, StepState};
use vidimus_lds::profile::CardAccessStep;
use vidimus_lds::security_info::SecurityInfos;

/// What EF.CardAccess says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    /// There is a PACEInfo.
    Pace,
    /// There is none, or no such file.
    None,
    /// The file is there and does not decode: also a way to hide what it offers.
    Malformed,
    /// It could not be read.
    Unreadable,
    /// It could not be read, and the plan says what such documents hold.
    Constant,
}

/// First byte of EF.CVCA, which has the same short identifier in the eMRTD application: some
/// chips start with that one selected.
const CVCA: u8 = 0x42;

impl FileReader<'_> {
    /// Reads EF.CardAccess. Whatever goes wrong with the master file is not fatal: only the card
    /// being gone is.
    pub(super) fn read_card_access(&mut self) -> Result<Offer, SessionError> {
        self.read_leniently()?;
        if self.is_out_of_reach() {
            self.read_below_master_file()?;
        }
        let offer = match self.evidence.files.get(&File::CardAccess) {
            Some(FileState::Read(bytes)) if bytes.first() != Some(&CVCA) => offer_in(bytes),
            Some(FileState::Absent) => Offer::None,
            Some(
                FileState::Truncated { .. }
                | FileState::TooLarge { .. }
                | FileState::Partial { .. },
            ) => Offer::Malformed,
            _ if self.may_use_constant() => Offer::Constant,
            _ => Offer::Unreadable,
        };
        let access = &mut self.evidence.access;
        (access.pace_offered, access.pace) = match offer {
            Offer::Pace => (Some(true), StepState::NotRequested),
            Offer::None => (Some(false), StepState::NotSupported),
            Offer::Malformed | Offer::Unreadable | Offer::Constant => {
                (None, StepState::NotSupported)
            }
        };
        Ok(offer)
    }

    /// Selects the master file and tries again. One form of SELECT that is taken is enough, unless
    /// the profile insists.
    fn read_below_master_file(&mut self) -> Result<(), SessionError> {
        for select in self.master_file_rungs() {
            let response = self.link.exchange(SELECT_MASTER_FILE, &select)?;
            if response.status().is_success_or_warning() {
                self.read_leniently()?;
                if !self.plan.card_access.insist || !self.is_out_of_reach() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The forms of SELECT of the master file that the plan has.
    fn master_file_rungs(&self) -> Vec<CommandApdu> {
        let steps = [CardAccessStep::MasterFile, CardAccessStep::MasterFile3F00];
        let rungs = steps.into_iter().zip(command::select_master_file());
        rungs
            .filter(|(step, _)| self.plan.card_access.ladder.contains(step))
            .map(|(_, select)| select)
            .collect()
    }

    /// Whether the plan has a constant that may stand in for a file that could not be read.
    const fn may_use_constant(&self) -> bool {
        self.plan.card_access.constant.is_some() && !self.plan.tolerance_strict
    }

    /// EF.CardAccess as far as the session knows it: the file, or what the plan says of one that
    /// could not be read.
    pub(super) fn known_card_access(&self) -> &[u8] {
        let constant = self.evidence.access.card_access_constant.as_deref();
        constant
            .or_else(|| self.evidence.file(File::CardAccess))
            .unwrap_or_default()
    }

    /// Reads the file. A chip that answers without ever sending a byte has a file that cannot be
    /// read, which is no reason to stop.
    fn read_leniently(&mut self) -> Result<(), SessionError> {
        match self.read(File::CardAccess) {
            Err(SessionError::NoProgress { .. }) => Ok(()),
            result => result,
        }
    }

    /// Whether selecting the master file may help.
    fn is_out_of_reach(&self) -> bool {
        match self.evidence.files.get(&File::CardAccess) {
            Some(FileState::Failed { .. } | FileState::Denied { .. }) => true,
            Some(FileState::Read(bytes)) => bytes.first() == Some(&CVCA),
            Some(FileState::Absent) => self.plan.card_access.insist,
            _ => false,
        }
    }
}

/// What the bytes of the file offer: a PACEInfo is one whether or not its protocol is known here.
/// [`pace`](super::pace) finds out whether it can be used.
fn offer_in(bytes: &[u8]) -> Offer {
    match SecurityInfos::parse_file(bytes, File::CardAccess) {
        Ok(infos) if infos.has_pace() => Offer::Pace,
        Ok(_) => Offer::None,
        Err(_) => Offer::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_file_offers() {
        // PACEInfo: id-PACE-ECDH-GM-AES-CBC-CMAC-128, version 2, parameters 12
        let pace = [
            0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 4, 0, 0x7F, 0, 7, 2, 2, 4, 2, 2, 2, 1, 2, 2, 1, 12,
        ];
        assert_eq!(offer_in(&pace), Offer::Pace);
        assert_eq!(offer_in(&[0x31, 0]), Offer::None);
        assert_eq!(offer_in(&pace[..21]), Offer::Malformed);
        assert_eq!(offer_in(&[]), Offer::Malformed);
    }
}
