//! Terminal Authentication, by the ids of the conformance table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Setup, aborted, assert_read, can, code, dg, failed, named, spec, state};
use vidimus_lds::File;
use vidimus_lds::evidence::{FileState, StepState, TerminalAuthentication};
use vidimus_session::{FileSelection, ProofSelection, ReadOutcome, ReadPlan};

fn terminal(outcome: &ReadOutcome) -> &TerminalAuthentication {
    let terminal = outcome.evidence.chip.terminal_authentication.as_ref();
    terminal.expect("Terminal Authentication was looked at")
}

fn read(preset: &str, faults: &[&str]) -> (Setup, ReadOutcome) {
    let setup = Setup::new(preset, faults);
    let plan = ReadPlan::default();
    let (outcome, _) = setup.read_by(&setup.key, &mut setup.terminal(), &plan);
    (setup, outcome)
}

fn assert_agreed(outcome: &ReadOutcome, what: &str) {
    let chip = outcome.evidence.chip.chip_authentication.as_ref();
    assert_eq!(chip.unwrap().state, StepState::Passed, "{what}");
}

/// T51-AP_E_01 to E_07, E_10, E_27 to E_38.
#[test]
fn a_terminal_with_rights_reads_dg3_and_dg4() {
    let cases: [(&str, &[&str]); 20] = [
        ("eac", &[]),
        ("eac-pace", &[]),
        ("eac", &["ta-algo:alg=rsa-v15-sha1"]),
        ("eac", &["ta-algo:alg=rsa-v15-sha256"]),
        ("eac", &["ta-algo:alg=rsa-pss-sha1"]),
        ("eac", &["ta-algo:alg=rsa-pss-sha256"]),
        ("eac", &["ta-algo:alg=ecdsa-sha1"]),
        ("eac", &["ta-algo:alg=ecdsa-sha224"]),
        ("eac", &["ta-algo:alg=ecdsa-sha256"]),
        ("eac", &["ta-algo:alg=rsa-v15-sha512"]),
        ("eac", &["ta-algo:alg=rsa-pss-sha512"]),
        ("eac", &["ta-algo:alg=ecdsa-sha384"]),
        ("eac", &["ta-algo:alg=ecdsa-sha512"]),
        ("eac", &["cvca:car=three"]),
        ("eac", &["ca-algo:kex=dh;bits=2048;ta=rsa-1024"]),
        ("eac", &["ca-algo:kex=ecdh;curve=224;ta=ecdsa-256"]),
        ("eac", &["ta-chain:links=1"]),
        ("eac", &["ta-chain:links=2"]),
        ("eac", &["ta-chain:links=1;needed=0"]),
        ("full", &[]),
    ];
    for (preset, faults) in cases {
        let (setup, outcome) = read(preset, faults);
        let what = format!("{preset} {faults:?}");
        assert_eq!(code(&outcome), "-", "{what}");
        assert_agreed(&outcome, &what);
        let seen = terminal(&outcome);
        assert_eq!(seen.state, StepState::Passed, "{what}");
        assert!(seen.rights.dg3 && seen.rights.dg4, "{what}");
        assert!(seen.chain.len() >= 2, "{what}");
        for group in [1, 2, 3, 4, 14] {
            assert_read(&outcome, &setup, dg(group));
        }
        let cvca = outcome.evidence.file(File::Cvca);
        assert_eq!(cvca.is_some(), preset == "eac", "{what}");
    }
}

/// T51-AP_E_14 to E_16, E_26: rights that are not granted are no error.
#[test]
fn rights_that_are_not_granted() {
    for (deny, three, four) in [
        ("dg3", false, true),
        ("dg4", true, false),
        ("dg3+dg4", false, false),
    ] {
        let (setup, outcome) = read("eac", &[&format!("ta-rights:deny={deny}")]);
        assert_eq!(code(&outcome), "-", "{deny}");
        for (group, granted) in [(3, three), (4, four)] {
            if granted {
                assert_read(&outcome, &setup, dg(group));
            } else {
                let state = state(&outcome, dg(group));
                assert!(
                    matches!(state, FileState::Denied { .. }),
                    "{deny}: {state:?}"
                );
            }
        }
        let rights = terminal(&outcome).rights;
        assert_eq!((rights.dg3, rights.dg4), (three, four), "{deny}");
    }
    let (setup, outcome) = read("eac", &["file-denied:dg=11+12;rights=eac"]);
    assert_eq!(code(&outcome), "-");
    for group in [3, 4, 11, 12] {
        assert_read(&outcome, &setup, dg(group));
    }
}

/// T51-AP_E_08, E_09, E_11 to E_13, E_17 to E_23, T51-LDS_G_01, G_02.
#[test]
fn terminal_authentication_that_fails_ends_the_read() {
    let cases = [
        ("cvca:car=wrong", "ta.no_chain"),
        ("cvca:car=absent", "ta.cvca_malformed"),
        ("cvca:tag=00", "ta.cvca_malformed"),
        ("cvca:car=zeros", "ta.cvca_malformed"),
        ("dg14-infos:ta-fid=wrong", "ta.cvca_missing"),
        ("dg14-infos:ta-sfid=wrong", "ta.cvca_missing"),
        ("ta-chip:id-ic=other", "ta.signature_refused"),
        ("challenge-length:step=ta;bytes=7", "ta.challenge_length"),
        ("challenge-length:step=ta;bytes=9", "ta.challenge_length"),
        ("ta-chain:dv=bad-signature", "ta.chain_refused"),
        ("ta-chain:is=bad-signature", "ta.chain_refused"),
        ("ta-chip:date=after-expiry", "ta.chain_refused"),
    ];
    for (fault, expected) in cases {
        let (setup, outcome) = read("eac", &[fault]);
        assert_eq!(code(&outcome), expected, "{fault}");
        assert_agreed(&outcome, fault);
        assert_read(&outcome, &setup, dg(2));
        let state = &terminal(&outcome).state;
        assert!(
            [failed(expected), aborted(expected)].contains(state),
            "{fault}: {state:?}"
        );
        assert!(outcome.evidence.file(dg(3)).is_none(), "{fault}");
    }
}

/// HRN-TC-TA-01, OWN-READ-09, T51-AP_E_24.
#[test]
fn without_rights_the_guarded_groups_stay_shut() {
    let setup = Setup::new("eac", &[]);
    let all = ReadPlan {
        files: FileSelection::All,
        ..ReadPlan::default()
    };
    let (outcome, _) = setup.read(&all);
    assert_eq!(code(&outcome), "-");
    assert_agreed(&outcome, "all");
    for group in [3, 4] {
        assert!(matches!(
            state(&outcome, dg(group)),
            FileState::Denied { .. }
        ));
    }
    assert!(outcome.evidence.chip.terminal_authentication.is_none());

    let plan = ReadPlan {
        files: named(&[3]),
        ..ReadPlan::default()
    };
    let (outcome, _) = setup.read(&plan);
    assert_eq!(code(&outcome), "ta.no_chain");
    assert_agreed(&outcome, "named");

    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_eq!(*state(&outcome, dg(3)), FileState::NotRequested);
}

/// The terminal shows nothing to a chip that has not shown its key.
#[test]
fn without_chip_authentication_nothing_is_shown() {
    let setup = Setup::new("eac", &[]);
    let plan = ReadPlan {
        proofs: ProofSelection::NONE,
        ..ReadPlan::default()
    };
    let (outcome, commands) = setup.read_by(&setup.key, &mut setup.terminal(), &plan);
    assert_eq!(code(&outcome), "-");
    assert_eq!(
        terminal(&outcome).state,
        aborted("ta.no_chip_authentication")
    );
    assert!(commands.iter().all(|command| command[1] != 0x2A));
    assert!(matches!(state(&outcome, dg(3)), FileState::Denied { .. }));
}

#[test]
fn a_chip_without_terminal_authentication_is_read_as_ever() {
    let setup = Setup::new("bac-ca", &[]);
    let eac = Setup::new("eac", &[]);
    let plan = ReadPlan::default();
    let (outcome, _) = setup.read_by(&setup.key, &mut eac.terminal(), &plan);
    assert_eq!(code(&outcome), "-");
    assert_agreed(&outcome, "no TA");
    assert_eq!(terminal(&outcome).state, StepState::NotSupported);
}

#[test]
fn a_key_that_does_not_sign() {
    let setup = Setup::new("eac", &[]);
    let mut silent = setup.terminal();
    silent.signs = false;
    let (outcome, _) = setup.read_by(&setup.key, &mut silent, &ReadPlan::default());
    assert_eq!(code(&outcome), "ta.signing_failed");
    assert_agreed(&outcome, "no signature");
}

/// PACE tells the authorities itself, whatever password opened the chip.
#[test]
fn over_pace_the_chip_names_its_authorities() {
    let setup = Setup::new("full", &[]);
    let plan = ReadPlan::default();
    let (outcome, _) = setup.read_by(&can(), &mut setup.terminal(), &plan);
    assert_eq!(code(&outcome), "-");
    assert_eq!(terminal(&outcome).state, StepState::Passed);
    assert!(outcome.evidence.file(File::Cvca).is_none());
    let active = outcome
        .evidence
        .chip
        .active_authentication
        .as_ref()
        .unwrap();
    assert_eq!(active.state, StepState::Passed);
    assert_read(&outcome, &setup, dg(4));
}

/// Doc 9303-11 §7.1.2: with Chip Authentication Mapping PACE has proven the chip, and its
/// ephemeral key is what the terminal signs; the mappings that prove nothing open nothing.
#[test]
fn mapping_that_proves_the_chip_stands_for_chip_authentication() {
    for key in [None, Some(can())] {
        let setup = Setup::new("eac-cam", &[]);
        let key = key.as_ref().unwrap_or(&setup.key);
        let plan = ReadPlan::default();
        let (outcome, _) = setup.read_by(key, &mut setup.terminal(), &plan);
        assert_eq!(code(&outcome), "-");
        let chip = &outcome.evidence.chip;
        assert!(chip.chip_authentication.is_none());
        assert_eq!(chip.pace_cam.as_ref().unwrap().state, StepState::Passed);
        assert_eq!(terminal(&outcome).state, StepState::Passed);
        assert!(outcome.evidence.file(File::Cvca).is_none());
        for group in [1, 2, 3, 4, 14] {
            assert_read(&outcome, &setup, dg(group));
        }
    }
    let mut generic = spec("eac-cam");
    let protocol = "gm-aes128-12".parse().unwrap();
    generic.set_pace(vec![protocol]).unwrap();
    let setup = Setup::of(generic, &[]);
    let plan = ReadPlan::default();
    let (outcome, commands) = setup.read_by(&setup.key, &mut setup.terminal(), &plan);
    assert_eq!(code(&outcome), "-");
    let unproven = aborted("ta.no_chip_authentication");
    assert_eq!(terminal(&outcome).state, unproven);
    assert!(commands.iter().all(|command| command[1] != 0x2A));
    assert!(matches!(state(&outcome, dg(3)), FileState::Denied { .. }));
}

/// Keys that died in Chip Authentication: no guarded file can be read, and that is the error.
#[test]
fn a_channel_lost_before_the_guarded_files() {
    let (setup, outcome) = read("eac", &["sm-wrong-keys:after=ca;keys=old"]);
    assert!(code(&outcome).starts_with("sm."), "{}", code(&outcome));
    assert_read(&outcome, &setup, dg(2));
    let chip = outcome.evidence.chip.chip_authentication.unwrap();
    assert!(matches!(chip.state, StepState::Failed { .. }));
}
