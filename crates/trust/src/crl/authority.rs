//! Whose list it is: the anchor whose key signed it.
//!
//! Doc 9303-12 §4.1.5 has one list a country, signed by the newest key, whichever key signed the
//! certificates on it. So every anchor of the issuer's country that is vouched for is a
//! candidate: the one of that key identifier first, then those of that name, then the others
//! (the name may have changed since). An anchor that nobody vouches for, one whose keyUsage
//! lacks cRLSign, and one of another country are none.

use super::Crl;
use crate::name::NameMatch;
use crate::path::BUDGET;
use crate::signature::{self, Checked};
use crate::store::{Anchor, Index};
use crate::{Certificate, Detail, Finding, authority, codes, country};
use core::cmp::Reverse;
use vidimus_pubkey::SignatureAlgorithm;

/// Most bytes hashed for one list, all candidates together; two are always tried.
const HASHED: usize = 512 * 1024 * 1024;

/// What a list's own signature came to.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// An authority of the country signed it, one that is vouched for.
    Genuine {
        signer: Certificate,
        algorithm: SignatureAlgorithm,
    },
    /// Nobody knows whose it is, or it is wrong; the finding says why.
    NotUsed(Finding),
}

/// Looks for the anchor that signed the list.
pub(super) fn verify(crl: &Crl, index: &Index) -> Verdict {
    let mut candidates: Vec<Candidate<'_>> = index
        .anchors()
        .iter()
        .filter_map(|anchor| Candidate::of(crl, anchor))
        .collect();
    candidates.sort_by_key(|candidate| Reverse(candidate.rank()));
    let budget = BUDGET.min(HASHED / crl.tbs().len().max(1)).max(2);
    let mut worst = None;
    for candidate in candidates.iter().take(budget) {
        let algorithm = crl.signature_algorithm();
        let key_of = candidate.certificate;
        match signature::check(key_of, algorithm, crl.tbs(), crl.signature()) {
            Checked::Good { algorithm, .. } => {
                let signer = candidate.certificate.clone();
                return Verdict::Genuine { signer, algorithm };
            }
            checked if candidate.is_meant() => worst = Some(not_used(crl, &checked, worst)),
            _ => {}
        }
    }
    Verdict::NotUsed(worst.unwrap_or_else(|| {
        if candidates.len() > budget {
            Finding::undetermined(codes::SEARCH_BUDGET).with(Detail::Tried(budget))
        } else {
            signer_not_found(crl)
        }
    }))
}

/// Of several keys that are meant, one that cannot be used leaves the signature open.
fn not_used(crl: &Crl, checked: &Checked, before: Option<Finding>) -> Finding {
    match (checked, before) {
        (Checked::Open(finding), _) => finding.clone(),
        (_, Some(before)) => before,
        _ => Finding::failed(codes::CRL_SIGNATURE).with(list(crl, &"its signature is wrong")),
    }
}

/// No eligible anchor is meant: nothing is said against the list.
fn signer_not_found(crl: &Crl) -> Finding {
    Finding::undetermined(codes::CRL_SIGNER_NOT_FOUND).with(Detail::Issuer {
        name: crl.issuer().to_string(),
        key_identifier: crl.authority_key_identifier().map(crate::text::hex),
    })
}

/// The list that is meant, with what is the matter.
pub(crate) fn list(crl: &Crl, problem: &dyn core::fmt::Display) -> Detail {
    Detail::List {
        issuer: crl.issuer().to_string(),
        this_update: crl.this_update(),
        problem: problem.to_string(),
    }
}

/// An anchor that may have signed the list.
struct Candidate<'a> {
    certificate: &'a Certificate,
    /// the list names this key by its identifier (RFC 5280 §5.2.1)
    identified: bool,
    /// the list bears its name
    named: bool,
    /// its certificate was valid when the list was made
    valid: bool,
}

impl<'a> Candidate<'a> {
    fn of(crl: &Crl, anchor: &'a Anchor) -> Option<Self> {
        let certificate = anchor.certificate();
        let eligible =
            anchor.is_vouched() && same_country(crl, certificate) && may_sign_lists(certificate);
        if !eligible {
            return None;
        }
        let identifier = crl.authority_key_identifier();
        let own = certificate.extensions().subject_key_identifier();
        let validity = certificate.validity();
        Some(Self {
            certificate,
            identified: identifier.is_some() && identifier == own,
            named: crl.issuer().compare(&certificate.subject()) != NameMatch::Different,
            valid: (validity.not_before..=validity.not_after).contains(&crl.this_update()),
        })
    }

    /// The likeliest first: the order in which the budget is spent.
    const fn rank(&self) -> (bool, bool, bool) {
        (self.identified, self.named, self.valid)
    }

    /// Whether the list says that this key signed it; a name alone is used again for new keys.
    const fn is_meant(&self) -> bool {
        self.identified && self.named
    }
}

/// Case does not count, nor whether the code has two letters or three.
fn same_country(crl: &Crl, certificate: &Certificate) -> bool {
    match (crl.issuer().country(), certificate.subject().country()) {
        (Some(one), Some(other)) => country::same_certificate_country(&one, &other),
        (one, other) => one == other,
    }
}

/// An authority, and with cRLSign where it says what its key is for (RFC 5280 §6.3.3 f).
fn may_sign_lists(certificate: &Certificate) -> bool {
    let usage = certificate.extensions().key_usage();
    authority::unfit(certificate).is_none() && usage.is_none_or(|usage| usage.crl_sign)
}
