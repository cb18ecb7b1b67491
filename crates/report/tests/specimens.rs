//! A specimen document of the BSI, as the issue of this crate's making demands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use vidimus_lds::evidence::{Evidence, FileState};
use vidimus_lds::{DataGroup, File};
use vidimus_report::{
    CheckId, CurrencyAnswer, DataAnswer, Decision, EvaluationTime, Outcome, Policy, Report, judge,
};
use vidimus_trust::TrustStore;

/// 2014-06-01 and 2026-11-22, both 00:00 UTC.
const THEN: i64 = 1_401_580_800;
const NOW: i64 = 1_795_305_600;

fn refset() -> Option<Evidence> {
    let folder = common::shared("testdata/lds/bsi-tr03105-5-refset")?;
    let mut files = BTreeMap::new();
    let mut requested = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let file = File::identify(&bytes).unwrap();
        if let File::Dg(group) = file {
            requested.insert(group);
        }
        files.insert(file, FileState::Read(bytes));
    }
    Some(Evidence {
        files,
        requested,
        ..Evidence::default()
    })
}

fn at(evidence: &Evidence, unix: i64) -> Report {
    let at = EvaluationTime::given(unix);
    judge(
        evidence,
        &TrustStore::empty(),
        &Policy::field(),
        at,
        &common::tool(),
    )
}

fn outcome(report: &Report, id: &str) -> Outcome {
    report.checks.outcome(CheckId::parse(id).unwrap())
}

#[test]
fn reference_data_set() {
    let Some(evidence) = refset() else { return };
    let report = at(&evidence, THEN);
    assert_eq!(report.exit_code().value(), 3);
    assert_eq!(outcome(&report, "pa.sod.signature"), Outcome::Passed);
    for number in [1, 2, 3, 4, 14] {
        let id = CheckId::PaHash(DataGroup::new(number).unwrap());
        assert!(report.checks.passed(id), "{id}");
    }
    let dg15 = report.checks.get(CheckId::PaHash(DataGroup::DG15)).unwrap();
    assert_eq!(dg15.outcome, Outcome::Undetermined);
    assert_eq!(dg15.code.as_deref(), Some("no_hash_in_sod"));
    assert_eq!(outcome(&report, "pa.chain.anchor"), Outcome::Undetermined);
    assert_eq!(report.conclusions.data, DataAnswer::Unproven);
    assert_eq!(outcome(&report, "doc.expiry"), Outcome::Passed);
    for id in ["aa.response", "ca.key_agreement"] {
        assert_eq!(outcome(&report, id), Outcome::Undetermined, "{id}");
    }
    let report = at(&evidence, NOW);
    assert_eq!(report.exit_code().value(), 3);
    assert_eq!(outcome(&report, "pa.chain.validity"), Outcome::Failed);
    assert_eq!(report.conclusions.currency, CurrencyAnswer::Expired);
}

#[test]
fn one_byte_of_dg2_changed() {
    let Some(mut evidence) = refset() else { return };
    if let Some(FileState::Read(bytes)) = evidence.files.get_mut(&File::Dg(DataGroup::DG2)) {
        *bytes.last_mut().unwrap() ^= 1;
    }
    for time in [THEN, NOW] {
        let report = at(&evidence, time);
        assert_eq!(
            (report.decision, report.exit_code().value()),
            (Decision::Reject, 1)
        );
        assert_eq!(outcome(&report, "pa.hash.dg2"), Outcome::Failed);
        assert_eq!(report.conclusions.data, DataAnswer::Altered);
        assert_eq!(report.reasons, [CheckId::PaHash(DataGroup::DG2)]);
    }
}
