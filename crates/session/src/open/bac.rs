//! Basic Access Control (Doc 9303-11 §4.3).
//!
//! ```text
//! 00 84 00 00 08                    -> RND.IC (8)
//! 00 82 00 00 28 E.IFD (32) M.IFD (8) 28 -> E.IC (32) M.IC (8)
//! ```
//!
//! E.IFD encrypts `RND.IFD || RND.IC || K.IFD`, 8, 8 and 16 bytes (§4.3.1). The terminal draws
//! RND.IFD and K.IFD before the first command, so in a recording both stand ahead of it.

use super::Opener;
use crate::file_reader::FileReader;
use crate::{AccessMode, SessionError};
use vidimus_access::{AccessError, Bac, MrzKey};
use vidimus_iso7816::{Fault, Note};
use vidimus_lds::evidence::{PasswordKind, Protocol, StepState};
use zeroize::Zeroizing;

impl<'a> FileReader<'a> {
    /// Opens the application, which is selected, by BAC with the first of these keys that fits.
    ///
    /// A wrong key is no failure while there is another: where the day of expiry had to be worked
    /// out, one of a few is right. The application is selected again in between, because a chip may
    /// drop it. A chip that counts tries is not brought to its last one.
    pub(super) fn open_by_bac(&mut self, keys: &[&'a MrzKey]) -> Result<(), SessionError> {
        let mut rest = keys.iter();
        while let Some(key) = rest.next() {
            self.trying(Protocol::Bac, PasswordKind::Mrz, Some(key));
            match self.run_bac(key) {
                Ok(()) => {
                    self.opener = Opener::Bac(key);
                    self.opened(Protocol::Bac);
                    return Ok(());
                }
                Err(error) if rest.len() > 0 && self.may_try_another(&error) => {
                    self.link.transport().note(&Note::Event { name: "retry" });
                    self.select_application()?;
                }
                Err(error) => return self.bac_failed(error),
            }
        }
        Err(SessionError::KeyNotForBac)
    }

    /// Whether the key was wrong, and another wrong one would do no harm.
    const fn may_try_another(&self, error: &SessionError) -> bool {
        match error {
            SessionError::Access(AccessError::WrongKey { attempts_left, .. }) => {
                !matches!(attempts_left, Some(0 | 1)) || self.plan.spend_last_try
            }
            _ => false,
        }
    }

    /// Runs BAC; afterwards the link is secured.
    ///
    /// # Errors
    /// The transport's, the machine's, or no random numbers.
    pub(super) fn run_bac(&mut self, key: &MrzKey) -> Result<(), SessionError> {
        let mut rnd_ifd = [0; 8];
        let mut k_ifd = Zeroizing::new([0; 16]);
        self.link.draw(self.entropy, "bac.rnd_ifd", &mut rnd_ifd)?;
        self.link.draw(self.entropy, "bac.k_ifd", &mut *k_ifd)?;
        let channel = self.link.run(&mut Bac::new(key, rnd_ifd, *k_ifd))?;
        self.link.secure(channel);
        Ok(())
    }

    /// Writes down why BAC did not open the chip. Where the chip has no BAC and does not ask for
    /// PACE either, it may have no access control at all.
    fn bac_failed(&mut self, error: SessionError) -> Result<(), SessionError> {
        let code = error.code().to_owned();
        let not_offered = matches!(
            error,
            SessionError::Access(AccessError::BacNotOffered { .. })
        );
        if let SessionError::Access(AccessError::WrongKey { attempts_left, .. }) = error {
            self.evidence.access.attempts_left = attempts_left;
        }
        self.evidence.access.bac = match error {
            SessionError::Access(_) if !not_offered => StepState::Failed { code },
            _ => StepState::Aborted { code },
        };
        let pace = self.evidence.access.pace_offered == Some(true);
        if not_offered && !pace && self.plan.access == AccessMode::Auto {
            return self.open_in_the_clear(error);
        }
        Err(error)
    }
}
