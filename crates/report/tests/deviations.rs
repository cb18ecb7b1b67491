//! Deviation and defect lists in a report: the rows of the conformance table (BSI TR-03135-1
//! §5.8.2), and that no list ever makes anything better.
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
use vidimus_chip::personalise::{CardSpec, Personalised, apply_fault};
use vidimus_chip::pki::{
    Change, CrlSpec, DefectSpec, DeviationSpec, SignedListKind, SignedListSpec, SignerName,
    TestKey, defect_list, deviation_list,
};
use vidimus_lds::File;
use vidimus_lds::evidence::{
    ActiveAuthentication, ChallengeSource, ChipAuthentication, CipherName, Evidence, StepState,
};
use vidimus_pubkey::{HashAlgorithm, SignatureAlgorithm};
use vidimus_report::{
    CheckId, ChipAnswer, Decision, EvaluationTime, Lang, Outcome, Policy, Report, TextStyle,
    Verdict, judge,
};
use vidimus_trust::{Source, TrustError, TrustStore, TrustStoreBuilder};

use Outcome::{Failed, NotRequested, Passed, Undetermined};

const ID_CA_ECDH_AES_128: [u8; 12] = [
    0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, 0x02, 0x02,
];
const ID_PK_ECDH: [u8; 11] = [
    0x06, 0x09, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x01, 0x02,
];
const ID_AA: [u8; 8] = [0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x05];
/// ecdsa-plain-SHA256, 0.4.0.127.0.7.1.1.4.1.3
const ECDSA_PLAIN_SHA256: [u8; 12] = [
    0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x01, 0x04, 0x01, 0x03,
];

fn object(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut object = vec![tag];
    match u8::try_from(content.len()).unwrap() {
        short @ ..0x80 => object.push(short),
        long => object.extend([0x81, long]),
    }
    object.extend(content);
    object
}

/// The store of this document, with every list that is published for it and counts.
fn store(made: &Personalised, lists: &[Vec<u8>]) -> TrustStore {
    let mut builder = TrustStoreBuilder::new();
    for (number, der) in made.store.iter().enumerate() {
        let own = Source::new(format!("csca-{number}.cer"));
        builder.add_certificate(der, &own).unwrap();
    }
    let files = made.published.iter().map(|file| (&file.name, &file.bytes));
    for (name, bytes) in files {
        // as in a folder: what is refused is left out
        let _ = builder.add(bytes, &Source::new(name.as_str()));
    }
    for bytes in lists {
        builder.add(bytes, &Source::new("extra.ml")).unwrap();
    }
    builder.build()
}

/// One run: a document, its evidence, a policy.
struct Case {
    spec: CardSpec,
    lists: Vec<Vec<u8>>,
    observed: Box<dyn Fn(&mut Evidence)>,
}

impl Case {
    fn of(base: &str) -> Self {
        Self {
            spec: common::preset(base),
            lists: Vec::new(),
            observed: Box::new(|_| ()),
        }
    }

    /// With DG15, or with DG14 and its info, for the key that the observed proofs use.
    fn with_key(active: bool) -> Self {
        let mut case = Self::of("bac");
        let spki = TestKey::CaP256.spki().unwrap();
        if active {
            case.spec.put(15, object(0x6F, &[&spki]));
            let info = object(0x30, &[&ID_AA, &[2, 1, 1], &ECDSA_PLAIN_SHA256]);
            case.spec.put(14, object(0x6E, &[&object(0x31, &[&info])]));
        } else {
            let info = object(0x30, &[&ID_CA_ECDH_AES_128, &[2, 1, 1]]);
            let key = object(0x30, &[&ID_PK_ECDH, &spki]);
            case.spec
                .put(14, object(0x6E, &[&object(0x31, &[&info, &key])]));
        }
        case
    }

    fn fault(mut self, name: &str, parameters: &str) -> Self {
        apply_fault(&mut self.spec, name, parameters).unwrap();
        self
    }

    fn seen(mut self, observed: impl Fn(&mut Evidence) + 'static) -> Self {
        self.observed = Box::new(observed);
        self
    }

    fn judge(&self, policy: &Policy) -> Report {
        let made = self.spec.personalise().unwrap();
        let mut reading = Reading::reader();
        reading.com = policy.tolerance() == vidimus_trust::Tolerance::Strict;
        let mut evidence = common::evidence(&made, &reading);
        (self.observed)(&mut evidence);
        let at = EvaluationTime::given(AT);
        judge(
            &evidence,
            &store(&made, &self.lists),
            policy,
            at,
            &common::tool(),
        )
    }
}

fn check(report: &Report, id: &str) -> (Outcome, String) {
    let check = report.checks.get(CheckId::parse(id).unwrap()).unwrap();
    let code = check.code.as_deref().unwrap_or_default();
    (check.outcome, code.to_owned())
}

fn outcome(report: &Report, id: &str) -> Outcome {
    check(report, id).0
}

fn notices(report: &Report) -> Vec<&str> {
    report.notices.iter().map(String::as_str).collect()
}

/// A document whose EF.SOD has a wrong signature.
fn flip_signature(spec: &mut CardSpec) {
    spec.sod.unsigned.set("signature", Change::FlipLastBit);
}

/// What a row must come to under a policy.
fn row(
    name: &str,
    case: &Case,
    policy: &Policy,
    checks: &[(&str, Outcome)],
    end: (Verdict, Decision),
) -> Report {
    let report = case.judge(policy);
    for (id, expected) in checks {
        let found = check(&report, id);
        assert_eq!(found.0, *expected, "{name}: {id} {}", found.1);
    }
    assert_eq!((report.verdict, report.decision), end, "{name}");
    report
}

const ACCEPTED: (Verdict, Decision) = (Verdict::Authentic, Decision::Accept);
const REFERRED: (Verdict, Decision) = (Verdict::Undetermined, Decision::Refer);
const REJECTED: (Verdict, Decision) = (Verdict::NotAuthentic, Decision::Reject);

fn policies() -> [Policy; 2] {
    [Policy::field(), Policy::strict()]
}

/// OWN-CSCA-07: it explains, it raises nothing.
#[test]
fn a_deviation_that_changes_nothing_is_shown() {
    let case = Case::of("bac").fault("deviation-list", "match=dg2");
    for policy in policies() {
        let report = row(
            "OWN-CSCA-07",
            &case,
            &policy,
            &[("pa.hash.dg2", Passed)],
            ACCEPTED,
        );
        assert!(notices(&report).contains(&"known_deviation"));
        let signature = report.checks.get(CheckId::PaSodSignature).unwrap();
        let shown = &signature.evidence["known_deviations"][0];
        assert_eq!(shown["type"], "2.23.136.1.1.7.2.1");
        assert_eq!(shown["effect"], "data_group");
        assert_eq!(shown["description"], "length of DG2");
        assert!(
            report
                .text(Lang::En, TextStyle::default())
                .contains("known_deviation")
        );
    }
}

/// OWN-NW-26: a signature that is known to fail is at most undetermined.
#[test]
fn a_wrong_signature_is_never_right() {
    let mut case = Case::of("bac");
    flip_signature(&mut case.spec);
    let without = case.judge(&Policy::field());
    assert_eq!(outcome(&without, "pa.sod.signature"), Failed);
    case = case.fault("deviation-list", "");
    for policy in policies() {
        let checks = [("pa.sod.signature", Undetermined)];
        let report = row("OWN-NW-26", &case, &policy, &checks, REFERRED);
        assert_eq!(check(&report, "pa.sod.signature").1, "known_deviation");
    }
}

/// OWN-NW-27: a list whose own signature is broken has no effect.
#[test]
fn a_broken_list_counts_for_nothing() {
    let case = Case::of("bac").fault("deviation-list", "signature=bad");
    for policy in policies() {
        let checks = [("pa.sod.signature", Passed)];
        let report = row("OWN-NW-27", &case, &policy, &checks, ACCEPTED);
        assert!(!notices(&report).contains(&"known_deviation"));
    }
    let case = Case::of("bac").fault("defect", "kind=ds-revoked;status=3;signature=bad");
    row("OWN-NW-27", &case, &Policy::field(), &[], ACCEPTED);
}

/// T35-5.6.4.4.1
#[test]
fn a_com_that_is_known_to_differ() {
    let case = Case::of("bac").fault("defect", "kind=com-sod;dg=11");
    let hash = ("pa.hash.dg11", Passed);
    let field = [("lds.com_sod", NotRequested), hash];
    row("T35-5.6.4.4.1", &case, &Policy::field(), &field, ACCEPTED);
    let strict = [("lds.com_sod", Undetermined), hash];
    let report = row("T35-5.6.4.4.1", &case, &Policy::strict(), &strict, ACCEPTED);
    assert_eq!(check(&report, "lds.com_sod").1, "known_deviation");
}

/// T35-5.8.2.1.1
#[test]
fn a_signer_that_a_defect_list_revokes() {
    for status in ["0", "2", "3", "4"] {
        let case = Case::of("bac").fault("defect", &format!("kind=ds-revoked;status={status}"));
        for policy in policies() {
            let checks = [("pa.chain.revocation", Failed)];
            let report = row("T35-5.8.2.1.1", &case, &policy, &checks, REJECTED);
            assert_eq!(
                check(&report, "pa.chain.revocation").1,
                "defect_list_revoked"
            );
        }
    }
}

/// T35-5.8.2.1.1b: a good revocation list that does not name the signer does not help.
#[test]
fn a_signer_that_is_in_doubt() {
    for status in ["1", "5", "32"] {
        let mut case = Case::of("bac").fault("defect", &format!("kind=ds-revoked;status={status}"));
        let crl = CrlSpec::of(&case.spec.csca, "20291201", "20300301").unwrap();
        case.lists = vec![crl.to_der().unwrap()];
        for policy in policies() {
            let checks = [
                ("pa.chain.anchor", Undetermined),
                ("pa.chain.revocation", Undetermined),
            ];
            row("T35-5.8.2.1.1b", &case, &policy, &checks, REFERRED);
        }
    }
}

/// T35-5.8.2.1.2: the replacement is not used.
#[test]
fn a_signer_whose_certificate_is_malformed() {
    let case = Case::of("bac").fault("defect", "kind=ds-malformed;replacement=true");
    for policy in policies() {
        let checks = [
            ("pa.sod.signature", Undetermined),
            ("pa.sod.signer_profile", Undetermined),
            ("pa.chain.signature", Undetermined),
        ];
        let report = row("T35-5.8.2.1.2", &case, &policy, &checks, REFERRED);
        assert!(notices(&report).contains(&"replacement_not_supported"));
    }
}

fn key_agreement(state: StepState) -> impl Fn(&mut Evidence) {
    move |evidence| {
        evidence.chip.chip_authentication = Some(ChipAuthentication {
            state: state.clone(),
            oid: "0.4.0.127.0.7.2.2.3.2.2".into(),
            cipher: CipherName::Aes128,
            domain: "P-256".into(),
            key_id: None,
            public_key: TestKey::CaP256.spki().unwrap(),
            inferred_info: false,
            same_connection: true,
        });
    }
}

fn refused() -> StepState {
    StepState::Failed {
        code: "ca.refused".into(),
    }
}

/// T35-5.8.2.1.3
#[test]
fn keys_of_chip_authentication_that_others_have() {
    let proved = Case::with_key(false).seen(key_agreement(StepState::Passed));
    let good = row("base", &proved, &Policy::field(), &[], ACCEPTED);
    assert_eq!(good.conclusions.chip, ChipAnswer::Genuine);
    let case = proved.fault("defect", "kind=ca-compromised");
    for policy in policies() {
        let checks = [("ca.key_agreement", Failed)];
        let report = row("T35-5.8.2.1.3", &case, &policy, &checks, REJECTED);
        assert_eq!(check(&report, "ca.key_agreement").1, "keys_compromised");
        let made = &report.checks.get(CheckId::CaKeyAgreement).unwrap().evidence;
        assert!(!made.is_empty(), "the facts of the proof stay");
    }
}

/// T35-5.8.2.1.4
#[test]
fn keys_of_active_authentication_that_others_have() {
    let challenge = [1, 2, 3, 4, 5, 6, 7, 8];
    let algorithm = SignatureAlgorithm::Ecdsa {
        hash: HashAlgorithm::Sha256,
        encoding: vidimus_pubkey::EcdsaEncoding::Plain,
    };
    let response = TestKey::CaP256.sign(algorithm, &challenge).unwrap();
    let proof = || -> Box<dyn Fn(&mut Evidence)> {
        let response = response.clone();
        Box::new(move |evidence| {
            evidence.chip.active_authentication = Some(ActiveAuthentication {
                challenge: challenge.to_vec(),
                challenge_source: ChallengeSource::Random,
                response: Some(response.clone()),
                state: StepState::Passed,
                same_connection: true,
            });
        })
    };
    let proved = Case::with_key(true).seen(proof());
    row(
        "base",
        &proved,
        &Policy::field(),
        &[("aa.response", Passed)],
        ACCEPTED,
    );
    // of a time: inside it, outside, and where the document says none
    for (issued, time, outcome, end) in [
        ("2024", Some("20240115120000"), Failed, REJECTED),
        ("2023", Some("20240115120000"), Passed, ACCEPTED),
        ("2024", None, Undetermined, REFERRED),
    ] {
        let mut case = Case::with_key(true);
        case.spec.sod.signing_time = time.map(str::to_owned);
        let entry = DeviationSpec {
            issued: Some((format!("{issued}0101000000"), format!("{issued}1231235959"))),
            deviations: vec![(vec![1, 4], None)],
            ..DeviationSpec::default()
        };
        let content = deviation_list(&[entry]);
        case.lists = vec![signed(&case.spec, SignedListKind::Deviation, content)];
        case.observed = proof();
        row(
            "of a time",
            &case,
            &Policy::field(),
            &[("aa.response", outcome)],
            end,
        );
    }
    let case = proved.fault("defect", "kind=aa-compromised");
    for policy in policies() {
        let checks = [("aa.response", Failed)];
        row("T35-5.8.2.1.4", &case, &policy, &checks, REJECTED);
    }
}

/// T35-5.8.2.1.5: softened, not raised.
#[test]
fn chip_authentication_that_is_known_to_fail() {
    let case = Case::of("bac-ca").seen(key_agreement(refused()));
    row(
        "base",
        &case,
        &Policy::field(),
        &[("ca.key_agreement", Failed)],
        REJECTED,
    );
    let case = case.fault("defect", "kind=ca-failure");
    for policy in policies() {
        let checks = [("ca.key_agreement", Undetermined)];
        let report = row("T35-5.8.2.1.5", &case, &policy, &checks, REFERRED);
        assert_ne!(report.conclusions.chip, ChipAnswer::Genuine);
    }
    // where it works after all, it counts
    let works = Case::with_key(false)
        .seen(key_agreement(StepState::Passed))
        .fault("defect", "kind=ca-failure");
    row(
        "works",
        &works,
        &Policy::field(),
        &[("ca.key_agreement", Passed)],
        ACCEPTED,
    );
}

/// T35-5.8.2.2.2, T35-5.8.2.2.4, T35-5.8.2.2.5
#[test]
fn security_objects_that_are_known_to_be_wrong() {
    for (name, kind, id) in [
        ("T35-5.8.2.2.2", "kind=sod-malformed", "pa.sod.signature"),
        (
            "T35-5.8.2.2.4",
            "kind=wrong-sid;names=embedded",
            "pa.sod.signature",
        ),
        ("T35-5.8.2.2.5", "kind=issuing-country", "pa.chain.country"),
    ] {
        let case = Case::of("bac").fault("defect", kind);
        for policy in policies() {
            let report = row(name, &case, &policy, &[(id, Undetermined)], REFERRED);
            assert_eq!(check(&report, id).1, "known_deviation", "{name}");
            assert!(notices(&report).contains(&"known_deviation"), "{name}");
        }
    }
}

fn defects(spec: &CardSpec, defects: Vec<(Vec<u8>, Option<Vec<u8>>)>) -> Vec<u8> {
    let entry = DefectSpec {
        signer: SignerName::serial(&spec.ds),
        digest: None,
        defects,
    };
    signed(spec, SignedListKind::Defect, defect_list(&[entry]))
}

fn signed(spec: &CardSpec, kind: SignedListKind, content: Vec<u8>) -> Vec<u8> {
    let list = SignedListSpec::below(&spec.csca, kind, content).unwrap();
    list.to_der().unwrap()
}

/// An excuse of one list does not undo what another accuses.
#[test]
fn an_accusation_outweighs_an_excuse() {
    let mut case = Case::of("bac-ca").seen(key_agreement(refused()));
    let both = vec![(vec![1, 5], Some(vec![10, 1, 0])), (vec![1, 3], None)];
    case.lists = vec![defects(&case.spec, both)];
    let checks = [("ca.key_agreement", Failed)];
    row("both", &case, &Policy::field(), &checks, REJECTED);
}

fn deviating(spec: &CardSpec, arcs: &[u8], number: u32, of: DeviationSpec) -> Vec<u8> {
    let entry = DeviationSpec {
        deviations: vec![(arcs.to_vec(), Some(number))],
        ..of
    };
    signed(spec, SignedListKind::Deviation, deviation_list(&[entry]))
}

/// A real list (of an identity card) explains a wrong hash by type, period and number.
#[test]
fn a_hash_that_is_known_to_be_wrong() {
    let altered = |evidence: &mut Evidence| {
        let state = evidence
            .files
            .get_mut(&File::Dg(vidimus_lds::DataGroup::DG2));
        if let Some(vidimus_lds::evidence::FileState::Read(bytes)) = state {
            *bytes.last_mut().unwrap() ^= 1;
        }
    };
    let mut case = Case::of("bac").seen(altered);
    row(
        "altered",
        &case,
        &Policy::field(),
        &[("pa.hash.dg2", Failed)],
        REJECTED,
    );
    let number = {
        let made = case.spec.personalise().unwrap();
        let line = made.printed_mrz.lines().nth(1).unwrap();
        line.chars().take(9).collect::<String>()
    };
    let of = |number: &str| DeviationSpec {
        document_type: Some("P<".to_owned()),
        issued: Some(("20230101000000".to_owned(), "20251231235959".to_owned())),
        numbers: vec!["X1".to_owned(), number.to_owned()],
        ..DeviationSpec::default()
    };
    case.lists = vec![deviating(&case.spec, &[2, 2], 2, of(&number))];
    let checks = [("pa.hash.dg2", Undetermined)];
    row("its number", &case, &Policy::field(), &checks, REFERRED);
    case.lists = vec![deviating(&case.spec, &[2, 2], 2, of("X2"))];
    row(
        "another's",
        &case,
        &Policy::field(),
        &[("pa.hash.dg2", Failed)],
        REJECTED,
    );
    case.lists = vec![deviating(&case.spec, &[2, 2], 3, of(&number))];
    row(
        "another group",
        &case,
        &Policy::field(),
        &[("pa.hash.dg2", Failed)],
        REJECTED,
    );
}

/// DG1 says which document it is: nobody excuses it.
#[test]
fn dg1_is_never_excused() {
    let altered = |evidence: &mut Evidence| {
        let state = evidence
            .files
            .get_mut(&File::Dg(vidimus_lds::DataGroup::DG1));
        if let Some(vidimus_lds::evidence::FileState::Read(bytes)) = state {
            bytes[20] ^= 1;
        }
    };
    let mut case = Case::of("bac").seen(altered);
    let of = DeviationSpec {
        signer: Some(SignerName::serial(&case.spec.ds)),
        ..DeviationSpec::default()
    };
    case.lists = vec![deviating(&case.spec, &[2, 2], 1, of)];
    row(
        "dg1",
        &case,
        &Policy::field(),
        &[("pa.hash.dg1", Failed)],
        REJECTED,
    );
}

/// A list that nobody vouches for is refused, and taken unvouched it has no effect.
#[test]
fn an_unvouched_list_has_no_effect() {
    let mut spec = common::preset("bac");
    flip_signature(&mut spec);
    let foreign = spec.csca.foreign("XX", "XXX").unwrap();
    let entry = DefectSpec {
        signer: SignerName::serial(&spec.ds),
        digest: None,
        defects: vec![(vec![2, 2], None), (vec![1, 1], Some(vec![10, 1, 3]))],
    };
    let content = defect_list(&[entry]);
    let list = SignedListSpec::below(&foreign, SignedListKind::Defect, content).unwrap();
    let list = list.to_der().unwrap();
    let made = spec.personalise().unwrap();
    let mut builder = TrustStoreBuilder::new();
    for der in &made.store {
        builder
            .add_certificate(der, &Source::new("csca.cer"))
            .unwrap();
    }
    let refused = builder.add(&list, &Source::new("list.ml")).unwrap_err();
    assert!(matches!(refused, TrustError::ListSignerUntrusted { .. }));
    builder
        .add(&list, &Source::new("list.ml").unvouched())
        .unwrap();
    let evidence = common::evidence(&made, &Reading::reader());
    let at = EvaluationTime::given(AT);
    let policy = Policy::field();
    let report = judge(&evidence, &builder.build(), &policy, at, &common::tool());
    assert_eq!(outcome(&report, "pa.sod.signature"), Failed);
    assert_ne!(outcome(&report, "pa.chain.revocation"), Failed);
    assert!(!notices(&report).contains(&"known_deviation"));
}

/// Every type of both lists at once, on documents with one fault each: no check passes that did
/// not, and no verdict is `authentic` that was not.
#[test]
fn no_list_makes_anything_better_than_undetermined() {
    let faults = [
        ("", ""),
        ("defect", "kind=sod-malformed"),
        ("defect", "kind=wrong-sid"),
        ("defect", "kind=issuing-country"),
        ("defect", "kind=ds-malformed"),
    ];
    for (fault, parameters) in faults {
        for base in ["bac", "bac-ca"] {
            let mut case = Case::of(base).seen(key_agreement(refused()));
            if !fault.is_empty() {
                case = case.fault(fault, parameters);
                case.spec.published.clear();
            }
            for policy in policies() {
                case.lists.clear();
                let before = case.judge(&policy);
                case.lists = vec![everything(&case.spec), every_deviation(&case.spec)];
                let after = case.judge(&policy);
                for check in after.checks.iter().filter(|check| check.outcome == Passed) {
                    assert!(
                        before.checks.passed(check.id),
                        "{fault} {}",
                        check.id.as_str()
                    );
                }
                assert!(after.verdict <= before.verdict || after.verdict != Verdict::Authentic);
                assert_ne!(after.decision, Decision::Accept);
            }
        }
    }
}

fn everything(spec: &CardSpec) -> Vec<u8> {
    let parameters = [None, Some(vec![10, 1, 0]), Some(vec![10, 1, 2])];
    let mut all = Vec::new();
    for first in 1..=4 {
        for second in 1..=6 {
            all.extend(
                parameters
                    .iter()
                    .map(|it| (vec![first, second], it.clone())),
            );
        }
    }
    defects(spec, all)
}

fn every_deviation(spec: &CardSpec) -> Vec<u8> {
    let mut all = Vec::new();
    for first in 1..=5 {
        for second in 1..=4 {
            all.extend([None, Some(2), Some(14)].map(|number| (vec![first, second], number)));
        }
    }
    let entry = DeviationSpec {
        document_type: Some("P".to_owned()),
        deviations: all,
        ..DeviationSpec::default()
    };
    signed(spec, SignedListKind::Deviation, deviation_list(&[entry]))
}
