//! Reading files, with a limit.

use crate::failure::CommandError;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest file read: no chip file, list or recording comes near it.
pub const LIMIT: u64 = 128 << 20;

/// Whether this path means stdin.
pub fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a file, or stdin where the path is `-`, up to [`LIMIT`].
pub fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let unreadable = |source| CommandError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    let got = if is_stdin(path) {
        std::io::stdin()
            .lock()
            .take(LIMIT + 1)
            .read_to_end(&mut bytes)
    } else {
        let file = File::open(path).map_err(unreadable)?;
        if file.metadata().map_err(unreadable)?.is_dir() {
            return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
        }
        file.take(LIMIT + 1).read_to_end(&mut bytes)
    };
    got.map_err(unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LIMIT {
        return Err(CommandError::TooLarge {
            path: path.to_owned(),
            limit: LIMIT,
        });
    }
    Ok(bytes)
}

/// The files of a folder, not of its sub-folders, sorted by name; hidden ones left out.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    entries(folder, Path::is_file)
}

/// The folders of a folder, likewise.
pub fn folders(folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    entries(folder, Path::is_dir)
}

fn entries(folder: &Path, wanted: fn(&Path) -> bool) -> Result<Vec<PathBuf>, CommandError> {
    let unreadable = |source| CommandError::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && wanted(&entry.path()) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The file itself, or the files of the folder.
pub fn expand(path: &Path) -> Result<Vec<PathBuf>, CommandError> {
    if path.is_dir() {
        list(path)
    } else {
        Ok(vec![path.to_owned()])
    }
}
