//! Blocks of ISO/IEC 39794-4, -5 and -6 with every field that is read, and broken ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::biometric::{J2K, JPEG, WSQ, constructed, object, template};
use vidimus_lds::biometric::{Attribute, Modality};
use vidimus_lds::dg2::Dg2;
use vidimus_lds::dg3::Dg3;
use vidimus_lds::dg4::{Dg4, IrisRange};
use vidimus_lds::picture::ImageFormat;
use vidimus_lds::structure::{self, Deviation, StructureFinding};
use vidimus_lds::{File, Personal};

/// A primitive field.
fn number(tag: u32, value: u8) -> Vec<u8> {
    object(0x80 | tag, &[value])
}

/// A code in a choice.
fn code(tag: u32, value: u8) -> Vec<u8> {
    constructed(0xA0 | tag, &[number(0, value)])
}

fn block(tag: u32, fields: &[Vec<u8>]) -> Vec<u8> {
    constructed(0xA0 | tag, fields)
}

fn captured(tag: u32) -> Vec<u8> {
    block(
        tag,
        &[object(0x80, &[0x07, 0xE8]), number(1, 5), number(2, 31)],
    )
}

fn qualities(tag: u32) -> Vec<u8> {
    let algorithm = block(0, &[object(0x80, &[1, 1]), number(1, 9)]);
    let quality = [algorithm, code(1, 88)];
    block(tag, &[constructed(0x30, &quality)])
}

/// The data group with one template that holds these representations.
fn file(modality: Modality, representations: &[Vec<u8>]) -> Vec<u8> {
    let version = block(0, &[number(0, 3), object(0x81, &[0x07, 0xE3])]);
    let list = block(1, representations);
    let data = constructed(modality.block_tag(), &[version, list]);
    let record = constructed(0x7F2E, &[constructed(0xA1, &[data])]);
    let [_, format] = modality.format_types();
    let header = [
        (0x81, vec![u8::try_from(modality.biometric_type()).unwrap()]),
        (0x82, vec![1]),
        (0x87, vec![1, 1]),
        (0x88, vec![0, u8::try_from(format).unwrap()]),
    ];
    let group = [vec![2, 1, 1], template(&header, &record)];
    let tag = modality.file().tag().unwrap();
    constructed(tag.0, &[constructed(0x7F61, &group)])
}

fn words(attributes: &Personal<Vec<Attribute>>) -> String {
    let list = attributes.reveal().iter();
    let pairs: Vec<String> = list
        .map(|one| format!("{}={}", one.name, one.value))
        .collect();
    pairs.join("; ")
}

fn failures(file: File, bytes: &[u8]) -> Vec<Deviation> {
    let found = structure::check(file, bytes).into_iter();
    found
        .filter(StructureFinding::is_failure)
        .map(|finding| finding.what)
        .collect()
}

fn face(picture: &[u8]) -> Vec<u8> {
    let size = block(7, &[number(0, 2), number(1, 3)]);
    let distance = object(0x84, &[0x03, 0xE8]);
    let information = [
        code(0, 2),
        code(1, 0),
        code(3, 2),
        distance,
        size,
        code(9, 2),
    ];
    let device = block(2, &[code(1, 2)]);
    let image = [object(0x80, picture), block(1, &information), device];
    let image = block(1, &[block(0, &[block(0, &image)])]);
    // an eye colour that this edition does not know, with what to fall back on
    let eye = block(1, &[block(1, &[number(0, 1)])]);
    let glasses = block(4, &[object(0x80, &[0xFF]), object(0x82, &[0])]);
    let smile = block(5, &[object(0x81, &[0xFF])]);
    let pose = block(6, &[block(0, &[number(0, 0xF6), number(1, 5)])]);
    let identity = [
        code(0, 3),
        eye,
        code(2, 4),
        object(0x83, &[0, 180]),
        glasses,
        smile,
        pose,
    ];
    let landmarks = block(9, &[constructed(0x30, &[]), constructed(0x30, &[])]);
    let fields = [
        number(0, 0),
        image,
        captured(2),
        qualities(3),
        block(8, &identity),
        landmarks,
    ];
    constructed(0x30, &fields)
}

#[test]
fn a_face() {
    let bytes = file(Modality::Face, &[face(JPEG)]);
    assert_eq!(structure::check(Modality::Face.file(), &bytes), []);
    let dg2 = Dg2::parse(&bytes).unwrap();
    let face = dg2.portrait().unwrap();
    assert_eq!(face.bytes(&bytes), Some(JPEG));
    assert_eq!(
        words(&face.attributes()),
        "generation=3; edition=2019; captured=2024-05-31; quality=88 (algorithm 0101-0009); \
         gender=female; eye colour=other; hair colour=blonde; height=180 cm; \
         properties=glasses; expression=smile; yaw=-10°; landmarks=2; image format=JPEG; \
         kind of image=travel document; lossy compressions=one; camera distance=1000 mm; \
         declared size=2 by 3 pixels; colour space=RGB, 24 bits; \
         capture device=photograph, digital still camera"
    );
    let pose = face.representation.as_ref().unwrap().reveal().pose;
    assert_eq!(pose[0].unwrap().uncertainty, Some(5));
    assert_eq!(pose[1], None);
}

fn finger(format: u8, picture: &[u8]) -> Vec<u8> {
    let rate = block(7, &[object(0x80, &[0x01, 0xF4]), number(1, 1)]);
    let fields = [
        code(0, 7),
        code(1, 1),
        code(2, format),
        object(0x83, picture),
        captured(4),
        qualities(6),
        rate,
        object(0x88, &[0]),
        object(0x89, &[0x01, 0x0E]),
        object(0x8A, &[0xFF]),
        object(0x8B, &[0xFF]),
    ];
    constructed(0x30, &fields)
}

#[test]
fn fingers() {
    let both = [finger(1, WSQ), finger(2, J2K)];
    let bytes = file(Modality::Finger, &both);
    assert_eq!(structure::check(Modality::Finger.file(), &bytes), []);
    let dg3 = Dg3::parse(&bytes).unwrap();
    let formats: Vec<_> = dg3.fingers.iter().map(|finger| finger.format).collect();
    assert_eq!(formats, [ImageFormat::Wsq, ImageFormat::Jpeg2000Codestream]);
    assert_eq!(dg3.fingers[0].bytes(&bytes), Some(WSQ));
    assert_eq!(
        words(&dg3.fingers[0].attributes()),
        "finger=left index; generation=3; edition=2019; impression=live scan, rolled; \
         image format=WSQ; captured=2024-05-31; quality=88 (algorithm 0101-0009); \
         samples per unit=500; original rotation=270°; rotated upright=true; \
         lossily compressed=true"
    );
}

fn iris(format: u8, picture: &[u8]) -> Vec<u8> {
    let range = block(7, &[object(0x80, &[0x01, 0x2C])]);
    let fields = [
        number(0, 2),
        code(1, 3),
        number(2, 8),
        code(3, format),
        number(4, 1),
        number(5, 1),
        number(6, 1),
        range,
        captured(8),
        object(0x89, picture),
        qualities(11),
        block(12, &[number(0, 4), number(1, 1)]),
    ];
    constructed(0x30, &fields)
}

#[test]
fn irises() {
    let pgm = b"P5 2 3 255\n123456";
    let bytes = file(Modality::Iris, &[iris(0, pgm), iris(3, J2K)]);
    assert_eq!(structure::check(Modality::Iris.file(), &bytes), []);
    let dg4 = Dg4::parse(&bytes).unwrap();
    let formats: Vec<_> = dg4.irises.iter().map(|iris| iris.format).collect();
    assert_eq!(formats, [ImageFormat::Pgm, ImageFormat::Jpeg2000Codestream]);
    let said = dg4.irises[0].representation.as_ref().unwrap().reveal();
    assert_eq!(said.range, Some(IrisRange::Millimetres(300)));
    assert_eq!(
        words(&dg4.irises[0].attributes()),
        "eye=left; generation=3; edition=2019; kind of image=cropped; depth=8 bits; \
         image format=PGM; horizontal orientation=left to right; \
         vertical orientation=top to bottom; compression=none or without loss; \
         range=300 mm; captured=2024-05-31; quality=88 (algorithm 0101-0009); roll angle=4"
    );
}

#[test]
fn blocks_that_lie_or_break() {
    // the format of another picture: its first bytes decide
    let bytes = file(Modality::Finger, &[finger(4, WSQ)]);
    let found = structure::check(Modality::Finger.file(), &bytes);
    assert_eq!(found[0].what, Deviation::ImageType);
    // no picture at all, or no representation
    for (modality, one) in [
        (Modality::Face, face(b"none")),
        (Modality::Finger, finger(1, b"none")),
        (Modality::Iris, iris(2, b"none")),
        (Modality::Iris, constructed(0x30, &[number(0, 1)])),
    ] {
        let bytes = file(modality, &[one]);
        assert_eq!(failures(modality.file(), &bytes), [Deviation::NoPicture]);
    }
    let bytes = file(Modality::Face, &[]);
    assert_eq!(
        failures(Modality::Face.file(), &bytes),
        [Deviation::NoPicture]
    );
    // the second representation is longer than what holds it: the first is kept
    let broken = vec![0x30, 0x09, 0x80];
    let bytes = file(Modality::Finger, &[finger(1, WSQ), broken]);
    let found = failures(Modality::Finger.file(), &bytes);
    assert!(matches!(found[..], [Deviation::Unreadable(_)]));
    assert_eq!(Dg3::parse(&bytes).unwrap().fingers.len(), 1);
    // a thousand of them: listed up to a limit
    let bytes = file(Modality::Iris, &vec![iris(3, J2K); 1000]);
    assert_eq!(Dg4::parse(&bytes).unwrap().irises.len(), 16);
}
