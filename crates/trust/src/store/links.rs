//! Trust that goes from an old authority to a new one (Doc 9303-12 §4.1.4.3, §6.1.1, §7.1.1.5).
//!
//! When an authority gets a new key or name, its old key signs a link certificate with the new
//! ones, and perhaps the new authority's certificate too. So an anchor that came unvouched is
//! vouched for once an anchor that is vouched for signed it, and then vouches for the next. A
//! self-signed certificate with the key and name of a link is signed by that key, so it follows
//! by the same rule. Trust only goes that way: who signs is not vouched for by what he signed.
//!
//! Demanded of a step: the issuer's name is the older one's subject; both are of one country, so
//! that no country can sign for another, whatever a name change says; neither has an extension
//! that forbids it to sign certificates; the younger says that it is an authority. Validity is
//! not judged, since there is no clock here. Hostile stores make at most [`BUDGET`] signature
//! checks, [`BUDGET_EACH`] for one older key; what is left then stays unvouched.

use super::anchor::Anchor;
use super::{Index, Voucher};
use crate::signature::check_certificate;
use crate::{Certificate, authority, country};
use core::hash::BuildHasher;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::RandomState;

/// Most signature checks in one go.
const BUDGET: usize = 4096;
/// Most signature checks under one key.
const BUDGET_EACH: usize = 256;

/// Follows links, and remembers what was tried.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// keyed hash of the older key, and place of the younger anchor
    tried: HashSet<(u64, usize)>,
    /// how many anchors there were, and how many of them vouched for, when all was followed
    done: (usize, usize),
    hasher: RandomState,
}

impl Links {
    /// Vouches for every anchor that one that is vouched for leads to.
    pub(super) fn follow(&mut self, index: &mut Index) {
        let state = |index: &Index| {
            let vouched = index.anchors().iter().filter(|anchor| anchor.is_vouched());
            (index.anchors().len(), vouched.count())
        };
        let (all, vouched) = state(index);
        if vouched == 0 || vouched == all || self.done == (all, vouched) {
            return;
        }
        self.follow_from_all(index);
        self.done = state(index);
    }

    /// From every anchor that is vouched for, breadth first: each key and name is followed once.
    fn follow_from_all(&mut self, index: &mut Index) {
        let waiting = waiting(index);
        let vouched = (0..index.anchors().len()).filter(|place| is_vouched(index, *place));
        let mut queue: VecDeque<usize> = vouched.collect();
        let mut keys_done = HashSet::new();
        let mut budget = BUDGET;
        while let Some(place) = queue.pop_front() {
            let Some(anchor) = index.anchors().get(place) else {
                continue;
            };
            let older = anchor.certificate().clone();
            let group = anchor.provenance().and_then(|best| best.group.clone());
            let subject = older.subject().index_key();
            let key = self.hasher.hash_one(older.subject_public_key_info());
            let Some(waiting) = waiting.get(&subject) else {
                continue;
            };
            if authority::unfit(&older).is_some()
                || budget == 0
                || !keys_done.insert((key, subject))
            {
                continue;
            }
            for younger in self.led_to(&older, key, waiting, index, &mut budget) {
                let voucher = Voucher::Link {
                    subject: older.subject().to_string(),
                    sha256: older.sha256(),
                };
                index.link(younger, voucher, group.clone());
                queue.push_back(younger);
            }
        }
    }

    /// Those of `waiting` that the older key signed.
    fn led_to(
        &mut self,
        older: &Certificate,
        key: u64,
        waiting: &[usize],
        index: &Index,
        budget: &mut usize,
    ) -> Vec<usize> {
        let mut left = BUDGET_EACH.min(*budget);
        let mut led_to = Vec::new();
        for place in likely_first(older, waiting, index) {
            let Some(anchor) = index.anchors().get(place) else {
                continue;
            };
            let younger = anchor.certificate();
            if left == 0 {
                break;
            }
            if anchor.is_vouched() || !may_follow(older, younger) {
                continue;
            }
            if !self.tried.insert((key, place)) {
                continue;
            }
            (left, *budget) = (left - 1, budget.saturating_sub(1));
            if check_certificate(older, younger).is_good() {
                led_to.push(place);
            }
        }
        led_to
    }
}

/// Anchors that nobody vouches for and that could be a new authority, by their issuer.
fn waiting(index: &Index) -> HashMap<Vec<u8>, Vec<usize>> {
    let mut by_issuer: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
    for (place, anchor) in index.anchors().iter().enumerate() {
        let certificate = anchor.certificate();
        if !anchor.is_vouched() && authority::unfit(certificate).is_none() {
            let issuer = certificate.issuer().index_key();
            by_issuer.entry(issuer).or_default().push(place);
        }
    }
    by_issuer
}

/// Whether somebody vouches for the anchor at this place by now.
fn is_vouched(index: &Index, place: usize) -> bool {
    index.anchors().get(place).is_some_and(Anchor::is_vouched)
}

/// Those first that name the older key.
fn likely_first(older: &Certificate, waiting: &[usize], index: &Index) -> Vec<usize> {
    let key = older.extensions().subject_key_identifier();
    let names_key = |place: &usize| {
        let younger = index.anchors().get(*place).map(Anchor::certificate);
        let named = younger.and_then(|one| one.extensions().authority_key_identifier());
        key.is_some() && named == key
    };
    let (likely, others): (Vec<usize>, Vec<usize>) = waiting.iter().partition(|one| names_key(one));
    likely.into_iter().chain(others).collect()
}

/// Whether the younger one may follow the older one, its signature aside.
fn may_follow(older: &Certificate, younger: &Certificate) -> bool {
    let countries = (older.subject().country(), younger.subject().country());
    let one_country = match countries {
        (Some(older), Some(younger)) => country::same_certificate_country(&older, &younger),
        _ => false,
    };
    one_country
        && (younger.is_self_issued() || super::says_authority(younger))
        && younger.issuer().compare(&older.subject()).is_same()
}
