//! `pa.chain.anchor` and `pa.chain.signature`: what the path to an anchor is worth under the rules
//! of the policy.
//!
//! | found | `pa.chain.anchor` | `pa.chain.signature` |
//! |---|---|---|
//! | an anchor somebody vouches for | passed | as checked |
//! | one that the policy names by its SHA-256 | passed: `anchor_named_by_policy` | as checked |
//! | one that nobody vouches for, or only a link that began at a revoked authority | undetermined: `anchor_unvouched` | undetermined, or as checked where it is good |
//! | under `strict`, one whose name or key identifier differs | undetermined | undetermined |
//! | none | undetermined | undetermined |
//! | no anchor taken, but the signer is pinned and the policy allows it | passed: `pinned_signer` | passed: `pinned_signer` |
//! | likewise, and the policy does not | undetermined: `pinned_signer_not_allowed` | likewise |
//!
//! So an unknown certificate in the store convicts nobody, and vouches for nobody; and where an
//! anchor that is vouched for shows the signature wrong, no pin makes it right.

use super::{PaInput, revocation};
use crate::notes::Notes;
use crate::path::{Found, Path};
use crate::store::{Anchor, Provenance, Voucher};
use crate::{Certificate, Detail, Finding, Outcome, Role, TrustStore, codes, strength};
use crate::{PinnedSigner, Tolerance};

/// What stands behind a signer.
#[derive(Clone, Copy)]
pub(super) enum Behind<'a> {
    /// An anchor that the rules and the tolerance take, or one that nobody vouches for.
    Authority(&'a Certificate),
    /// The user's pin, which the policy allows.
    Pin,
    /// Nothing that counts.
    Nobody,
}

/// The signer's step to its anchor.
pub(super) struct Step<'a> {
    pub(super) anchor: Finding,
    pub(super) signature: Finding,
    /// the anchor to show, also where it does not count
    pub(super) found: Option<&'a Anchor>,
    pub(super) pinned: Option<&'a PinnedSigner>,
    pub(super) behind: Behind<'a>,
}

impl Step<'_> {
    /// Where the anchor, or the pin, comes from.
    pub(super) fn provenance(&self) -> Option<&Provenance> {
        match (self.behind, self.pinned) {
            (Behind::Pin, Some(pinned)) => pinned.provenance(),
            _ => self.found.and_then(Anchor::provenance),
        }
    }
}

/// Judges the path of a signer, and its pin where no anchor counts.
pub(super) fn judge<'a>(
    signer: &Certificate,
    path: &'a Path,
    input: &PaInput<'_>,
    store: &'a TrustStore,
    notes: &mut Notes,
) -> Step<'a> {
    let step = match path {
        Path::None(finding) => unanchored(finding.clone()),
        Path::Found(found) => anchored(signer, found, input, store, notes),
    };
    if step.anchor.outcome == Outcome::Passed {
        return step;
    }
    match store.pinned_signer(signer) {
        Some(pinned) => with_pin(step.found, pinned, input.rules.allow_pinned_signers),
        None => step,
    }
}

fn unanchored<'a>(finding: Finding) -> Step<'a> {
    let code = finding.code.unwrap_or(codes::ANCHOR_NOT_FOUND);
    Step {
        anchor: finding,
        signature: Finding::undetermined(code),
        found: None,
        pinned: None,
        behind: Behind::Nobody,
    }
}

fn anchored<'a>(
    signer: &Certificate,
    path: &'a Found,
    input: &PaInput<'_>,
    store: &TrustStore,
    notes: &mut Notes,
) -> Step<'a> {
    let Some(found) = path.best(input.at, input.rules) else {
        return unanchored(Finding::undetermined(codes::ANCHOR_NOT_FOUND));
    };
    if let Some(code) = deviation(path, input.tolerance(), notes) {
        return Step {
            found: Some(found),
            ..unanchored(Finding::undetermined(code))
        };
    }
    let anchor = if found.is_vouched() && !rests_on_revoked(found, store) {
        Finding::PASSED
    } else if input.rules.names(found) {
        Finding::new(Outcome::Passed, codes::ANCHOR_NAMED)
    } else {
        Finding::undetermined(codes::ANCHOR_UNVOUCHED)
    };
    let signature = if anchor.is_passed() || path.checked.is_good() {
        let checked = path.checked.finding(input.tolerance(), notes);
        let hash = signer.signature_algorithm().ok().map(|used| used.hash());
        let rules = input.rules.algorithms;
        strength::signature(checked, hash, found.certificate(), Role::Csca, rules)
    } else {
        // an anchor that nobody vouches for convicts nobody either
        Finding::undetermined(codes::ANCHOR_UNVOUCHED)
    };
    Step {
        anchor,
        signature,
        found: Some(found),
        pinned: None,
        behind: Behind::Authority(found.certificate()),
    }
}

/// Most links that are followed back.
const MAX_LINKS: usize = 32;

/// Whether only links vouch for this anchor, and one of the authorities on the way back was
/// revoked: who has its key signs links to any new key.
fn rests_on_revoked(anchor: &Anchor, store: &TrustStore) -> bool {
    let mut newer = anchor;
    for _ in 0..MAX_LINKS {
        let Some(older) = linked_from(newer, store) else {
            return false;
        };
        if revocation::is_revoked(older.certificate(), store) {
            return true;
        }
        newer = older;
    }
    true
}

/// The anchor whose link is all that vouches for this one.
fn linked_from<'a>(anchor: &Anchor, store: &'a TrustStore) -> Option<&'a Anchor> {
    let mut linked_by = None;
    for source in anchor.sources().filter(|source| source.is_vouched()) {
        match &source.vouched_by {
            Voucher::Link { sha256, .. } => linked_by = Some(sha256),
            _ => return None,
        }
    }
    store.by_fingerprint(linked_by?)
}

/// A signer whose own certificate the user pinned, and no anchor that counts.
fn with_pin<'a>(found: Option<&'a Anchor>, pinned: &'a PinnedSigner, allowed: bool) -> Step<'a> {
    let finding = if allowed {
        let sha256 = crate::text::hex(pinned.certificate().fingerprint().as_ref());
        Finding::new(Outcome::Passed, codes::PINNED_SIGNER).with(Detail::Sha256(sha256))
    } else {
        Finding::undetermined(codes::PINNED_SIGNER_NOT_ALLOWED)
    };
    Step {
        anchor: finding.clone(),
        signature: finding,
        pinned: Some(pinned),
        behind: if allowed { Behind::Pin } else { Behind::Nobody },
        found,
    }
}

/// Deviations between signer and anchor: quirks under `field`, no anchor under `strict`.
fn deviation(found: &Found, tolerance: Tolerance, notes: &mut Notes) -> Option<&'static str> {
    let deviations = [
        (
            found.other_order,
            codes::QUIRK_NAME_ORDER,
            codes::ISSUER_NAME_MISMATCH,
        ),
        (
            found.identifier_differs,
            codes::QUIRK_AKI_MISMATCH,
            codes::ANCHOR_NOT_FOUND,
        ),
    ];
    for (_, quirk, code) in deviations.into_iter().filter(|(differs, ..)| *differs) {
        match tolerance {
            Tolerance::Strict => return Some(code),
            Tolerance::Field => notes.quirk(quirk),
        }
    }
    None
}
