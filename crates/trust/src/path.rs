//! From a signer to its anchor: one step (Doc 9303-12 appendix D.1).
//!
//! The path of a travel document is one certificate long: an anchor of the store signs the
//! document signer. Link certificates connect anchors and are never intermediates, and no
//! certificate outside the store verifies anything, whatever name, key identifier or key it
//! shows: signatures are checked under the anchor's own key on the anchor's own curve.
//!
//! Candidates are found by the authority key identifier. A candidate of that identifier and
//! of the issuer's name whose key does not verify makes the signature wrong (TR-03135-1
//! §5.6.4.3.3). Without an identifier, or where it leads nowhere, anchors of the issuer's name
//! are tried in turn; names are used again for new keys, so none of them verifying proves
//! nothing. At most [`BUDGET`] signatures are tried.

use crate::name::NameMatch;
use crate::signature::{Checked, check_certificate};
use crate::store::{Anchor, Index};
use crate::text::hex;
use crate::{Certificate, Detail, Finding, codes};

/// Most signature checks for one signer.
pub(crate) const BUDGET: usize = 64;

/// What the search came to; independent of time and tolerance, so it can be kept.
#[derive(Clone, Debug)]
pub(crate) enum Path {
    /// Anchors of that name and key identifier are there, or one whose key verifies.
    Found(Found),
    /// No anchor; the finding says why.
    None(Finding),
}

/// The step that was found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// anchors with one and the same key and name; never empty
    anchors: Vec<Anchor>,
    pub(crate) checked: Checked,
    /// whether the issuer's name has its parts in another order than the anchor's
    pub(crate) other_order: bool,
    /// whether the authority key identifier is not the anchor's
    pub(crate) identifier_differs: bool,
}

impl Found {
    /// The anchor to name: vouched for before not, valid at that time before not, then the
    /// one that lasts longest.
    pub(crate) fn best(&self, at: i64) -> Option<&Anchor> {
        self.anchors.iter().max_by_key(|anchor| {
            let validity = anchor.certificate().validity();
            let valid = (validity.not_before..=validity.not_after).contains(&at);
            (anchor.is_vouched(), valid, validity.not_after)
        })
    }

    /// Whether any of the anchors is vouched for.
    pub(crate) fn is_vouched(&self) -> bool {
        self.anchors.iter().any(Anchor::is_vouched)
    }

    /// Whether an anchor that is vouched for signed.
    pub(crate) fn is_vouched_and_good(&self) -> bool {
        self.checked.is_good() && self.is_vouched()
    }
}

/// Looks for the anchor of a signer.
pub(crate) fn find(signer: &Certificate, index: &Index) -> Path {
    let identifier = signer.extensions().authority_key_identifier();
    let identified: Vec<&Anchor> = identifier
        .into_iter()
        .flat_map(|identifier| index.by_key_identifier(identifier))
        .collect();
    let mut search = Search {
        signer,
        index,
        tried: 0,
    };
    let named = |anchor: &&&Anchor| name_match(signer, anchor) != NameMatch::Different;
    let by_identifier: Vec<&Anchor> = identified.iter().filter(named).copied().collect();
    if !by_identifier.is_empty() {
        return search.by_identifier(&by_identifier);
    }
    if let Some(found) = search.by_name() {
        return Path::Found(found);
    }
    Path::None(match identified.first() {
        Some(anchor) => Finding::undetermined(codes::ISSUER_NAME_MISMATCH).with(Detail::Names {
            issuer: signer.issuer().to_string(),
            subject: anchor.certificate().subject().to_string(),
        }),
        None if search.tried >= BUDGET => {
            Finding::undetermined(codes::SEARCH_BUDGET).with(Detail::Tried(search.tried))
        }
        None => Finding::undetermined(codes::ANCHOR_NOT_FOUND).with(Detail::Issuer {
            name: signer.issuer().to_string(),
            key_identifier: identifier.map(hex),
        }),
    })
}

fn name_match(signer: &Certificate, anchor: &Anchor) -> NameMatch {
    signer.issuer().compare(&anchor.certificate().subject())
}

struct Search<'a> {
    signer: &'a Certificate,
    index: &'a Index,
    tried: usize,
}

impl Search<'_> {
    /// The first candidate that verifies; where none does, the first one's result, one that
    /// could not be judged before one that is wrong.
    fn by_identifier(&mut self, candidates: &[&Anchor]) -> Path {
        let mut best: Option<(&Anchor, Checked)> = None;
        for anchor in vouched_first(candidates) {
            let Some(checked) = self.attempt(anchor) else {
                break;
            };
            if checked.is_good() {
                return Path::Found(self.found(anchor, checked));
            }
            let open = matches!(checked, Checked::Open(_));
            if best
                .as_ref()
                .is_none_or(|(_, best)| open && matches!(best, Checked::Wrong(_)))
            {
                best = Some((anchor, checked));
            }
        }
        match best {
            Some((anchor, checked)) => Path::Found(self.found(anchor, checked)),
            None => Path::None(Finding::undetermined(codes::ANCHOR_NOT_FOUND)),
        }
    }

    /// The anchor of the issuer's name whose key verifies.
    fn by_name(&mut self) -> Option<Found> {
        let candidates: Vec<&Anchor> = self.index.by_subject(self.signer.issuer()).collect();
        for anchor in vouched_first(&candidates) {
            let checked = self.attempt(anchor)?;
            if checked.is_good() {
                return Some(self.found(anchor, checked));
            }
        }
        None
    }

    /// Tries one signature; `None` when the budget is spent.
    fn attempt(&mut self, anchor: &Anchor) -> Option<Checked> {
        if self.tried >= BUDGET {
            return None;
        }
        self.tried += 1;
        Some(check_certificate(anchor.certificate(), self.signer))
    }

    /// The step, with every anchor that has the same key and name.
    fn found(&self, anchor: &Anchor, checked: Checked) -> Found {
        let certificate = anchor.certificate();
        let same_key = |other: &&Anchor| {
            other.certificate().subject_public_key_info() == certificate.subject_public_key_info()
        };
        let siblings = self.index.by_subject(self.signer.issuer());
        let identifier = self.signer.extensions().authority_key_identifier();
        let own = certificate.extensions().subject_key_identifier();
        Found {
            anchors: siblings.filter(same_key).cloned().collect(),
            checked,
            other_order: name_match(self.signer, anchor) == NameMatch::OtherOrder,
            identifier_differs: identifier.is_some() && own.is_some() && identifier != own,
        }
    }
}

fn vouched_first<'a>(anchors: &[&'a Anchor]) -> Vec<&'a Anchor> {
    let mut sorted = anchors.to_vec();
    sorted.sort_by_key(|anchor| !anchor.is_vouched());
    sorted
}
