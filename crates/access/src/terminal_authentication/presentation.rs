//! The first machine: certificates in, challenge out.
//!
//! ```text
//! Start ─▶ Selected(0) ─▶ Verified(0) ─▶ Selected(1) ─▶ … ─▶ Named ─▶ Asked ─▶ Finished
//!          MSE:Set DST    PSO:Verify     MSE:Set DST         MSE:Set AT  GET CHALLENGE
//! ```
//!
//! A refusal says at which certificate, counted from 1, and at which step: the chip's reasons (an
//! unknown authority, a date, a signature) show in nothing else.

use super::{GET_CHALLENGE, MSE_SET_AT, MSE_SET_DST, VERIFY_CERTIFICATE};
use crate::AccessError;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu, StatusWord};

/// A certificate as the chip gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    /// the authority reference: which key of the chip verifies it
    pub authority: Vec<u8>,
    /// the holder reference
    pub holder: Vec<u8>,
    /// body and signature, `7F4E` and `5F37` with their tags
    pub content: Vec<u8>,
}

/// Presents a chain and fetches the challenge: MSE:Set DST and PSO:Verify Certificate for each
/// certificate, MSE:Set AT for the last one's holder, GET CHALLENGE. Ends in `rIC`.
///
/// A certificate with domain parameters, or one for RSA, is longer than a short command: it needs
/// a chip that says how much it takes in extended ones (§9.3.1.2).
#[derive(Debug)]
pub struct Presentation {
    chain: Vec<Presented>,
    state: State,
}

/// The command sent last; numbers are positions in the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Start,
    Selected(usize),
    Verified(usize),
    Named,
    Asked,
    Finished,
}

impl Presentation {
    /// A machine for this chain, in the order of verification; the last certificate is the
    /// terminal's.
    ///
    /// # Errors
    /// [`AccessError::NoChain`] for an empty chain.
    pub fn new(chain: Vec<Presented>) -> Result<Self, AccessError> {
        if chain.is_empty() {
            return Err(AccessError::NoChain);
        }
        let state = State::Start;
        Ok(Self { chain, state })
    }

    /// MSE:Set DST for the certificate at this position; after the last one MSE:Set AT.
    fn select(&mut self, position: usize) -> CommandApdu {
        if let Some(certificate) = self.chain.get(position) {
            self.state = State::Selected(position);
            return set(0xB6, &certificate.authority);
        }
        self.state = State::Named;
        let holder = self.chain.last().map_or(&[][..], |last| &last.holder);
        set(0xA4, holder)
    }

    fn verify(&mut self, position: usize) -> Result<CommandApdu, AccessError> {
        let certificate = self.chain.get(position).ok_or(AccessError::OutOfOrder)?;
        self.state = State::Verified(position);
        let command = CommandApdu::new(0x00, 0x2A, 0x00, 0xBE);
        Ok(command.with_data(certificate.content.clone()))
    }

    /// Fails with this step when the chip refused it.
    fn accepted(
        &self,
        status: StatusWord,
        position: usize,
        step: &'static str,
    ) -> Result<(), AccessError> {
        if status.is_success() {
            return Ok(());
        }
        Err(AccessError::ChainRefused {
            certificate: (position + 1).min(self.chain.len()),
            step,
            status,
        })
    }
}

impl Machine for Presentation {
    type Output = [u8; 8];
    type Error = AccessError;

    fn poll(&mut self, response: Option<&ResponseApdu>) -> Result<Poll<[u8; 8]>, AccessError> {
        let state = core::mem::replace(&mut self.state, State::Finished);
        let Some(response) = response else {
            return match state {
                State::Start => Ok(Poll::Transmit(self.select(0))),
                _ => Err(AccessError::OutOfOrder),
            };
        };
        let status = response.status();
        let command = match state {
            State::Selected(position) => {
                self.accepted(status, position, MSE_SET_DST)?;
                self.verify(position)?
            }
            State::Verified(position) => {
                self.accepted(status, position, VERIFY_CERTIFICATE)?;
                self.select(position + 1)
            }
            State::Named => {
                self.accepted(status, self.chain.len(), MSE_SET_AT)?;
                self.state = State::Asked;
                CommandApdu::new(0x00, 0x84, 0x00, 0x00).with_le(8)
            }
            State::Asked => return challenge(response).map(Poll::Done),
            State::Start | State::Finished => return Err(AccessError::OutOfOrder),
        };
        Ok(Poll::Transmit(command))
    }

    fn step(&self) -> &'static str {
        match self.state {
            State::Start | State::Selected(_) => MSE_SET_DST,
            State::Verified(_) => VERIFY_CERTIFICATE,
            State::Named => MSE_SET_AT,
            State::Asked | State::Finished => GET_CHALLENGE,
        }
    }
}

/// MSE:Set of this template with a key's name in object `83`.
fn set(template: u8, reference: &[u8]) -> CommandApdu {
    let mut data = Writer::new();
    data.object(Tag(0x83), reference);
    CommandApdu::new(0x00, 0x22, 0x81, template).with_data(data.into_bytes())
}

/// rIC out of the answer to GET CHALLENGE.
fn challenge(response: &ResponseApdu) -> Result<[u8; 8], AccessError> {
    let status = response.status();
    let refused = AccessError::TerminalChallenge {
        found: response.data().len(),
        status,
    };
    if status.is_success() {
        <[u8; 8]>::try_from(response.data()).map_err(|_| refused)
    } else {
        Err(refused)
    }
}
