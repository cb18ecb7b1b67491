//! A chip from a folder of files.

use super::CardImage;
use super::keys::KeyFolder;
use crate::access::AccessRules;
use crate::bac::BacKey;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use thiserror::Error;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_lds::{DataGroup, File};
use vidimus_mrz::Mrz;

/// The longest file taken, in bytes: more than any chip holds.
const MAX_FILE: u64 = 4 << 20;
/// The most folder entries looked at.
const MAX_ENTRIES: usize = 256;

/// Why a folder does not make a chip.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The folder, or a file in it, cannot be read.
    #[error("cannot read {name}: {kind}")]
    Unreadable {
        /// file name
        name: String,
        /// what the system says
        kind: io::ErrorKind,
    },
    /// Two files start with the same tag.
    #[error("{first} and {second} are both {file}")]
    DuplicateFile {
        /// what both are
        file: &'static str,
        /// file name of the first
        first: String,
        /// file name of the second
        second: String,
    },
    /// A file longer than any chip holds.
    #[error("{name} is longer than {limit} bytes")]
    TooLarge {
        /// file name
        name: String,
        /// most bytes taken
        limit: u64,
    },
    /// More entries than any document has files.
    #[error("more than {limit} entries in the folder")]
    TooManyEntries {
        /// most entries looked at
        limit: usize,
    },
    /// None of the files is one of an eMRTD.
    #[error("no file of an eMRTD in the folder")]
    NoFiles,
    /// No MRZ information was given and DG1 gives none.
    #[error("no access key: DG1 is missing or holds no MRZ")]
    NoAccessKey,
}

impl vidimus_iso7816::Fault for ImageError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "usage.unreadable",
            Self::DuplicateFile { .. } => "usage.duplicate_file",
            Self::TooLarge { .. } | Self::TooManyEntries { .. } => "usage.too_large",
            Self::NoFiles => "usage.no_files",
            Self::NoAccessKey => "usage.no_access_key",
        }
    }

    fn class(&self) -> vidimus_iso7816::FaultClass {
        vidimus_iso7816::FaultClass::ApiMisuse
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::DuplicateFile { .. } => Some("keep one of the two in the folder"),
            Self::NoFiles => Some("files are recognised by their first tag, not by name"),
            Self::NoAccessKey => Some("give the MRZ with `--mrz-file`"),
            _ => None,
        }
    }
}

/// A chip made from a folder, and what of the folder was left out.
#[derive(Debug)]
pub struct Loaded {
    /// the chip
    pub image: CardImage,
    /// names of entries that are no file of an eMRTD and no key
    pub left_out: Vec<String>,
}

impl CardImage {
    /// Reads a folder of elementary files, told apart by their outer tag (`60` EF.COM, `61` to
    /// `70` data groups, `77` EF.SOD, `31` EF.CardAccess, …), not by name.
    ///
    /// The folder `keys` inside it holds the chip's secrets, by name: `aa.pem` (Active
    /// Authentication, belongs to DG15), `ca.pem` and `ca-….pem` (Chip Authentication, each a key
    /// of DG14), `….cvcert` (CVCA certificates to trust). Keys are PKCS#8 in PEM.
    ///
    /// The chip asks for BAC. `mrz_information` is the key; without it the MRZ in DG1 gives it.
    ///
    /// # Errors
    /// [`ImageError`].
    pub fn from_dir(dir: &Path, mrz_information: Option<&[u8]>) -> Result<Loaded, ImageError> {
        let mut folder = Folder::default();
        for name in sorted_names(dir)? {
            folder.take(dir, name)?;
        }
        if folder.files.is_empty() {
            return Err(ImageError::NoFiles);
        }
        let information = match mrz_information {
            Some(information) => information.to_vec(),
            None => information_in_dg1(&folder.files).ok_or(ImageError::NoAccessKey)?,
        };
        let key = BacKey::from_mrz_information(&information);
        // two dates and their check digits follow the document number
        let number = information.len().saturating_sub(14);
        let number = information.into_iter().take(number).collect();
        let keys = folder.keys.keys(&folder.files, number);
        let mut image = Self::new(folder.files, AccessRules::bac(key));
        image.keys = keys;
        Ok(Loaded {
            image,
            left_out: folder.left_out,
        })
    }
}

/// The MRZ information of the zone inside DG1.
fn information_in_dg1(files: &BTreeMap<File, Vec<u8>>) -> Option<Vec<u8>> {
    let dg1 = files.get(&File::Dg(DataGroup::new(1)?))?;
    let outer = Reader::new(dg1).expect(Tag(0x61)).ok()?;
    let text = outer.children().ok()?.expect(Tag(0x5F1F)).ok()?.value;
    let mrz = Mrz::parse_bytes(text).ok()?;
    let information = mrz.access_key_information();
    Some(information.as_str().as_bytes().to_vec())
}

#[derive(Default)]
struct Folder {
    files: BTreeMap<File, Vec<u8>>,
    names: BTreeMap<File, String>,
    left_out: Vec<String>,
    keys: KeyFolder,
}

impl Folder {
    fn take(&mut self, dir: &Path, name: String) -> Result<(), ImageError> {
        let path = dir.join(&name);
        if path.is_dir() && name == "keys" {
            return self.take_keys(&path);
        }
        if path.is_dir() {
            self.left_out.push(name);
            return Ok(());
        }
        let bytes = read_limited(&path, &name)?;
        let Some(file) = File::identify(&bytes) else {
            self.left_out.push(name);
            return Ok(());
        };
        if let Some(first) = self.names.get(&file) {
            return Err(ImageError::DuplicateFile {
                file: file.name(),
                first: first.clone(),
                second: name,
            });
        }
        self.names.insert(file, name);
        self.files.insert(file, bytes);
        Ok(())
    }
}

impl Folder {
    /// Takes the files of the folder `keys`.
    fn take_keys(&mut self, dir: &Path) -> Result<(), ImageError> {
        for name in sorted_names(dir)? {
            let path = dir.join(&name);
            let taken = !path.is_dir() && {
                let bytes = read_limited(&path, &name)?;
                self.keys.take(&name, bytes)
            };
            if !taken {
                self.left_out.push(format!("keys/{name}"));
            }
        }
        Ok(())
    }
}

/// The names in the folder in byte order; one that is no UTF-8 is shown with marks and so not
/// found again, which reads as unreadable.
fn sorted_names(dir: &Path) -> Result<Vec<String>, ImageError> {
    let unreadable = |error: io::Error| ImageError::Unreadable {
        name: dir.display().to_string(),
        kind: error.kind(),
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        if names.len() == MAX_ENTRIES {
            return Err(ImageError::TooManyEntries { limit: MAX_ENTRIES });
        }
        let name = entry.map_err(unreadable)?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn read_limited(path: &Path, name: &str) -> Result<Vec<u8>, ImageError> {
    let unreadable = |error: io::Error| ImageError::Unreadable {
        name: name.to_owned(),
        kind: error.kind(),
    };
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_FILE {
        return Err(ImageError::TooLarge {
            name: name.to_owned(),
            limit: MAX_FILE,
        });
    }
    Ok(bytes)
}
