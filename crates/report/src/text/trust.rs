//! The paragraph about trust: when it was judged, on whose word the signer counts, and what is known
//! about revocation. It stands on every page, so that nobody takes silence for a check.

use super::page::Page;
use crate::{Msg, Report, Revocation, Standing, TrustSection, time};
use vidimus_trust::Provenance;

pub(super) fn trust(report: &Report, page: &Page) -> Vec<String> {
    let trust = &report.trust;
    let at = time::rfc3339(report.at.unix);
    let mut parts = vec![page.say(Msg::JudgedAt {
        at: &at,
        source: report.at.source,
    })];
    parts.extend(store(trust, page));
    parts.extend(origin(trust, page));
    let country = trust
        .signer
        .as_ref()
        .and_then(|signer| signer.country.as_deref());
    if let (Some(country), None) = (country, &trust.csca) {
        parts.push(page.say(Msg::SignerNamed { country }));
    }
    parts.push(revocation(trust, page));
    parts
}

/// What is in the store.
fn store(trust: &TrustSection, page: &Page) -> Vec<String> {
    let mut parts = vec![match trust.source() {
        Some(source) => page.say(Msg::Anchors {
            count: trust.count,
            source: &source,
        }),
        None => page.say(Msg::NoAnchors),
    }];
    if let Some(day) = trust.as_of_day() {
        parts.push(page.say(Msg::AnchorsAsOf { day: &day }));
    }
    parts
}

/// Where the CSCA comes from, or why the signer counts without one.
fn origin(trust: &TrustSection, page: &Page) -> Vec<String> {
    let from = trust.provenance.as_ref();
    let file = from.filter(|_| trust.csca.is_some()).map(|from| {
        page.say(Msg::AnchorFrom {
            provenance: &from.file,
        })
    });
    let standing = match trust.standing {
        Standing::Pinned => Some(page.say(Msg::PinnedSigner)),
        Standing::Named => Some(page.say(Msg::AnchorNamed)),
        Standing::Vouched | Standing::None => from.map(|from| voucher(from, page)),
    };
    let since = trust.seen.map(|(first, _)| time::day(first));
    let since = since.map(|day| page.say(Msg::SeenSince { day: &day }));
    file.into_iter().chain(standing).chain(since).collect()
}

fn voucher(provenance: &Provenance, page: &Page) -> String {
    let anchor = provenance.vouched_by.anchor();
    page.say(Msg::VouchedBy {
        by: provenance.by(),
        anchor: anchor.map_or("", |(subject, _)| subject),
    })
}

fn revocation(trust: &TrustSection, page: &Page) -> String {
    let list = trust.revocation_list.as_ref();
    let made = list.map(|list| time::day(list.this_update));
    match (trust.revocation, &made, list.and_then(|list| list.age_days)) {
        (Revocation::Checked, Some(day), _) => page.say(Msg::RevocationCheckedBy { day }),
        (Revocation::Checked, None, _) => page.say(Msg::RevocationChecked),
        (Revocation::Stale, _, Some(days)) => page.say(Msg::RevocationStale { days }),
        _ => page.say(Msg::RevocationNotChecked),
    }
}
