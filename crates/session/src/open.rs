//! Opening the chip: EF.CardAccess, the application, then BAC or nothing.

use crate::command::{self, SELECT_APPLICATION, SELECT_MASTER_FILE, SelectReply};
use crate::file_reader::FileReader;
use crate::{AccessMode, ApduMode, Progress, SessionError, atr};
use vidimus_access::{AccessError, AccessKey, MrzKey};
use vidimus_iso7816::{Fault, Note, StatusWord};
use vidimus_lds::evidence::{CipherName, FileState, PasswordKind, Protocol, StepState};
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{File, Personal, atr_info::AtrInfo};

impl<'a> FileReader<'a> {
    /// Opens the chip by the plan; afterwards EF.SOD can be read (and is, where reading it was
    /// what told that there is no access control).
    ///
    /// # Errors
    /// What keeps the chip shut; how far it came is in the evidence.
    pub(crate) fn open(&mut self, key: Option<&'a AccessKey>) -> Result<(), SessionError> {
        self.read_card_access()?;
        self.learn_sizes()?;
        let offered = self.evidence.access.pace_offered;
        let mrz = match (self.plan.access, key) {
            (AccessMode::Pace, _) => return Err(SessionError::PaceNotImplemented { offered }),
            (AccessMode::None, _) | (_, None) => None,
            (_, Some(AccessKey::Mrz(mrz))) => Some(mrz),
            (_, Some(_)) => return Err(SessionError::PaceNotImplemented { offered }),
        };
        self.select_application()?;
        match mrz {
            Some(mrz) => self.open_by_bac(mrz),
            None => self.open_in_the_clear(SessionError::NoAccessKey),
        }
    }

    /// Reads EF.CardAccess. Whatever goes wrong with the master file is not fatal: only the card
    /// being gone is.
    fn read_card_access(&mut self) -> Result<(), SessionError> {
        self.read(File::CardAccess)?;
        let state = self.evidence.files.get(&File::CardAccess);
        if matches!(state, Some(FileState::Failed { .. })) {
            let select = command::select_master_file();
            let response = self.link.exchange(SELECT_MASTER_FILE, &select)?;
            if response.status().is_success_or_warning() {
                self.read(File::CardAccess)?;
            }
        }
        let access = &mut self.evidence.access;
        access.pace = StepState::NotSupported;
        access.pace_offered = match self.evidence.files.get(&File::CardAccess) {
            Some(FileState::Read(bytes)) => offers_pace(bytes),
            Some(FileState::Absent) => Some(false),
            _ => None,
        };
        if access.pace_offered == Some(true) {
            access.pace = StepState::NotRequested;
        }
        Ok(())
    }

    /// Uses extended length where it is stated: the ATR says whether EF.ATR/INFO is worth a
    /// command, and that file says how long.
    fn learn_sizes(&mut self) -> Result<(), SessionError> {
        let limits = self.link.transport().limits();
        let stated = atr::states_extended_length(self.link.transport().atr());
        let worthwhile = match self.plan.apdu {
            ApduMode::Short => false,
            ApduMode::Auto => stated && limits.response > 258,
            ApduMode::Extended => true,
        };
        if !worthwhile {
            return Ok(());
        }
        self.read(File::AtrInfo)?;
        let file = self.evidence.file(File::AtrInfo);
        let buffers = match file.map(AtrInfo::parse) {
            Some(Ok(info)) if info.buffers.is_some() => info.buffers,
            Some(_) if self.plan.tolerance_strict => return Err(SessionError::AtrInfoMalformed),
            _ => None,
        };
        let announced = match (buffers, self.plan.apdu) {
            (Some((_, response)), _) => usize::try_from(response).unwrap_or(usize::MAX),
            // asked for, and nothing stated: all that a response can carry
            (None, ApduMode::Extended) => 65_538,
            (None, _) => return Ok(()),
        };
        let carried = if limits.response > 258 {
            limits.response
        } else {
            258
        };
        self.tactics
            .use_extended(announced.min(carried).min(65_538));
        Ok(())
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

    fn open_by_bac(&mut self, key: &'a MrzKey) -> Result<(), SessionError> {
        let protocol = Protocol::Bac;
        self.observer.progress(&Progress::Opening { protocol });
        self.evidence.access.password = Some(PasswordKind::Mrz);
        let information = String::from_utf8_lossy(key.information()).into_owned();
        self.evidence.access.mrz_key = Some(Personal::new(information));
        match self.link.run_bac(key, self.entropy) {
            Ok(()) => {
                self.bac_key = Some(key);
                self.opened(Protocol::Bac);
                Ok(())
            }
            Err(error) => self.bac_failed(error),
        }
    }

    /// Writes down why BAC did not open the chip. Where the chip has no BAC and does not ask for
    /// PACE either, it may have no access control at all.
    fn bac_failed(&mut self, error: SessionError) -> Result<(), SessionError> {
        let code = error.code().to_owned();
        let not_offered = matches!(
            error,
            SessionError::Access(AccessError::BacNotOffered { .. })
        );
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

    /// Tries to read EF.SOD without any access control; `otherwise` is why that is the last way.
    fn open_in_the_clear(&mut self, otherwise: SessionError) -> Result<(), SessionError> {
        self.read(File::Sod)?;
        match self.evidence.files.get(&File::Sod) {
            Some(FileState::Denied { .. } | FileState::Failed { .. }) | None => Err(otherwise),
            Some(_) => {
                self.opened(Protocol::None);
                Ok(())
            }
        }
    }

    fn opened(&mut self, protocol: Protocol) {
        let cipher = self
            .link
            .channel()
            .map(vidimus_access::SecureChannel::cipher);
        let access = &mut self.evidence.access;
        access.protocol = protocol;
        access.cipher = cipher.map(cipher_name);
        if protocol == Protocol::None {
            access.secure_messaging = StepState::NotSupported;
            access.password = None;
            access.mrz_key = None;
            access.bac = match self.plan.access {
                AccessMode::None => StepState::NotRequested,
                _ => StepState::NotSupported,
            };
        } else {
            access.secure_messaging = StepState::Passed;
            access.bac = StepState::Passed;
        }
        let cipher = cipher.map(vidimus_access::Cipher::name);
        tracing::info!(?protocol, cipher, "chip open");
        self.observer
            .progress(&Progress::Opened { protocol, cipher });
        self.link.transport().note(&Note::Event { name: "opened" });
    }
}

/// Whether EF.CardAccess holds a PACEInfo; `None` when it does not decode.
fn offers_pace(bytes: &[u8]) -> Option<bool> {
    let infos = SecurityInfos::parse_file(bytes, File::CardAccess).ok()?;
    Some(infos.has_pace())
}

const fn cipher_name(cipher: vidimus_access::Cipher) -> CipherName {
    match cipher {
        vidimus_access::Cipher::TripleDes => CipherName::TripleDes,
        vidimus_access::Cipher::Aes128 => CipherName::Aes128,
        vidimus_access::Cipher::Aes192 => CipherName::Aes192,
        vidimus_access::Cipher::Aes256 => CipherName::Aes256,
    }
}
