//! Taking something out of a trust folder: the act is forgotten, and what stood on it alone falls
//! at the next load. The objects of forgotten entries are swept with the next change.

use super::disk::{Disk, read};
use super::hash::{Hash, from_hex, sha256};
use super::index::{Entry, StoreIndex};
use super::load::{LIMIT, object};
use super::{Removed, TrustFolderError};
use std::path::Path;
use vidimus_trust::{Certificate, pem_certificates};

/// Takes the entries that are meant out of the index, and deletes files put there by hand that
/// are.
pub(super) fn take(
    disk: &Disk,
    index: &mut StoreIndex,
    wanted: &str,
) -> Result<Vec<Removed>, TrustFolderError> {
    let hash = from_hex(wanted);
    let mut removed = Vec::new();
    index.entries.retain(|entry| {
        let meant =
            is_called(&entry.name, wanted) || hash.is_some_and(|hash| has(disk, entry, hash));
        if meant {
            note(&mut removed, &entry.name, from_hex(&entry.sha256));
        }
        !meant
    });
    for path in disk.loose()? {
        let name = path.display().to_string();
        let bytes = || read(&path, LIMIT);
        if is_called(&name, wanted)
            || hash.is_some_and(|hash| bytes().is_ok_and(|bytes| holds(&bytes, hash)))
        {
            let sha256 = bytes().ok().map(|bytes| sha256(&bytes));
            std::fs::remove_file(&path).map_err(|source| TrustFolderError::Unwritable {
                path: path.clone(),
                source,
            })?;
            note(&mut removed, &name, sha256);
        }
    }
    if removed.is_empty() {
        return Err(TrustFolderError::NotFound {
            wanted: wanted.to_owned(),
        });
    }
    Ok(removed)
}

/// Once for a file of many objects.
fn note(removed: &mut Vec<Removed>, name: &str, sha256: Option<Hash>) {
    let one = Removed {
        name: name.to_owned(),
        sha256: sha256.unwrap_or_default(),
    };
    if !removed.contains(&one) {
        removed.push(one);
    }
}

/// By its whole name, or by the last part of it.
fn is_called(name: &str, wanted: &str) -> bool {
    let last = Path::new(name)
        .file_name()
        .map(|last| last.to_string_lossy());
    name == wanted || last.is_some_and(|last| last == wanted)
}

/// Whether the entry is, came from, or holds as its only certificate what has this hash.
fn has(disk: &Disk, entry: &Entry, hash: Hash) -> bool {
    let named = [&entry.object, &entry.sha256];
    named.iter().any(|known| from_hex(known) == Some(hash))
        || (!entry.is_signers() && object(disk, entry).is_ok_and(|bytes| holds(&bytes, hash)))
}

/// Whether this is the hash of a file or of the only certificate in it.
fn holds(file: &[u8], hash: Hash) -> bool {
    if sha256(file) == hash {
        return true;
    }
    let certificates = match Certificate::parse(file) {
        Ok(_) => return false,
        Err(_) => pem_certificates(file).unwrap_or_default(),
    };
    matches!(certificates.as_slice(), [only] if sha256(only) == hash)
}
