//! Files cut at every tenth byte: what came before is shown, in the tree and in the values, and
//! the fault says where the file ends.
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
use std::collections::BTreeSet;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::biometric::Modality;
use vidimus_lds::driving_licence;
use vidimus_lds::evidence::Application;
use vidimus_lds::listing::{self, Listing, Value};
use vidimus_lds::tree::{self, Node, Tree};
use vidimus_lds::{DataGroup, File};

/// Files of every decoder, of which most come from others.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let shared = [
        "lds/bsi-tr03105-5-refset/SOD.bin",
        "lds/bsi-tr03105-5-refset/DG1.bin",
        "lds/bsi-tr03105-5-refset/DG2.bin",
        "lds/bsi-tr03105-5-refset/DG3.bin",
        "lds/bsi-tr03105-5-refset/DG4.bin",
        "lds/bsi-tr03105-5-refset/DG14.bin",
        "lds/bsi-tr03105-5-refset/DG15.bin",
        "lds/bsi2008/EF_COM.bin",
        "lds/npa-example/ecdh/ef_cardaccess",
        "lds/npa-example/ecdh/ef_cardsecurity",
        "lds/tsemrtd/EF_DG5.bin",
        "lds/tsemrtd/EF_DG7.bin",
        "lds/tsemrtd/EF_DG11.bin",
        "lds/tsemrtd/EF_DG12.bin",
        "face/dg2_silver_mandatory_fields.bin",
    ];
    let from_shared = shared
        .into_iter()
        .filter_map(|path| Some((path, shared_bytes(path)?)));
    let directory = b"\x61\x09\x4F\x07\xA0\0\0\x02\x47\x10\x01\x61\x0F\x4F\x07\xA0\0\0\x02\x47\x20\x01\x50\x04Trip";
    let info =
        b"\x43\x01\xB8\x47\x03\x86\x41\xE0\x46\x04abcd\x7F\x66\x08\x02\x02\x05\xDC\x02\x02\x10\0";
    from_shared
        .chain([
            ("EF.DIR", directory.to_vec()),
            ("EF.ATR/INFO", info.to_vec()),
            ("DG16", persons()),
        ])
        .collect()
}

/// Two persons to notify.
fn persons() -> Vec<u8> {
    let person = |tag: u8, name: &str| {
        let mut inner = b"\x5F\x50\x0820020101".to_vec();
        inner.extend([0x5F, 0x51, u8::try_from(name.len()).unwrap()]);
        inner.extend_from_slice(name.as_bytes());
        inner.extend_from_slice(b"\x5F\x52\x0B19525551212\x5F\x53\x08ANYTOWN<");
        let mut all = vec![tag, u8::try_from(inner.len()).unwrap()];
        all.extend(inner);
        all
    };
    let people = [
        b"\x02\x01\x02".to_vec(),
        person(0xA1, "SMITH<<CHARLES"),
        person(0xA2, "BROWN<<MARY"),
    ];
    let people = people.concat();
    [vec![0x70, u8::try_from(people.len()).unwrap()], people].concat()
}

/// EF.ATR/INFO has no tag of its own.
fn file_of(name: &str, bytes: &[u8]) -> File {
    match name {
        "EF.ATR/INFO" => File::AtrInfo,
        _ => File::identify(bytes).unwrap(),
    }
}

/// Bytes of the longest header among the published seals.
const SEAL_HEADER: usize = 48;

/// What the bytes are, whole or cut.
#[derive(Clone, Copy)]
enum Kind {
    File(File),
    Licence(File),
    Seal,
}

impl Kind {
    fn tree(self, bytes: &[u8]) -> Tree {
        match self {
            Self::File(file) => tree::tree_of(bytes, Some(file)),
            Self::Licence(file) => tree::tree_in(Application::DrivingLicence, bytes, Some(file)),
            Self::Seal => tree::tree_of_seal(bytes),
        }
    }

    fn listing(self, bytes: &[u8]) -> Listing {
        match self {
            Self::File(file) => listing::of_file(file, bytes),
            Self::Licence(file) => listing::of_licence_file(file, bytes),
            Self::Seal => listing::of_seal(bytes),
        }
    }

    /// Whether it may end between two objects without anything missing.
    fn has_no_end(self) -> bool {
        matches!(self, Self::File(File::Dir))
            || matches!(self, Self::File(file) if file.tag().is_none())
    }
}

/// Files of passports, of the Vietnamese card and of driving licences, and seals.
fn subjects() -> Vec<(String, Kind, Vec<u8>)> {
    let files = files().into_iter().map(|(name, bytes)| {
        let kind = Kind::File(file_of(name, &bytes));
        (name.to_owned(), kind, bytes)
    });
    let details = hexadecimal("cccd/samples.json", &["dg13_layout_a", "dg13_layout_b"]);
    let details = details.into_iter().map(|(name, bytes)| {
        let kind = Kind::File(File::Dg(DataGroup::DG13));
        (name, kind, bytes)
    });
    let seals = hexadecimal("vds/seals.json", &["hex"]);
    // four are refused also whole; tests/seals.rs says why
    let seals = seals
        .into_iter()
        .filter(|(_, bytes)| listing::of_seal(bytes).faults.is_empty())
        .map(|(name, bytes)| (name, Kind::Seal, bytes));
    let licences = licences().into_iter().map(|bytes| {
        let file = driving_licence::identify(&bytes).unwrap();
        (format!("licence {file:?}"), Kind::Licence(file), bytes)
    });
    files.chain(details).chain(seals).chain(licences).collect()
}

/// Values of these members of a shared list, which are hexadecimal digits.
fn hexadecimal(path: &str, members: &[&str]) -> Vec<(String, Vec<u8>)> {
    let Some(bytes) = shared_bytes(path) else {
        return Vec::new();
    };
    let list: Vec<serde_json::Value> = serde_json::from_slice(&bytes).unwrap();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    let mut found = Vec::new();
    for (number, entry) in list.iter().enumerate() {
        for member in members {
            let digits = entry[*member].as_str().unwrap_or_default();
            if !digits.is_empty() {
                let bytes = digits.as_bytes().chunks(2).map(byte).collect();
                found.push((format!("{path} {number} {member}"), bytes));
            }
        }
    }
    assert!(!found.is_empty(), "{path} has none of {members:?}");
    found
}

fn object(tag: u32, objects: &[&[u8]]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), &objects.concat());
    out.into_bytes()
}

/// Decimal digits, two a byte.
fn digits(text: &str) -> Vec<u8> {
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| (pair[0] - b'0') << 4 | (pair[1] - b'0'))
        .collect()
}

/// DG1 in the form of the European Union, and in that of the world.
fn licences() -> Vec<Vec<u8>> {
    let fields = [
        object(0x5F03, &[b"UTO"]),
        object(0x5F04, &[b"Specimen"]),
        object(0x5F05, &[b"Ada Grace"]),
        object(0x5F06, &[b"\x12\x08\x19\x74"]),
        object(0x5F07, &[b"Zenith"]),
        object(0x5F0A, &[b"\x01\x02\x20\x24"]),
        object(0x5F0B, &[b"\x29\x02\x20\x28"]),
        object(0x5F0C, &[b"Mayor of Zenith"]),
        object(0x5F0E, &[b"1234567890"]),
    ];
    // days first there, years first here
    let categories = |from: &str, until: &str| {
        let category = |name: &str, restriction: &str| {
            let mut text = format!("{name};").into_bytes();
            text.extend(digits(from));
            text.push(b';');
            text.extend(digits(until));
            text.extend(format!(";{restriction}").into_bytes());
            object(0x87, &[&text])
        };
        object(
            0x7F63,
            &[
                b"\x02\x01\x02",
                &category("AM", ";;"),
                &category("B", "01.06;;"),
            ],
        )
    };
    let approval = object(0x5F01, &[b"e99-00000-01"]);
    let row = b"\x08SPECIMEN\x09Ada Grace\x19\x80\x01\x01\x20\x04\x03\x15\x20\x39\x03\x14UTO\x04City\x08A2906543";
    vec![
        object(
            0x61,
            &[
                &approval,
                &object(0x5F02, &[&fields.concat()]),
                &categories("31122019", "01012034"),
            ],
        ),
        object(
            0x61,
            &[&object(0x5F1F, &[row]), &categories("20191231", "20340101")],
        ),
    ]
}

/// Place and value of whatever holds nothing else and is all there.
fn leaves(tree: &Tree) -> BTreeSet<(usize, usize, Vec<u8>)> {
    let nodes = tree.nodes.iter().flat_map(Node::walk);
    nodes
        .filter(|(_, node)| node.children.is_empty() && node.missing == 0)
        .map(|(_, node)| {
            (
                node.offset,
                node.header_len + node.length,
                node.value.clone(),
            )
        })
        .collect()
}

/// Whether everything in one value is in the other.
fn is_part(cut: &Value, whole: &Value) -> bool {
    match (cut, whole) {
        (Value::Text(cut), Value::Text(whole)) => whole.starts_with(cut.as_str()),
        (Value::Number(cut), Value::Number(whole)) => cut <= whole,
        (Value::Flag(cut), Value::Flag(whole)) => cut == whole,
        (Value::List(cut), Value::List(whole)) => {
            cut.len() <= whole.len()
                && cut
                    .iter()
                    .zip(whole)
                    .all(|(cut, whole)| is_part(cut, whole))
        }
        (Value::Fields(cut), Value::Fields(whole)) => {
            cut.iter()
                .all(|(name, value)| match (whole.get(name), value) {
                    (Some(other), _) => is_part(value, other),
                    // the object that the cut goes through, as it stands
                    (None, Value::List(halves)) => name == "unknown" && halves.len() == 1,
                    (None, _) => false,
                })
        }
        // a field whose first value is not there yet
        (Value::List(cut), _) if cut.is_empty() => true,
        (Value::Personal(cut), Value::Personal(whole)) => is_part(cut.reveal(), whole.reveal()),
        _ => false,
    }
}

fn is_part_of_listing(cut: &Listing, whole: &Listing) -> bool {
    let fields = |listing: &Listing| Value::Fields(listing.fields.clone());
    is_part(&fields(cut), &fields(whole)) && cut.pictures.len() <= whole.pictures.len()
}

fn places(length: usize) -> impl Iterator<Item = usize> {
    // pictures are long and alike
    (1..length)
        .step_by(10)
        .filter(move |end| *end < 600 || end % 490 == 1 || length - end < 40)
}

#[test]
fn the_tree_shows_everything_before_the_cut() {
    for (name, kind, bytes) in subjects() {
        let whole = kind.tree(&bytes);
        assert_eq!(whole.stopped, None, "{name}");
        let all = leaves(&whole);
        for end in places(bytes.len()) {
            let cut = kind.tree(&bytes[..end]);
            let shown = leaves(&cut);
            // the header of a seal is understood as a whole
            let in_header = matches!(kind, Kind::Seal) && end < SEAL_HEADER;
            if in_header {
                let faults = kind.listing(&bytes[..end]).faults;
                let said = cut.stopped.is_some() || !faults.is_empty();
                assert!(said, "{name} cut at {end}: nothing said");
                continue;
            }
            for leaf in all
                .iter()
                .filter(|(offset, length, _)| offset + length <= end)
            {
                // headers of a record without the picture behind them are cut the same
                assert!(
                    shown.contains(leaf),
                    "{name} cut at {end}: {} is lost",
                    leaf.0
                );
            }
            match &cut.stopped {
                Some(stopped) => assert!(stopped.offset <= end, "{name} cut at {end}"),
                None => assert!(kind.has_no_end(), "{name} cut at {end}: nothing said"),
            }
        }
    }
}

#[test]
fn the_values_before_the_cut_are_those_of_the_whole() {
    for (name, kind, bytes) in subjects() {
        let whole = kind.listing(&bytes);
        assert_eq!(whole.faults, [], "{name}");
        let mut before = Listing::default();
        for end in places(bytes.len()) {
            let cut = kind.listing(&bytes[..end]);
            assert!(
                is_part_of_listing(&cut, &whole),
                "{name} cut at {end}: {cut:?} is not in {whole:?}"
            );
            assert!(
                is_part_of_listing(&before, &cut),
                "{name} cut at {end}: less than before"
            );
            match cut.faults.first() {
                Some(fault) => assert!(fault.offset() <= end, "{name} cut at {end}"),
                None => assert!(kind.has_no_end(), "{name} cut at {end}: nothing said"),
            }
            before = cut;
        }
    }
}

/// The values are there as soon as their bytes are.
#[test]
fn a_name_survives_the_loss_of_what_follows() {
    let file = b"\x6B\x26\x5C\x04\x5F\x0E\x5F\x10\x5F\x0E\x0BSMITH<<JOHN\xA0\x10\x02\x01\x01\x5F\x0F\x0AJOHN<SMITH";
    let whole = listing::of_file(File::Dg(DataGroup::DG11), file);
    assert_eq!(whole.faults, []);
    let cut = listing::of_file(File::Dg(DataGroup::DG11), &file[..24]);
    assert!(cut.fields.get("full_name").is_some());
    assert_eq!(
        (cut.faults[0].offset(), cut.faults[0].code()),
        (24, "malformed.truncated")
    );
    // a list that the file ends in keeps its entries
    let people = persons();
    let cut = listing::of_file(File::Dg(DataGroup::DG16), &people[..people.len() - 12]);
    let Some(Value::List(found)) = cut.fields.get("persons") else {
        panic!("no persons")
    };
    assert_eq!(found.len(), 2);
    let Value::Fields(second) = &found[1] else {
        panic!("no fields")
    };
    assert!(second.get("name").is_some() && second.get("address").is_none());
}

/// A face is known by its headers before its picture is there.
#[test]
fn a_cut_face_keeps_what_its_record_says() {
    let Some(bytes) = shared_bytes("lds/bsi-tr03105-5-refset/DG2.bin") else {
        return;
    };
    let whole = listing::of_file(File::Dg(DataGroup::DG2), &bytes);
    let place = whole.pictures[0].place.start;
    let cut = listing::of_file(File::Dg(DataGroup::DG2), &bytes[..place + 200]);
    assert_eq!(cut.pictures.len(), 1);
    assert_eq!(cut.pictures[0].said, whole.pictures[0].said);
    let size = |listing: &Listing| {
        listing.pictures[0]
            .header
            .map(|found| (found.width, found.height))
    };
    assert_eq!(size(&cut), size(&whole));
    let record = tree::tree_of_record(&bytes[place - 46..], Modality::Face);
    let names: Vec<_> = record.nodes.iter().filter_map(|node| node.name).collect();
    assert!(
        names.contains(&"format identifier") && names.contains(&"face"),
        "{names:?}"
    );
}

/// Whatever the bytes, lists and trees are made, within limits, and hide what is personal.
#[test]
fn changed_bytes() {
    let mut dice = Dice::new(7);
    for (_, bytes) in files() {
        for _ in 0..60 {
            let changed = mutate(&bytes, &mut dice);
            for file in File::all() {
                let found = listing::of_file(file, &changed);
                assert!(!format!("{found:?}").contains("SMITH"));
            }
            for modality in [Modality::Face, Modality::Finger, Modality::Iris] {
                let _ = listing::of_record(modality, &changed);
                let _ = tree::tree_of_record(&changed, modality);
            }
            let _ = (listing::of_seal(&changed), tree::tree_of_seal(&changed));
            let tree = tree::tree_of_picture(&changed);
            assert!(tree.nodes.len() <= tree::MAX_NODES);
        }
    }
}
