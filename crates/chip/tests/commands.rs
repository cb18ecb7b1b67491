//! What an honest chip answers: directories, files, offsets, lengths, access.

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
    Session, bac_image, chip, dg, files, hex, object, plain, plain_image, read_odd, read_sfi,
    status,
};
use vidimus_chip::{Buffers, EndOfFile};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::File;

fn select_file(id: u16) -> CommandApdu {
    CommandApdu::new(0x00, 0xA4, 0x02, 0x0C).with_data(id.to_be_bytes())
}

#[test]
fn the_master_file_is_selected_after_power_on() {
    let mut image = bac_image();
    image.files.insert(File::CardAccess, hex("31020500"));
    image.files.insert(File::Dir, hex("61094F07A0000002471001"));
    let mut chip = chip(image);
    let answer = plain(&mut chip, &read_sfi(0x1C, 0, 256));
    assert_eq!(answer.to_bytes(), hex("310205009000"));
    // EF.DIR and EF.COM share the short identifier: before the selection it is EF.DIR
    assert_eq!(plain(&mut chip, &read_sfi(0x1E, 0, 2)).data(), [0x61, 0x09]);
    assert_eq!(status(&mut chip, &common::SELECT_APPLICATION), 0x9000);
    assert_eq!(
        plain(&mut chip, &read_sfi(0x1E, 0, 2)).status().value(),
        0x6982
    );
}

#[test]
fn a_file_that_is_not_there_is_not_found() {
    let mut chip = chip(plain_image());
    assert_eq!(
        plain(&mut chip, &read_sfi(0x1C, 0, 256)).status().value(),
        0x6A82
    );
    status(&mut chip, &common::SELECT_APPLICATION);
    assert_eq!(
        plain(&mut chip, &read_sfi(0x0B, 0, 256)).status().value(),
        0x6A82
    );
    assert_eq!(
        plain(&mut chip, &select_file(0x010B)).status().value(),
        0x6A82
    );
    assert_eq!(
        plain(&mut chip, &select_file(0x0999)).status().value(),
        0x6A82
    );
}

#[test]
fn selection_by_name_and_by_identifier() {
    let mut chip = chip(plain_image());
    let other = CommandApdu::new(0, 0xA4, 4, 0x0C).with_data(hex("A0000002472001"));
    assert_eq!(plain(&mut chip, &other).status().value(), 0x6A82);
    let with_information = CommandApdu::new(0, 0xA4, 4, 0)
        .with_data(hex("A0000002471001"))
        .with_le(256);
    assert_eq!(
        plain(&mut chip, &with_information).data(),
        hex("6F098407A0000002471001")
    );
    let file = CommandApdu::new(0, 0xA4, 2, 0)
        .with_data([0x01, 0x1E])
        .with_le(256);
    assert_eq!(
        plain(&mut chip, &file).data(),
        hex("6F0A8004000000168302011E")
    );
    assert_eq!(status(&mut chip, &hex("00B0000002")), 0x9000);
    let master_file = CommandApdu::new(0, 0xA4, 0, 0x0C);
    assert_eq!(plain(&mut chip, &master_file).status().value(), 0x9000);
    assert_eq!(status(&mut chip, &hex("00B0000002")), 0x6986);
    assert_eq!(status(&mut chip, &hex("00A40304020101")), 0x6A86);
}

#[test]
fn status_words_of_commands_that_do_not_exist() {
    let mut chip = chip(bac_image());
    status(&mut chip, &common::SELECT_APPLICATION);
    for (command, expected) in [
        ("00FF0000", 0x6D00),
        ("0022C1A400", 0x6D00),
        ("8084000008", 0x6E00),
        ("1086000000", 0x6884),
        ("0CB09E000D97010A8E08000000000000000000", 0x6882),
        ("00B0", 0x6700),
        ("00B09E0005AA", 0x6700),
        ("00B09E00", 0x6700),
        ("0084000004", 0x6700),
        ("0084010008", 0x6A86),
        ("0082000028", 0x6700),
        ("00B0000000000000", 0x6700),
        ("00C0000000", 0x6D00),
    ] {
        assert_eq!(status(&mut chip, &hex(command)), expected, "{command}");
    }
}

#[test]
fn bac_needs_a_fresh_challenge() {
    let mut chip = chip(bac_image());
    let authenticate = CommandApdu::new(0, 0x82, 0, 0)
        .with_data([0; 40])
        .with_le(40);
    assert_eq!(
        status(&mut chip, &hex("0084000008")),
        0x6985,
        "the master file is selected"
    );
    status(&mut chip, &common::SELECT_APPLICATION);
    assert_eq!(plain(&mut chip, &authenticate).status().value(), 0x6985);
    let first = chip.process(&hex("0084000008"));
    let second = chip.process(&hex("0084000008"));
    assert_eq!(first.len(), 10);
    assert_ne!(first, second);
    assert_eq!(plain(&mut chip, &authenticate).status().value(), 0x6300);
    assert_eq!(
        plain(&mut chip, &authenticate).status().value(),
        0x6985,
        "the challenge is used up"
    );
    chip.process(&hex("0084000008"));
    chip.process(&common::SELECT_APPLICATION);
    assert_eq!(
        plain(&mut chip, &authenticate).status().value(),
        0x6985,
        "no longer fresh"
    );
}

#[test]
fn a_wrong_key_is_refused() {
    let mut chip = chip(bac_image());
    let error = common::bac(&mut chip, b"L898902C<369080619406237").unwrap_err();
    assert!(
        matches!(error, vidimus_access::AccessError::WrongKey { .. }),
        "{error}"
    );
    assert!(!chip.is_secured());
    common::bac(&mut chip, common::MRZ).unwrap();
}

#[test]
fn a_chip_without_access_control_has_no_bac() {
    let mut chip = chip(plain_image());
    status(&mut chip, &common::SELECT_APPLICATION);
    assert_eq!(status(&mut chip, &hex("0084000008")), 0x6D00);
    assert_eq!(
        plain(&mut chip, &read_sfi(1, 0, 100)).data(),
        files()[&dg(1)]
    );
}

#[test]
fn protected_files_open_after_bac_and_not_before() {
    let mut chip = chip(bac_image());
    status(&mut chip, &common::SELECT_APPLICATION);
    for sfi in [0x01, 0x02, 0x1D, 0x1E] {
        assert_eq!(
            plain(&mut chip, &read_sfi(sfi, 0, 4)).status().value(),
            0x6982
        );
        let id = 0x0100 | u16::from(sfi);
        assert_eq!(plain(&mut chip, &select_file(id)).status().value(), 0x6982);
    }
    let mut session = Session::open(&mut chip);
    for (sfi, file) in [(0x1E, File::Com), (0x1D, File::Sod), (1, dg(1)), (2, dg(2))] {
        let expected = &files()[&file];
        assert_eq!(&session.read_all(sfi, expected.len(), 231), expected);
        assert_eq!(&session.read_all(sfi, expected.len(), 17), expected);
    }
}

#[test]
fn selecting_before_access_may_be_allowed_and_reading_still_is_not() {
    let mut image = bac_image();
    image.habits.select_before_access = true;
    let mut chip = chip(image);
    status(&mut chip, &common::SELECT_APPLICATION);
    assert_eq!(
        plain(&mut chip, &select_file(0x0101)).status().value(),
        0x9000
    );
    assert_eq!(status(&mut chip, &hex("00B0000004")), 0x6982);
}

/// TR-03105-3.2, ISO7816_H_1 to 6, 11 and 12: DG3 and DG4 stay closed after BAC.
#[test]
fn fingerprints_and_iris_stay_closed() {
    let mut image = bac_image();
    image.files.insert(dg(4), object(0x76, 30));
    let mut chip = chip(image);
    let mut session = Session::open(&mut chip);
    for number in [3, 4] {
        assert_eq!(session.status(&read_sfi(number, 0, 4)), 0x6982);
        assert_eq!(
            session.status(&select_file(0x0100 | u16::from(number))),
            0x6982
        );
        assert_eq!(session.status(&read_odd(0, number, 0, 8)), 0x6982);
        assert_eq!(session.status(&read_odd(1, number, 0, 8)), 0x6982);
    }
    assert_eq!(
        session.status(&read_sfi(1, 0, 4)),
        0x9000,
        "the session lives on"
    );
}

/// TR-03105-3.2, ISO7816_H_7 to 10 and 13 to 16: EF.CVCA closed in the clear, open after BAC.
#[test]
fn the_trust_point_file_opens_after_bac() {
    let mut image = bac_image();
    image
        .files
        .insert(File::Cvca, hex("420E5554435643413030303031000000"));
    let mut chip = chip(image);
    status(&mut chip, &common::SELECT_APPLICATION);
    let reads = [
        read_sfi(0x1C, 0, 16),
        read_odd(0, 0x1C, 0, 18),
        read_odd(1, 0x1C, 0, 18),
    ];
    for command in [&select_file(0x011C), &reads[0], &reads[1], &reads[2]] {
        assert_eq!(plain(&mut chip, command).status().value(), 0x6982);
    }
    let mut session = Session::open(&mut chip);
    assert_eq!(session.status(&select_file(0x011C)), 0x9000);
    for command in &reads {
        let answer = session.send(command).unwrap();
        assert!(answer.data().ends_with(&hex("303031000000")), "{answer:?}");
    }
}

/// TR-03105-3.2, LDS_L_1 to 3 and 5: EF.ATR/INFO is a list of objects in the master file, with
/// both buffer sizes.
#[test]
fn buffer_sizes_are_announced_in_the_master_file() {
    let mut image = plain_image();
    image.announce_extended(Buffers {
        command: 20_000,
        response: 20_000,
    });
    let mut chip = chip(image);
    let file = plain(&mut chip, &read_sfi(0x01, 0, 256)).into_data();
    let mut objects = vidimus_iso7816::tlv::Reader::new(&file);
    let mut tags = Vec::new();
    while let Some(object) = objects.next().unwrap() {
        tags.push(object.tag.0);
    }
    assert_eq!(tags, [0x43, 0x47, 0x7F66]);
    assert!(file.ends_with(&hex("7F660802024E2002024E20")));
}

/// TR-03105-3.2, LDS_L_4: the third byte of the card capabilities says that commands are not
/// chained (bit 8, ISO/IEC 7816-4 §12.1.2.9), and so it is.
#[test]
fn card_capabilities_say_that_nothing_is_chained() {
    let mut image = plain_image();
    image.announce_extended(Buffers {
        command: 20_000,
        response: 20_000,
    });
    let mut chip = chip(image);
    let file = plain(&mut chip, &read_sfi(0x01, 0, 256)).into_data();
    let mut objects = vidimus_iso7816::tlv::Reader::new(&file);
    objects.expect(vidimus_iso7816::tlv::Tag(0x43)).unwrap();
    let capabilities = objects.expect(vidimus_iso7816::tlv::Tag(0x47)).unwrap();
    assert_eq!(capabilities.value[2] & 0x80, 0);
    assert_eq!(capabilities.value[2] & 0x40, 0x40, "extended length");
    assert_eq!(status(&mut chip, &hex("10A4040C07A0000002471001")), 0x6884);
}

#[test]
fn offsets_and_the_end_of_a_file() {
    let mut chip = chip(plain_image());
    status(&mut chip, &common::SELECT_APPLICATION);
    let com = &files()[&File::Com];
    assert_eq!(plain(&mut chip, &read_sfi(0x1E, 0, 256)).data(), com);
    assert_eq!(plain(&mut chip, &read_sfi(0x1E, 4, 3)).data(), &com[4..7]);
    for (command, expected) in [
        ("00B0001500", 0x9000),
        ("00B0001600", 0x6B00),
        ("00B07FFF01", 0x6B00),
    ] {
        assert_eq!(status(&mut chip, &hex(command)), expected, "{command}");
    }
    assert_eq!(
        status(&mut chip, &hex("00B0801000")),
        0x6A86,
        "no short identifier"
    );
    assert_eq!(
        status(&mut chip, &hex("00B09F0000")),
        0x6A86,
        "31 is none either"
    );
}

#[test]
fn the_end_of_a_file_may_come_with_a_warning() {
    let mut image = plain_image();
    image.habits.end_of_file = EndOfFile::Warning;
    let mut chip = chip(image);
    status(&mut chip, &common::SELECT_APPLICATION);
    let answer = plain(&mut chip, &read_sfi(0x1E, 0, 256));
    assert_eq!(
        (answer.data(), answer.status().value()),
        (&files()[&File::Com][..], 0x6282)
    );
    assert_eq!(
        plain(&mut chip, &read_sfi(0x1E, 0, 22)).status().value(),
        0x9000
    );
}

#[test]
fn odd_reads_reach_past_32_767() {
    let mut image = bac_image();
    let large = object(0x75, 40_000);
    image.files.insert(dg(2), large.clone());
    let mut chip = chip(image);
    let mut session = Session::open(&mut chip);
    for (offset, p1, p2) in [(0usize, 0, 2), (200, 1, 2), (39_990, 0, 0)] {
        let answer = session
            .send(&read_odd(p1, p2, u32::try_from(offset).unwrap(), 231))
            .unwrap();
        let expected = &large[offset..(offset + 228).min(large.len())];
        let header: &[u8] = if expected.len() > 127 {
            &[0x53, 0x81, 228]
        } else {
            &[0x53, 14]
        };
        assert_eq!(answer.data(), [header, expected].concat());
    }
    assert_eq!(session.status(&read_odd(0, 0, 40_004, 231)), 0x6B00);
    let no_offset = CommandApdu::new(0, 0xB1, 0, 0)
        .with_data([0x53, 1, 0])
        .with_le(8);
    assert_eq!(session.status(&no_offset), 0x6A80);
}

#[test]
fn a_short_response_carries_231_plain_bytes() {
    let mut chip = chip(bac_image());
    let mut session = Session::open(&mut chip);
    let answer = session.read_sfi(2, 0, 256).unwrap();
    assert_eq!(
        (answer.data().len(), answer.status().value()),
        (231, 0x9000)
    );
}

#[test]
fn extended_length_only_where_it_is_announced() {
    let extended = CommandApdu::new(0, 0xB0, 0x82, 0).with_le(3004);
    let mut chip_without = chip(plain_image());
    status(&mut chip_without, &common::SELECT_APPLICATION);
    assert_eq!(plain(&mut chip_without, &extended).status().value(), 0x6700);
    let mut image = bac_image();
    image.announce_extended(Buffers {
        command: 20_000,
        response: 2000,
    });
    let mut chip = chip(image);
    let mut session = Session::open(&mut chip);
    let answer = session.send(&extended).unwrap();
    // 2000 announced, two for the status word, the rest objects and padding
    assert_eq!(answer.data().len(), 1975);
    assert_eq!(answer.data(), &files()[&dg(2)][..1975]);
    let too_long = CommandApdu::new(0, 0xB0, 0, 0).with_data(vec![0; 20_000]);
    assert_eq!(plain(&mut chip, &too_long).status().value(), 0x6700);
}

#[test]
fn a_plain_command_ends_the_session() {
    for (command, expected) in [
        ("00B09E0000", 0x6982),
        ("00A4020C02011E", 0x6982),
        ("00A4040C07A0000002471001", 0x9000),
        ("0084000008", 0x9000),
        ("00B0", 0x6700),
    ] {
        let mut chip = chip(bac_image());
        Session::open(&mut chip);
        assert_eq!(status(&mut chip, &hex(command)), expected, "{command}");
        assert!(!chip.is_secured());
        assert_eq!(
            plain(&mut chip, &read_sfi(1, 0, 4)).status().value(),
            0x6982
        );
    }
}

#[test]
fn power_off_ends_the_session_and_the_selection() {
    let mut chip = chip(bac_image());
    Session::open(&mut chip);
    chip.reset();
    assert!(!chip.is_secured());
    assert_eq!(
        plain(&mut chip, &read_sfi(0x1E, 0, 4)).status().value(),
        0x6A82,
        "EF.DIR"
    );
    Session::open(&mut chip);
}

#[test]
fn bac_inside_a_session_is_refused_under_protection() {
    let mut chip = chip(bac_image());
    let mut session = Session::open(&mut chip);
    let challenge = CommandApdu::new(0, 0x84, 0, 0).with_le(8);
    assert_eq!(session.send(&challenge).unwrap().data().len(), 8);
    let authenticate = CommandApdu::new(0, 0x82, 0, 0)
        .with_data([0; 40])
        .with_le(40);
    assert_eq!(session.status(&authenticate), 0x6985);
}

#[test]
fn a_session_can_be_opened_again() {
    let mut chip = chip(bac_image());
    for _ in 0..3 {
        let mut session = Session::open(&mut chip);
        assert_eq!(session.read_all(1, 100, 50), files()[&dg(1)]);
    }
}

#[test]
fn without_randomness_the_chip_says_so() {
    let random = vidimus_chip::ScriptedRandom::new([]);
    let mut chip = vidimus_chip::Chip::new(bac_image(), random);
    status(&mut chip, &common::SELECT_APPLICATION);
    assert_eq!(status(&mut chip, &hex("0084000008")), 0x6F00);
}

#[test]
fn debug_shows_no_content_and_no_key() {
    let mut chip = chip(bac_image());
    Session::open(&mut chip);
    let text = format!("{chip:?}");
    assert!(
        text.contains("EF.SOD") && text.contains("secured: true"),
        "{text}"
    );
    assert!(!text.contains("0x") && !text.contains(", 2"), "{text}");
}
