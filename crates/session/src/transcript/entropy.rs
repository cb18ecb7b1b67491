//! Random numbers out of a recording.

use super::{Entry, Transcript, TranscriptError};
use crate::{Entropy, SessionError};

/// Gives the recorded random bytes again, in their order for each purpose.
#[derive(Debug)]
pub struct ReplayEntropy<'a> {
    entries: &'a [Entry],
    /// index of the first entry not used yet
    next: usize,
}

impl<'a> ReplayEntropy<'a> {
    /// The random bytes of this recording.
    #[must_use]
    pub fn new(transcript: &'a Transcript) -> Self {
        Self {
            entries: transcript.entries(),
            next: 0,
        }
    }
}

impl Entropy for ReplayEntropy<'_> {
    fn fill(&mut self, purpose: &'static str, out: &mut [u8]) -> Result<(), SessionError> {
        let rest = self.entries.get(self.next..).unwrap_or_default();
        let found = rest
            .iter()
            .enumerate()
            .find_map(|(index, entry)| match entry {
                Entry::Random {
                    purpose: recorded,
                    bytes,
                } if recorded == purpose && bytes.len() == out.len() => Some((index, bytes)),
                _ => None,
            });
        let (index, bytes) = found.ok_or(TranscriptError::RandomMissing { purpose })?;
        out.copy_from_slice(bytes);
        self.next += index + 1;
        Ok(())
    }
}
