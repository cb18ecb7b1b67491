//! What a list means for the signer of a document: outcome, code and details.

use crate::common::der::*;
use crate::common::pki::*;
use crate::lists::*;
use std::collections::BTreeMap;
use vidimus_iso7816::Fault;
use vidimus_lds::File;
use vidimus_lds::evidence::FileState;
use vidimus_trust::{
    Detail, Finding, Outcome, PaInput, Rules, Source, Tolerance, TrustStore, TrustStoreBuilder,
    card_security, passive_authentication,
};

/// 2026-03-01 and 2026-05-15 by `date -u -d DATE +%s`.
pub(crate) const REVOKED: i64 = 1_772_323_200;
pub(crate) const LISTED: i64 = 1_778_803_200;
pub(crate) const DAY: i64 = 86_400;

pub(crate) fn source() -> Source {
    Source::new("utopia.crl")
}

/// The authority of [`World`], then these lists.
pub(crate) fn store(lists: &[ListSpec]) -> TrustStoreBuilder {
    let mut builder = TrustStore::builder();
    let csca = CertificateSpec::csca().encode();
    builder.add(&csca, &Source::new("csca.cer")).unwrap();
    for list in lists {
        builder.add_crl(&list.encode(), &source()).unwrap();
    }
    builder
}

/// The lists first, so that their authority is not there yet when they are taken.
pub(crate) fn store_lists_first(lists: &[ListSpec]) -> TrustStoreBuilder {
    let mut builder = TrustStore::builder();
    for list in lists {
        let import = builder.add_crl(&list.encode(), &source()).unwrap();
        assert_eq!(import.list_signature, Outcome::Undetermined);
    }
    let csca = CertificateSpec::csca().encode();
    builder.add(&csca, &Source::new("csca.cer")).unwrap();
    builder
}

pub(crate) fn judge(
    builder: &TrustStoreBuilder,
    rules: &Rules,
    change: impl Fn(&mut PaInput<'_>),
) -> Finding {
    let world = World::new();
    let files = world.files();
    let mut input = PaInput {
        issuing_state: Some("UTO"),
        rules,
        ..PaInput::new(&files, AT)
    };
    change(&mut input);
    let result = passive_authentication(&input, &builder.clone().build());
    let revoked = result.revocation.outcome == Outcome::Failed;
    assert!(!revoked || result.authentic_listing().is_none());
    result.revocation
}

/// In both tolerances one outcome and code, as `failed:revoked` or `passed`.
pub(crate) fn expect(case: &str, builder: &TrustStoreBuilder, expected: &str) -> Option<Detail> {
    let mut detail = None;
    for tolerance in [Tolerance::Field, Tolerance::Strict] {
        let finding = judge(builder, Rules::of(tolerance), |_| ());
        assert_eq!(shown(&finding), expected, "{case}: {finding:?}");
        detail = finding.detail;
    }
    detail
}

pub(crate) fn shown(finding: &Finding) -> String {
    match finding.code {
        Some(code) => format!("{}:{code}", finding.outcome),
        None => finding.outcome.to_string(),
    }
}

pub(crate) fn revoked(reason: Option<&'static str>, list: i64) -> Option<Detail> {
    let date = REVOKED;
    Some(Detail::Revoked { date, reason, list })
}

pub(crate) fn age(this_update: i64, next_update: Option<i64>) -> Option<Detail> {
    Some(Detail::ListAge {
        this_update,
        next_update,
        at: AT,
    })
}

#[test]
fn a_listed_signer_fails_and_another_passes() {
    let detail = expect(
        "T51-AP_B_10",
        &store(&[ListSpec::with_signer()]),
        "failed:revoked",
    );
    assert_eq!(detail, revoked(Some("key_compromise"), LISTED));
    let due = LISTED + 78 * DAY;
    let detail = expect("not listed", &store(&[ListSpec::new()]), "passed");
    assert_eq!(detail, age(LISTED, Some(due)));
    let mut builder = store(&[]);
    builder
        .add(&ListSpec::with_signer().encode(), &source())
        .unwrap();
    expect("by its structure", &builder, "failed:revoked");
    let detail = expect(
        "T35-5.6.4.3.5b absent",
        &store(&[]),
        "undetermined:not_checked",
    );
    assert_eq!(detail, None);
}

#[test]
fn every_reason_convicts() {
    for (code, name) in [
        (0, Some("unspecified")),
        (4, Some("superseded")),
        (6, Some("certificate_hold")),
        (10, Some("aa_compromise")),
        (7, None),
    ] {
        let list = ListSpec {
            entries: vec![entry(&[9], &[]), entry(&[7], &[reason(code)])],
            ..ListSpec::new()
        };
        let detail = expect("reason", &store(&[list]), "failed:revoked");
        assert_eq!(detail, revoked(name, LISTED));
    }
}

#[test]
fn a_broken_signature_is_refused_or_not_used() {
    let mut list = ListSpec::with_signer();
    list.flip_signature = true;
    let error = store(&[]).add_crl(&list.encode(), &source()).unwrap_err();
    assert_eq!(error.code(), "trust.list_signature");
    let builder = store_lists_first(&[list]);
    expect("OWN-PA-38", &builder, "undetermined:crl_signature");
    let builder = store_lists_first(&[ListSpec::with_signer()]);
    expect("authority later", &builder, "failed:revoked");
}

#[test]
fn time_decides_who_is_cleared_never_who_is_convicted() {
    let future = ListSpec::new().dated("260602000000Z", "260801000000Z");
    expect(
        "OWN-PA-39",
        &store(core::slice::from_ref(&future)),
        "undetermined:crl_not_yet_valid",
    );
    let listing = ListSpec {
        entries: vec![entry(&[7], &[])],
        ..future
    };
    expect("future list", &store(&[listing]), "failed:revoked");
    // nextUpdate 100 days before 2026-06-01
    let stale = ListSpec::new().dated("251201000000Z", "260221000000Z");
    let detail = expect(
        "T35-5.6.4.3.5b",
        &store(core::slice::from_ref(&stale)),
        "undetermined:crl_stale",
    );
    assert_eq!(detail, age(AT - 182 * DAY, Some(AT - 100 * DAY)));
    let older = ListSpec {
        entries: vec![entry(&[7], &[])],
        ..stale.clone()
    };
    expect(
        "OWN-PA-40",
        &store(&[older, ListSpec::new()]),
        "failed:revoked",
    );
    expect(
        "older beside newer",
        &store(&[stale, ListSpec::new()]),
        "passed",
    );
    let mut open = ListSpec::new();
    open.next_update = Vec::new();
    let at = |days: i64| {
        let builder = store(core::slice::from_ref(&open));
        shown(&judge(&builder, Rules::of(Tolerance::Field), |input| {
            input.at = LISTED + days * DAY;
        }))
    };
    assert_eq!(at(90), "passed");
    assert_eq!(at(91), "undetermined:crl_stale");
}

#[test]
fn the_policy_limits_age_and_algorithms() {
    let builder = store(&[ListSpec::new()]);
    let with = |change: fn(&mut Rules)| {
        let mut rules = Rules::default();
        change(&mut rules);
        shown(&judge(&builder, &rules, |_| ()))
    };
    assert_eq!(
        with(|rules| rules.revocation.max_age_days = Some(17)),
        "passed"
    );
    assert_eq!(
        with(|rules| rules.revocation.max_age_days = Some(16)),
        "undetermined:crl_stale"
    );
    assert_eq!(
        with(|rules| rules.algorithms.min_ec_bits = 384),
        "undetermined:key_too_short"
    );
}

#[test]
fn an_implausible_clock_clears_nobody() {
    let implausible = |input: &mut PaInput<'_>| input.clock_implausible = true;
    for (list, expected) in [
        (ListSpec::new(), "undetermined:clock_implausible"),
        (ListSpec::with_signer(), "failed:revoked"),
    ] {
        let finding = judge(&store(&[list]), Rules::of(Tolerance::Field), implausible);
        assert_eq!(shown(&finding), expected);
    }
}

#[test]
fn lists_that_say_nothing() {
    let critical = |oid: &str| extension(oid, true, &integer(1));
    let with = |added: Vec<u8>| {
        let mut list = ListSpec::with_signer();
        list.extensions.push(added);
        list
    };
    let of_entry = |added: Vec<u8>| ListSpec {
        entries: vec![entry(&[7], &[]), entry(&[9], &[added])],
        ..ListSpec::new()
    };
    let mut mismatch = ListSpec::with_signer();
    mismatch.inner_algorithm = algorithm("1.2.840.10045.4.3.3");
    for (case, list) in [
        ("delta", with(critical("2.5.29.27"))),
        (
            "partial",
            with(extension("2.5.29.28", true, &sequence(&[]))),
        ),
        (
            "partial, not critical",
            with(extension("2.5.29.28", false, &sequence(&[]))),
        ),
        ("unknown critical", with(critical("1.2.3.4"))),
        ("doubled", with(number(9))),
        (
            "indirect",
            of_entry(extension("2.5.29.29", true, &sequence(&[]))),
        ),
        ("entry, unknown critical", of_entry(critical("1.2.3.4"))),
        ("removeFromCRL", of_entry(reason(8))),
        ("two algorithms", mismatch),
    ] {
        let detail = expect(case, &store(&[list]), "undetermined:crl_unusable");
        assert!(matches!(detail, Some(Detail::List { .. })), "{case}");
    }
    let known = with(extension("1.2.3.4", false, &integer(1)));
    expect("unknown, not critical", &store(&[known]), "failed:revoked");
}

#[test]
fn card_security_goes_by_the_same_lists() {
    let mut world = World::new();
    world.sod.content_type = oid("0.4.0.127.0.7.3.2.1");
    let pace = sequence(&[&oid("0.4.0.127.0.7.2.2.4.6.2"), &integer(2), &integer(13)]);
    let bytes = world.card_security(&object(0x31, &pace));
    let files = BTreeMap::from([(File::CardSecurity, FileState::Read(bytes))]);
    let input = PaInput {
        issuing_state: Some("UTO"),
        ..PaInput::new(&files, AT)
    };
    for (list, expected) in [
        (ListSpec::new(), "passed"),
        (ListSpec::with_signer(), "failed:revoked"),
    ] {
        let result = card_security(&input, &store(&[list]).build());
        assert_eq!(shown(&result.revocation), expected);
        let holds = result.revocation.is_passed();
        assert_eq!(result.summary().is_passed(), holds);
        assert_eq!(result.authentic().is_some(), holds);
    }
}
