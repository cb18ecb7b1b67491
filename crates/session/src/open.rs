//! Opening the chip: EF.CardAccess, then PACE in the master file and the application, or the
//! application and BAC, or the application alone.
//!
//! The procedure is that of Doc 9303-11 §4.2, with what chips in the field make necessary:
//!
//! | step | file | commands |
//! |---|---|---|
//! | what is offered | [`card_access`] | `00 B0 9C 00 Le`, else SELECT `011C` and READ BINARY; by the plan's ladder |
//! | how long APDUs may be | [`sizes`] | EF.ATR/INFO, where it could pay |
//! | which way | [`choose`] | none: no secret is used before this is settled |
//! | PACE | [`pace`] | MSE:Set AT, four GENERAL AUTHENTICATE; EF.CardSecurity after CAM; SELECT of the application under the new keys |
//! | BAC, BAP | [`bac`] | SELECT of the application, GET CHALLENGE, EXTERNAL AUTHENTICATE |
//! | no access control | [`clear`] | SELECT of the application, EF.SOD |
//!
//! BAC and PACE never share a session (§4.1). BAC in place of PACE happens only where the caller
//! asked for it, or gave leave for it after a failure; either way the evidence says so and the
//! report calls it a downgrade (DESIGN §2, never weakened).

use crate::SessionError;
use crate::command::{self, SELECT_APPLICATION, SelectReply};
use crate::file_reader::FileReader;
use crate::{AccessMode, Progress};
use vidimus_access::{AccessKey, Cipher, LicenceKey, MrzKey, SecureChannel};
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

/// What a reader brings to open a chip.
#[derive(Clone, Copy)]
pub(crate) struct Keys<'a> {
    /// the key
    pub(crate) key: Option<&'a AccessKey>,
    /// further ones for BAC
    pub(crate) also: &'a [AccessKey],
}

impl<'a> Keys<'a> {
    /// Those that open by BAC, in their order.
    fn for_bac(self) -> Vec<&'a MrzKey> {
        let all = self.key.into_iter().chain(self.also);
        all.filter_map(|key| match key {
            AccessKey::Mrz(mrz) => Some(mrz),
            _ => None,
        })
        .collect()
    }
}

/// What opened the chip, to open it the same way again.
///
/// Kept for a chip that gives up its session half-way (`file_reader::reopen`): it is opened by
/// exactly what worked before, never by something weaker, and reading goes on at the byte where
/// it stopped.
#[derive(Clone, Copy)]
pub(crate) enum Opener<'a> {
    /// Nothing, or not yet.
    Nothing,
    /// BAC with this key.
    Bac(&'a MrzKey),
    /// BAP with this key.
    Bap(&'a LicenceKey),
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
    pub(crate) fn open(&mut self, keys: Keys<'a>) -> Result<(), SessionError> {
        let offer = self.read_card_access()?;
        self.learn_sizes()?;
        match self.choose(offer, keys)? {
            Way::Pace(key, fallback) => self.open_by_pace(key, &fallback),
            Way::PaceByConstant(key, fallback) => self.open_by_constant(key, &fallback),
            Way::Bac(keys) => {
                self.select_application()?;
                self.open_by_bac(&keys)
            }
            Way::Bap(licence) => {
                self.select_application()?;
                self.open_by_bap(licence)
            }
            Way::Clear => {
                self.select_application()?;
                self.open_in_the_clear(SessionError::NoAccessKey)
            }
        }
    }

    /// SELECT by name: `00 A4 04 0C 07 A0000002471001`, and where that is refused
    /// `00 A4 04 00 07 A0000002471001 00`, for chips that insist on giving control information; so
    /// for each identifier of the plan, until one is taken.
    ///
    /// A warning (`62xx`, `63xx`) counts as selected. `6A82` ends the search for an identifier at
    /// once: there is no such application, in whatever form it is asked for; then the next one of
    /// the plan is. Any other refusal ends it all. The identifier that is taken is the only one
    /// asked for from then on, and says which application the files are of.
    ///
    /// # Errors
    /// [`SessionError::ApplicationNotFound`] with the last status word; the exchange's.
    pub(crate) fn select_application(&mut self) -> Result<(), SessionError> {
        let plan = self.plan;
        let mut status = StatusWord::FILE_NOT_FOUND;
        for (place, identifier) in plan.applications.iter().enumerate() {
            if self.answered.is_some_and(|answered| answered != place) {
                continue;
            }
            status = self.select_by_name(identifier)?;
            if status.is_success_or_warning() {
                self.answered = Some(place);
                self.evidence.application = plan.application_of(identifier);
                return Ok(());
            }
            if status != StatusWord::FILE_NOT_FOUND {
                break;
            }
        }
        Err(SessionError::ApplicationNotFound { status })
    }

    /// SELECT of one identifier in both forms; the last status word.
    fn select_by_name(&mut self, identifier: &[u8]) -> Result<StatusWord, SessionError> {
        let command = command::select_application(identifier, SelectReply::Nothing);
        let status = self.link.exchange(SELECT_APPLICATION, &command)?.status();
        if status.is_success_or_warning() || status == StatusWord::FILE_NOT_FOUND {
            return Ok(status);
        }
        let command = command::select_application(identifier, SelectReply::ControlInformation);
        Ok(self.link.exchange(SELECT_APPLICATION, &command)?.status())
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
            Opener::Bap(key) => {
                self.select_application()?;
                self.run_bap(key)
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

    /// Writes down which key is tried: before the first command that uses it, so that evidence of
    /// a failure names it. The MRZ information is kept because `access.key_matches_dg1` compares
    /// it with DG1, the reference string of a licence because it does so with DG12; they are
    /// personal.
    fn trying(&mut self, protocol: Protocol, key: PasswordKind, secret: Option<&[u8]>) {
        self.observer.progress(&Progress::Opening { protocol });
        self.evidence.access.password = Some(key);
        self.evidence.access.mrz_key =
            secret.map(|secret| Personal::new(String::from_utf8_lossy(secret).into_owned()));
    }

    /// Writes down what opened the chip. In the clear, secure messaging and BAC are "not supported"
    /// as far as anybody can see, unless BAC was not to be tried.
    fn opened(&mut self, protocol: Protocol) {
        let cipher = self.link.channel().map(SecureChannel::cipher);
        let mode = self.plan.access;
        let access = &mut self.evidence.access;
        access.protocol = protocol;
        access.cipher = cipher.map(cipher_name);
        access.secure_messaging = StepState::Passed;
        match protocol {
            Protocol::Bac | Protocol::Bap => access.bac = StepState::Passed,
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
