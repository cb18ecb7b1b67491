//! Where random numbers come from.

use crate::SessionError;

/// A source of random numbers: the system's for a live chip, a recording's for a replay.
pub trait Entropy {
    /// Fills `out`. `purpose` names what for, such as `bac.rnd_ifd`.
    ///
    /// # Errors
    /// [`SessionError::NoRandomness`] when there is none;
    /// [`TranscriptError::RandomMissing`](crate::transcript::TranscriptError::RandomMissing) in a
    /// replay whose recording has none left for this purpose.
    fn fill(&mut self, purpose: &'static str, out: &mut [u8]) -> Result<(), SessionError>;
}
