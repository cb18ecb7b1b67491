//! Active Authentication (Doc 9303-11 §6.1): a challenge, and whatever the chip answers.
//!
//! `00 88 00 00 08 RND.IFD Le` is answered with the signature alone: as long as the modulus with
//! RSA, `r || s` with ECDSA. The public key in DG15 (of a licence in DG13) tells the length beforehand, which decides how
//! to ask: under secure messaging a short response carries 231 bytes (3DES) or 223 (AES), so the
//! 256 bytes of an RSA key of 2 048 bits need extended length (§6.1.4, note) or `61xx`.
//!
//! The signature is not verified here. Challenge, its origin and the answer as received go into
//! the evidence; `aa.response` of the report says what they are worth.

use crate::file_reader::FileReader;
use crate::{ApduMode, ChipProof, SessionError};
use vidimus_access::{AccessError, ActiveAuthentication, SecureChannel};
use vidimus_iso7816::StatusWord;
use vidimus_lds::dg15::Dg15;
use vidimus_lds::driving_licence;
use vidimus_lds::evidence::{self, Application, ChallengeSource, StepState};

/// Data bytes of a short response.
const SHORT_RESPONSE: usize = 256;
/// What an extended command asks for: everything there is.
const EXTENDED_LE: u32 = 65_536;

impl FileReader<'_> {
    /// Asks for a signature when the key was read. Whether it is the right one is judged later.
    pub(super) fn prove_actively(&mut self) -> Result<(), SessionError> {
        if !self.plan.proofs.active_authentication {
            return Ok(());
        }
        let application = self.evidence.application;
        let group = application.active_authentication_key();
        let Some(file) = self.evidence.data_group(group) else {
            return Ok(());
        };
        let parsed = match application {
            Application::Emrtd => Dg15::parse(file),
            Application::DrivingLicence => driving_licence::active_authentication(file),
        };
        let key = parsed.ok().map(|file| file.public_key);
        let signature = key.and_then(ActiveAuthentication::signature_len);
        self.asking(ChipProof::ActiveAuthentication);
        let (challenge, challenge_source) = self.challenge()?;
        let (response, state) = match self.ask_for_signature(challenge, signature) {
            Ok(response) => (Some(response), StepState::Passed),
            Err(error) => (None, self.active_state(error)?),
        };
        self.evidence.chip.active_authentication = Some(evidence::ActiveAuthentication {
            challenge: challenge.to_vec(),
            challenge_source,
            response,
            state,
            same_connection: true,
        });
        Ok(())
    }

    /// The caller's challenge, or a random one.
    fn challenge(&mut self) -> Result<([u8; 8], ChallengeSource), SessionError> {
        if let Some(challenge) = self.plan.aa_challenge {
            return Ok((challenge, ChallengeSource::Caller));
        }
        let mut challenge = [0; 8];
        self.link
            .draw(self.entropy, "aa.challenge", &mut challenge)?;
        Ok((challenge, ChallengeSource::Random))
    }

    /// INTERNAL AUTHENTICATE. A signature that no short response can carry comes in an extended
    /// one, or in pieces (`61xx`): first the way that the chip announced, then the other.
    fn ask_for_signature(
        &mut self,
        challenge: [u8; 8],
        expected: Option<usize>,
    ) -> Result<Vec<u8>, SessionError> {
        let carried = self.link.channel().map_or(SHORT_RESPONSE, largest);
        let expected = expected.unwrap_or_default();
        let short = ActiveAuthentication::SHORT_LE;
        if expected <= carried {
            return self
                .link
                .run(&mut ActiveAuthentication::new(challenge, short));
        }
        let mut ways = vec![short];
        if self.plan.apdu != ApduMode::Short && self.can_receive_extended() {
            let place = usize::from(!self.tactics.is_extended());
            ways.insert(place, EXTENDED_LE);
        }
        let mut outcome = Err(SessionError::Ended);
        for le in ways {
            outcome = self.link.run(&mut ActiveAuthentication::new(challenge, le));
            match &outcome {
                Ok(signature) if signature.len() >= expected => return outcome,
                Ok(_) => {}
                Err(error) if refuses_length(error) => {}
                Err(_) => return outcome,
            }
        }
        outcome
    }

    /// Whether the reader carries more than a short response: what the chip can do is found out by
    /// asking.
    fn can_receive_extended(&mut self) -> bool {
        self.link.transport().limits().response > SHORT_RESPONSE + 2
    }

    /// A refusal says something about the chip; a length that it cannot do, or a channel that
    /// died on the way, says nothing.
    fn active_state(&mut self, error: SessionError) -> Result<StepState, SessionError> {
        let inconclusive = refuses_length(&error) || !matches!(error, SessionError::Access(_));
        Ok(match self.settle(error)? {
            StepState::Failed { code } if inconclusive => StepState::Aborted { code },
            state => state,
        })
    }
}

/// What a protected short response carries.
fn largest(channel: &SecureChannel) -> usize {
    channel.largest_read(SHORT_RESPONSE, false)
}

/// Whether the chip refused the length (`6700`, `6Cxx`), and not the proof.
fn refuses_length(error: &SessionError) -> bool {
    match error {
        SessionError::Access(AccessError::ProofRefused { status, .. }) => {
            *status == StatusWord::WRONG_LENGTH || status.exact_le().is_some()
        }
        _ => false,
    }
}
