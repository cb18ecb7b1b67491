//! The bytes of one file as they come in.

use super::tactics::Tactics;
use crate::SessionError;
use vidimus_iso7816::Fault;
use vidimus_lds::File;
use vidimus_lds::evidence::FileState;

/// Bytes of EF.CVCA, which has no header (TR-03110-3 A.1.2.3).
const CVCA_LEN: usize = 36;
/// Commands that any file may take, whatever its size.
const READS_FREE: usize = 64;
/// On top of that, one command for so few bytes is no progress any more.
const BYTES_A_READ: usize = 8;

/// A file while it is read.
pub(super) struct Content {
    file: File,
    bytes: Vec<u8>,
    extent: Extent,
    limit: usize,
    reads: usize,
    /// reads without a byte at the same offset
    pub(super) zeros: u8,
    /// whether an end inside the file was met by asking for less once
    pub(super) end_met: bool,
    /// whether the file is selected when its short identifier does not find it
    pub(super) may_select: bool,
    /// whether the file may be selected at all
    pub(super) selectable: bool,
}

/// How long the file is, as far as its header tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The header is not complete: this many bytes at least.
    Header(usize),
    /// Header and value together.
    Total(u64),
    /// Nothing tells: read until a short answer.
    Open,
    /// It ended here.
    Ended,
}

impl Content {
    /// Nothing yet. Files above `limit` bytes are not read.
    pub(super) fn new(file: File, limit: u32) -> Self {
        Self {
            file,
            bytes: Vec::new(),
            extent: match file.tag() {
                Some(_) => Extent::Header(2),
                None => Extent::Open,
            },
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            reads: 0,
            zeros: 0,
            end_met: false,
            may_select: true,
            selectable: true,
        }
    }

    /// The file.
    pub(super) const fn file(&self) -> File {
        self.file
    }

    /// Bytes so far.
    pub(super) const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Bytes in all, once known.
    pub(super) fn total(&self) -> Option<usize> {
        match self.extent {
            Extent::Total(total) => usize::try_from(total).ok(),
            _ => None,
        }
    }

    /// Counts a command; too many for too few bytes end the read.
    pub(super) fn count_read(&mut self) -> Result<(), SessionError> {
        self.reads += 1;
        if self.reads > READS_FREE + self.len() / BYTES_A_READ {
            return Err(self.no_progress());
        }
        Ok(())
    }

    /// The error of a chip that gives nothing.
    pub(super) const fn no_progress(&self) -> SessionError {
        SessionError::NoProgress {
            file: self.file,
            offset: self.bytes.len(),
        }
    }

    /// How many bytes to ask for next, given the largest chunk.
    pub(super) fn want(&self, chunk: usize, tactics: &Tactics) -> usize {
        let left = |total: usize| total.saturating_sub(self.len()).clamp(1, chunk.max(1));
        match self.extent {
            Extent::Header(_) if self.bytes.is_empty() => tactics.first_chunk(chunk),
            Extent::Header(needed) if tactics.no_overrun => left(needed),
            Extent::Total(total) => left(usize::try_from(total).unwrap_or(usize::MAX)),
            Extent::Open if tactics.no_overrun && self.file == File::Cvca => left(CVCA_LEN),
            Extent::Header(_) | Extent::Open | Extent::Ended => chunk,
        }
    }

    /// Adds bytes that came for a read of `want`.
    pub(super) fn push(&mut self, bytes: Vec<u8>, want: usize) {
        let short = bytes.len() < want;
        self.bytes.extend(bytes);
        self.zeros = 0;
        self.end_met = false;
        match self.extent {
            Extent::Header(_) => self.extent = extent_of(&self.bytes),
            Extent::Open if short || self.is_whole_cvca() => self.extent = Extent::Ended,
            _ => {}
        }
    }

    fn is_whole_cvca(&self) -> bool {
        self.file == File::Cvca && self.bytes.len() == CVCA_LEN
    }

    /// The end of the file is here.
    pub(super) fn end(&mut self) -> FileState {
        let bytes = core::mem::take(&mut self.bytes);
        match self.extent {
            Extent::Total(declared) => FileState::Truncated { declared, bytes },
            _ => FileState::Read(bytes),
        }
    }

    /// What became of the file, when nothing more is to be read.
    pub(super) fn finished(&mut self) -> Option<FileState> {
        let there = self.len() as u64;
        match self.extent {
            Extent::Total(declared) if declared > self.limit as u64 => {
                Some(FileState::TooLarge { declared })
            }
            Extent::Total(total) if there >= total => {
                // chips pad files: what follows the object is not part of it
                let mut bytes = core::mem::take(&mut self.bytes);
                bytes.truncate(usize::try_from(total).unwrap_or(usize::MAX));
                Some(FileState::Read(bytes))
            }
            Extent::Ended => Some(FileState::Read(core::mem::take(&mut self.bytes))),
            Extent::Open if there > self.limit as u64 => {
                Some(FileState::TooLarge { declared: there })
            }
            _ => None,
        }
    }

    /// What became of the file when the read broke off.
    pub(super) fn interrupted(&mut self, error: &SessionError) -> FileState {
        if self.bytes.is_empty() {
            return FileState::Failed {
                code: error.code().to_owned(),
            };
        }
        FileState::Partial {
            bytes: core::mem::take(&mut self.bytes),
        }
    }
}

/// How long the object is that starts with these bytes. A length field that no file of the LDS
/// has (indefinite, or of more than four bytes) leaves it open.
fn extent_of(bytes: &[u8]) -> Extent {
    let tag_len = match bytes {
        [first, ..] if first & 0x1F != 0x1F => 1,
        [_, second, ..] if second & 0x80 == 0 => 2,
        [_, _, ..] => 3,
        _ => return Extent::Header(2),
    };
    let count = match bytes.get(tag_len) {
        None => return Extent::Header(tag_len + 1),
        Some(&short @ 0x00..=0x7F) => {
            return Extent::Total((tag_len + 1) as u64 + u64::from(short));
        }
        Some(&long @ 0x81..=0x84) => usize::from(long & 0x7F),
        Some(_) => return Extent::Open,
    };
    let header = tag_len + 1 + count;
    match bytes.get(tag_len + 1..header) {
        None => Extent::Header(header),
        Some(length) => {
            let value = length
                .iter()
                .fold(0u64, |acc, &byte| (acc << 8) | u64::from(byte));
            Extent::Total(header as u64 + value)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(bytes: &[u8]) -> Option<u64> {
        match extent_of(bytes) {
            Extent::Total(total) => Some(total),
            _ => None,
        }
    }

    #[test]
    fn the_header_tells_the_size() {
        assert_eq!(total(&[0x61, 0x5B]), Some(93));
        assert_eq!(total(&[0x61, 0x81, 0x80]), Some(131));
        assert_eq!(total(&[0x75, 0x82, 0x46, 0x4C, 0]), Some(18_000));
        assert_eq!(
            total(&[0x75, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]),
            Some(6 + 0xFFFF_FFFF)
        );
        assert_eq!(total(&[0x7F, 0x61, 0x05]), Some(8));
        assert_eq!(total(&[0x75, 0x82, 0x46]), None);
        assert_eq!(total(&[0x75, 0x80]), None);
        assert_eq!(total(&[0x75]), None);
    }

    #[test]
    fn padding_after_the_object_is_cut_off() {
        let mut content = Content::new(File::Sod, 1000);
        content.push(vec![0x77, 1, 9, 0, 0, 0], 231);
        assert_eq!(content.finished(), Some(FileState::Read(vec![0x77, 1, 9])));
    }

    #[test]
    fn a_file_above_the_limit_is_not_read() {
        let mut content = Content::new(File::Sod, 1000);
        content.push(vec![0x77, 0x82, 0x03, 0xE5], 4);
        assert_eq!(
            content.finished(),
            Some(FileState::TooLarge { declared: 1001 })
        );
    }

    #[test]
    fn a_file_without_outer_object_ends_with_a_short_answer() {
        let mut content = Content::new(File::AtrInfo, 1000);
        content.push(vec![1; 231], 231);
        assert_eq!(content.finished(), None);
        content.push(vec![2; 5], 231);
        assert!(matches!(content.finished(), Some(FileState::Read(bytes)) if bytes.len() == 236));
    }
}
