//! The trust store: anchors, where they come from, and verdicts that are kept.
//!
//! A [`TrustStoreBuilder`] takes certificates and lists; [`TrustStoreBuilder::build`] makes a
//! [`TrustStore`], which is immutable, `Send + Sync` and cheap to clone: all clones share
//! anchors, parsed keys and the verdicts about document signers, so that bulk verification
//! costs about one signature a document. What is good for documents of one kind only is in a store of
//! its own, see [`TrustStore::for_group`].

mod anchor;
mod builder;
mod cache;
mod certificates;
mod groups;
mod import;
mod index;
mod kind;
mod ldif;
mod links;
mod lists;
mod pem;
mod provenance;
mod signers;
mod source;
mod vouching;

pub use anchor::{Anchor, PinnedSigner};
pub use builder::TrustStoreBuilder;
pub(crate) use cache::SignerVerdict;
pub use import::{Import, Refused};
pub(crate) use index::Index;
pub use kind::is_revocation_list;
pub use ldif::Kept;
pub use pem::{pem_certificates, pem_contents};
pub use provenance::{Provenance, SourceKind, Voucher};
pub(crate) use signers::without_zeros;
pub use source::Source;

use crate::crl::CrlIndex;
use crate::deviation::Deviations;
use crate::{Certificate, CertificateError};
use cache::VerdictCache;
use certificates::says_authority;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

/// Anchors with their provenance; see the module documentation.
#[derive(Clone)]
pub struct TrustStore {
    shared: Arc<Shared>,
    /// the trust group whose documents are judged
    group: Option<Arc<str>>,
}

struct Shared {
    /// what is for all documents
    all: Scope,
    /// what is for those of a group, that for all included
    groups: BTreeMap<Arc<str>, Scope>,
}

/// What counts for documents of one group, with the verdicts that rest on it.
struct Scope {
    index: Index,
    crls: CrlIndex,
    deviations: Deviations,
    newest_list: Option<i64>,
    verdicts: VerdictCache,
    fingerprints: OnceLock<HashMap<[u8; 32], usize>>,
    countries: OnceLock<BTreeSet<String>>,
    files: OnceLock<BTreeSet<String>>,
}

impl TrustStore {
    /// A store without any anchor.
    #[must_use]
    pub fn empty() -> Self {
        TrustStoreBuilder::new().build()
    }

    /// A builder without any anchor.
    #[must_use]
    pub fn builder() -> TrustStoreBuilder {
        TrustStoreBuilder::new()
    }

    fn new(all: Scope, groups: BTreeMap<Arc<str>, Scope>) -> Self {
        Self {
            shared: Arc::new(Shared { all, groups }),
            group: None,
        }
    }

    /// What counts here; nothing but what is for all where nothing was added for the group.
    fn scope(&self) -> &Scope {
        let own = self.group.as_ref();
        own.and_then(|group| self.shared.groups.get(group))
            .unwrap_or(&self.shared.all)
    }

    /// Every anchor that counts here, in the order of import.
    #[must_use]
    pub fn anchors(&self) -> &[Anchor] {
        self.scope().index.anchors()
    }

    /// The anchor with this SHA-256.
    #[must_use]
    pub fn by_fingerprint(&self, sha256: &[u8; 32]) -> Option<&Anchor> {
        let fingerprints = self.scope().fingerprints.get_or_init(|| {
            let certificates = self.anchors().iter().map(Anchor::certificate);
            certificates.map(Certificate::sha256).zip(0..).collect()
        });
        self.anchors().get(*fingerprints.get(sha256)?)
    }

    /// The document signers that the user pinned, in the order of import; no anchors.
    #[must_use]
    pub fn pinned_signers(&self) -> &[PinnedSigner] {
        self.scope().index.pinned_signers()
    }

    /// The pinned signer with exactly these bytes.
    #[must_use]
    pub fn pinned_signer(&self, certificate: &Certificate) -> Option<&PinnedSigner> {
        self.scope().index.pinned_signer(certificate)
    }

    /// The revocation lists.
    #[must_use]
    pub fn crls(&self) -> &CrlIndex {
        &self.scope().crls
    }

    /// What is known of the errors of issuers.
    #[must_use]
    pub fn deviations(&self) -> &Deviations {
        &self.scope().deviations
    }

    /// How many anchors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.anchors().len()
    }

    /// Whether there is no anchor.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.anchors().is_empty()
    }

    /// Country codes of the anchors' subjects, in upper case; found once.
    #[must_use]
    pub fn countries(&self) -> &BTreeSet<String> {
        let certificates = || self.anchors().iter().map(Anchor::certificate);
        self.scope()
            .countries
            .get_or_init(|| countries(certificates()))
    }

    /// The files that anchors come from, as the caller calls them; found once.
    #[must_use]
    pub fn files(&self) -> &BTreeSet<String> {
        let sources = || self.anchors().iter().flat_map(Anchor::sources);
        let names = || sources().map(|source| source.file.clone()).collect();
        self.scope().files.get_or_init(names)
    }

    /// When the newest list whose signature verifies says it was signed, in seconds since
    /// 1970. A clock before it cannot be right.
    #[must_use]
    pub fn newest_list_date(&self) -> Option<i64> {
        self.scope().newest_list
    }

    pub(crate) fn index(&self) -> &Index {
        &self.scope().index
    }

    /// A document signer, parsed once for the same bytes, with its path kept.
    pub(crate) fn verdict(&self, der: &[u8]) -> Result<Arc<SignerVerdict>, CertificateError> {
        self.scope().verdicts.get(der)
    }
}

impl Scope {
    fn new(index: Index, crls: CrlIndex, deviations: Deviations, newest_list: Option<i64>) -> Self {
        Self {
            index,
            crls,
            deviations,
            newest_list,
            verdicts: VerdictCache::default(),
            fingerprints: OnceLock::new(),
            countries: OnceLock::new(),
            files: OnceLock::new(),
        }
    }
}

impl core::fmt::Debug for TrustStore {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "TrustStore({} anchors)", self.len())
    }
}

/// Country codes of the subjects, in upper case.
fn countries<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> BTreeSet<String> {
    certificates
        .filter_map(|certificate| certificate.subject().country())
        .map(|country| country.to_uppercase())
        .collect()
}
