//! Writing so that nothing is ever half-written, and nobody else can read it.

use crate::failure::CommandError;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that appears under its name only when it is whole. What is there already and is no
/// regular file, such as a device, is written to directly.
#[derive(Debug)]
pub struct Pending {
    target: PathBuf,
    beside: PathBuf,
    done: bool,
}

impl Pending {
    /// Checks now that the file can be written, before a card is touched.
    pub fn new(target: &Path) -> Result<Self, CommandError> {
        if target.is_dir() {
            let source = io::ErrorKind::IsADirectory.into();
            return Err(CommandError::Unwritable {
                path: target.to_owned(),
                source,
            });
        }
        let special = target.metadata().is_ok_and(|metadata| !metadata.is_file());
        let beside = if special {
            target.to_owned()
        } else {
            beside(target)
        };
        let opened = if special {
            OpenOptions::new().write(true).open(&beside)
        } else {
            private_file(&beside)
        };
        opened.map_err(|source| unwritable(target, source))?;
        Ok(Self {
            target: target.to_owned(),
            beside,
            done: special,
        })
    }

    /// Writes, syncs and puts the file in its place, readable by its owner alone.
    pub fn commit(mut self, bytes: &[u8]) -> Result<(), CommandError> {
        let write = || {
            let mut file = OpenOptions::new().write(true).open(&self.beside)?;
            file.write_all(bytes)?;
            if self.beside == self.target {
                return file.flush();
            }
            file.sync_all()?;
            fs::rename(&self.beside, &self.target)
        };
        write().map_err(|source| unwritable(&self.target, source))?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.done {
            // best effort: the empty file beside the target says nothing
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// A folder (0700) that appears under its name only when it is whole.
#[derive(Debug)]
pub struct PendingFolder {
    target: PathBuf,
    beside: PathBuf,
    done: bool,
}

impl PendingFolder {
    /// Makes the folder beside its place, where nothing or an empty folder may be.
    pub fn new(target: &Path) -> Result<Self, CommandError> {
        let empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
        if target.exists() && !empty {
            return Err(CommandError::Exists {
                path: target.to_owned(),
            });
        }
        let beside = beside(target);
        private_folder(&beside).map_err(|source| unwritable(target, source))?;
        Ok(Self {
            target: target.to_owned(),
            beside,
            done: false,
        })
    }

    /// Adds a file (0600).
    pub fn add(&self, name: &str, bytes: &[u8]) -> Result<(), CommandError> {
        let path = self.beside.join(name);
        let write = || {
            let mut file = private_file(&path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        write().map_err(|source| unwritable(&self.target.join(name), source))
    }

    /// Puts the folder in its place.
    pub fn commit(mut self) -> Result<PathBuf, CommandError> {
        fs::rename(&self.beside, &self.target)
            .map_err(|source| unwritable(&self.target, source))?;
        self.done = true;
        Ok(self.target.clone())
    }
}

impl Drop for PendingFolder {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_dir_all(&self.beside);
        }
    }
}

/// Makes a folder (0700) that shall hold a folder for each of many documents, or takes one that
/// is there.
#[cfg(feature = "pcsc")]
pub fn folder_of_many(target: &Path) -> Result<PathBuf, CommandError> {
    let made = match private_folder(target) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && target.is_dir() => Ok(()),
        made => made,
    };
    made.and_then(|()| {
        // whether it may be written to, before a card is touched
        let probe = beside(&target.join("probe"));
        private_folder(&probe).and_then(|()| fs::remove_dir(&probe))
    })
    .map_err(|source| unwritable(target, source))?;
    Ok(target.to_owned())
}

fn unwritable(path: &Path, source: io::Error) -> CommandError {
    CommandError::Unwritable {
        path: path.to_owned(),
        source,
    }
}

/// A hidden name beside the target, of this process alone.
fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.partial", std::process::id()))
}

#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(not(unix))]
fn private_file(path: &Path) -> io::Result<fs::File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Makes a folder that nobody else can look into.
#[cfg(unix)]
pub fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

/// Makes a folder.
#[cfg(not(unix))]
pub fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_when_it_is_not_committed() {
        let folder = tempfile::tempdir().unwrap();
        drop(Pending::new(&folder.path().join("a")).unwrap());
        drop(PendingFolder::new(&folder.path().join("b")).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_what_is_written() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let path = folder.path().join("a");
        Pending::new(&path).unwrap().commit(b"x").unwrap();
        assert_eq!(mode(&path), 0o600);
        let out = PendingFolder::new(&folder.path().join("b")).unwrap();
        out.add("c", b"y").unwrap();
        let out = out.commit().unwrap();
        assert_eq!((mode(&out), mode(&out.join("c"))), (0o700, 0o600));
    }

    #[test]
    fn a_folder_with_something_in_it_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), b"x").unwrap();
        let error = PendingFolder::new(folder.path()).unwrap_err();
        assert!(matches!(error, CommandError::Exists { .. }));
    }
}
