//! Driving licences read by BAP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    dead_code,
    reason = "tests"
)]

mod common;

use common::Setup;
use vidimus_access::{AccessKey, LicenceKey};
use vidimus_iso7816::Fault;
use vidimus_lds::evidence::{Application, PasswordKind, Protocol, StepState};
use vidimus_lds::profile::Profile;
use vidimus_lds::{DataGroup, File};
use vidimus_session::{AccessMode, ReadPlan};

/// The line of the made-up licence.
const LINE: &str = "D1UTO15094962111A7SPECIMEN0009";

fn line(text: &str) -> AccessKey {
    AccessKey::Licence(LicenceKey::from_line(text).unwrap())
}

/// As `--profile iso18013` reads.
fn plan() -> ReadPlan {
    ReadPlan::default().with_profile(profile())
}

fn profile() -> &'static Profile {
    Profile::named("iso18013").unwrap()
}

fn setup(preset: &str) -> Setup {
    let mut setup = Setup::new(preset, &[]);
    setup.key = line(LINE);
    setup
}

#[test]
fn a_licence_is_opened_by_its_line_and_read() {
    let (outcome, commands) = setup("idl").read(&plan());
    assert_eq!(outcome.error, None);
    let evidence = outcome.evidence;
    assert_eq!(evidence.application, Application::DrivingLicence);
    assert_eq!(evidence.access.protocol, Protocol::Bap);
    assert_eq!(evidence.access.bac, StepState::Passed);
    assert_eq!(evidence.access.password, Some(PasswordKind::Licence));
    for number in [1, 6, 12] {
        let group = DataGroup::new(number).unwrap();
        assert!(evidence.data_group(group).is_some(), "DG{number}");
    }
    assert!(!evidence.files.contains_key(&File::Dg(DataGroup::DG2)));
    // EF.CardAccess, then the licence's own application: nothing else is asked for
    assert_eq!(commands[1], b"\x00\xA4\x04\x0C\x07\xA0\0\0\x02\x48\x02\0");
}

#[test]
fn the_proof_is_asked_for_with_the_key_of_dg13() {
    let (outcome, _) = setup("idl-aa").read(&plan());
    let proof = outcome.evidence.chip.active_authentication.unwrap();
    assert_eq!(proof.state, StepState::Passed);
    assert_eq!(proof.response.unwrap().len(), 256);
}

#[test]
fn a_wrong_line_or_key_keeps_it_shut() {
    let setup = setup("idl");
    let wrong = line("D1UTO15094962111A7SPECIMEN0010");
    let (outcome, _) = setup.read_with(Some(&wrong), &plan());
    assert_eq!(outcome.error.unwrap().code(), "access.wrong_key");
    assert!(matches!(
        outcome.evidence.access.bac,
        StepState::Failed { .. }
    ));
    // PACE would take the line in a way that is not confirmed
    let pace = ReadPlan {
        access: AccessMode::Pace,
        ..plan()
    };
    let (outcome, _) = setup.read_with(Some(&setup.key), &pace);
    assert_eq!(outcome.error.unwrap().code(), "usage.key_not_for_pace");
    // a card that is no licence
    let passport = Setup::new("bac", &[]);
    let (outcome, _) = passport.read_with(Some(&setup.key), &plan());
    assert_eq!(outcome.error.unwrap().code(), "card.application_not_found");
    // and a profile without BAP
    let (outcome, commands) = setup.read_with(Some(&setup.key), &ReadPlan::default());
    let code = outcome.error.unwrap().code();
    assert_eq!(code, "usage.protocol_not_in_profile");
    assert!(commands.iter().all(|command| command[1] == 0xB0));
}

#[test]
fn without_a_line_a_licence_is_found_where_the_plan_has_it_so() {
    let setup = setup("idl");
    let mrz = Setup::new("bac", &[]).key;
    let (outcome, commands) = setup.read_with(Some(&mrz), &ReadPlan::default());
    assert_eq!(outcome.error.unwrap().code(), "card.application_not_found");
    assert_eq!(commands.len(), 2);
    let plan = ReadPlan::default().or_profile(profile());
    let (outcome, commands) = setup.read_with(Some(&mrz), &plan);
    // found, and no try is spent with a key that cannot be its own
    assert_eq!(outcome.evidence.application, Application::DrivingLicence);
    assert_eq!(outcome.error.unwrap().code(), "usage.key_not_for_licence");
    assert_eq!(commands.len(), 3);
    // a passport costs no command more
    let passport = Setup::new("bac", &[]);
    let (usual, _) = passport.read(&ReadPlan::default());
    let (found, _) = passport.read(&plan);
    assert_eq!(usual.evidence.apdu, found.evidence.apdu);
}
