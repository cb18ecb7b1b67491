//! Deviation and defect lists: what issuers say is wrong with documents that they issued.
//!
//! Two kinds of signed list, one reader each:
//!
//! | list | content type | purpose of its signer | layout |
//! |---|---|---|---|
//! | deviation list (Doc 9303-3 §7, Doc 9303-12 §10) | 2.23.136.1.1.7 | 2.23.136.1.1.8 | [`icao`] |
//! | defect list (BSI TR-03129-2 §7) | 0.4.0.127.0.7.3.1.5 | 0.4.0.127.0.7.3.11.2.1.2 | [`bsi`] |
//!
//! A list never makes anything better than undetermined: a failure that it explains becomes
//! undetermined, a check of a signer or key that it calls bad becomes undetermined or failed
//! (TR-03135-1 §5.8.2, where the guideline goes further and takes such checks as successful; we
//! do not). So whoever could slip in a list could at most have a document looked at by a person,
//! and who cannot sign as somebody that the store vouches for cannot even do that.
//!
//! An entry applies to a document only if every criterion that it names is met, and one without
//! any criterion applies to none. A defect list names document signers, of any country. A
//! deviation list may name types, numbers and dates of issue alone; it speaks of the documents of
//! its own country only, which is that of its signer. A criterion that cannot be looked at, such as
//! the number of a document whose DG1 was not read, is not met. There is one exception: where an
//! entry speaks against a document and only the date of issue is not known, the document is in
//! doubt. Whoever emulates a chip can leave out DG12, and must not escape by that.
//!
//! Lists have no end of validity. Two lists of one publisher both count, the older one too, until
//! somebody removes it from the store.

pub mod bsi;
mod effect;
mod entry;
mod error;
pub mod icao;
mod instant;
mod list;
mod numbers;
mod query;
mod read;

pub use effect::Effect;
pub use error::DeviationError;
pub use list::{DeviationKind, DeviationList};
pub use query::DeviationQuery;

use crate::store::Provenance;
use std::sync::Arc;

/// One thing that a list of the store says of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// what follows from it
    pub effect: Effect,
    /// the type of deviation or defect, dotted
    pub oid: String,
    /// the publisher's words, as they stand in the list
    pub description: Option<String>,
    /// whether the list brings a replacement (certificate, signer identifier, file), which is
    /// not used: it would let a list prove something
    pub replacement: bool,
    /// whether this document is surely meant; else the entry goes by a date of issue that is not
    /// known, and speaks against the document
    pub certain: bool,
    /// which list says so
    pub list: Arc<Provenance>,
}

/// The lists of a store.
#[derive(Clone, Debug, Default)]
pub struct Deviations(Vec<Stored>);

#[derive(Clone, Debug)]
struct Stored {
    list: Arc<DeviationList>,
    source: Arc<Provenance>,
}

impl Deviations {
    /// Puts in a list. It counts only where `source` is vouched for.
    pub(crate) fn add(&mut self, list: DeviationList, source: Arc<Provenance>) {
        self.0.push(Stored {
            list: Arc::new(list),
            source,
        });
    }

    /// Every list with its source, those that nobody vouches for included.
    pub fn lists(&self) -> impl ExactSizeIterator<Item = (&DeviationList, &Provenance)> {
        self.0.iter().map(|stored| (&*stored.list, &*stored.source))
    }

    /// Whether there is no list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the lists that somebody vouches for say of this document.
    #[must_use]
    pub fn matching(&self, query: &DeviationQuery<'_>) -> Vec<Known> {
        let vouched = self.0.iter().filter(|stored| stored.source.is_vouched());
        vouched
            .flat_map(|stored| stored.list.matching(query, &stored.source))
            .collect()
    }
}
