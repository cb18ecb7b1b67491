//! What a file says, beside what could not be read of it.
//!
//! A name that is readable stays readable when the date behind it is not: the decoders of text
//! go on after a fault as far as the encoding lets them, and tell of every fault with its file
//! and offset.

use crate::structure::{Deviation, StructureFinding};
use crate::{Defect, File, LdsError};
use vidimus_iso7816::tlv::TlvError;

/// Most faults, and most notes, that are kept of one file; a file with more has said enough.
pub const MAX_FINDINGS: usize = 64;

/// A value with everything that was wrong on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<T> {
    /// what was read; as good as empty when the file is another one
    pub value: T,
    /// what could not be read, in the order of the file
    pub faults: Vec<LdsError>,
    /// what was read but is not as the standard has it
    pub notes: Vec<StructureFinding>,
}

impl<T> Decoded<T> {
    /// Whether everything could be read; notes do not count.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }

    /// The value, if nothing is missing from it.
    ///
    /// # Errors
    /// The first fault.
    pub fn whole(self) -> Result<T, LdsError> {
        self.faults.into_iter().next().map_or(Ok(self.value), Err)
    }

    /// The same with faults that name another file: one reader serves several files.
    pub(crate) fn renamed(mut self, name: File) -> Self {
        for fault in &mut self.faults {
            fault.rename(name);
        }
        self
    }

    /// Faults and notes as deviations from the standard, those that fail first.
    #[must_use]
    pub fn deviations(&self) -> Vec<StructureFinding> {
        self.faults
            .iter()
            .map(StructureFinding::unreadable)
            .chain(self.notes.iter().cloned())
            .collect()
    }
}

/// Gathers faults and notes while a file is read.
pub(crate) struct Findings {
    file: File,
    faults: Vec<LdsError>,
    notes: Vec<StructureFinding>,
}

impl Findings {
    pub(crate) const fn new(file: File) -> Self {
        Self {
            file,
            faults: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(crate) const fn file(&self) -> File {
        self.file
    }

    pub(crate) fn fault(&mut self, error: LdsError) {
        if self.faults.len() < MAX_FINDINGS {
            self.faults.push(error);
        }
    }

    /// An object that cannot be read.
    pub(crate) fn tlv(&mut self, error: TlvError) {
        self.fault(LdsError::tlv(self.file, error));
    }

    /// A value that is not what belongs there.
    pub(crate) fn content(&mut self, offset: usize, expected: &'static str) {
        self.fault(LdsError::content(self.file, offset, expected));
    }

    /// Any other fault at this place.
    pub(crate) fn defect(&mut self, offset: usize, defect: Defect) {
        self.fault(LdsError::Malformed {
            file: self.file,
            offset,
            defect,
        });
    }

    pub(crate) fn note(&mut self, offset: usize, what: Deviation) {
        if self.notes.len() < MAX_FINDINGS {
            self.notes.push(StructureFinding::new(offset, what));
        }
    }

    pub(crate) fn finish<T>(self, value: T) -> Decoded<T> {
        Decoded {
            value,
            faults: self.faults,
            notes: self.notes,
        }
    }
}
