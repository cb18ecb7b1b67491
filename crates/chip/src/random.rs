//! Where a chip takes its random numbers from: the caller.
//!
//! Nothing in this crate asks the operating system or a clock. `vidimus chip` passes the
//! system's randomness in; tests and fixtures pass [`SeededRandom`] or [`ScriptedRandom`], so
//! that a session can be made again byte for byte.

use std::collections::VecDeque;
use thiserror::Error;
use vidimus_pubkey::HashAlgorithm;

/// A source of random bytes for a chip.
pub trait Random: Send {
    /// Fills `out`; `purpose` names the use, such as `bac.rnd_ic`.
    ///
    /// # Errors
    /// [`NoRandomness`] when there are none left; the chip then answers `6F00`.
    fn fill(&mut self, purpose: &'static str, out: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The source has no more bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("no random bytes left")]
pub struct NoRandomness;

impl<F> Random for F
where
    F: FnMut(&mut [u8]) -> Result<(), NoRandomness> + Send,
{
    fn fill(&mut self, _: &'static str, out: &mut [u8]) -> Result<(), NoRandomness> {
        self(out)
    }
}

/// The same bytes for the same seed, for ever: `SHA-256(seed || n)`, n = 0, 1, 2, …
///
/// For tests and fixtures. Whoever knows the seed knows the session keys.
#[derive(Debug)]
pub struct SeededRandom {
    seed: Vec<u8>,
    block: u64,
}

impl SeededRandom {
    /// A source from this seed.
    #[must_use]
    pub fn new(seed: impl Into<Vec<u8>>) -> Self {
        Self {
            seed: seed.into(),
            block: 0,
        }
    }
}

impl Random for SeededRandom {
    fn fill(&mut self, _: &'static str, out: &mut [u8]) -> Result<(), NoRandomness> {
        for part in out.chunks_mut(32) {
            let counter = self.block.to_be_bytes();
            let digest = HashAlgorithm::Sha256.hash_parts(&[&self.seed, &counter]);
            for (to, from) in part.iter_mut().zip(digest.as_ref()) {
                *to = *from;
            }
            self.block = self.block.wrapping_add(1);
        }
        Ok(())
    }
}

/// Given byte strings, one a request, such as the values of a worked example.
#[derive(Default)]
pub struct ScriptedRandom(VecDeque<Vec<u8>>);

impl ScriptedRandom {
    /// A source that gives these, in this order.
    #[must_use]
    pub fn new(values: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self(values.into_iter().collect())
    }
}

impl core::fmt::Debug for ScriptedRandom {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ScriptedRandom({} values)", self.0.len())
    }
}

impl Random for ScriptedRandom {
    fn fill(&mut self, _: &'static str, out: &mut [u8]) -> Result<(), NoRandomness> {
        let value = self.0.pop_front().ok_or(NoRandomness)?;
        if value.len() != out.len() {
            return Err(NoRandomness);
        }
        out.copy_from_slice(&value);
        Ok(())
    }
}
