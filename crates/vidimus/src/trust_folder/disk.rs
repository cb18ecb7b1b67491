//! Files of a trust folder, which appear under their names only when they are whole.
//!
//! ```text
//! objects/.object.partial   written, synced
//! objects/<sha256>          renamed to
//! objects/                  synced, so that the name is on the disk
//! .store.json.partial       written, synced, renamed to store.json; the folder synced
//! .lock                     held by whoever changes the store; readers need none
//! ```
//!
//! Stopped before the last rename, the old `store.json` stands and names only objects that are
//! there; stopped after it, the new one does. What is left over has names that begin with a dot or
//! that no entry has, and is swept by the next change.

use super::TrustFolderError;
use super::hash::{Hash, Hashing, from_hex, to_hex};
use super::index::{self, StoreIndex};
use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

const INDEX: &str = "store.json";
const OBJECTS: &str = "objects";
const LOCK: &str = ".lock";
const PARTIAL: &str = ".partial";

/// Where the files of a trust folder lie.
#[derive(Clone, Debug)]
pub(super) struct Disk {
    folder: PathBuf,
}

/// The right to change a folder, which one program has at a time.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    folder: PathBuf,
    /// the folder was made for this, and goes again if nothing comes into it
    made: bool,
}

impl Disk {
    /// Nothing is touched yet.
    pub(super) const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the object of this name lies.
    pub(super) fn object(&self, hash: &str) -> PathBuf {
        self.folder.join(OBJECTS).join(hash)
    }

    /// Makes the folder where it is not there, and waits until no other program changes it.
    pub(super) fn lock(&self) -> Result<Lock, TrustFolderError> {
        let made = !self.folder.exists();
        let path = self.folder.join(LOCK);
        let lock = || {
            fs::create_dir_all(self.folder.parent().unwrap_or(&self.folder))?;
            private_folder(&self.folder)?;
            let file = private(OpenOptions::new().write(true).create(true)).open(&path)?;
            file.lock()?;
            Ok(file)
        };
        Ok(Lock {
            _file: lock().map_err(unwritable(&path))?,
            folder: self.folder.clone(),
            made,
        })
    }

    /// What was added; nothing where there is no `store.json`.
    pub(super) fn index(&self) -> Result<StoreIndex, TrustFolderError> {
        let path = self.folder.join(INDEX);
        match read(&path, index::LIMIT) {
            Ok(text) => StoreIndex::parse(&path, &text),
            Err(TrustFolderError::Unreadable { source, .. })
                if source.kind() == io::ErrorKind::NotFound =>
            {
                Ok(StoreIndex::default())
            }
            Err(error) => Err(error),
        }
    }

    /// Puts a new `store.json` in the place of the old one. From here on the new store is there.
    pub(super) fn commit(&self, index: &StoreIndex) -> Result<(), TrustFolderError> {
        let path = self.folder.join(INDEX);
        let beside = self.folder.join(format!(".{INDEX}{PARTIAL}"));
        let write = || {
            let mut file = create(&beside)?;
            file.write_all(&index.to_text())?;
            file.sync_all()?;
            fs::rename(&beside, &path)?;
            sync_folder(&self.folder)
        };
        write().map_err(unwritable(&path))
    }

    /// Begins an object, whose hash will be its name.
    /// Several can be written at a time under different working names.
    pub(super) fn begin(&self, working_name: &str) -> Result<Pending, TrustFolderError> {
        let folder = self.folder.join(OBJECTS);
        let beside = folder.join(format!(".{working_name}{PARTIAL}"));
        let begin = || {
            private_folder(&folder)?;
            create(&beside)
        };
        let file = begin().map_err(unwritable(&beside))?;
        Ok(Pending {
            writer: Some(Hashing::new(BufWriter::new(file))),
            beside,
        })
    }

    /// Keeps an object, once; returns its name.
    pub(super) fn keep(&self, bytes: &[u8]) -> Result<String, TrustFolderError> {
        let mut pending = self.begin("object")?;
        pending.write(bytes)?;
        self.finish(pending)
    }

    /// Puts an object in its place; returns its name.
    pub(super) fn finish(&self, mut pending: Pending) -> Result<String, TrustFolderError> {
        let Some(writer) = pending.writer.take() else {
            return Err(unwritable(&pending.beside)(
                io::ErrorKind::BrokenPipe.into(),
            ));
        };
        let (buffer, hash) = writer.finish();
        let name = to_hex(&hash);
        let put = || {
            let file = buffer
                .into_inner()
                .map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            fs::rename(&pending.beside, self.object(&name))
        };
        put().map_err(unwritable(&pending.beside))?;
        Ok(name)
    }

    /// Makes sure that the names of new objects are on the disk, before `store.json` names them.
    pub(super) fn sync_objects(&self) -> Result<(), TrustFolderError> {
        let folder = self.folder.join(OBJECTS);
        sync_folder(&folder).map_err(unwritable(&folder))
    }

    /// Removes what an earlier program left half-done: partial files, and objects that no entry
    /// names. What cannot be removed does no harm.
    pub(super) fn sweep(&self, index: &StoreIndex) {
        let entries = index.entries.iter();
        let named: HashSet<Hash> = entries
            .filter_map(|entry| from_hex(&entry.object))
            .collect();
        let partial = |name: &str| name.starts_with('.') && name.ends_with(PARTIAL);
        remove_where(&self.folder, partial);
        remove_where(&self.folder.join(OBJECTS), |name| {
            partial(name) || from_hex(name).is_some_and(|hash| !named.contains(&hash))
        });
    }

    /// Files that were put into the folder by hand, sorted by name; hidden ones are left out.
    pub(super) fn loose(&self) -> Result<Vec<PathBuf>, TrustFolderError> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(TrustFolderError::unreadable(&self.folder))?,
        };
        let mut paths = Vec::new();
        for entry in entries {
            let entry = entry.map_err(TrustFolderError::unreadable(&self.folder))?;
            let name = entry.file_name();
            let hidden = name.to_string_lossy().starts_with('.');
            if !hidden && name != INDEX && entry.path().is_file() {
                paths.push(entry.path());
            }
        }
        paths.sort();
        Ok(paths)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.made && !self.folder.join(INDEX).exists() {
            // best effort, and only empty folders can be removed so
            let _ = fs::remove_dir(self.folder.join(OBJECTS));
            let _ = fs::remove_file(self.folder.join(LOCK));
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

/// An object that is being written.
#[derive(Debug)]
pub(super) struct Pending {
    writer: Option<Hashing<BufWriter<File>>>,
    beside: PathBuf,
}

impl Pending {
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), TrustFolderError> {
        let written = self.writer.as_mut().map(|writer| writer.write_all(bytes));
        written.unwrap_or(Ok(())).map_err(unwritable(&self.beside))
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.writer.is_some() {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// Reads a file that is not larger than this.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, TrustFolderError> {
    let file = File::open(path).map_err(TrustFolderError::unreadable(path))?;
    read_from(path, file, limit)
}

/// The same of what is open.
pub(super) fn read_from(
    path: &Path,
    reader: impl Read,
    limit: u64,
) -> Result<Vec<u8>, TrustFolderError> {
    let mut bytes = Vec::new();
    let read = reader.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(TrustFolderError::unreadable(path))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) {
        return Ok(bytes);
    }
    Err(TrustFolderError::TooLarge {
        path: path.to_owned(),
        limit,
    })
}

/// The fault of writing there.
fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> TrustFolderError {
    let path = path.to_owned();
    move |source| TrustFolderError::Unwritable { path, source }
}

/// Best effort: what stays is swept another time.
fn remove_where(folder: &Path, unwanted: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_some_and(&unwanted) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A new file (0600) in the place of any old one.
fn create(path: &Path) -> io::Result<File> {
    private(OpenOptions::new().write(true).create(true).truncate(true)).open(path)
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// A folder (0700), unless it is there.
fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// Puts the names in a folder on the disk.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file, and renaming is all that can be done.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
