//! Opening the chip: EF.CardAccess, then PACE in the master file and the application, or the
//! application and BAC, or the application alone.

use crate::SessionError;
use crate::command::{self, SELECT_APPLICATION, SelectReply};
use crate::file_reader::FileReader;
use crate::{AccessMode, Progress};
use vidimus_access::{AccessKey, Cipher, MrzKey, SecureChannel};
use vidimus_iso7816::{Note, StatusWord};
use vidimus_lds::Personal;
use vidimus_lds::evidence::{CipherName, PasswordKind, Protocol, StepState};

mod bac;
mod card_access;
mod choose;
mod clear;
mod pace;
mod sizes;

use choose::Way;

/// What opened the chip, to open it the same way again.
#[derive(Clone, Copy)]
pub(crate) enum Opener<'a> {
    /// Nothing, or not yet.
    Nothing,
    /// BAC with this key.
    Bac(&'a MrzKey),
    /// PACE.
    Pace {
        /// with this key
        key: &'a AccessKey,
        /// whether data object 84 went along
        tag84: bool,
        /// whether the application was selected afterwards
        selected: bool,
    },
}

impl<'a> FileReader<'a> {
    /// Opens the chip by the plan; afterwards EF.SOD can be read (and is, where reading it was
    /// what told that there is no access control).
    ///
    /// # Errors
    /// What keeps the chip shut; how far it came is in the evidence.
    pub(crate) fn open(&mut self, key: Option<&'a AccessKey>) -> Result<(), SessionError> {
        let offer = self.read_card_access()?;
        self.learn_sizes()?;
        match self.choose(offer, key)? {
            Way::Pace(key, fallback) => self.open_by_pace(key, fallback),
            Way::Bac(mrz) => {
                self.select_application()?;
                self.open_by_bac(mrz)
            }
            Way::Clear => {
                self.select_application()?;
                self.open_in_the_clear(SessionError::NoAccessKey)
            }
        }
    }

    /// SELECT by name, with P2 `0C` and then `00`.
    pub(crate) fn select_application(&mut self) -> Result<(), SessionError> {
        let mut status = StatusWord::SUCCESS;
        for reply in [SelectReply::Nothing, SelectReply::ControlInformation] {
            let command = command::select_application(reply);
            status = self.link.exchange(SELECT_APPLICATION, &command)?.status();
            if status.is_success_or_warning() {
                return Ok(());
            }
            if status == StatusWord::FILE_NOT_FOUND {
                break;
            }
        }
        Err(SessionError::ApplicationNotFound { status })
    }

    /// Opens the chip once more, the way it was opened.
    ///
    /// # Errors
    /// Whatever keeps it shut this time.
    pub(crate) fn open_again(&mut self) -> Result<(), SessionError> {
        match self.opener {
            Opener::Nothing => Ok(()),
            Opener::Bac(key) => {
                self.select_application()?;
                self.run_bac(key)
            }
            Opener::Pace {
                key,
                tag84,
                selected,
            } => {
                self.open_again_by_pace(key, tag84)?;
                if selected {
                    self.select_application()?;
                }
                Ok(())
            }
        }
    }

    /// Writes down which key is tried.
    fn trying(&mut self, protocol: Protocol, key: PasswordKind, mrz: Option<&MrzKey>) {
        self.observer.progress(&Progress::Opening { protocol });
        self.evidence.access.password = Some(key);
        self.evidence.access.mrz_key = mrz.map(|mrz| {
            let information = String::from_utf8_lossy(mrz.information()).into_owned();
            Personal::new(information)
        });
    }

    /// Writes down what opened the chip.
    fn opened(&mut self, protocol: Protocol) {
        let cipher = self.link.channel().map(SecureChannel::cipher);
        let mode = self.plan.access;
        let access = &mut self.evidence.access;
        access.protocol = protocol;
        access.cipher = cipher.map(cipher_name);
        access.secure_messaging = StepState::Passed;
        match protocol {
            Protocol::Bac => access.bac = StepState::Passed,
            Protocol::Pace => access.pace = StepState::Passed,
            Protocol::None => {
                access.secure_messaging = StepState::NotSupported;
                access.password = None;
                access.mrz_key = None;
                access.bac = match mode {
                    AccessMode::None => StepState::NotRequested,
                    _ => StepState::NotSupported,
                };
            }
        }
        let cipher = cipher.map(Cipher::name);
        tracing::info!(?protocol, cipher, "chip open");
        self.observer
            .progress(&Progress::Opened { protocol, cipher });
        self.link.transport().note(&Note::Event { name: "opened" });
    }
}

/// The cipher as evidence has it.
pub(crate) const fn cipher_name(cipher: Cipher) -> CipherName {
    match cipher {
        Cipher::TripleDes => CipherName::TripleDes,
        Cipher::Aes128 => CipherName::Aes128,
        Cipher::Aes192 => CipherName::Aes192,
        Cipher::Aes256 => CipherName::Aes256,
    }
}
