//! PNG, PGM, PPM, uncompressed samples and WSQ: what comes out, and what is refused.
#![cfg(feature = "image")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::biometric::{Group, WSQ, object, template};
use common::{Dice, mutate, shared_bytes};
use proptest::prelude::*;
use vidimus_iso7816::Fault;
use vidimus_lds::dg3::Dg3;
use vidimus_lds::image::{Picture, PixelLimits, Samples, decode, decode_as};
use vidimus_lds::picture::{ImageFormat, PictureHeader};

fn decoded(bytes: &[u8]) -> Picture {
    decode(bytes, &PixelLimits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> &'static str {
    decode(bytes, &PixelLimits::default()).unwrap_err().code()
}

/// A PNG of these rows, each with its filter byte, in blocks that are not compressed (ISO/IEC
/// 15948 §10.3, RFC 1950 and 1951).
fn png(size: [u32; 2], depth: u8, colour: u8, palette: &[u8], rows: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
    let [width, height] = size.map(u32::to_be_bytes);
    let header = [&width[..], &height, &[depth, colour, 0, 0, 0]].concat();
    let length = u16::try_from(rows.len()).unwrap();
    let mut data = vec![0x78, 0x01, 0x01];
    data.extend(length.to_le_bytes());
    data.extend((!length).to_le_bytes());
    data.extend(rows);
    data.extend(adler32(rows).to_be_bytes());
    chunk(&mut file, b"IHDR", &header);
    if !palette.is_empty() {
        chunk(&mut file, b"PLTE", palette);
    }
    chunk(&mut file, b"IDAT", &data);
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    let body = [&kind[..], data].concat();
    file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
    file.extend(&body);
    file.extend(crc32(&body).to_be_bytes());
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| {
        if crc & 1 == 1 {
            crc >> 1 ^ 0xEDB8_8320
        } else {
            crc >> 1
        }
    };
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), step)
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

#[test]
fn png_of_every_kind() {
    // grey of one bit, of 8, of 16; RGB; palette; grey and RGB with opacity
    let grey = |samples: &[u8]| Samples::Grey(samples.to_vec());
    let rgb = |samples: &[u8]| Samples::Rgb(samples.to_vec());
    let cases = [
        (png([2, 1], 1, 0, &[], &[0, 0x40]), grey(&[0, 255])),
        (png([2, 1], 8, 0, &[], &[0, 7, 9]), grey(&[7, 9])),
        (png([1, 1], 16, 0, &[], &[0, 0xAB, 0xCD]), grey(&[0xAB])),
        (png([1, 1], 8, 2, &[], &[0, 1, 2, 3]), rgb(&[1, 2, 3])),
        (
            png([2, 1], 8, 3, &[9, 8, 7, 6, 5, 4], &[0, 1, 0]),
            rgb(&[6, 5, 4, 9, 8, 7]),
        ),
        (png([1, 1], 8, 4, &[], &[0, 5, 128]), grey(&[5])),
        (png([1, 1], 8, 6, &[], &[0, 1, 2, 3, 0]), rgb(&[1, 2, 3])),
    ];
    for (file, samples) in cases {
        assert_eq!(ImageFormat::detect(&file), ImageFormat::Png);
        let picture = decoded(&file);
        assert!(picture.samples == samples);
        // and out again
        assert!(decoded(&picture.to_png().unwrap()) == picture);
    }
}

#[test]
fn png_bombs_and_broken_ones() {
    let mut bomb = png([1, 1], 8, 0, &[], &[0, 1]);
    bomb[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    assert_eq!(refused(&bomb), "image.too_large");
    // as large as allowed, and almost nothing in it
    let hollow = png([4000, 4000], 8, 0, &[], &[0, 1]);
    assert_eq!(refused(&hollow), "image.undecodable");
    let whole = png([2, 1], 8, 0, &[], &[0, 7, 9]);
    for end in 8..whole.len() - 12 {
        assert_eq!(refused(&whole[..end]), "image.undecodable", "{end}");
    }
}

#[test]
fn samples_without_compression() {
    assert!(decoded(b"P5 2 1 255\n\x07\x09").samples == Samples::Grey(vec![7, 9]));
    assert!(decoded(b"P6 1 1 15\n\x0F\x00\x05").samples == Samples::Rgb(vec![255, 0, 85]));
    let deep = decoded(b"P5 2 1 65535\n\xFF\xFF\x80\x00");
    assert!(deep.samples == Samples::Grey(vec![255, 128]));
    assert_eq!(refused(b"P5 2 1 255\n\x07"), "image.undecodable");
    assert_eq!(refused(b"P5 99999 99999 255\n"), "image.too_large");
    assert_eq!(refused(b"P5 x"), "image.undecodable");

    // those of a record: as large as it says
    let group = Group::Finger;
    let record = object(0x5F2E, &group.record(0, &[0, 50, 100, 150, 200, 250]));
    let bytes = group.file(&[2, 1, 1], &[template(&group.header(), &record)]);
    let dg3 = Dg3::parse(&bytes).unwrap();
    let finger = &dg3.fingers[0];
    let samples = finger.bytes(&bytes).unwrap();
    let limits = PixelLimits::default();
    let picture = decode_as(samples, finger.picture.as_ref(), &limits).unwrap();
    assert_eq!((picture.width, picture.height), (2, 3));
    assert!(picture.samples == Samples::Grey(vec![0, 50, 100, 150, 200, 250]));
    let cut = decode_as(&samples[1..], finger.picture.as_ref(), &limits);
    assert_eq!(cut.unwrap_err().code(), "image.undecodable");
    // the header of another format is not believed
    let other = PictureHeader {
        format: ImageFormat::Jpeg,
        ..finger.picture.unwrap()
    };
    let refused = decode_as(b"P5 99999 99999 255\n", Some(&other), &limits);
    assert_eq!(refused.unwrap_err().code(), "image.too_large");
}

#[test]
fn wsq_is_known_and_kept() {
    let header = PictureHeader::read(WSQ).unwrap();
    assert_eq!((header.width, header.height), (2, 3));
    assert_eq!(refused(WSQ), "image.no_decoder");
    assert_eq!(ImageFormat::Wsq.extension(), "wsq");
    let Some(bytes) = shared_bytes("lds/bsi-tr03105-5-refset/DG3.bin") else {
        return;
    };
    let dg3 = Dg3::parse(&bytes).unwrap();
    for finger in &dg3.fingers {
        assert_eq!(refused(finger.bytes(&bytes).unwrap()), "image.no_decoder");
    }
}

#[test]
fn changed_pictures_decode_or_say_no() {
    let mut dice = Dice::new(7);
    let rows: Vec<u8> = (0..40u8).flat_map(|row| [1, row, 2, 3, 4, 5, 6]).collect();
    let files = [
        png([2, 40], 8, 2, &[], &rows),
        b"P6 2 2 255\nabcdefghijkl".to_vec(),
        WSQ.to_vec(),
    ];
    let limits = PixelLimits {
        max_side: 512,
        ..PixelLimits::default()
    };
    for file in &files {
        for _ in 0..300 {
            let _ = decode(&mutate(file, &mut dice), &limits);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_after_a_signature(
        which in 0usize..6,
        tail in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let starts: [&[u8]; 6] = [
            b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", b"P5 ", b"P6\n", &[0xFF, 0xA0, 0xFF, 0xA4],
            &[0xFF, 0xD8, 0xFF], &[0xFF, 0x4F, 0xFF, 0x51],
        ];
        let limits = PixelLimits { max_side: 256, max_parts: 4096, ..PixelLimits::default() };
        let _ = decode(&[starts[which], &tail].concat(), &limits);
    }

    #[test]
    fn grey_samples_come_back(width in 1u32..20, height in 1u32..20, seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let count = usize::try_from(width * height).unwrap();
        let samples: Vec<u8> = (0..count).map(|_| u8::try_from(dice.below(256)).unwrap()).collect();
        let pgm = [format!("P5 {width} {height} 255\n").as_bytes(), &samples].concat();
        let picture = decoded(&pgm);
        prop_assert!(decoded(&picture.to_png().unwrap()) == picture);
        prop_assert!(picture.samples == Samples::Grey(samples));
    }
}
