//! Chip Authentication (Doc 9303-11 §6.2): new keys that only the holder of the chip's static key
//! can have.
//!
//! ```text
//! 3DES   00 22 41 A6  91 ephemeral key [84 key]
//! else   00 22 41 A4  80 OID [84 key]
//!        00 86 00 00  7C { 80 ephemeral key } -> 7C {}
//! ```
//!
//! All of it goes under the old keys, the last answer included; the counter of the new channel
//! starts at zero (§9.8.2, §9.8.6.3). DO 84 goes along where DG14 names a key (§6.2.4). The key is
//! taken from DG14 as read, and kept in the evidence: whether it is the issuing state's is for
//! `pa.hash.dg14` to say.

use crate::command::{self, CONFIRM};
use crate::file_reader::FileReader;
use crate::open::cipher_name;
use crate::quirks::Quirk;
use crate::{ChipProof, SessionError};
use vidimus_access::{
    ChipAuthentication, ChipAuthenticationOutput, ChipAuthenticationPlan, SecretScalar,
};
use vidimus_iso7816::Fault;
use vidimus_lds::evidence::{self, StepState};
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File, Oid};

/// Bytes that the confirming read asks for: the header of DG14.
const CONFIRMING_BYTES: usize = 4;

impl FileReader<'_> {
    /// Agrees on new keys by the best variant that DG14 offers. Says whether the chip took part
    /// and the new keys are in use, unconfirmed.
    pub(super) fn agree_on_keys(&mut self) -> Result<bool, SessionError> {
        if !self.plan.proofs.chip_authentication {
            return Ok(false);
        }
        let Some(plan) = self.agreement_plan() else {
            return Ok(false);
        };
        self.asking(ChipProof::ChipAuthentication);
        if let Some(lost) = &self.lost {
            let code = lost.code().to_owned();
            self.write_agreement(&plan, StepState::Aborted { code });
            return Ok(false);
        }
        match self.run_agreement(&plan) {
            Ok(output) => {
                // nothing is opened again from here on: the new keys would be lost
                self.reopened = true;
                self.binding.ephemeral = Some(output.ephemeral);
                self.link.secure(output.channel);
                self.write_agreement(&plan, StepState::NotRequested);
                Ok(true)
            }
            Err(error) => {
                let state = self.settle(error)?;
                self.write_agreement(&plan, state);
                Ok(false)
            }
        }
    }

    /// What to do it with. A key that cannot be used leaves it undone: the report says why, out
    /// of the authentic DG14.
    fn agreement_plan(&mut self) -> Option<ChipAuthenticationPlan> {
        let file = self.evidence.data_group(DataGroup::DG14)?;
        let infos = SecurityInfos::parse_file(file, File::Dg(DataGroup::DG14)).ok()?;
        match ChipAuthenticationPlan::choose(&infos, !self.plan.tolerance_strict) {
            Ok(Some(plan)) => {
                if plan.inferred {
                    self.use_quirk(Quirk::InferInfo);
                }
                Some(plan)
            }
            Ok(None) => None,
            Err(error) => {
                tracing::info!(code = error.code(), "Chip Authentication cannot be done");
                None
            }
        }
    }

    /// Draws the terminal's ephemeral key and runs the protocol. The secret is wiped with the
    /// machine; its public half is what Terminal Authentication signs.
    fn run_agreement(
        &mut self,
        plan: &ChipAuthenticationPlan,
    ) -> Result<ChipAuthenticationOutput, SessionError> {
        let purpose = "ca.ephemeral";
        let (link, entropy) = (&mut self.link, &mut *self.entropy);
        let domain = plan.key.domain();
        let secret = SecretScalar::sample(domain, |out| link.draw(entropy, purpose, out))?
            .map_err(|_| SessionError::NoRandomness { purpose })?;
        let mut machine = ChipAuthentication::new(plan, &secret)?;
        self.link.run(&mut machine)
    }

    /// One protected command under the new keys, when nothing else is going to be sent: the
    /// first bytes of DG14, whatever the chip answers about them.
    pub(super) fn confirm_keys(&mut self) -> Result<(), SessionError> {
        let file = File::Dg(DataGroup::DG14);
        let command = match file.sfi() {
            Some(sfi) if !self.tactics.needs_select() => command::read_sfi(sfi, CONFIRMING_BYTES),
            _ => {
                let id = self.evidence.application.file_id(file);
                command::select_file(id, command::SelectReply::Nothing)
            }
        };
        self.link.exchange(CONFIRM, &command).map(drop)
    }

    /// Writes down whether a response verified under the new keys: passed where one did, whatever
    /// became of Terminal Authentication (`after`), which is given back.
    pub(super) fn conclude_agreement(
        &mut self,
        after: Result<(), SessionError>,
    ) -> Result<(), SessionError> {
        let confirmed = match after {
            // the channel died of its first response
            Err(error) if self.link.ended() && self.link.unconfirmed() => Err(error),
            // what came between sent nothing
            after if self.link.unconfirmed() => self.confirm_keys().map(|()| after),
            after => Ok(after),
        };
        let (state, after) = match confirmed {
            Ok(after) => (StepState::Passed, after),
            Err(error) => {
                let code = error.code().to_owned();
                match self.settle(error) {
                    Ok(state) => (state, Ok(())),
                    Err(error) => (StepState::Aborted { code }, Err(error)),
                }
            }
        };
        if let Some(written) = &mut self.evidence.chip.chip_authentication {
            written.state = state;
        }
        after
    }

    /// The evidence of the agreement: what was used, so that the report can look for the very same
    /// key in the authentic DG14.
    fn write_agreement(&mut self, plan: &ChipAuthenticationPlan, state: StepState) {
        let oid = Oid::new(&plan.protocol);
        self.evidence.chip.chip_authentication = Some(evidence::ChipAuthentication {
            state,
            oid: oid.map_or_else(|_| String::new(), |oid| oid.to_string()),
            cipher: cipher_name(plan.cipher),
            domain: plan.key.domain().name().to_owned(),
            key_id: plan.key_id.as_deref().map(decimal),
            public_key: plan.spki.clone(),
            inferred_info: plan.inferred,
            same_connection: true,
        });
    }
}

/// The number of a key in decimal; one above 64 bits in hexadecimal.
fn decimal(octets: &[u8]) -> String {
    if octets.len() > 8 {
        return octets.iter().fold("0x".to_owned(), |mut text, octet| {
            text.push_str(&format!("{octet:02X}"));
            text
        });
    }
    let number = octets
        .iter()
        .fold(0u64, |acc, &octet| (acc << 8) | u64::from(octet));
    number.to_string()
}
