//! From a signer to its anchor: one step (Doc 9303-12 appendix D.1).
//!
//! The path of a travel document is one certificate long: an anchor of the store signs the
//! document signer. Link certificates connect anchors and are never intermediates: one in the
//! store is an anchor by its own key. No certificate outside the store verifies anything, whatever
//! name, key identifier or key it shows: signatures are checked under the anchor's own key on the
//! anchor's own curve.
//!
//! Candidates are the anchors of the issuer's name, in the order of [`candidates`]: names are used again
//! for new keys, so the signature decides. Where none verifies:
//!
//! | among the candidates | outcome |
//! |---|---|
//! | a vouched one with the authority key identifier | the signature is wrong (TR-03135-1 §5.6.4.3.3) |
//! | one with the identifier that nobody vouches for | `anchor_unvouched`: convicts nobody |
//! | only some that may not sign certificates | `csca_unfit` |
//! | more than are tried | `search_budget` |
//! | none; the identifier leads to another name | `issuer_name_mismatch` |
//! | none | `anchor_not_found`; `anchor_of_other_group` where the store has it for other documents |
//!
//! At most [`BUDGET`] signatures are checked, each key once.

mod candidates;

pub use candidates::Candidate;

use crate::name::NameMatch;
use crate::signature::{Checked, check_certificate};
use crate::store::{Anchor, Index};
use crate::text::hex;
use crate::{Certificate, Detail, Finding, Rules, authority, codes};
use candidates::Ranked;

/// Most signature checks for one signer.
pub(crate) const BUDGET: usize = 64;

/// What the search came to; independent of time and rules, so it can be kept.
#[derive(Clone, Debug)]
pub(crate) enum Path {
    /// An anchor whose key verifies, or one of that name and key identifier.
    Found(Found),
    /// No anchor; the finding says why.
    None(Finding),
}

/// The step that was found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// anchors with one and the same key and name, fit to sign; never empty
    anchors: Vec<Anchor>,
    pub(crate) checked: Checked,
    /// whether the issuer's name has its parts in another order than the anchor's
    pub(crate) other_order: bool,
    /// whether the authority key identifier is not the anchor's
    pub(crate) identifier_differs: bool,
}

impl Found {
    /// The anchor to name: one that the rules take before others, vouched for before named,
    /// valid at that time before not, then the one that lasts longest.
    pub(crate) fn best(&self, at: i64, rules: &Rules) -> Option<&Anchor> {
        self.anchors.iter().max_by_key(|anchor| {
            let validity = anchor.certificate().validity();
            let valid = (validity.not_before..=validity.not_after).contains(&at);
            let taken = anchor.is_vouched() || rules.names(anchor);
            (taken, anchor.is_vouched(), valid, validity.not_after)
        })
    }

    /// The anchor that is vouched for and whose key verifies.
    pub(crate) fn vouched_and_good(&self) -> Option<&Anchor> {
        let mut anchors = self.anchors.iter().filter(|_| self.checked.is_good());
        anchors.find(|anchor| anchor.is_vouched())
    }
}

/// Looks for the anchor of a signer.
pub(crate) fn find(signer: &Certificate, index: &Index) -> Path {
    let ranked = candidates::of_name(signer, index);
    let mut search = Search::new(signer);
    for candidate in &ranked {
        let Some(checked) = search.attempt(candidate.anchor) else {
            break;
        };
        if checked.is_good() {
            return match candidate.unfit {
                None => Path::Found(found(signer, candidate, checked, index)),
                Some(reason) => {
                    Path::None(authority::unfit_finding(candidate.certificate(), reason))
                }
            };
        }
        search.note(candidate, checked);
    }
    match search.blamed {
        Some((candidate, checked)) if !(search.exhausted && search.identified_left(&ranked)) => {
            Path::Found(found(signer, candidate, checked, index))
        }
        _ => Path::None(search.nothing(&ranked, index)),
    }
}

/// The step, with every anchor that has the same key and name.
fn found(signer: &Certificate, candidate: &Ranked<'_>, checked: Checked, index: &Index) -> Found {
    let certificate = candidate.certificate();
    let same_key = |other: &&Anchor| {
        other.certificate().subject_public_key_info() == certificate.subject_public_key_info()
            && authority::unfit(other.certificate()).is_none()
    };
    let siblings = index.by_subject(signer.issuer());
    Found {
        anchors: siblings.filter(same_key).cloned().collect(),
        checked,
        other_order: candidate.name == NameMatch::OtherOrder,
        identifier_differs: candidate.identified == Some(false),
    }
}

/// The signatures tried so far.
struct Search<'a> {
    signer: &'a Certificate,
    /// keys that were tried, with what came of them
    tried: Vec<(&'a [u8], Checked)>,
    /// how many candidates were looked at
    seen: usize,
    exhausted: bool,
    /// the candidate that the signer means, although its key does not verify
    blamed: Option<(&'a Ranked<'a>, Checked)>,
}

impl<'a> Search<'a> {
    const fn new(signer: &'a Certificate) -> Self {
        Self {
            signer,
            tried: Vec::new(),
            seen: 0,
            exhausted: false,
            blamed: None,
        }
    }

    /// Tries one key, once; `None` when the budget is spent.
    fn attempt(&mut self, anchor: &'a Anchor) -> Option<Checked> {
        let key = anchor.certificate().subject_public_key_info();
        if let Some((_, checked)) = self.tried.iter().find(|(tried, _)| *tried == key) {
            self.seen += 1;
            return Some(checked.clone());
        }
        if self.tried.len() >= BUDGET {
            self.exhausted = true;
            return None;
        }
        self.seen += 1;
        let checked = check_certificate(anchor.certificate(), self.signer);
        self.tried.push((key, checked.clone()));
        Some(checked)
    }

    /// Keeps who is to blame: of the candidates with the signer's key identifier one that is vouched
    /// for before others, then one that could not be judged before one that is wrong.
    fn note(&mut self, candidate: &'a Ranked<'a>, checked: Checked) {
        if candidate.identified != Some(true) || candidate.unfit.is_some() {
            return;
        }
        let takes_over = match &self.blamed {
            None => true,
            Some((blamed, before)) => {
                blamed.vouched == candidate.vouched
                    && matches!(before, Checked::Wrong(_))
                    && matches!(checked, Checked::Open(_))
            }
        };
        if takes_over {
            self.blamed = Some((candidate, checked));
        }
    }

    /// Whether a candidate that is vouched for and has the key identifier was not tried.
    fn identified_left(&self, ranked: &[Ranked<'_>]) -> bool {
        let mut left = ranked.iter().skip(self.seen);
        left.any(|candidate| candidate.vouched && candidate.identified == Some(true))
    }

    /// Why there is no anchor.
    fn nothing(&self, ranked: &[Ranked<'_>], index: &Index) -> Finding {
        if self.exhausted {
            return Finding::undetermined(codes::SEARCH_BUDGET)
                .with(Detail::Tried(self.tried.len()));
        }
        let meant = |candidate: &&Ranked<'_>| candidate.identified == Some(true);
        if let Some(candidate) = ranked.iter().find(meant)
            && let Some(reason) = candidate.unfit
        {
            return authority::unfit_finding(candidate.certificate(), reason);
        }
        let identifier = self.signer.extensions().authority_key_identifier();
        let mut identified = identifier
            .into_iter()
            .flat_map(|identifier| index.by_key_identifier(identifier));
        match identified.next() {
            Some(anchor) => {
                Finding::undetermined(codes::ISSUER_NAME_MISMATCH).with(Detail::Names {
                    issuer: self.signer.issuer().to_string(),
                    subject: anchor.certificate().subject().to_string(),
                })
            }
            None => Finding::undetermined(codes::ANCHOR_NOT_FOUND).with(Detail::Issuer {
                name: self.signer.issuer().to_string(),
                key_identifier: identifier.map(hex),
            }),
        }
    }
}
