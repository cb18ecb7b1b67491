//! No deviation or defect list makes a check passed that is not passed without it, whatever is
//! wrong with the document and whatever the list says (DESIGN §2, "never weakened").
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use vidimus::FileSet;
use vidimus::chip::personalise::{CardSpec, Preset};
use vidimus::chip::pki::{
    DefectSpec, DeviationSpec, SignedListKind, SignedListSpec, SignerName, defect_list,
    deviation_list,
};
use vidimus::chip::{Fault, Issued, SeededRandom};
use vidimus::lds::evidence::Evidence;
use vidimus::report::{Decision, EvaluationTime, Outcome, Policy, Report, Tool, judge};
use vidimus::trust::{Source, TrustStoreBuilder};

/// 2030-01-01T00:00:00Z, which the faults of documents mean.
const AT: i64 = 1_893_456_000;

/// What may be wrong with a document; the first has nothing.
const FAULTS: [&str; 14] = [
    "store:list=20290601",
    "dg-bitflip:dg=1;byte=last",
    "dg-bitflip:dg=2;byte=last",
    "sod-field:field=signature;value=bitflip",
    "sod-field:field=signerInfo.sid;value=wrong-serial",
    "ds-field:field=keyUsage;value=no-digital-signature",
    "ds-field:field=documentTypeList;value=V",
    "ds-field:field=signatureValue;value=bitflip",
    "pki:ds=expired",
    "pki:csca=expired",
    "pki:country=mismatch",
    "pki:anchor=same-name-and-ski",
    "crl:lists=ds",
    "mrz-field:field=number;cd=wrong",
];

/// The deviations there are (Doc 9303-12 §10.2), with the parameters that they take.
fn deviations() -> Vec<(Vec<u8>, Option<u32>)> {
    let plain = [
        &[1][..],
        &[1, 1],
        &[1, 4],
        &[2],
        &[2, 3],
        &[2, 4],
        &[3],
        &[4],
        &[5],
    ];
    let plain = plain.iter().map(|arcs| (arcs.to_vec(), None));
    let fields = [(&[1, 2], 5), (&[1, 3], 5), (&[3, 1], 4), (&[3, 2], 4)];
    let fields = fields
        .iter()
        .map(|(arcs, number)| (arcs.to_vec(), Some(*number)));
    let groups = [1, 2, 20, 21]
        .into_iter()
        .flat_map(|group| [&[2, 1], &[2, 2]].map(|arcs| (arcs.to_vec(), Some(group))));
    plain.chain(fields).chain(groups).collect()
}

/// The defects there are (BSI TR-03129-2 §7.3).
fn defects(good: &[u8]) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
    let code = |number: u8| Some(vec![0x0A, 0x01, number]);
    let groups = Some(vec![0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02]);
    let mut all = vec![
        (vec![1, 2], Some(good.to_vec())),
        (vec![1, 3], None),
        (vec![1, 4], None),
        (vec![2, 1], groups.clone()),
        (vec![2, 2], None),
        (vec![2, 5], Some(vec![0x13, 0x02, b'D', b'E'])),
        (vec![3, 1], groups),
        (vec![3, 2], None),
        (vec![4, 1], None),
        (vec![4, 2], None),
        (vec![4, 9], None),
    ];
    all.extend((0..=6).map(|number| (vec![1, 5], code(number))));
    all.extend((0..=2).map(|number| (vec![1, 6], code(number))));
    all.extend((0..=5).map(|number| (vec![1, 1], code(number))));
    all
}

/// Each list, signed below the authority of the store.
fn lists(spec: &CardSpec) -> Vec<(String, Vec<u8>)> {
    // an attacker's authority is not the store's, which publishes the lists
    let authority = spec.store.first().expect("an authority");
    let signed = |kind, content| {
        let list = SignedListSpec::below(authority, kind, content).expect("keys fit");
        list.to_der().expect("keys fit")
    };
    let signer = || SignerName::serial(&spec.ds);
    let mut all = Vec::new();
    for known in deviations() {
        let name = format!("deviation {known:?}");
        let entry = DeviationSpec {
            signer: Some(signer()),
            deviations: vec![known],
            ..DeviationSpec::default()
        };
        all.push((
            name,
            signed(SignedListKind::Deviation, deviation_list(&[entry])),
        ));
    }
    let good = spec.ds.to_der().expect("a certificate");
    for known in defects(&good) {
        let name = format!("defect {known:02x?}");
        let entry = DefectSpec {
            signer: signer(),
            digest: None,
            defects: vec![known],
        };
        all.push((name, signed(SignedListKind::Defect, defect_list(&[entry]))));
    }
    all
}

/// The report of the document, with this list in the store or without.
fn report(evidence: &Evidence, files: &[Vec<u8>], list: Option<&[u8]>, policy: &Policy) -> Report {
    let mut builder = TrustStoreBuilder::new();
    for bytes in files {
        let added = builder.add(bytes, &Source::new("store"));
        assert!(added.is_ok(), "{added:?}");
    }
    if let Some(list) = list {
        let added = builder.add(list, &Source::new("list.ml"));
        assert!(added.is_ok(), "{added:?}");
    }
    let at = EvaluationTime::given(AT);
    judge(evidence, &builder.build(), policy, at, &Tool::default())
}

#[test]
fn no_list_makes_a_check_pass() {
    let mut lowered = 0;
    for fault in FAULTS {
        let mut spec = Preset::named("bac")
            .expect("a preset")
            .spec()
            .expect("keys fit");
        let parsed = Fault::parse(fault).expect("a fault");
        parsed.apply_to(&mut spec).expect("a fault of the document");
        let issued = Issued::new(spec.clone(), &[], SeededRandom::new("lists"));
        let document = issued.expect("a document").document;
        let mut set = FileSet::new();
        for bytes in document.files.values() {
            set.add(bytes.clone()).expect("files of a chip");
        }
        let evidence = set.into_evidence();
        let published = document.published.iter().map(|file| file.bytes.clone());
        let files: Vec<_> = document.store.iter().cloned().chain(published).collect();
        for policy in [Policy::field(), Policy::strict()] {
            let before = report(&evidence, &files, None, &policy);
            for (name, list) in lists(&spec) {
                let after = report(&evidence, &files, Some(&list), &policy);
                lowered += usize::from(compare(&before, &after, &format!("{fault}, {name}")));
            }
        }
    }
    // the lists do something at all
    assert!(lowered > 100, "{lowered}");
}

/// Whether the list changed anything; that it raised something is a failure.
fn compare(before: &Report, after: &Report, what: &str) -> bool {
    let mut changed = false;
    for check in after.checks.iter() {
        let was = before.checks.outcome(check.id);
        changed |= was != check.outcome;
        let raised = check.outcome == Outcome::Passed && was != Outcome::Passed;
        assert!(
            !raised,
            "{what}: {} was {}",
            check.id.as_str(),
            was.as_str()
        );
    }
    let accepted = |report: &Report| report.decision == Decision::Accept;
    let authentic = |report: &Report| report.verdict.as_str() == "authentic";
    assert!(!authentic(after) || authentic(before), "{what}");
    assert!(!accepted(after) || accepted(before), "{what}");
    changed
}
