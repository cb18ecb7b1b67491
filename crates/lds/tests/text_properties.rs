//! Whatever stands in a text data group: it is read, kept or told of, and nothing of it is lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::content::FullDate;
use vidimus_lds::dg11::Dg11;
use vidimus_lds::dg16::Dg16;

fn dg11(objects: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut inner = Writer::new();
    for (tag, value) in objects {
        inner.object(Tag((*tag).into()), value);
    }
    let mut outer = Writer::new();
    outer.object(Tag(0x6B), &inner.into_bytes());
    outer.into_bytes()
}

/// Text fields of DG11, and tags that mean nothing there.
fn tag() -> impl Strategy<Value = u16> {
    prop::sample::select(vec![
        0x5F10, 0x5F11, 0x5F12, 0x5F13, 0x5F14, 0x5F2B, 0x5F70, 0x81,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn every_object_is_somewhere(
        objects in prop::collection::vec((tag(), prop::collection::vec(any::<u8>(), 0..40)), 0..12),
    ) {
        let bytes = dg11(&objects);
        let decoded = Dg11::read(&bytes);
        let value = &decoded.value;
        let texts = [
            &value.personal_number,
            &value.place_of_birth,
            &value.telephone,
            &value.profession,
            &value.title,
        ];
        let read = texts.iter().filter(|text| text.is_some()).count()
            + usize::from(value.full_date_of_birth.is_some());
        prop_assert_eq!(read + value.unknown.len(), objects.len());
        for field in &value.unknown {
            // header of two or three bytes, then the value
            let header = if field.tag.0 > 0xFF { 3 } else { 2 };
            prop_assert!(bytes[field.offset + header..].starts_with(field.value.reveal()));
        }
        prop_assert!(decoded.faults.iter().all(|fault| fault.offset() <= bytes.len()));
    }

    #[test]
    fn what_was_read_before_a_cut_is_what_is_there_without_it(
        objects in prop::collection::vec((tag(), "[A-Z<]{0,20}"), 1..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let objects: Vec<_> = objects.into_iter().map(|(tag, text)| (tag, text.into_bytes())).collect();
        let bytes = dg11(&objects);
        let part = &bytes[..cut.index(bytes.len())];
        let (whole, cut) = (Dg11::read(&bytes), Dg11::read(part));
        prop_assert_eq!(cut.faults[0].check_code(), "truncated");
        if let Some(number) = &cut.value.personal_number {
            prop_assert_eq!(Some(number), whole.value.personal_number.as_ref());
        }
        prop_assert!(cut.value.unknown.len() <= whole.value.unknown.len());
    }

    #[test]
    fn dates_written_either_way_are_the_same_day(year in 1u16..=9999, month in 1u8..=12, day in 1u8..=28) {
        let digits = format!("{year:04}{month:02}{day:02}");
        let packed: Vec<u8> = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| (pair[0] - b'0') << 4 | (pair[1] - b'0'))
            .collect();
        let (plain, packed) = (FullDate::read(digits.as_bytes()), FullDate::read(&packed));
        prop_assert!(plain.unwrap().is_same_day(&packed.unwrap()));
        let turned = format!("{day:02}/{month:02}/{year:04}");
        prop_assert_eq!(FullDate::read_day_first(&turned), plain);
    }

    #[test]
    fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut file = vec![0x70, 0x81, u8::try_from(bytes.len()).unwrap()];
        file.extend(&bytes);
        let decoded = Dg16::read(&file);
        prop_assert!(decoded.value.persons.len() + decoded.value.unknown.len() <= bytes.len());
    }
}
