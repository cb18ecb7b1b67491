//! Data groups against the list of hashes.

use crate::case::*;
use crate::common::der::*;
use crate::common::pki::*;
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::{PaInput, passive_authentication};

#[test]
fn untouched() {
    both("base", |_| (), "");
}

#[test]
fn hashes() {
    both(
        "H_69",
        |w| {
            w.sod.hashes = w
                .groups
                .iter()
                .map(|(number, bytes)| {
                    (*number, HashAlgorithm::Sha256.hash(bytes).as_ref().to_vec())
                })
                .collect();
            *w.groups.get_mut(&2).unwrap().last_mut().unwrap() ^= 1;
        },
        "dg2=failed:hash_mismatch",
    );
    both(
        "H_44",
        |w| {
            w.sod.hashes = vec![(
                2,
                HashAlgorithm::Sha256.hash(&w.groups[&2]).as_ref().to_vec(),
            )]
        },
        "dg1=U:no_hash_in_sod",
    );
    both(
        "OWN-PA-21",
        |w| {
            w.sod.hashes = w
                .groups
                .iter()
                .map(|(number, bytes)| {
                    (*number, HashAlgorithm::Sha256.hash(bytes).as_ref().to_vec())
                })
                .collect();
            w.groups.get_mut(&2).unwrap().extend([0; 7]);
        },
        "",
    );
    both(
        "OWN-PA-41",
        |w| w.groups.get_mut(&2).unwrap().extend([0; 7]),
        "dg2=failed",
    );
    both(
        "T51-LDS_B_05",
        |w| w.groups.get_mut(&1).unwrap()[0] = 0x62,
        "dg1=U:wrong_tag",
    );
    both(
        "T51-LDS_B_06",
        |w| w.groups.get_mut(&1).unwrap()[1] -= 1,
        "dg1=failed",
    );
    both(
        "T51-LDS_B_07",
        |w| w.groups.get_mut(&1).unwrap()[1] += 1,
        "dg1=U:truncated",
    );
    both(
        "H_74",
        |w| {
            w.sod.hash = HashAlgorithm::Sha224;
            w.sod.hash_algorithm = algorithm("2.16.840.1.101.3.4.2.4");
        },
        "",
    );
}

#[test]
fn files_that_were_not_read() {
    let mut world = World::new();
    let hash = |bytes: &[u8]| HashAlgorithm::Sha256.hash(bytes).as_ref().to_vec();
    world.sod.hashes = (1..=8)
        .map(|number| {
            (
                number,
                hash(world.groups.get(&number).map_or(&[], Vec::as_slice)),
            )
        })
        .collect();
    let mut files = world.files();
    let group = |number| File::Dg(DataGroup::new(number).unwrap());
    files.insert(group(3), FileState::Denied { status: 0x6982 });
    files.insert(group(4), FileState::NotRequested);
    files.insert(group(5), FileState::Absent);
    files.insert(
        group(6),
        FileState::TooLarge {
            declared: 200_000_000,
        },
    );
    files.insert(
        group(7),
        FileState::Truncated {
            declared: 2000,
            bytes: vec![0x67, 0x82, 0x07, 0xCC],
        },
    );
    files.insert(
        group(8),
        FileState::Failed {
            code: "transport.card_removed".to_owned(),
        },
    );
    files.insert(group(11), FileState::Absent);
    files.insert(group(12), FileState::Read(object(0x6C, &[1])));
    let input = PaInput {
        issuing_state: Some("UTO"),
        document_code: Some("P"),
        ..PaInput::new(&files, AT)
    };
    let store = store_of(&world);
    let result = passive_authentication(&input, &store);
    expect(
        "files",
        &result,
        "dg3=not_requested dg4=not_requested dg5=aborted:file_missing dg6=undetermined:file_too_large \
        dg7=undetermined:truncated dg8=aborted:read_incomplete dg12=undetermined:no_hash_in_sod",
    );
    assert!(
        !result.hashes.contains_key(&DataGroup::DG11),
        "neither listed nor there"
    );

    files.remove(&File::Sod);
    let input = PaInput::new(&files, AT);
    let result = passive_authentication(&input, &store);
    expect("OWN-PA-50", &result, "parse=aborted:file_missing ALL");
}
