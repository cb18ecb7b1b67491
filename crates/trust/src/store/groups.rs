//! Trust groups: anchors that are good for documents of one kind only.
//!
//! A state may sign its cards below another root than its passports. An integrator who adds the
//! card's root says for which documents it is ([`Source::group`]), so that it never vouches for a
//! passport. Each group has a store of its own, with what is for all documents and what is for its:
//! index, links, lists, and every verdict that is kept. So nothing can get from one group to
//! another: neither an anchor, nor what follows from it by a link or a list, nor a kept verdict.
//!
//! | added | counts in |
//! |---|---|
//! | without a group | the store for all, and that of every group |
//! | with a group | the store of that group |
//!
//! What is for all is judged by what is for all: an anchor of a group vouches for no list that is
//! added without one.

use super::{Anchor, Import, PinnedSigner, Source, TrustStore, TrustStoreBuilder};
use crate::path::{self, Path};
use crate::{Certificate, Detail, Finding, TrustError, codes};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

impl TrustStoreBuilder {
    /// Adds to the store that the source is for; what is for all to those of the groups too.
    pub(super) fn scoped(
        &mut self,
        source: &Source,
        mut add: impl FnMut(&mut Self) -> Result<Import, TrustError>,
    ) -> Result<Import, TrustError> {
        if let (Some(group), None) = (&source.group, &self.group) {
            let known = self.groups.remove(group);
            let was_known = known.is_some();
            let mut store = known.unwrap_or_else(|| self.begin(group));
            let added = add(&mut store);
            if was_known || added.is_ok() {
                self.groups.insert(Arc::clone(group), store);
            }
            return added;
        }
        let mut groups = core::mem::take(&mut self.groups);
        let added = add(self);
        if added.is_ok() {
            for store in groups.values_mut() {
                // refused there, it is missing there: that takes an anchor away and gives none
                let _refused = add(store);
            }
        }
        self.groups = groups;
        added
    }

    /// Keeps a plain document signer, which vouches for nothing.
    pub(super) fn keep_signer(&mut self, certificate: &Certificate, source: &Source) {
        match &source.group {
            Some(group) if self.group.is_none() => {
                if !self.groups.contains_key(group) {
                    let store = self.begin(group);
                    self.groups.insert(Arc::clone(group), store);
                }
                if let Some(store) = self.groups.get_mut(group) {
                    store.index.add_signer(certificate);
                }
            }
            _ => {
                self.index.add_signer(certificate);
                for store in self.groups.values_mut() {
                    store.index.add_signer(certificate);
                }
            }
        }
    }

    /// The store of a group: at first what is for all.
    fn begin(&mut self, group: &Arc<str>) -> Self {
        let others = core::mem::take(&mut self.groups);
        let store = Self {
            group: Some(Arc::clone(group)),
            ..self.clone()
        };
        self.groups = others;
        store
    }
}

impl TrustStore {
    /// The store for documents of a trust group: what is for all documents, and what was added for
    /// this group ([`Source::group`]). `None`, and a group for which nothing was added: what is for
    /// all. A store is for all documents until this says otherwise.
    ///
    /// ```
    /// use vidimus_trust::TrustStore;
    ///
    /// let store = TrustStore::empty();
    /// assert_eq!(store.for_group(Some("vn-cccd")).group(), Some("vn-cccd"));
    /// assert_eq!(store.for_group(None).group(), None);
    /// ```
    #[must_use]
    pub fn for_group(&self, group: Option<&str>) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            group: group.map(Arc::from),
        }
    }

    /// The group for whose documents this store is; `None`: for all.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// The groups for which something was added, by name.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = &str> {
        self.shared.groups.keys().map(|group| &**group)
    }

    /// Every anchor of whatever group, once, with all its sources: for showing, not for judging.
    #[must_use]
    pub fn anchors_of_all_groups(&self) -> Vec<Anchor> {
        let anchors = self.scopes().map(|scope| scope.index.anchors());
        once_each(anchors.flatten(), Anchor::certificate, Anchor::merge)
    }

    /// Every pinned signer of whatever group, likewise.
    #[must_use]
    pub fn pinned_signers_of_all_groups(&self) -> Vec<PinnedSigner> {
        let pinned = self.scopes().map(|scope| scope.index.pinned_signers());
        once_each(
            pinned.flatten(),
            PinnedSigner::certificate,
            PinnedSigner::merge,
        )
    }

    /// That for all documents, then those of the groups.
    fn scopes(&self) -> impl Iterator<Item = &super::Scope> {
        core::iter::once(&self.shared.all).chain(self.shared.groups.values())
    }

    /// Where another group has the anchor that is missing here, or the signer's pin: that it does.
    pub(super) fn of_other_group(&self, signer: &Certificate) -> Option<Finding> {
        let others = self.shared.groups.iter();
        let mut others = others.filter(|(name, _)| Some(*name) != self.group.as_ref());
        let (name, _) = others.find(|(_, scope)| {
            scope.index.pinned_signer(signer).is_some()
                || matches!(path::find(signer, &scope.index),
                    Path::Found(found) if found.vouched_and_good().is_some())
        })?;
        let finding = Finding::undetermined(codes::ANCHOR_OF_OTHER_GROUP);
        Some(finding.with(Detail::TrustGroup((**name).to_owned())))
    }
}

/// What has the same certificate becomes one, in the order in which each is seen first.
fn once_each<'a, T: Clone + 'a>(
    all: impl Iterator<Item = &'a T>,
    certificate: impl Fn(&T) -> &Certificate,
    merge: impl Fn(&mut T, &T),
) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
    for one in all {
        let der = certificate(one).der().to_vec();
        let place = *places.entry(der).or_insert(once.len());
        match once.get_mut(place) {
            Some(known) => merge(known, one),
            None => once.push(one.clone()),
        }
    }
    once
}

/// The stores of the groups while they are filled.
pub(super) type Groups = BTreeMap<Arc<str>, TrustStoreBuilder>;
