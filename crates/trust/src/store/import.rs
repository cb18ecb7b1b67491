//! What an import brought.

use super::{SourceKind, Voucher};
use crate::{CertificateSummary, Outcome};
use std::collections::BTreeSet;

/// Most refused items that are kept one by one; the rest is counted.
pub(super) const MAX_REFUSED: usize = 1000;

/// What one file brought into the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// name of the file, as the caller calls it
    pub file: String,
    /// what kind of file it is
    pub kind: SourceKind,
    /// how many certificates are in it
    pub certificates: usize,
    /// how many of them were taken, those included that were there already
    pub imported: usize,
    /// those that were not, the first 1000
    pub refused: Vec<Refused>,
    /// how many more were not
    pub refused_more: usize,
    /// country codes of those taken, in upper case
    pub countries: BTreeSet<String>,
    /// verdict on the list's own signature; not supported where there is none
    pub list_signature: Outcome,
    /// who signed the list
    pub list_signer: Option<CertificateSummary>,
    /// when the list says it was signed, seconds since 1970
    pub signing_time: Option<i64>,
    /// who vouches for it; if nobody, what it verifies stays undetermined
    pub vouched_by: Voucher,
    /// whether anybody vouches for it
    pub vouched: bool,
    /// quirks that were tolerated in the list's signature
    pub quirks: Vec<&'static str>,
    /// how many certificates a revocation list revokes
    pub crl_entries: Option<usize>,
    /// how many deviations or defects a list of these describes
    pub deviations: Option<usize>,
    /// what the parts of a file with several kinds inside brought, in their order
    pub parts: Vec<Self>,
}

impl Import {
    /// Of a file that brought nothing yet and that nobody signed.
    #[must_use]
    pub fn new(file: impl Into<String>, kind: SourceKind, vouched_by: Voucher) -> Self {
        Self {
            file: file.into(),
            kind,
            certificates: 0,
            imported: 0,
            refused: Vec::new(),
            refused_more: 0,
            countries: BTreeSet::new(),
            list_signature: Outcome::NotSupported,
            list_signer: None,
            signing_time: None,
            vouched: vouched_by.is_somebody(),
            vouched_by,
            quirks: Vec::new(),
            crl_entries: None,
            deviations: None,
            parts: Vec::new(),
        }
    }

    /// Notes an item that was not taken; beyond the first 1000 only their number.
    pub fn refuse(&mut self, refused: Refused) {
        if self.refused.len() < MAX_REFUSED {
            self.refused.push(refused);
        } else {
            self.refused_more += 1;
        }
    }

    /// How many items were refused in all.
    #[must_use]
    pub fn refused_count(&self) -> usize {
        self.refused.len() + self.refused_more
    }

    /// Adds a part, and its certificates to the sums.
    pub fn add_part(&mut self, part: Self) {
        self.certificates += part.certificates;
        self.imported += part.imported;
        self.refused_more += part.refused_count();
        self.countries.extend(part.countries.iter().cloned());
        self.parts.push(part);
    }
}

/// Something that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// its place in the file, from 0
    pub index: usize,
    /// its subject, where it could be read
    pub subject: Option<String>,
    /// stable code of the reason
    pub reason: &'static str,
    /// the reason in words
    pub detail: String,
}
