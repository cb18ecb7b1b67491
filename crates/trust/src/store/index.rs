//! Anchors by key identifier and by name; document signers, plain and pinned.

use super::signers::Signers;
use super::{Anchor, PinnedSigner, Provenance, Voucher};
use crate::Certificate;
use crate::name::Name;
use std::collections::HashMap;
use std::sync::Arc;

/// Anchors with their look-ups, and plain document signers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    anchors: Vec<Anchor>,
    by_der: HashMap<Certificate, usize>,
    by_key_identifier: HashMap<Box<[u8]>, Vec<usize>>,
    by_subject: HashMap<Vec<u8>, Vec<usize>>,
    signers: Signers,
    pinned: Vec<PinnedSigner>,
    pinned_by_der: HashMap<Certificate, usize>,
}

impl Index {
    /// Adds an anchor, or another source to one that is there; says whether it is new.
    pub(super) fn add(&mut self, certificate: Certificate, source: &Arc<Provenance>) -> bool {
        if let Some(anchor) = self
            .by_der
            .get(&certificate)
            .and_then(|position| self.anchors.get_mut(*position))
        {
            anchor.add_source(source);
            return false;
        }
        let position = self.anchors.len();
        if let Some(key_identifier) = certificate.extensions().subject_key_identifier() {
            let positions = self.by_key_identifier.entry(key_identifier.into());
            positions.or_default().push(position);
        }
        let subject = certificate.subject().index_key();
        self.by_subject.entry(subject).or_default().push(position);
        self.by_der.insert(certificate.clone(), position);
        self.anchors
            .push(Anchor::new(certificate, Arc::clone(source)));
        true
    }

    /// Vouches for an anchor because of the one that signed it.
    pub(super) fn link(&mut self, position: usize, voucher: Voucher, group: Option<Arc<str>>) {
        if let Some(anchor) = self.anchors.get_mut(position) {
            anchor.link(voucher, group);
        }
    }

    /// Keeps a document signer for documents without theirs.
    pub(super) fn add_signer(&mut self, certificate: &Certificate) {
        self.signers.add(certificate);
    }

    /// Pins a document signer; it also serves documents that do not carry theirs.
    pub(super) fn pin(&mut self, certificate: Certificate, source: &Arc<Provenance>) {
        self.add_signer(&certificate);
        let known = self.pinned_by_der.get(&certificate).copied();
        if let Some(pinned) = known.and_then(|position| self.pinned.get_mut(position)) {
            pinned.add_source(source);
            return;
        }
        self.pinned_by_der
            .insert(certificate.clone(), self.pinned.len());
        self.pinned
            .push(PinnedSigner::new(certificate, Arc::clone(source)));
    }

    pub(super) fn pinned_signers(&self) -> &[PinnedSigner] {
        &self.pinned
    }

    pub(super) fn pinned_signer(&self, certificate: &Certificate) -> Option<&PinnedSigner> {
        self.pinned.get(*self.pinned_by_der.get(certificate)?)
    }

    pub(crate) fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// Document signers that were added as plain certificates, for documents without theirs.
    pub(crate) const fn signers(&self) -> &Signers {
        &self.signers
    }

    /// Anchors with this subject key identifier.
    pub(crate) fn by_key_identifier(&self, key_identifier: &[u8]) -> impl Iterator<Item = &Anchor> {
        let positions = self.by_key_identifier.get(key_identifier);
        self.at(positions)
    }

    /// Anchors whose subject is this name, in whichever order of its parts.
    pub(crate) fn by_subject(&self, name: Name<'_>) -> impl Iterator<Item = &Anchor> {
        let positions = self.by_subject.get(&name.index_key());
        self.at(positions)
    }

    fn at<'a>(&'a self, positions: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Anchor> {
        positions
            .into_iter()
            .flatten()
            .filter_map(|position| self.anchors.get(*position))
    }
}
