//! Filling a store.
//!
//! Who is for documents of one kind only is in `groups`. Certificates are in `certificates`, signed lists in `lists`, who stands behind them in
//! `vouching`, what follows from link certificates in `links`.

use super::groups::Groups;
use super::kind::Kind;
use super::links::Links;
use super::source::Source;
use super::{Import, Index, Scope, TrustStore};
use crate::TrustError;
use crate::crl::CrlIndex;
use crate::deviation::Deviations;
use std::sync::Arc;

/// Collects anchors, revocation lists and deviation lists; see [`TrustStore`].
#[derive(Clone, Debug, Default)]
pub struct TrustStoreBuilder {
    pub(super) index: Index,
    pub(super) links: Links,
    pub(super) crls: CrlIndex,
    pub(super) deviations: Deviations,
    pub(super) newest_list: Option<i64>,
    /// the trust group that this is for
    pub(super) group: Option<Arc<str>>,
    /// those of the groups, where this is for all documents
    pub(super) groups: Groups,
}

impl TrustStoreBuilder {
    /// Nothing in it yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The store. Anchors that came unvouched and that one that is vouched for leads to by link
    /// certificates are vouched for from here on.
    #[must_use]
    pub fn build(mut self) -> TrustStore {
        let groups = core::mem::take(&mut self.groups).into_iter();
        let groups = groups.map(|(name, store)| (name, store.scope()));
        let groups = groups.collect();
        TrustStore::new(self.scope(), groups)
    }

    fn scope(mut self) -> Scope {
        self.links.follow(&mut self.index);
        Scope::new(self.index, self.crls, self.deviations, self.newest_list)
    }

    /// Adds a file, whatever it is: certificates, a master list, signed or bare, a revocation
    /// list, a deviation or defect list, each in DER or PEM, or LDIF. On an error nothing was
    /// added.
    ///
    /// # Errors
    /// [`TrustError`] when it is none of these, does not decode, has a signature that does not
    /// verify, or when nobody vouches for a list.
    pub fn add(&mut self, bytes: &[u8], source: &Source) -> Result<Import, TrustError> {
        let kind = Kind::of(bytes)?;
        self.scoped(source, |store| match kind {
            Kind::Pem => store.add_pem(bytes, source),
            Kind::Ldif => store.add_ldif_file(bytes, source),
            Kind::Certificate => store.add_certificate(bytes, source),
            Kind::Crl => store.add_crl(bytes, source),
            Kind::MasterList => store.add_master_list(bytes, source),
            Kind::DeviationList => store.add_deviation_list(bytes, source),
            Kind::BareList => store.add_bare_list(bytes, source),
        })
    }

    /// Adds many files as one act, results in their order, so that the order of files in a
    /// folder does not matter: certificates first; then lists, each when its signer is vouched
    /// for by what is there, again and again while that brings more; then deviation lists, and
    /// revocation lists at the end.
    pub fn add_all(&mut self, files: &[(&[u8], Source)]) -> Vec<Result<Import, TrustError>> {
        let turns: Vec<Turn> = files.iter().map(|(bytes, _)| Turn::of(bytes)).collect();
        let mut results: Vec<Option<Result<Import, TrustError>>> = vec![None; files.len()];
        let mut run = |turn: Turn| {
            let mut brought = false;
            for ((file, result), its) in files.iter().zip(&mut results).zip(&turns) {
                let waits = matches!(
                    result,
                    None | Some(Err(TrustError::ListSignerUntrusted { .. }))
                );
                if *its == turn && waits {
                    let added = self.add(file.0, &file.1);
                    brought |= added.is_ok();
                    *result = Some(added);
                }
            }
            brought
        };
        run(Turn::Certificates);
        for _ in 0..MAX_ROUNDS {
            if !run(Turn::Lists) {
                break;
            }
        }
        run(Turn::Deviations);
        run(Turn::Revocations);
        let unknown = || Err(TrustError::NotRecognised);
        results
            .into_iter()
            .map(|result| result.unwrap_or_else(unknown))
            .collect()
    }
}

/// Most rounds over the lists of a folder: each goes one list further from what the user
/// vouches for.
const MAX_ROUNDS: usize = 16;

/// When a file's turn comes in a folder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Certificates,
    Lists,
    Deviations,
    Revocations,
}

impl Turn {
    fn of(bytes: &[u8]) -> Self {
        match Kind::of(bytes) {
            Ok(Kind::MasterList | Kind::Ldif) => Self::Lists,
            Ok(Kind::Pem) => Self::of_pem(bytes),
            Ok(Kind::DeviationList) => Self::Deviations,
            Ok(Kind::Crl) => Self::Revocations,
            _ => Self::Certificates,
        }
    }

    /// By the last of what is inside.
    fn of_pem(text: &[u8]) -> Self {
        let blocks = super::pem::blocks(text).unwrap_or_default();
        let turns = blocks.iter().map(|(label, der)| match label.as_str() {
            label if super::pem::is_signed_message(label) => Self::of(der),
            super::pem::CRL => Self::Revocations,
            _ => Self::Certificates,
        });
        turns.max().unwrap_or(Self::Certificates)
    }
}
