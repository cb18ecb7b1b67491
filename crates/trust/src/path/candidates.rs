//! Which anchors may have signed a certificate, the likeliest first.
//!
//! Order: fit to sign before unfit, vouched for before not, with the authority key identifier
//! before without, the name as it stands before one with its parts in another order, valid when the
//! signer's own validity begins before not, then the youngest: a country signs with its newest key. So
//! nobody can push the right anchor out of the budget with certificates that nobody vouches for.

use super::BUDGET;
use crate::name::NameMatch;
use crate::notes::Notes;
use crate::signature::check_certificate;
use crate::store::{Anchor, Index};
use crate::{Certificate, Finding, Tolerance, TrustStore, authority};
use core::cmp::Reverse;

/// An anchor that may have signed a certificate, and what speaks for and against it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// the anchor
    pub anchor: Anchor,
    /// how its subject fits the issuer's name
    pub name: NameMatch,
    /// whether its subject key identifier is the authority key identifier; `None` where one of
    /// them is not there
    pub key_identifier: Option<bool>,
    /// whether its key verifies the signature
    pub signature: Finding,
    /// whether anybody vouches for it
    pub vouched: bool,
    /// code of the reason why it may not sign certificates
    pub unfit: Option<&'static str>,
}

impl TrustStore {
    /// The anchors that may have signed this certificate, the likeliest first: those of the issuer's
    /// name, then those of its authority key identifier and another name. At most 64.
    #[must_use]
    pub fn candidates(&self, certificate: &Certificate) -> Vec<Candidate> {
        let index = self.index();
        let mut ranked = of_name(certificate, index);
        let identifier = certificate.extensions().authority_key_identifier();
        let identified = identifier
            .into_iter()
            .flat_map(|identifier| index.by_key_identifier(identifier))
            .take(BUDGET)
            .map(|anchor| Ranked::of(anchor, certificate));
        ranked.extend(identified.filter(|other| other.name == NameMatch::Different));
        ranked.truncate(BUDGET);
        let judged = ranked.iter().map(|ranked| ranked.judge(certificate));
        judged.collect()
    }
}

/// A candidate before its signature is checked.
#[derive(Clone, Debug)]
pub(super) struct Ranked<'a> {
    pub(super) anchor: &'a Anchor,
    pub(super) name: NameMatch,
    pub(super) identified: Option<bool>,
    pub(super) vouched: bool,
    pub(super) unfit: Option<&'static str>,
}

/// The anchors of the issuer's name, the likeliest first.
pub(super) fn of_name<'a>(signer: &Certificate, index: &'a Index) -> Vec<Ranked<'a>> {
    let mut ranked: Vec<Ranked<'_>> = index
        .by_subject(signer.issuer())
        .map(|anchor| Ranked::of(anchor, signer))
        .filter(|ranked| ranked.name != NameMatch::Different)
        .collect();
    let issued = signer.validity().not_before;
    ranked.sort_by_cached_key(|ranked| {
        let validity = ranked.certificate().validity();
        let covers = (validity.not_before..=validity.not_after).contains(&issued);
        (
            ranked.unfit.is_some(),
            !ranked.vouched,
            ranked.identified != Some(true),
            ranked.name == NameMatch::OtherOrder,
            !covers,
            Reverse(validity.not_before),
        )
    });
    ranked
}

impl<'a> Ranked<'a> {
    fn of(anchor: &'a Anchor, signer: &Certificate) -> Self {
        let certificate = anchor.certificate();
        let wanted = signer.extensions().authority_key_identifier();
        let own = certificate.extensions().subject_key_identifier();
        Self {
            anchor,
            name: signer.issuer().compare(&certificate.subject()),
            identified: wanted.zip(own).map(|(wanted, own)| wanted == own),
            vouched: anchor.is_vouched(),
            unfit: authority::unfit(certificate),
        }
    }

    pub(super) const fn certificate(&self) -> &'a Certificate {
        self.anchor.certificate()
    }

    fn judge(&self, signer: &Certificate) -> Candidate {
        let checked = check_certificate(self.certificate(), signer);
        Candidate {
            anchor: self.anchor.clone(),
            name: self.name,
            key_identifier: self.identified,
            signature: checked.finding(Tolerance::Field, &mut Notes::default()),
            vouched: self.vouched,
            unfit: self.unfit,
        }
    }
}
