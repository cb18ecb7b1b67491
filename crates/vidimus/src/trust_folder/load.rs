//! Filling a store from a trust folder: its acts are done again, in their order.
//!
//! An object is read whole, hashed, and taken only under its own name; the document signers of an
//! LDIF are read one by one, and the whole load fails where the hash of all of them does not fit.
//! Refusals are no errors here: what an anchor no longer vouches for is left out, and told.

use super::TrustFolderError;
use super::disk::{Disk, read};
use super::hash::{Hashing, from_hex, sha256, to_hex};
use super::index::Entry;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use vidimus_trust::{Import, Source, TrustError, TrustStoreBuilder, ldif};

/// The largest file that is taken, other than LDIF.
pub(super) const LIMIT: u64 = 128 << 20;
/// The largest document signer that is read.
const SIGNER_LIMIT: u64 = 1 << 20;
/// How often a store is read anew that another program changed meanwhile.
const ATTEMPTS: usize = 3;

/// Most rounds over lists for whose signer nobody vouches yet.
const ROUNDS: usize = 16;

/// What is left out, by name.
pub(super) type LeftOut = Vec<(String, TrustError)>;

/// Which entries are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    /// those that can vouch for others: plain document signers cannot
    Vouching,
}

/// Adds files laid there by hand, then the entries in their order, then again those files by
/// hand that needed an anchor of the entries.
pub(super) fn load(
    disk: &Disk,
    builder: &mut TrustStoreBuilder,
    wanted: Wanted,
) -> Result<LeftOut, TrustFolderError> {
    for _ in 1..ATTEMPTS {
        let mut store = builder.clone();
        match load_once(disk, &mut store, wanted) {
            // an object that is gone may have been taken out in between, and its entry too
            Err(TrustFolderError::Corrupted { path, .. }) if !path.exists() => {}
            result => {
                *builder = store;
                return result;
            }
        }
    }
    load_once(disk, builder, wanted)
}

/// One attempt; `builder` may hold a part of the store after an error.
fn load_once(
    disk: &Disk,
    builder: &mut TrustStoreBuilder,
    wanted: Wanted,
) -> Result<LeftOut, TrustFolderError> {
    let mut left_out = LeftOut::new();
    let refused = add_loose(builder, disk.loose()?, &mut left_out)?;
    let index = disk.index()?;
    let mut waiting = Vec::new();
    for entry in &index.entries {
        if !entry.is_signers() {
            waiting.extend(add_entry(disk, builder, entry, &mut left_out)?);
        } else if wanted == Wanted::All {
            add_signers(disk, builder, entry)?;
        }
    }
    let refused = refused.into_iter().map(|(path, _)| path).collect();
    let still = add_loose(builder, refused, &mut left_out)?;
    for (entry, error) in settle(disk, builder, waiting, &mut left_out)? {
        left_out.push((entry.name.clone(), error));
    }
    left_out.extend(still.into_iter().map(|(path, error)| (name(&path), error)));
    Ok(left_out)
}

/// A list for whose signer nobody vouches yet, and why.
type Waiting<'a> = (&'a Entry, TrustError);

/// Adds one entry; returns a list that a later entry may yet let in.
fn add_entry<'a>(
    disk: &Disk,
    builder: &mut TrustStoreBuilder,
    entry: &'a Entry,
    left_out: &mut LeftOut,
) -> Result<Option<Waiting<'a>>, TrustFolderError> {
    match builder.add(&object(disk, entry)?, &entry.source()) {
        Ok(_) => Ok(None),
        Err(error @ TrustError::ListSignerUntrusted { .. }) => Ok(Some((entry, error))),
        Err(error) => {
            left_out.push((entry.name.clone(), error));
            Ok(None)
        }
    }
}

/// Lists whose anchor was taken out and added again later, once more while one of them brings
/// more: each needs an anchor that is there without it, so none vouches for itself.
fn settle<'a>(
    disk: &Disk,
    builder: &mut TrustStoreBuilder,
    mut waiting: Vec<Waiting<'a>>,
    left_out: &mut LeftOut,
) -> Result<Vec<Waiting<'a>>, TrustFolderError> {
    for _ in 0..ROUNDS {
        let before = waiting.len();
        let mut still = Vec::new();
        for (entry, _) in waiting {
            still.extend(add_entry(disk, builder, entry, left_out)?);
        }
        waiting = still;
        if waiting.is_empty() || waiting.len() == before {
            break;
        }
    }
    Ok(waiting)
}

/// The bytes of an entry, which have its hash.
pub(super) fn object(disk: &Disk, entry: &Entry) -> Result<Vec<u8>, TrustFolderError> {
    let path = disk.object(&entry.object);
    let bytes = read(&path, LIMIT).map_err(|error| gone(error, &path, entry))?;
    if to_hex(&sha256(&bytes)) == entry.object.to_lowercase() {
        return Ok(bytes);
    }
    Err(corrupted(&path, entry))
}

/// The bytes are not those that were added.
fn corrupted(path: &Path, entry: &Entry) -> TrustFolderError {
    TrustFolderError::Corrupted {
        path: path.to_owned(),
        name: entry.name.clone(),
    }
}

/// A missing object is a broken store, not a missing file.
fn gone(error: TrustFolderError, path: &Path, entry: &Entry) -> TrustFolderError {
    match error {
        TrustFolderError::Unreadable { source, .. } if source.kind() == io::ErrorKind::NotFound => {
            corrupted(path, entry)
        }
        error => error,
    }
}

/// Document signers in DER, one after the other. They are read one by one; the caller drops the
/// whole store where the hash of all does not fit in the end.
fn add_signers(
    disk: &Disk,
    builder: &mut TrustStoreBuilder,
    entry: &Entry,
) -> Result<(), TrustFolderError> {
    let path = disk.object(&entry.object);
    let unreadable = |error| gone(TrustFolderError::unreadable(&path)(error), &path, entry);
    let file = File::open(&path).map_err(unreadable)?;
    let mut reader = Hashing::new(BufReader::with_capacity(1 << 16, file));
    let source = entry.source();
    while let Some(der) = next_der(&mut reader).map_err(unreadable)? {
        if builder.add_certificate(&der, &source).is_err() {
            // it decoded when it was added
            return Err(corrupted(&path, entry));
        }
    }
    let (_, hash) = reader.finish();
    if from_hex(&entry.object) == Some(hash) {
        return Ok(());
    }
    Err(corrupted(&path, entry))
}

/// The next object of a DER sequence; `None` at the end, too few bytes where it is cut.
fn next_der(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut der = Vec::new();
    if reader.by_ref().take(2).read_to_end(&mut der)? == 0 {
        return Ok(None);
    }
    let length = match der.last().copied().unwrap_or_default() {
        short @ ..0x80 => u64::from(short),
        long => {
            let digits = u64::from(long & 0x7F).min(4);
            reader.by_ref().take(digits).read_to_end(&mut der)?;
            let digits = der.get(2..).unwrap_or_default();
            digits
                .iter()
                .fold(0, |length, digit| length << 8 | u64::from(*digit))
        }
    };
    let limited = length.min(SIGNER_LIMIT);
    reader.take(limited).read_to_end(&mut der)?;
    Ok(Some(der))
}

/// Adds files that were put there by hand, and returns those that lists of the store may yet
/// let in; others are left out.
fn add_loose(
    builder: &mut TrustStoreBuilder,
    paths: Vec<PathBuf>,
    left_out: &mut LeftOut,
) -> Result<Vec<(PathBuf, TrustError)>, TrustFolderError> {
    let mut files = Vec::new();
    let mut directories = Vec::new();
    for path in paths {
        match open_ldif(&path)? {
            Some(reader) => directories.push((path, reader)),
            None => files.push((read(&path, LIMIT)?, path)),
        }
    }
    let sources: Vec<(&[u8], Source)> = files
        .iter()
        .map(|(bytes, path)| (bytes.as_slice(), Source::new(path.display().to_string())))
        .collect();
    let mut results: Vec<(PathBuf, Result<Import, TrustError>)> = Vec::new();
    let added = builder.add_all(&sources);
    results.extend(files.iter().map(|(_, path)| path.clone()).zip(added));
    for (path, reader) in directories {
        let source = Source::new(path.display().to_string());
        results.push((path, builder.add_ldif(reader, &source)));
    }
    let mut untrusted = Vec::new();
    for (path, result) in results {
        match result {
            Ok(_) => {}
            Err(error @ TrustError::ListSignerUntrusted { .. }) => untrusted.push((path, error)),
            Err(error) => left_out.push((name(&path), error)),
        }
    }
    Ok(untrusted)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// An LDIF file, open at its start; `None` for any other.
fn open_ldif(path: &Path) -> Result<Option<BufReader<File>>, TrustFolderError> {
    let file = File::open(path).map_err(TrustFolderError::unreadable(path))?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let head = reader
        .fill_buf()
        .map_err(TrustFolderError::unreadable(path))?;
    Ok(ldif::is_ldif(head).then_some(reader))
}
