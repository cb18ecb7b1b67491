//! DESIGN §2, "Never weakened": each item on documents made for it.
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
use vidimus_chip::personalise::{Access, CardSpec, apply_fault};
use vidimus_lds::evidence::{Evidence, FileState, Protocol, Source, StepState};
use vidimus_lds::{DataGroup, File, Personal};
use vidimus_report::{
    CheckId, ChipAnswer, ChipFreshness, ChipPolicy, CurrencyAnswer, DataAnswer, Decision,
    EvaluationTime, Lang, Outcome, Policy, Report, TextStyle, Tool, Verdict, judge,
};
use vidimus_trust::{Source as TrustSource, TrustStore, TrustStoreBuilder};

fn outcome(report: &Report, id: &str) -> (Outcome, String) {
    let check = report.checks.get(CheckId::parse(id).unwrap()).unwrap();
    (
        check.outcome,
        check.code.as_deref().unwrap_or_default().to_owned(),
    )
}

fn open(code: &str) -> (Outcome, String) {
    (Outcome::Undetermined, code.to_owned())
}

fn failed(code: &str) -> (Outcome, String) {
    (Outcome::Failed, code.to_owned())
}

fn ends(report: &Report) -> (Verdict, Decision, u8) {
    (report.verdict, report.decision, report.exit_code().value())
}

const ACCEPT: (Verdict, Decision, u8) = (Verdict::Authentic, Decision::Accept, 0);
const OPEN: (Verdict, Decision, u8) = (Verdict::Undetermined, Decision::Refer, 3);
const FORGED: (Verdict, Decision, u8) = (Verdict::NotAuthentic, Decision::Reject, 1);

/// `SET { SEQUENCE { OID, INTEGER 2, INTEGER 12 } }`: PACE-ECDH-GM-AES-128, P-256.
const PACE_INFO: [u8; 22] = [
    0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02,
    0x02, 0x01, 0x02, 0x02, 0x01, 0x0C,
];
/// The same with ChipAuthenticationInfo ECDH AES-128 version 1 alone.
const CA_INFO: [u8; 19] = [
    0x31, 0x11, 0x30, 0x0F, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, 0x02, 0x02,
    0x02, 0x01, 0x01,
];

fn dg14(infos: &[u8]) -> Vec<u8> {
    let mut file = vec![0x6E, u8::try_from(infos.len()).unwrap()];
    file.extend_from_slice(infos);
    file
}

fn with_dg14(infos: &[u8]) -> CardSpec {
    let mut spec = common::spec();
    spec.put(14, dg14(infos));
    spec
}

#[test]
fn a_recording_proves_no_chip() {
    let spec = with_dg14(&CA_INFO);
    for (reading, code) in [
        (Reading::reader(), "proof_not_made"),
        (Reading::transcript(), "not_transferable"),
        (Reading::files(), "no_chip"),
    ] {
        let report = common::report(&spec, &reading, &Policy::field());
        assert_eq!(outcome(&report, "ca.key_agreement"), open(code));
        assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
        assert_eq!(report.conclusions.chip_freshness, ChipFreshness::None);
        assert_eq!(ends(&report), OPEN);
        assert_eq!(report.reasons, [CheckId::CaKeyAgreement]);
        let required = Policy::field().with_chip(ChipPolicy::Required);
        assert_ne!(
            common::report(&spec, &reading, &required).decision,
            Decision::Accept
        );
    }
    // OWN-NW-10: a policy may do without, but only where there is no chip to ask
    let waived = Policy::field().with_chip(ChipPolicy::NotRequired);
    assert_eq!(
        ends(&common::report(&spec, &Reading::transcript(), &waived)),
        ACCEPT
    );
    assert_eq!(
        ends(&common::report(&spec, &Reading::reader(), &waived)),
        OPEN
    );
}

#[test]
fn active_authentication_is_offered_by_the_signed_list_alone() {
    let spec = common::preset("bac-aa-listed");
    let report = common::report(&spec, &Reading::reader(), &Policy::field());
    assert_eq!(outcome(&report, "aa.response"), open("proof_not_made"));
    assert_eq!(ends(&report), OPEN);
    let report = common::report(&spec, &Reading::files(), &Policy::field());
    assert_eq!(outcome(&report, "aa.response"), open("no_chip"));
    assert_eq!(ends(&report), OPEN);
    let report = common::report(&spec, &Reading::files().only(&[1, 2]), &Policy::field());
    assert_eq!(outcome(&report, "aa.response"), open("not_read"));
    // the chip hides DG15: still offered
    let made = spec.personalise().unwrap();
    let mut evidence = common::evidence(&made, &Reading::reader());
    evidence
        .files
        .insert(File::Dg(DataGroup::DG15), FileState::Absent);
    let report = judged(&evidence, &common::store(&made));
    assert_eq!(
        outcome(&report, "aa.response"),
        open("listed_file_unreadable")
    );
    assert_eq!(outcome(&report, "pa.hash.dg15").0, Outcome::Aborted);
    // without an authentic list nobody knows
    let report = judged(
        &common::evidence(&made, &Reading::reader()),
        &TrustStore::empty(),
    );
    assert_eq!(outcome(&report, "aa.response"), open("sod_not_authentic"));
    assert_eq!(
        outcome(&report, "ca.key_agreement"),
        open("sod_not_authentic")
    );
    assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
}

fn judged(evidence: &Evidence, store: &TrustStore) -> Report {
    judge(
        evidence,
        store,
        &Policy::field(),
        EvaluationTime::given(AT),
        &common::tool(),
    )
}

/// OWN-NW-01, OWN-NW-33: what a person reads.
#[test]
fn the_sentence_is_exact() {
    let report = common::report(&common::spec(), &Reading::reader(), &Policy::field());
    assert_eq!(ends(&report), ACCEPT);
    assert_eq!(report.conclusions.chip, ChipAnswer::Unsupported);
    assert!(report.reasons.is_empty());
    let text = report.text(Lang::En, TextStyle::default());
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "✓ AUTHENTIC: data genuine; whether this is the original chip was not shown"
    );
    for claim in [
        "chip is genuine",
        "genuine document",
        "genuine chip",
        "present",
        "in your hand",
    ] {
        assert!(!text.contains(claim), "{claim}");
    }
    assert!(text.contains("revocation not checked"));
    let vietnamese = report.text(Lang::Vi, TextStyle::default());
    assert!(vietnamese.contains("chưa chứng minh được đây có phải chip gốc"));
}

#[test]
fn time() {
    let made = common::spec().personalise().unwrap();
    let store = common::store(&made);
    let evidence = common::evidence(&made, &Reading::reader());
    let tool = Tool {
        built_at: AT + 1,
        ..Tool::default()
    };
    // OWN-NW-17: the machine's clock before the build
    let report = judge(
        &evidence,
        &store,
        &Policy::field(),
        EvaluationTime::clock(AT),
        &tool,
    );
    for id in ["pa.chain.validity", "pa.chain.revocation", "doc.expiry"] {
        assert_eq!(outcome(&report, id), open("clock_implausible"), "{id}");
    }
    assert_eq!(report.conclusions.currency, CurrencyAnswer::Unknown);
    assert_eq!(ends(&report), OPEN);
    assert!(
        report
            .text(Lang::En, TextStyle::default())
            .contains("give the time with --at")
    );
    // OWN-NW-18: a given time is taken as given, so is a recorded one
    for at in [EvaluationTime::given(AT), EvaluationTime::recorded(AT)] {
        let report = judge(&evidence, &store, &Policy::field(), at, &tool);
        assert_eq!(ends(&report), ACCEPT);
        assert_eq!(
            report.to_json(false)["evaluated_at_source"],
            at.source.as_str()
        );
    }
}

#[test]
fn a_missing_or_unvouched_anchor_is_undetermined() {
    let made = common::spec().personalise().unwrap();
    let evidence = common::evidence(&made, &Reading::reader());
    let report = judged(&evidence, &TrustStore::empty());
    assert_eq!(
        outcome(&report, "pa.chain.anchor"),
        open("anchor_not_found")
    );
    assert_eq!(ends(&report), OPEN);
    assert_eq!(report.reasons, [CheckId::PaChainAnchor]);
    assert!(
        report
            .text(Lang::En, TextStyle::default())
            .contains("vidimus trust add")
    );
    let mut builder = TrustStoreBuilder::new();
    builder
        .add_certificate(&made.csca, &TrustSource::new("found.cer").unvouched())
        .unwrap();
    let report = judged(&evidence, &builder.build());
    assert_eq!(
        outcome(&report, "pa.chain.anchor"),
        open("anchor_unvouched")
    );
    assert_eq!(ends(&report), OPEN);
    // a CSCA inside EF.SOD is no anchor by being there
    let mut spec = common::spec();
    apply_fault(&mut spec, "pki", "anchor=attacker;embed=csca").unwrap();
    let report = common::report(&spec, &Reading::reader(), &Policy::field());
    assert_eq!(ends(&report), OPEN);
}

#[test]
fn pace_offered_and_bac_used() {
    // EF.CardAccess and its signed copy are there, and the chip was opened by BAC
    let mut spec = with_dg14(&PACE_INFO);
    spec.card_access = Some(PACE_INFO.to_vec());
    let report = common::report(&spec, &Reading::reader(), &Policy::field());
    assert_eq!(
        outcome(&report, "access.downgrade"),
        failed("downgrade_pace_not_used")
    );
    assert_eq!(outcome(&report, "access.pace").0, Outcome::NotRequested);
    assert_eq!(outcome(&report, "lds.cardaccess_dg14").0, Outcome::Passed);
    assert_eq!(report.decision, Decision::Refer);
    // hidden, but DG14 tells
    spec.card_access = None;
    let report = common::report(&spec, &Reading::reader(), &Policy::field());
    assert_eq!(
        outcome(&report, "access.downgrade"),
        failed("downgrade_hidden_cardaccess")
    );
    assert_eq!(outcome(&report, "lds.cardaccess_dg14").0, Outcome::Failed);
    assert_eq!(ends(&report), OPEN);
    let report = common::report(&spec, &Reading::reader(), &Policy::strict());
    assert_eq!(ends(&report), FORGED);
    // OWN-NW-24: named data groups do not leave DG14 out
    let report = common::report(&spec, &Reading::reader().only(&[1, 2]), &Policy::field());
    assert_eq!(outcome(&report, "access.downgrade").0, Outcome::Failed);
    // OWN-ACC-07: read in the clear is the same
    spec.access = Access::Plain;
    let report = common::report(&spec, &Reading::reader(), &Policy::field());
    for (id, expected) in [
        ("access.bac", Outcome::NotRequested),
        ("access.pace", Outcome::NotRequested),
        ("sm.integrity", Outcome::NotSupported),
        ("access.downgrade", Outcome::Failed),
        ("lds.cardaccess_dg14", Outcome::Failed),
        ("pa.hash.dg14", Outcome::Passed),
    ] {
        assert_eq!(outcome(&report, id).0, expected, "{id}");
    }
    assert_eq!(ends(&report), OPEN);
    assert_eq!(
        ends(&common::report(
            &spec,
            &Reading::reader(),
            &Policy::strict()
        )),
        FORGED
    );
}

#[test]
fn a_downgrade_that_cannot_be_excluded() {
    // OWN-NW-25: DG14 is listed and refused
    let made = with_dg14(&PACE_INFO).personalise().unwrap();
    let mut evidence = common::evidence(&made, &Reading::reader());
    evidence.files.insert(
        File::Dg(DataGroup::DG14),
        FileState::Denied { status: 0x6982 },
    );
    let report = judged(&evidence, &common::store(&made));
    assert_eq!(outcome(&report, "pa.hash.dg14").0, Outcome::Aborted);
    for id in [
        "access.downgrade",
        "lds.cardaccess_dg14",
        "ca.key_agreement",
    ] {
        assert_eq!(outcome(&report, id), open("listed_file_unreadable"), "{id}");
    }
    assert_eq!(outcome(&report, "access.pace").0, Outcome::NotRequested);
    assert_eq!(ends(&report), OPEN);
    // OWN-NW-23: EF.CardAccess unreadable, DG14 has no PACEInfo
    let made = with_dg14(&CA_INFO).personalise().unwrap();
    let mut evidence = common::evidence(&made, &Reading::reader());
    evidence
        .files
        .insert(File::CardAccess, FileState::Denied { status: 0x6982 });
    evidence.access.pace_offered = None;
    let report = judged(&evidence, &common::store(&made));
    assert_eq!(outcome(&report, "access.downgrade").0, Outcome::Passed);
    assert_eq!(outcome(&report, "access.pace").0, Outcome::NotSupported);
    assert_eq!(
        outcome(&report, "lds.cardaccess_dg14").0,
        Outcome::NotSupported
    );
}

#[test]
fn edited_card_access_does_not_pass() {
    let mut spec = with_dg14(&PACE_INFO);
    let mut other = PACE_INFO;
    other[21] = 0x0D;
    spec.card_access = Some(other.to_vec());
    let report = common::report(&spec, &Reading::reader(), &Policy::field());
    assert_eq!(
        outcome(&report, "lds.cardaccess_dg14"),
        failed("cardaccess_differs")
    );
    // an offer that nobody signed
    let mut spec = common::spec();
    spec.card_access = Some(PACE_INFO.to_vec());
    let report = common::report(&spec, &Reading::reader(), &Policy::field());
    assert_eq!(
        outcome(&report, "lds.cardaccess_dg14"),
        failed("cardaccess_differs")
    );
    assert_ne!(report.decision, Decision::Accept);
}

#[test]
fn the_key_used_must_be_that_of_dg1() {
    let made = common::spec().personalise().unwrap();
    let store = common::store(&made);
    let mut evidence = common::evidence(&made, &Reading::reader());
    let report = judged(&evidence, &store);
    assert_eq!(
        outcome(&report, "access.key_matches_dg1").0,
        Outcome::Passed
    );
    for other in ["D23145890734934071279507122", "", "x", "é", "1234567"] {
        evidence.access.mrz_key = Some(Personal::new(other.to_owned()));
        let report = judged(&evidence, &store);
        assert_eq!(
            outcome(&report, "access.key_matches_dg1"),
            failed("key_differs"),
            "{other}"
        );
        assert_eq!(
            (report.verdict, report.decision),
            (Verdict::Authentic, Decision::Refer)
        );
    }
    evidence.access.mrz_key = None;
    let report = judged(&evidence, &store);
    assert_eq!(
        outcome(&report, "access.key_matches_dg1").0,
        Outcome::NotRequested
    );
}

#[test]
fn what_the_answer_covers_is_said() {
    // OWN-PA-20
    let spec = common::preset("bac-rich");
    let report = common::report(&spec, &Reading::reader().only(&[1, 2]), &Policy::field());
    assert_eq!(ends(&report), ACCEPT);
    let text = report.text(Lang::En, TextStyle::default());
    assert!(text.contains("data: DG1, DG2 as signed by UTO"), "{text}");
    assert!(
        text.contains("not read, so not covered: DG11, DG12"),
        "{text}"
    );
    // OWN-NW-32
    let report = common::report(&spec, &Reading::reader().only(&[1]), &Policy::field());
    assert_eq!(ends(&report), OPEN);
    assert_eq!(report.reasons, [CheckId::PaHash(DataGroup::DG2)]);
    // OWN-NW-31
    let dg1 = Policy::from_toml("data.required = [\"dg1\"]").unwrap();
    let report = common::report(&spec, &Reading::reader().only(&[1]), &dg1);
    assert_eq!(ends(&report), ACCEPT);
    assert_eq!(report.conclusions.data, DataAnswer::Authentic);
    assert_eq!(outcome(&report, "pa.hash.dg1").0, Outcome::Passed);
    assert_eq!(outcome(&report, "pa.hash.dg2").0, Outcome::NotRequested);
    let text = report.text(Lang::En, TextStyle::default());
    assert!(text.contains("data: DG1 as signed by UTO"), "{text}");
    assert!(text.contains("not read, so not covered: DG2"), "{text}");
    let required = &report.to_json(false)["policy"]["data_required"];
    assert_eq!(required, &serde_json::json!(["dg1"]));
}

/// A read that ended early is judged as far as it goes.
#[test]
fn partial_evidence() {
    let made = common::spec().personalise().unwrap();
    let store = common::store(&made);
    let whole = common::evidence(&made, &Reading::reader());
    // OWN-READ-11: the card left in the middle of DG2
    let mut evidence = whole.clone();
    let bytes = evidence.data_group(DataGroup::DG2).unwrap()[..100].to_vec();
    evidence
        .files
        .insert(File::Dg(DataGroup::DG2), FileState::Partial { bytes });
    evidence.failure = Some(vidimus_lds::evidence::Failure {
        code: "transport.card_removed".into(),
        step: Some("read.dg2".into()),
    });
    let report = judged(&evidence, &store);
    assert_eq!(outcome(&report, "pa.hash.dg2").0, Outcome::Aborted);
    assert_eq!(ends(&report), OPEN);
    assert!(
        report
            .text(Lang::En, TextStyle::default())
            .contains("[transport.card_removed]")
    );
    assert_eq!(
        report.to_json(false)["read_failure"]["code"],
        "transport.card_removed"
    );
    // OWN-CLI-06: a wrong key, nothing read
    let mut evidence = Evidence {
        source: whole.source.clone(),
        ..Evidence::default()
    };
    evidence.access.bac = StepState::Failed {
        code: "access.wrong_key".into(),
    };
    evidence.failure = Some(vidimus_lds::evidence::Failure {
        code: "access.wrong_key".into(),
        step: None,
    });
    let report = judged(&evidence, &store);
    assert_eq!(outcome(&report, "access.bac"), failed("access.wrong_key"));
    assert_eq!(
        outcome(&report, "access.downgrade").0,
        Outcome::NotRequested
    );
    assert_eq!(ends(&report), OPEN);
    // secure messaging broken
    let mut evidence = whole;
    evidence.access.protocol = Protocol::Bac;
    evidence.access.secure_messaging = StepState::Failed {
        code: "sm.mac_mismatch".into(),
    };
    evidence.failure = Some(vidimus_lds::evidence::Failure {
        code: "sm.mac_mismatch".into(),
        step: None,
    });
    let report = judged(&evidence, &store);
    assert_eq!(outcome(&report, "sm.integrity"), failed("sm.mac_mismatch"));
    // nothing at all
    let report = judged(&Evidence::default(), &store);
    assert_eq!(report.source, Source::Files);
    assert_eq!(ends(&report), OPEN);
    assert_eq!(outcome(&report, "pa.sod.parse").0, Outcome::Aborted);
}
