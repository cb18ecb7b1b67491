//! `pa.chain.revocation`: whether the signer is on a revocation list of its country
//! (Doc 9303-12 §4.1.5 and D.1.2, TR-03135-1 §5.6.4.3.5).
//!
//! Lists are matched by country, not by name and key: an authority that has a new key or a new
//! name goes on with one list for all it ever issued. A list is genuine when an authority of the
//! country that is vouched for signed it.
//!
//! | a genuine list of the country | outcome |
//! |---|---|
//! | lists the signer, however old or new the list is | failed: `revoked` |
//! | of the authority's own name lists the authority | failed: `csca_revoked` |
//! | is current and lists neither | passed |
//! | is past its time, or older than the policy takes | undetermined: `crl_stale` |
//! | was made after the time of evaluation | undetermined: `crl_not_yet_valid` |
//! | was signed under a certificate not valid then | undetermined: `crl_signer_not_valid` |
//! | is signed more weakly than the policy takes | undetermined: `algorithm_refused`, `key_too_short` |
//!
//! | no genuine list, but one | outcome |
//! |---|---|
//! | whose signature is wrong | undetermined: `crl_signature` |
//! | of an authority that is not in the store, or that nobody vouches for | undetermined: `crl_signer_not_found` |
//! | that is a delta, partial or indirect one, or not understood | undetermined: `crl_unusable` |
//! | none at all | undetermined: `not_checked` |
//!
//! Choices of ours, all on the side of the doubt: an older list convicts though a newer one
//! leaves the signer out (X.509 would clear it, but a revoked signer that vanishes is
//! suspicious), a list from after the time of evaluation convicts, `certificateHold` convicts.
//! Where the clock cannot be right nothing is cleared, but a listed signer still fails. Without
//! an anchor that counts nothing is cleared either; then only a list of the signer's own issuer
//! name convicts, since serial numbers are unique under one name only. For the same reason an
//! authority is looked for only in lists of the name that issued it: after a change of name a new
//! numbering may begin.

use super::PaInput;
use crate::crl::{Crl, Entry, StoredCrl, Verdict, authority};
use crate::name::{Name, NameMatch};
use crate::store::Anchor;
use crate::{Certificate, Detail, Finding, Outcome, Role, TrustStore, codes, strength};
use vidimus_pubkey::SignatureAlgorithm;

const SECONDS_PER_DAY: i64 = 86_400;

/// How long a list without nextUpdate holds: the longest time between two lists.
const DEFAULT_DAYS: u32 = 90;

/// Judges the signer and the anchor that its path leads to; there is none where no path was
/// found.
pub(super) fn judge(
    signer: &Certificate,
    anchor: Option<&Anchor>,
    input: &PaInput<'_>,
    store: &TrustStore,
) -> Finding {
    let taken = anchor.filter(|anchor| anchor.is_vouched() || input.rules.names(anchor));
    let subject = Subject {
        signer,
        authority: taken.map(Anchor::certificate),
        input,
        store,
    };
    let found = subject.best_finding();
    if found.outcome == Outcome::Failed {
        found
    } else if input.clock_implausible {
        Finding::undetermined(codes::CLOCK_IMPLAUSIBLE)
    } else if taken.is_none() {
        Finding::undetermined(codes::NOT_CHECKED)
    } else {
        found
    }
}

/// Who is looked for, and where.
struct Subject<'a> {
    signer: &'a Certificate,
    authority: Option<&'a Certificate>,
    input: &'a PaInput<'a>,
    store: &'a TrustStore,
}

impl Subject<'_> {
    /// The finding that says most: of several lists the one that convicts, then one that clears, then
    /// the nearest miss; of equal ones that of the newest list.
    fn best_finding(&self) -> Finding {
        self.lists()
            .map(|stored| (self.judge_list(stored), stored.crl().this_update()))
            .max_by_key(|(finding, this_update)| (weight(finding), *this_update))
            .map_or(Finding::undetermined(codes::NOT_CHECKED), |(best, _)| best)
    }

    /// The lists of the authority's country, or of the one that the signer says issued it.
    fn lists(&self) -> impl Iterator<Item = &StoredCrl> {
        let country = match self.authority {
            Some(authority) => authority.subject().country(),
            None => self.signer.issuer().country(),
        };
        self.store.crls().of_country(country.as_deref())
    }

    fn judge_list(&self, stored: &StoredCrl) -> Finding {
        let crl = stored.crl();
        if let Some(problem) = crl.unusable() {
            return Finding::undetermined(codes::CRL_UNUSABLE).with(authority::list(crl, problem));
        }
        match stored.verdict(self.store.index()) {
            Verdict::Genuine { signer, algorithm } => self
                .listed(crl)
                .unwrap_or_else(|| self.cleared(crl, signer, *algorithm)),
            // a list that is not used convicts nobody: a wrong signature on it is no failure
            Verdict::NotUsed(reason) => Finding {
                outcome: Outcome::Undetermined,
                ..reason.clone()
            },
        }
    }

    /// What the list says against the signer or its authority.
    fn listed(&self, crl: &Crl) -> Option<Finding> {
        let serials_are_shared =
            self.authority.is_some() || is_same(&crl.issuer(), &self.signer.issuer());
        let signer = crl
            .find(self.signer.serial())
            .filter(|_| serials_are_shared);
        if let Some(entry) = signer {
            return Some(Finding::failed(codes::REVOKED).with(revoked(&entry, crl)));
        }
        let entry = self
            .authorities()
            .filter(|authority| is_same(&crl.issuer(), &authority.issuer()))
            .find_map(|authority| crl.find(authority.serial()))?;
        Some(Finding::failed(codes::CSCA_REVOKED).with(revoked(&entry, crl)))
    }

    /// Every certificate of the store with the authority's name and key: revoked is the key.
    fn authorities(&self) -> impl Iterator<Item = &Certificate> {
        let authority = self.authority.into_iter();
        authority.flat_map(|authority| of_same_key(authority, self.store))
    }

    /// Whether a list without the signer clears it.
    fn cleared(&self, crl: &Crl, by: &Certificate, algorithm: SignatureAlgorithm) -> Finding {
        if let Some(code) = self.out_of_time(crl) {
            return Finding::undetermined(code).with(self.age(crl));
        }
        let (validity, made) = (by.validity(), crl.this_update());
        if !(validity.not_before..=validity.not_after).contains(&made) {
            let detail = Detail::Validity {
                role: Role::Csca,
                not_before: validity.not_before,
                not_after: validity.not_after,
                at: made,
            };
            return Finding::undetermined(codes::CRL_SIGNER_NOT_VALID).with(detail);
        }
        let passed = Finding::PASSED.with(self.age(crl));
        let rules = self.input.rules.algorithms;
        strength::signature(passed, [algorithm.hash()], by, Role::Csca, rules)
    }

    /// Both ends belong to the time of a list. The policy's age counts beside nextUpdate.
    fn out_of_time(&self, crl: &Crl) -> Option<&'static str> {
        let (made, at) = (crl.this_update(), self.input.at);
        if at < made {
            return Some(codes::CRL_NOT_YET_VALID);
        }
        let max_age = self.input.rules.revocation.max_age_days;
        let days = max_age.or(crl.next_update().is_none().then_some(DEFAULT_DAYS));
        let too_old =
            days.is_some_and(|days| at.saturating_sub(made) > i64::from(days) * SECONDS_PER_DAY);
        let overdue = crl.next_update().is_some_and(|due| at > due);
        (too_old || overdue).then_some(codes::CRL_STALE)
    }

    fn age(&self, crl: &Crl) -> Detail {
        Detail::ListAge {
            this_update: crl.this_update(),
            next_update: crl.next_update(),
            at: self.input.at,
        }
    }
}

/// Every certificate of the store with this authority's name and key.
fn of_same_key<'a>(
    authority: &'a Certificate,
    store: &'a TrustStore,
) -> impl Iterator<Item = &'a Certificate> {
    let named = store.index().by_subject(authority.subject());
    named
        .map(Anchor::certificate)
        .filter(|other| other.subject_public_key_info() == authority.subject_public_key_info())
}

/// Whether a genuine list of the authority's issuer lists the authority, however old it is.
pub(super) fn is_revoked(authority: &Certificate, store: &TrustStore) -> bool {
    let country = authority.subject().country();
    store.crls().of_country(country.as_deref()).any(|stored| {
        let crl = stored.crl();
        let lists = |one: &Certificate| {
            is_same(&crl.issuer(), &one.issuer()) && crl.find(one.serial()).is_some()
        };
        crl.unusable().is_none()
            && of_same_key(authority, store).any(lists)
            && matches!(stored.verdict(store.index()), Verdict::Genuine { .. })
    })
}

fn is_same(one: &Name<'_>, other: &Name<'_>) -> bool {
    one.compare(other) != NameMatch::Different
}

fn revoked(entry: &Entry<'_>, crl: &Crl) -> Detail {
    Detail::Revoked {
        date: entry.date,
        reason: entry.reason.map(crate::crl::Reason::as_str),
        list: crl.this_update(),
    }
}

/// How much a finding about one list says about the signer.
fn weight(finding: &Finding) -> u8 {
    match (finding.outcome, finding.code) {
        (Outcome::Failed, Some(codes::REVOKED)) => 9,
        (Outcome::Failed, _) => 8,
        (Outcome::Passed, _) => 7,
        (_, Some(codes::CRL_STALE)) => 6,
        (_, Some(codes::CRL_NOT_YET_VALID)) => 5,
        (_, Some(codes::CRL_SIGNATURE)) => 3,
        (_, Some(codes::CRL_SIGNER_NOT_FOUND)) => 2,
        (_, Some(codes::CRL_UNUSABLE)) => 1,
        _ => 4,
    }
}
