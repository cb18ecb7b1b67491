//! DG13 of the Vietnamese citizen card, in both layouts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Dice, mutate, shared_bytes};
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::content::CharacterSet;
use vidimus_lds::tree::{Node, tree};
use vidimus_lds::vn_dg13::{Expiry, Item, Layout, VietnameseDetails, recognises};

/// The two synthetic files of `cccd/samples.json`, layout A and layout B.
fn samples() -> Option<[Vec<u8>; 2]> {
    let bytes = shared_bytes("cccd/samples.json")?;
    let samples: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let entries = samples.as_array().unwrap();
    Some(["dg13_layout_a", "dg13_layout_b"].map(|name| {
        let hex = entries
            .iter()
            .find_map(|entry| entry[name].as_str())
            .unwrap();
        hex.as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }))
}

fn said<'a>(details: &'a VietnameseDetails<'_>, item: Item) -> &'a str {
    details.text(item).map_or("", |text| text.reveal().as_str())
}

/// A file of these fields, each a number and encoded values.
fn file(fields: &[(u8, &[u8])]) -> Vec<u8> {
    let mut set = Writer::new();
    for (number, values) in fields {
        set.object(Tag(0x30), &[&[2, 1, *number], *values].concat());
    }
    let mut inner = Writer::new();
    inner.raw(&[2, 1, 1, 6, 6, 0x28, 0xD3, 0x16, 1, 0, 8]);
    inner.object(Tag(0x31), &set.into_bytes());
    let mut sequence = Writer::new();
    sequence.object(Tag(0x30), &inner.into_bytes());
    let mut outer = Writer::new();
    outer.object(Tag(0x6D), &sequence.into_bytes());
    outer.into_bytes()
}

/// What both samples have in common.
fn assert_the_citizen(details: &VietnameseDetails<'_>) {
    assert_eq!(details.version, Some(1));
    assert_eq!(details.character_set, Some(CharacterSet::Utf8));
    for (item, text) in [
        (Item::Number, "000090000017"),
        (Item::FullName, "Nguyễn Văn Mẫu"),
        (Item::BirthDate, "31/12/1990"),
        (Item::Sex, "Nam"),
        (Item::Nationality, "Việt Nam"),
        (Item::Ethnicity, "Kinh"),
        (Item::Religion, "Không"),
        (Item::PlaceOfOrigin, "Xã Mẫu, Huyện Mẫu, Hà Nội"),
        (Item::IdentifyingFeatures, "Nốt ruồi mẫu 1cm"),
        (Item::CardCode, "00000000DEADBEEF"),
    ] {
        assert_eq!(said(details, item), text, "{item:?}");
    }
    let residence = "Số 1 Đường Thử, Phường Mẫu, Quận Mẫu, Hà Nội";
    assert_eq!(said(details, Item::PlaceOfResidence), residence);
    assert_eq!(
        details.birth_date().unwrap().reveal().to_string(),
        "1990-12-31"
    );
    assert_eq!(
        details.issue_date().unwrap().reveal().to_string(),
        "2021-07-01"
    );
    assert_eq!(
        details.father().unwrap().reveal().as_str(),
        "Nguyễn Văn Cha"
    );
    assert_eq!(details.mother().unwrap().reveal().as_str(), "Lê Thị Mẹ");
    assert!(details.unknown.is_empty());
}

#[test]
fn layout_a_with_old_number_and_no_spouse() {
    let Some([bytes, _]) = samples() else { return };
    assert!(recognises(&bytes));
    let details = VietnameseDetails::read(&bytes).whole().unwrap();
    assert_the_citizen(&details);
    assert_eq!(details.layout(), Some(Layout::Apart));
    assert_eq!(said(&details, Item::OldNumber), "000000017");
    assert!(details.field(Item::Spouse).is_some());
    assert!(details.text(Item::Spouse).is_none());
    let Expiry::On(date) = details.expiry().unwrap().into_revealed() else {
        panic!("a date");
    };
    assert_eq!(date.to_string(), "2030-12-31");
    assert_eq!(details.fields.len(), 16);
    assert_eq!(*details.raw.as_ref().unwrap().reveal(), bytes);
    assert!(!format!("{details:?}").contains("Nguy"));
}

#[test]
fn layout_b_with_spouse_and_no_old_number() {
    let Some([_, bytes]) = samples() else { return };
    let details = VietnameseDetails::read(&bytes).whole().unwrap();
    assert_the_citizen(&details);
    assert_eq!(details.layout(), Some(Layout::Together));
    assert_eq!(said(&details, Item::Spouse), "Phạm Thị Vợ");
    assert!(details.field(Item::OldNumber).is_none());
    assert_eq!(details.expiry().unwrap().into_revealed(), Expiry::Never);
    assert_eq!(details.fields.len(), 15);
}

#[test]
fn a_tree_names_the_fields() {
    let Some([bytes, _]) = samples() else { return };
    let tree = tree(&bytes);
    let nodes: Vec<_> = tree.nodes.iter().flat_map(Node::walk).collect();
    let named = |name| nodes.iter().any(|(_, node)| node.name == Some(name));
    assert!(named("citizen number") && named("parents") && named("card code"));
    assert!(nodes.iter().all(|(_, node)| node.personal));
}

#[test]
fn odd_fields_are_kept() {
    // a field of no known number, text in octets, a value that is no text, a father only
    let bytes = file(&[
        (17, b"\x0C\x01x"),
        (2, b"\x04\x03\xE1\xBA\xA4"),
        (4, b"\x01\x01\xFF"),
        (13, b"\x30\x03\x0C\x01A\x30\x00"),
        (3, b"\x13\x041990"),
        (12, b"\x0C\x05never"),
    ]);
    let decoded = VietnameseDetails::read(&bytes);
    assert_eq!(decoded.faults, []);
    let details = decoded.value;
    assert_eq!(
        (details.fields[0].number, details.fields[0].item()),
        (17, None)
    );
    assert_eq!(said(&details, Item::FullName), "Ấ");
    assert!(details.text(Item::Sex).is_none());
    assert_eq!(details.father().unwrap().reveal().as_str(), "A");
    assert!(details.mother().is_none());
    assert_eq!(
        details.birth_date().unwrap().reveal().to_string(),
        "1990-??-??"
    );
    assert_eq!(
        (details.expiry(), said(&details, Item::Expiry)),
        (None, "never")
    );
}

#[test]
fn faults_name_the_place_and_lose_nothing() {
    let mut bytes = file(&[(1, b"\x13\x011"), (1, b"\x13\x012"), (2, b"\x0C\x01A")]);
    let decoded = VietnameseDetails::read(&bytes);
    assert_eq!(decoded.faults.len(), 1);
    assert_eq!(
        (decoded.faults[0].offset(), decoded.faults[0].check_code()),
        (25, "malformed.content")
    );
    assert_eq!(
        (
            said(&decoded.value, Item::Number),
            decoded.value.fields.len()
        ),
        ("1", 3)
    );
    // the last length runs over its field
    let last = bytes.len() - 2;
    bytes[last] = 9;
    let decoded = VietnameseDetails::read(&bytes);
    assert_eq!(decoded.faults[1].check_code(), "malformed.length");
    assert_eq!(said(&decoded.value, Item::Number), "1");
}

#[test]
fn other_files_are_not_recognised() {
    for other in [
        &b"\x6D\x03\x02\x01\x01"[..],
        b"\x6D!thirty-three characters of value",
        b"\x6C\x00",
        b"",
        // another identifier
        b"\x6D\x0C\x30\x0A\x02\x01\x01\x06\x03\x2A\x03\x04\x31\x00",
    ] {
        assert!(!recognises(other), "{other:?}");
    }
    assert!(recognises(&file(&[])));
}

#[test]
fn changed_bytes_are_answered() {
    let Some(both) = samples() else { return };
    let mut dice = Dice::new(13);
    for bytes in &both {
        for _ in 0..300 {
            let changed = mutate(bytes, &mut dice);
            let decoded = VietnameseDetails::read(&changed);
            let _ = (
                decoded.value.father(),
                decoded.value.mother(),
                decoded.value.expiry(),
            );
            let _ = (recognises(&changed), tree(&changed));
        }
    }
}
