//! Terminal Authentication (Doc 9303-11 §7.1): the terminal shows its rights.
//!
//! ```text
//! for each certificate, from the one that the chip's own key verifies down to the terminal's:
//!   00 22 81 B6  83 authority reference
//!   00 2A 00 BE  7F4E body, 5F37 signature
//! 00 22 81 A4  83 holder reference of the terminal
//! 00 84 00 00 08                     -> r_IC (8)
//! 00 82 00 00  Sign(ID_IC || r_IC || Comp(PK_IFD))
//! ```
//!
//! It runs where four things meet: the caller brought a [`TerminalAuthority`](crate::TerminalAuthority),
//! DG14 offers the protocol, an ephemeral key was agreed on with the chip's static one (Chip
//! Authentication or PACE-CAM), and a chain leads from one of the chip's authorities to the
//! terminal. Without the third the rights would go to whoever listens, so that is written down
//! and nothing is sent.
//!
//! A chip takes one run a session (§7.1.3). After a start it is therefore not opened again.

use super::CvcaPlace;
use crate::authority::{CERTIFICATE, SIGNATURE};
use crate::file_reader::FileReader;
use crate::open::Opener;
use crate::{ChipProof, SessionError};
use vidimus_access::terminal_authentication::{
    Authentication, ChipIdentifier, Presentation, TerminalChain, message,
};
use vidimus_access::{AccessError, AgreementKey};
use vidimus_iso7816::{Fault, Note};
use vidimus_lds::cvc::{CertificateReference, CvCertificate};
use vidimus_lds::evidence::{StepState, TerminalAuthentication};

/// Code of a terminal that cannot prove itself because the chip has not: without the chip's keys
/// the rights would be given to whoever listens.
const NO_CHIP_AUTHENTICATION: &str = "ta.no_chip_authentication";

impl FileReader<'_> {
    /// Where EF.CVCA lies, when the caller brought rights and the chip offers Terminal
    /// Authentication. What keeps it from starting is written down.
    pub(super) fn terminal_offered(&mut self) -> Option<CvcaPlace> {
        self.terminal.as_ref()?;
        let place = self.cvca_place();
        let state = match (place, &self.lost, &self.binding.ephemeral) {
            (None, _, _) => StepState::NotSupported,
            (_, Some(lost), _) => StepState::Aborted {
                code: lost.code().to_owned(),
            },
            (_, None, None) => StepState::Aborted {
                code: NO_CHIP_AUTHENTICATION.to_owned(),
            },
            (Some(_), None, Some(_)) => return place,
        };
        self.evidence.chip.terminal_authentication = Some(TerminalAuthentication {
            state,
            chain: Vec::new(),
            rights: Default::default(),
        });
        None
    }

    /// Runs Terminal Authentication. The caller asked for it by bringing a terminal's rights, so
    /// its failure ends the read.
    pub(super) fn prove_terminal(&mut self, place: CvcaPlace) -> Result<(), SessionError> {
        self.asking(ChipProof::TerminalAuthentication);
        self.reopened = true;
        let mut seen = TerminalAuthentication {
            state: StepState::Passed,
            chain: Vec::new(),
            rights: Default::default(),
        };
        let result = self.run_terminal(place, &mut seen);
        if let Err(error) = &result {
            let code = error.code().to_owned();
            seen.state = match error {
                SessionError::Access(AccessError::NoChain)
                | SessionError::Transport { .. }
                | SessionError::Transcript(_) => StepState::Aborted { code },
                _ => StepState::Failed { code },
            };
        }
        self.evidence.chip.terminal_authentication = Some(seen);
        result
    }

    /// The protocol: authorities, chain, certificates, challenge, signature. Chain and rights are
    /// noted as soon as they are known, so that evidence of a refusal names what was refused.
    fn run_terminal(
        &mut self,
        place: CvcaPlace,
        seen: &mut TerminalAuthentication,
    ) -> Result<(), SessionError> {
        let authorities = self.authorities(place)?;
        let certificates = self.certificates_for(&authorities)?;
        let parsed: Vec<_> = certificates
            .iter()
            .filter_map(|bytes| CvCertificate::parse(bytes).ok())
            .collect();
        let references: Vec<_> = authorities
            .iter()
            .filter_map(|reference| CertificateReference::new(reference))
            .collect();
        let chain = TerminalChain::find(&references, &parsed, None)?;
        seen.chain = chain.holders();
        seen.rights = chain.rights();
        let (chip, ephemeral) = self.bound_to()?;
        let challenge = self.link.run(&mut Presentation::new(chain.presented())?)?;
        let signature = self.sign(&message(&chip, &challenge, &ephemeral))?;
        self.link.run(&mut Authentication::new(signature))
    }

    /// The caller's certificates for one of these authorities, kept for a recording.
    fn certificates_for(&mut self, authorities: &[Vec<u8>]) -> Result<Vec<Vec<u8>>, SessionError> {
        let terminal = self.terminal.as_mut().ok_or(AccessError::NoChain)?;
        let certificates = terminal
            .chain_for(authorities)
            .ok_or(AccessError::NoChain)?;
        for bytes in &certificates {
            let what = CERTIFICATE;
            self.link.transport().note(&Note::Given { what, bytes });
        }
        Ok(certificates)
    }

    /// The terminal's signature, kept for a recording.
    fn sign(&mut self, message: &[u8]) -> Result<Vec<u8>, SessionError> {
        let terminal = self.terminal.as_mut().ok_or(AccessError::NoChain)?;
        let signature = terminal.sign(message)?;
        let (what, bytes) = (SIGNATURE, signature.as_slice());
        self.link.transport().note(&Note::Given { what, bytes });
        Ok(signature)
    }

    /// Whom the signature is for: the chip by how it was opened, and the newest ephemeral key.
    fn bound_to(&self) -> Result<(ChipIdentifier, AgreementKey), SessionError> {
        let chip = match (&self.binding.chip, self.opener) {
            (Some(chip), _) => Some(chip.clone()),
            (None, Opener::Bac(key)) => Some(ChipIdentifier::after_bac(key)),
            (None, _) => None,
        };
        let ephemeral = self.binding.ephemeral.clone();
        // both were looked at before the start
        chip.zip(ephemeral)
            .ok_or_else(|| AccessError::OutOfOrder.into())
    }
}
