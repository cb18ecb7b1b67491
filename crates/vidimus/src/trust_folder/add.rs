//! Taking a file into a trust folder.
//!
//! A file becomes one object. An LDIF becomes many: each authority and each list one, so that it
//! can be replayed and removed by itself, and all document signers together one, DER after DER,
//! since nobody looks for a single one of tens of thousands. Objects are written and synced here;
//! they count from the moment in which `store.json` names them, which is the caller's last step.

use super::disk::{Disk, Pending, read_from};
use super::hash::{Hash, Hashing, sha256, to_hex};
use super::index::{Entry, Origin};
use super::load::LIMIT;
use super::{Act, TrustFolderError};
use std::collections::HashSet;
use std::io::{self, BufRead, Read, Seek};
use std::path::Path;
use vidimus_trust::{Import, Kept, Source, TrustStoreBuilder, ldif};

/// What a file brought, and the entries it becomes.
pub(super) struct Added {
    pub(super) import: Import,
    pub(super) entries: Vec<Entry>,
}

/// Adds a file to the store and keeps its objects; no entry names them yet.
pub(super) fn add<R: BufRead + Seek>(
    disk: &Disk,
    builder: &mut TrustStoreBuilder,
    mut reader: R,
    origin: &Origin,
) -> Result<Added, TrustFolderError> {
    let name = Path::new(&origin.name);
    let unreadable = || TrustFolderError::unreadable(name);
    // the caller's buffer may be small, so the first bytes are read and put back
    let mut head = Vec::new();
    let read = reader.by_ref().take(4096).read_to_end(&mut head);
    read.map_err(unreadable())?;
    reader.rewind().map_err(unreadable())?;
    if ldif::is_ldif(&head) {
        return add_ldif(disk, builder, reader, origin);
    }
    let bytes = read_from(name, reader, LIMIT)?;
    let import = builder.add(&bytes, &source(origin))?;
    let object = disk.keep(&bytes)?;
    let mut entry = Entry::new(object, Some(import.kind), origin);
    entry.sha256 = to_hex(&sha256(&bytes));
    Ok(Added {
        import,
        entries: vec![entry],
    })
}

/// The user's act in the words of the store.
fn source(origin: &Origin) -> Source {
    let source = Source::new(&origin.name).added(origin.added);
    let source = match &origin.group {
        Some(group) => source.group(group.as_str()),
        None => source,
    };
    match origin.act {
        Act::Own => source,
        Act::Pin(pin) => source.pinned(pin),
        Act::Unvouched => source.unvouched(),
        Act::Signer => source.signer(),
    }
}

/// Adds a directory value by value: what can vouch becomes an object each, the document signers
/// together one.
fn add_ldif<R: BufRead + Seek>(
    disk: &Disk,
    builder: &mut TrustStoreBuilder,
    mut reader: R,
    origin: &Origin,
) -> Result<Added, TrustFolderError> {
    let name = Path::new(&origin.name);
    let whole = match origin.act {
        Act::Pin(pin) => hash_of(&mut reader).map_err(TrustFolderError::unreadable(name))? == pin,
        _ => false,
    };
    let mut keeper = Keeper::new(disk, origin, whole);
    let mut reader = Hashing::new(reader);
    let asked = match whole {
        true => source(origin).vouched(),
        false => source(origin),
    };
    let import = builder.add_ldif_keeping(&mut reader, &asked, |kept| keeper.keep(kept))?;
    let (_, hash) = reader.finish();
    if let Act::Pin(pin) = origin.act
        && whole
        && hash != pin
    {
        // it was another file when its hash was taken
        let changed = io::Error::other("it changes while it is read");
        return Err(TrustFolderError::unreadable(name)(changed));
    }
    let mut entries = keeper.finish()?;
    for entry in &mut entries {
        entry.sha256 = to_hex(&hash);
    }
    Ok(Added { import, entries })
}

/// The hash of a whole file, which is then at its start again.
fn hash_of<R: BufRead + Seek>(reader: &mut R) -> io::Result<Hash> {
    let mut hashing = Hashing::new(&mut *reader);
    io::copy(&mut hashing, &mut io::sink())?;
    let (_, hash) = hashing.finish();
    reader.rewind()?;
    Ok(hash)
}

/// Keeps what a directory brings.
struct Keeper<'a> {
    disk: &'a Disk,
    origin: &'a Origin,
    /// of what is not pinned by itself
    plain: Origin,
    entries: Vec<Entry>,
    signers: Option<Pending>,
    seen: HashSet<Hash>,
}

impl<'a> Keeper<'a> {
    fn new(disk: &'a Disk, origin: &'a Origin, whole: bool) -> Self {
        let act = match origin.act {
            Act::Pin(_) if !whole => Act::Own,
            act => act,
        };
        Self {
            disk,
            origin,
            plain: Origin {
                act,
                ..origin.clone()
            },
            entries: Vec::new(),
            signers: None,
            seen: HashSet::new(),
        }
    }

    /// What came in becomes an object, once; it keeps the pin only where it is what was pinned.
    fn keep(&mut self, kept: Kept<'_>) -> Result<(), TrustFolderError> {
        match kept {
            Kept::Signer(der) => self.signer(der),
            Kept::Object {
                bytes,
                kind,
                pinned,
            } => {
                if !self.seen.insert(sha256(bytes)) {
                    return Ok(());
                }
                let object = self.disk.keep(bytes)?;
                let origin = if pinned { self.origin } else { &self.plain };
                self.entries.push(Entry::new(object, Some(kind), origin));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// One more behind the others.
    fn signer(&mut self, der: &[u8]) -> Result<(), TrustFolderError> {
        if !self.seen.insert(sha256(der)) {
            return Ok(());
        }
        let signers = match &mut self.signers {
            Some(signers) => signers,
            none => none.insert(self.disk.begin("signers")?),
        };
        signers.write(der)
    }

    /// The entries, the document signers last.
    fn finish(mut self) -> Result<Vec<Entry>, TrustFolderError> {
        if let Some(signers) = self.signers.take() {
            let object = self.disk.finish(signers)?;
            let entry = Entry::new(object, None, &self.plain);
            self.entries.push(entry);
        }
        Ok(self.entries)
    }
}
