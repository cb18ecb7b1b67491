//! A chip from a folder of files, and the reference set of TR-03105-5 played as a card.

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

use common::{SELECT_APPLICATION, chip, dg, plain, read_sfi, status};
use std::fs;
use std::path::Path;
use vidimus_access::{Bac, MrzKey, SecureChannel};
use vidimus_chip::{CardImage, Chip, ImageError};
use vidimus_iso7816::{CommandApdu, Fault as _, Machine, Poll};
use vidimus_lds::File;
use vidimus_testkit::shared;

const DG1: &[u8] = b"\x61\x5B\x5F\x1F\x58P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\
    L898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

fn load(dir: &Path) -> Result<vidimus_chip::Loaded, ImageError> {
    CardImage::from_dir(dir, None)
}

#[test]
fn files_are_told_apart_by_their_tag_not_by_their_name() {
    let dir = folder(&[
        ("a.bin", DG1),
        ("b", b"\x60\x00"),
        ("c", b"\x31\x00"),
        ("d", b"\x61\x09\x4F\x07\xA0\x00\x00\x02\x47\x10\x01"),
        ("notes.txt", b"Hello"),
    ]);
    fs::create_dir(dir.path().join("keys")).unwrap();
    let loaded = load(dir.path()).unwrap();
    let found: Vec<File> = loaded.image.files.keys().copied().collect();
    assert_eq!(found, [File::Dir, File::CardAccess, File::Com, dg(1)]);
    assert_eq!(loaded.left_out, ["notes.txt"]);
    assert!(loaded.image.access.bac.is_some());
}

#[test]
fn the_key_comes_from_dg1_or_from_the_caller() {
    let dir = folder(&[("DG1.bin", DG1)]);
    let mut from_dg1 = chip(load(dir.path()).unwrap().image);
    common::bac(&mut from_dg1, b"L898902C3674081221204159").unwrap();
    let given = CardImage::from_dir(dir.path(), Some(common::MRZ))
        .unwrap()
        .image;
    let mut given = chip(given);
    common::bac(&mut given, common::MRZ).unwrap();
}

#[test]
fn folders_that_make_no_chip() {
    let twice = folder(&[("DG1.bin", DG1), ("copy.bin", DG1)]);
    let error = load(twice.path()).unwrap_err();
    assert_eq!(error.to_string(), "DG1.bin and copy.bin are both DG1");
    assert_eq!(error.code(), "usage.duplicate_file");
    let empty = folder(&[("notes.txt", b"Hello")]);
    assert!(matches!(load(empty.path()), Err(ImageError::NoFiles)));
    let no_key = folder(&[("DG2.bin", b"\x75\x00")]);
    assert!(matches!(load(no_key.path()), Err(ImageError::NoAccessKey)));
    let broken = folder(&[("DG1.bin", &DG1[..60])]);
    assert!(matches!(load(broken.path()), Err(ImageError::NoAccessKey)));
    let absent = empty.path().join("absent");
    assert!(matches!(load(&absent), Err(ImageError::Unreadable { .. })));
}

/// A file read as the reading plan of the project does it: first chunk by short identifier,
/// then by offset, the length from the outer object.
fn read_whole(chip: &mut Chip, channel: SecureChannel, sfi: u8) -> (SecureChannel, Vec<u8>) {
    let (mut channel, first) = protected(chip, channel, &read_sfi(sfi, 0, 231));
    let mut bytes = first;
    let whole = match bytes[1] {
        0x82 => 4 + usize::from(u16::from_be_bytes([bytes[2], bytes[3]])),
        0x81 => 3 + usize::from(bytes[2]),
        short => 2 + usize::from(short),
    };
    while bytes.len() < whole {
        let [high, low] = u16::try_from(bytes.len()).unwrap().to_be_bytes();
        let ne = u32::try_from((whole - bytes.len()).min(231)).unwrap();
        let command = CommandApdu::new(0, 0xB0, high, low).with_le(ne);
        let (next, part) = protected(chip, channel, &command);
        channel = next;
        bytes.extend(part);
    }
    (channel, bytes)
}

fn protected(
    chip: &mut Chip,
    channel: SecureChannel,
    command: &CommandApdu,
) -> (SecureChannel, Vec<u8>) {
    let mut channel = channel;
    let wrapped = channel.wrap(command).unwrap();
    let (channel, answer) = channel.unwrap(command, &plain(chip, &wrapped)).unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
    (channel, answer.into_data())
}

#[test]
fn the_reference_set_is_playable_as_a_card() {
    let Some(dir) = shared("lds/bsi-tr03105-5-refset") else {
        return;
    };
    let loaded = load(&dir).unwrap();
    assert!(loaded.left_out.is_empty(), "{:?}", loaded.left_out);
    let mut chip = chip(loaded.image);
    assert_eq!(status(&mut chip, &SELECT_APPLICATION), 0x9000);
    // number, birth and expiry of its DG1
    let key = MrzKey::from_fields("C11T002JM", "960812", "231031").unwrap();
    let mut machine = Bac::new(&key, [1; 8], [2; 16]);
    let mut response = None;
    let mut channel = loop {
        match machine.poll(response.as_ref()).unwrap() {
            Poll::Transmit(command) => response = Some(plain(&mut chip, &command)),
            Poll::Done(channel) => break channel,
        }
    };
    for (sfi, name) in [
        (1, "DG1.bin"),
        (2, "DG2.bin"),
        (14, "DG14.bin"),
        (15, "DG15.bin"),
        (0x1D, "SOD.bin"),
    ] {
        let (next, bytes) = read_whole(&mut chip, channel, sfi);
        channel = next;
        assert_eq!(bytes, fs::read(dir.join(name)).unwrap(), "{name}");
    }
    let mut channel = channel;
    let closed = channel.wrap(&read_sfi(3, 0, 4)).unwrap();
    let (_, answer) = channel
        .unwrap(&read_sfi(3, 0, 4), &plain(&mut chip, &closed))
        .unwrap();
    assert_eq!(answer.status().value(), 0x6982);
}
