//! Chip Authentication version 1 (Doc 9303-11 §6.2): new session keys that only the holder of the
//! chip's static key can know.
//!
//! ```text
//! terminal                                         chip
//!   3DES:  MSE:Set KAT  91 PK.IFD [84 key]   ──▶
//!   AES:   MSE:Set AT   80 protocol [84 key] ──▶
//!          GENERAL AUTHENTICATE 7C{80 PK.IFD}──▶
//!                                            ◀──   7C{}
//!   K = KA(SK.IFD, PK.IC), keys = KDF(K), SSC = 0
//! ```
//!
//! The commands go out under the old channel; the machine ends in the new one. It proves nothing
//! yet: a chip shows the key by its first answer that opens under the new channel, and that the
//! key is the document's by DG14 being authentic (§6.2.2).
//!
//! | command | header | data |
//! |---|---|---|
//! | MSE:Set KAT | `00 22 41A6` | `91` plain public key, `[84]` number of the chip's key |
//! | MSE:Set AT | `00 22 41A4` | `80` protocol, `[84]` number of the chip's key |
//! | GENERAL AUTHENTICATE | `00 86 0000` | `7C { 80 plain public key }` |
//!
//! The public key is a point or an unsigned integer without leading zeros (§6.2.4.3, §9.4.1). The
//! answer to the last command still comes under the old keys and the old counter (§9.8.2). MSE:Set
//! KAT is for 3DES only; a chip that has both may do 3DES by the other way as well (§6.2.4).
//!
//! Why it proves anything: the terminal's key is fresh, so whoever computes `K` knows `SK.IC`. It
//! convinces nobody else, for the terminal could have made the whole exchange alone: it knows
//! `SK.IFD` and needs no more.
//!
//! Which key and cipher: [`ChipAuthenticationPlan::choose`].

use crate::kdf::{self, Purpose};
use crate::{AccessError, Cipher, SecureChannel};
use vidimus_iso7816::tlv::{Reader, Tag, Writer};
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};
use vidimus_pubkey::agreement::{AgreementKey, SecretScalar};

mod choose;
mod keys;
mod plan;
mod unusable;

pub use plan::ChipAuthenticationPlan;
pub use unusable::ChipAuthenticationUnusable;

/// Step name of MSE:Set KAT.
const MSE_SET_KAT: &str = "ca.mse_set_kat";
/// Step name of MSE:Set AT.
const MSE_SET_AT: &str = "ca.mse_set_at";
/// Step name of GENERAL AUTHENTICATE.
pub(crate) const GENERAL_AUTHENTICATE: &str = "ca.general_authenticate";

/// The terminal's side of Chip Authentication.
///
/// Its commands are plain: the session protects them with the channel it has, and keeps that
/// channel when a step is refused (§6.2.2). Keys are wiped when it is dropped.
pub struct ChipAuthentication {
    protocol: Vec<u8>,
    key_id: Option<Vec<u8>>,
    /// MSE:Set AT and GENERAL AUTHENTICATE, not MSE:Set KAT
    by_template: bool,
    ephemeral: AgreementKey,
    /// made before the first command, so that a key that agrees on nothing costs none; taken out
    /// when the chip has agreed
    channel: Option<SecureChannel>,
    state: State,
}

/// What comes out: the new channel, not yet confirmed by the chip.
#[derive(Debug)]
pub struct ChipAuthenticationOutput {
    /// the new keys, counter zero
    pub channel: SecureChannel,
    /// the terminal's ephemeral public key, which Terminal Authentication binds
    pub ephemeral: AgreementKey,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Start,
    KeySent,
    ProtocolSet,
    KeyAgreed,
    Finished,
}

impl core::fmt::Debug for ChipAuthentication {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ChipAuthentication({})", self.step())
    }
}

impl ChipAuthentication {
    /// A machine for this plan and this fresh secret, which must be of the plan's domain:
    /// MSE:Set KAT for 3DES, MSE:Set AT and GENERAL AUTHENTICATE for AES.
    ///
    /// # Errors
    /// [`AccessError::ChipAuthenticationKey`] when no secret comes out of the two keys, or they
    /// are one.
    pub fn new(plan: &ChipAuthenticationPlan, secret: &SecretScalar) -> Result<Self, AccessError> {
        Self::start(plan, secret, plan.cipher != Cipher::TripleDes)
    }

    /// The same with MSE:Set AT and GENERAL AUTHENTICATE in any case: for chips that do 3DES and
    /// refuse MSE:Set KAT (§8.5 note 1), in the same session and with a fresh secret.
    ///
    /// # Errors
    /// As [`ChipAuthentication::new`].
    pub fn with_template(
        plan: &ChipAuthenticationPlan,
        secret: &SecretScalar,
    ) -> Result<Self, AccessError> {
        Self::start(plan, secret, true)
    }

    fn start(
        plan: &ChipAuthenticationPlan,
        secret: &SecretScalar,
        by_template: bool,
    ) -> Result<Self, AccessError> {
        let ephemeral = secret.public_key();
        // our own key is nobody's proof
        if ephemeral == plan.key {
            return Err(AccessError::ChipAuthenticationKey);
        }
        let shared = secret
            .agree(&plan.key)
            .map_err(|_| AccessError::ChipAuthenticationKey)?;
        Ok(Self {
            protocol: plan.protocol.clone(),
            key_id: plan.key_id.clone(),
            by_template,
            ephemeral,
            channel: Some(channel(plan.cipher, &shared)),
            state: State::Start,
        })
    }

    /// The reference of the chip's key, where DG14 numbers it.
    fn reference(&self, data: &mut Writer) {
        if let Some(key_id) = &self.key_id {
            data.object(Tag(0x84), key_id);
        }
    }

    /// MSE:Set KAT, key agreement and all: the chip has new keys once it says `9000`.
    fn set_key(&self) -> CommandApdu {
        let mut data = Writer::new();
        data.object(Tag(0x91), &self.ephemeral.to_wire());
        self.reference(&mut data);
        CommandApdu::new(0x00, 0x22, 0x41, 0xA6).with_data(data.into_bytes())
    }

    /// MSE:Set AT; the new keys come with the next command.
    fn set_protocol(&self) -> CommandApdu {
        let mut data = Writer::new();
        data.object(Tag(0x80), &self.protocol);
        self.reference(&mut data);
        CommandApdu::new(0x00, 0x22, 0x41, 0xA4).with_data(data.into_bytes())
    }

    fn finish(&mut self) -> Result<Poll<ChipAuthenticationOutput>, AccessError> {
        let channel = self.channel.take().ok_or(AccessError::OutOfOrder)?;
        let ephemeral = self.ephemeral.clone();
        Ok(Poll::Done(ChipAuthenticationOutput { channel, ephemeral }))
    }

    fn agree(&self) -> CommandApdu {
        let mut key = Writer::new();
        key.object(Tag(0x80), &self.ephemeral.to_wire());
        let mut data = Writer::new();
        data.object(Tag(0x7C), &key.into_bytes());
        let command = CommandApdu::new(0x00, 0x86, 0x00, 0x00);
        command.with_data(data.into_bytes()).with_le(256)
    }
}

impl Machine for ChipAuthentication {
    type Output = ChipAuthenticationOutput;
    type Error = AccessError;

    fn poll(
        &mut self,
        response: Option<&ResponseApdu>,
    ) -> Result<Poll<ChipAuthenticationOutput>, AccessError> {
        let step = self.step();
        let state = core::mem::replace(&mut self.state, State::Finished);
        if let Some(response) = response {
            accepted(response, step)?;
        }
        let (next, command) = match (state, response) {
            (State::Start, None) if self.by_template => (State::ProtocolSet, self.set_protocol()),
            (State::Start, None) => (State::KeySent, self.set_key()),
            (State::ProtocolSet, Some(_)) => (State::KeyAgreed, self.agree()),
            (State::KeySent, Some(_)) => return self.finish(),
            (State::KeyAgreed, Some(response)) => {
                dynamic_data(response.data())?;
                return self.finish();
            }
            _ => return Err(AccessError::OutOfOrder),
        };
        self.state = next;
        Ok(Poll::Transmit(command))
    }

    fn step(&self) -> &'static str {
        match self.state {
            State::Start | State::ProtocolSet if self.by_template => MSE_SET_AT,
            State::KeyAgreed | State::Finished if self.by_template => GENERAL_AUTHENTICATE,
            _ => MSE_SET_KAT,
        }
    }
}

fn accepted(response: &ResponseApdu, step: &'static str) -> Result<(), AccessError> {
    let status = response.status();
    if status.is_success() {
        Ok(())
    } else {
        Err(AccessError::ProofRefused { step, status })
    }
}

/// The answer to GENERAL AUTHENTICATE is one object `7C`; what is in it says nothing in version
/// 1. An answer without data is taken as well, for the proof is the next answer, not this one.
fn dynamic_data(data: &[u8]) -> Result<(), AccessError> {
    let malformed = |_| AccessError::ChipAuthenticationResponse;
    if data.is_empty() {
        return Ok(());
    }
    let mut reader = Reader::new(data);
    reader.expect(Tag(0x7C)).map_err(malformed)?;
    if reader.is_empty() {
        Ok(())
    } else {
        Err(AccessError::ChipAuthenticationResponse)
    }
}

/// The channel whose keys come out of the shared secret.
fn channel(cipher: Cipher, secret: &[u8]) -> SecureChannel {
    let encryption = kdf::derive(cipher, secret, Purpose::Encryption);
    let authentication = kdf::derive(cipher, secret, Purpose::Authentication);
    SecureChannel::with_counter(cipher, &encryption, &authentication, 0)
}
