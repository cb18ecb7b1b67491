//! The revocation lists of a store, by country.

use super::Crl;
use super::authority::{self, Verdict};
use crate::store::Index;
use crate::{Finding, TrustStore, country};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// The revocation lists of a store. Each list's signature is checked once, when it is first
/// asked.
#[derive(Clone, Debug, Default)]
pub struct CrlIndex {
    lists: Vec<StoredCrl>,
    /// positions by the country of the issuer; lists without one under the empty text
    by_country: HashMap<String, Vec<usize>>,
    /// SHA-256 of each list
    known: HashSet<Box<[u8]>>,
}

/// A revocation list of the store with the file it came from.
#[derive(Clone, Debug)]
pub struct StoredCrl {
    crl: Crl,
    file: String,
    verdict: OnceLock<Verdict>,
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

    /// What the list's signature comes to under the anchors of `index`, always the same ones:
    /// a store never changes.
    pub(crate) fn verdict(&self, index: &Index) -> &Verdict {
        self.verdict
            .get_or_init(|| authority::verify(&self.crl, index))
    }
}

impl TrustStore {
    /// What the signature of one of its revocation lists comes to under its anchors that are
    /// vouched for: passed, failed, or undetermined, as where its authority is not there. Only a
    /// list that passes is used.
    #[must_use]
    pub fn crl_signature(&self, list: &StoredCrl) -> Finding {
        match list.verdict(self.index()) {
            Verdict::Genuine { .. } => Finding::PASSED,
            Verdict::NotUsed(finding) => finding.clone(),
        }
    }
}

impl CrlIndex {
    /// Adds a list; says whether it is new.
    pub(crate) fn add(&mut self, crl: Crl, file: &str) -> bool {
        if !self.known.insert(crl.fingerprint().as_ref().into()) {
            return false;
        }
        let country = key(crl.issuer().country().as_deref());
        let positions = self.by_country.entry(country).or_default();
        positions.push(self.lists.len());
        self.lists.push(StoredCrl {
            crl,
            file: file.to_owned(),
            verdict: OnceLock::new(),
        });
        true
    }

    /// What the list's own signature comes to under the anchors of `index` that are vouched
    /// for: passed, failed (wrong under the key that its issuer and key identifier name), or
    /// undetermined, as where its authority is not there (yet).
    pub(crate) fn check(crl: &Crl, index: &Index) -> Finding {
        match authority::verify(crl, index) {
            Verdict::Genuine { .. } => Finding::PASSED,
            Verdict::NotUsed(finding) => finding,
        }
    }

    /// Every list, in the order of import.
    #[must_use]
    pub fn lists(&self) -> &[StoredCrl] {
        &self.lists
    }

    /// The lists whose issuer is of this country, written as in a certificate; case does not
    /// count. `None`: those whose issuer names none.
    pub fn of_country<'a>(
        &'a self,
        code: Option<&str>,
    ) -> impl Iterator<Item = &'a StoredCrl> + use<'a> {
        let positions = self.by_country.get(&key(code));
        positions
            .into_iter()
            .flatten()
            .filter_map(|position| self.lists.get(*position))
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

fn key(code: Option<&str>) -> String {
    code.map(country::normal).unwrap_or_default()
}
