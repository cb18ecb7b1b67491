//! Active and Chip Authentication, by the ids of the conformance table: what the session leaves
//! in the evidence. What that is worth is judged elsewhere.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Seeded, Setup, aborted, assert_read, code, dg, failed, files_only, quirks, strict};
use vidimus_chip::ChipTransport;
use vidimus_iso7816::TransportError;
use vidimus_lds::File;
use vidimus_lds::evidence::{
    ActiveAuthentication, ChallengeSource, ChipAuthentication, CipherName, StepState,
};
use vidimus_session::middleware::{Break, Faults, When};
use vidimus_session::{ChipProof, Progress, ProofSelection, ReadOutcome, ReadPlan, Silent, read};

fn active(outcome: &ReadOutcome) -> &ActiveAuthentication {
    let active = outcome.evidence.chip.active_authentication.as_ref();
    active.expect("Active Authentication was tried")
}

fn chip(outcome: &ReadOutcome) -> &ChipAuthentication {
    let chip = outcome.evidence.chip.chip_authentication.as_ref();
    chip.expect("Chip Authentication was tried")
}

/// T51-AP_F_01 to F_07, OWN-AA-05: an answer comes for every kind of key.
#[test]
fn an_answer_to_the_challenge_is_kept() {
    let cases: [(&str, &[&str], usize); 6] = [
        ("bac-aa", &[], 256),
        ("bac-aa-ec", &[], 64),
        ("bac-aa", &["aa-algo:alg=rsa-sha1"], 128),
        ("bac-aa", &["aa-algo:alg=rsa-sha512"], 256),
        ("bac-aa", &["aa-algo:alg=rsa-sha256;bits=1023"], 128),
        ("bac-aa", &["aa-algo:alg=rsa-sha256;bits=1025"], 129),
    ];
    for (preset, faults, bytes) in cases {
        let (outcome, _) = Setup::new(preset, faults).read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-", "{preset} {faults:?}");
        let seen = active(&outcome);
        assert_eq!(seen.state, StepState::Passed, "{preset} {faults:?}");
        assert_eq!(seen.challenge_source, ChallengeSource::Random);
        assert_eq!(seen.challenge.len(), 8);
        let answer = seen.response.as_ref().unwrap();
        assert_eq!(answer.len(), bytes, "{preset} {faults:?}");
        assert!(seen.same_connection);
        assert_eq!(outcome.evidence.access.secure_messaging, StepState::Passed);
    }
}

/// OWN-AA-14, T51-AP_D_10: two runs, two challenges and two keys, from the injected source.
#[test]
fn every_run_has_its_own_random_numbers() {
    let setup = Setup::new("bac-aa", &[]);
    let run = |seed| {
        let mut transport = setup.transport();
        let plan = ReadPlan::default();
        let key = Some(&setup.key);
        read(&mut transport, key, &plan, &mut Seeded(seed), &mut Silent)
    };
    let (one, other) = (run(1), run(2));
    assert_ne!(active(&one).challenge, active(&other).challenge);
    assert_eq!(active(&one).challenge, active(&run(1)).challenge);
}

/// OWN-AA-12.
#[test]
fn the_callers_challenge_is_said_to_be_the_callers() {
    let plan = ReadPlan {
        aa_challenge: Some(*b"8 bytes."),
        ..ReadPlan::default()
    };
    let (outcome, _) = Setup::new("bac-aa", &[]).read(&plan);
    assert_eq!(active(&outcome).challenge, b"8 bytes.");
    assert_eq!(active(&outcome).challenge_source, ChallengeSource::Caller);
    assert_eq!(active(&outcome).state, StepState::Passed);
}

/// OWN-AA-11 and OWN-AA-13: a signature longer than a short response.
#[test]
fn long_signatures_come_in_pieces_or_in_an_extended_response() {
    let setup = Setup::new("bac-aa", &["aa-algo:alg=rsa-sha256;bits=3072"]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_eq!(active(&outcome).state, StepState::Passed);
    assert_eq!(active(&outcome).response.as_ref().unwrap().len(), 384);

    let faults = ["aa-algo:alg=rsa-sha256;bits=3072", "aa-response:sw=6700"];
    let (outcome, _) = Setup::new("bac-aa", &faults).read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_eq!(active(&outcome).state, aborted("aa.refused"));
    assert_eq!(outcome.evidence.access.secure_messaging, StepState::Passed);
}

/// OWN-NW-02: a chip that had all it needed and refuses.
#[test]
fn a_refusal_is_written_down_and_no_error() {
    let setup = Setup::new("bac-aa", &["aa-response:key=none;sw=6A80"]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_eq!(active(&outcome).state, failed("aa.refused"));
    assert!(active(&outcome).response.is_none());
}

/// OWN-NW-28: the files are there, the card is not any more.
#[test]
fn a_card_lost_at_the_proof_leaves_a_whole_read() {
    for (preset, step) in [
        ("bac-aa", "aa.internal_authenticate"),
        ("bac-ca", "ca.general_authenticate"),
        ("bac-ca", "ca.mse_set_at"),
        ("bac-ca", "ca.confirm"),
    ] {
        let setup = Setup::new(preset, &[]);
        let lost = Break::Fail(TransportError::CardRemoved);
        let fault = (When::Step(step, 1), lost);
        let mut transport = Faults::new(ChipTransport::new(setup.chip()), [fault]);
        let plan = ReadPlan::default();
        let key = Some(&setup.key);
        let outcome = read(&mut transport, key, &plan, &mut Seeded(1), &mut Silent);
        assert_eq!(code(&outcome), "-", "{step}");
        assert_read(&outcome, &setup, dg(2));
        let state = match preset {
            "bac-aa" => &active(&outcome).state,
            _ => &chip(&outcome).state,
        };
        assert_eq!(*state, aborted("transport.card_removed"), "{step}");
    }
}

/// T51-AP_D_01 to D_05, OWN-CA-04 to CA-07.
#[test]
fn new_keys_are_agreed_and_confirmed() {
    let cases: [(&str, &[&str], CipherName); 10] = [
        ("bac-ca", &[], CipherName::Aes128),
        ("bac-ca-dh", &[], CipherName::TripleDes),
        (
            "bac-ca",
            &["ca-algo:kex=dh;cipher=aes128"],
            CipherName::Aes128,
        ),
        (
            "bac-ca",
            &["ca-algo:kex=ecdh;cipher=3des"],
            CipherName::TripleDes,
        ),
        ("bac-ca", &["dg14-infos:keys=1"], CipherName::Aes128),
        ("bac-ca", &["dg14-infos:keys=2"], CipherName::Aes128),
        ("bac-ca", &["dg14-infos:keys=3"], CipherName::Aes128),
        (
            "bac-ca",
            &["dg14-infos:keys=2;unsupported=1"],
            CipherName::Aes128,
        ),
        (
            "bac-ca",
            &["dg14-infos:ciphers=3des+aes128"],
            CipherName::Aes128,
        ),
        ("bac-ca", &["dg14-key:curve-form=named"], CipherName::Aes128),
    ];
    for (preset, faults, cipher) in cases {
        let setup = Setup::new(preset, faults);
        for plan in [ReadPlan::default(), strict()] {
            let (outcome, _) = setup.read(&plan);
            assert_eq!(code(&outcome), "-", "{preset} {faults:?}");
            let seen = chip(&outcome);
            assert_eq!(seen.state, StepState::Passed, "{preset} {faults:?}");
            assert_eq!(seen.cipher, cipher, "{preset} {faults:?}");
            assert!(seen.same_connection && !seen.inferred_info);
            let dg14 = setup.image.files[&dg(14)].clone();
            let key = &seen.public_key;
            assert!(dg14.windows(key.len()).any(|part| part == key));
            assert_eq!(outcome.evidence.access.secure_messaging, StepState::Passed);
        }
    }
}

/// AA +1 (with 256 bytes of signature two GET RESPONSE more), KAT +1, AT +2, and one read that
/// confirms the new keys.
#[test]
fn proofs_add_as_many_commands_as_they_need() {
    let cases = [
        ("bac-aa-ec", 1),
        ("bac-aa", 1 + 2),
        ("bac-ca", 2 + 1),
        ("bac-ca-dh", 1 + 1),
    ];
    for (preset, more) in cases {
        let setup = Setup::new(preset, &[]);
        let (_, files) = setup.read(&files_only());
        let (outcome, all) = setup.read(&ReadPlan::default());
        assert_eq!(all.len(), files.len() + more, "{preset}");
        assert_eq!(outcome.evidence.apdu.count as usize, all.len());
    }
}

/// OWN-CA-03.
#[test]
fn a_key_without_info_is_a_quirk() {
    let setup = Setup::new("bac-ca", &["dg14-infos:info=absent"]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(chip(&outcome).state, StepState::Passed);
    assert!(chip(&outcome).inferred_info);
    assert_eq!(quirks(&outcome), ["ca.infer_info"]);
    let (outcome, _) = setup.read(&strict());
    assert_eq!(code(&outcome), "-");
    assert!(outcome.evidence.chip.chip_authentication.is_none());
    assert!(quirks(&outcome).is_empty());
}

/// T51-AP_D_07, D_08, D_11 to D_13, OWN-CA-08, T51-LDS_F_04 to F_07: nothing is sent to a chip
/// with a key that cannot be used.
#[test]
fn an_unusable_key_leaves_it_undone() {
    for fault in [
        "dg14-key:kex=dh;value=out-of-range",
        "dg14-key:kex=ecdh;value=off-curve",
        "dg14-key:kex=dh;value=parameters-incomplete",
        "dg14-key:kex=ecdh;value=algorithm-mismatch",
        "dg14-infos:info=1;key=2",
        "dg14-key:curve-form=explicit;value=other-generator",
        "dg14-infos:key-oid=2.2.1.3",
        "dg14-infos:key-oid=absent",
        "dg14-infos:version=16",
        "dg14-infos:version=absent",
    ] {
        let setup = Setup::new("bac-ca", &[fault]);
        let (outcome, commands) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-", "{fault}");
        assert!(
            outcome.evidence.chip.chip_authentication.is_none(),
            "{fault}"
        );
        assert!(commands.iter().all(|command| command[1] != 0x22), "{fault}");
    }
}

/// HRN-TC-CA-01, T51-AP_D_06, T51-AP_D_15.
#[test]
fn a_chip_that_refuses_the_agreement() {
    for fault in [
        "sw-on-step:step=ca.mse_set_at;sw=6F00",
        "sw-on-step:step=ca.mse;sw=6A80",
        "sw-on-step:step=ca.mse;sw=6300",
        "sw-on-step:step=ca.general_authenticate;sw=6A80",
        "dg14-infos:keyid=9;chip=1;sw=6A88",
    ] {
        let setup = Setup::new("bac-ca", &[fault]);
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-", "{fault}");
        assert_eq!(chip(&outcome).state, failed("ca.refused"), "{fault}");
        // the old keys live on
        assert_eq!(outcome.evidence.access.secure_messaging, StepState::Passed);
    }
}

/// T51-AP_D_09, OWN-CA-09, OWN-NW-05: the keys are another's, or the old ones; the report is
/// still made.
#[test]
fn keys_that_the_chip_does_not_have() {
    for fault in [
        "sm-wrong-keys:after=ca;keys=old",
        "sm-wrong-keys:after=ca;keys=old;times=1",
        "dg14-key:private=other",
    ] {
        let setup = Setup::new("bac-ca", &[fault]);
        let (outcome, commands) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-", "{fault}");
        let StepState::Failed { code } = &chip(&outcome).state else {
            panic!("{fault}: {:?}", chip(&outcome).state)
        };
        assert!(code.starts_with("sm."), "{fault}: {code}");
        assert_eq!(outcome.evidence.access.secure_messaging, failed(code));
        for file in [File::Sod, dg(1), dg(2), dg(14)] {
            assert_read(&outcome, &setup, file);
        }
        // nothing is sent after the answer that did not open
        assert_eq!(outcome.evidence.apdu.count as usize, commands.len());
    }
}

#[test]
fn proofs_that_are_not_wanted_are_not_asked_for() {
    let selection = |active_authentication, chip_authentication| ReadPlan {
        proofs: ProofSelection {
            active_authentication,
            chip_authentication,
        },
        ..ReadPlan::default()
    };
    for (preset, aa, ca) in [("bac-aa", false, true), ("bac-ca", true, false)] {
        let (outcome, _) = Setup::new(preset, &[]).read(&selection(aa, ca));
        assert_eq!(outcome.evidence.chip, Default::default(), "{preset}");
    }
}

/// Progress says what is asked, never what it proves.
#[test]
fn progress_says_that_a_proof_is_asked_for() {
    let mut asked = Vec::new();
    let mut texts = String::new();
    let setup = Setup::new("bac-ca", &[]);
    let mut transport = setup.transport();
    let mut observer = |progress: &Progress<'_>| {
        texts.push_str(&format!("{progress:?}\n"));
        if let Progress::Asking { proof } = progress {
            asked.push(*proof);
        }
    };
    let plan = ReadPlan::default();
    let key = Some(&setup.key);
    let _ = read(&mut transport, key, &plan, &mut Seeded(1), &mut observer);
    assert_eq!(asked, [ChipProof::ChipAuthentication]);
    for word in ["proven", "genuine", "Passed"] {
        assert!(!texts.contains(word), "{word}");
    }
}
