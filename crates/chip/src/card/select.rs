//! SELECT (Doc 9303-10 §3.6.2, ISO/IEC 7816-4 §11.2.2).
//!
//! `04 0C` and `04 00` the application by AID, `00 0C` and `00 00` the master file, `02 0C` and
//! `02 00` an elementary file of the selected directory. P2 `00` asks for control information,
//! which comes when Le is there too: `6F { 84 AID }` or `6F { 80 size, 83 id }`.

use super::dispatch::{Context, Outcome, done};
use super::session::Directory;
use super::terminal::Terminal;
use super::{Chip, DRIVING_LICENCE_AID, EMRTD_AID};
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_iso7816::{CommandApdu, FileId, ResponseApdu, StatusWord};
use vidimus_lds::File;
use vidimus_lds::evidence::Application;

/// P2: no response data.
const NO_DATA: u8 = 0x0C;
/// P2: return file control information.
const CONTROL_INFORMATION: u8 = 0x00;
/// The identifier of the master file.
const MASTER_FILE: FileId = FileId::new(0x3F00);

impl Chip {
    pub(super) fn select(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        if !matches!(command.p2(), NO_DATA | CONTROL_INFORMATION) {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        match command.p1() {
            0x04 => self.select_application(command),
            0x00 => self.select_master_file(command),
            0x02 => self.select_file(command, context),
            _ => Err(StatusWord::INCORRECT_P1_P2),
        }
    }

    /// What the terminal has shown and been granted ends with a new selection (TR-03105-3.2,
    /// ISO7816_K_18), and may be shown again.
    fn select_application(&mut self, command: &CommandApdu) -> Outcome {
        let identifier: &[u8] = match self.image.application {
            Application::Emrtd => &EMRTD_AID,
            Application::DrivingLicence => &DRIVING_LICENCE_AID,
        };
        if command.data() != identifier {
            return Err(StatusWord::FILE_NOT_FOUND);
        }
        self.session.directory = Directory::Application;
        self.session.current = None;
        self.session.terminal = Terminal::default();
        Ok(control_information(command, |template| {
            template.object(Tag(0x84), identifier);
        }))
    }

    fn select_master_file(&mut self, command: &CommandApdu) -> Outcome {
        let data = command.data();
        if !data.is_empty() && data != MASTER_FILE.to_bytes() {
            return Err(StatusWord::FILE_NOT_FOUND);
        }
        self.session.directory = Directory::MasterFile;
        self.session.current = None;
        Ok(control_information(command, |template| {
            template.object(Tag(0x83), &MASTER_FILE.to_bytes());
        }))
    }

    fn select_file(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        if self.faults.p2_refused(command.p2()) {
            return Err(StatusWord::INCORRECT_P1_P2);
        }
        if command.data().len() != 2 {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let file = self
            .file_with_id(command.data())
            .ok_or(StatusWord::FILE_NOT_FOUND)?;
        let content = self
            .image
            .files
            .get(&file)
            .ok_or(StatusWord::FILE_NOT_FOUND)?;
        if let Some(status) = self.image.denied.get(&file) {
            return Err(*status);
        }
        let granted = self.is_open(file, context);
        if !granted && !self.image.habits.select_before_access {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        let size = u32::try_from(content.len())
            .unwrap_or(u32::MAX)
            .to_be_bytes();
        self.session.current = Some(file);
        let application = self.image.application;
        Ok(control_information(command, |template| {
            template.object(Tag(0x80), &size);
            template.object(Tag(0x83), &application.file_id(file).to_bytes());
        }))
    }

    /// The file of the selected directory that has this identifier, whether or not the chip
    /// holds it.
    pub(super) fn file_with_id(&self, id: &[u8]) -> Option<File> {
        File::all()
            .filter(|file| self.session.directory.holds(*file))
            .find(|file| self.image.application.file_id(*file).to_bytes() == id)
    }
}

/// The response to a SELECT that worked.
fn control_information(command: &CommandApdu, fill: impl FnOnce(&mut Writer)) -> ResponseApdu {
    if command.p2() == NO_DATA || command.le().is_none() {
        return done();
    }
    let mut inner = Writer::new();
    fill(&mut inner);
    let mut template = Writer::new();
    template.object(Tag(0x6F), &inner.into_bytes());
    ResponseApdu::new(template.into_bytes(), StatusWord::SUCCESS)
}
