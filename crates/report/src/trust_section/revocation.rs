//! What is known about revocation, and by which list.
//!
//! "Not checked" and "old list" are different news: against the first only a list helps, against the
//! second a newer one. A list that is there and cannot be used (its signature is wrong, nobody knows its
//! issuer) is "not checked"; the code of `pa.chain.revocation` says why.

use vidimus_trust::{Detail, Finding, Outcome, codes};

const SECONDS_PER_DAY: i64 = 86_400;

/// What is known about revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Revocation {
    /// A list was looked at, and it answers.
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

/// The dates of a revocation list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RevocationList {
    /// When it was made, seconds since 1970.
    pub this_update: i64,
    /// When the next one was due, where it says so.
    pub next_update: Option<i64>,
    /// Whole days between its making and the evaluation, where that was judged.
    pub age_days: Option<i64>,
    /// Since when the signer is revoked, where the list names it.
    pub revoked: Option<i64>,
}

/// Outcome and list of `pa.chain.revocation`.
pub(super) fn of(finding: &Finding) -> (Revocation, Option<RevocationList>) {
    let known = match (finding.outcome, finding.code) {
        (Outcome::Passed | Outcome::Failed, _) => Revocation::Checked,
        (_, Some(codes::CRL_STALE)) => Revocation::Stale,
        _ => Revocation::NotChecked,
    };
    (known, finding.detail.as_ref().and_then(list))
}

fn list(detail: &Detail) -> Option<RevocationList> {
    match detail {
        Detail::ListAge {
            this_update,
            next_update,
            at,
        } => Some(RevocationList {
            this_update: *this_update,
            next_update: *next_update,
            age_days: Some(at.saturating_sub(*this_update).div_euclid(SECONDS_PER_DAY)),
            revoked: None,
        }),
        Detail::Revoked { date, list, .. } => Some(RevocationList {
            this_update: *list,
            next_update: None,
            age_days: None,
            revoked: Some(*date),
        }),
        Detail::List { this_update, .. } => Some(RevocationList {
            this_update: *this_update,
            next_update: None,
            age_days: None,
            revoked: None,
        }),
        _ => None,
    }
}
