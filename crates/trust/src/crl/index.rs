//! The revocation lists of a store, by country.

use super::Crl;
use crate::store::Index;
use crate::{Finding, codes};

/// The revocation lists of a store.
#[derive(Clone, Debug, Default)]
pub struct CrlIndex {
    lists: Vec<StoredCrl>,
}

/// A revocation list of the store with the file it came from.
#[derive(Clone, Debug)]
pub struct StoredCrl {
    crl: Crl,
    file: String,
}

impl StoredCrl {
    /// The list.
    #[must_use]
    pub const fn crl(&self) -> &Crl {
        &self.crl
    }

    /// Name of the file, as the caller of the store called it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl CrlIndex {
    /// Adds a list; says whether it is new.
    pub(crate) fn add(&mut self, crl: Crl, file: &str) -> bool {
        let is_new = self.lists.iter().all(|stored| stored.crl != crl);
        if is_new {
            self.lists.push(StoredCrl {
                crl,
                file: file.to_owned(),
            });
        }
        is_new
    }

    /// What the list's own signature comes to under the anchors of `index` that are vouched
    /// for: passed, failed (wrong under the key that its issuer and key identifier name), or
    /// undetermined, as where its authority is not there (yet).
    pub(crate) fn check(_crl: &Crl, _index: &Index) -> Finding {
        Finding::undetermined(codes::NOT_CHECKED)
    }

    /// Every list, in the order of import.
    #[must_use]
    pub fn lists(&self) -> &[StoredCrl] {
        &self.lists
    }

    /// How many lists.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lists.len()
    }

    /// Whether there is no list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}
