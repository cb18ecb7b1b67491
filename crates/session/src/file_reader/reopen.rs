//! Opening the chip a second time after it ended the session with a bare status word.

use super::FileReader;
use super::tactics::Tactics;
use crate::SessionError;
use crate::open::Opener;
use crate::quirks::Quirk;
use vidimus_iso7816::{Note, StatusWord};

impl FileReader<'_> {
    /// Opens the chip again as it was opened, once a read and never under `strict`, and makes the
    /// tactics more careful. The bytes read so far stay: they came under the MAC of the first
    /// session, in the same connection. After Chip Authentication nothing is opened again: its
    /// keys would be gone, and with them the proof.
    ///
    /// # Errors
    /// The error itself when it cannot or must not be met this way.
    pub(super) fn reopen(
        &mut self,
        error: SessionError,
        tactics: &mut Tactics,
        offset: usize,
        want: usize,
    ) -> Result<(), SessionError> {
        let Some(status) = error.plain_error() else {
            return Err(error);
        };
        let opened_by_key = !matches!(self.opener, Opener::Nothing);
        if self.reopened || self.plan.tolerance_strict || !opened_by_key {
            return Err(error);
        }
        self.reopened = true;
        self.link.transport().note(&Note::Event { name: "retry" });
        self.link.restart();
        match self.open_again() {
            Ok(()) => {
                be_careful(tactics, status, offset, want);
                self.use_quirk(Quirk::ReopenAfterPlainError);
                Ok(())
            }
            Err(lost @ (SessionError::Transport { .. } | SessionError::Transcript(_))) => Err(lost),
            Err(_) => Err(error),
        }
    }
}

/// What may have been too much for the chip: the length, or reading past the end of the file.
fn be_careful(tactics: &mut Tactics, status: StatusWord, offset: usize, want: usize) {
    if status == StatusWord::WRONG_LENGTH || offset > 0 {
        tactics.step_down(want);
    } else {
        tactics.no_overrun = true;
    }
}
