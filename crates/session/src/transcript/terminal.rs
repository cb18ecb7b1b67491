//! A recorded terminal: the certificates and the signature that were given to the session.
//!
//! With the recorded randomness the message to sign is the recorded one, so the recorded signature
//! fits and no private key is needed. Certificates come back in the order in which they were
//! given, from which the session finds the same chain.

use super::{Entry, Transcript, TranscriptError};
use crate::authority::{CERTIFICATE, SIGNATURE};
use crate::{SessionError, TerminalAuthority};

/// Gives the recorded certificates and signature again, whatever is asked for.
#[derive(Debug)]
pub struct ReplayTerminal<'a> {
    entries: &'a [Entry],
}

impl<'a> ReplayTerminal<'a> {
    /// The terminal of this recording; `None` where there was none.
    #[must_use]
    pub fn new(transcript: &'a Transcript) -> Option<Self> {
        let entries = transcript.entries();
        let present = transcript.has_event(crate::authority::PRESENT);
        present.then_some(Self { entries })
    }

    /// What was given under this name, in its order.
    fn given(&self, wanted: &'static str) -> impl Iterator<Item = &'a Vec<u8>> {
        self.entries.iter().filter_map(move |entry| match entry {
            Entry::Given { what, bytes } if what == wanted => Some(bytes),
            _ => None,
        })
    }
}

impl TerminalAuthority for ReplayTerminal<'_> {
    fn chain_for(&mut self, _: &[Vec<u8>]) -> Option<Vec<Vec<u8>>> {
        let chain: Vec<_> = self.given(CERTIFICATE).cloned().collect();
        (!chain.is_empty()).then_some(chain)
    }

    fn sign(&mut self, _: &[u8]) -> Result<Vec<u8>, SessionError> {
        let signature = self.given(SIGNATURE).next().cloned();
        signature.ok_or_else(|| TranscriptError::SignatureMissing.into())
    }
}
