//! The folder that keeps a trust store from one run to the next.
//!
//! ```text
//! store.json          what was added, in its order (schema vidimus-store/1; /2 with trust groups)
//! objects/<sha256>    the bytes of each, named by their hash
//! *.cer, *.ml, …      files that were put here by hand: added at each load
//! ```
//!
//! Every change writes objects beside their place, syncs and renames them, and then does the same
//! with `store.json`: whenever the program is stopped, the old store or the new one is there,
//! whole. Objects that no entry names are swept at the next change.
//!
//! Entries are replayed in their order, so that "already in the store" means at each load what it
//! meant when they were added. An object that no longer has its hash is never taken.

mod add;
mod disk;
mod error;
mod hash;
mod index;
mod load;
mod remove;

pub use error::TrustFolderError;

use disk::{Disk, Lock};
use index::{Origin, StoreIndex};
use load::Wanted;
use std::io::{BufRead, BufReader, Seek};
use std::path::{Path, PathBuf};
use vidimus_trust::{Import, TrustError, TrustStoreBuilder};

/// A trust store on disk; see the module documentation.
///
/// ```
/// use vidimus::{Act, TrustFolder};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let csca = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/documents/bac/trust/csca.cer");
/// # let place = tempfile::tempdir()?;
/// let mut folder = TrustFolder::open(place.path().join("trust"));
/// let import = folder.add(csca.as_ref(), Act::Own, vidimus::now())?;
/// assert!(import.vouched);
///
/// let loaded = TrustFolder::open(folder.path()).load()?;
/// assert_eq!(loaded.builder.build().len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct TrustFolder {
    disk: Disk,
    change: Option<Change>,
    group: Option<String>,
}

/// A store while it is changed.
#[derive(Debug)]
struct Change {
    index: StoreIndex,
    builder: TrustStoreBuilder,
    left_out: Vec<(String, TrustError)>,
    // released last
    _lock: Lock,
}

/// On whose word a file is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Act {
    /// Certificates are the user's own act; a list needs an anchor of the store to vouch for it.
    Own,
    /// The user has the SHA-256 of the file, of a list's signer or of that signer's CSCA.
    Pin([u8; 32]),
    /// Nobody vouches for it, and it is taken all the same, marked so.
    Unvouched,
    /// Its certificates are pinned document signers, not anchors.
    Signer,
}

/// What a trust folder holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// the store, to be built or added to
    pub builder: TrustStoreBuilder,
    /// files put there by hand that are not taken, and entries that are no longer
    pub left_out: Vec<(String, TrustError)>,
}

/// What was taken out of a trust folder.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Removed {
    /// name under which it was added
    pub name: String,
    /// SHA-256 of the file it came from
    pub sha256: [u8; 32],
}

impl TrustFolder {
    /// The store in this folder; nothing is read or made yet.
    #[must_use]
    pub fn open(path: impl Into<PathBuf>) -> Self {
        Self {
            disk: Disk::new(path.into()),
            change: None,
            group: None,
        }
    }

    /// What is added from now on counts only for documents of this trust group
    /// ([`TrustStore::for_group`](vidimus_trust::TrustStore::for_group)); `None`: for all.
    ///
    /// # Errors
    /// [`TrustFolderError::Group`] where that is no name of a group: a letter, then lower-case
    /// letters, digits and hyphens.
    pub fn add_to_group(&mut self, group: Option<&str>) -> Result<(), TrustFolderError> {
        if let Some(name) = group.filter(|name| !index::is_group(name)) {
            return Err(TrustFolderError::Group {
                name: name.to_owned(),
            });
        }
        self.group = group.map(str::to_owned);
        Ok(())
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.disk.folder()
    }

    /// Reads the whole store. A folder that is not there is an empty store.
    ///
    /// # Errors
    /// [`TrustFolderError`], in particular where an object no longer has its hash.
    pub fn load(&self) -> Result<Loaded, TrustFolderError> {
        let mut builder = TrustStoreBuilder::new();
        let left_out = self.load_into(&mut builder)?;
        Ok(Loaded { builder, left_out })
    }

    /// The same into a store that is begun, where several folders and files make one; returns
    /// what is left out.
    ///
    /// # Errors
    /// As [`load`](Self::load); `builder` may then hold a part.
    pub fn load_into(
        &self,
        builder: &mut TrustStoreBuilder,
    ) -> Result<Vec<(String, TrustError)>, TrustFolderError> {
        load::load(&self.disk, builder, Wanted::All)
    }

    /// The store as it is for changes: loaded at the first call, locked against other writers
    /// until this value is dropped, and kept up to date by [`add`](Self::add) and
    /// [`remove`](Self::remove). Plain document signers are not in it.
    ///
    /// # Errors
    /// [`TrustFolderError`].
    pub fn builder(&mut self) -> Result<&TrustStoreBuilder, TrustFolderError> {
        Ok(&self.change()?.builder)
    }

    /// What [`builder`](Self::builder) left out: files put there by hand that are not taken, and
    /// entries that are no longer.
    ///
    /// # Errors
    /// [`TrustFolderError`].
    pub fn left_out(&mut self) -> Result<&[(String, TrustError)], TrustFolderError> {
        Ok(&self.change()?.left_out)
    }

    /// Adds a file: all of it that is accepted, or on an error nothing.
    ///
    /// `now` is in seconds since 1970.
    ///
    /// # Errors
    /// [`TrustFolderError::Trust`] when it is refused, else where it cannot be read or kept.
    pub fn add(&mut self, file: &Path, act: Act, now: i64) -> Result<Import, TrustFolderError> {
        let opened = std::fs::File::open(file).map_err(TrustFolderError::unreadable(file))?;
        let name = file.display().to_string();
        let reader = BufReader::with_capacity(1 << 16, opened);
        self.add_from(&name, reader, act, now)
    }

    /// The same from any reader; `name` is what the source is called from now on.
    ///
    /// # Errors
    /// As [`add`](Self::add).
    pub fn add_from<R: BufRead + Seek>(
        &mut self,
        name: &str,
        reader: R,
        act: Act,
        now: i64,
    ) -> Result<Import, TrustFolderError> {
        let origin = Origin {
            name: name.to_owned(),
            act,
            added: now,
            group: self.group.clone(),
        };
        let disk = self.disk.clone();
        let change = self.change()?;
        let mut builder = change.builder.clone();
        let added = add::add(&disk, &mut builder, reader, &origin)?;
        let mut index = change.index.clone();
        for entry in added.entries {
            index.push(entry);
        }
        if index != change.index {
            disk.sync_objects()?;
            disk.commit(&index)?;
        }
        change.builder = builder;
        change.index = index;
        Ok(added.import)
    }

    /// Takes out what was added under this name, or whose SHA-256 (64 hexadecimal digits) this
    /// is: of the file added, of an object in it or of a certificate added by itself. A file put
    /// there by hand is deleted.
    ///
    /// What vouched for others no longer does: they are left out at the next load.
    ///
    /// # Errors
    /// [`TrustFolderError::NotFound`] where there is no such thing.
    pub fn remove(&mut self, wanted: &str) -> Result<Vec<Removed>, TrustFolderError> {
        // a store that cannot be loaded can be mended so
        self.change = None;
        let _lock = self.disk.lock()?;
        let mut index = self.disk.index()?;
        let removed = remove::take(&self.disk, &mut index, wanted)?;
        self.disk.commit(&index)?;
        self.disk.sweep(&index);
        Ok(removed)
    }

    /// Locks the folder, sweeps what was left half-done, and loads what can vouch.
    fn change(&mut self) -> Result<&mut Change, TrustFolderError> {
        let change = match self.change.take() {
            Some(change) => change,
            None => {
                let lock = self.disk.lock()?;
                let index = self.disk.index()?;
                self.disk.sweep(&index);
                let mut builder = TrustStoreBuilder::new();
                let left_out = load::load(&self.disk, &mut builder, Wanted::Vouching)?;
                Change {
                    index,
                    builder,
                    left_out,
                    _lock: lock,
                }
            }
        };
        Ok(self.change.insert(change))
    }
}
