//! The cases of opening a chip and of secure messaging, by their ids in the conformance table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Fixed, Setup, assert_read, code, dg, failed, quirks, state, strict};
use vidimus_access::{AccessKey, MrzKey};
use vidimus_iso7816::{Fault as _, FaultClass};
use vidimus_lds::File;
use vidimus_lds::evidence::{FileState, Protocol, StepState};
use vidimus_session::{AccessMode, ReadPlan, Silent, read};

/// T51-AP_B_04 to B_09, OWN-SM-01 to OWN-SM-17: what a chip does, and the error it ends in.
const SECURE_MESSAGING: [(&str, &str, &str); 21] = [
    (
        "AP_B_04",
        "sm-plain:kind=status;sw=6988;at=first-read;times=always",
        "sm.plain_error",
    ),
    ("AP_B_05", "sm-objects:op=drop;do=8E", "sm.mac_missing"),
    (
        "AP_B_06",
        "sm-objects:op=drop;do=87;remac=true",
        "sm.data_missing",
    ),
    (
        "AP_B_07",
        "sm-objects:op=drop;do=99;remac=true",
        "sm.status_missing",
    ),
    (
        "AP_B_08",
        "sm-corrupt:do=8E;bit=0;response=3",
        "sm.mac_mismatch",
    ),
    ("AP_B_09", "sm-corrupt:do=87;byte=5", "sm.mac_mismatch"),
    (
        "OWN-SM-01",
        "sm-plain:kind=data;file=dg1",
        "sm.plain_response",
    ),
    (
        "OWN-SM-03",
        "sm-status-mismatch:do99=9000;trailer=6282",
        "sm.status_mismatch",
    ),
    (
        "OWN-SM-05",
        "sm-padding:indicator=02",
        "sm.padding_indicator",
    ),
    ("OWN-SM-06", "sm-padding:pad=none", "sm.padding"),
    (
        "OWN-SM-07",
        "sm-objects:op=resize;do=8E;bytes=7",
        "sm.mac_length",
    ),
    (
        "OWN-SM-07b",
        "sm-objects:op=resize;do=8E;bytes=9",
        "sm.mac_length",
    ),
    (
        "OWN-SM-08",
        "sm-objects:op=duplicate;do=87",
        "sm.duplicate_object",
    ),
    (
        "OWN-SM-09",
        "sm-objects:op=reorder;order=99,87,8E",
        "sm.object_order",
    ),
    (
        "OWN-SM-10",
        "sm-objects:op=extra;do=80;maced=true",
        "sm.unknown_object",
    ),
    (
        "OWN-SM-11",
        "sm-objects:op=swap;from=87;to=85",
        "sm.wrong_object",
    ),
    ("OWN-SM-12", "sm-replay-response:back=1", "sm.mac_mismatch"),
    (
        "OWN-SM-17",
        "read-answer-size:sm=true;delta=+16",
        "sm.data_too_long",
    ),
    ("OWN-NW-29", "sm-corrupt:do=8E;then=read", "sm.mac_mismatch"),
    ("-", "sm-objects:op=drop;do=87", "sm.mac_mismatch"),
    ("-", "sm-corrupt:do=99;bit=3", "sm.mac_mismatch"),
];

#[test]
fn a_protected_response_that_does_not_open_ends_the_session() {
    for (id, fault, expected) in SECURE_MESSAGING {
        let setup = Setup::new("bac", &[fault]);
        for plan in [ReadPlan::default(), strict()] {
            let (outcome, _) = setup.read(&plan);
            assert_eq!(code(&outcome), expected, "{id}");
            let access = &outcome.evidence.access;
            assert_eq!(access.secure_messaging, failed(expected), "{id}");
            assert_eq!(access.bac, StepState::Passed, "{id}");
            let failure = outcome.evidence.failure.unwrap();
            assert_eq!(failure.code, expected, "{id}");
            assert!(failure.step.unwrap().starts_with("read."), "{id}");
        }
    }
}

/// OWN-NW-29: after a failed unwrap nothing leaves any more, neither protected nor in the clear.
#[test]
fn after_a_failed_unwrap_no_command_leaves() {
    let setup = Setup::new("bac", &["sm-corrupt:do=8E;bit=0;response=3"]);
    let (_, commands) = setup.read(&ReadPlan::default());
    // four to open, three reads, and no more
    assert_eq!(commands.len(), 7);
    assert!(commands[4..].iter().all(|command| command[0] == 0x0C));
}

/// OWN-SM-02: field opens the chip again and goes on at the same byte; strict does not.
#[test]
fn a_bare_status_word_is_met_by_opening_again_once() {
    let setup = Setup::new("bac", &["sm-plain:kind=status;sw=6700;at=read;times=1"]);
    let (outcome, commands) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    assert_read(&outcome, &setup, dg(2));
    assert_read(&outcome, &setup, File::Sod);
    assert!(quirks(&outcome).contains(&"sm.reopen_after_plain_error"));
    assert_eq!(outcome.evidence.access.secure_messaging, StepState::Passed);
    let challenges = commands.iter().filter(|command| command[1] == 0x84);
    assert_eq!(challenges.count(), 2);
    let (outcome, _) = setup.read(&strict());
    assert_eq!(code(&outcome), "sm.plain_error");
    assert_eq!(
        outcome.evidence.access.secure_messaging,
        failed("sm.plain_error")
    );
}

/// T51-AP_B_01 to B_03, OWN-BAC-01 to BAC-06: one attempt, and the right culprit.
#[test]
fn bac_that_does_not_open_the_chip() {
    let cases = [
        ("bac-response:part=mac", "bac.mac_mismatch"),
        (
            "bac-response:part=ciphertext;remac=true",
            "bac.rnd_ifd_mismatch",
        ),
        (
            "sw-on-step:step=bac.external_authenticate;sw=6300",
            "access.wrong_key",
        ),
        (
            "bac-response:part=rnd-ifd;remac=true",
            "bac.rnd_ifd_mismatch",
        ),
        ("bac-response:part=rnd-ic;remac=true", "bac.rnd_ic_mismatch"),
        ("bac-response:part=echo", "bac.rnd_ic_mismatch"),
        ("challenge-length:step=bac;bytes=7", "bac.challenge_length"),
        ("challenge-length:step=bac;bytes=9", "bac.challenge_length"),
        ("wrong-key:sw=6300", "access.wrong_key"),
        ("wrong-key:sw=6A80", "access.wrong_key"),
        ("wrong-key:sw=6988", "access.wrong_key"),
        ("wrong-key:sw=63C2", "access.wrong_key"),
        ("wrong-key:delay=1s;growing=true", "access.wrong_key"),
    ];
    for (fault, expected) in cases {
        let setup = Setup::new("bac", &[fault]);
        let (outcome, commands) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), expected, "{fault}");
        assert_eq!(outcome.evidence.access.bac, failed(expected), "{fault}");
        assert_eq!(outcome.evidence.access.protocol, Protocol::None, "{fault}");
        let attempts = commands.iter().filter(|command| command[1] == 0x82);
        assert!(attempts.count() <= 1, "{fault}: no second attempt");
        assert!(commands.iter().all(|command| command[0] == 0x00), "{fault}");
        let class = if expected.starts_with("access.") {
            FaultClass::AccessDenied
        } else {
            FaultClass::CardMisbehaved
        };
        assert_eq!(outcome.error.unwrap().class(), class, "{fault}");
    }
}

#[test]
fn a_wrong_mrz_is_an_answer_and_not_a_lost_card() {
    let setup = Setup::new("bac", &[]);
    let wrong = AccessKey::Mrz(MrzKey::from_fields("X1", "800101", "400101").unwrap());
    let (outcome, commands) = setup.read_with(Some(&wrong), &ReadPlan::default());
    assert_eq!(code(&outcome), "access.wrong_key");
    assert_eq!(commands.len(), 4);
}

/// T51-AP_A_03.
#[test]
fn a_card_without_the_application() {
    let setup = Setup::new("bac", &["sw-on-select:target=aid;sw=6A82"]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "card.application_not_found");
    assert_eq!(outcome.error.unwrap().class(), FaultClass::CardIncompatible);
}

/// T51-AP_A_01: with a key at hand, without one, and when told so.
#[test]
fn a_chip_without_access_control() {
    let setup = Setup::new("plain", &[]);
    let none = ReadPlan {
        access: AccessMode::None,
        ..ReadPlan::default()
    };
    let cases = [
        (
            Some(&setup.key),
            ReadPlan::default(),
            StepState::NotSupported,
        ),
        (None, ReadPlan::default(), StepState::NotSupported),
        (Some(&setup.key), none, StepState::NotRequested),
    ];
    for (key, plan, bac) in cases {
        let (outcome, commands) = setup.read_with(key, &plan);
        assert_eq!(code(&outcome), "-");
        for file in [File::Sod, dg(1), dg(2)] {
            assert_read(&outcome, &setup, file);
        }
        let access = &outcome.evidence.access;
        assert_eq!(access.bac, bac);
        assert_eq!(access.secure_messaging, StepState::NotSupported);
        assert_eq!(access.protocol, Protocol::None);
        assert!(access.mrz_key.is_none() && access.password.is_none());
        assert!(commands.iter().all(|command| command[0] == 0x00));
    }
}

/// OWN-ACC-05.
#[test]
fn a_protected_chip_without_a_key() {
    let setup = Setup::new("bac", &[]);
    let (outcome, _) = setup.read_with(None, &ReadPlan::default());
    assert_eq!(code(&outcome), "usage.no_access_key");
    let error = outcome.error.unwrap();
    assert_eq!(error.class(), FaultClass::ApiMisuse);
    assert!(error.hint().is_some());
}

/// OWN-ACC-01.
#[test]
fn a_chip_without_bac_says_that_pace_is_required() {
    let setup = Setup::new("bac", &["bac-disabled:sw=6A88"]);
    for access in [AccessMode::Auto, AccessMode::Bac] {
        let plan = ReadPlan {
            access,
            ..ReadPlan::default()
        };
        let (outcome, _) = setup.read(&plan);
        assert_eq!(code(&outcome), "access.pace_required", "{access:?}");
        let aborted = StepState::Aborted {
            code: "access.pace_required".to_owned(),
        };
        assert_eq!(outcome.evidence.access.bac, aborted);
    }
}

/// A chip that offers PACE and does not perform it: the read stops, unless BAC is asked for.
#[test]
fn pace_that_is_offered_is_not_passed_over() {
    let setup = Setup::new("standard-cardaccess", &[]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(code(&outcome), "pace.mse_refused");
    assert_eq!(outcome.evidence.access.pace_offered, Some(true));
    let plan = ReadPlan {
        access: AccessMode::Bac,
        ..ReadPlan::default()
    };
    let (outcome, _) = setup.read(&plan);
    assert_eq!(code(&outcome), "-");
    assert_eq!(outcome.evidence.access.pace, StepState::NotRequested);
    assert_eq!(outcome.evidence.access.bac, StepState::Passed);
    assert_read(&outcome, &setup, File::CardAccess);
}

#[test]
fn without_card_access_no_pace_is_offered() {
    let setup = Setup::new("bac", &[]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_eq!(state(&outcome, File::CardAccess), &FileState::Absent);
    assert_eq!(outcome.evidence.access.pace_offered, Some(false));
    assert_eq!(outcome.evidence.access.pace, StepState::NotSupported);
}

/// OWN-SM-18 and OWN-READ-11: the evidence keeps what is whole and marks what is not.
#[test]
fn a_card_that_goes_away_leaves_what_was_whole() {
    let setup = Setup::new("standard", &[]);
    for (removed, expected) in [
        (true, "transport.card_removed"),
        (false, "transport.card_reset"),
    ] {
        let transport = vidimus_chip::ChipTransport::new(setup.chip());
        let mut transport = if removed {
            transport.removed_at(40)
        } else {
            transport.reset_at(40)
        };
        let plan = ReadPlan::default();
        let outcome = read(
            &mut transport,
            Some(&setup.key),
            &plan,
            &mut Fixed(1),
            &mut Silent,
        );
        assert_eq!(code(&outcome), expected);
        assert_eq!(transport.exchanges(), 40, "nothing was sent afterwards");
        assert_eq!(outcome.evidence.apdu.count, 40);
        assert_read(&outcome, &setup, File::Sod);
        assert_read(&outcome, &setup, dg(1));
        let FileState::Partial { bytes } = state(&outcome, dg(2)) else {
            panic!("{:?}", state(&outcome, dg(2)))
        };
        // 39 answers: 4 to open, 10 of EF.SOD, 1 of DG1
        assert_eq!(bytes.len(), 24 * 231);
        assert_eq!(bytes[..], setup.image.files[&dg(2)][..bytes.len()]);
        let lost = FileState::Failed {
            code: expected.to_owned(),
        };
        assert_eq!(state(&outcome, dg(15)), &lost);
        assert_eq!(outcome.evidence.access.secure_messaging, StepState::Passed);
        assert_eq!(outcome.error.unwrap().step(), Some("read.dg2"));
    }
}

/// OWN-BAC-07 and OWN-BAC-08.
#[test]
fn short_and_long_document_numbers_open_the_chip() {
    for preset in [
        "bac-short-number",
        "bac-td1-long-number",
        "bac-td1",
        "bac-td2",
    ] {
        let setup = Setup::new(preset, &[]);
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-", "{preset}");
        assert_read(&outcome, &setup, dg(1));
    }
}
