//! Commands of PACE one by one: order, classes, lengths, and what is open before and after
//! (Doc 9303-11 §4.2, §4.4.2, §4.4.4).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::pace::{issue, keys, open, spec};
use common::{SELECT_APPLICATION, Session, dg, hex, plain, read_sfi, status};
use vidimus_access::{AccessKey, MrzKey, Password};
use vidimus_chip::personalise::{PersonaliseError, Preset};
use vidimus_chip::{Chip, SeededRandom};
use vidimus_iso7816::{CommandApdu, Fault as _};
use vidimus_lds::File;
use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::evidence::Application;

/// MSE:Set AT of the base protocol with the MRZ.
const SET_AT: &str = "0022C1A40F800A04007F00070202040202830101";
const QUERY: &str = "10860000027C0000";

fn chip(preset: &str) -> Chip {
    issue(preset, &[]).chip
}

fn answers(chip: &mut Chip, pairs: &[(&str, u16)]) {
    for (command, expected) in pairs {
        assert_eq!(status(chip, &hex(command)), *expected, "{command}");
    }
}

#[test]
fn before_pace_only_the_public_files_are_open() {
    let mut chip = chip("pace");
    answers(
        &mut chip,
        &[
            ("00B09C0000", 0x9000),
            ("00A4020C02011C", 0x9000),
            ("00B0000000", 0x9000),
            ("00B09D0000", 0x6A82),
            ("00A4040C07A0000002471001", 0x9000),
            ("00B09E0000", 0x6982),
            ("00A4020C02011E", 0x6982),
            ("0084000008", 0x6A88),
        ],
    );
    let mut chip = common::chip(spec("pace-cam").personalise().unwrap().image());
    answers(
        &mut chip,
        &[("00B09D0000", 0x6982), ("00A4020C02011D", 0x6982)],
    );
}

#[test]
fn the_steps_come_in_their_order() {
    for command in [
        QUERY,
        "10860000057C03810104 00",
        "008600000C7C0A850801020304050607080 0",
    ] {
        let mut chip = chip("pace");
        answers(&mut chip, &[(&command.replace(' ', ""), 0x6985)]);
    }
    let mut chip = chip("pace");
    // a step twice, and one left out, end the run
    answers(
        &mut chip,
        &[
            (SET_AT, 0x9000),
            (QUERY, 0x9000),
            (QUERY, 0x6985),
            (QUERY, 0x6985),
        ],
    );
    answers(
        &mut chip,
        &[
            (SET_AT, 0x9000),
            ("10860000057C0383010400", 0x6985),
            (QUERY, 0x6985),
        ],
    );
    // anything in between does too
    answers(
        &mut chip,
        &[(SET_AT, 0x9000), ("00B09C0000", 0x9000), (QUERY, 0x6985)],
    );
    // the last of a chain too early
    answers(&mut chip, &[(SET_AT, 0x9000), ("00860000027C0000", 0x6985)]);
    // no Le, operands, no template, an unknown object
    answers(&mut chip, &[(SET_AT, 0x9000), ("10860000027C00", 0x6700)]);
    answers(&mut chip, &[(SET_AT, 0x9000), ("10860001027C0000", 0x6A86)]);
    answers(&mut chip, &[(SET_AT, 0x9000), ("1086000000", 0x6A80)]);
    answers(
        &mut chip,
        &[
            (SET_AT, 0x9000),
            (QUERY, 0x9000),
            ("10860000057C0389010400", 0x6A80),
        ],
    );
    // a point that is none
    answers(
        &mut chip,
        &[
            (SET_AT, 0x9000),
            (QUERY, 0x9000),
            ("10860000057C0381010400", 0x6A80),
        ],
    );
    // chaining of anything else
    answers(
        &mut chip,
        &[
            ("10B09C0000", 0x6884),
            ("1022C1A40F800A04007F00070202040202830101", 0x6884),
        ],
    );
}

#[test]
fn a_chip_without_pace_knows_nothing_of_it() {
    let mut chip = chip("bac");
    answers(&mut chip, &[(SET_AT, 0x6D00), (QUERY, 0x6884)]);
}

#[test]
fn pace_belongs_into_the_master_file_and_outside_of_a_session() {
    let mut issued = issue("pace-bac", &[]);
    assert_eq!(status(&mut issued.chip, &SELECT_APPLICATION), 0x9000);
    answers(&mut issued.chip, &[(SET_AT, 0x6985)]);
    issued.chip.reset();
    let [mrz, ..] = keys(&issued.document);
    let channel = open(&mut issued, &mrz).unwrap().channel;
    let mut session = Session::of(&mut issued.chip, channel);
    let set_at = CommandApdu::parse(&hex(SET_AT)).unwrap();
    assert_eq!(session.status(&set_at), 0x6985);
    // BAC in a session of PACE
    let select = CommandApdu::parse(&SELECT_APPLICATION).unwrap();
    assert_eq!(session.status(&select), 0x9000);
    let external = CommandApdu::new(0, 0x82, 0, 0)
        .with_data(vec![7; 40])
        .with_le(40);
    assert_eq!(session.status(&external), 0x6985);
    assert_eq!(session.status(&read_sfi(1, 0, 8)), 0x9000);
}

#[test]
fn a_second_pace_takes_the_rights_of_the_first() {
    let mut issued = issue("pace", &[]);
    let [mrz, can, ..] = keys(&issued.document);
    assert!(open(&mut issued, &mrz).is_ok());
    assert!(issued.chip.is_secured());
    answers(&mut issued.chip, &[(SET_AT, 0x9000)]);
    assert!(!issued.chip.is_secured());
    assert!(open(&mut issued, &can).is_ok());
}

#[test]
fn ef_card_security_is_read_while_the_master_file_is_current() {
    let mut issued = issue("pace-cam", &[]);
    let [mrz, ..] = keys(&issued.document);
    let channel = open(&mut issued, &mrz).unwrap().channel;
    let expected = issued.document.files[&File::CardSecurity].clone();
    let sod = issued.document.files[&File::Sod].clone();
    assert_eq!(
        CardSecurity::parse(&expected)
            .unwrap()
            .infos()
            .pace()
            .count(),
        1
    );
    let mut session = Session::of(&mut issued.chip, channel);
    assert_eq!(session.read_all(0x1D, expected.len(), 200), expected);
    let by_id = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data(vec![0x01, 0x1D]);
    assert_eq!(session.status(&by_id), 0x9000);
    let select = CommandApdu::parse(&SELECT_APPLICATION).unwrap();
    assert_eq!(session.status(&select), 0x9000);
    // the same short identifier, now EF.SOD
    assert_eq!(session.read_all(0x1D, sod.len(), 200), sod);
    assert_eq!(session.status(&read_sfi(3, 0, 8)), 0x6A82);
}

#[test]
fn bac_does_not_open_ef_card_security() {
    let issued = issue("pace-bac-cam-aes128-12", &[]);
    let mut chip = issued.chip;
    let information = issued.document.mrz_information;
    let mut session = Session::open_with(&mut chip, information.as_bytes());
    let master = CommandApdu::new(0, 0xA4, 0, 0x0C);
    assert_eq!(session.status(&master), 0x9000);
    assert_eq!(session.status(&read_sfi(0x1D, 0, 8)), 0x6982);
}

#[test]
fn wrong_pins_count_down_and_other_passwords_do_not() {
    let mut issued = issue("pace", &[]);
    let wrong = || Password::new(b"000000");
    let left = |issued: &mut vidimus_chip::Issued, key: &AccessKey| {
        let error = open(issued, key).unwrap_err();
        (error.code(), error.attempts_left())
    };
    assert_eq!(
        left(&mut issued, &AccessKey::Pin(wrong())),
        ("access.wrong_key", Some(2))
    );
    assert_eq!(
        left(&mut issued, &AccessKey::Pin(wrong())),
        ("access.wrong_key", Some(1))
    );
    assert_eq!(
        left(&mut issued, &AccessKey::Pin(wrong())).0,
        "access.pin_suspended"
    );
    for _ in 0..5 {
        assert_eq!(
            left(&mut issued, &AccessKey::Can(wrong())),
            ("access.wrong_key", None)
        );
        assert_eq!(
            left(&mut issued, &AccessKey::Puk(wrong())),
            ("access.wrong_key", None)
        );
        let mrz = MrzKey::from_mrz(common::MRZ).unwrap();
        assert_eq!(
            left(&mut issued, &AccessKey::Mrz(mrz)),
            ("access.wrong_key", None)
        );
    }
    let [_, can, pin, _] = keys(&issued.document);
    assert!(open(&mut issued, &can).is_ok());
    assert_eq!(left(&mut issued, &pin).0, "access.last_try");
}

#[test]
fn a_chip_without_a_can_says_so() {
    let mut made = spec("pace");
    made.pace.as_mut().unwrap().can = None;
    let mut chip = common::chip(made.personalise().unwrap().image());
    answers(
        &mut chip,
        &[("0022C1A40F800A04007F00070202040202830102", 0x6A88)],
    );
}

#[test]
fn with_a_holder_authorisation_the_chip_names_whom_it_trusts() {
    let mut issued = issue("eac-pace", &[]);
    let [mrz, ..] = keys(&issued.document);
    let (parameters, _) = common::pace::choice(&issued.document).unwrap();
    let chat = hex("060904007F00070301020153 01FF".replace(' ', "").as_str());
    for (chat, references) in [(Some(chat), 1), (None, 0)] {
        issued.chip.reset();
        let options = vidimus_access::PaceOptions {
            chat,
            ..Default::default()
        };
        let output = common::pace::run(&mut issued.chip, parameters, &mrz, options).unwrap();
        assert_eq!(output.certificate_references.len(), references);
    }
}

#[test]
fn long_keys_travel_in_extended_commands_on_any_chip() {
    let mut issued = issue("pace-gm-aes256-2", &[]);
    assert!(!issued.chip.speaks_extended());
    assert!(issued.chip.takes_long_keys());
    let [mrz, ..] = keys(&issued.document);
    assert!(open(&mut issued, &mrz).is_ok());
    // other commands stay short
    assert_eq!(status(&mut issued.chip, &hex("00B09C00000000")), 0x6700);
}

#[test]
fn files_that_answer_a_status_word() {
    let mut chip = issue("pace-bac", &["cardaccess-hidden:sw=6982;dg14=no-pace"]).chip;
    answers(
        &mut chip,
        &[("00B09C0000", 0x6982), ("00A4020C02011C", 0x6982)],
    );
    let issued = issue("pace-bac", &["cardaccess-hidden:sw=6A82;dg14=unreadable"]);
    let (mut chip, document) = (issued.chip, issued.document);
    answers(&mut chip, &[("00B09C0000", 0x6A82)]);
    let mut session = Session::open_with(&mut chip, document.mrz_information.as_bytes());
    assert_eq!(session.status(&read_sfi(14, 0, 8)), 0x6982);
    assert!(document.files.contains_key(&dg(14)));
}

#[test]
fn presets_that_are_none_say_why() {
    let reason = |name: &str| match Preset::find(name).unwrap_err() {
        PersonaliseError::Preset { reason, .. } => reason,
        other => panic!("{other}"),
    };
    assert!(reason("pace-im-aes128-10").contains("P-224"));
    assert!(reason("pace-cam-3des-12").contains("AES"));
    assert!(reason("pace-cam-aes128-1").contains("curve"));
    assert!(reason("pace-gm-aes128-7").contains("8 to 18"));
    assert!(reason("pace-bac-xm-aes128-12").contains("gm-aes128-12"));
    assert!(reason("nothing").contains("list"));
    assert_eq!(
        Preset::find("pace-bac-im-aes256-18").unwrap().name(),
        "pace-bac-im-aes256-18"
    );
}

#[test]
fn every_listed_preset_makes_a_chip() {
    for preset in Preset::list() {
        let made = preset.spec().unwrap().personalise();
        let made = made.unwrap_or_else(|error| panic!("{}: {error}", preset.name()));
        let mut chip = Chip::new(made.image(), SeededRandom::new("list"));
        let select: &[u8] = match made.application {
            Application::Emrtd => &SELECT_APPLICATION,
            Application::DrivingLicence => b"\x00\xA4\x04\x0C\x07\xA0\0\0\x02\x48\x02\0",
        };
        let answer = plain(&mut chip, &CommandApdu::parse(select).unwrap());
        assert!(answer.status().is_success(), "{}", preset.name());
    }
}

#[test]
fn the_standard_document_with_pace() {
    for (name, extended) in [("standard-pace", false), ("standard-pace-extended", true)] {
        let mut issued = issue(name, &[]);
        let files = &issued.document.files;
        assert_eq!(files[&File::CardAccess].len(), 40);
        assert_eq!(files[&dg(14)].len(), 300);
        assert_eq!(files[&File::Sod].len(), 2200);
        assert_eq!(issued.chip.speaks_extended(), extended);
        let [mrz, ..] = keys(&issued.document);
        assert!(open(&mut issued, &mrz).is_ok());
    }
}
