//! What faults make of a READ BINARY.

use super::behaviour::{Behaviour, SizeChange};
use super::hooks::Faults;
use crate::image::EndOfFile;
use vidimus_iso7816::StatusWord;
use vidimus_lds::File;

/// What a READ BINARY answers that asks for more than is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndRule {
    /// `9000` and what is left
    Success,
    /// `6282` and what is left
    Warning,
    /// `6B00` and nothing
    Refused,
    /// `6Cxx` with the number of bytes left, and nothing
    ExactLength,
}

impl From<EndOfFile> for EndRule {
    fn from(habit: EndOfFile) -> Self {
        match habit {
            EndOfFile::Success => Self::Success,
            EndOfFile::Warning => Self::Warning,
        }
    }
}

impl Faults {
    /// How the end of this file shows.
    pub(crate) fn end_rule(&self, file: File, habit: EndOfFile) -> EndRule {
        let ruled = |behaviour: &Behaviour| match behaviour {
            Behaviour::EndOfFile { rule, file: None } => Some(*rule),
            Behaviour::EndOfFile {
                rule,
                file: Some(named),
            } if *named == file => Some(*rule),
            _ => None,
        };
        self.find(ruled).unwrap_or_else(|| habit.into())
    }

    /// The status word that stands for the content of this file.
    pub(crate) fn denied(&self, file: File) -> Option<StatusWord> {
        self.find(|behaviour| match behaviour {
            Behaviour::FileDenied {
                file: named,
                status,
            } if *named == file => Some(*status),
            _ => None,
        })
    }

    /// Whether this Le is above the limit.
    pub(crate) fn le_refused(&self, ne: u32) -> bool {
        self.any(|behaviour| matches!(behaviour, Behaviour::LeLimit { max } if ne > *max))
    }

    /// The content of the file after it was read from the start `starts` times.
    pub(crate) fn content(&self, file: File, starts: u32, content: &mut [u8]) {
        let changes = self.any(
            |behaviour| matches!(behaviour, Behaviour::ContentChanges { file: named } if *named == file),
        );
        if let (true, 2.., Some(last)) = (changes, starts, content.last_mut()) {
            *last ^= 0x01;
        }
    }

    /// Whether an extended read of the application answers nothing.
    pub(crate) fn extended_is_empty(&self) -> bool {
        self.any(|behaviour| matches!(behaviour, Behaviour::ExtendedEmpty))
    }

    /// Makes the data of an answer longer or shorter; `ne` bytes were asked for.
    pub(crate) fn resize(&mut self, data: &mut Vec<u8>, ne: usize, protected: bool) {
        let sized = |behaviour: &Behaviour| match behaviour {
            Behaviour::AnswerSize {
                protected: when,
                change,
                times,
            } if *when == protected => Some((*change, *times)),
            _ => None,
        };
        let Some(change) = self.spend(sized) else {
            return;
        };
        match change {
            SizeChange::Longer(more) => data.resize(ne.saturating_add(more), 0),
            SizeChange::Shorter(less) => data.truncate(data.len().saturating_sub(less)),
            SizeChange::Half => data.truncate(data.len().div_ceil(2)),
            SizeChange::AtMost(bytes) => data.truncate(bytes),
        }
    }

    /// The smaller length that a protected read of `ne` bytes is told to ask for, once.
    pub(crate) fn exact_length(&mut self, ne: u32) -> Option<StatusWord> {
        const EXACT: u8 = 0x40;
        if ne <= u32::from(EXACT) {
            return None;
        }
        self.spend(|behaviour| matches!(behaviour, Behaviour::ExactLength).then_some(((), 1)))?;
        Some(StatusWord::new(u16::from_be_bytes([0x6C, EXACT])))
    }
}
