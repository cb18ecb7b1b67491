//! Policies against documents: what each key changes, docs/counter.toml, and that evidence
//! judged again needs no card.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{AT, Reading};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use vidimus_chip::personalise::Personalised;
use vidimus_lds::evidence::Source::Saved;
use vidimus_lds::evidence::{Evidence, FileState};
use vidimus_lds::{DataGroup, File};
use vidimus_report::{
    CheckId, Decision, EvaluationTime, Lang, Outcome, Policy, Report, Revocation, Standing,
    TextStyle, Verdict, judge,
};
use vidimus_trust::{Source, TrustStore, TrustStoreBuilder};

fn policy(text: &str) -> Policy {
    Policy::from_toml(text).unwrap()
}

fn made() -> Personalised {
    common::spec().personalise().unwrap()
}

fn judged(evidence: &Evidence, store: &TrustStore, policy: &Policy) -> Report {
    judge(
        evidence,
        store,
        policy,
        EvaluationTime::given(AT),
        &common::tool(),
    )
}

/// The certificate of the document's signer.
fn signer(made: &Personalised) -> Vec<u8> {
    let sod = made.files.get(&File::Sod).unwrap();
    let parsed = vidimus_lds::sod::SecurityObject::parse(sod).unwrap();
    parsed.signed.certificates.first().unwrap().to_vec()
}

/// How the CSCA and the signer are in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Csca {
    Absent,
    Unvouched,
    Own,
}

fn store(made: &Personalised, csca: Csca, pinned: bool) -> TrustStore {
    let mut builder = TrustStoreBuilder::new();
    for der in &made.store {
        let source = Source::new("csca.cer");
        match csca {
            Csca::Absent => continue,
            Csca::Unvouched => builder.add(der, &source.unvouched()).unwrap(),
            Csca::Own => builder.add(der, &source).unwrap(),
        };
    }
    if pinned {
        let source = Source::new("signer.cer").signer();
        builder.add(&signer(made), &source).unwrap();
    }
    builder.build()
}

fn outcome(report: &Report, id: CheckId) -> (Outcome, &str) {
    let check = report.checks.get(id).unwrap();
    (check.outcome, check.code.as_deref().unwrap_or_default())
}

/// The page on one line, for it is wrapped anywhere.
fn page(report: &Report, lang: Lang) -> String {
    let text = report.text(lang, TextStyle::default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_policy_of_a_counter_shows_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/counter.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let counter = policy(&text);
    assert_eq!(counter.name(), "counter");
    let table: toml::Table = text.parse().unwrap();
    let mut keys = BTreeSet::new();
    for (key, value) in &table {
        match value {
            toml::Value::Table(inner) => {
                keys.extend(inner.keys().map(|name| format!("{key}.{name}")));
            }
            _ => drop(keys.insert(key.clone())),
        }
    }
    let mut all: BTreeSet<String> = counter.settings().into_keys().map(str::to_owned).collect();
    all.insert("name".to_owned());
    assert_eq!(keys, all);
    assert!(text.contains("`allow_pinned_signers`"));
    // every value of a choice is told
    for word in [
        "field",
        "strict",
        "required_if_offered",
        "required",
        "not_required",
        "evaluation",
        "signing_time",
        "issue_date",
        "fail",
        "accept",
        "refuse",
        "refer",
    ] {
        assert!(text.contains(&format!("\"{word}\"")), "{word}");
    }
}

#[test]
fn evidence_is_judged_again_without_the_card() {
    let made = made();
    let reading = Reading {
        source: Saved {
            reader: "Virtual PCD 00 00".to_owned(),
        },
        ..Reading::reader()
    };
    let saved = common::evidence(&made, &reading);
    let own = store(&made, Csca::Own, false);
    let unvouched = store(&made, Csca::Unvouched, false);
    let sha256 = own.anchors()[0].certificate().summary().sha256;
    let named = format!("trust.anchors = [\"{sha256}\"]");
    let undated = "validity.time = \"issue_date\"";
    let rows: [(&TrustStore, &str, Verdict, Decision); 8] = [
        (&own, "", Verdict::Authentic, Decision::Accept),
        (
            &TrustStore::empty(),
            "",
            Verdict::Undetermined,
            Decision::Refer,
        ),
        (&unvouched, "", Verdict::Undetermined, Decision::Refer),
        (&unvouched, &named, Verdict::Authentic, Decision::Accept),
        (
            &own,
            "revocation.unknown = \"refer\"",
            Verdict::Authentic,
            Decision::Refer,
        ),
        (
            &own,
            "checks.required = [\"pa.hash.dg13\"]",
            Verdict::Authentic,
            Decision::Refer,
        ),
        (
            &own,
            "algorithms.min_ec_bits = 521",
            Verdict::Undetermined,
            Decision::Refer,
        ),
        (&own, undated, Verdict::Undetermined, Decision::Refer),
    ];
    for (store, text, verdict, decision) in rows {
        let report = judged(&saved, store, &policy(text));
        assert_eq!(
            (report.verdict, report.decision),
            (verdict, decision),
            "{text}"
        );
        let accepted = report.decision == Decision::Accept;
        assert_eq!(report.reasons.is_empty(), accepted, "{text}");
    }
}

#[test]
fn what_a_policy_misses_is_named() {
    let made = made();
    let evidence = common::evidence(&made, &Reading::files());
    let own = store(&made, Csca::Own, false);
    let wanted = policy("checks.required = [\"pa.hash.dg13\", \"pa.chain.revocation\"]");
    let report = judged(&evidence, &own, &wanted);
    let dg13 = CheckId::PaHash(DataGroup::new(13).unwrap());
    assert_eq!(report.reasons, [dg13, CheckId::PaChainRevocation]);
    assert_eq!(outcome(&report, dg13).0, Outcome::NotRequested);
    assert_eq!(
        report.to_json(false)["policy"]["settings"],
        serde_json::json!({ "checks.required": "pa.hash.dg13,pa.chain.revocation" })
    );
    let usual = judged(&evidence, &own, &Policy::field()).to_json(false);
    assert_eq!(usual["policy"]["settings"], Value::Null);
}

#[test]
fn a_pinned_signer_counts_only_where_the_policy_says_so() {
    let made = made();
    let evidence = common::evidence(&made, &Reading::files());
    let pinned = store(&made, Csca::Absent, true);
    // OWN-NW-22
    let report = judged(&evidence, &pinned, &Policy::field());
    assert_eq!(report.verdict, Verdict::Undetermined);
    let refused = (Outcome::Undetermined, "pinned_signer_not_allowed");
    assert_eq!(outcome(&report, CheckId::PaChainAnchor), refused);
    assert_eq!(report.trust.standing, Standing::None);

    let report = judged(&evidence, &pinned, &policy("allow_pinned_signers = true"));
    assert_eq!(report.verdict, Verdict::Authentic);
    assert_eq!(
        outcome(&report, CheckId::PaChainAnchor),
        (Outcome::Passed, "pinned_signer")
    );
    assert_eq!(report.trust.standing, Standing::Pinned);
    assert!(page(&report, Lang::En).contains("signed by a pinned document signer, no CSCA"));
    assert!(page(&report, Lang::Vi).contains("không có CSCA"));
    let json = report.to_json(false);
    assert_eq!(json["trust"]["standing"], "pinned_signer");
    assert_eq!(json["trust"]["csca"], Value::Null);
    assert_eq!(
        json["trust"]["signer"]["provenance"]["kind"],
        "pinned_signer"
    );
}

#[test]
fn who_vouches_is_told() {
    let made = made();
    let evidence = common::evidence(&made, &Reading::files());
    let mut builder = TrustStoreBuilder::new();
    let source = |name: &str, at| Source::new(name).added(at);
    builder
        .add(&made.store[0], &source("a.cer", 1_000_000_000))
        .unwrap();
    builder
        .add(&made.store[0], &source("b.cer", 1_100_000_000))
        .unwrap();
    let report = judged(&evidence, &builder.build(), &Policy::field());
    let csca = &report.to_json(false)["trust"]["csca"];
    assert_eq!(csca["provenance"]["by"], "user");
    assert_eq!(csca["provenance"]["added"], "2001-09-09T01:46:40Z");
    assert_eq!(csca["first_seen"], "2001-09-09T01:46:40Z");
    assert_eq!(csca["last_seen"], "2004-11-09T11:33:20Z");
    let text = page(&report, Lang::En);
    assert!(text.contains("added by the user"), "{text}");
    assert!(text.contains("known since 2001-09-09"), "{text}");
    assert!(text.contains("revocation not checked"), "{text}");

    let unvouched = store(&made, Csca::Unvouched, false);
    let report = judged(&evidence, &unvouched, &Policy::field());
    assert_eq!(
        report.to_json(false)["trust"]["csca"]["provenance"]["by"],
        "nobody"
    );
    assert_eq!(report.trust.standing, Standing::None);
    assert!(page(&report, Lang::En).contains("nobody vouches for it"));
    let sha256 = unvouched.anchors()[0].certificate().summary().sha256;
    let named = policy(&format!("trust.anchors = [\"{}\"]", sha256.to_uppercase()));
    let report = judged(&evidence, &unvouched, &named);
    assert_eq!(report.trust.standing, Standing::Named);
    assert!(page(&report, Lang::En).contains("the policy names it"));
}

#[test]
fn a_date_of_issue_counts_only_with_its_signed_hash() {
    let spec = common::preset("bac-rich");
    let made = spec.personalise().unwrap();
    let mut reading = Reading::files();
    reading.all = true;
    let mut evidence = common::evidence(&made, &reading);
    let own = store(&made, Csca::Own, false);
    let issued = policy("validity.time = \"issue_date\"");
    let dg12 = File::Dg(DataGroup::DG12);
    let Some(FileState::Read(bytes)) = evidence.files.get(&dg12).cloned() else {
        panic!("the preset has DG12");
    };
    let unknown = (Outcome::Undetermined, "issue_date_unknown");
    let report = judged(&evidence, &own, &issued);
    assert_ne!(outcome(&report, CheckId::PaChainValidity), unknown);

    // another day, chosen by whoever holds the document
    let mut changed = bytes;
    *changed.last_mut().unwrap() ^= 1;
    assert!(
        vidimus_lds::dg12::date_of_issue(&changed)
            .unwrap()
            .is_some()
    );
    evidence.files.insert(dg12, FileState::Read(changed));
    let report = judged(&evidence, &own, &issued);
    assert_eq!(outcome(&report, CheckId::PaChainValidity), unknown);
    evidence.files.remove(&dg12);
    let report = judged(&evidence, &own, &issued);
    assert_eq!(outcome(&report, CheckId::PaChainValidity), unknown);
}

/// Any policy, by its keys.
fn any_policy() -> impl Strategy<Value = String> {
    let keys = [
        "tolerance = \"strict\"",
        "chip = \"not_required\"",
        "chip = \"required\"",
        "data.required = [\"dg1\"]",
        "checks.required = [\"pa.chain.revocation\"]",
        "validity.time = \"signing_time\"",
        "validity.time = \"issue_date\"",
        "validity.expired_csca = \"accept\"",
        "revocation.max_age_days = 1",
        "revocation.unknown = \"refer\"",
        "algorithms.sha1 = \"refuse\"",
        "algorithms.min_ec_bits = 521",
        "algorithms.min_rsa_bits = 8192",
        "trust.allow_pinned_signers = true",
        "NAMED",
    ];
    prop::sample::subsequence(keys.to_vec(), 0..6).prop_map(|lines| {
        let mut seen = BTreeSet::new();
        let first = |line: &&&str| seen.insert(line.split(' ').next().unwrap().to_owned());
        let lines: Vec<&str> = lines.iter().filter(first).copied().collect();
        lines.join("\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A store that trusts more gives no worse verdict, for nothing here is forged; and nothing is
    /// authentic without an anchor somebody vouches for, the policy's word for one, or its leave
    /// for a pin.
    #[test]
    fn trust_comes_only_from_somebody(text in any_policy(), pinned in any::<bool>()) {
        let made = made();
        let evidence = common::evidence(&made, &Reading::files());
        let own = store(&made, Csca::Own, pinned);
        let sha256 = own.anchors()[0].certificate().summary().sha256;
        let named = text.contains("NAMED");
        let text = text.replace("NAMED", &format!("trust.anchors = [\"{sha256}\"]"));
        let policy = policy(&text);
        let mut before = None;
        for csca in [Csca::Absent, Csca::Unvouched, Csca::Own] {
            let report = judged(&evidence, &store(&made, csca, pinned), &policy);
            let vouched = csca == Csca::Own
                || (csca == Csca::Unvouched && named)
                || (pinned && policy.rules().allow_pinned_signers);
            prop_assert!(vouched || report.verdict != Verdict::Authentic);
            prop_assert_eq!(report.trust.standing == Standing::None, !vouched);
            prop_assert_eq!(report.trust.revocation, Revocation::NotChecked);
            let now = (report.verdict, report.decision);
            prop_assert!(before.is_none_or(|(verdict, decision)| verdict <= now.0 && decision <= now.1));
            before = Some(now);
        }
    }
}
