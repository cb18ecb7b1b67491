//! Chips without access control.

use crate::SessionError;
use crate::file_reader::FileReader;
use vidimus_lds::File;
use vidimus_lds::evidence::{FileState, Protocol};

impl FileReader<'_> {
    /// Tries to read EF.SOD without any access control; `otherwise` is why that is the last way.
    pub(super) fn open_in_the_clear(
        &mut self,
        otherwise: SessionError,
    ) -> Result<(), SessionError> {
        self.read(File::Sod)?;
        match self.evidence.files.get(&File::Sod) {
            Some(FileState::Denied { .. } | FileState::Failed { .. }) | None => Err(otherwise),
            Some(_) => {
                self.opened(Protocol::None);
                Ok(())
            }
        }
    }
}
