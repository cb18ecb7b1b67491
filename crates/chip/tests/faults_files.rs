//! Faults of files and of plain commands.

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
    Session, bac_image, chip, dg, faulty, files, hex, plain, plain_image, read_odd, read_sfi,
    status,
};
use vidimus_chip::{Chip, Fault, FaultError};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::File;

fn open_chip(fault: &str) -> Chip {
    let mut chip = chip(plain_image())
        .with_faults(&[Fault::parse(fault).unwrap()])
        .unwrap();
    status(&mut chip, &common::SELECT_APPLICATION);
    chip
}

/// The first bytes of a file on a plain chip with this fault.
fn start_of(fault: &str, sfi: u8, ne: u32) -> Vec<u8> {
    plain(&mut open_chip(fault), &read_sfi(sfi, 0, ne)).into_data()
}

#[test]
fn files_are_changed_as_named() {
    for (fault, sfi, expected) in [
        ("file-outer-tag:file=com;tag=61", 0x1E, "6114"),
        ("file-outer-tag:file=dg2;tag=76", 2, "76820BB8"),
        ("file-outer-length:file=com;delta=-1", 0x1E, "6013"),
        ("file-outer-length:file=com;delta=+1", 0x1E, "6015"),
        ("file-outer-length:dg=1;delta=+1", 1, "61820061"),
        ("file-declared-size:dg=2;bytes=200000000", 2, "75840BEBC200"),
        (
            "file-truncated:dg=2;missing=2000;end-sw=6B00",
            2,
            "75821388",
        ),
        ("file-empty:dg=1;form=61-00", 1, "6100"),
        ("file-empty:file=sod;form=77-00", 0x1D, "7700"),
    ] {
        let expected = hex(expected);
        let ne = u32::try_from(expected.len()).unwrap();
        assert_eq!(start_of(fault, sfi, ne), expected, "{fault}");
    }
}

#[test]
fn a_file_ends_before_its_header_says() {
    for (end, expected) in [("6B00", 0x6B00), ("6282", 0x6282), ("6Cxx", 0x6C04)] {
        let mut chip = open_chip(&format!("file-truncated:dg=2;missing=2000;end-sw={end}"));
        plain(&mut chip, &read_sfi(2, 0, 4));
        assert_eq!(
            status(&mut chip, &hex("00B00BB804")),
            0x9000,
            "the last four bytes"
        );
        assert_eq!(status(&mut chip, &hex("00B00BB805")), expected);
        assert_eq!(status(&mut chip, &hex("00B00BBC01")), 0x6B00);
    }
}

#[test]
fn an_empty_file_is_there_and_gives_nothing() {
    let answer = plain(
        &mut open_chip("file-empty:dg=1;form=0-bytes"),
        &read_sfi(1, 0, 4),
    );
    assert_eq!(answer.to_bytes(), [0x62, 0x82]);
}

#[test]
fn the_last_byte_or_a_named_one_is_changed() {
    let honest = files()[&dg(2)].clone();
    let mut changed = open_chip("dg-bitflip:dg=2;byte=last");
    let last = plain(&mut changed, &CommandApdu::new(0, 0xB0, 0x82, 0).with_le(1));
    assert_eq!(last.data(), &honest[..1]);
    let end = plain(&mut changed, &hex_command("00B00BBB01"));
    assert_eq!(end.data(), [honest[honest.len() - 1] ^ 1]);
    assert_eq!(start_of("dg-bitflip:dg=2;byte=5", 2, 6)[5], honest[5] ^ 1);
}

fn hex_command(text: &str) -> CommandApdu {
    CommandApdu::parse(&hex(text)).unwrap()
}

#[test]
fn trailing_bytes_stand_after_the_object() {
    let bytes = start_of("file-trailing:dg=1;bytes=7", 1, 256);
    assert_eq!(bytes.len(), 100 + 7);
}

#[test]
fn missing_and_denied_files() {
    let mut missing = open_chip("file-missing:dg=2");
    assert_eq!(
        plain(&mut missing, &read_sfi(2, 0, 4)).status().value(),
        0x6A82
    );
    assert_eq!(status(&mut missing, &hex("00A4020C020102")), 0x6A82);
    let mut denied = open_chip("file-denied:dg=1+2;sw=6982");
    for number in [1, 2] {
        assert_eq!(
            plain(&mut denied, &read_sfi(number, 0, 4)).status().value(),
            0x6982
        );
    }
    assert_eq!(
        plain(&mut denied, &read_sfi(0x1E, 0, 4)).status().value(),
        0x9000
    );
}

#[test]
fn garbage_in_the_directory_file_and_a_file_that_changes() {
    let fault = Fault::parse("file-content:file=dir;content=garbage").unwrap();
    let mut garbage = chip(plain_image()).with_faults(&[fault]).unwrap();
    assert_eq!(
        plain(&mut garbage, &read_sfi(0x1E, 0, 256)).data().len(),
        24
    );
    let mut changing = open_chip("file-content:file=dg2;content=changes-after-first-read");
    let last = CommandApdu::new(0, 0xB0, 0x0B, 0xBB).with_le(1);
    plain(&mut changing, &read_sfi(2, 0, 4));
    let first = plain(&mut changing, &last).into_data();
    plain(&mut changing, &read_sfi(2, 0, 4));
    assert_ne!(plain(&mut changing, &last).into_data(), first);
}

#[test]
fn commands_are_refused_as_named() {
    for (fault, command, expected) in [
        (
            "sw-on-select:target=aid;sw=6A82",
            "00A4040C07A0000002471001",
            0x6A82,
        ),
        ("sw-on-select:target=mf;sw=6D00", "00A4000C", 0x6D00),
        ("sw-on-select:target=ef;sw=6985", "00A4020C020101", 0x6985),
        ("sw-on-select:target=dg2;sw=6985", "00A4020C020102", 0x6985),
        ("sw-on-select:target=dg2;sw=6985", "00A4020C020101", 0x9000),
        ("sfi-refused:sw=6A86", "00B0810004", 0x6A86),
        ("select-p2:accept=00", "00A4020C020101", 0x6A86),
        ("select-p2:accept=00", "00A40200020101", 0x9000),
        ("read-odd-ins-only", "00B0810004", 0x6D00),
        ("read-odd-ins-only", "00B10001035401000A", 0x9000),
        ("le-limit:max=160", "00B08100A1", 0x6700),
        ("le-limit:max=160", "00B08100A0", 0x9000),
        ("eof-behaviour:sw=6B00", "00B0816400", 0x6B00),
        ("eof-behaviour:sw=6B00", "00B0816001", 0x9000),
        ("eof-behaviour:sw=6B00", "00B0816005", 0x6B00),
        ("eof-behaviour:sw=6282", "00B0816005", 0x6282),
        ("eof-behaviour:sw=6Cxx", "00B0816005", 0x6C04),
        ("eof-behaviour:sw=6Cxx", "00B0816004", 0x9000),
        ("sw-on-step:step=read;sw=6F00", "00B0816004", 0x6F00),
    ] {
        let mut chip = chip(plain_image())
            .with_faults(&[Fault::parse(fault).unwrap()])
            .unwrap();
        chip.process(&hex("00A40400 07 A0000002471001".replace(' ', "").as_str()));
        if fault.contains("aid") {
            assert_eq!(status(&mut chip, &common::SELECT_APPLICATION), 0x6A82);
            continue;
        }
        assert_eq!(
            status(&mut chip, &hex(command)),
            expected,
            "{fault} {command}"
        );
    }
}

#[test]
fn answers_longer_and_shorter_than_asked_for() {
    let mut longer = open_chip("read-answer-size:sm=false;delta=+1");
    assert_eq!(plain(&mut longer, &read_sfi(1, 0, 10)).data().len(), 11);
    let mut half = faulty("read-answer-size:sm=true;bytes=half");
    let mut session = Session::open(&mut half);
    assert_eq!(session.read_sfi(2, 0, 231).unwrap().data().len(), 116);
    assert_eq!(session.read_all(2, 3004, 231), files()[&dg(2)]);
    let mut nothing = faulty("read-answer-size:sm=true;bytes=0;times=3");
    let mut session = Session::open(&mut nothing);
    for _ in 0..3 {
        // zero bytes under a good MAC are an error of their own for a read
        if session.read_sfi(2, 0, 231).is_err() {
            session = Session::open(session.chip);
        }
    }
    assert_eq!(session.read_sfi(2, 0, 231).unwrap().data().len(), 231);
}

#[test]
fn extended_length_is_announced_and_may_give_nothing() {
    let extended = CommandApdu::new(0, 0xB0, 0x82, 0).with_le(3004);
    let mut good = faulty("apdu-extended:buffers=20000");
    assert!(good.speaks_extended());
    let answer = Session::open(&mut good).send(&extended).unwrap();
    assert_eq!(answer.data(), files()[&dg(2)]);
    let mut zero = open_chip("apdu-extended:answer=zero");
    assert_eq!(plain(&mut zero, &extended).to_bytes(), [0x90, 0x00]);
    assert_eq!(plain(&mut zero, &read_sfi(2, 0, 4)).data().len(), 4);
}

#[test]
fn odd_reads_work_where_even_ones_are_refused() {
    let mut chip = faulty("read-odd-ins-only");
    let mut session = Session::open(&mut chip);
    assert_eq!(session.status(&read_sfi(1, 0, 4)), 0x6D00);
    assert_eq!(session.status(&read_odd(0, 1, 0, 20)), 0x9000);
}

#[test]
fn several_faults_at_once() {
    let faults = ["sfi-refused", "select-p2:accept=00"].map(|text| Fault::parse(text).unwrap());
    let mut chip = chip(bac_image()).with_faults(&faults).unwrap();
    let mut session = Session::open(&mut chip);
    assert_eq!(session.status(&read_sfi(1, 0, 4)), 0x6A86);
    let select = |p2| CommandApdu::new(0, 0xA4, 2, p2).with_data([0x01, 0x01]);
    assert_eq!(session.status(&select(0x0C)), 0x6A86);
    assert_eq!(session.status(&select(0x00)), 0x9000);
}

#[test]
fn faults_are_read_and_written() {
    for text in [
        "file-missing:dg=2",
        "read-odd-ins-only",
        "bac-response:part=mac;remac=true",
    ] {
        assert_eq!(Fault::parse(text).unwrap().to_string(), text);
    }
    let runs = Fault::parse("challenge-length:step=bac;bytes=7+9")
        .unwrap()
        .runs();
    let runs: Vec<String> = runs.iter().map(ToString::to_string).collect();
    assert_eq!(
        runs,
        [
            "challenge-length:step=bac;bytes=7",
            "challenge-length:step=bac;bytes=9"
        ]
    );
    assert_eq!(
        Fault::parse("read-answer-size:sm=true;delta=+16")
            .unwrap()
            .runs()
            .len(),
        1
    );
    assert_eq!(
        Fault::parse("file-denied:dg=11+12").unwrap().runs().len(),
        1
    );
}

#[test]
fn what_is_no_fault_is_said_in_words() {
    for (text, expected) in [
        ("no-such-fault", "no fault is called no-such-fault"),
        ("file-missing:dg=17", "fault file-missing: dg cannot be 17"),
        (
            "file-missing:file=passport",
            "fault file-missing: file cannot be passport",
        ),
        (
            "file-missing",
            "fault file-missing needs the parameter file",
        ),
        (
            "file-missing:colour=red",
            "fault file-missing has no parameter colour",
        ),
        ("le-limit:max", "max is not of the form key=value"),
        (
            "wrong-key:password=card",
            "fault wrong-key: password cannot be card",
        ),
        (
            "sm-objects:op=explode",
            "fault sm-objects: op cannot be explode",
        ),
        (
            "sw-on-step:step=pace.ga9;sw=6985",
            "fault sw-on-step: step cannot be pace.ga9",
        ),
        (
            "eof-behaviour:sw=9999",
            "fault eof-behaviour: sw cannot be 9999",
        ),
    ] {
        assert_eq!(Fault::parse(text).unwrap_err().to_string(), expected);
    }
    let many = "1+".repeat(100);
    let error = Fault::parse(&format!("challenge-length:bytes={many}")).unwrap_err();
    assert!(matches!(error, FaultError::TooManyRuns { limit: 64, .. }));
    let several = Fault::parse("wrong-key:sw=6300+6A80").unwrap();
    let error = chip(bac_image()).with_faults(&[several]).unwrap_err();
    assert!(matches!(error, FaultError::SeveralRuns { runs: 2, .. }));
    let absent = Fault::parse("dg-bitflip:dg=9").unwrap();
    let error = chip(bac_image()).with_faults(&[absent]).unwrap_err();
    assert!(
        matches!(error, FaultError::NoSuchFile { file: "DG9", .. }),
        "{error}"
    );
}

#[test]
fn the_list_names_every_fault_once() {
    let mut names: Vec<&str> = Fault::list().iter().map(|entry| entry.name).collect();
    assert!(Fault::list().iter().all(|entry| !entry.meaning.is_empty()));
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
    assert!(count >= 30, "{count}");
}

#[test]
fn a_file_without_bytes_survives_every_edit() {
    for text in [
        "file-outer-tag:dg=1;tag=62",
        "file-outer-length:dg=1;delta=1",
        "dg-bitflip:dg=1",
    ] {
        let mut image = plain_image();
        image.files.insert(dg(1), Vec::new());
        image.files.insert(File::Com, vec![0x60]);
        let fault = Fault::parse(text).unwrap();
        chip(image).with_faults(&[fault]).unwrap();
    }
}
