//! Files of driving licences. Values are laid out by hand after Regulation (EU) No 383/2012 annex
//! I.6 and the public descriptions of ISO/IEC 18013-2; two vectors are those that an open
//! implementation of the standard carries for itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate};
use proptest::prelude::*;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::content::{FullDate, Text};
use vidimus_lds::driving_licence::{
    self, LicenceCom, LicenceDg1, LicenceDg2, LicenceDg3, LicenceDg4, LicenceDg5, LicenceDg12,
    LicenceForm,
};
use vidimus_lds::evidence::Application;
use vidimus_lds::{DataGroup, File, Personal, structure, tree};

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

fn day(date: Option<&Personal<FullDate>>) -> String {
    date.map_or_else(String::new, |date| date.reveal().to_string())
}

fn group(number: u8) -> File {
    File::Dg(DataGroup::new(number).unwrap())
}

/// `61 { 5F1F row, 7F63 }`: the row written out byte by byte.
fn international() -> Vec<u8> {
    let row = [
        &b"\x05SMITH"[..],
        b"\x09Alexander",
        b"\x19\x70\x01\x25",
        b"\x20\x04\x03\x15",
        b"\x20\x39\x03\x14",
        b"UTO",
        b"\x1bUtopia Roads and Traffic Au",
        b"\x08A290654395164273X".split_at(9).0,
    ]
    .concat();
    let categories = file(
        0x7F63,
        &[
            b"\x02\x01\x03",
            &object(0x87, b"C1;\x20\x00\x03\x15;\x20\x39\x03\x14;S01;<=;8000"),
            &object(0x87, b"B;\x19\x99\x03\x01;\x20\x39\x03\x14;;;"),
            &object(0x87, b"ALL;;;03"),
        ],
    );
    file(0x61, &[&object(0x5F1F, &row), &categories])
}

/// The fields of annex I, I.6.2, in their order.
fn european() -> Vec<u8> {
    let fields = [
        object(0x5F03, b"UTO"),
        object(0x5F04, b"M\xFCller"),
        object(0x5F05, b"Anna Maria"),
        object(0x5F06, b"\x12\x08\x19\x74"),
        object(0x5F07, b"Zenith"),
        object(0x5F08, b"UTO"),
        object(0x5F09, b"F"),
        object(0x5F0A, b"\x01\x02\x20\x24"),
        object(0x5F0B, b"\x29\x02\x20\x28"),
        object(0x5F0C, b"Mayor of Zenith"),
        object(0x5F0E, b"1234567890"),
    ];
    let fields = object(0x5F02, &fields.concat());
    let categories = file(
        0x7F63,
        &[
            b"\x02\x01\x02",
            &object(0x87, b"AM;\x31\x12\x20\x19;\x01\x01\x20\x34;;;"),
            &object(0x87, b"B;\x31\x12\x20\x19;\x01\x01\x20\x34;01.06"),
        ],
    );
    file(
        0x61,
        &[&object(0x5F01, b"e99-00000-01"), &fields, &categories],
    )
}

#[test]
fn a_row_of_demographic_data() {
    let bytes = international();
    let decoded = LicenceDg1::read(&bytes);
    assert_eq!(decoded.faults, []);
    let dg1 = decoded.value;
    assert_eq!(dg1.form, Some(LicenceForm::International));
    assert_eq!(shown(&dg1.family_name), "SMITH");
    assert_eq!(shown(&dg1.given_names), "Alexander");
    assert_eq!(day(dg1.birth_date.as_ref()), "1970-01-25");
    assert_eq!(day(dg1.issue_date.as_ref()), "2004-03-15");
    assert_eq!(day(dg1.expiry_date.as_ref()), "2039-03-14");
    assert_eq!(dg1.issuing_country.unwrap().as_str(), "UTO");
    assert_eq!(shown(&dg1.issuing_authority), "Utopia Roads and Traffic Au");
    assert_eq!(shown(&dg1.number), "A2906543");
    let [c1, b, all] = &dg1.categories[..] else {
        panic!("{}", dg1.categories.len());
    };
    assert_eq!(c1.category.reveal().as_str(), "C1");
    assert_eq!(day(c1.issue_date.as_ref()), "2000-03-15");
    assert_eq!(day(c1.expiry_date.as_ref()), "2039-03-14");
    assert_eq!(shown(&c1.code), "S01");
    assert_eq!((shown(&c1.sign), shown(&c1.value)), ("<=", "8000"));
    assert_eq!(
        (day(b.issue_date.as_ref()), &b.code),
        ("1999-03-01".into(), &None)
    );
    assert_eq!((&all.issue_date, shown(&all.code)), (&None, "03"));
    assert!(dg1.unknown.is_empty());
}

#[test]
fn fields_of_the_european_union() {
    let bytes = european();
    let decoded = LicenceDg1::read(&bytes);
    assert_eq!(decoded.faults, []);
    let dg1 = decoded.value;
    assert_eq!(dg1.form, Some(LicenceForm::European));
    assert_eq!(dg1.type_approval.as_ref().unwrap().as_str(), "e99-00000-01");
    assert_eq!(shown(&dg1.family_name), "Müller");
    assert_eq!(day(dg1.birth_date.as_ref()), "1974-08-12");
    assert_eq!(day(dg1.expiry_date.as_ref()), "2028-02-29");
    assert_eq!(shown(&dg1.birth_place), "Zenith");
    assert_eq!((shown(&dg1.gender), shown(&dg1.nationality)), ("F", "UTO"));
    assert_eq!(shown(&dg1.number), "1234567890");
    assert_eq!(day(dg1.categories[0].issue_date.as_ref()), "2019-12-31");
    assert_eq!(shown(&dg1.categories[1].code), "01.06");
    // nothing of it shows by mistake
    let debug = format!("{dg1:?}");
    assert!(
        !debug.contains("Anna") && !debug.contains("1974"),
        "{debug}"
    );
}

#[test]
fn the_dg1_of_a_passport_is_none_of_a_licence_and_the_reverse() {
    let td3 =
        b"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    let td1 = b"I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let td2 = b"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6";
    for zone in [&td3[..], td1, td2] {
        let passport = file(0x61, &[&object(0x5F1F, zone)]);
        assert!(vidimus_lds::dg1::Dg1::parse(&passport).is_ok());
        assert!(!driving_licence::is_licence(&passport));
        assert!(LicenceDg1::parse(&passport).is_err());
        // nor with categories behind it
        let hybrid = file(
            0x61,
            &[
                &object(0x5F1F, zone),
                b"\x7F\x63\x08\x02\x01\x01\x87\x03B;;",
            ],
        );
        assert!(LicenceDg1::parse(&hybrid).is_err());
    }
    for licence in [international(), european()] {
        assert!(driving_licence::is_licence(&licence));
        assert!(vidimus_lds::dg1::Dg1::parse(&licence).is_err());
        assert_eq!(File::identify(&licence), Some(group(1)));
    }
}

#[test]
fn what_is_missing_or_wrong_is_told_and_the_rest_is_read() {
    let faults = |bytes: &[u8]| {
        let decoded = LicenceDg1::read(bytes);
        let said = decoded.faults.iter().map(ToString::to_string);
        (
            said.collect::<Vec<_>>().join("; "),
            decoded.value.categories.len(),
        )
    };
    // no number
    let (said, _) = faults(&file(
        0x61,
        &[
            &object(0x5F02, &object(0x5F03, b"UTO")),
            b"\x7F\x63\x03\x02\x01\x01",
        ],
    ));
    assert!(
        said.contains("a licence number") && said.contains("a surname"),
        "{said}"
    );
    // 30 February, as in 5F0B of the other example
    let mut bytes = european();
    let at = bytes
        .windows(4)
        .position(|four| four == b"\x29\x02\x20\x28")
        .unwrap();
    bytes[at] = 0x30;
    let decoded = LicenceDg1::read(&bytes);
    assert_eq!(decoded.faults[0].offset(), at);
    assert_eq!(shown(&decoded.value.number), "1234567890");
    // a row with its length one too many
    let mut bytes = international();
    let at = bytes.windows(5).position(|five| five == b"SMITH").unwrap();
    bytes[at - 1] = 0xFF;
    let (said, categories) = faults(&bytes);
    assert!(said.contains("a field of demographic data"), "{said}");
    assert_eq!(categories, 3);
    // both forms in one file
    let both = file(0x61, &[&object(0x5F1F, b"\0"), &object(0x5F02, b"")]);
    assert!(faults(&both).0.contains("demographic data once"));
    // a field twice: the first stays, the second is kept raw
    let twice = [object(0x5F03, b"UTO"), object(0x5F03, b"XXX")].concat();
    let bytes = file(0x61, &[&object(0x5F02, &twice)]);
    let decoded = LicenceDg1::read(&bytes);
    assert_eq!(decoded.value.issuing_country.unwrap().as_str(), "UTO");
    assert_eq!(decoded.value.unknown.len(), 1);
    assert!(decoded.faults[0].to_string().contains("each object once"));
}

#[test]
fn ef_com_of_a_licence() {
    // the vector of an open implementation: DG1, DG6, DG7, DG14, DG13
    let bytes = [
        0x60, 0x0c, 0x5F, 0x01, 0x02, 0x01, 0x00, 0x5C, 0x05, 0x61, 0x75, 0x63, 0x6E, 0x6F,
    ];
    let com = LicenceCom::read(&bytes).whole().unwrap();
    assert_eq!(com.version, Some((1, 0)));
    let numbers: Vec<u8> = com.groups().map(DataGroup::number).collect();
    assert_eq!(numbers, [1, 6, 7, 14, 13]);
    assert_eq!(File::identify(&bytes), Some(File::Com));
    let wrong = LicenceCom::read(b"\x60\x05\x5F\x01\x02\x01");
    assert_eq!(wrong.faults.len(), 1);
}

#[test]
fn pictures_for_people() {
    // the vector of an open implementation; what it holds is no picture
    let decoded = LicenceDg5::read(&[103, 8, 0x89, 1, 3, 95, 67, 2, 0xDE, 0xAD]);
    assert!(decoded.is_whole());
    assert_eq!(decoded.notes.len(), 1);
    let image = decoded.value.signature.unwrap();
    assert_eq!(
        (image.offset, *image.bytes.reveal()),
        (8, &[0xDE, 0xAD][..])
    );
    let jpeg = b"\xFF\xD8\xFF\xE0";
    let portrait = file(
        0xA2,
        &[b"\x88\x01\x20", b"\x89\x01\x04", &object(0x5F40, jpeg)],
    );
    let bytes = file(0x65, &[b"\x02\x01\x01", &portrait]);
    let decoded = LicenceDg4::read(&bytes);
    assert!(decoded.is_whole());
    assert_eq!(decoded.value.portraits.len(), 1);
    // 4 is JPEG 2000
    assert_eq!(
        decoded.notes[0].quirk.map(|known| known.id),
        Some("dg2.type_byte")
    );
}

#[test]
fn details_of_holder_authority_and_key() {
    let bytes = file(
        0x6B,
        &[
            b"\x5C\x04\x5F\x35\x5F\x64",
            &object(0x5F35, &[2]),
            &object(0x5F64, &[0x01, 0x74]),
            &object(0x5F65, &[0x0A]),
            &object(0x5F66, b"BRO"),
        ],
    );
    let decoded = LicenceDg2::read(&bytes);
    assert_eq!(decoded.faults.len(), 1);
    let dg2 = decoded.value;
    assert_eq!(dg2.gender.map(Personal::into_revealed), Some(2));
    assert_eq!(dg2.height.map(Personal::into_revealed), Some(174));
    assert_eq!((dg2.weight, shown(&dg2.eye_colour)), (None, "BRO"));
    let bytes = file(
        0x6C,
        &[
            &object(0x5F68, b"X1"),
            &object(0x5F69, &[7]),
            &object(0x5F6D, &[]),
        ],
    );
    let dg3 = LicenceDg3::read(&bytes);
    assert_eq!(dg3.value.document_discriminator, Some(7));
    assert_eq!(dg3.faults.len(), 1);
    let bytes = file(0x71, &[b"\x82\x05\x001NLD", b"\x81\x01A"]);
    let dg12 = LicenceDg12::read(&bytes).whole().unwrap();
    assert_eq!(shown(&dg12.reference), "1NLD");
    assert_eq!(dg12.input, Some(&b"A"[..]));
}

#[test]
fn files_are_told_by_their_application() {
    let licence = Application::DrivingLicence;
    for (first, number) in [
        (0x6B, 2),
        (0x75, 6),
        (0x63, 7),
        (0x71, 12),
        (0x6F, 13),
        (0x6E, 14),
    ] {
        let bytes = [first, 1, 0];
        assert_eq!(File::identify_in(licence, &bytes), Some(group(number)));
        assert_ne!(
            File::identify(&bytes),
            Some(group(number)).filter(|_| number != 14)
        );
    }
    assert_eq!(
        File::identify_in(licence, b"\x61\x03\x4F\x01\0"),
        Some(File::Dir)
    );
    assert_eq!(File::identify_in(licence, &[0x6A, 1, 0]), None);
}

#[test]
fn trees_name_the_fields() {
    let names = |bytes: &[u8]| {
        let tree = tree::tree(bytes);
        let nodes = tree.nodes.iter().flat_map(tree::Node::walk);
        let said: Vec<_> = nodes.filter_map(|(_, node)| node.name).collect();
        assert!(tree.nodes[0].walk().all(|(_, node)| node.personal));
        said.join(",")
    };
    assert_eq!(
        names(&international()),
        "DG1,demographic data in one row,\
         categories of vehicles, restrictions, conditions,number of categories,category,category,category"
    );
    assert!(names(&european()).contains("type approval number,demographic data"));
    assert!(names(&file(0x71, &[b"\x82\x02\x00A"])).contains("reference string"));
}

fn read_everything(bytes: &[u8]) {
    let licence = Application::DrivingLicence;
    for file in File::all() {
        for finding in structure::check_of(licence, file, bytes) {
            assert!(!finding.to_string().is_empty());
            assert!(finding.offset <= bytes.len());
        }
        let _ = licence.outer_object(bytes, file);
    }
    let _ = driving_licence::is_licence(bytes);
    let _ = File::identify_in(licence, bytes);
    let _ = tree::tree(bytes);
}

#[test]
fn changed_and_cut_files() {
    let mut dice = Dice::new(18_013);
    for bytes in [international(), european()] {
        for _ in 0..400 {
            read_everything(&mutate(&bytes, &mut dice));
        }
        for end in 0..bytes.len() {
            read_everything(&bytes[..end]);
            assert!(LicenceDg1::parse(&bytes[..end]).is_err(), "{end}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_everything(&bytes);
        read_everything(&file(0x61, &[&object(0x5F1F, &bytes), &object(0x7F63, &bytes)]));
        read_everything(&file(0x61, &[&object(0x5F02, &bytes)]));
    }

    /// What is written is what is read, in either order of the date.
    #[test]
    fn rows_come_back(
        family in "[A-Z]{0,40}",
        given in "[A-Za-z ]{0,40}",
        (year, month, day_of_month) in (1900u16..2100, 1u8..=12, 1u8..=28),
    ) {
        let packed = |number: u16| u8::try_from(number / 10 * 16 + number % 10).unwrap();
        let date = [
            packed(year / 100),
            packed(year % 100),
            packed(month.into()),
            packed(day_of_month.into()),
        ];
        let counted = |text: &str| [&[u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
        let row = [
            counted(&family), counted(&given), date.to_vec(), date.to_vec(), date.to_vec(),
            b"UTO".to_vec(), counted("A"), counted("1"),
        ]
        .concat();
        let bytes = file(0x61, &[&object(0x5F1F, &row), b"\x7F\x63\x07\x02\x01\x01\x87\x02B;"]);
        let dg1 = LicenceDg1::parse(&bytes).unwrap();
        prop_assert_eq!(shown(&dg1.family_name), &family);
        prop_assert_eq!(shown(&dg1.given_names), &given);
        let written = format!("{year:04}-{month:02}-{day_of_month:02}");
        prop_assert_eq!(day(dg1.birth_date.as_ref()), written);
    }
}
