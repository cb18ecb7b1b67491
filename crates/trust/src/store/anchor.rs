//! Trust anchors, and pinned signers, which are none.

use super::provenance::{Provenance, Sources, Voucher};
use crate::Certificate;
use std::sync::Arc;

/// A certificate whose key may verify document signers, with all its sources.
#[derive(Clone, Debug)]
pub struct Anchor {
    certificate: Certificate,
    sources: Sources,
}

impl Anchor {
    pub(super) fn new(certificate: Certificate, source: Arc<Provenance>) -> Self {
        Self {
            certificate,
            sources: Sources::new(source),
        }
    }

    pub(super) fn add_source(&mut self, source: &Arc<Provenance>) {
        self.sources.add(source);
    }

    /// Vouched for from now on by the anchor that signed it, which is of this group.
    pub(super) fn link(&mut self, voucher: Voucher, group: Option<Arc<str>>) {
        self.sources.link(voucher, group);
    }

    /// Takes over the sources of the same certificate elsewhere.
    pub(super) fn merge(&mut self, other: &Self) {
        self.sources.merge(&other.sources);
    }

    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Every source that carries it, in the order of import.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Provenance> {
        self.sources.iter()
    }

    /// Whether any source is vouched for.
    #[must_use]
    pub fn is_vouched(&self) -> bool {
        self.sources.is_vouched()
    }

    /// The source that a report names: the first that is vouched for, else the first.
    #[must_use]
    pub fn provenance(&self) -> Option<&Provenance> {
        self.sources.best()
    }

    /// The earliest time that a source shows it at: when a list was signed, else when the user
    /// added the file. Seconds since 1970.
    #[must_use]
    pub fn first_seen(&self) -> Option<i64> {
        self.sources.first_seen()
    }

    /// The latest such time.
    #[must_use]
    pub fn last_seen(&self) -> Option<i64> {
        self.sources.last_seen()
    }
}

/// A document signer that the user added with [`Source::signer`](super::Source::signer), for
/// issuers without a public authority. It verifies documents, never certificates, and only
/// under rules that allow it.
#[derive(Clone, Debug)]
pub struct PinnedSigner {
    certificate: Certificate,
    sources: Sources,
}

impl PinnedSigner {
    pub(super) fn new(certificate: Certificate, source: Arc<Provenance>) -> Self {
        Self {
            certificate,
            sources: Sources::new(source),
        }
    }

    pub(super) fn add_source(&mut self, source: &Arc<Provenance>) {
        self.sources.add(source);
    }

    /// Takes over the sources of the same certificate elsewhere.
    pub(super) fn merge(&mut self, other: &Self) {
        self.sources.merge(&other.sources);
    }

    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Every source that carries it, in the order of import.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Provenance> {
        self.sources.iter()
    }

    /// The source that a report names.
    #[must_use]
    pub fn provenance(&self) -> Option<&Provenance> {
        self.sources.best()
    }
}
