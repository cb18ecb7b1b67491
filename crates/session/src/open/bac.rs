//! Basic Access Control (Doc 9303-11 §4.3), and with a licence's key Basic Access Protection.
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
use vidimus_access::{AccessError, Bac, LicenceKey, MrzKey};
use vidimus_iso7816::{Fault, Note};
use vidimus_lds::evidence::{Application, PasswordKind, Protocol, StepState};
use zeroize::Zeroizing;

impl<'a> FileReader<'a> {
    /// Opens the application, which is selected, by BAC with the first of these keys that fits.
    ///
    /// A wrong key is no failure while there is another: where the day of expiry had to be worked
    /// out, one of a few is right. The application is selected again in between, because a chip may
    /// drop it. A chip that counts tries is not brought to its last one.
    pub(super) fn open_by_bac(&mut self, keys: &[&'a MrzKey]) -> Result<(), SessionError> {
        if self.evidence.application == Application::DrivingLicence {
            // a licence opens by another key: a try with these would be wasted
            return Err(SessionError::KeyNotForLicence);
        }
        let mut rest = keys.iter();
        while let Some(key) = rest.next() {
            let secret = Some(key.information());
            self.trying(Protocol::Bac, PasswordKind::Mrz, secret);
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

    /// Opens the application of a driving licence, which is selected, by BAP (ISO/IEC 18013-3
    /// annex B): the same commands under another key.
    pub(super) fn open_by_bap(&mut self, key: &'a LicenceKey) -> Result<(), SessionError> {
        let secret = Some(key.reference());
        self.trying(Protocol::Bap, PasswordKind::Licence, secret);
        match self.run_bap(key) {
            Ok(()) => {
                self.opener = Opener::Bap(key);
                self.opened(Protocol::Bap);
                Ok(())
            }
            Err(error) => self.bac_failed(error),
        }
    }

    /// Runs BAC; afterwards the link is secured.
    ///
    /// # Errors
    /// The transport's, the machine's, or no random numbers.
    pub(super) fn run_bac(&mut self, key: &MrzKey) -> Result<(), SessionError> {
        self.run_machine(|rnd_ifd, k_ifd| Bac::new(key, rnd_ifd, k_ifd))
    }

    /// Runs BAP; afterwards the link is secured.
    ///
    /// # Errors
    /// As [`Self::run_bac`].
    pub(super) fn run_bap(&mut self, key: &LicenceKey) -> Result<(), SessionError> {
        self.run_machine(|rnd_ifd, k_ifd| Bac::for_licence(key, rnd_ifd, k_ifd))
    }

    fn run_machine(
        &mut self,
        machine: impl FnOnce([u8; 8], [u8; 16]) -> Bac,
    ) -> Result<(), SessionError> {
        let mut rnd_ifd = [0; 8];
        let mut k_ifd = Zeroizing::new([0; 16]);
        self.link.draw(self.entropy, "bac.rnd_ifd", &mut rnd_ifd)?;
        self.link.draw(self.entropy, "bac.k_ifd", &mut *k_ifd)?;
        let channel = self.link.run(&mut machine(rnd_ifd, *k_ifd))?;
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
