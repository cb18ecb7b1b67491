//! Who signed, on whose word that counts, and what was not checked.
//!
//! A verdict is worth as much as the act by which its anchor came into the store, so that act is
//! told with it: the user's own, a list that an earlier anchor vouches for, a pin, a link from an
//! old anchor to a new one, or nobody's. Where no authority stands behind the signer, or the policy takes one that nobody
//! vouches for, [`Standing`] says so in a word of its own.

mod revocation;

pub use revocation::{Revocation, RevocationList};

use crate::check::unhex;
use crate::time;
use std::collections::BTreeSet;
use vidimus_lds::text::escape_for_terminal;
use vidimus_trust::{Anchor, CertificateSummary, PaResult, Provenance, TrustStore, Voucher, codes};

/// Files named in a report; the rest are counted.
const MAX_NAMED: usize = 3;

/// The trust store used, and the certificates that counted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TrustSection {
    /// Files the anchors come from, as the caller calls them.
    pub files: BTreeSet<String>,
    /// CSCA certificates in the store.
    pub count: usize,
    /// Countries they are of.
    pub countries: usize,
    /// When the newest list was signed, seconds since 1970.
    pub as_of: Option<i64>,
    /// The document signer, as its certificate names itself.
    pub signer: Option<CertificateSummary>,
    /// The CSCA found for it.
    pub csca: Option<CertificateSummary>,
    /// Where that CSCA comes from, or the pinned signer.
    pub provenance: Option<Provenance>,
    /// By what right the signer counts.
    pub standing: Standing,
    /// The earliest and the latest time that a source shows the CSCA at, seconds since 1970.
    pub seen: Option<(i64, i64)>,
    /// What is known about revocation.
    pub revocation: Revocation,
    /// The revocation list that this rests on.
    pub revocation_list: Option<RevocationList>,
}

/// By what right the document signer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// A CSCA that somebody vouches for issued it.
    Vouched,
    /// A CSCA that nobody vouches for issued it; the policy names that CSCA.
    Named,
    /// The user pinned it, and the policy takes that; no CSCA stands behind it.
    Pinned,
    /// It does not count.
    None,
}

impl Standing {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Vouched => "vouched",
            Self::Named => "named_by_policy",
            Self::Pinned => "pinned_signer",
            Self::None => "none",
        }
    }

    const fn counts(self) -> bool {
        !matches!(self, Self::None)
    }

    fn of(result: &PaResult<'_>) -> Self {
        match (result.anchor.is_passed(), result.anchor.code) {
            (false, _) => Self::None,
            (true, Some(codes::PINNED_SIGNER)) => Self::Pinned,
            (true, Some(codes::ANCHOR_NAMED)) => Self::Named,
            (true, _) => Self::Vouched,
        }
    }
}

impl TrustSection {
    /// The trust group without which the signer would not count.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        let from = self.provenance.as_ref();
        from.filter(|_| self.standing.counts())?.group.as_deref()
    }

    /// The files in one line; `None` for an empty store.
    #[must_use]
    pub fn source(&self) -> Option<String> {
        let named: Vec<_> = self
            .files
            .iter()
            .take(MAX_NAMED)
            .map(String::as_str)
            .collect();
        let more = self.files.len().saturating_sub(MAX_NAMED);
        match (named.is_empty(), more) {
            (true, _) => None,
            (_, 0) => Some(named.join(", ")),
            _ => Some(format!("{} (+{more})", named.join(", "))),
        }
    }

    /// The day of the newest list.
    #[must_use]
    pub fn as_of_day(&self) -> Option<String> {
        self.as_of.map(time::day)
    }
}

pub(crate) fn of(result: &PaResult<'_>, store: &TrustStore) -> TrustSection {
    let (revocation, revocation_list) = revocation::of(&result.revocation);
    TrustSection {
        files: store.files().iter().map(|file| clean(file)).collect(),
        count: store.len(),
        countries: store.countries().len(),
        as_of: store.newest_list_date(),
        signer: result.signer.as_ref().map(clean_certificate),
        csca: result.csca.as_ref().map(clean_certificate),
        provenance: result.csca_provenance.as_ref().map(clean_provenance),
        standing: Standing::of(result),
        seen: result.csca.as_ref().and_then(|csca| seen(csca, store)),
        revocation,
        revocation_list,
    }
}

/// When sources show this CSCA.
fn seen(csca: &CertificateSummary, store: &TrustStore) -> Option<(i64, i64)> {
    let sha256 = unhex(&csca.sha256)?;
    let anchor: &Anchor = store.by_fingerprint(&sha256)?;
    anchor.first_seen().zip(anchor.last_seen())
}

/// Names in certificates are as hostile as names in a document.
fn clean(text: &str) -> String {
    escape_for_terminal(text).into_owned()
}

fn clean_certificate(certificate: &CertificateSummary) -> CertificateSummary {
    CertificateSummary {
        subject: clean(&certificate.subject),
        issuer: clean(&certificate.issuer),
        country: certificate.country.as_deref().map(clean),
        ..certificate.clone()
    }
}

fn clean_provenance(provenance: &Provenance) -> Provenance {
    Provenance {
        file: clean(&provenance.file),
        list_signer: provenance.list_signer.as_ref().map(clean_certificate),
        vouched_by: clean_voucher(&provenance.vouched_by),
        group: provenance.group.as_deref().map(|group| clean(group).into()),
        ..provenance.clone()
    }
}

fn clean_voucher(voucher: &Voucher) -> Voucher {
    match voucher.clone() {
        Voucher::Anchor { subject, sha256 } => Voucher::Anchor {
            subject: clean(&subject),
            sha256,
        },
        Voucher::Link { subject, sha256 } => Voucher::Link {
            subject: clean(&subject),
            sha256,
        },
        other => other,
    }
}
