//! BER-TLV: the cases of the conformance table by their ids, and every kind of bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use std::time::{Duration, Instant};
use vidimus_iso7816::tlv::{
    Encoding, MAX_DEPTH, MAX_ITEMS, Reader, Tag, TlvError, TlvErrorKind, Writer,
};
use vidimus_iso7816::{Fault as _, FaultClass};

/// The code of reading the first object.
fn code(bytes: &[u8]) -> &'static str {
    match Reader::new(bytes).next() {
        Ok(_) => "-",
        Err(error) => {
            assert_eq!(error.class(), FaultClass::Malformed);
            assert!(error.hint().is_some());
            error.code()
        }
    }
}

/// Walks every object of every level; gives the number of objects.
fn walk(bytes: &[u8], encoding: Encoding) -> Result<usize, TlvError> {
    let mut open = vec![Reader::with_encoding(bytes, encoding)];
    let mut count = 0;
    while let Some(mut reader) = open.pop() {
        while let Some(object) = reader.next()? {
            count += 1;
            assert!(bytes[object.offset..].starts_with(object.bytes));
            assert_eq!(
                object.value_offset() + object.value.len(),
                object.offset + object.bytes.len()
            );
            if object.tag.is_constructed() {
                open.push(object.children()?);
            }
        }
    }
    Ok(count)
}

/// OWN-TLV-01 and OWN-TLV-13: no allocation, no overflow, whatever the length says.
#[test]
fn lengths_beyond_the_input() {
    for length in [
        [0xFF; 4],
        [0x7F, 0xFF, 0xFF, 0xFF],
        [0x80, 0, 0, 0],
        [0, 0, 0, 11],
    ] {
        let mut bytes = vec![0x61, 0x84];
        bytes.extend(length);
        bytes.extend([0; 10]);
        assert_eq!(code(&bytes), "malformed.truncated", "{length:02X?}");
        let declared = u32::from_be_bytes(length) as usize;
        let expected = TlvErrorKind::Truncated {
            missing: declared - 10,
        };
        assert_eq!(Reader::new(&bytes).next().unwrap_err().kind, expected);
    }
}

/// OWN-TLV-02.
#[test]
fn indefinite_lengths() {
    assert_eq!(
        code(&[0x61, 0x80, 0x00, 0x00]),
        "malformed.indefinite_length"
    );
}

/// OWN-TLV-03: noted in files, refused in DER.
#[test]
fn lengths_in_more_bytes_than_needed() {
    let bytes = [0x61, 0x81, 0x05, 1, 2, 3, 4, 5];
    let object = Reader::new(&bytes).next().unwrap().unwrap();
    assert!(object.non_minimal);
    assert_eq!(object.value, [1, 2, 3, 4, 5]);
    let error = Reader::with_encoding(&bytes, Encoding::Der)
        .next()
        .unwrap_err();
    assert_eq!(error.code(), "malformed.length");
    let minimal = [0x61, 0x05, 1, 2, 3, 4, 5];
    assert!(!Reader::new(&minimal).next().unwrap().unwrap().non_minimal);
    let error = Reader::with_encoding(&[0x30, 0x82, 0x00, 0x80], Encoding::Der).next();
    assert_eq!(error.unwrap_err().code(), "malformed.length");
}

/// OWN-TLV-04.
#[test]
fn tags_of_many_bytes() {
    assert_eq!(
        code(&[0x1F, 0x81, 0x81, 0x81, 0x81, 0x81, 0x01, 0x00]),
        "malformed.tag"
    );
    let object = Reader::new(&[0x7F, 0x81, 0x01, 0x00])
        .next()
        .unwrap()
        .unwrap();
    assert_eq!(object.tag, Tag(0x7F_8101));
}

/// OWN-TLV-05.
#[test]
fn ten_thousand_nested_objects() {
    let mut bytes = Vec::new();
    for _ in 0..10_000 {
        let length = bytes.len();
        let mut outer = vec![0x30, 0x84];
        outer.extend(u32::try_from(length).unwrap().to_be_bytes());
        outer.extend(bytes);
        bytes = outer;
    }
    let error = walk(&bytes, Encoding::Ber).unwrap_err();
    assert_eq!(error.code(), "malformed.depth");
    assert_eq!(error.offset, 6 * (MAX_DEPTH - 1));
}

/// OWN-TLV-06: time grows in step with the size.
#[test]
fn many_siblings() {
    let siblings = |count: usize| [0x04, 0x00].repeat(count);
    let error = walk(&siblings(32 * 1024), Encoding::Ber).unwrap_err();
    assert_eq!(error.code(), "malformed.too_many_items");
    assert_eq!(walk(&siblings(MAX_ITEMS), Encoding::Ber), Ok(MAX_ITEMS));
    let time = |bytes: &[u8]| -> Duration {
        let runs = (0..20).map(|_| {
            let start = Instant::now();
            let _ = walk(bytes, Encoding::Ber);
            start.elapsed()
        });
        runs.min().unwrap()
    };
    let (half, whole) = (time(&siblings(2000)), time(&siblings(4000)));
    assert!(
        whole < half * 8 + Duration::from_millis(1),
        "{half:?} {whole:?}"
    );
}

/// OWN-TLV-09.
#[test]
fn an_inner_length_over_the_outer_object() {
    let bytes = [0x61, 0x04, 0x5F, 0x1F, 0x05, 0x41, 0x00, 0x00, 0x00];
    let outer = Reader::new(&bytes).next().unwrap().unwrap();
    let error = outer.children().unwrap().next().unwrap_err();
    assert_eq!(error.code(), "malformed.length");
    assert_eq!(error.offset, 2);
}

#[test]
fn input_that_ends_inside_a_header() {
    for bytes in [
        &[0x61][..],
        &[0x7F],
        &[0x7F, 0x81],
        &[0x61, 0x82, 0x01],
        &[0x7F, 0x61],
    ] {
        assert_eq!(code(bytes), "malformed.truncated", "{bytes:02X?}");
    }
    assert_eq!(code(&[0x61, 0x85, 0, 0, 0, 0, 0]), "malformed.length");
    assert_eq!(code(&[]), "-");
}

#[test]
fn expected_objects_are_found_or_named() {
    let bytes = [0x5F, 0x01, 0x01, 0x30, 0x5C, 0x00];
    let mut reader = Reader::new(&bytes);
    assert_eq!(reader.take_if(Tag(0x5C)), Ok(None));
    assert_eq!(reader.offset(), 0);
    assert_eq!(reader.take_if(Tag(0x5F01)).unwrap().unwrap().value, [0x30]);
    let error = reader.expect(Tag(0x5F36)).unwrap_err();
    let expected = TlvErrorKind::WrongTag {
        expected: Tag(0x5F36),
        found: Tag(0x5C),
    };
    assert_eq!((error.kind, error.offset), (expected, 4));
    assert!(reader.is_empty());
    let expected = TlvErrorKind::Missing {
        expected: Tag(0x5C),
    };
    assert_eq!(reader.expect(Tag(0x5C)).unwrap_err().kind, expected);
}

#[test]
fn values_do_not_show_in_debug_output() {
    let bytes = [0x61, 0x02, 0xC0, 0xDE];
    let mut reader = Reader::new(&bytes);
    assert_eq!(format!("{reader:?}"), "Reader(at 0, 4 bytes left)");
    let object = reader.next().unwrap().unwrap();
    assert_eq!(format!("{object:?}"), "Tlv(61 at 0, 2 bytes)");
    let mut writer = Writer::new();
    writer.object(Tag(0x61), &bytes);
    assert_eq!(format!("{writer:?}"), "Writer(6 bytes)");
}

/// Any tag that one to three bytes can carry.
fn tag() -> impl Strategy<Value = Tag> {
    prop_oneof![
        (0u32..=0xFF).prop_filter("low tag number", |tag| tag & 0x1F != 0x1F),
        (0u32..8, 0u32..0x80).prop_map(|(class, number)| (class << 5 | 0x1F) << 8 | number),
        (0u32..8, 0x80u32..=0xFF, 0u32..0x80)
            .prop_map(|(class, high, low)| (class << 5 | 0x1F) << 16 | high << 8 | low),
    ]
    .prop_map(Tag)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_written_reads_back(objects in prop::collection::vec((tag(), prop::collection::vec(any::<u8>(), 0..400)), 0..6)) {
        let mut writer = Writer::new();
        for (tag, value) in &objects {
            writer.object(*tag, value);
        }
        let bytes = writer.into_bytes();
        let mut reader = Reader::with_encoding(&bytes, Encoding::Der);
        for (tag, value) in &objects {
            let object = reader.next().unwrap().unwrap();
            prop_assert_eq!(object.tag, *tag);
            prop_assert_eq!(object.value, &value[..]);
            prop_assert!(!object.non_minimal);
        }
        prop_assert!(reader.is_empty());
    }

    #[test]
    fn any_bytes_are_objects_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for encoding in [Encoding::Ber, Encoding::Der] {
            if let Err(error) = walk(&bytes, encoding) {
                prop_assert!(error.offset <= bytes.len());
            }
        }
    }
}

/// A whole file with nested objects, changed and cut in every place.
#[test]
fn changed_and_cut_files_never_panic() {
    let object = |tag: u32, value: &[u8]| {
        let mut writer = Writer::new();
        writer.object(Tag(tag), value);
        writer.into_bytes()
    };
    let header = [object(0x80, &[1, 1]), object(0x87, &[1, 1])].concat();
    let template = [object(0xA1, &header), object(0x5F2E, &[0xAB; 300])].concat();
    let group = [object(0x02, &[1]), object(0x7F60, &template)].concat();
    let file = object(0x75, &object(0x7F61, &group));
    assert_eq!(walk(&file, Encoding::Der), Ok(8));
    for at in 0..file.len() {
        assert!(walk(&file[..at], Encoding::Ber).is_ok() == (at == 0));
        for change in [0x00, 0x01, 0x1F, 0x7F, 0x80, 0x84, 0xFF] {
            let mut changed = file.clone();
            changed[at] = change;
            let _ = walk(&changed, Encoding::Ber);
        }
    }
}
