//! What deviates in DG1 and DG2, row by row of the conformance cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::dg2::Dg2;
use vidimus_lds::picture::ImageFormat;
use vidimus_lds::structure::{
    self, DeviantField, Deviation, KnownQuirk, QuirkEffect, StructureFinding,
};
use vidimus_lds::{DataGroup, File};
use vidimus_mrz::check_digit;

const DG1: File = File::Dg(DataGroup::DG1);
const DG2: File = File::Dg(DataGroup::DG2);

fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), value);
    out.into_bytes()
}

// --- DG1 ------------------------------------------------------------------------------------

/// A TD3 zone of the Utopian specimen with fields replaced and all check digits made to fit.
fn zone(changes: &[(usize, &str)]) -> Vec<u8> {
    let mut text = b"P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\
                     X000000017UTO8001014F3912319<<<<<<<<<<<<<<08"
        .to_vec();
    for (column, value) in changes {
        text[*column..column + value.len()].copy_from_slice(value.as_bytes());
    }
    for (from, to) in [(44, 53), (57, 63), (65, 71), (72, 86)] {
        text[to] = digit(&text[from..to]);
    }
    let composite = [&text[44..54], &text[57..64], &text[65..87]].concat();
    text[87] = digit(&composite);
    text
}

fn digit(field: &[u8]) -> u8 {
    u8::try_from(check_digit(std::str::from_utf8(field).unwrap())).unwrap()
}

fn dg1(zone: &[u8]) -> Vec<u8> {
    object(0x61, &object(0x5F1F, zone))
}

fn failures(file: File, bytes: &[u8]) -> Vec<StructureFinding> {
    let mut findings = structure::check(file, bytes);
    findings.retain(StructureFinding::is_failure);
    findings
}

#[test]
fn mrz_content_rules() {
    let broken = |changes: &[(usize, &str)]| {
        let found = failures(DG1, &dg1(&zone(changes)));
        assert!(
            found
                .iter()
                .all(|finding| finding.code == "malformed.content")
        );
        found.len()
    };
    assert_eq!(broken(&[]), 0);
    // T51-LDS_B_01, 02, 03, 25 to 28: allowed
    assert_eq!(broken(&[(72, "12345678901234")]), 0);
    assert_eq!(broken(&[(5, "SPECIMENSPECIMENSPECIMENSPECIMENSPECIM<")]), 0);
    for unknown in ["7408<<", "74<<12", "<<0812", "<<<<<<"] {
        assert_eq!(broken(&[(57, unknown)]), 0, "{unknown}");
    }
    // B_08, 10, 14 to 16, 18 to 20: one finding each
    assert_eq!(broken(&[(0, "Z<")]), 1);
    assert_eq!(broken(&[(5, "<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<")]), 1);
    assert_eq!(broken(&[(54, "1TO")]), 1);
    assert_eq!(broken(&[(57, "74A812")]), 1);
    assert_eq!(broken(&[(57, "741332")]), 1);
    assert_eq!(broken(&[(64, "Q")]), 1);
    assert_eq!(broken(&[(65, "12041X")]), 1);
    assert_eq!(broken(&[(65, "301399")]), 1);
    // B_09: the issuing state is compared elsewhere
    assert_eq!(broken(&[(2, "U1O")]), 0);
}

#[test]
fn wrong_check_digits_are_found_where_they_are() {
    // B_13, 17, 21, 22, 23
    for column in [53, 63, 71, 86, 87] {
        let mut text = zone(&[(72, "12345678901234")]);
        text[column] = if text[column] == b'9' {
            b'0'
        } else {
            text[column] + 1
        };
        let found = failures(DG1, &dg1(&text));
        assert!(
            found.iter().any(|finding| finding.offset == 5 + column),
            "{column} {found:?}"
        );
    }
}

#[test]
fn a_zone_of_no_format_or_none_at_all() {
    let short = failures(DG1, &dg1(&zone(&[])[..80]));
    assert_eq!((short.len(), short[0].code), (1, "malformed.mrz_length"));
    // B_24 and an empty file, in both forms
    assert_eq!(failures(DG1, &object(0x61, &[]))[0].code, "malformed.tag");
    assert_eq!(failures(DG1, &[]).len(), 1);
    // the neighbour's tag, and a length in more bytes than needed, which is only noted
    assert_eq!(
        failures(DG1, &object(0x62, &zone(&[])))[0].code,
        "malformed.tag"
    );
    let mut long = dg1(&zone(&[]));
    long.insert(1, 0x81);
    assert_eq!(failures(DG1, &long), []);
    assert_eq!(
        structure::check(DG1, &long)[0].what,
        Deviation::NonMinimalLength
    );
}

// --- DG2 ------------------------------------------------------------------------------------

/// A picture as small as one can declare: JPEG header of 2 by 3 pixels, and the end.
const JPEG: &[u8] = &[
    0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 3, 0, 2, 1, 1, 0x11, 0, 0xFF, 0xD9,
];

/// What a face record is made of; the defaults are right.
struct Record {
    start: &'static [u8],
    record_delta: i64,
    block_delta: i64,
    points: u16,
    points_there: u16,
    codes: [(usize, u8); 1],
    picture: Vec<u8>,
    padding: usize,
    data_type: u8,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            start: b"FAC\x00010\x00",
            record_delta: 0,
            block_delta: 0,
            points: 0,
            points_there: 0,
            codes: [(0, 0)],
            picture: JPEG.to_vec(),
            padding: 0,
            data_type: 0,
        }
    }
}

impl Record {
    fn bytes(&self) -> Vec<u8> {
        let mut block = vec![0; 20 + 8 * usize::from(self.points_there)];
        block[4..6].copy_from_slice(&self.points.to_be_bytes());
        let [(at, code)] = self.codes;
        let mut image = vec![1, self.data_type, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0];
        if at >= 20 {
            image[at - 20] = code;
        } else if at > 0 {
            block[at] = code;
        }
        block.extend(image);
        block.extend(&self.picture);
        let length = |len: usize, delta: i64| {
            u32::try_from(i64::try_from(len).unwrap() + delta)
                .unwrap()
                .to_be_bytes()
        };
        let own = length(block.len(), self.block_delta);
        block[..4].copy_from_slice(&own);
        let mut record = self.start.to_vec();
        record.extend(length(14 + block.len(), self.record_delta));
        record.extend([0, 1]);
        record.extend(block);
        record.extend(vec![0; self.padding]);
        record
    }
}

const HEADER: &[u8] = &[0x81, 1, 2, 0x82, 1, 0, 0x87, 2, 1, 1, 0x88, 2, 0, 8];

fn template(header: &[u8], rest: &[u8]) -> Vec<u8> {
    object(0x7F60, &[object(0xA1, header), rest.to_vec()].concat())
}

fn dg2(count: &[u8], templates: &[Vec<u8>]) -> Vec<u8> {
    object(
        0x75,
        &object(0x7F61, &[count.to_vec(), templates.concat()].concat()),
    )
}

fn dg2_of(record: &Record) -> Vec<u8> {
    dg2(
        &[2, 1, 1],
        &[template(HEADER, &object(0x5F2E, &record.bytes()))],
    )
}

#[test]
fn a_right_face_has_no_findings() {
    let bytes = dg2_of(&Record::default());
    assert_eq!(structure::check(DG2, &bytes), []);
    let parsed = Dg2::parse(&bytes).unwrap();
    assert_eq!(parsed.portrait().unwrap().bytes(&bytes), Some(JPEG));
    // T51-LDS_C_03: feature points, lengths right
    let points = Record {
        points: 20,
        points_there: 20,
        ..Record::default()
    };
    let bytes = dg2_of(&points);
    assert_eq!(structure::check(DG2, &bytes), []);
    assert_eq!(
        Dg2::parse(&bytes)
            .unwrap()
            .portrait()
            .unwrap()
            .bytes(&bytes),
        Some(JPEG)
    );
}

#[test]
fn codes_that_do_not_exist() {
    // C_17 to C_27
    for (at, code, field) in [
        (6, 7, DeviantField::Gender),
        (7, 20, DeviantField::EyeColour),
        (8, 20, DeviantField::HairColour),
        (14, 200, DeviantField::Yaw),
        (15, 200, DeviantField::Pitch),
        (16, 200, DeviantField::Roll),
        (17, 200, DeviantField::YawUncertainty),
        (18, 200, DeviantField::PitchUncertainty),
        (19, 200, DeviantField::RollUncertainty),
        (20, 50, DeviantField::FaceImageType),
        (21, 9, DeviantField::ImageDataType),
    ] {
        let bytes = dg2_of(&Record {
            codes: [(at, code)],
            ..Record::default()
        });
        let found = failures(DG2, &bytes);
        let what = Deviation::Value {
            field,
            found: code.into(),
        };
        assert_eq!(found.len(), 1, "{field:?}");
        assert_eq!(found[0].what, what);
        // the finding points at the byte
        assert_eq!(bytes[found[0].offset], code, "{field:?}");
        assert!(Dg2::parse(&bytes).unwrap().portrait().is_some());
    }
    // C_14, C_15
    for start in [b"FAD\x00010\x00", b"FAC\x00999\x00"] {
        let bytes = dg2_of(&Record {
            start,
            ..Record::default()
        });
        assert_eq!(failures(DG2, &bytes).len(), 1);
        assert!(Dg2::parse(&bytes).unwrap().portrait().is_some());
    }
}

/// A length that is wrong is known, and wrong.
const RECORD_LENGTH: KnownQuirk = KnownQuirk {
    id: "dg2.record_length",
    effect: QuirkEffect::Explains,
};

#[test]
fn lengths_that_are_wrong() {
    // C_16 and OWN-DG2-05: the picture is found whole all the same
    for delta in [-1, -8, 5, 1000] {
        for (record_delta, block_delta) in [(delta, 0), (0, delta), (delta, delta)] {
            let bytes = dg2_of(&Record {
                record_delta,
                block_delta,
                ..Record::default()
            });
            let found = failures(DG2, &bytes);
            assert!(!found.is_empty());
            assert!(
                found
                    .iter()
                    .all(|finding| finding.quirk == Some(RECORD_LENGTH))
            );
            let parsed = Dg2::parse(&bytes).unwrap();
            assert_eq!(
                parsed.portrait().unwrap().bytes(&bytes),
                Some(JPEG),
                "{delta}"
            );
        }
    }
    // OWN-DG2-06: padding is no fault
    let bytes = dg2_of(&Record {
        padding: 20,
        ..Record::default()
    });
    assert_eq!(failures(DG2, &bytes), []);
    assert_eq!(
        structure::check(DG2, &bytes)[0].what,
        Deviation::Padding { count: 20 }
    );
    assert_eq!(
        Dg2::parse(&bytes)
            .unwrap()
            .portrait()
            .unwrap()
            .bytes(&bytes),
        Some(JPEG)
    );
    // OWN-DG2-11: points without end
    let bytes = dg2_of(&Record {
        points: 65_535,
        ..Record::default()
    });
    assert_eq!(
        failures(DG2, &bytes)[0].what,
        Deviation::FeaturePoints { declared: 65_535 }
    );
    assert_eq!(
        Dg2::parse(&bytes)
            .unwrap()
            .portrait()
            .unwrap()
            .bytes(&bytes),
        Some(JPEG)
    );
}

#[test]
fn the_picture_decides_its_type() {
    // OWN-DG2-04: JPEG under the type of JPEG 2000
    let bytes = dg2_of(&Record {
        data_type: 1,
        ..Record::default()
    });
    let findings = structure::check(DG2, &bytes);
    assert_eq!(findings.len(), 1);
    let excused = KnownQuirk {
        id: "dg2.type_byte",
        effect: QuirkEffect::Excuses,
    };
    assert_eq!(findings[0].quirk, Some(excused));
    assert!(!findings[0].is_failure());
    assert_eq!(
        Dg2::parse(&bytes).unwrap().portrait().unwrap().format,
        ImageFormat::Jpeg
    );
    // OWN-DG2-03: a bare codestream
    let codestream = vec![0xFF, 0x4F, 0xFF, 0x51, 0, 0, 0xFF, 0xD9];
    let bytes = dg2_of(&Record {
        data_type: 1,
        picture: codestream,
        ..Record::default()
    });
    let format = Dg2::parse(&bytes).unwrap().portrait().unwrap().format;
    assert_eq!(format, ImageFormat::Jpeg2000Codestream);
    // no picture at all
    let bytes = dg2_of(&Record {
        picture: vec![1, 2, 3],
        ..Record::default()
    });
    assert_eq!(failures(DG2, &bytes)[0].what, Deviation::NoPicture);
}

#[test]
fn templates_and_headers() {
    let record = object(0x5F2E, &Record::default().bytes());
    let one = template(HEADER, &record);
    let whats = |bytes: &[u8]| -> Vec<Deviation> {
        failures(DG2, bytes)
            .into_iter()
            .map(|finding| finding.what)
            .collect()
    };
    let nameless = failures(DG2, &dg2(&[], std::slice::from_ref(&one)));
    let explained = KnownQuirk {
        id: "dg2.structure",
        effect: QuirkEffect::Explains,
    };
    assert_eq!(nameless[0].quirk, Some(explained));
    // C_07: no count, OWN-DG2-08: two faces, OWN-DG2-09: one of two missing
    assert_eq!(
        whats(&dg2(&[], std::slice::from_ref(&one))),
        [Deviation::Missing(Tag(2))]
    );
    let two = dg2(&[2, 1, 2], &[one.clone(), one.clone()]);
    assert_eq!(whats(&two), []);
    assert_eq!(Dg2::parse(&two).unwrap().faces.len(), 2);
    let missing = Deviation::Count {
        declared: 2,
        found: 1,
    };
    assert_eq!(whats(&dg2(&[2, 1, 2], &[one])), [missing]);
    // C_08 to C_13
    let with = |header: &[u8]| dg2(&[2, 1, 1], &[template(header, &record)]);
    let value = |field, found| Deviation::Value { field, found };
    let owner = value(DeviantField::FormatOwner, 0x01FF);
    assert_eq!(whats(&with(&[0x87, 2, 1, 0xFF, 0x88, 2, 0, 8])), [owner]);
    assert_eq!(
        whats(&with(&[0x88, 2, 0, 8])),
        [Deviation::Missing(Tag(0x87))]
    );
    let kind = value(DeviantField::FormatType, 9);
    assert_eq!(whats(&with(&[0x87, 2, 1, 1, 0x88, 2, 0, 9])), [kind]);
    assert_eq!(
        whats(&with(&[0x87, 2, 1, 1])),
        [Deviation::Missing(Tag(0x88))]
    );
    let old = with(&[0x81, 2, 0, 2, 0x87, 2, 1, 1, 0x88, 2, 0, 8]);
    assert_eq!(whats(&old), []);
    assert_eq!(
        structure::check(DG2, &old)[0].what,
        Deviation::OldBiometricType
    );
    let finger = value(DeviantField::BiometricType, 8);
    assert_eq!(
        whats(&with(&[0x81, 1, 8, 0x87, 2, 1, 1, 0x88, 2, 0, 8])),
        [finger]
    );
    // C_28: no record, OWN-DG2-10: an encrypted one
    let none = dg2(&[2, 1, 1], &[template(HEADER, &[])]);
    assert_eq!(whats(&none), [Deviation::Missing(Tag(0x5F2E))]);
    let encrypted = dg2(
        &[2, 1, 1],
        &[template(HEADER, &object(0x7D, &object(0x84, &[1])))],
    );
    assert_eq!(whats(&encrypted), []);
    assert_eq!(Dg2::parse(&encrypted).unwrap().encrypted, 1);
}
