//! Why a trust folder cannot be used.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};
use vidimus_trust::TrustError;

/// Why a trust folder could not be loaded or changed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TrustFolderError {
    /// The file is refused; the folder is as it was.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// A file cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// which
        path: PathBuf,
        /// what the system says
        source: io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {path}: {source}")]
    Unwritable {
        /// which
        path: PathBuf,
        /// what the system says
        source: io::Error,
    },
    /// A file is larger than any is taken.
    #[error("{path} has more than {limit} bytes")]
    TooLarge {
        /// which
        path: PathBuf,
        /// the most taken
        limit: u64,
    },
    /// `store.json` is not what this version wrote.
    #[error("{path} is no vidimus-store/1: {problem}")]
    Index {
        /// the file
        path: PathBuf,
        /// what is wrong
        problem: String,
    },
    /// An object does not have the hash it is named by, or is gone.
    #[error("{path}, of {name}, was changed or is gone")]
    Corrupted {
        /// the object
        path: PathBuf,
        /// the name under which it was added
        name: String,
    },
    /// A trust group cannot be called so.
    #[error("a trust group cannot be called `{name}`")]
    Group {
        /// the name
        name: String,
    },
    /// Nothing of this name or hash is in the folder.
    #[error("nothing in the trust folder is called {wanted} or has this SHA-256")]
    NotFound {
        /// what was asked for
        wanted: String,
    },
}

impl TrustFolderError {
    pub(super) fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Unreadable { path, source }
    }
}

impl Fault for TrustFolderError {
    fn code(&self) -> &'static str {
        match self {
            Self::Trust(error) => error.code(),
            Self::Unreadable { .. } => "usage.unreadable",
            Self::Unwritable { .. } => "usage.unwritable",
            Self::TooLarge { .. } => "malformed.file_too_large",
            Self::Index { .. } => "trust.store_index",
            Self::Corrupted { .. } => "trust.store_corrupted",
            Self::NotFound { .. } => "trust.not_in_store",
            Self::Group { .. } => "usage.trust_group",
        }
    }

    fn class(&self) -> FaultClass {
        match self {
            Self::Trust(error) => error.class(),
            Self::Index { .. } | Self::Corrupted { .. } => FaultClass::Malformed,
            _ => FaultClass::ApiMisuse,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Trust(error) => return error.hint(),
            Self::Index { .. } => "put the folder aside and add its files again",
            Self::Corrupted { .. } => "take it out with `vidimus trust remove` and add it again",
            Self::NotFound { .. } => "`vidimus trust list` shows names and fingerprints",
            Self::Group { .. } => "a letter, then up to 31 lower-case letters, digits and hyphens",
            _ => return None,
        })
    }
}
