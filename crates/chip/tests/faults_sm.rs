//! Faults of BAC and secure messaging: what the terminal makes of each.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{
    MRZ, Session, bac, bac_image, chip, dg, faulty, files, hex, object, plain, read_sfi, status,
};
use std::time::Duration;
use vidimus_iso7816::{CommandApdu, Fault as _};

/// The error code of the first protected read of DG1.
fn code_of_read(fault: &str) -> &'static str {
    let mut chip = faulty(fault);
    let mut session = Session::open(&mut chip);
    match session.read_sfi(1, 0, 100) {
        Ok(answer) => panic!("{fault}: read with {}", answer.status()),
        Err(error) => error.code(),
    }
}

#[test]
fn each_fault_of_a_protected_response_is_told_by_its_own_code() {
    for (fault, code) in [
        (
            "sm-plain:kind=status;sw=6988;at=first-read;times=always",
            "sm.plain_error",
        ),
        ("sm-plain:kind=status;sw=6700", "sm.plain_error"),
        ("sm-plain:kind=data;file=dg1", "sm.plain_response"),
        ("sm-objects:op=drop;do=8E", "sm.mac_missing"),
        ("sm-objects:op=drop;do=87;remac=true", "sm.data_missing"),
        ("sm-objects:op=drop;do=99;remac=true", "sm.status_missing"),
        ("sm-objects:op=resize;do=8E;bytes=7", "sm.mac_length"),
        ("sm-objects:op=resize;do=8E;bytes=9", "sm.mac_length"),
        ("sm-objects:op=duplicate;do=87", "sm.duplicate_object"),
        ("sm-objects:op=reorder;order=99,87,8E", "sm.object_order"),
        ("sm-objects:op=extra;do=80;maced=true", "sm.unknown_object"),
        ("sm-objects:op=swap;from=87;to=85", "sm.wrong_object"),
        ("sm-objects:op=corrupt;do=87", "sm.mac_mismatch"),
        ("sm-objects:op=drop;do=87", "sm.mac_mismatch"),
        ("sm-corrupt:do=8E;bit=0;response=1", "sm.mac_mismatch"),
        ("sm-corrupt:do=87;byte=5", "sm.mac_mismatch"),
        ("sm-corrupt:do=99;bit=3", "sm.mac_mismatch"),
        ("sm-corrupt:do=8E;then=read", "sm.mac_mismatch"),
        (
            "sm-status-mismatch:do99=9000;trailer=6282",
            "sm.status_mismatch",
        ),
        ("sm-padding:indicator=02", "sm.padding_indicator"),
        ("sm-padding:pad=none", "sm.padding"),
        ("read-answer-size:sm=true;delta=+16", "sm.data_too_long"),
    ] {
        assert_eq!(code_of_read(fault), code, "{fault}");
    }
}

#[test]
fn a_fault_of_the_third_response_leaves_the_first_two_alone() {
    let mut chip = faulty("sm-corrupt:do=8E;bit=0;response=3");
    let mut session = Session::open(&mut chip);
    assert_eq!(session.status(&read_sfi(1, 0, 10)), 0x9000);
    assert_eq!(session.status(&read_sfi(1, 10, 10)), 0x9000);
    let error = session.read_sfi(1, 20, 10).unwrap_err();
    assert_eq!(error.code(), "sm.mac_mismatch");
}

#[test]
fn an_earlier_response_comes_again() {
    let mut chip = faulty("sm-replay-response:back=1");
    let mut session = Session::open(&mut chip);
    assert_eq!(session.status(&read_sfi(1, 0, 10)), 0x9000);
    let error = session.read_sfi(1, 0, 10).unwrap_err();
    assert_eq!(error.code(), "sm.mac_mismatch");
}

#[test]
fn a_bare_error_inside_a_file_comes_once_and_the_chip_can_be_opened_again() {
    let mut chip = faulty("sm-plain:kind=status;sw=6700;at=read;times=1");
    let mut session = Session::open(&mut chip);
    assert_eq!(session.status(&read_sfi(2, 0, 231)), 0x9000);
    let rest = CommandApdu::new(0, 0xB0, 0, 231).with_le(231);
    assert_eq!(session.send(&rest).unwrap_err().code(), "sm.plain_error");
    let mut again = Session::open(&mut chip);
    assert_eq!(again.read_all(2, 3004, 160), files()[&dg(2)]);
}

#[test]
fn protected_6c_and_bare_61_are_followed_to_the_data() {
    let mut chip = faulty("sm-length-status:sw=6Cxx");
    let mut session = Session::open(&mut chip);
    assert_eq!(session.status(&read_sfi(1, 0, 100)), 0x6C40);
    let answer = session.read_sfi(1, 0, 0x40).unwrap();
    assert_eq!(answer.data(), &files()[&dg(1)][..0x40]);
    let mut chip = faulty("sm-length-status:sw=61xx");
    let wrapped_status = {
        let mut session = Session::open(&mut chip);
        assert_eq!(session.read_all(1, 100, 100), files()[&dg(1)]);
        session.status(&read_sfi(1, 0, 1))
    };
    assert_eq!(
        wrapped_status, 0x9000,
        "GET RESPONSE in the clear has not ended the session"
    );
}

#[test]
fn each_fault_of_bac_is_told_by_its_own_code() {
    for (fault, code) in [
        ("bac-response:part=mac", "bac.mac_mismatch"),
        (
            "bac-response:part=ciphertext;remac=true",
            "bac.rnd_ifd_mismatch",
        ),
        ("bac-response:part=ciphertext", "bac.mac_mismatch"),
        (
            "bac-response:part=rnd-ifd;remac=true",
            "bac.rnd_ifd_mismatch",
        ),
        ("bac-response:part=rnd-ic;remac=true", "bac.rnd_ic_mismatch"),
        ("bac-response:part=echo", "bac.rnd_ic_mismatch"),
        ("challenge-length:step=bac;bytes=7", "bac.challenge_length"),
        ("challenge-length:step=bac;bytes=9", "bac.challenge_length"),
        (
            "sw-on-step:step=bac.external_authenticate;sw=6300",
            "access.wrong_key",
        ),
        ("wrong-key:sw=6300", "access.wrong_key"),
        ("wrong-key:sw=6A80", "access.wrong_key"),
        ("wrong-key:sw=6988", "access.wrong_key"),
        ("bac-disabled:sw=6A88", "access.pace_required"),
    ] {
        let error = bac(&mut faulty(fault), MRZ).unwrap_err();
        assert_eq!(error.code(), code, "{fault}");
    }
}

#[test]
fn a_chip_that_slows_down_says_for_how_long() {
    let mut chip = faulty("wrong-key:delay=1s;growing=true");
    for seconds in 1..=3 {
        bac(&mut chip, MRZ).unwrap_err();
        assert_eq!(chip.delay(), Duration::from_secs(seconds));
    }
    status(&mut chip, &common::SELECT_APPLICATION);
    assert_eq!(chip.delay(), Duration::ZERO);
}

/// Opens a session by hand, then sends protected commands that are not right.
#[test]
fn wrong_protection_is_answered_in_the_clear_and_ends_the_session() {
    for (objects, expected) in [
        // no object at all, no checksum
        ("", 0x6987),
        ("97010A", 0x6987),
        // a checksum of five bytes, one that is wrong, one in front
        ("97010A8E050102030405", 0x6988),
        ("97010A8E080102030405060708", 0x6988),
        ("8E08010203040506070897010A", 0x6988),
        // an unknown object, the cryptogram of odd instructions, two Le, half an object
        ("80010097010A8E080102030405060708", 0x6988),
        ("85080102030405060708970 10A8E080102030405060708", 0x6988),
        ("97010A97010A8E080102030405060708", 0x6988),
        ("97010A8E08010203", 0x6988),
    ] {
        let objects = hex(&objects.replace(' ', ""));
        let command = CommandApdu::new(0x0C, 0xB0, 0x9E, 0x00)
            .with_data(objects)
            .with_le(256);
        let command = command.to_bytes().unwrap();
        let mut chip = chip(bac_image());
        let mut session = Session::open(&mut chip);
        assert_eq!(session.status(&read_sfi(1, 0, 4)), 0x9000);
        assert_eq!(status(&mut chip, &command), expected, "{command:02X?}");
        assert!(!chip.is_secured());
        assert_eq!(
            plain(&mut chip, &read_sfi(1, 0, 4)).status().value(),
            0x6982
        );
    }
}

#[test]
fn a_command_sent_twice_is_refused() {
    let mut chip = chip(bac_image());
    let mut channel = bac(&mut chip, MRZ).unwrap();
    let command = channel
        .wrap(&read_sfi(1, 0, 4))
        .unwrap()
        .to_bytes()
        .unwrap();
    assert_eq!(status(&mut chip, &command), 0x9000);
    assert_eq!(status(&mut chip, &command), 0x6988);
    assert!(!chip.is_secured());
}

#[test]
fn every_changed_bit_of_a_protected_command_is_noticed() {
    for bit in (0..8 * 24).filter(|bit| bit / 8 != 4 && bit / 8 != 23) {
        let mut chip = chip(bac_image());
        let mut channel = bac(&mut chip, MRZ).unwrap();
        let select = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x01]);
        let mut bytes = channel.wrap(&select).unwrap().to_bytes().unwrap();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let answer = chip.process(&bytes);
        assert_eq!(answer.len(), 2, "bit {bit}");
        assert!(!chip.is_secured(), "bit {bit}");
    }
}

#[test]
fn larger_files_read_the_same_under_every_honest_habit() {
    let large = object(0x75, 5000);
    let mut image = bac_image();
    image.files.insert(dg(2), large.clone());
    let mut chip = chip(image);
    for chunk in [231, 223, 160, 100] {
        assert_eq!(
            Session::open(&mut chip).read_all(2, large.len(), chunk),
            large
        );
    }
}
