//! EF.CVCA: the authorities whose certificates the chip takes (BSI TR-03110-3 A.1.2.3; Doc
//! 9303-11 App. K.2).
//!
//! After PACE with an authorisation template the chip has named them already (DO 87, 88). After
//! BAC the file is the only place. Its short identifier 1C is also that of EF.CardAccess in the
//! master file: here the application is selected, so the one meant is found.

use crate::SessionError;
use crate::file_reader::FileReader;
use vidimus_access::AccessError;
use vidimus_iso7816::{FileId, Sfi, StatusWord};
use vidimus_lds::cvca::EfCvca;
use vidimus_lds::evidence::FileState;
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};

/// Where EF.CVCA lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct CvcaPlace {
    /// its identifier
    pub(crate) id: FileId,
    /// its short identifier; `None` where DG14 names the file and gives none
    pub(crate) sfi: Option<Sfi>,
}

impl Default for CvcaPlace {
    fn default() -> Self {
        Self {
            id: File::Cvca.id(),
            sfi: File::Cvca.sfi(),
        }
    }
}

impl CvcaPlace {
    /// Whether DG14 says nothing else than the default.
    pub(crate) fn is_default(self) -> bool {
        self == Self::default()
    }

    /// Where the infos of DG14 say; `None` when they do not offer Terminal Authentication. An
    /// info that does not decode offers it and says nothing about the place.
    fn of(infos: &SecurityInfos<'_>) -> Option<Self> {
        let info = infos.terminal_authentication().next()?;
        Some(match info {
            Ok(info) => info.ef_cvca.map_or_else(Self::default, |id| Self {
                id,
                sfi: info.ef_cvca_sfi,
            }),
            Err(_) => Self::default(),
        })
    }
}

impl FileReader<'_> {
    /// Where EF.CVCA lies by DG14, where that was read and offers Terminal Authentication.
    pub(super) fn cvca_place(&self) -> Option<CvcaPlace> {
        let file = self.evidence.data_group(DataGroup::DG14)?;
        let infos = SecurityInfos::parse_file(file, File::Dg(DataGroup::DG14)).ok()?;
        CvcaPlace::of(&infos)
    }

    /// The references of the authorities, the newest first: those that the chip named at the end
    /// of PACE, else those of EF.CVCA.
    ///
    /// # Errors
    /// [`AccessError::CvcaMissing`], also where another file is at the place that DG14 states;
    /// [`AccessError::CvcaMalformed`]; what ends the read.
    pub(super) fn authorities(&mut self, place: CvcaPlace) -> Result<Vec<Vec<u8>>, SessionError> {
        if !self.binding.authorities.is_empty() {
            return Ok(self.binding.authorities.clone());
        }
        self.cvca = place;
        self.read(File::Cvca)?;
        let missing = |status| Err(AccessError::CvcaMissing { status }.into());
        let bytes = match self.evidence.files.get(&File::Cvca) {
            Some(FileState::Read(bytes) | FileState::Truncated { bytes, .. }) => bytes,
            Some(FileState::Denied { status }) => return missing(StatusWord::new(*status)),
            _ => return missing(StatusWord::FILE_NOT_FOUND),
        };
        match EfCvca::parse(bytes) {
            Ok(file) => {
                let authorities = file.authorities.iter();
                Ok(authorities.map(|car| car.as_bytes().to_vec()).collect())
            }
            Err(_) if place.is_default() => Err(AccessError::CvcaMalformed.into()),
            Err(_) => missing(StatusWord::FILE_NOT_FOUND),
        }
    }
}
