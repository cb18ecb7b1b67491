//! After the files: the proofs that the chip is the original, and the terminal's own.
//!
//! Active Authentication, Chip Authentication, one protected command that confirms its keys,
//! Terminal Authentication where the caller has the rights for it. What comes of them is
//! evidence: a chip that refuses or answers wrongly is no error of the read, and nothing here
//! says that anything is proven. Only what a recording, the program or its caller did wrong ends
//! the read, and a lost channel when more files were to be read.
//!
//! The order is not free:
//!
//! | step | why there |
//! |---|---|
//! | Active Authentication | bound to nothing: the keys that opened the chip will do |
//! | Chip Authentication | new keys; from here on the chip is not opened again, for a new session would lose them (Doc 9303-11 §6.2.2) |
//! | Terminal Authentication | signs the newest ephemeral key, so it cannot come before (§7.1.2) |
//! | confirmation | one protected command, only where Terminal Authentication sent none |
//!
//! The answer to the last command of Chip Authentication is still protected by the old keys
//! (§9.8.2). Anybody could give it; the chip has taken part only when a response verifies under
//! the new keys. Until then the state in the evidence is "not requested".

use crate::file_reader::FileReader;
use crate::{ChipProof, Progress, SessionError};
use vidimus_access::terminal_authentication::ChipIdentifier;
use vidimus_access::{AgreementKey, CamData, PaceOutput};
use vidimus_iso7816::{Fault, Note};
use vidimus_lds::evidence::{PaceCam, StepState};

mod active;
mod chip;
mod cvca;
mod terminal;

pub(crate) use cvca::CvcaPlace;

/// What Terminal Authentication binds the terminal's signature to (Doc 9303-11 §7.1.2).
#[derive(Default)]
pub(crate) struct Binding {
    /// ID.IC after PACE; after BAC it is the document number
    chip: Option<ChipIdentifier>,
    /// the terminal's newest ephemeral key, of Chip Authentication or of PACE with its mapping
    ephemeral: Option<AgreementKey>,
    /// the authorities that the chip named at the end of PACE
    authorities: Vec<Vec<u8>>,
}

impl Binding {
    /// What PACE brought. Only with Chip Authentication Mapping its ephemeral key counts.
    pub(crate) fn after_pace(output: &PaceOutput) -> Self {
        let proves_chip = output.cam.is_some();
        Self {
            chip: Some(ChipIdentifier::after_pace(&output.chip_key)),
            ephemeral: proves_chip.then(|| output.terminal_key.clone()),
            authorities: output.certificate_references.clone(),
        }
    }
}

/// What PACE with Chip Authentication Mapping brought, as evidence.
pub(crate) fn pace_cam(data: CamData, parameter_id: u8) -> PaceCam {
    let (state, authentication_data) = match data.data {
        Ok(data) => (StepState::Passed, Some(data)),
        Err(error) => {
            let code = error.code().to_owned();
            (StepState::Failed { code }, None)
        }
    };
    PaceCam {
        state,
        mapping_key: data.mapping_key,
        authentication_data,
        parameter_id,
        same_connection: true,
    }
}

impl FileReader<'_> {
    /// Runs all that is wanted and offered.
    ///
    /// # Errors
    /// What is not the chip's doing; Terminal Authentication that the caller asked for and that
    /// failed.
    pub(crate) fn prove(&mut self) -> Result<(), SessionError> {
        self.prove_actively()?;
        let agreed = self.agree_on_keys()?;
        let terminal = self.terminal_offered();
        let result = match (agreed, terminal) {
            (_, Some(place)) => self.prove_terminal(place),
            (true, None) => self.confirm_keys(),
            (false, None) => Ok(()),
        };
        if agreed {
            return self.conclude_agreement(result);
        }
        result
    }

    /// What a failure means for a step: its state, unless it is not the chip's doing. A channel
    /// that died is remembered for the files that are still to be read.
    ///
    /// The code also becomes an event of the recording: a replay accepts a broken response only
    /// where the recorded session met it at the same place.
    ///
    /// # Errors
    /// The error itself, where it is the program's, the caller's or the recording's.
    fn settle(&mut self, error: SessionError) -> Result<StepState, SessionError> {
        if !error.is_of_chip() {
            return Err(error);
        }
        let code = error.code();
        tracing::info!(code, "step not finished");
        self.link.transport().note(&Note::Event { name: code });
        let state = match error {
            SessionError::Transport { .. } => StepState::Aborted {
                code: code.to_owned(),
            },
            _ => StepState::Failed {
                code: code.to_owned(),
            },
        };
        if matches!(error, SessionError::SecureMessaging { .. }) {
            self.evidence.access.secure_messaging = state.clone();
        }
        if self.link.ended() {
            self.lost = Some(error);
        }
        Ok(state)
    }

    /// Tells the observer before the first command of a proof.
    fn asking(&mut self, proof: ChipProof) {
        self.observer.progress(&Progress::Asking { proof });
    }
}
