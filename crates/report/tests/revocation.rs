//! What a report says of revocation lists: looked at, too old, not there; by which list.
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
use serde_json::Value;
use std::path::Path;
use vidimus_chip::personalise::apply_fault;
use vidimus_report::{
    CheckId, Decision, EvaluationTime, Lang, Outcome, Policy, Report, Revocation, TextStyle,
    Verdict, judge,
};
use vidimus_trust::{Source, TrustStoreBuilder};

/// The base document with a list that this fault makes, judged at 2030-01-01.
fn report(params: &str, policy: &Policy) -> Report {
    let mut spec = common::spec();
    apply_fault(&mut spec, "crl", params).unwrap();
    let made = spec.personalise().unwrap();
    let mut builder = TrustStoreBuilder::new();
    for der in &made.store {
        builder.add(der, &Source::new("csca.cer")).unwrap();
    }
    for file in &made.published {
        // a list with a wrong signature is refused when it comes
        let _ = builder.add(&file.bytes, &Source::new(file.name.as_str()));
    }
    let evidence = common::evidence(&made, &Reading::reader());
    let at = EvaluationTime::given(AT);
    judge(&evidence, &builder.build(), policy, at, &common::tool())
}

fn code(report: &Report) -> (Outcome, &str) {
    let check = report.checks.get(CheckId::PaChainRevocation).unwrap();
    (check.outcome, check.code.as_deref().unwrap_or_default())
}

fn page(report: &Report, lang: Lang) -> String {
    let text = report.text(lang, TextStyle::default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_valid(document: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/report.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// What the table of cases says of a list, what the check comes to, and the sentence on the page.
const LISTS: [(&str, Outcome, &str, Revocation, &str); 7] = [
    (
        "lists=none",
        Outcome::Passed,
        "",
        Revocation::Checked,
        "revocation checked (list of 2029-12-15)",
    ),
    (
        "lists=ds",
        Outcome::Failed,
        "revoked",
        Revocation::Checked,
        "revocation checked (list of 2029-12-15)",
    ),
    (
        "state=absent",
        Outcome::Undetermined,
        "not_checked",
        Revocation::NotChecked,
        "revocation not checked",
    ),
    (
        "state=stale",
        Outcome::Undetermined,
        "crl_stale",
        Revocation::Stale,
        "revocation list is 192 days old",
    ),
    (
        "state=future",
        Outcome::Undetermined,
        "crl_not_yet_valid",
        Revocation::NotChecked,
        "revocation not checked",
    ),
    (
        "signature=bad;lists=ds",
        Outcome::Undetermined,
        "not_checked",
        Revocation::NotChecked,
        "revocation not checked",
    ),
    (
        "state=stale;lists=ds",
        Outcome::Failed,
        "revoked",
        Revocation::Checked,
        "revocation checked (list of 2029-06-23)",
    ),
];

#[test]
fn each_list_is_told_apart() {
    for (params, outcome, reason, known, sentence) in LISTS {
        let report = report(params, &Policy::field());
        assert_eq!(code(&report), (outcome, reason), "{params}");
        assert_eq!(report.trust.revocation, known, "{params}");
        let text = page(&report, Lang::En);
        assert!(text.contains(sentence), "{params}: {text}");
        assert_valid(&report.to_json(false));
    }
}

#[test]
fn the_dates_of_the_list_are_told() {
    let json = report("state=stale", &Policy::field()).to_json(false);
    let list = &json["trust"]["revocation_list"];
    assert_eq!(list["this_update"], "2029-06-23T00:00:00Z");
    assert_eq!(list["age_days"], 192);
    assert!(
        list["next_update"]
            .as_str()
            .unwrap()
            .starts_with("2029-09-23")
    );
    assert_eq!(json["trust"]["revocation"], "stale");

    let revoked = report("lists=ds", &Policy::field()).to_json(false);
    let list = &revoked["trust"]["revocation_list"];
    assert!(list["revoked"].is_string(), "{list}");
    assert_eq!(revoked["verdict"], "not_authentic");

    let absent = report("state=absent", &Policy::field()).to_json(false);
    assert_eq!(absent["trust"]["revocation_list"], Value::Null);
}

/// What a policy makes of lists: an age, a wish, both.
#[test]
fn a_policy_judges_the_age_of_lists() {
    let rows = [
        ("lists=none", "", Decision::Accept),
        (
            "lists=none",
            "revocation.unknown = \"refer\"",
            Decision::Accept,
        ),
        (
            "lists=none",
            "revocation.max_age_days = 17",
            Decision::Accept,
        ),
        (
            "lists=none",
            "revocation = { max_age_days = 16, unknown = \"refer\" }",
            Decision::Refer,
        ),
        ("state=stale", "", Decision::Accept),
        (
            "state=stale",
            "revocation.unknown = \"refer\"",
            Decision::Refer,
        ),
        (
            "state=stale",
            "checks.required = [\"pa.chain.revocation\"]",
            Decision::Refer,
        ),
        ("lists=ds", "", Decision::Reject),
    ];
    for (params, text, decision) in rows {
        let report = report(params, &Policy::from_toml(text).unwrap());
        assert_eq!(report.decision, decision, "{params} {text}");
        if decision == Decision::Refer {
            assert_eq!(report.verdict, Verdict::Authentic, "{params} {text}");
            assert_eq!(
                report.reasons,
                [CheckId::PaChainRevocation],
                "{params} {text}"
            );
        }
    }
    let old = Policy::from_toml("revocation.max_age_days = 16").unwrap();
    let report = report("lists=none", &old);
    assert_eq!(report.trust.revocation, Revocation::Stale);
    assert!(page(&report, Lang::Vi).contains("danh sách thu hồi đã 17 ngày tuổi"));
}
