//! Which certificates `trust list` shows, and in which order.

use crate::args::{TrustListArgs, TrustOrder};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use vidimus::report::rfc3339;
use vidimus::trust::{CertificateSummary, Provenance};

/// A certificate of the store: an anchor, or a pinned signer.
pub struct Shown<'a> {
    /// what the certificate says
    pub summary: CertificateSummary,
    /// where it comes from
    pub sources: Vec<&'a Provenance>,
    /// whether anybody vouches for it
    pub vouched: bool,
    /// whether it is a pinned document signer
    pub pinned: bool,
    /// first and last time that a source showed it
    pub seen: (Option<i64>, Option<i64>),
}

impl Shown<'_> {
    /// Its country in upper case, `??` without one.
    pub fn country(&self) -> String {
        let country = self.summary.country.as_deref().unwrap_or("??");
        country.to_uppercase()
    }

    /// The trust groups for whose documents alone it counts; none where it counts for all.
    pub fn trust_groups(&self) -> BTreeSet<&str> {
        let counts = |source: &&&Provenance| source.is_vouched() || !self.vouched;
        let groups: Vec<_> = self.sources.iter().filter(counts).collect();
        let groups = groups.iter().map(|source| source.group.as_deref());
        groups.collect::<Option<_>>().unwrap_or_default()
    }

    /// Its kind of key.
    pub fn key(&self) -> &str {
        self.summary.key.as_deref().unwrap_or("key not supported")
    }

    /// Whether the options want it shown.
    pub fn is_wanted(&self, args: &TrustListArgs) -> bool {
        let country = |wanted: &String| self.country().eq_ignore_ascii_case(wanted);
        let expires = |before| self.summary.not_after < before;
        args.country.as_ref().is_none_or(country)
            && args.expires_before.is_none_or(expires)
            && args.algorithm.as_ref().is_none_or(|text| self.has(text))
    }

    /// Whether its key or signature has this in its name; case, hyphens and spaces do not count.
    fn has(&self, text: &str) -> bool {
        let plain = |text: &str| {
            let letters = text.chars().filter(|letter| letter.is_alphanumeric());
            letters.collect::<String>().to_lowercase()
        };
        let wanted = plain(text);
        [self.key(), &self.summary.signature_algorithm]
            .iter()
            .any(|name| plain(name).contains(&wanted))
    }

    /// The heading it stands under.
    pub fn group(&self, by: TrustOrder) -> String {
        match by {
            TrustOrder::Country => self.country(),
            TrustOrder::Algorithm => self.key().to_owned(),
            TrustOrder::Expiry => {
                let date = rfc3339(self.summary.not_after);
                date.split('-').next().unwrap_or_default().to_owned()
            }
        }
    }
}

/// Anchors before pinned signers, then by what is asked for, then by country, name and age.
pub fn order(by: TrustOrder, one: &Shown<'_>, other: &Shown<'_>) -> Ordering {
    let asked = match by {
        TrustOrder::Country => Ordering::Equal,
        TrustOrder::Algorithm => one.key().cmp(other.key()),
        TrustOrder::Expiry => one.summary.not_after.cmp(&other.summary.not_after),
    };
    let rest = |shown: &Shown<'_>| {
        let summary = &shown.summary;
        (shown.country(), summary.subject.clone(), summary.not_before)
    };
    one.pinned
        .cmp(&other.pinned)
        .then(asked)
        .then_with(|| rest(one).cmp(&rest(other)))
}
