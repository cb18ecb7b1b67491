//! What a document proves itself with, and whom it lets prove themselves: the keys of Active,
//! Chip and Terminal Authentication, and the files that tell of them (DG14, DG15, EF.CVCA).

mod active;
mod agreement;
mod dg14;
mod key_files;
mod preset;
mod terminal;

pub use active::{AaKeySpec, AaSpec};
pub(super) use agreement::spki_of;
pub use agreement::{CaSecret, CaSpec, KeyOid};
pub(super) use preset::Proofs;
pub use terminal::{CvcaForm, TerminalFiles, TerminalSpec};

use super::biometric::{BiometricSpec, Coding, Modality, PictureSpec};
use super::{CardSpec, PersonaliseError};
use crate::keys::ChipKeys;
use std::sync::Arc;
use vidimus_lds::File;

/// The proofs of a document to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProofSpec {
    /// Active Authentication
    pub active: Option<AaSpec>,
    /// Chip Authentication, one entry a key
    pub chip: Vec<CaSpec>,
    /// Terminal Authentication
    pub terminal: Option<TerminalSpec>,
    /// SecurityInfos in DG14 besides, whole; the signed copies of PACEInfos among them
    pub infos: Vec<Vec<u8>>,
    /// whether DG14 is an empty set whatever there is to say
    pub empty: bool,
}

/// What EF.ATR/INFO announces where certificates need extended length.
const BUFFER: u32 = 20_000;

impl CardSpec {
    /// Writes DG14, DG15 and EF.CVCA anew after a change of the proofs. DG14 and DG15 that
    /// nobody describes any more stay as they are.
    ///
    /// # Errors
    /// [`PersonaliseError`] where keys do not fit.
    pub fn write_proofs(&mut self) -> Result<(), PersonaliseError> {
        if let Some(active) = &self.proofs.active {
            let dg15 = active.dg15()?;
            self.put(15, dg15);
        }
        if let Some(dg14) = self.proofs.dg14()? {
            self.put(14, dg14);
        }
        if let Some(terminal) = &self.proofs.terminal {
            let cvca = terminal.cvca_file();
            self.replaced.insert(File::Cvca, Some(cvca));
            if terminal.is_long() && self.atr_info.is_none() {
                self.atr_info = Some(super::files::atr_info(BUFFER));
            }
        }
        Ok(())
    }

    /// The keys of the chip.
    pub(super) fn keys(&self) -> Result<ChipKeys, PersonaliseError> {
        let active = self.proofs.active.as_ref().map(AaSpec::key).transpose()?;
        let chip = self.proofs.chip.iter().map(CaSpec::key);
        let terminal = self.proofs.terminal.as_ref();
        Ok(ChipKeys {
            active: active.map(Arc::new),
            chip_authentication: chip
                .map(|key| key.map(Arc::new))
                .collect::<Result<_, _>>()?,
            terminal: terminal
                .map(|terminal| terminal.trust(&self.mrz_information))
                .transpose()?,
        })
    }

    /// Puts data groups in that have no content of anybody's: made-up fingers and irises.
    pub(super) fn put_biometrics(&mut self) {
        for modality in [Modality::Finger, Modality::Iris] {
            let content = BiometricSpec::new(modality, &PictureSpec::new(Coding::Raw), 1);
            self.put(modality.group().number(), content.to_bytes());
        }
    }
}
