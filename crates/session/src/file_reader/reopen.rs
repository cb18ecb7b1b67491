//! Opening the chip a second time after it ended the session with a bare status word.

use super::FileReader;
use super::tactics::Tactics;
use crate::SessionError;
use crate::quirks::Quirk;
use vidimus_iso7816::{Note, StatusWord};

impl FileReader<'_> {
    /// Runs BAC again, once a read and never under `strict`, and makes the tactics more careful.
    /// The bytes read so far stay: they came under the MAC of the first session, in the same
    /// connection.
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
        let (Some(status), Some(key)) = (error.plain_error(), self.bac_key) else {
            return Err(error);
        };
        if self.reopened || self.plan.tolerance_strict {
            return Err(error);
        }
        self.reopened = true;
        self.link.transport().note(&Note::Event { name: "retry" });
        self.link.restart();
        let opened = self
            .select_application()
            .and_then(|()| self.link.run_bac(key, self.entropy));
        match opened {
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
