//! The paragraph about trust: when it was judged, on whose word the signer counts, and what is known
//! about revocation. It stands on every page, so that nobody takes silence for a check.

use crate::{Lang, Msg, Report, Revocation, Standing, TrustSection, time};
use vidimus_trust::Provenance;

pub(crate) fn trust(report: &Report, lang: Lang) -> Vec<String> {
    let trust = &report.trust;
    let at = time::rfc3339(report.at.unix);
    let mut parts = vec![
        Msg::JudgedAt {
            at: &at,
            source: report.at.source,
        }
        .text(lang),
    ];
    parts.extend(store(trust, lang));
    parts.extend(origin(trust, lang));
    let country = trust
        .signer
        .as_ref()
        .and_then(|signer| signer.country.as_deref());
    if let (Some(country), None) = (country, &trust.csca) {
        parts.push(Msg::SignerNamed { country }.text(lang));
    }
    parts.push(revocation(trust, lang));
    parts
}

/// What is in the store.
fn store(trust: &TrustSection, lang: Lang) -> Vec<String> {
    let mut parts = vec![match trust.source() {
        Some(source) => Msg::Anchors {
            count: trust.count,
            source: &source,
        }
        .text(lang),
        None => Msg::NoAnchors.text(lang),
    }];
    if let Some(day) = trust.as_of_day() {
        parts.push(Msg::AnchorsAsOf { day: &day }.text(lang));
    }
    parts
}

/// Where the CSCA comes from, or why the signer counts without one.
fn origin(trust: &TrustSection, lang: Lang) -> Vec<String> {
    let from = trust.provenance.as_ref();
    let file = from.filter(|_| trust.csca.is_some()).map(|from| {
        Msg::AnchorFrom {
            provenance: &from.file,
        }
        .text(lang)
    });
    let standing = match trust.standing {
        Standing::Pinned => Some(Msg::PinnedSigner.text(lang)),
        Standing::Named => Some(Msg::AnchorNamed.text(lang)),
        Standing::Vouched | Standing::None => from.map(|from| voucher(from, lang)),
    };
    let since = trust.seen.map(|(first, _)| time::day(first));
    let since = since.map(|day| Msg::SeenSince { day: &day }.text(lang));
    let group = trust
        .group()
        .map(|group| Msg::AnchorOfGroup { group }.text(lang));
    let parts = file.into_iter().chain(standing).chain(group);
    parts.chain(since).collect()
}

fn voucher(provenance: &Provenance, lang: Lang) -> String {
    let anchor = provenance.vouched_by.anchor();
    Msg::VouchedBy {
        by: provenance.by(),
        anchor: anchor.map_or("", |(subject, _)| subject),
    }
    .text(lang)
}

fn revocation(trust: &TrustSection, lang: Lang) -> String {
    let list = trust.revocation_list.as_ref();
    let made = list.map(|list| time::day(list.this_update));
    match (trust.revocation, &made, list.and_then(|list| list.age_days)) {
        (Revocation::Checked, Some(day), _) => Msg::RevocationCheckedBy { day }.text(lang),
        (Revocation::Checked, None, _) => Msg::RevocationChecked.text(lang),
        (Revocation::Stale, _, Some(days)) => Msg::RevocationStale { days }.text(lang),
        _ => Msg::RevocationNotChecked.text(lang),
    }
}
