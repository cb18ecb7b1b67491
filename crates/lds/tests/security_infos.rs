//! Typed security infos, EF.CardSecurity and DG15: files of others, and infos made here.
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
use proptest::prelude::*;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::dg15::Dg15;
use vidimus_lds::evidence::CipherName;
use vidimus_lds::security_info::{Agreement, Mapping, SecurityInfoKind, SecurityInfos};
use vidimus_lds::{DataGroup, File};

const DG14: File = File::Dg(DataGroup::DG14);
/// 0.4.0.127.0.7.2.2, below which the protocols are.
const PROTOCOLS: [u8; 7] = [4, 0, 0x7F, 0, 7, 2, 2];

fn object(tag: u32, value: &[u8]) -> Vec<u8> {
    let mut out = Writer::new();
    out.object(Tag(tag), value);
    out.into_bytes()
}

fn oid(arcs: &[u8]) -> Vec<u8> {
    object(6, &[&PROTOCOLS[..], arcs].concat())
}

fn integer(value: u8) -> Vec<u8> {
    object(2, &[value])
}

fn info(parts: &[Vec<u8>]) -> Vec<u8> {
    object(0x30, &parts.concat())
}

fn set(infos: &[Vec<u8>]) -> Vec<u8> {
    object(0x31, &infos.concat())
}

fn from_hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// A file of the collection, by the line it stands on.
fn collected(file: &str, line: u64) -> Option<Vec<u8>> {
    let bytes = shared_bytes("lds/gmrtd_file_vectors.json")?;
    let vectors: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let items = vectors["items"].as_array().unwrap();
    let item = items
        .iter()
        .find(|item| item["file"] == file && item["line"] == line)
        .unwrap();
    Some(from_hex(item["hex"].as_str().unwrap()))
}

// --- files of others --------------------------------------------------------------------------

#[test]
fn card_access_of_an_identity_card() {
    let Some(bytes) = shared_bytes("lds/npa-example/ecdh/ef_cardaccess") else {
        return;
    };
    let infos = SecurityInfos::parse_file(&bytes, File::CardAccess).unwrap();
    assert!(infos.strays.is_empty());
    let [pace] = &infos.pace().map(Result::unwrap).collect::<Vec<_>>()[..] else {
        panic!("one PACEInfo");
    };
    assert_eq!(pace.oid.to_string(), "0.4.0.127.0.7.2.2.4.2.2");
    assert_eq!(
        (pace.mapping, pace.agreement),
        (Mapping::Generic, Agreement::Ecdh)
    );
    assert_eq!((pace.cipher, pace.version), (CipherName::Aes128, 2));
    assert_eq!(pace.parameter_id, Some(13));
    // its domain parameters are no ChipAuthenticationInfo; a second one is wrapped in another info
    let chip: Vec<_> = infos.chip_authentication().map(Result::unwrap).collect();
    let ids: Vec<_> = chip
        .iter()
        .map(|info| info.key_id.unwrap().to_u64())
        .collect();
    assert_eq!(ids, [Some(1)]);
    assert!(
        chip.iter()
            .all(|info| info.version == 2 && info.cipher == CipherName::Aes128)
    );
    let terminal = infos.terminal_authentication().next().unwrap().unwrap();
    assert_eq!((terminal.version, terminal.ef_cvca), (2, None));
    assert_eq!(infos.chip_authentication_keys().count(), 0);
}

#[test]
fn card_access_of_passports() {
    let file = "document/card_access_test.go";
    let Some(bytes) = collected(file, 76) else {
        return;
    };
    let infos = SecurityInfos::parse_file(&bytes, File::CardAccess).unwrap();
    let found: Vec<_> = infos
        .pace()
        .map(Result::unwrap)
        .map(|info| (info.mapping, info.parameter_id))
        .collect();
    assert_eq!(
        found,
        [
            (Mapping::Generic, Some(13)),
            (Mapping::ChipAuthentication, Some(13))
        ]
    );
    let single = collected(file, 52).unwrap();
    let infos = SecurityInfos::parse_file(&single, File::CardAccess).unwrap();
    assert_eq!(infos.pace().count(), 1);
}

#[test]
fn card_security_files() {
    let Some(german) = collected("document/card_security_test.go", 64) else {
        return;
    };
    let security = CardSecurity::parse(&german).unwrap();
    let infos = security.infos();
    let keys: Vec<_> = infos
        .chip_authentication_keys()
        .map(Result::unwrap)
        .collect();
    let ids: Vec<_> = keys
        .iter()
        .map(|key| key.key_id.unwrap().to_u64())
        .collect();
    assert_eq!(ids, [Some(13), Some(0x48)]);
    assert!(
        keys.iter()
            .all(|key| key.agreement == Agreement::Ecdh && key.spki[0] == 0x30)
    );
    assert_eq!(infos.pace().filter_map(Result::ok).count(), 2);
    assert_eq!(security.signed.certificates.len(), 1);
    // another content type, and a content that is no SET
    for line in [32, 36] {
        let bytes = collected("document/card_security_test.go", line).unwrap();
        assert!(CardSecurity::parse(&bytes).is_err(), "{line}");
    }
    let bytes = shared_bytes("lds/npa-example/ecdh/ef_cardsecurity").unwrap();
    let security = CardSecurity::parse(&bytes).unwrap();
    let infos = security.infos();
    assert_eq!(infos.pace().count(), 1);
    assert_eq!(infos.chip_authentication_keys().count(), 1);
    let mut padded = bytes.clone();
    padded.extend([0; 16]);
    assert_eq!(CardSecurity::parse(&padded).unwrap(), security);
}

#[test]
fn data_group_14() {
    let Some(bytes) = shared_bytes("lds/spec_sample_encoded_dg14.bin") else {
        return;
    };
    let infos = SecurityInfos::parse_file(&bytes, DG14).unwrap();
    let key = infos.chip_authentication_keys().next().unwrap().unwrap();
    assert_eq!((key.agreement, key.key_id), (Agreement::Dh, None));
    let chip = infos.chip_authentication().next().unwrap().unwrap();
    assert_eq!(
        (chip.agreement, chip.cipher),
        (Agreement::Dh, CipherName::TripleDes)
    );
    assert_eq!((chip.version, chip.key_id), (1, None));
    assert!(infos.terminal_authentication().next().unwrap().is_ok());
    for (line, keys, infos_there) in [(62, 1, 1), (84, 1, 1), (104, 1, 1)] {
        let bytes = collected("document/dg14_test.go", line).unwrap();
        let infos = SecurityInfos::parse_file(&bytes, DG14).unwrap();
        assert_eq!(
            infos.chip_authentication_keys().flatten().count(),
            keys,
            "{line}"
        );
        assert_eq!(
            infos.chip_authentication().flatten().count(),
            infos_there,
            "{line}"
        );
    }
}

#[test]
fn data_group_15() {
    let Some(bytes) = collected("document/dg15_test.go", 63) else {
        return;
    };
    let key = Dg15::parse(&bytes).unwrap().public_key;
    assert_eq!(key, collected("document/dg15_test.go", 74).unwrap());
    let code = |bytes: &[u8]| Dg15::parse(bytes).unwrap_err().check_code();
    assert_eq!(code(&object(0x70, key)), "wrong_tag");
    assert_eq!(code(&bytes[..99]), "truncated");
    assert_eq!(
        code(&object(0x6F, &[key, key].concat())),
        "malformed.length"
    );
    assert_eq!(code(&object(0x6F, &[])), "malformed.tag");
    assert_eq!(code(&object(0x6F, &object(4, key))), "malformed.tag");
}

// --- infos made here --------------------------------------------------------------------------

#[test]
fn every_variant_of_pace() {
    let kinds = [
        (1, Mapping::Generic, Agreement::Dh),
        (2, Mapping::Generic, Agreement::Ecdh),
        (3, Mapping::Integrated, Agreement::Dh),
        (4, Mapping::Integrated, Agreement::Ecdh),
        (6, Mapping::ChipAuthentication, Agreement::Ecdh),
    ];
    let ciphers = [
        CipherName::TripleDes,
        CipherName::Aes128,
        CipherName::Aes192,
        CipherName::Aes256,
    ];
    for (arc, mapping, agreement) in kinds {
        for (cipher_arc, cipher) in (1u8..).zip(ciphers) {
            let bytes = set(&[info(&[oid(&[4, arc, cipher_arc]), integer(2), integer(13)])]);
            let infos = SecurityInfos::parse(&bytes).unwrap();
            let found: Vec<_> = infos.pace().map(Result::unwrap).collect();
            if mapping == Mapping::ChipAuthentication && cipher == CipherName::TripleDes {
                assert!(found.is_empty());
                continue;
            }
            assert_eq!(
                (found[0].mapping, found[0].agreement, found[0].cipher),
                (mapping, agreement, cipher)
            );
        }
    }
}

/// T51-AP_G_05, T51-AP_G_36, OWN-PACE-13: what is not known is skipped, what is broken is told,
/// and the good one is found.
#[test]
fn one_info_does_not_spoil_another() {
    let good = info(&[oid(&[4, 2, 2]), integer(2), integer(13)]);
    let bytes = set(&[
        info(&[
            object(6, &[42, 3, 4]),
            object(4, b"odd"),
            integer(1),
            integer(1),
        ]),
        info(&[oid(&[4, 9, 2]), integer(2)]),
        info(&[oid(&[4, 5, 2]), integer(2), integer(0)]),
        info(&[oid(&[4, 2, 2])]),
        info(&[oid(&[4, 2, 3]), object(0x0C, b"two")]),
        info(&[oid(&[4, 2, 3]), integer(2), object(2, &[0xFF])]),
        info(&[oid(&[4, 2, 4]), integer(2), integer(13), integer(0)]),
        info(&[integer(1), integer(2)]),
        integer(9),
        good.clone(),
    ]);
    let infos = SecurityInfos::parse(&bytes).unwrap();
    assert_eq!(infos.infos.len(), 8);
    assert_eq!(infos.strays.len(), 2);
    let (right, wrong): (Vec<_>, Vec<_>) = infos.pace().partition(Result::is_ok);
    assert_eq!((right.len(), wrong.len()), (1, 4));
    assert_eq!(right[0].as_ref().unwrap().parameter_id, Some(13));
    assert_eq!(infos.infos[7].bytes, good);
    assert!(wrong.iter().all(|error| {
        let error = error.as_ref().unwrap_err();
        error.defect.code() != "malformed.oid" && error.offset < bytes.len()
    }));
    // T51-LDS_F_07: the info is there, and broken, which is not the same as absent
    let bytes = set(&[info(&[oid(&[3, 2, 2])])]);
    let infos = SecurityInfos::parse(&bytes).unwrap();
    assert!(infos.chip_authentication().next().unwrap().is_err());
    assert!(infos.has_chip_authentication());
}

#[test]
fn domain_parameters() {
    let standard = object(
        0x30,
        &[oid_of(&[4, 0, 0x7F, 0, 7, 1, 2]), integer(13)].concat(),
    );
    let explicit = object(
        0x30,
        &[
            oid_of(&[42, 0x86, 0x48, 0xCE, 0x3D, 2, 1]),
            object(0x30, &[]),
        ]
        .concat(),
    );
    let bytes = set(&[
        info(&[oid(&[4, 2]), standard.clone(), integer(1)]),
        info(&[oid(&[4, 2]), explicit.clone()]),
        info(&[oid(&[4, 2]), integer(13)]),
    ]);
    let infos = SecurityInfos::parse(&bytes).unwrap();
    let found: Vec<_> = infos.pace_domain_parameters().collect();
    let first = found[0].as_ref().unwrap();
    assert!(!first.explicit && first.domain_parameter == standard && first.parameter_id == Some(1));
    let second = found[1].as_ref().unwrap();
    assert!(
        second.explicit && second.domain_parameter == explicit && second.parameter_id.is_none()
    );
    assert!(found[2].is_err());
    assert!(!infos.has_pace());
}

fn oid_of(content: &[u8]) -> Vec<u8> {
    object(6, content)
}

#[test]
fn keys_and_their_numbers() {
    let spki = object(0x30, &[object(0x30, &[]), object(3, &[0, 4])].concat());
    let bytes = set(&[
        info(&[oid(&[1, 2]), spki.clone(), integer(13)]),
        info(&[oid(&[1, 2]), spki.clone(), object(2, &[0, 0x80])]),
        info(&[oid(&[1, 1]), spki.clone(), object(2, &[0xFF])]),
        info(&[oid(&[1, 2]), spki.clone(), object(2, &[1; 9])]),
        info(&[oid(&[1, 2]), spki.clone()]),
        info(&[oid(&[1, 2]), integer(1)]),
        info(&[oid(&[1, 3]), spki]),
        info(&[oid(&[3, 2, 2]), integer(1), object(2, &[0, 13])]),
    ]);
    let infos = SecurityInfos::parse(&bytes).unwrap();
    let keys: Vec<_> = infos.chip_authentication_keys().collect();
    // T51-LDS_F_04: an identifier that is none is skipped, and something is there all the same
    assert_eq!(keys.len(), 6);
    assert_eq!(
        infos
            .of_kind(SecurityInfoKind::ChipAuthenticationPublicKey)
            .count(),
        7
    );
    let id = |at: usize| keys[at].as_ref().unwrap().key_id;
    let shown = |at: usize| id(at).unwrap().to_string();
    assert_eq!((shown(0), shown(1)), ("13".into(), "128".into()));
    assert_eq!(shown(2), "0xFF");
    assert_eq!(shown(3), "0x010101010101010101");
    assert_eq!(id(1).unwrap().content(), [0, 0x80]);
    assert_eq!(id(1).unwrap().significant(), [0x80]);
    assert_eq!(id(4), None);
    assert!(keys[5].is_err());
    // a needless zero makes no other number
    let chip = infos.chip_authentication().next().unwrap().unwrap();
    assert_eq!(chip.key_id, id(0));
    assert_ne!(chip.key_id, id(1));
    // FF is -1 and 0080 is 128
    assert_ne!(id(2), id(1));
}

#[test]
fn active_and_terminal_authentication() {
    let aa = object(6, &[0x67, 0x81, 8, 1, 1, 5]);
    let sha256 = object(6, &[4, 0, 0x7F, 0, 7, 1, 1, 4, 1, 3]);
    let file = |parts: &[&[u8]]| {
        let strings: Vec<u8> = parts.iter().flat_map(|part| object(4, part)).collect();
        object(0x30, &strings)
    };
    let bytes = set(&[
        info(&[aa.clone(), integer(1), sha256]),
        info(&[aa.clone(), integer(1)]),
        info(&[aa, integer(1), integer(1)]),
        info(&[oid(&[2]), integer(1)]),
        info(&[oid(&[2]), integer(1), file(&[&[1, 0x1D]])]),
        info(&[oid(&[2]), integer(1), file(&[&[1, 0x1D], &[0x1D]])]),
        info(&[oid(&[2]), integer(1), file(&[&[1]])]),
        info(&[oid(&[2]), integer(1), file(&[&[1, 0x1D], &[0xFF]])]),
        info(&[oid(&[2]), integer(1), file(&[&[1, 0x1D], &[0x1D], &[0]])]),
        info(&[oid(&[2, 1, 4]), integer(1)]),
    ]);
    let infos = SecurityInfos::parse(&bytes).unwrap();
    let active: Vec<_> = infos.active_authentication().collect();
    let first = active[0].as_ref().unwrap();
    assert_eq!(first.version, 1);
    assert_eq!(
        first.signature_algorithm.to_string(),
        "0.4.0.127.0.7.1.1.4.1.3"
    );
    assert!(active[1].is_err() && active[2].is_err());
    let terminal: Vec<_> = infos.terminal_authentication().collect();
    assert_eq!(terminal.len(), 6);
    assert_eq!(terminal[0].as_ref().unwrap().ef_cvca, None);
    let named = terminal[1].as_ref().unwrap();
    assert_eq!(named.ef_cvca.unwrap().value(), 0x011D);
    assert_eq!(named.ef_cvca_sfi, None);
    assert_eq!(
        terminal[2].as_ref().unwrap().ef_cvca_sfi.unwrap().value(),
        0x1D
    );
    assert!(terminal[3..].iter().all(Result::is_err));
}

// --- hostile bytes ----------------------------------------------------------------------------

fn read_all(infos: &SecurityInfos<'_>) {
    let _ = infos.pace().count() + infos.pace_domain_parameters().count();
    let _ = infos.chip_authentication().count() + infos.chip_authentication_keys().count();
    let _ = infos.active_authentication().count() + infos.terminal_authentication().count();
    let _ = format!("{infos:?}");
}

#[test]
fn changed_and_cut_files() {
    let mut dice = Dice::new(11);
    for path in [
        "lds/npa-example/ecdh/ef_cardaccess",
        "lds/npa-example/ecdh/ef_cardsecurity",
        "lds/spec_sample_encoded_dg14.bin",
    ] {
        let Some(bytes) = shared_bytes(path) else {
            return;
        };
        for _ in 0..300 {
            let changed = mutate(&bytes, &mut dice);
            if let Ok(security) = CardSecurity::parse(&changed) {
                read_all(&security.infos());
            }
            for file in [File::CardAccess, DG14] {
                if let Ok(infos) = SecurityInfos::parse_file(&changed, file) {
                    read_all(&infos);
                }
            }
            let _ = Dg15::parse(&changed);
        }
        for end in 0..bytes.len() {
            assert!(CardSecurity::parse(&bytes[..end]).is_err());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes(arcs in proptest::collection::vec(any::<u8>(), 0..4), bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        if let Ok(infos) = SecurityInfos::parse(&bytes) {
            read_all(&infos);
        }
        if let Ok(infos) = SecurityInfos::parse(&set(&[info(&[oid(&arcs), bytes.clone()])])) {
            read_all(&infos);
        }
        let _ = Dg15::parse(&bytes);
        let _ = CardSecurity::parse(&bytes);
    }

    #[test]
    fn numbers_keep_their_value(value in any::<u32>()) {
        let mut content = u64::from(value).to_be_bytes().to_vec();
        let spki = object(0x30, &[]);
        while !content.is_empty() {
            let bytes = set(&[info(&[oid(&[1, 2]), spki.clone(), object(2, &content)])]);
            let infos = SecurityInfos::parse(&bytes).unwrap();
            let id = infos.chip_authentication_keys().next().unwrap().unwrap().key_id.unwrap();
            prop_assert_eq!(id.to_u64(), Some(u64::from(value)));
            // as long as another zero may go
            if content[0] != 0 || content.get(1).is_none_or(|next| next & 0x80 != 0) {
                break;
            }
            content.remove(0);
        }
    }
}
