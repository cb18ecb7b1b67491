//! Randomness of the operating system.

use vidimus_session::{Entropy, SessionError};

/// Draws from the operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, purpose: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
        getrandom::fill(out).map_err(|_| SessionError::NoRandomness { purpose })
    }
}
