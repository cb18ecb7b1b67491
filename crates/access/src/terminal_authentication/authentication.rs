//! The second machine: the signature.

use super::EXTERNAL_AUTHENTICATE;
use crate::AccessError;
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};

/// Sends the terminal's signature with EXTERNAL AUTHENTICATE; done when the chip takes it.
#[derive(Debug)]
pub struct Authentication {
    signature: Vec<u8>,
    state: State,
}

#[derive(Clone, Copy, Debug)]
enum State {
    Start,
    Sent,
    Finished,
}

impl Authentication {
    /// A machine for this signature over [`message`](super::message), in the form of the last
    /// certificate's algorithm: plain `r || s` for ECDSA.
    #[must_use]
    pub const fn new(signature: Vec<u8>) -> Self {
        let state = State::Start;
        Self { signature, state }
    }
}

impl Machine for Authentication {
    type Output = ();
    type Error = AccessError;

    fn poll(&mut self, response: Option<&ResponseApdu>) -> Result<Poll<()>, AccessError> {
        let state = core::mem::replace(&mut self.state, State::Finished);
        match (state, response) {
            (State::Start, None) => {
                self.state = State::Sent;
                let command = CommandApdu::new(0x00, 0x82, 0x00, 0x00);
                Ok(Poll::Transmit(command.with_data(self.signature.clone())))
            }
            (State::Sent, Some(response)) if response.status().is_success() => Ok(Poll::Done(())),
            (State::Sent, Some(response)) => Err(AccessError::SignatureRefused {
                status: response.status(),
            }),
            _ => Err(AccessError::OutOfOrder),
        }
    }

    fn step(&self) -> &'static str {
        EXTERNAL_AUTHENTICATE
    }
}
