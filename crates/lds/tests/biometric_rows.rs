//! What deviates in DG3 and DG4, row by row of the conformance cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::biometric::{Group, J2K, JPEG, WSQ, object, template};
use vidimus_iso7816::tlv::Tag;
use vidimus_lds::dg2::Dg2;
use vidimus_lds::dg3::Dg3;
use vidimus_lds::dg4::Dg4;
use vidimus_lds::picture::ImageFormat;
use vidimus_lds::structure::{self, DeviantField, Deviation, StructureFinding};
use vidimus_lds::{DataGroup, File};

const BOTH: [Group; 2] = [Group::Finger, Group::Iris];

fn file(group: Group) -> File {
    File::Dg(match group {
        Group::Finger => DataGroup::DG3,
        Group::Iris => DataGroup::DG4,
    })
}

/// What fails `lds.structure`; none of it may be covered by a tolerance of DG2.
fn failures(group: Group, bytes: &[u8]) -> Vec<Deviation> {
    let mut findings = structure::check(file(group), bytes);
    findings.retain(StructureFinding::is_failure);
    assert!(findings.iter().all(|finding| finding.quirk.is_none()));
    findings.into_iter().map(|finding| finding.what).collect()
}

/// The formats and bytes of the pictures.
fn pictures(group: Group, bytes: &[u8]) -> Vec<(ImageFormat, &[u8])> {
    match group {
        Group::Finger => Dg3::parse(bytes)
            .unwrap()
            .fingers
            .iter()
            .map(|finger| (finger.format, finger.bytes(bytes).unwrap()))
            .collect(),
        Group::Iris => Dg4::parse(bytes)
            .unwrap()
            .irises
            .iter()
            .map(|iris| (iris.format, iris.bytes(bytes).unwrap()))
            .collect(),
    }
}

/// Templates of one record each.
fn right(group: Group, code: u8, picture: &[u8], count: u8) -> Vec<u8> {
    let record = object(0x5F2E, &group.record(code, picture));
    let one = template(&group.header(), &record);
    group.file(&[2, 1, count], &vec![one; count.into()])
}

/// The code of JPEG 2000 in the records of this group.
const fn jpeg_2000(group: Group) -> u8 {
    match group {
        Group::Finger => 4,
        Group::Iris => 14,
    }
}

#[test]
fn right_files_have_no_findings() {
    // D_01, E_01: JPEG 2000, D_02 and D_03: two and three fingers in WSQ
    for group in BOTH {
        let bytes = right(group, jpeg_2000(group), J2K, 2);
        assert_eq!(structure::check(file(group), &bytes), []);
        let both = [(ImageFormat::Jpeg2000Codestream, J2K); 2];
        assert_eq!(pictures(group, &bytes), both);
    }
    for count in [2, 3] {
        let bytes = right(Group::Finger, 2, WSQ, count);
        assert_eq!(structure::check(file(Group::Finger), &bytes), []);
        assert_eq!(
            pictures(Group::Finger, &bytes),
            vec![(ImageFormat::Wsq, WSQ); count.into()]
        );
    }
    // D_16, E_02: uncompressed, as large as declared; zeros at the end are pixels
    for (group, code) in [(Group::Finger, 0), (Group::Iris, 2)] {
        let samples = [1, 2, 3, 4, 0, 0];
        let bytes = right(group, code, &samples, 2);
        assert_eq!(structure::check(file(group), &bytes), []);
        let both = [(ImageFormat::Raw, &samples[..]); 2];
        assert_eq!(pictures(group, &bytes), both);
        let short = right(group, code, &samples[..5], 1);
        let found = structure::check(file(group), &short);
        assert_eq!(found[0].what, Deviation::ImageSize);
    }
    // no instances, with something random beside
    let none = object(
        0x63,
        &[object(0x7F61, &[2, 1, 0]), object(0x53, &[7])].concat(),
    );
    assert_eq!(structure::check(file(Group::Finger), &none), []);
}

#[test]
fn headers() {
    for group in BOTH {
        let record = object(0x5F2E, &group.record(jpeg_2000(group), J2K));
        let with = |tag: u8, value: Option<&[u8]>| {
            let mut header = group.header();
            header.retain(|(known, _)| *known != tag);
            header.extend(value.map(|value| (tag, value.to_vec())));
            let bytes = group.file(&[2, 1, 1], &[template(&header, &record)]);
            // the picture is there whatever the header says
            assert_eq!(pictures(group, &bytes)[0].1, J2K);
            failures(group, &bytes)
        };
        let value = |field, found| [Deviation::Value { field, found }];
        let missing = |tag| [Deviation::Missing(Tag(tag))];
        // D_08 to D_13, E_07 to E_12
        let owner = value(DeviantField::FormatOwner, 0x01FF);
        assert_eq!(with(0x87, Some(&[1, 0xFF])), owner);
        assert_eq!(with(0x87, None), missing(0x87));
        let wrong = match group {
            Group::Finger => 0x09,
            Group::Iris => 0x0F,
        };
        let kind = value(DeviantField::FormatType, wrong.into());
        assert_eq!(with(0x88, Some(&[0, wrong])), kind);
        assert_eq!(with(0x88, None), missing(0x88));
        let subtype = value(DeviantField::BiometricSubtype, 0xFE);
        assert_eq!(with(0x82, Some(&[0xFE])), subtype);
        assert_eq!(with(0x82, None), missing(0x82));
        // the type, of which there are no rows
        let face = value(DeviantField::BiometricType, 2);
        assert_eq!(with(0x81, Some(&[2])), face);
        assert_eq!(with(0x81, None), []);
    }
}

#[test]
fn templates_and_records() {
    for group in BOTH {
        let body = group.record(jpeg_2000(group), J2K);
        let record = object(0x5F2E, &body);
        let one = template(&group.header(), &record);
        // D_07, E_06: no count; and a wrong one
        let bytes = group.file(&[], std::slice::from_ref(&one));
        assert_eq!(failures(group, &bytes), [Deviation::Missing(Tag(2))]);
        let counts = Deviation::Count {
            declared: 2,
            found: 1,
        };
        let bytes = group.file(&[2, 1, 2], std::slice::from_ref(&one));
        assert_eq!(failures(group, &bytes), [counts]);
        // D_14, E_13: the record starts with something else
        let mut other = body.clone();
        other[0] = b'P';
        let bytes = group.file(
            &[2, 1, 1],
            &[template(&group.header(), &object(0x5F2E, &other))],
        );
        let found = u32::from_be_bytes(*other.first_chunk().unwrap());
        let field = DeviantField::RecordFormat;
        assert_eq!(failures(group, &bytes), [Deviation::Value { field, found }]);
        assert_eq!(pictures(group, &bytes)[0].1, J2K);
        // D_15, E_14: the second template without a record
        let second = template(&group.header(), &[]);
        let bytes = group.file(&[2, 1, 2], &[one.clone(), second]);
        assert_eq!(failures(group, &bytes), [Deviation::Missing(Tag(0x5F2E))]);
        assert_eq!(pictures(group, &bytes).len(), 1);
    }
}

#[test]
fn files_that_are_other_files_or_cut_short() {
    // D_04 to D_06, E_03 to E_05: their hash is what is judged; the decoder says where
    for group in BOTH {
        let bytes = right(group, jpeg_2000(group), J2K, 1);
        let code = |bytes: &[u8]| match group {
            Group::Finger => Dg3::parse(bytes).unwrap_err().check_code(),
            Group::Iris => Dg4::parse(bytes).unwrap_err().check_code(),
        };
        let mut other = bytes.clone();
        other[0] = 0x64;
        assert_eq!(code(&other), "wrong_tag");
        // the last byte of the outer length
        let last = if bytes[1] == 0x81 { 2 } else { 1 };
        let mut longer = bytes.clone();
        longer[last] += 1;
        assert_eq!(code(&longer), "truncated");
        let mut shorter = bytes.clone();
        shorter[last] -= 1;
        assert_eq!(code(&shorter), "malformed.length");
    }
}

#[test]
fn lengths_inside_records_that_are_wrong() {
    for group in BOTH {
        let body = group.record(jpeg_2000(group), J2K);
        // the last byte of the record length, and of the picture's
        let places = match group {
            Group::Finger => [13, 35],
            Group::Iris => [11, 58],
        };
        for (place, change) in [(0, -1), (0, 1), (1, -1), (1, 9)] {
            let mut wrong = body.clone();
            let at = places[place];
            wrong[at] = wrong[at].checked_add_signed(change).unwrap();
            let record = object(0x5F2E, &wrong);
            let bytes = group.file(&[2, 1, 1], &[template(&group.header(), &record)]);
            let found = failures(group, &bytes);
            assert!(matches!(found[..], [Deviation::RecordLength { .. }]));
            assert_eq!(
                pictures(group, &bytes),
                [(ImageFormat::Jpeg2000Codestream, J2K)]
            );
        }
        // cut at every byte, something is always told
        for end in 0..body.len() - J2K.len() {
            let record = object(0x5F2E, &body[..end]);
            let bytes = group.file(&[2, 1, 1], &[template(&group.header(), &record)]);
            assert_ne!(failures(group, &bytes), []);
        }
    }
}

#[test]
fn the_picture_decides_its_type() {
    for group in BOTH {
        let bytes = right(group, jpeg_2000(group), JPEG, 1);
        assert_eq!(failures(group, &bytes), []);
        let found = structure::check(file(group), &bytes);
        assert_eq!(found[0].what, Deviation::ImageType);
        assert_eq!(pictures(group, &bytes), [(ImageFormat::Jpeg, JPEG)]);
    }
    // T51-AP_C_08 for all three: no picture is offered where none is
    let nothing = right(Group::Finger, 2, &[], 1);
    assert_eq!(failures(Group::Finger, &nothing), [Deviation::NoPicture]);
    let nothing = right(Group::Iris, 14, &[], 1);
    assert_eq!(failures(Group::Iris, &nothing), [Deviation::NoPicture]);
}

#[test]
fn a_face_record_without_a_picture_offers_no_portrait() {
    // T51-AP_C_08
    let mut record = b"FAC\x00010\x00\0\0\0\x2E\0\x01".to_vec();
    record.extend([0, 0, 0, 32]);
    record.extend([0; 16]);
    record.extend([1, 0, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0]);
    let header = [(0x81, vec![2]), (0x87, vec![1, 1]), (0x88, vec![0, 8])];
    let one = template(&header, &object(0x5F2E, &record));
    let group = object(0x7F61, &[vec![2, 1, 1], one].concat());
    let bytes = object(0x75, &group);
    let dg2 = Dg2::parse(&bytes).unwrap();
    assert!(dg2.portrait().is_none());
    assert_eq!(dg2.deviations[0].what, Deviation::NoPicture);
    assert_eq!(dg2.deviations.len(), 1);
}

#[test]
fn what_comes_before_a_fault_is_kept() {
    for group in BOTH {
        let record = object(0x5F2E, &group.record(jpeg_2000(group), J2K));
        let one = template(&group.header(), &record);
        // an object that is longer than its template
        let broken = object(0x7F60, &[0xA1, 9, 0x81]);
        let bytes = group.file(&[2, 1, 2], &[one, broken]);
        let found = failures(group, &bytes);
        assert!(matches!(found[..], [Deviation::Unreadable(_)]));
        let read = Dg3::read(&bytes);
        if group == Group::Finger {
            assert_eq!(read.value.fingers.len(), 1);
            assert!(!read.is_whole());
        } else {
            assert_eq!(Dg4::read(&bytes).value.irises.len(), 1);
        }
    }
}

#[test]
fn feature_points_are_read() {
    // T51-LDS_C_03
    let mut record = b"FAC\x00010\x00\0\0\0\x4F\0\x01".to_vec();
    record.extend([0, 0, 0, 65, 0, 2, 2, 3, 4]);
    record.extend([0, 0, 0b1001, 0, 1, 1, 91, 180, 1, 1, 1]);
    record.extend([1, 0x21, 0, 100, 0, 120, 0, 0, 1, 0x84, 1, 0, 1, 1, 0, 0]);
    record.extend([1, 0, 0, 2, 0, 3, 1, 2, 0, 7, 0, 90]);
    record.extend(JPEG);
    let header = [(0x87, vec![1, 1]), (0x88, vec![0, 8])];
    let one = template(&header, &object(0x5F2E, &record));
    let group = object(0x7F61, &[vec![2, 1, 1], one].concat());
    let bytes = object(0x75, &group);
    let dg2 = Dg2::parse(&bytes).unwrap();
    assert_eq!(dg2.deviations, []);
    let face = dg2.portrait().unwrap();
    let points = face.feature_points.reveal();
    let seen: Vec<_> = points.iter().map(|one| (one.code, one.x, one.y)).collect();
    assert_eq!(seen, [(0x21, 100, 120), (0x84, 256, 257)]);
    let information = face.information.as_ref().unwrap().reveal();
    assert_eq!((information.device_type, information.quality), (7, 90));
    let attributes = face.attributes();
    let values: Vec<_> = attributes
        .reveal()
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    assert_eq!(
        values,
        [
            "female",
            "brown",
            "brown",
            "beard",
            "neutral",
            "0°",
            "180°",
            "-2°",
            // uncertainty of the three
            "1",
            "1",
            "1",
            "2",
            "full frontal",
            "JPEG",
            "2 by 3 pixels",
            "sRGB, 24 bits",
            "photograph, digital still camera",
            "7",
            "90"
        ]
    );
}
