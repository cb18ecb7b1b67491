//! Randomness of the operating system.

use vidimus_session::{Entropy, SessionError};

/// Draws from the operating system's generator.
///
/// ```
/// use vidimus::{Entropy, SystemEntropy};
/// let (mut one, mut other) = ([0; 8], [0; 8]);
/// SystemEntropy.fill("example", &mut one)?;
/// SystemEntropy.fill("example", &mut other)?;
/// assert_ne!(one, other);
/// # Ok::<(), vidimus::session::SessionError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&mut self, purpose: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
        getrandom::fill(out).map_err(|_| SessionError::NoRandomness { purpose })
    }
}
