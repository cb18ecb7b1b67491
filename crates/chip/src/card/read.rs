//! READ BINARY, INS B0 and B1 (Doc 9303-10 §3.6.3, §3.6.4; ISO/IEC 7816-4 §11.3.3).
//!
//! B0: P1 `80 + SFI` and P2 the offset up to 255, or P1-P2 the offset up to 32 767 in the
//! selected file. B1: P1-P2 `0000` the selected file, `00 SFI`, or a file identifier; the
//! offset comes in DO 54, the data go out in DO 53, and Le counts the whole DO 53.
//!
//! What comes back is what was asked for, what fits into the response, or what is left of the
//! file, whichever is least. At the end of the file chips differ, so it is a habit of the image:
//! the rest under `9000` or `6282`, `6Cxx` with the bytes left, or `6B00`. An offset at the
//! end or behind it is `6B00`, but for an empty file.
//!
//! | answer | why |
//! |---|---|
//! | `6A82` | no such file in the selected directory |
//! | `6982` | the file needs more than the session has reached |
//! | `6986` | no file is selected |
//! | `6700` | data with B0, or no Le |

use super::Chip;
use super::dispatch::{Context, Outcome};
use super::session::Directory;
use crate::fault::EndRule;
use vidimus_iso7816::tlv::{Reader, Tag, Writer};
use vidimus_iso7816::{CommandApdu, ResponseApdu, Sfi, StatusWord};
use vidimus_lds::File;

/// One read: where, and how much.
#[derive(Clone, Copy, Debug)]
struct Request {
    file: File,
    offset: usize,
    /// bytes asked for
    ne: u32,
    /// bytes that fit
    room: usize,
}

impl Chip {
    /// INS B0.
    pub(super) fn read(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        let in_application = self.session.directory == Directory::Application;
        if in_application && self.faults.even_read_refused() {
            return Err(StatusWord::INSTRUCTION_NOT_SUPPORTED);
        }
        if !command.data().is_empty() {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let (p1, p2) = (command.p1(), command.p2());
        let (file, offset) = if p1 & 0x80 == 0 {
            let file = self.session.current.ok_or(StatusWord::NO_CURRENT_FILE)?;
            (file, u16::from_be_bytes([p1, p2]))
        } else {
            if let Some(status) = self.faults.sfi_refused() {
                return Err(status);
            }
            (self.file_with_sfi(p1 & 0x7F)?, u16::from(p2))
        };
        let ne = command.le().ok_or(StatusWord::WRONG_LENGTH)?;
        let request = Request {
            file,
            offset: usize::from(offset),
            ne,
            room: context.room,
        };
        self.read_file(request, context)
    }

    /// INS B1.
    pub(super) fn read_odd(&mut self, command: &CommandApdu, context: Context) -> Outcome {
        let file = match (command.p1(), command.p2()) {
            (0, 0) => self.session.current.ok_or(StatusWord::NO_CURRENT_FILE)?,
            (0, sfi) => self.file_with_sfi(sfi)?,
            (p1, p2) => self
                .file_with_id(&[p1, p2])
                .ok_or(StatusWord::FILE_NOT_FOUND)?,
        };
        let offset = offset_object(command.data())?;
        let ne = command.le().ok_or(StatusWord::WRONG_LENGTH)?;
        let request = Request {
            file,
            offset,
            ne: inside_object(ne),
            room: room_inside(context.room),
        };
        if request.ne == 0 {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let answer = self.read_file(request, context)?;
        let status = answer.status();
        let mut object = Writer::new();
        object.object(Tag(0x53), answer.data());
        Ok(ResponseApdu::new(object.into_bytes(), status))
    }

    fn file_with_sfi(&self, sfi: u8) -> Result<File, StatusWord> {
        let sfi = Sfi::new(sfi).ok_or(StatusWord::INCORRECT_P1_P2)?;
        File::all()
            .filter(|file| self.session.directory.holds(*file))
            .find(|file| file.sfi() == Some(sfi))
            .ok_or(StatusWord::FILE_NOT_FOUND)
    }

    fn read_file(&mut self, request: Request, context: Context) -> Outcome {
        let file = request.file;
        let content = self
            .image
            .files
            .get(&file)
            .ok_or(StatusWord::FILE_NOT_FOUND)?;
        if !self.is_open(file, context) {
            return Err(StatusWord::SECURITY_STATUS_NOT_SATISFIED);
        }
        if let Some(status) = self.image.denied.get(&file) {
            return Err(*status);
        }
        if let Some(status) = self.faults.denied(file) {
            return Err(status);
        }
        self.session.current = Some(file);
        if self.faults.le_refused(request.ne) {
            return Err(StatusWord::WRONG_LENGTH);
        }
        let mut content = content.clone();
        self.change_content(request, &mut content);
        let rule = self.faults.end_rule(file, self.image.habits.end_of_file);
        let (data, status) = slice(&content, request, rule)?;
        self.finish(data.to_vec(), status, request, context)
    }

    /// Counts the reads from the start of a file; a faulty chip gives other bytes then.
    fn change_content(&mut self, request: Request, content: &mut [u8]) {
        let starts = self.starts.entry(request.file).or_default();
        if request.offset == 0 {
            *starts = starts.saturating_add(1);
        }
        self.faults.content(request.file, *starts, content);
    }

    /// The answer, as a faulty chip may still change it.
    fn finish(
        &mut self,
        mut data: Vec<u8>,
        status: StatusWord,
        request: Request,
        context: Context,
    ) -> Outcome {
        if context.protected {
            self.session.reads = self.session.reads.saturating_add(1);
            if let Some(status) = self.faults.exact_length(request.ne) {
                return Err(status);
            }
        }
        let in_application = self.session.directory == Directory::Application;
        if context.extended && in_application && self.faults.extended_is_empty() {
            data.clear();
        }
        let ne = usize::try_from(request.ne)
            .unwrap_or(usize::MAX)
            .min(request.room);
        self.faults.resize(&mut data, ne, context.protected);
        Ok(ResponseApdu::new(data, status))
    }
}

/// The bytes of a file that answer a read, with `9000` or `6282`.
fn slice(
    content: &[u8],
    request: Request,
    rule: EndRule,
) -> Result<(&[u8], StatusWord), StatusWord> {
    let wanted = usize::try_from(request.ne).unwrap_or(usize::MAX);
    let rest = content
        .get(request.offset..)
        .ok_or(StatusWord::WRONG_P1_P2)?;
    if let Some(whole) = rest.get(..wanted.min(request.room)) {
        return Ok((whole, StatusWord::SUCCESS));
    }
    match (rule, u8::try_from(rest.len())) {
        _ if content.is_empty() => Ok((rest, StatusWord::END_OF_FILE)),
        _ if rest.is_empty() => Err(StatusWord::WRONG_P1_P2),
        (EndRule::Refused, _) => Err(StatusWord::WRONG_P1_P2),
        (EndRule::ExactLength, Ok(left)) => Err(StatusWord::new(u16::from_be_bytes([0x6C, left]))),
        (EndRule::Warning, _) => Ok((rest, StatusWord::END_OF_FILE)),
        (EndRule::Success | EndRule::ExactLength, _) => Ok((rest, StatusWord::SUCCESS)),
    }
}

/// The offset in DO 54: one to four bytes.
pub(super) fn offset_object(data: &[u8]) -> Result<usize, StatusWord> {
    let wrong = |_| StatusWord::INCORRECT_DATA;
    let mut reader = Reader::new(data);
    let object = reader.expect(Tag(0x54)).map_err(wrong)?;
    if !reader.is_empty() || !(1..=4).contains(&object.value.len()) {
        return Err(StatusWord::INCORRECT_DATA);
    }
    let offset = object
        .value
        .iter()
        .fold(0u32, |acc, byte| (acc << 8) | u32::from(*byte));
    usize::try_from(offset).map_err(|_| StatusWord::WRONG_P1_P2)
}

/// How many bytes fit into a DO 53 of this many bytes.
const fn inside_object(length: u32) -> u32 {
    match length {
        0..=2 => 0,
        3..=0x81 => length - 2,
        0x82 => 0x7F,
        0x83..=0x102 => length - 3,
        0x103 => 0xFF,
        0x104..=0x1_0003 => length - 4,
        _ => 0xFFFF,
    }
}

/// How many bytes fit into a DO 53 that fits into a response.
fn room_inside(room: usize) -> usize {
    let room = u32::try_from(room).unwrap_or(u32::MAX);
    usize::try_from(inside_object(room)).unwrap_or(usize::MAX)
}
