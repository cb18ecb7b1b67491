//! Trust anchors and where they come from.

use crate::{Certificate, CertificateSummary, Outcome};
use std::sync::Arc;

/// What kind of file an anchor came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SourceKind {
    /// One certificate, DER or PEM, or several in one PEM file: the user's own act.
    Certificates,
    /// A signed CSCA master list (Doc 9303-12 §9).
    MasterList,
    /// The content of a master list without its signature.
    BareMasterList,
}

impl SourceKind {
    /// The name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificates => "certificates",
            Self::MasterList => "master_list",
            Self::BareMasterList => "bare_master_list",
        }
    }
}

/// Where an anchor comes from, and who vouches for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// name of the file, as the caller calls it
    pub file: String,
    /// its kind
    pub kind: SourceKind,
    /// who signed the list
    pub list_signer: Option<CertificateSummary>,
    /// verdict on the list's own signature; not supported where there is none
    pub list_signature: Outcome,
    /// whether the user, or an anchor the user vouches for, stands behind it
    pub vouched: bool,
    /// when the list says it was signed, seconds since 1970
    pub signing_time: Option<i64>,
}

/// A certificate whose key may verify document signers, with all its sources.
#[derive(Clone, Debug)]
pub struct Anchor {
    certificate: Certificate,
    sources: Vec<Arc<Provenance>>,
}

impl Anchor {
    pub(super) fn new(certificate: Certificate, source: Arc<Provenance>) -> Self {
        Self {
            certificate,
            sources: vec![source],
        }
    }

    pub(super) fn add_source(&mut self, source: Arc<Provenance>) {
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
    }

    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Every source that carries it, in the order of import.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Provenance> {
        self.sources.iter().map(|source| &**source)
    }

    /// Whether any source is vouched for.
    #[must_use]
    pub fn is_vouched(&self) -> bool {
        self.sources.iter().any(|source| source.vouched)
    }

    /// The source that a report names: the first that is vouched for, else the first.
    #[must_use]
    pub fn provenance(&self) -> Option<&Provenance> {
        let vouched = self.sources.iter().find(|source| source.vouched);
        vouched
            .or_else(|| self.sources.first())
            .map(|source| &**source)
    }
}
