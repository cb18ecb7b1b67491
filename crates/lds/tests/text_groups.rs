//! DG5, DG7, DG11, DG12, DG13, DG16: what they say, and what is told of what they should not say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::shared_bytes;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::content::{CharacterSet, PersonName, Text};
use vidimus_lds::dg5::Dg5;
use vidimus_lds::dg7::Dg7;
use vidimus_lds::dg11::Dg11;
use vidimus_lds::dg12::Dg12;
use vidimus_lds::dg13::Dg13;
use vidimus_lds::dg16::Dg16;
use vidimus_lds::picture::ImageFormat;
use vidimus_lds::structure::{self, Deviation, KnownQuirk, QuirkEffect};
use vidimus_lds::{DataGroup, File, LdsError, Personal};

fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), value);
    out.into_bytes()
}

fn file(tag: u32, objects: &[&[u8]]) -> Vec<u8> {
    object(tag, &objects.concat())
}

fn shown<'a>(text: &'a Option<Personal<Text<'_>>>) -> &'a str {
    text.as_ref().map_or("", |text| text.reveal().as_str())
}

fn full(name: &Personal<PersonName<'_>>) -> (String, Option<String>) {
    (name.reveal().primary(), name.reveal().secondary())
}

fn codes(faults: &[LdsError]) -> Vec<(usize, &'static str)> {
    let code = |fault: &LdsError| (fault.offset(), fault.check_code());
    faults.iter().map(code).collect()
}

#[test]
fn the_synthetic_dg11() {
    let Some(bytes) = shared_bytes("lds/tsemrtd/EF_DG11.bin") else {
        return;
    };
    let decoded = Dg11::read(&bytes);
    assert_eq!(decoded.faults, []);
    // the date of birth is packed, which DG11 does not provide for
    assert_eq!(decoded.notes.len(), 1);
    assert_eq!(
        decoded.notes[0].quirk.map(|quirk| quirk.id),
        Some("lds.packed_date")
    );
    let dg11 = decoded.value;
    assert_eq!(dg11.tag_list.unwrap().len(), 12);
    assert_eq!(full(&dg11.full_name.unwrap()).0, "Doe John");
    assert_eq!(dg11.other_names.iter().map(full).count(), 1);
    assert_eq!(full(&dg11.other_names[0]).0, "William");
    assert_eq!(shown(&dg11.personal_number), "123");
    let birth = dg11.full_date_of_birth.as_ref().unwrap();
    assert_eq!(birth.reveal().to_string(), "1970-01-01");
    assert_eq!(*dg11.raw.unwrap().reveal(), bytes);
}

#[test]
fn the_text_of_the_synthetic_dg11() {
    let Some(bytes) = shared_bytes("lds/tsemrtd/EF_DG11.bin") else {
        return;
    };
    let dg11 = Dg11::read(&bytes).whole().unwrap();
    let place = dg11.place_of_birth.unwrap().into_revealed();
    assert_eq!(place.parts().collect::<Vec<_>>(), ["TEST", "TEST"]);
    assert_eq!(shown(&dg11.permanent_address), "TEST<TEST");
    assert_eq!(shown(&dg11.telephone), "123");
    assert_eq!(shown(&dg11.profession), "TEST");
    assert_eq!(shown(&dg11.title), "TEST");
    assert_eq!(shown(&dg11.personal_summary), "TEST");
    let proof = dg11.proof_of_citizenship.unwrap();
    assert_eq!(
        (proof.format, *proof.bytes.reveal()),
        (ImageFormat::Unknown, &[0][..])
    );
    assert_eq!(shown(&dg11.other_document_numbers), "123<123");
    assert_eq!(shown(&dg11.custody_information), "TEST");
    assert_eq!(dg11.unknown, []);
}

#[test]
fn the_synthetic_dg12() {
    let Some(bytes) = shared_bytes("lds/tsemrtd/EF_DG12.bin") else {
        return;
    };
    let decoded = Dg12::read(&bytes);
    assert_eq!(
        (&decoded.faults[..], &decoded.notes[..]),
        (&[][..], &[][..])
    );
    let dg12 = decoded.value;
    assert_eq!(shown(&dg12.issuing_authority), "TEST");
    let issued = dg12.date_of_issue.unwrap().into_revealed();
    assert_eq!(
        (issued.to_string().as_str(), issued.packed),
        ("2024-01-01", true)
    );
    assert_eq!(full(&dg12.other_persons[0]).0, "William");
    assert_eq!(shown(&dg12.endorsements), "TEST");
    assert_eq!(shown(&dg12.tax_or_exit), "TEST");
    assert_eq!(dg12.front.unwrap().bytes.reveal().len(), 1);
    assert_eq!(dg12.rear.unwrap().bytes.reveal().len(), 1);
    let moment = dg12.personalised_at.unwrap().into_revealed();
    assert_eq!(moment.to_string(), "2024-01-01 12:30:59");
    assert_eq!(shown(&dg12.device_serial_number), "123");
}

#[test]
fn the_synthetic_pictures() {
    let (Some(portrait), Some(signature)) = (
        shared_bytes("lds/tsemrtd/EF_DG5.bin"),
        shared_bytes("lds/tsemrtd/EF_DG7.bin"),
    ) else {
        return;
    };
    let dg5 = Dg5::read(&portrait).whole().unwrap();
    let header = dg5.portraits[0].header.unwrap();
    assert_eq!(header.format, ImageFormat::Jpeg2000);
    assert_eq!((header.width, header.height), (413, 531));
    assert_eq!(*dg5.portraits[0].bytes.reveal(), &portrait[12..]);
    let dg7 = Dg7::read(&signature).whole().unwrap();
    let header = dg7.signatures[0].header.unwrap();
    assert_eq!((header.width, header.height), (550, 142));
    assert_eq!(dg7.unknown, []);
}

#[test]
fn a_count_must_be_right_and_loses_nothing() {
    let named = |count: &[u8]| {
        let list = [object(2, count), object(0x5F0F, b"AAAA<<")].concat();
        file(0x6B, &[&object(0xA0, &list)])
    };
    for (count, offset) in [
        (&[0, 2][..], 6),
        (&[0], 6),
        (&[100], 6),
        (&[2], 6),
        (&[255], 6),
    ] {
        let bytes = named(count);
        let decoded = Dg11::read(&bytes);
        assert_eq!(
            codes(&decoded.faults),
            [(offset, "malformed.content")],
            "{count:?}"
        );
        assert_eq!(full(&decoded.value.other_names[0]).0, "AAAA");
        assert!(decoded.whole().is_err());
    }
    // OWN-TLV-11: 255 declared, none there, in DG11 and in DG12
    let none = object(0xA0, &object(2, &[0xFF]));
    assert_eq!(
        codes(&Dg11::read(&file(0x6B, &[&none])).faults),
        [(6, "malformed.content")]
    );
    assert_eq!(
        codes(&Dg12::read(&file(0x6C, &[&none])).faults),
        [(6, "malformed.content")]
    );
    // no count at all
    let bare = object(0xA0, &object(0x5F1A, b"SMITH<<BRENDA<P"));
    let bytes = file(0x6C, &[&bare]);
    let decoded = Dg12::read(&bytes);
    assert_eq!(codes(&decoded.faults), [(2, "malformed.content")]);
    let person = full(&decoded.value.other_persons[0]);
    assert_eq!(person, ("SMITH".to_owned(), Some("BRENDA P".to_owned())));
}

#[test]
fn a_fault_leaves_the_rest_readable() {
    let bytes = file(
        0x6B,
        &[
            &object(0x5F10, b"AB 12"),
            &object(0x5F2B, b"31121990"),
            &object(0x5F70, b"?"),
            &object(0x5F10, b"CD 34"),
            &object(0x5F12, b"123"),
            &[0x5F, 0x13, 9, b'x'],
        ],
    );
    let decoded = Dg11::read(&bytes);
    assert_eq!(shown(&decoded.value.personal_number), "AB 12");
    assert_eq!(shown(&decoded.value.telephone), "123");
    let kept: Vec<_> = decoded
        .value
        .unknown
        .iter()
        .map(|field| field.tag.0)
        .collect();
    assert_eq!(kept, [0x5F2B, 0x5F70, 0x5F10]);
    assert_eq!(*decoded.value.unknown[0].value.reveal(), b"31121990");
    assert_eq!(
        codes(&decoded.faults),
        [
            (13, "malformed.content"),
            (25, "malformed.content"),
            (39, "malformed.length")
        ]
    );
    assert!(
        decoded
            .faults
            .iter()
            .all(|fault| fault.file() == File::Dg(DataGroup::DG11))
    );
}

#[test]
fn a_file_cut_short_says_what_it_still_holds() {
    let whole = file(0x6B, &[&object(0x5F10, b"12"), &object(0x5F12, b"34567")]);
    for end in 0..whole.len() {
        let decoded = Dg11::read(&whole[..end]);
        assert_eq!(codes(&decoded.faults).len(), 1, "{end}");
        assert_eq!(decoded.faults[0].check_code(), "truncated");
        let number = if end >= 7 { "12" } else { "" };
        assert_eq!(shown(&decoded.value.personal_number), number, "{end}");
        assert_eq!(shown(&decoded.value.telephone), "");
    }
    // another file says nothing
    let other = Dg12::read(&whole);
    assert_eq!(other.faults[0].check_code(), "wrong_tag");
    assert_eq!(other.value.raw.unwrap().reveal().len(), 0);
}

#[test]
fn bytes_that_are_no_utf8_are_shown_and_kept() {
    // OWN-TXT-04
    let bytes = file(0x6B, &[&object(0x5F0E, b"M\xFCller<<J\xF6rg")]);
    let decoded = Dg11::read(&bytes);
    assert_eq!(
        decoded.notes[0].what,
        Deviation::Characters(CharacterSet::Utf8)
    );
    assert_eq!(decoded.notes[0].offset, 5);
    let name = decoded.value.full_name.unwrap().into_revealed();
    assert!(name.text().is_damaged());
    assert_eq!(name.text().raw(), b"M\xFCller<<J\xF6rg");
    assert_eq!(name.primary(), "M\u{FFFD}ller");
    // a note is no failure
    let group = File::Dg(DataGroup::DG11);
    assert!(
        !structure::check(group, &bytes)
            .iter()
            .any(|found| found.is_failure())
    );
    // and what is text may still be hostile
    let hostile = file(0x6B, &[&object(0x5F11, "A\u{1b}[2J".as_bytes())]);
    let place = Dg11::read(&hostile).value.place_of_birth.unwrap();
    assert_eq!(place.reveal().for_terminal(), "A\\u{1b}[2J");
}

#[test]
fn quirks_of_lists_and_dates_are_named() {
    let bytes = file(
        0x6B,
        &[
            &object(0x5F0F, b"SMITH<<JOHN"),
            &object(0x5F2B, &[0x19, 0x70, 1, 1]),
        ],
    );
    let found = structure::check(File::Dg(DataGroup::DG11), &bytes);
    let excused = |id| {
        Some(KnownQuirk {
            id,
            effect: QuirkEffect::Excuses,
        })
    };
    let quirks: Vec<_> = found.iter().map(|finding| finding.quirk).collect();
    assert_eq!(
        quirks,
        [excused("lds.unwrapped_list"), excused("lds.packed_date")]
    );
    assert!(found.iter().all(|finding| finding.is_failure()));
    let dg11 = Dg11::read(&bytes).whole().unwrap();
    assert_eq!(full(&dg11.other_names[0]).0, "SMITH");
}

#[test]
fn tag_lists_of_both_lengths() {
    let list = |tags: &[u8]| {
        let bytes = file(0x6C, &[&object(0x5C, tags)]);
        let decoded = Dg12::read(&bytes);
        (
            decoded.value.tag_list.clone().unwrap(),
            codes(&decoded.faults),
        )
    };
    let tags = [Tag(0x5F19), Tag(0xA0), Tag(0x5F26)];
    assert_eq!(
        list(&[0x5F, 0x19, 0xA0, 0x5F, 0x26]),
        (tags.to_vec(), vec![])
    );
    assert_eq!(list(&[]), (vec![], vec![]));
    let (tags, faults) = list(&[0x5F, 0x19, 0x5F]);
    assert_eq!(
        (&tags[..], &faults[..]),
        (&[Tag(0x5F19)][..], &[(6, "malformed.content")][..])
    );
}

#[test]
fn dg13_holds_anything() {
    let objects = Dg13::parse(&[0x6D, 3, 0x04, 1, 7])
        .unwrap()
        .objects
        .unwrap();
    assert_eq!(objects.nodes[0].children[0].value, [7]);
    let bytes = object(0x6D, b"!thirty-three characters of value");
    let other = Dg13::parse(&bytes).unwrap();
    assert_eq!((other.objects, *other.raw.reveal()), (None, &bytes[..]));
    assert_eq!(
        Dg13::parse(&[0x6C, 0]).unwrap_err().check_code(),
        "wrong_tag"
    );
}

#[test]
fn persons_to_notify_and_what_hides_them() {
    let person = [
        object(0x5F50, b"20020101"),
        object(0x5F51, b"SMITH<<CHARLES<R"),
        object(0x5F52, b"19525551212"),
        object(0x5F53, b"123 MAPLE RD<ANYTOWN<MN<55100"),
    ];
    let bytes = file(0x70, &[&object(2, &[1]), &object(0xA1, &person.concat())]);
    let decoded = Dg16::read(&bytes);
    assert!(decoded.is_whole() && decoded.notes.is_empty());
    let debug = format!("{decoded:?}");
    for hidden in ["SMITH", "MAPLE", "1952", "2002", "83, 77"] {
        assert!(!debug.contains(hidden), "{hidden}");
    }
    let address = decoded.value.persons[0]
        .address
        .clone()
        .unwrap()
        .into_revealed();
    assert_eq!(
        address.parts().collect::<Vec<_>>(),
        ["123 MAPLE RD", "ANYTOWN", "MN", "55100"]
    );
}
