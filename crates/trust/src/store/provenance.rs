//! Where a certificate of the store comes from, and who vouches for it.

use crate::{CertificateSummary, Outcome};
use std::sync::Arc;

/// What kind of file something came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SourceKind {
    /// One certificate, DER or PEM, or several in one PEM file: the user's own act.
    Certificates,
    /// A signed CSCA master list (Doc 9303-12 §9).
    MasterList,
    /// The content of a master list without its signature.
    BareMasterList,
    /// A certificate revocation list (RFC 5280 §5).
    Crl,
    /// A signed list of known deviations (Doc 9303-3 §7).
    DeviationList,
    /// A signed list of known defects (BSI TR-03129).
    DefectList,
    /// A directory export (RFC 2849), which nobody signs as a whole.
    Ldif,
    /// Document signers that the user pinned.
    Signer,
}

impl SourceKind {
    /// The name in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificates => "certificates",
            Self::MasterList => "master_list",
            Self::BareMasterList => "bare_master_list",
            Self::Crl => "crl",
            Self::DeviationList => "deviation_list",
            Self::DefectList => "defect_list",
            Self::Ldif => "ldif",
            Self::Signer => "pinned_signer",
        }
    }
}

/// Who stands behind a file, or behind an anchor of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Voucher {
    /// The user, who added the certificate or vouched for the list himself.
    User,
    /// The user, by a SHA-256 that he had from elsewhere.
    Pin,
    /// An anchor that was in the store, and vouched for, when the list came: it signed the
    /// list's signer.
    Anchor {
        /// subject of that anchor
        subject: String,
        /// SHA-256 of its certificate
        sha256: [u8; 32],
    },
    /// An anchor that is vouched for and signed this certificate: a link from an old key or
    /// name to a new one (Doc 9303-12 §4.1.4.3).
    Link {
        /// subject of that anchor
        subject: String,
        /// SHA-256 of its certificate
        sha256: [u8; 32],
    },
    /// Nobody: what it verifies stays undetermined.
    Nobody,
}

impl Voucher {
    /// The name in reports: `user`, `pin`, `list`, `link` or `nobody`.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Pin => "pin",
            Self::Anchor { .. } => "list",
            Self::Link { .. } => "link",
            Self::Nobody => "nobody",
        }
    }

    /// Whether anybody stands behind it.
    #[must_use]
    pub const fn is_somebody(&self) -> bool {
        !matches!(self, Self::Nobody)
    }

    /// Subject and SHA-256 of the anchor that vouches, where one does.
    #[must_use]
    pub fn anchor(&self) -> Option<(&str, &[u8; 32])> {
        match self {
            Self::Anchor { subject, sha256 } | Self::Link { subject, sha256 } => {
                Some((subject, sha256))
            }
            _ => None,
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
    /// who stands behind it
    pub vouched_by: Voucher,
    /// when the list says it was signed, seconds since 1970
    pub signing_time: Option<i64>,
    /// when the user added it, seconds since 1970, where that is known
    pub added: Option<i64>,
    /// the trust group for whose documents alone it counts; `None`: for all
    pub group: Option<Arc<str>>,
}

impl Provenance {
    /// Whether the user, or an anchor that is vouched for, stands behind it.
    #[must_use]
    pub const fn is_vouched(&self) -> bool {
        self.vouched_by.is_somebody()
    }

    /// By whose act it is trusted, in one word: `user`, `list`, `pin`, `link` or `nobody`.
    #[must_use]
    pub const fn by(&self) -> &'static str {
        self.vouched_by.as_str()
    }

    /// When the source shows what it carries: when the list was signed, else when it was
    /// added.
    #[must_use]
    pub fn seen(&self) -> Option<i64> {
        self.signing_time.or(self.added)
    }
}

/// Every source that carries one certificate; never empty.
#[derive(Clone, Debug)]
pub(super) struct Sources(Vec<Arc<Provenance>>);

impl Sources {
    pub(super) fn new(first: Arc<Provenance>) -> Self {
        Self(vec![first])
    }

    pub(super) fn add(&mut self, source: &Arc<Provenance>) {
        if !self.0.contains(source) {
            self.0.push(Arc::clone(source));
        }
    }

    /// Those of another list of the same certificate too, each once.
    pub(super) fn merge(&mut self, other: &Self) {
        for source in &other.0 {
            self.add(source);
        }
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &Provenance> {
        self.0.iter().map(|source| &**source)
    }

    pub(super) fn is_vouched(&self) -> bool {
        self.iter().any(Provenance::is_vouched)
    }

    /// The first that is vouched for, one that counts for all documents before others, else the
    /// first.
    pub(super) fn best(&self) -> Option<&Provenance> {
        let vouched = || self.iter().filter(|source| source.is_vouched());
        let for_all = vouched().find(|source| source.group.is_none());
        for_all
            .or_else(|| vouched().next())
            .or_else(|| self.iter().next())
    }

    /// The first source, from now on vouched for by a link from an anchor of this group.
    pub(super) fn link(&mut self, voucher: Voucher, group: Option<Arc<str>>) {
        if let Some(first) = self.0.first_mut() {
            *first = Arc::new(Provenance {
                vouched_by: voucher,
                group: first.group.clone().or(group),
                ..(**first).clone()
            });
        }
    }

    pub(super) fn first_seen(&self) -> Option<i64> {
        self.iter().filter_map(Provenance::seen).min()
    }

    pub(super) fn last_seen(&self) -> Option<i64> {
        self.iter().filter_map(Provenance::seen).max()
    }
}
