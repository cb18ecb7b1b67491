//! Who signed, on whose word that counts, and what was not checked.

use crate::time;
use std::collections::BTreeSet;
use vidimus_lds::text::escape_for_terminal;
use vidimus_trust::{CertificateSummary, Outcome, PaResult, Provenance, TrustStore};

/// Files named in a report; the rest are counted.
const MAX_NAMED: usize = 3;

/// What is known about revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Revocation {
    /// A current list was looked at.
    Checked,
    /// Only an old list was at hand.
    Stale,
    /// No list was looked at.
    NotChecked,
}

impl Revocation {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Stale => "stale",
            Self::NotChecked => "not_checked",
        }
    }
}

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
    /// Where that CSCA comes from.
    pub provenance: Option<Provenance>,
    /// What is known about revocation.
    pub revocation: Revocation,
}

impl TrustSection {
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
    let files = store.anchors().iter().flat_map(|anchor| anchor.sources());
    TrustSection {
        files: files.map(|source| clean(&source.file)).collect(),
        count: store.len(),
        countries: store.countries().len(),
        as_of: store.newest_list_date(),
        signer: result.signer.as_ref().map(clean_certificate),
        csca: result.csca.as_ref().map(clean_certificate),
        provenance: result.csca_provenance.as_ref().map(clean_provenance),
        revocation: match result.revocation.outcome {
            Outcome::Passed | Outcome::Failed => Revocation::Checked,
            _ => Revocation::NotChecked,
        },
    }
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
        ..provenance.clone()
    }
}
