//! What the observed proofs of a chip are worth: `aa.response`, `ca.key_agreement`, `pace.cam`.
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
use vidimus_chip::personalise::CardSpec;
use vidimus_chip::pki::TestKey;
use vidimus_lds::evidence::{
    ActiveAuthentication, ChallengeSource, ChipAuthentication, CipherName, Evidence, PaceCam,
    Source, StepState,
};
use vidimus_pubkey::{EcdsaEncoding, HashAlgorithm, SignatureAlgorithm};
use vidimus_report::{
    CheckId, ChipAnswer, ChipFreshness, ChipPolicy, Decision, EvaluationTime, Lang, Outcome,
    Policy, Report, TextStyle, judge,
};

const CHALLENGE: [u8; 8] = [1, 2, 3, 4, 5, 6, 7, 8];
const ID_CA_ECDH_AES_128: [u8; 12] = [
    0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, 0x02, 0x02,
];
const ID_PK_ECDH: [u8; 11] = [
    0x06, 0x09, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x01, 0x02,
];
const ID_AA: [u8; 8] = [0x06, 0x06, 0x67, 0x81, 0x08, 0x01, 0x01, 0x05];

fn object(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len();
    let mut object = vec![tag];
    match u8::try_from(length).unwrap() {
        short @ ..0x80 => object.push(short),
        long => object.extend([0x81, long]),
    }
    object.extend(content);
    object
}

/// A document whose DG15 holds an ECDSA key and whose DG14 names a hash for it.
fn with_ecdsa(hash: Option<HashAlgorithm>) -> CardSpec {
    let mut spec = common::spec();
    spec.put(15, object(0x6F, &[&TestKey::CaP256.spki().unwrap()]));
    if let Some(hash) = hash {
        let algorithm = SignatureAlgorithm::Ecdsa {
            hash,
            encoding: EcdsaEncoding::Plain,
        };
        let oid = object(0x06, &[algorithm.oid()]);
        let info = object(0x30, &[&ID_AA, &[2, 1, 1], &oid]);
        spec.put(14, object(0x6E, &[&object(0x31, &[&info])]));
    }
    spec
}

fn signature(hash: HashAlgorithm, encoding: EcdsaEncoding, message: &[u8]) -> Vec<u8> {
    let algorithm = SignatureAlgorithm::Ecdsa { hash, encoding };
    TestKey::CaP256.sign(algorithm, message).unwrap()
}

fn answer(response: Vec<u8>) -> ActiveAuthentication {
    ActiveAuthentication {
        challenge: CHALLENGE.to_vec(),
        challenge_source: ChallengeSource::Random,
        response: Some(response),
        state: StepState::Passed,
        same_connection: true,
    }
}

fn judged(
    spec: &CardSpec,
    reading: &Reading,
    policy: &Policy,
    change: impl FnOnce(&mut Evidence),
) -> Report {
    let made = spec.personalise().unwrap();
    let mut evidence = common::evidence(&made, reading);
    change(&mut evidence);
    let store = common::store(&made);
    judge(
        &evidence,
        &store,
        policy,
        EvaluationTime::given(AT),
        &common::tool(),
    )
}

fn with_answer(spec: &CardSpec, policy: &Policy, answer: ActiveAuthentication) -> Report {
    judged(spec, &Reading::reader(), policy, |evidence| {
        evidence.chip.active_authentication = Some(answer);
    })
}

fn outcome(report: &Report, id: CheckId) -> (Outcome, String) {
    let check = report.checks.get(id).unwrap();
    (
        check.outcome,
        check.code.as_deref().unwrap_or_default().to_owned(),
    )
}

fn quirks(report: &Report) -> Vec<&str> {
    report
        .quirks
        .iter()
        .map(|quirk| quirk.id.as_str())
        .collect()
}

const AA: CheckId = CheckId::AaResponse;
const CA: CheckId = CheckId::CaKeyAgreement;
const CAM: CheckId = CheckId::PaceCam;

#[test]
fn a_right_signature_makes_the_chip_genuine() {
    let spec = with_ecdsa(Some(HashAlgorithm::Sha256));
    let plain = signature(HashAlgorithm::Sha256, EcdsaEncoding::Plain, &CHALLENGE);
    for policy in [Policy::field(), Policy::strict()] {
        let report = with_answer(&spec, &policy, answer(plain.clone()));
        assert_eq!(outcome(&report, AA), (Outcome::Passed, String::new()));
        assert_eq!(report.conclusions.chip, ChipAnswer::Genuine);
        assert_eq!(report.conclusions.chip_freshness, ChipFreshness::Live);
        assert!(quirks(&report).is_empty());
        let check = report.checks.get(AA).unwrap();
        assert_eq!(check.evidence["challenge"], "0102030405060708");
        assert_eq!(check.evidence["hash"], "SHA-256");
    }
    let report = with_answer(&spec, &Policy::field(), answer(plain));
    let text = report.text(Lang::En, TextStyle::default());
    assert!(
        text.contains("proved by Active Authentication (P-256, SHA-256)"),
        "{text}"
    );
}

#[test]
fn a_challenge_of_the_callers_is_shown_as_such() {
    let spec = with_ecdsa(Some(HashAlgorithm::Sha256));
    let plain = signature(HashAlgorithm::Sha256, EcdsaEncoding::Plain, &CHALLENGE);
    let asked = || ActiveAuthentication {
        challenge_source: ChallengeSource::Caller,
        ..answer(plain.clone())
    };
    let report = with_answer(&spec, &Policy::field(), asked());
    assert_eq!(
        report.conclusions.chip_freshness,
        ChipFreshness::CallerChallenge
    );
    assert_eq!(report.decision, Decision::Accept);
    let required = Policy::field().with_chip(ChipPolicy::Required);
    assert_eq!(
        with_answer(&spec, &required, asked()).decision,
        Decision::Refer
    );
}

#[test]
fn deviations_of_chips_have_names_and_are_off_under_strict() {
    use EcdsaEncoding::{Der, Plain};
    use HashAlgorithm::{Sha256, Sha384, Sha512};
    let named = Some(Sha256);
    let rows = [
        (named, Sha256, Der, "aa.der_signature", Outcome::Failed),
        (named, Sha384, Plain, "aa.hash_mismatch", Outcome::Failed),
        (
            None,
            Sha256,
            Plain,
            "aa.info_missing",
            Outcome::Undetermined,
        ),
        (
            Some(Sha512),
            Sha512,
            Plain,
            "aa.long_hash",
            Outcome::Undetermined,
        ),
    ];
    for (info, hash, encoding, quirk, strict) in rows {
        let spec = with_ecdsa(info);
        let response = signature(hash, encoding, &CHALLENGE);
        let report = with_answer(&spec, &Policy::field(), answer(response.clone()));
        assert_eq!(outcome(&report, AA).0, Outcome::Passed, "{quirk}");
        assert!(quirks(&report).contains(&quirk), "{quirk}");
        let report = with_answer(&spec, &Policy::strict(), answer(response));
        assert_eq!(outcome(&report, AA).0, strict, "{quirk}");
        assert_ne!(report.decision, Decision::Accept, "{quirk}");
    }
}

#[test]
fn a_wrong_signature_fails_the_chip_wherever_it_comes_from() {
    let spec = with_ecdsa(Some(HashAlgorithm::Sha256));
    let plain = |message: &[u8]| signature(HashAlgorithm::Sha256, EcdsaEncoding::Plain, message);
    let mut flipped = plain(&CHALLENGE);
    flipped[9] ^= 1;
    let zero_r = [vec![0; 32], plain(&CHALLENGE)[32..].to_vec()].concat();
    for response in [plain(b"earlier!"), flipped, zero_r, vec![], vec![0; 64]] {
        for reading in [Reading::reader(), Reading::transcript()] {
            let report = judged(&spec, &reading, &Policy::field(), |evidence| {
                evidence.chip.active_authentication = Some(answer(response.clone()));
            });
            assert_eq!(outcome(&report, AA).0, Outcome::Failed);
            assert_eq!(report.conclusions.chip, ChipAnswer::Failed);
            assert_eq!(report.decision, Decision::Reject);
        }
    }
}

#[test]
fn a_recorded_signature_is_no_proof_of_today() {
    let spec = with_ecdsa(Some(HashAlgorithm::Sha256));
    let plain = signature(HashAlgorithm::Sha256, EcdsaEncoding::Plain, &CHALLENGE);
    let saved = Reading {
        source: Source::Saved {
            reader: "Virtual PCD".into(),
        },
        ..Reading::reader()
    };
    for reading in [Reading::transcript(), saved] {
        for (policy, decision) in [
            (Policy::field(), Decision::Accept),
            (
                Policy::field().with_chip(ChipPolicy::Required),
                Decision::Refer,
            ),
        ] {
            let report = judged(&spec, &reading, &policy, |evidence| {
                evidence.chip.active_authentication = Some(answer(plain.clone()));
            });
            assert_eq!(report.conclusions.chip, ChipAnswer::Genuine);
            assert_eq!(report.conclusions.chip_freshness, ChipFreshness::Replayed);
            assert_eq!(report.decision, decision);
        }
    }
}

#[test]
fn an_answer_over_another_connection_or_to_a_short_challenge_stays_open() {
    let spec = with_ecdsa(Some(HashAlgorithm::Sha256));
    let right = signature(HashAlgorithm::Sha256, EcdsaEncoding::Plain, &CHALLENGE);
    let short = signature(HashAlgorithm::Sha256, EcdsaEncoding::Plain, &[1]);
    let other = ActiveAuthentication {
        same_connection: false,
        ..answer(right)
    };
    let short = ActiveAuthentication {
        challenge: vec![1],
        ..answer(short)
    };
    for (answer, code) in [(other, "other_connection"), (short, "malformed.content")] {
        let report = with_answer(&spec, &Policy::field(), answer);
        assert_eq!(outcome(&report, AA), (Outcome::Undetermined, code.into()));
        assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
    }
}

/// A DG14 with one key and its info, and the evidence that the keys agreed.
fn agreed(public_key: Vec<u8>) -> ChipAuthentication {
    ChipAuthentication {
        state: StepState::Passed,
        oid: "0.4.0.127.0.7.2.2.3.2.2".into(),
        cipher: CipherName::Aes128,
        domain: "P-256".into(),
        key_id: None,
        public_key,
        inferred_info: false,
        same_connection: true,
    }
}

fn with_agreement() -> (CardSpec, Vec<u8>) {
    let spki = TestKey::CaP256.spki().unwrap();
    let info = object(0x30, &[&ID_CA_ECDH_AES_128, &[2, 1, 1]]);
    let key = object(0x30, &[&ID_PK_ECDH, &spki]);
    let mut spec = common::spec();
    spec.put(14, object(0x6E, &[&object(0x31, &[&info, &key])]));
    (spec, spki)
}

#[test]
fn keys_that_agreed_count_only_with_the_chip_there() {
    let (spec, spki) = with_agreement();
    let saved = Reading {
        source: Source::Saved {
            reader: "Virtual PCD".into(),
        },
        ..Reading::reader()
    };
    for (reading, expected, chip) in [
        (Reading::reader(), "", ChipAnswer::Genuine),
        (
            Reading::transcript(),
            "not_transferable",
            ChipAnswer::Unproven,
        ),
        (saved, "not_transferable", ChipAnswer::Unproven),
        (Reading::files(), "not_transferable", ChipAnswer::Unproven),
    ] {
        let report = judged(&spec, &reading, &Policy::field(), |evidence| {
            evidence.chip.chip_authentication = Some(agreed(spki.clone()));
        });
        assert_eq!(outcome(&report, CA).1, expected);
        assert_eq!(report.conclusions.chip, chip);
    }
}

#[test]
fn keys_that_agreed_with_a_key_of_somebody_elses_prove_nothing() {
    let (spec, spki) = with_agreement();
    type Change = fn(&mut ChipAuthentication);
    let rows: [(Change, &str); 2] = [
        (
            |run| run.public_key = TestKey::AttackerDsP256.spki().unwrap(),
            "key_not_authentic",
        ),
        (|run| run.same_connection = false, "other_connection"),
    ];
    for (change, code) in rows {
        let mut run = agreed(spki.clone());
        change(&mut run);
        let report = judged(&spec, &Reading::reader(), &Policy::field(), |evidence| {
            evidence.chip.chip_authentication = Some(run);
        });
        assert_eq!(outcome(&report, CA), (Outcome::Undetermined, code.into()));
        assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
    }
}

#[test]
fn a_failed_agreement_outweighs_a_right_signature() {
    let (mut spec, spki) = with_agreement();
    spec.put(15, object(0x6F, &[&spki]));
    let plain = signature(HashAlgorithm::Sha256, EcdsaEncoding::Plain, &CHALLENGE);
    let report = judged(&spec, &Reading::reader(), &Policy::field(), |evidence| {
        evidence.chip.active_authentication = Some(answer(plain));
        evidence.chip.chip_authentication = Some(ChipAuthentication {
            state: StepState::Failed {
                code: "ca.refused".into(),
            },
            ..agreed(spki)
        });
    });
    assert_eq!(outcome(&report, AA).0, Outcome::Passed);
    assert_eq!(outcome(&report, CA).0, Outcome::Failed);
    assert_eq!(report.conclusions.chip, ChipAnswer::Failed);
    assert_eq!(report.decision, Decision::Reject);
}

#[test]
fn data_of_cam_without_card_security_shows_nothing() {
    let spec = common::spec();
    let run = PaceCam {
        state: StepState::Passed,
        mapping_key: vec![4; 65],
        authentication_data: Some(vec![1]),
        parameter_id: 12,
        same_connection: true,
    };
    let report = judged(&spec, &Reading::reader(), &Policy::field(), |evidence| {
        evidence.chip.pace_cam = Some(run);
    });
    assert_eq!(
        outcome(&report, CAM),
        (Outcome::Undetermined, "card_security_not_read".into())
    );
    assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
}

#[test]
fn a_proof_whose_key_nobody_signed_is_not_named_among_those_that_count() {
    let plain = signature(HashAlgorithm::Sha256, EcdsaEncoding::Der, &CHALLENGE);
    let spki = TestKey::CaP256.spki().unwrap();
    let mut spec = common::spec();
    spec.put(15, object(0x6F, &[&spki]));
    let (other, key) = with_agreement();
    let dg14 = other.groups[&vidimus_lds::DataGroup::DG14].clone();
    let report = judged(&spec, &Reading::reader(), &Policy::field(), |evidence| {
        let file = vidimus_lds::File::Dg(vidimus_lds::DataGroup::DG14);
        let read = vidimus_lds::evidence::FileState::Read(dg14);
        evidence.files.insert(file, read);
        evidence.chip.active_authentication = Some(answer(plain));
        evidence.chip.chip_authentication = Some(agreed(key));
    });
    assert_eq!(outcome(&report, CA).0, Outcome::Passed);
    assert_eq!(report.conclusions.chip, ChipAnswer::Genuine);
    let text = report.text(Lang::En, TextStyle::default());
    assert!(text.contains("proved by Active Authentication"), "{text}");
    assert!(!text.contains("proved by Chip Authentication"), "{text}");
}
