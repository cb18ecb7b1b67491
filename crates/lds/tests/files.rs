//! Whole files of specimen documents.
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
use vidimus_iso7816::tlv::Tag;
use vidimus_lds::cms::SignerId;
use vidimus_lds::com::EfCom;
use vidimus_lds::dg1::Dg1;
use vidimus_lds::dg2::{Dg2, RecordFormat};
use vidimus_lds::picture::ImageFormat;
use vidimus_lds::security_info::{SecurityInfoKind, SecurityInfos};
use vidimus_lds::sod::SecurityObject;
use vidimus_lds::structure::{self, Deviation};
use vidimus_lds::{DataGroup, File, oid};

const REFSET: &str = "lds/bsi-tr03105-5-refset";

fn numbers(object: &SecurityObject<'_>) -> Vec<u8> {
    object
        .lds
        .hashes
        .keys()
        .map(|group| group.number())
        .collect()
}

#[test]
fn the_reference_set_security_object() {
    let Some(bytes) = shared_bytes(&format!("{REFSET}/SOD.bin")) else {
        return;
    };
    assert_eq!(File::identify(&bytes), Some(File::Sod));
    let sod = SecurityObject::parse(&bytes).unwrap();
    assert_eq!(sod.signed.content_type, oid::LDS_SECURITY_OBJECT);
    assert!(!sod.legacy_content_type && !sod.signed.ber);
    assert_eq!(sod.lds.version, 0);
    assert_eq!(numbers(&sod), [1, 2, 3, 4, 14]);
    assert_eq!(sod.signed.certificates.len(), 1);
    let signer = &sod.signed.signer_infos[0];
    assert_eq!(
        signer.signature_algorithm_oid.to_string(),
        "1.2.840.113549.1.1.10"
    );
    let SignerId::IssuerSerial { serial, .. } = signer.sid else {
        panic!("issuer and serial number expected");
    };
    assert_eq!(serial, [0x01, 0x42, 0xFD, 0x5C, 0xF9, 0x27]);
}

#[test]
fn the_older_specimen() {
    let (Some(sod), Some(com)) = (
        shared_bytes("lds/bsi2008/EF_SOD.bin"),
        shared_bytes("lds/bsi2008/EF_COM.bin"),
    ) else {
        return;
    };
    let sod = SecurityObject::parse(&sod).unwrap();
    assert_eq!(numbers(&sod), [1, 2, 3, 14]);
    assert!(sod.lds.hashes.values().all(|hash| hash.len() == 20));
    let com = EfCom::parse(&com).unwrap();
    assert_eq!(com.lds_version.as_deref(), Some("0107"));
    assert_eq!(com.unicode_version.as_deref(), Some("040000"));
    let groups: Vec<_> = com.groups().map(DataGroup::number).collect();
    assert_eq!(groups, [1, 2, 3, 14]);
}

#[test]
fn the_machine_readable_zone() {
    let Some(bytes) = shared_bytes(&format!("{REFSET}/DG1.bin")) else {
        return;
    };
    let dg1 = Dg1::parse(&bytes).unwrap();
    assert_eq!(dg1.mrz.document_number().as_str(), "C11T002JM");
    assert_eq!(dg1.mrz.issuer(), "D");
    assert!(!format!("{dg1:?}").contains("MUSTERMANN"));
    assert_eq!(structure::check(File::Dg(DataGroup::DG1), &bytes), []);
}

#[test]
fn the_face_and_its_wrong_size() {
    let Some(bytes) = shared_bytes(&format!("{REFSET}/DG2.bin")) else {
        return;
    };
    let dg2 = Dg2::parse(&bytes).unwrap();
    let face = dg2.portrait().unwrap();
    assert_eq!(face.format, ImageFormat::Jpeg2000);
    assert_eq!(face.image.end, bytes.len());
    let picture = face.bytes(&bytes).unwrap();
    assert!(picture.starts_with(b"\0\0\0\x0CjP") && picture.ends_with(&[0xFF, 0xD9]));
    let header = face.picture.unwrap();
    assert_eq!(
        (header.width, header.height, header.components),
        (413, 531, 3)
    );
    let information = face.information.as_ref().unwrap().reveal();
    assert_eq!((information.width, information.height), (337, 449));
    // the record declares another size: a note, no failure
    let findings = structure::check(File::Dg(DataGroup::DG2), &bytes);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].what, Deviation::ImageSize);
    assert!(!findings[0].is_failure());
}

#[test]
fn the_face_in_asn1() {
    let (Some(bytes), Some(picture)) = (
        shared_bytes("face/dg2_silver_mandatory_fields.bin"),
        shared_bytes("face/silver.jp2"),
    ) else {
        return;
    };
    let dg2 = Dg2::parse(&bytes).unwrap();
    assert_eq!(dg2.deviations, []);
    let face = dg2.portrait().unwrap();
    assert_eq!(face.record, RecordFormat::Iso39794);
    assert!(face.bytes(&bytes).unwrap() == picture);
}

#[test]
fn security_infos() {
    for (path, file, kinds) in [
        (
            "lds/npa-example/ecdh/ef_cardaccess",
            File::CardAccess,
            &[SecurityInfoKind::Pace, SecurityInfoKind::ChipAuthentication][..],
        ),
        (
            "lds/spec_sample_encoded_dg14.bin",
            File::Dg(DataGroup::DG14),
            &[SecurityInfoKind::ChipAuthenticationPublicKey],
        ),
        (
            "lds/bsi-tr03105-5-refset/DG14.bin",
            File::Dg(DataGroup::DG14),
            &[SecurityInfoKind::ChipAuthentication],
        ),
    ] {
        let Some(bytes) = shared_bytes(path) else {
            return;
        };
        let infos = SecurityInfos::parse_file(&bytes, file).unwrap();
        for kind in kinds {
            assert!(infos.of_kind(*kind).next().is_some(), "{path} {kind:?}");
        }
        assert_eq!(
            infos.has_pace(),
            kinds.contains(&SecurityInfoKind::Pace),
            "{path}"
        );
        assert!(infos.has_chip_authentication(), "{path}");
    }
}

#[test]
fn a_card_security_file() {
    let Some(bytes) = shared_bytes("lds/npa-example/ecdh/ef_cardsecurity") else {
        return;
    };
    assert_eq!(File::identify(&bytes), Some(File::CardSecurity));
    let signed = vidimus_lds::cms::SignedData::parse(&bytes).unwrap();
    assert_eq!(signed.content_type, oid::SECURITY_OBJECT);
    let infos = SecurityInfos::parse(&signed.content).unwrap();
    assert!(infos.has_pace() && infos.has_chip_authentication());
}

fn from_hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn collected_vectors_are_told_apart_and_walked() {
    let Some(bytes) = shared_bytes("lds/gmrtd_file_vectors.json") else {
        return;
    };
    let vectors: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let mut seen = std::collections::BTreeMap::<&str, usize>::new();
    for vector in vectors["items"].as_array().unwrap() {
        let from = vector["file"].as_str().unwrap();
        let content = from_hex(vector["hex"].as_str().unwrap());
        let wanted = match from {
            "document/com_test.go" => File::Com,
            "document/dg11_test.go" => File::Dg(DataGroup::DG11),
            "document/dg12_test.go" => File::Dg(DataGroup::DG12),
            "document/dg14_test.go" => File::Dg(DataGroup::DG14),
            "document/dg15_test.go" => File::Dg(DataGroup::DG15),
            "document/dg16_test.go" => File::Dg(DataGroup::new(16).unwrap()),
            "document/ef_dir_test.go" => File::Dir,
            "document/card_access_test.go" => File::CardAccess,
            _ => continue,
        };
        // walking never fails in another way than by naming the byte
        let tree = vidimus_lds::tree::tree(&content);
        if tree.stopped.is_none() && tree.file == Some(wanted) {
            *seen.entry(from).or_default() += 1;
            let findings = structure::check(wanted, &content);
            let label = (from, vector["line"].clone(), vector["test"].clone());
            let fault = vector["test"].as_str().unwrap().contains("Happy") && !findings.is_empty();
            assert!(!fault, "{label:?}: {findings:?}");
        }
    }
    assert!(seen.len() >= 5, "{seen:?}");
}

#[test]
fn application_directory_is_not_dg1() {
    let directory = [0x61, 0x09, 0x4F, 0x07, 0xA0, 0, 0, 2, 0x47, 0x10, 0x01];
    let tree = vidimus_lds::tree::tree(&directory);
    assert_eq!(tree.file, Some(File::Dir));
    assert_eq!(
        tree.nodes[0].children[0].name,
        Some("application identifier")
    );
    assert_eq!(tree.nodes[0].children[0].tag, Some(Tag(0x4F)));
}
