//! The tables of DESIGN §2, row by row, and the property that nothing gets better by going
//! wrong (OWN-NW-30).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use std::collections::BTreeSet;
use vidimus_lds::DataGroup;
use vidimus_report::Outcome::{Aborted, Failed, NotRequested, NotSupported, Passed, Undetermined};
use vidimus_report::{
    Check, CheckId, Checks, ChipAnswer, ChipFreshness, ChipPolicy, Conclusions, CurrencyAnswer,
    DataAnswer, Decision, Outcome, Policy, PrintedAnswer, Verdict, answers, decide, verdict,
};

/// The base `bac` of the conformance suite, as its README lists it.
const BASE: &str = "aa.response=not_supported; access.bac=passed; access.downgrade=passed; \
    access.pace=not_supported; ca.key_agreement=not_supported; cross.dg1_dg11=not_supported; \
    cross.dg1_dg13=not_supported; cross.number_structure=not_supported; doc.expiry=passed; \
    doc.mrz_checkdigits=passed; lds.cardaccess_dg14=not_supported; pa.chain.anchor=passed; \
    pa.chain.country=passed; pa.chain.doctype=passed; pa.chain.revocation=undetermined; \
    pa.chain.signature=passed; pa.chain.validity=passed; pa.hash.dg1=passed; \
    pa.hash.dg2=passed; pa.sod.parse=passed; pa.sod.signature=passed; \
    pa.sod.signer_profile=passed; pace.cam=not_supported; printed.mrz=not_requested; \
    printed.qr=not_requested; printed.seal=not_requested; sm.integrity=passed";

fn outcome(name: &str) -> Outcome {
    [
        Passed,
        Failed,
        Undetermined,
        NotSupported,
        Aborted,
        NotRequested,
    ]
    .into_iter()
    .find(|outcome| outcome.as_str() == name)
    .unwrap()
}

/// The base with these changes, `id=outcome` separated by blanks.
fn checks(changes: &str) -> Checks {
    let changes = changes.split_whitespace().collect::<Vec<_>>().join("; ");
    let list = format!("{BASE}; {changes}");
    list.split("; ")
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (id, name) = pair.trim().split_once('=').unwrap();
            Check::new(CheckId::parse(id).unwrap(), outcome(name))
        })
        .collect()
}

struct Judged {
    answers: Conclusions,
    verdict: Verdict,
    decision: Decision,
}

fn judge(checks: &Checks, policy: &Policy, live: bool) -> Judged {
    let fresh = if live {
        ChipFreshness::Live
    } else {
        ChipFreshness::Replayed
    };
    judge_fresh(checks, policy, live, fresh)
}

fn judge_fresh(checks: &Checks, policy: &Policy, live: bool, fresh: ChipFreshness) -> Judged {
    let answers = answers(checks, policy.required(), fresh);
    let verdict = verdict(checks, &answers, policy, live);
    let decision = decide(checks, &answers, verdict, policy);
    Judged {
        answers,
        verdict,
        decision,
    }
}

#[test]
fn data_answer() {
    use DataAnswer::{Altered, Authentic, Unproven};
    let rows: &[(&str, DataAnswer)] = &[
        ("", Authentic),
        ("pa.chain.revocation=passed", Authentic),
        ("pa.chain.revocation=aborted", Authentic),
        ("pa.chain.revocation=failed", Unproven),
        ("pa.sod.parse=failed", Unproven),
        ("pa.sod.signature=undetermined", Unproven),
        ("pa.sod.signature=failed", Altered),
        ("pa.sod.signer_profile=failed", Unproven),
        ("pa.chain.anchor=undetermined", Unproven),
        ("pa.chain.signature=failed", Unproven),
        ("pa.chain.validity=failed", Unproven),
        ("pa.chain.country=undetermined", Unproven),
        ("pa.chain.country=failed", Unproven),
        // the type of document is not among what data rest on
        ("pa.chain.doctype=failed", Authentic),
        ("pa.hash.dg1=failed", Altered),
        ("pa.hash.dg2=failed", Altered),
        ("pa.hash.dg2=undetermined", Unproven),
        ("pa.hash.dg2=not_requested", Unproven),
        ("pa.hash.dg2=aborted", Unproven),
        ("pa.hash.dg1=not_supported", Unproven),
        // any other data group that was read must be unaltered and listed
        ("pa.hash.dg11=passed", Authentic),
        ("pa.hash.dg11=failed", Altered),
        ("pa.hash.dg11=undetermined", Unproven),
        ("pa.hash.dg11=not_requested", Authentic),
        ("pa.hash.dg11=aborted", Authentic),
        // altered wins over unproven
        ("pa.hash.dg2=failed pa.chain.anchor=undetermined", Altered),
        ("pa.hash.dg2=failed pa.sod.parse=failed", Altered),
    ];
    for (changes, expected) in rows {
        let judged = judge(&checks(changes), &Policy::field(), true);
        assert_eq!(judged.answers.data, *expected, "{changes}");
    }
    let nothing = answers(
        &Checks::default(),
        Policy::field().required(),
        ChipFreshness::Live,
    );
    assert_eq!(nothing.data, Unproven);
    let all = checks("");
    let none_required = answers(&all, &BTreeSet::new(), ChipFreshness::Live);
    assert_eq!(none_required.data, Unproven);
}

#[test]
fn a_policy_may_ask_for_other_data() {
    let dg1 = Policy::from_toml("data.required = [\"dg1\"]").unwrap();
    let without_dg2 = checks("pa.hash.dg2=not_requested");
    assert_eq!(
        judge(&without_dg2, &dg1, true).answers.data,
        DataAnswer::Authentic
    );
    assert_eq!(
        judge(&checks("pa.hash.dg2=failed"), &dg1, true)
            .answers
            .data,
        DataAnswer::Altered
    );
    let dg11 = Policy::from_toml("data.required = [\"dg1\", \"dg2\", \"dg11\"]").unwrap();
    assert_eq!(
        judge(&checks(""), &dg11, true).answers.data,
        DataAnswer::Unproven
    );
    assert_eq!(
        judge(&checks("pa.hash.dg11=passed"), &dg11, true)
            .answers
            .data,
        DataAnswer::Authentic
    );
}

#[test]
fn chip_answer() {
    use ChipAnswer::{Failed, Genuine, Unproven, Unsupported};
    let rows: &[(&str, ChipAnswer)] = &[
        ("", Unsupported),
        ("aa.response=passed pa.hash.dg15=passed", Genuine),
        ("ca.key_agreement=passed pa.hash.dg14=passed", Genuine),
        ("pace.cam=passed pa.card_security=passed", Genuine),
        // the key must be authentic
        ("aa.response=passed", Unproven),
        ("aa.response=passed pa.hash.dg15=undetermined", Unproven),
        ("ca.key_agreement=passed pa.hash.dg14=failed", Unproven),
        ("ca.key_agreement=passed pa.hash.dg15=passed", Unproven),
        ("pace.cam=passed pa.hash.dg14=passed", Unproven),
        (
            "aa.response=passed pa.hash.dg15=passed pa.chain.anchor=undetermined",
            Unproven,
        ),
        // one failed is enough
        ("aa.response=failed", Failed),
        (
            "aa.response=failed ca.key_agreement=passed pa.hash.dg14=passed",
            Failed,
        ),
        ("ca.key_agreement=failed pa.sod.parse=failed", Failed),
        // one that stays open does not take away what another proved
        (
            "aa.response=undetermined ca.key_agreement=passed pa.hash.dg14=passed",
            Genuine,
        ),
        ("aa.response=undetermined", Unproven),
        ("aa.response=aborted", Unproven),
        ("ca.key_agreement=not_requested", Unproven),
        // without an authentic list nobody knows what is offered
        ("pa.chain.anchor=undetermined", Unproven),
        ("pa.sod.signature=failed", Unproven),
        ("pa.chain.revocation=failed", Unproven),
    ];
    for (changes, expected) in rows {
        let judged = judge(&checks(changes), &Policy::field(), true);
        assert_eq!(judged.answers.chip, *expected, "{changes}");
        let proved = *expected == Genuine;
        assert_eq!(
            judged.answers.chip_freshness == ChipFreshness::Live,
            proved,
            "{changes}"
        );
    }
}

#[test]
fn currency_and_printed_answers() {
    use CurrencyAnswer::{Expired, InDate, Revoked, Unknown};
    for (changes, expected) in [
        ("", InDate),
        ("doc.expiry=failed", Expired),
        ("doc.expiry=undetermined", Unknown),
        ("doc.expiry=aborted", Unknown),
        ("pa.chain.revocation=failed", Revoked),
        ("pa.chain.revocation=failed doc.expiry=failed", Revoked),
    ] {
        let judged = judge(&checks(changes), &Policy::field(), true);
        assert_eq!(judged.answers.currency, expected, "{changes}");
    }
    use PrintedAnswer::{Differs, Matches, NotCompared};
    for (changes, expected) in [
        ("", NotCompared),
        ("printed.mrz=passed", Matches),
        ("printed.mrz=passed printed.qr=failed", Differs),
        ("printed.seal=undetermined", NotCompared),
        ("printed.mrz=passed printed.seal=undetermined", Matches),
    ] {
        let judged = judge(&checks(changes), &Policy::field(), true);
        assert_eq!(judged.answers.printed, expected, "{changes}");
    }
}

/// What a row ends in: verdict and decision under `field`, then under `strict`.
type Row = (&'static str, (Verdict, Decision), (Verdict, Decision));

const ACCEPT: (Verdict, Decision) = (Verdict::Authentic, Decision::Accept);
const LOOK: (Verdict, Decision) = (Verdict::Authentic, Decision::Refer);
const SUSPECT: (Verdict, Decision) = (Verdict::Authentic, Decision::Reject);
const OPEN: (Verdict, Decision) = (Verdict::Undetermined, Decision::Refer);
const FORGED: (Verdict, Decision) = (Verdict::NotAuthentic, Decision::Reject);

const ROWS: &[Row] = &[
    ("", ACCEPT, ACCEPT),
    ("aa.response=passed pa.hash.dg15=passed", ACCEPT, ACCEPT),
    // forged, whatever the tolerance
    ("pa.hash.dg2=failed", FORGED, FORGED),
    (
        "pa.hash.dg14=failed ca.key_agreement=passed",
        FORGED,
        FORGED,
    ),
    ("pa.sod.signature=failed", FORGED, FORGED),
    ("pa.sod.signer_profile=failed", FORGED, FORGED),
    ("pa.chain.signature=failed", FORGED, FORGED),
    ("pa.chain.revocation=failed", FORGED, FORGED),
    ("pa.chain.country=failed", FORGED, FORGED),
    ("aa.response=failed", FORGED, FORGED),
    (
        "pa.sod.signer_profile=failed pa.sod.signature=undetermined",
        FORGED,
        FORGED,
    ),
    // forged under strict only
    ("pa.chain.validity=failed", OPEN, FORGED),
    ("access.downgrade=failed", OPEN, FORGED),
    ("lds.com_sod=failed", OPEN, FORGED),
    (
        "access.downgrade=failed lds.cardaccess_dg14=failed",
        OPEN,
        FORGED,
    ),
    // not shown
    ("pa.chain.anchor=undetermined", OPEN, OPEN),
    (
        "pa.sod.parse=failed pa.sod.signature=undetermined",
        OPEN,
        OPEN,
    ),
    ("pa.hash.dg2=not_requested", OPEN, OPEN),
    ("pa.hash.dg11=undetermined", OPEN, OPEN),
    ("aa.response=undetermined", OPEN, OPEN),
    ("pa.chain.country=undetermined", OPEN, OPEN),
    // authentic, yet not accepted
    ("doc.expiry=failed", LOOK, LOOK),
    ("doc.expiry=undetermined", LOOK, LOOK),
    ("printed.mrz=failed", LOOK, LOOK),
    ("pa.hash.dg11=aborted", LOOK, LOOK),
    ("access.downgrade=undetermined", LOOK, LOOK),
    ("doc.mrz_checkdigits=failed", LOOK, SUSPECT),
    ("lds.structure=failed", LOOK, SUSPECT),
    (
        "lds.structure=failed doc.expiry=undetermined",
        LOOK,
        SUSPECT,
    ),
    ("lds.cardaccess_dg14=failed", LOOK, SUSPECT),
    ("access.key_matches_dg1=failed", LOOK, SUSPECT),
    ("pa.chain.doctype=failed", LOOK, SUSPECT),
    ("cross.dg1_dg11=failed", LOOK, SUSPECT),
    ("cross.dg1_dg13=failed", LOOK, SUSPECT),
    ("cross.number_structure=failed", LOOK, SUSPECT),
    // neither matters
    ("pa.hash.dg3=not_requested", ACCEPT, ACCEPT),
    ("pa.chain.doctype=undetermined", ACCEPT, ACCEPT),
    ("printed.seal=undetermined", ACCEPT, ACCEPT),
    ("lds.com_sod=not_supported", ACCEPT, ACCEPT),
    ("lds.structure=undetermined", ACCEPT, ACCEPT),
];

#[test]
fn verdict_and_decision() {
    for (changes, field, strict) in ROWS {
        let checks = checks(changes);
        for (policy, expected) in [(Policy::field(), field), (Policy::strict(), strict)] {
            let judged = judge(&checks, &policy, true);
            let name = policy.name();
            assert_eq!(
                (judged.verdict, judged.decision),
                *expected,
                "{name}: {changes}"
            );
        }
    }
}

#[test]
fn chip_policies() {
    let offered = Policy::field();
    let required = Policy::field().with_chip(ChipPolicy::Required);
    let not_required = Policy::field().with_chip(ChipPolicy::NotRequired);
    let proved = checks("aa.response=passed pa.hash.dg15=passed");
    let open = checks("aa.response=undetermined pa.hash.dg15=passed");
    let failed = checks("aa.response=failed pa.hash.dg15=passed");
    let none = checks("");
    let rows = [
        (&proved, true, &offered, ACCEPT),
        (&proved, true, &required, ACCEPT),
        (&proved, false, &offered, ACCEPT),
        // OWN-NW-09: no recording satisfies a policy that requires the chip
        (&proved, false, &required, LOOK),
        (&none, true, &required, LOOK),
        (&none, false, &required, LOOK),
        (&open, true, &offered, OPEN),
        // OWN-NW-11, OWN-NW-12
        (&open, false, &offered, OPEN),
        (&open, false, &not_required, ACCEPT),
        // where there is a chip to ask, doing without it is no choice
        (&open, true, &not_required, OPEN),
        (&failed, false, &not_required, FORGED),
    ];
    for (checks, live, policy, expected) in rows {
        let judged = judge(checks, policy, live);
        assert_eq!(
            (judged.verdict, judged.decision),
            expected,
            "{live} {:?}",
            policy.chip()
        );
    }
    let asked = judge_fresh(&proved, &required, true, ChipFreshness::CallerChallenge);
    assert_eq!(asked.decision, Decision::Refer);
    assert_eq!(asked.answers.chip_freshness, ChipFreshness::CallerChallenge);
}

/// What a policy misses, row by row: its wishes, what came of the checks, the decision.
#[test]
fn required_checks_and_unknown_revocation() {
    let revocation = "checks.required = [\"pa.chain.revocation\"]";
    let unknown = "revocation.unknown = \"refer\"";
    let structure = "checks.required = [\"lds.structure\", \"doc.mrz_checkdigits\"]";
    let chip = "checks.required = [\"aa.response\"]";
    let rows = [
        (revocation, "", LOOK),
        (revocation, "pa.chain.revocation=passed", ACCEPT),
        (revocation, "pa.chain.revocation=failed", FORGED),
        (
            revocation,
            "pa.chain.revocation=passed pa.chain.anchor=undetermined",
            OPEN,
        ),
        (unknown, "", LOOK),
        (unknown, "pa.chain.revocation=passed", ACCEPT),
        (unknown, "pa.chain.revocation=aborted", LOOK),
        (unknown, "pa.chain.revocation=failed", FORGED),
        // one that nobody made, or that the document does not offer, has not passed
        (structure, "", LOOK),
        (structure, "lds.structure=passed", ACCEPT),
        (structure, "lds.structure=undetermined", LOOK),
        (
            structure,
            "lds.structure=passed doc.mrz_checkdigits=failed",
            LOOK,
        ),
        (chip, "", LOOK),
        (chip, "aa.response=passed pa.hash.dg15=passed", ACCEPT),
        (chip, "aa.response=failed", FORGED),
    ];
    for (text, changes, expected) in rows {
        let policy = Policy::from_toml(text).unwrap();
        let judged = judge(&checks(changes), &policy, true);
        let ends = (judged.verdict, judged.decision);
        assert_eq!(ends, expected, "{text}: {changes}");
    }
}

/// From best to worst. What was not asked for or is not offered is no worse than what broke.
const WORSE: [Outcome; 6] = [
    Passed,
    NotSupported,
    NotRequested,
    Aborted,
    Undetermined,
    Failed,
];

fn rank(outcome: Outcome) -> usize {
    WORSE.iter().position(|other| *other == outcome).unwrap()
}

/// Nothing about `after` is better than about `before`.
fn assert_not_better(before: &Judged, after: &Judged) {
    assert!(after.answers.data <= before.answers.data);
    assert!(after.answers.chip <= before.answers.chip);
    assert!(after.answers.currency <= before.answers.currency);
    assert!(after.answers.printed <= before.answers.printed);
    assert!(after.verdict <= before.verdict);
    assert!(after.decision <= before.decision);
}

fn policies() -> Vec<Policy> {
    let chips = [
        ChipPolicy::RequiredIfOffered,
        ChipPolicy::Required,
        ChipPolicy::NotRequired,
    ];
    let dg1 = Policy::from_toml("data.required = [\"dg1\"]").unwrap();
    let wanting = "revocation.unknown = \"refer\"\nchecks.required = [\"lds.structure\"]";
    let wanting = Policy::from_toml(wanting).unwrap();
    [Policy::field(), Policy::strict(), dg1, wanting]
        .into_iter()
        .flat_map(|policy| chips.map(|chip| policy.clone().with_chip(chip)))
        .collect()
}

/// OWN-NW-30 over the table: every row, every check, every worse outcome, every policy.
#[test]
fn no_row_gets_better_by_going_wrong() {
    for (changes, ..) in ROWS {
        let before = checks(changes);
        for id in CheckId::all() {
            for worse in [Aborted, Undetermined, Failed] {
                if rank(worse) <= rank(before.outcome(id)) {
                    continue;
                }
                let mut after = before.clone();
                after.insert(Check::new(id, worse));
                for policy in policies() {
                    for live in [true, false] {
                        let (b, a) = (judge(&before, &policy, live), judge(&after, &policy, live));
                        assert_not_better(&b, &a);
                    }
                }
            }
        }
    }
}

fn any_checks() -> impl Strategy<Value = Checks> {
    let count = CheckId::all().count();
    // mostly good, so that the interesting corners are met
    let one = prop_oneof![6 => Just(0_usize), 2 => Just(1), 1 => 2..6_usize];
    prop::collection::vec(one, count).prop_map(|outcomes| {
        let pairs = CheckId::all().zip(outcomes);
        pairs
            .map(|(id, index)| Check::new(id, WORSE[index]))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// OWN-NW-30 over everything.
    #[test]
    fn nothing_gets_better_by_going_wrong(
        before in any_checks(),
        which in any::<prop::sample::Index>(),
        worse in prop::sample::select(vec![Aborted, Undetermined, Failed]),
        policy in prop::sample::select(policies()),
        live in any::<bool>(),
    ) {
        let ids: Vec<CheckId> = CheckId::all().collect();
        let id = ids[which.index(ids.len())];
        prop_assume!(rank(worse) > rank(before.outcome(id)));
        let mut after = before.clone();
        after.insert(Check::new(id, worse));
        assert_not_better(&judge(&before, &policy, live), &judge(&after, &policy, live));
    }

    /// A wish more never improves a decision, and never touches the verdict.
    #[test]
    fn no_decision_gets_better_by_a_requirement(
        checks in any_checks(),
        which in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        unknown in prop::sample::select(vec!["accept", "refer"]),
        tolerance in prop::sample::select(vec!["field", "strict"]),
        live in any::<bool>(),
    ) {
        let ids: Vec<CheckId> = CheckId::all().collect();
        let plain = format!("tolerance = \"{tolerance}\"\n");
        let wishes: Vec<String> = which
            .iter()
            .map(|which| format!("\"{}\"", ids[which.index(ids.len())]))
            .collect();
        let more = format!(
            "{plain}checks.required = [{}]\nrevocation.unknown = \"{unknown}\"",
            wishes.join(", ")
        );
        let [before, after] = [plain, more].map(|text| {
            judge(&checks, &Policy::from_toml(&text).unwrap(), live)
        });
        assert_not_better(&before, &after);
        prop_assert_eq!(before.verdict, after.verdict);
        if after.decision == Decision::Accept {
            for which in which {
                prop_assert!(checks.passed(ids[which.index(ids.len())]));
            }
        }
    }

    /// A check that is missing from a report never helps.
    #[test]
    fn accepted_only_with_everything_shown(checks in any_checks(), live in any::<bool>()) {
        let judged = judge(&checks, &Policy::field(), live);
        if judged.decision == Decision::Accept {
            prop_assert_eq!(judged.verdict, Verdict::Authentic);
            prop_assert_eq!(judged.answers.data, DataAnswer::Authentic);
            prop_assert_eq!(judged.answers.currency, CurrencyAnswer::InDate);
            for id in [CheckId::PaSodSignature, CheckId::PaChainAnchor, CheckId::PaChainCountry] {
                prop_assert!(checks.passed(id));
            }
            prop_assert!(checks.passed(CheckId::PaHash(DataGroup::DG1)));
            prop_assert!(checks.hashes().all(|hash| hash.outcome != Failed));
        }
    }
}
