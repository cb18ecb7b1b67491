//! Biometric data groups made for tests: templates, records, blocks.
#![allow(dead_code, unreachable_pub, reason = "each test uses some of it")]

use vidimus_iso7816::tlv::{Tag, Writer};

/// A picture as small as one can declare: JPEG header of 2 by 3 pixels, and the end.
pub const JPEG: &[u8] = &[
    0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0, 0xFF, 0xD9,
];
/// A WSQ header of 2 by 3 pixels, and the end.
pub const WSQ: &[u8] = &[
    0xFF, 0xA0, 0xFF, 0xA2, 0, 17, 0, 255, 0, 3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xA1,
];
/// A bare JPEG 2000 codestream of 2 by 3 pixels of 8 bits, and the end.
pub const J2K: &[u8] = &[
    0xFF, 0x4F, 0xFF, 0x51, 0, 41, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 7, 1, 1, 0xFF, 0xD9,
];

pub fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), value);
    out.into_bytes()
}

/// Objects inside another.
pub fn constructed(tag: u32, children: &[Vec<u8>]) -> Vec<u8> {
    object(tag, &children.concat())
}

/// One of DG3 and DG4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Finger,
    Iris,
}

impl Group {
    pub const fn tag(self) -> u32 {
        match self {
            Self::Finger => 0x63,
            Self::Iris => 0x76,
        }
    }

    /// The fields of a right header, by tag.
    pub fn header(self) -> Vec<(u8, Vec<u8>)> {
        let (kind, subtype, format) = match self {
            Self::Finger => (0x08, 0x09, 0x07),
            Self::Iris => (0x10, 0x01, 0x09),
        };
        vec![
            (0x81, vec![kind]),
            (0x82, vec![subtype]),
            (0x87, vec![1, 1]),
            (0x88, vec![0, format]),
        ]
    }

    /// A record of one picture of 2 by 3 pixels.
    pub fn record(self, code: u8, picture: &[u8]) -> Vec<u8> {
        match self {
            Self::Finger => finger_record(code, picture),
            Self::Iris => iris_record(code, picture),
        }
    }

    pub fn file(self, count: &[u8], templates: &[Vec<u8>]) -> Vec<u8> {
        let inner = [count.to_vec(), templates.concat()].concat();
        object(self.tag(), &object(0x7F61, &inner))
    }
}

/// A template of these header fields and of what else is in it.
pub fn template(header: &[(u8, Vec<u8>)], rest: &[u8]) -> Vec<u8> {
    let fields: Vec<u8> = header
        .iter()
        .flat_map(|(tag, value)| object((*tag).into(), value))
        .collect();
    object(0x7F60, &[object(0xA1, &fields), rest.to_vec()].concat())
}

fn be32(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap().to_be_bytes()
}

/// ISO/IEC 19794-4: general record header and one finger image.
fn finger_record(compression: u8, picture: &[u8]) -> Vec<u8> {
    let mut record = b"FIR\x00010\x00\0\0".to_vec();
    record.extend(be32(32 + 14 + picture.len()));
    record.extend([0, 0, 0, 31, 1, 1]);
    record.extend([1, 0xF4].repeat(4));
    record.extend([8, compression, 0, 0]);
    record.extend(be32(14 + picture.len()));
    record.extend([2, 1, 1, 100, 0, 0, 2, 0, 3, 0]);
    record.extend(picture);
    record
}

/// ISO/IEC 19794-6: record header, one eye, one picture.
fn iris_record(format: u8, picture: &[u8]) -> Vec<u8> {
    let mut record = b"IIR\x00010\x00".to_vec();
    record.extend(be32(45 + 3 + 11 + picture.len()));
    record.extend([0, 0, 1, 0, 45, 0, 5, 0, 150, 0, format, 0, 2, 0, 3, 8, 0]);
    record.extend([0; 16]);
    record.extend([1, 0, 1, 0, 1, 90, 0x40, 0, 0xFF, 0xFF]);
    record.extend(be32(picture.len()));
    record.extend(picture);
    record
}
