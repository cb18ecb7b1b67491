//! What an import brought.

use super::SourceKind;
use crate::{CertificateSummary, Outcome};
use std::collections::BTreeSet;

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
    /// those that were not
    pub refused: Vec<Refused>,
    /// country codes of those taken, in upper case
    pub countries: BTreeSet<String>,
    /// verdict on the list's own signature; not supported where there is none
    pub list_signature: Outcome,
    /// who signed the list
    pub list_signer: Option<CertificateSummary>,
    /// when the list says it was signed, seconds since 1970
    pub signing_time: Option<i64>,
    /// whether anybody vouches for it; if not, what it verifies stays undetermined
    pub vouched: bool,
    /// quirks that were tolerated in the list's signature
    pub quirks: Vec<&'static str>,
}

/// A certificate that was not taken.
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
