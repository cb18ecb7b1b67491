//! Opening by PACE, by the ids of the conformance table.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{
    Setup, aborted, assert_read, can, code, dg, failed, files_only, pin, puk, quirks, spec, state,
    strict,
};
use vidimus_access::AccessKey;
use vidimus_iso7816::{Fault as _, FaultClass};
use vidimus_lds::File;
use vidimus_lds::evidence::{CipherName, FileState, PasswordKind, Protocol, StepState};
use vidimus_lds::security_info::{Agreement, Mapping};
use vidimus_session::{AccessMode, ReadOutcome, ReadPlan};

fn only(access: AccessMode) -> ReadPlan {
    ReadPlan {
        access,
        ..ReadPlan::default()
    }
}

fn lenient() -> ReadPlan {
    ReadPlan {
        bac_after_pace_failure: true,
        ..ReadPlan::default()
    }
}

/// Whether a command of BAC left.
fn bac_was_tried(commands: &[Vec<u8>]) -> bool {
    commands.iter().any(|command| command[..2] == [0x00, 0x84])
}

fn assert_open(outcome: &ReadOutcome, setup: &Setup, what: &str) {
    assert_eq!(code(outcome), "-", "{what}");
    let access = &outcome.evidence.access;
    assert_eq!(access.protocol, Protocol::Pace, "{what}");
    assert_eq!(access.pace, StepState::Passed, "{what}");
    assert_eq!(access.secure_messaging, StepState::Passed, "{what}");
    for file in [File::CardAccess, File::Sod, dg(1), dg(2), dg(14)] {
        assert_read(outcome, setup, file);
    }
}

/// T51-AP_G_01 and the passwords of TR-03110.
#[test]
fn every_password_opens_the_chip() {
    let setup = Setup::new("pace", &[]);
    let keys = [
        (&setup.key, PasswordKind::Mrz),
        (&can(), PasswordKind::Can),
        (&pin(), PasswordKind::Pin),
        (&puk(), PasswordKind::Puk),
    ];
    for (key, kind) in keys {
        for plan in [ReadPlan::default(), only(AccessMode::Pace), strict()] {
            let (outcome, commands) = setup.read_with(Some(key), &plan);
            assert_open(&outcome, &setup, &format!("{kind:?}"));
            let access = &outcome.evidence.access;
            assert_eq!(access.password, Some(kind));
            assert_eq!(access.mrz_key.is_some(), kind == PasswordKind::Mrz);
            assert_eq!(access.cipher, Some(CipherName::Aes128));
            let used = access.pace_info.as_ref().unwrap();
            assert_eq!(used.oid, "0.4.0.127.0.7.2.2.4.2.2");
            assert_eq!(used.mapping, Mapping::Generic);
            assert_eq!(used.agreement, Agreement::Ecdh);
            assert_eq!((used.parameter_id, used.domain.as_str()), (12, "P-256"));
            assert!(!bac_was_tried(&commands));
            assert!(quirks(&outcome).is_empty());
        }
    }
}

/// T51-AP_G_02 to G_04, G_41: one of each kind; the whole matrix is a test of its own.
#[test]
fn variants_of_pace() {
    let presets = [
        ("pace-gm-3des-0", "MODP-1024/160"),
        ("pace-im-aes256-1", "MODP-2048/224"),
        ("pace-gm-aes192-2", "MODP-2048/256"),
        ("pace-im-3des-8", "P-192"),
        ("pace-gm-aes256-10", "P-224"),
        ("pace-im-aes128-13", "brainpoolP256r1"),
        ("pace-cam-aes192-16", "brainpoolP384r1"),
        ("pace-cam-aes256-17", "brainpoolP512r1"),
        ("pace-gm-aes128-18", "P-521"),
    ];
    for (preset, domain) in presets {
        let setup = Setup::new(preset, &[]);
        let (outcome, _) = setup.read_with(Some(&can()), &ReadPlan::default());
        assert_open(&outcome, &setup, preset);
        let used = outcome.evidence.access.pace_info.unwrap();
        assert_eq!(used.domain, domain);
    }
}

/// T51-AP_G_05 to G_07, G_36, T53-TS_PACE_1.7, OWN-PACE-13 and 14: which of several is used.
#[test]
fn of_several_infos_the_strongest_usable_one_is_used() {
    let cases = [
        ("list=gm-3des-12+gm-aes128-13+gm-aes256-16", 16),
        ("list=gm-aes128-12+gm-aes128-13+domain-explicit-13", 13),
        ("list=gm-3des-12+dh-cam-aes128", 12),
        ("list=gm-aes128-12+gm-aes128-explicit", 12),
        ("list=unknown-oid+gm-aes128-12", 12),
        ("list=v1-aes256-16+gm-aes128-12", 12),
        ("extra=1.2.3.4;count=3", 12),
    ];
    for (parameters, id) in cases {
        let setup = Setup::new("pace", &[&format!("cardaccess-infos:{parameters}")]);
        for plan in [ReadPlan::default(), strict()] {
            let (outcome, _) = setup.read(&plan);
            assert_open(&outcome, &setup, parameters);
            let used = outcome.evidence.access.pace_info.unwrap();
            assert_eq!(used.parameter_id, id, "{parameters}");
        }
    }
}

/// T51-AP_G_09 to G_26, T53-TS_PACE_2.1 to 3.6, OWN-PACE-02 to 05: what goes wrong has its name.
const FAILURES: [(&str, &str); 28] = [
    ("pace-nonce:value=bitflip", "access.wrong_key"),
    ("sw-on-step:step=pace.ga1;sw=6985", "pace.step_refused"),
    ("pace-bad-tag:step=ga1;tag=90", "pace.response_malformed"),
    ("pace-bad-tag:step=ga1;tag=cut", "pace.response_malformed"),
    ("pace-bad-tag:step=ga1;tag=80+82", "pace.response_malformed"),
    ("sw-on-step:step=pace.ga2;sw=6985", "pace.step_refused"),
    ("pace-bad-tag:step=ga2;tag=92", "pace.response_malformed"),
    ("pace-public:step=ga2;value=infinity", "pace.point_invalid"),
    ("pace-public:step=ga2;value=off-curve", "pace.point_invalid"),
    ("pace-public:step=ga2;value=range", "pace.point_invalid"),
    ("pace-public:step=ga2;value=short", "pace.point_invalid"),
    ("pace-public:step=ga2;value=form", "pace.point_invalid"),
    (
        "pace-public:step=ga2;value=compressed",
        "pace.point_invalid",
    ),
    ("sw-on-step:step=pace.ga3;sw=6985", "pace.step_refused"),
    ("pace-bad-tag:step=ga3;tag=94", "pace.response_malformed"),
    ("pace-bad-tag:step=ga3;tag=none", "pace.response_malformed"),
    ("pace-public:step=ga3;value=off-curve", "pace.point_invalid"),
    (
        "pace-public:step=ga3;value=other-curve",
        "pace.point_invalid",
    ),
    ("pace-public:step=ga3;value=echo", "pace.same_public_key"),
    ("sw-on-step:step=pace.ga4;sw=6985", "pace.step_refused"),
    ("pace-bad-tag:step=ga4;tag=96", "pace.response_malformed"),
    ("pace-token:value=bitflip", "pace.token_mismatch"),
    ("pace-token:value=other-mac", "pace.token_mismatch"),
    (
        "pace-mapping:value=nonce+1;accept-token=true",
        "pace.token_mismatch",
    ),
    (
        "sw-on-step:step=pace.mse_set_at;sw=6FFF",
        "pace.mse_refused",
    ),
    (
        "sw-on-step:step=pace.mse_set_at;sw=6A80",
        "pace.mse_refused",
    ),
    (
        "sw-on-step:step=pace.mse_set_at;sw=6A88",
        "pace.mse_refused",
    ),
    (
        "sw-on-step:step=pace.mse_set_at;sw=6985",
        "pace.mse_refused",
    ),
];

#[test]
fn pace_that_fails_has_its_own_error() {
    for (fault, expected) in FAILURES {
        let setup = Setup::new("pace-bac", &[fault]);
        for plan in [ReadPlan::default(), strict()] {
            let (outcome, commands) = setup.read(&plan);
            assert_eq!(code(&outcome), expected, "{fault}");
            let access = &outcome.evidence.access;
            assert_eq!(access.pace, failed(expected), "{fault}");
            assert_eq!(access.protocol, Protocol::None, "{fault}");
            assert!(!bac_was_tried(&commands), "{fault}: no BAC");
        }
        // by the caller's leave BAC opens it all the same, and that is written down
        let (outcome, _) = setup.read(&lenient());
        assert_eq!(code(&outcome), "-", "{fault}");
        let access = &outcome.evidence.access;
        assert_eq!(access.protocol, Protocol::Bac, "{fault}");
        assert_eq!(access.pace, failed(expected), "{fault}");
        assert!(access.bac_after_pace_failure, "{fault}");
        assert_eq!(access.pace_offered, Some(true));
        assert_read(&outcome, &setup, dg(1));
    }
}

/// T51-AP_G_17, G_22, OWN-PACE-04.
#[test]
fn dh_values_are_validated() {
    for step in ["ga2", "ga3"] {
        for value in ["0", "1", "p-1", "p", "above-p", "not-in-subgroup"] {
            let fault = format!("pace-public:kex=dh;step={step};value={value}");
            let setup = Setup::new("pace-gm-aes128-2", &[&fault]);
            let (outcome, _) = setup.read(&ReadPlan::default());
            assert_eq!(code(&outcome), "pace.dh_value_invalid", "{fault}");
        }
    }
}

/// Whether this row runs to its end: T51-AP_G_35.
#[test]
fn data_of_another_mapping_prove_nothing() {
    let setup = Setup::new("pace", &["pace-cam-data:mapping=gm;tag=8A;value=random"]);
    let (outcome, _) = setup.read(&ReadPlan::default());
    assert_open(&outcome, &setup, "8A");
    assert!(outcome.evidence.chip.pace_cam.is_none());
    assert_eq!(quirks(&outcome), ["pace.surplus_cam_data"]);
}

/// T51-AP_G_27: a cut EF.CardAccess may be a push towards BAC.
#[test]
fn a_malformed_card_access_stops_the_read() {
    let setup = Setup::new("pace-bac", &["cardaccess-encoding:form=length+2"]);
    for plan in [ReadPlan::default(), strict()] {
        let (outcome, commands) = setup.read(&plan);
        assert_eq!(code(&outcome), "pace.cardaccess_malformed");
        assert_eq!(
            outcome.evidence.access.pace,
            aborted("pace.cardaccess_malformed")
        );
        assert!(!bac_was_tried(&commands));
        assert!(commands.iter().all(|command| command[1] != 0x22));
    }
    let (outcome, _) = setup.read(&lenient());
    assert_eq!(code(&outcome), "-");
    assert!(outcome.evidence.access.bac_after_pace_failure);
    // who asks for BAC gets it
    let (outcome, _) = setup.read(&only(AccessMode::Bac));
    assert_eq!(outcome.evidence.access.protocol, Protocol::Bac);
}

/// T53-TS_PACE_3.1 and 3.2, OWN-PACE-01, OWN-PACE-06.
#[test]
fn without_a_usable_info_nothing_is_sent() {
    for list in [
        "dh-gm-aes128-12",
        "gm-aes128-31",
        "explicit-weak",
        "im-aes128-10",
    ] {
        let setup = Setup::new("pace", &[&format!("cardaccess-infos:list={list}")]);
        let (outcome, commands) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "pace.no_usable_info", "{list}");
        assert_eq!(
            outcome.evidence.access.pace,
            aborted("pace.no_usable_info"),
            "{list}"
        );
        let reads = commands.iter().filter(|command| command[1] == 0xB0);
        assert_eq!(reads.count(), commands.len(), "{list}");
        assert_eq!(outcome.error.unwrap().class(), FaultClass::CardIncompatible);
    }
}

/// OWN-PACE-12.
#[test]
fn a_chip_that_always_wants_object_84() {
    for sw in ["6A87", "6A80"] {
        let setup = Setup::new("pace", &[&format!("mse-needs-84:sw={sw}")]);
        let (outcome, commands) = setup.read(&ReadPlan::default());
        assert_open(&outcome, &setup, sw);
        assert_eq!(quirks(&outcome), ["pace.always_tag84"]);
        let asked = commands
            .iter()
            .filter(|command| command[..2] == [0x00, 0x22]);
        assert_eq!(asked.count(), 2, "one repeat");
        let (outcome, commands) = setup.read(&strict());
        assert_eq!(code(&outcome), "pace.mse_refused");
        let asked = commands.iter().filter(|command| command[1] == 0x22);
        assert_eq!(asked.count(), 1);
    }
}

/// Two sets of domain parameters make object 84 due (Doc 9303-11 §4.4.4.1); a chip that does
/// not know it is asked once more without, and tells the variant by its object identifier.
#[test]
fn a_chip_that_never_takes_object_84() {
    for sw in ["6A87", "6A80"] {
        let mut two = spec("pace");
        let protocols = ["gm-aes256-13", "gm-aes128-12"].map(|name| name.parse().unwrap());
        two.set_pace(protocols.to_vec()).unwrap();
        let sound = Setup::of(two.clone(), &[]);
        let (outcome, _) = sound.read(&ReadPlan::default());
        assert_open(&outcome, &sound, "with object 84");
        assert!(quirks(&outcome).is_empty());

        let setup = Setup::of(two, &[&format!("mse-refuses-84:sw={sw}")]);
        let (outcome, commands) = setup.read(&ReadPlan::default());
        assert_open(&outcome, &setup, sw);
        assert_eq!(quirks(&outcome), ["pace.no_tag84"]);
        let asked: Vec<_> = commands
            .iter()
            .filter(|command| command[..2] == [0x00, 0x22])
            .collect();
        assert_eq!(asked.len(), 2, "one repeat");
        assert!(asked[0].ends_with(&[0x84, 1, 13]));
        assert_eq!(asked[1].len(), asked[0].len() - 3);
        let (outcome, commands) = setup.read(&strict());
        assert_eq!(code(&outcome), "pace.mse_refused");
        let asked = commands.iter().filter(|command| command[1] == 0x22);
        assert_eq!(asked.count(), 1);
    }
    let (outcome, _) = Setup::new("pace", &["mse-refuses-84:sw=6A80"]).read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-", "no object 84 was due");
    assert!(quirks(&outcome).is_empty());
}

/// OWN-ACC-02 to ACC-04, OWN-PACE-11.
#[test]
fn tries_are_counted_and_the_last_one_kept() {
    let cases = [
        ("pin-state:tries=1", "access.last_try", Some(1)),
        ("pin-state:tries=suspended", "access.pin_suspended", None),
        ("pin-state:tries=blocked", "access.pin_blocked", Some(0)),
    ];
    for (fault, expected, left) in cases {
        let setup = Setup::new("pace", &[fault]);
        let (outcome, commands) = setup.read_with(Some(&pin()), &ReadPlan::default());
        assert_eq!(code(&outcome), expected, "{fault}");
        let access = &outcome.evidence.access;
        assert_eq!(access.pace, aborted(expected), "{fault}");
        assert_eq!(access.attempts_left, left, "{fault}");
        assert_eq!(commands.len(), 2, "{fault}: nothing after MSE:Set AT");
        assert_eq!(outcome.error.unwrap().class(), FaultClass::AccessDenied);
    }
    let plan = ReadPlan {
        spend_last_try: true,
        ..ReadPlan::default()
    };
    let setup = Setup::new("pace", &["pin-state:tries=1"]);
    let (outcome, _) = setup.read_with(Some(&pin()), &plan);
    assert_open(&outcome, &setup, "the last try, spent");

    let setup = Setup::new("pace", &["wrong-key:password=pin;sw=63C2"]);
    let (outcome, _) = setup.read_with(Some(&pin()), &ReadPlan::default());
    assert_eq!(code(&outcome), "access.wrong_key");
    assert_eq!(outcome.evidence.access.attempts_left, Some(2));

    let setup = Setup::new("pace", &["wrong-key:password=can;sw=6300"]);
    for _ in 0..3 {
        let (outcome, commands) = setup.read_with(Some(&can()), &ReadPlan::default());
        assert_eq!(code(&outcome), "access.wrong_key");
        assert_eq!(outcome.evidence.access.attempts_left, None);
        let asked = commands.iter().filter(|command| command[1] == 0x22);
        assert_eq!(asked.count(), 1, "one attempt");
    }
}

/// T53-TS_PACE_2.6, OWN-SM-19.
#[test]
fn a_channel_with_other_keys() {
    let (outcome, _) = Setup::new("pace", &["sm-wrong-keys:after=pace"]).read(&ReadPlan::default());
    assert_eq!(code(&outcome), "sm.mac_mismatch");
    let access = &outcome.evidence.access;
    assert_eq!(access.secure_messaging, failed("sm.mac_mismatch"));
    assert_eq!(access.pace, StepState::Passed);
}

/// OWN-READ-05, OWN-NW-23: the master file is never fatal.
#[test]
fn the_ladder_to_card_access() {
    for sw in ["6982", "6A82", "6A86", "6A87", "6985", "6D00"] {
        let setup = Setup::new("pace-bac", &[&format!("sw-on-select:target=mf;sw={sw}")]);
        let (outcome, commands) = setup.read(&ReadPlan::default());
        assert_open(&outcome, &setup, sw);
        assert!(commands.iter().all(|command| command[..3] != [0, 0xA4, 0]));
    }
    for sw in ["6A82", "6982", "6A86"] {
        let setup = Setup::new("pace-bac", &[&format!("cardaccess-hidden:sw={sw}")]);
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-", "{sw}");
        let access = &outcome.evidence.access;
        assert_eq!(access.protocol, Protocol::Bac, "{sw}");
        assert_eq!(access.pace_offered, (sw == "6A82").then_some(false));
        assert_read(&outcome, &setup, dg(14));
    }
    // refused by short identifier and by identifier, both forms of SELECT MF are tried
    let faults = [
        "cardaccess-hidden:sw=6982",
        "sw-on-select:target=mf;sw=6985",
    ];
    let (outcome, commands) = Setup::new("pace-bac", &faults).read(&ReadPlan::default());
    assert_eq!(code(&outcome), "-");
    let forms: Vec<_> = commands
        .iter()
        .filter(|command| command[..3] == [0, 0xA4, 0])
        .map(Vec::len)
        .collect();
    assert_eq!(forms, [4, 7]);
}

/// OWN-PACE-09 and 10, OWN-NW-24: what a downgrade is seen by stays in the evidence.
#[test]
fn bac_on_a_chip_that_offers_pace_leaves_its_trace() {
    let setup = Setup::new("pace-bac", &[]);
    let (outcome, _) = setup.read(&only(AccessMode::Bac));
    assert_eq!(code(&outcome), "-");
    let access = &outcome.evidence.access;
    assert_eq!(access.protocol, Protocol::Bac);
    assert_eq!(access.pace_offered, Some(true));
    assert_eq!(access.pace, StepState::NotRequested);
    assert!(!access.bac_after_pace_failure, "nothing failed");

    let plan = ReadPlan {
        files: common::named(&[1, 2]),
        ..ReadPlan::default()
    };
    let setup = Setup::new("pace-bac", &["cardaccess-hidden:sw=6A82"]);
    let (outcome, _) = setup.read(&plan);
    assert_read(&outcome, &setup, dg(14));
}

/// OWN-ACC-01, and keys that fit no way.
#[test]
fn ways_that_the_chip_does_not_have() {
    let pace = Setup::new("pace", &[]);
    let bac = Setup::new("bac", &[]);
    type Case<'a> = (&'a Setup, AccessMode, Option<&'a AccessKey>, &'a str);
    let can = can();
    let cases: [Case<'_>; 7] = [
        (
            &pace,
            AccessMode::Bac,
            Some(&pace.key),
            "access.pace_required",
        ),
        (&pace, AccessMode::Bac, Some(&can), "usage.key_not_for_bac"),
        (&pace, AccessMode::Pace, None, "usage.no_access_key"),
        (&pace, AccessMode::Auto, None, "usage.no_access_key"),
        (
            &bac,
            AccessMode::Pace,
            Some(&bac.key),
            "access.pace_not_offered",
        ),
        (
            &bac,
            AccessMode::Auto,
            Some(&can),
            "access.pace_not_offered",
        ),
        (
            &bac,
            AccessMode::Pace,
            Some(&can),
            "access.pace_not_offered",
        ),
    ];
    for (setup, mode, key, expected) in cases {
        let (outcome, _) = setup.read_with(key, &only(mode));
        assert_eq!(code(&outcome), expected, "{mode:?}");
        assert!(outcome.error.unwrap().hint().is_some(), "{expected}");
    }
    let setup = Setup::new("pace", &["bac-disabled:sw=6A88"]);
    let (outcome, _) = setup.read(&only(AccessMode::Bac));
    assert_eq!(outcome.evidence.access.bac, aborted("access.pace_required"));
}

/// T51-AP_G_29 to G_34, OWN-READ-14: the file that vouches is read before the application is
/// selected, for its short identifier names another file there.
#[test]
fn chip_authentication_mapping() {
    let setup = Setup::new("pace-cam", &[]);
    let (outcome, commands) = setup.read(&files_only());
    assert_open(&outcome, &setup, "CAM");
    assert_read(&outcome, &setup, File::CardSecurity);
    let seen = outcome.evidence.chip.pace_cam.as_ref().unwrap();
    assert_eq!(seen.state, StepState::Passed);
    assert_eq!(seen.parameter_id, 12);
    assert_eq!(seen.mapping_key.len(), 65);
    assert_eq!(seen.authentication_data.as_ref().unwrap().len(), 32);
    assert!(seen.same_connection);
    let header = |command: &Vec<u8>| [command[0], command[1], command[2]];
    let protected: Vec<_> = commands.iter().map(header).collect();
    let application = protected.iter().position(|h| *h == [0x0C, 0xA4, 0x04]);
    let security = protected.iter().position(|h| *h == [0x0C, 0xB0, 0x9D]);
    assert!(security.unwrap() < application.unwrap());
    assert!(protected[application.unwrap() + 1..].contains(&[0x0C, 0xB0, 0x9D]));

    for (fault, expected) in [
        ("tag=absent", "pace.cam_data_missing"),
        ("tag=8A;value=bad-encoding", "pace.cam_data_malformed"),
        ("tag=8B;value=right", "pace.cam_data_missing"),
        ("tag=8A;value=empty", "pace.cam_data_malformed"),
    ] {
        let setup = Setup::new("pace-cam", &[&format!("pace-cam-data:{fault}")]);
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_open(&outcome, &setup, fault);
        let seen = outcome.evidence.chip.pace_cam.unwrap();
        assert_eq!(seen.state, failed(expected), "{fault}");
        assert!(seen.authentication_data.is_none());
    }
}

/// EF.CardSecurity that cannot be read is no error of the read.
#[test]
fn a_missing_card_security_is_written_down() {
    for fault in [
        "file-missing:file=cardsecurity",
        "file-denied:file=cardsecurity;sw=6982",
    ] {
        let setup = Setup::new("pace-cam", &[fault]);
        let (outcome, _) = setup.read(&ReadPlan::default());
        assert_eq!(code(&outcome), "-", "{fault}");
        let state = state(&outcome, File::CardSecurity);
        assert!(
            matches!(state, FileState::Absent | FileState::Denied { .. }),
            "{fault}: {state:?}"
        );
        assert_eq!(
            outcome.evidence.chip.pace_cam.unwrap().state,
            StepState::Passed
        );
    }
}

/// The quirk `sm.reopen_after_plain_error` over PACE: opened the same way, the proof by mapping
/// made anew.
#[test]
fn a_session_that_dies_is_opened_again_by_pace() {
    for preset in ["pace", "pace-cam"] {
        let setup = Setup::new(
            preset,
            &["sm-plain:kind=status;sw=6700;file=dg2;at=read;times=1"],
        );
        let (outcome, commands) = setup.read_with(Some(&can()), &ReadPlan::default());
        assert_open(&outcome, &setup, preset);
        assert!(quirks(&outcome).contains(&"sm.reopen_after_plain_error"));
        let asked = commands
            .iter()
            .filter(|command| command[..2] == [0x00, 0x22]);
        assert_eq!(asked.count(), 2, "{preset}");
        if let Some(cam) = &outcome.evidence.chip.pace_cam {
            assert_eq!(cam.state, StepState::Passed);
            assert!(cam.same_connection);
        }
    }
}
