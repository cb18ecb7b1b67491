//! Chip files that were read before, by whatever means.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_lds::evidence::{Application, Evidence, FileState, Source};
use vidimus_lds::{DataGroup, File, driving_licence};

/// The files of one document, recognised by their outer tag (Doc 9303-10 table 38), not by name.
///
/// `Debug` shows names and lengths only.
///
/// ```
/// use vidimus::{FileSet, lds::File};
/// let com = vec![0x60, 0x06, 0x5F, 0x01, 0x04, 0x30, 0x31, 0x30];
/// let mut document = FileSet::new();
/// assert_eq!(document.add(com.clone())?, Some(File::Com));
/// assert_eq!(document.add(b"\x89PNG".to_vec())?, None, "nothing of a chip");
/// assert!(document.add(com).is_err(), "a document has one EF.COM");
/// # Ok::<(), vidimus::FileSetError>(())
/// ```
#[derive(Default)]
pub struct FileSet {
    files: BTreeMap<File, Vec<u8>>,
    /// files that only a driving licence has
    of_licence: BTreeMap<File, Vec<u8>>,
}

/// Why files are not one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FileSetError {
    /// Two files start with the tag of the same chip file.
    #[error("two files are {}", file.name())]
    Duplicate {
        /// which chip file both are
        file: File,
    },
}

impl Fault for FileSetError {
    fn code(&self) -> &'static str {
        "usage.duplicate_file"
    }

    fn class(&self) -> FaultClass {
        FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        Some("give the files of one document at a time")
    }
}

impl FileSet {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and says which one it is; `None` when its tag is no chip file's, and then it
    /// is left out.
    ///
    /// # Errors
    /// [`FileSetError::Duplicate`] when a file of this tag is there already.
    pub fn add(&mut self, bytes: Vec<u8>) -> Result<Option<File>, FileSetError> {
        let licence = || File::identify_in(Application::DrivingLicence, &bytes);
        let (file, files) = match File::identify(&bytes) {
            Some(file) => (file, &mut self.files),
            None => match licence() {
                Some(file) => (file, &mut self.of_licence),
                None => return Ok(None),
            },
        };
        match files.entry(file) {
            Entry::Occupied(_) => Err(FileSetError::Duplicate { file }),
            Entry::Vacant(place) => {
                place.insert(bytes);
                Ok(Some(file))
            }
        }
    }

    /// Whether there is no file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, file: File) -> Option<&[u8]> {
        self.files.get(&file).map(Vec::as_slice)
    }

    /// The application that the files belong to. Tags alone do not tell, for most are of both: the
    /// content of DG1 does, and without it the files are those of an eMRTD.
    #[must_use]
    pub fn application(&self) -> Application {
        let dg1 = self.get(File::Dg(DataGroup::DG1));
        match dg1.is_some_and(driving_licence::is_licence) {
            true => Application::DrivingLicence,
            false => Application::Emrtd,
        }
    }

    /// The files as those of this application; what it does not have is left out.
    fn of(self, application: Application) -> BTreeMap<File, Vec<u8>> {
        match application {
            Application::Emrtd => self.files,
            Application::DrivingLicence => {
                let files = self
                    .files
                    .into_values()
                    .chain(self.of_licence.into_values());
                let named = files.map(|bytes| (File::identify_in(application, &bytes), bytes));
                named
                    .filter_map(|(file, bytes)| Some((file?, bytes)))
                    .collect()
            }
        }
    }

    /// What was observed: these files, no chip, no access protocol.
    #[must_use]
    pub fn into_evidence(self) -> Evidence {
        let application = self.application();
        let mut evidence = Evidence {
            source: Source::Files,
            application,
            ..Evidence::default()
        };
        for (file, bytes) in self.of(application) {
            if let File::Dg(data_group) = file {
                evidence.requested.insert(data_group);
            }
            evidence.files.insert(file, FileState::Read(bytes));
        }
        evidence
    }
}

impl std::fmt::Debug for FileSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lengths = self
            .files
            .iter()
            .map(|(file, bytes)| (file.name(), bytes.len()));
        f.debug_map().entries(lengths).finish()
    }
}
