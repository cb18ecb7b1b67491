//! Which files `trust add` takes, and in which order.

use crate::failure::CommandError;
use crate::io::files;
use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Folders inside folders that are looked into.
const DEPTH: usize = 8;

/// The files, and those of folders and of the folders in them. Nothing is added where one of
/// them cannot be read. Revocation lists come last: each is judged under the authorities that
/// are in the store by then.
pub(super) fn find(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CommandError> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for path in paths {
        collect(path, DEPTH, &mut seen, &mut found)?;
    }
    let (mut others, mut lists) = (Vec::new(), Vec::new());
    for path in found {
        if !files::is_stdin(&path) && is_revocation_list(&path)? {
            lists.push(path);
        } else {
            others.push(path);
        }
    }
    others.append(&mut lists);
    Ok(others)
}

/// Each folder once, whatever links lead to it: links to folders above would make one of them
/// many.
fn collect(
    path: &Path,
    depth: usize,
    seen: &mut HashSet<PathBuf>,
    found: &mut Vec<PathBuf>,
) -> Result<(), CommandError> {
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if !seen.insert(place) {
        return Ok(());
    }
    found.extend(files::list(path)?);
    if depth > 0 {
        for folder in files::folders(path)? {
            collect(&folder, depth - 1, seen, found)?;
        }
    }
    Ok(())
}

/// Opens every file, and reads those that start as DER does: a directory export may be large.
fn is_revocation_list(path: &Path) -> Result<bool, CommandError> {
    let unreadable = |source| CommandError::Unreadable {
        path: path.to_owned(),
        source,
    };
    let mut first = [0];
    let file = File::open(path).map_err(unreadable)?;
    let read = file.take(1).read(&mut first).map_err(unreadable)?;
    let is_der = read == 1 && first == [0x30];
    Ok(is_der && vidimus::trust::is_revocation_list(&files::read(path)?))
}
