//! What the library says of every file of the collection: decoded, or refused for a reason.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use std::path::{Path, PathBuf};
use vidimus::lds::listing::{self, Listing};
use vidimus::lds::tree::{self, Tree};
use vidimus::mrz::Zone;
use vidimus::mrz::vietnam::QrCode;
use vidimus::{Kind, TextForm};
use vidimus_testkit::shared;

/// What `inspect` would show.
struct Shown {
    kind: Kind,
    listing: Listing,
    tree: Tree,
}

fn show(bytes: &[u8]) -> Shown {
    let unwrapped = TextForm::unwrap(bytes);
    let bytes = unwrapped.as_ref().map_or(bytes, |(_, bytes)| bytes);
    let kind = Kind::of(bytes);
    let text = || std::str::from_utf8(bytes).unwrap();
    let (listing, tree) = match kind {
        Kind::ChipFile(file) => (
            listing::of_file(file, bytes),
            tree::tree_of(bytes, Some(file)),
        ),
        Kind::Record(modality, _) => (
            listing::of_record(modality, bytes),
            tree::tree_of_record(bytes, modality),
        ),
        Kind::Picture(_) => (listing::of_picture(bytes), tree::tree_of_picture(bytes)),
        Kind::Seal => (listing::of_seal(bytes), tree::tree_of_seal(bytes)),
        Kind::Zone(_) => (
            listing::of_zone(&Zone::parse(text()).unwrap()),
            tree::tree_of_zone(text()),
        ),
        Kind::CitizenCode => (
            listing::of_citizen_code(&QrCode::parse(text()).unwrap()),
            tree::tree_of_citizen_code(text()),
        ),
        _ => (Listing::default(), tree::tree(bytes)),
    };
    Shown {
        kind,
        listing,
        tree,
    }
}

/// Kind, number of values and pictures, faults, where the tree stops.
fn said(bytes: &[u8]) -> String {
    let shown = show(bytes);
    let listing = &shown.listing;
    let mut said = shown.kind.name().to_owned();
    for picture in &listing.pictures {
        let size = picture
            .header
            .map(|header| format!(" {}x{}", header.width, header.height));
        said += &format!(" [{}{}]", picture.format.name(), size.unwrap_or_default());
    }
    for fault in &listing.faults {
        said += &format!(" !{}@{}", fault.code(), fault.offset());
    }
    if let Some(stopped) = &shown.tree.stopped {
        said += &format!(" stops@{}", stopped.offset);
    }
    said
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Where a file is unknown, the reason stands behind it.
const FILES: &[(&str, &str)] = &[
    ("lds/bsi-tr03105-5-refset/DG1.bin", "DG1"),
    ("lds/bsi-tr03105-5-refset/DG14.bin", "DG14"),
    ("lds/bsi-tr03105-5-refset/DG15.bin", "DG15"),
    (
        "lds/bsi-tr03105-5-refset/DG2.bin",
        "DG2 [JPEG 2000 413x531]",
    ),
    (
        "lds/bsi-tr03105-5-refset/DG3.bin",
        "DG3 [WSQ 620x620] [WSQ 620x620]",
    ),
    (
        "lds/bsi-tr03105-5-refset/DG4.bin",
        "DG4 [JPEG 2000 163x149] [JPEG 2000 160x152]",
    ),
    ("lds/bsi-tr03105-5-refset/SOD.bin", "EF.SOD"),
    ("lds/bsi2008/Datagroup1.bin", "DG1"),
    ("lds/bsi2008/Datagroup14.bin", "DG14"),
    ("lds/bsi2008/Datagroup15.bin", "DG15"),
    ("lds/bsi2008/Datagroup2.bin", "DG2 [JPEG 2000 413x531]"),
    (
        "lds/bsi2008/Datagroup3.bin",
        "DG3 [WSQ 620x620] [WSQ 620x620]",
    ),
    (
        "lds/bsi2008/Datagroup4.bin",
        "DG4 [JPEG 2000 163x149] [JPEG 2000 160x152]",
    ),
    ("lds/bsi2008/EF_COM.bin", "EF.COM"),
    ("lds/bsi2008/EF_SOD.bin", "EF.SOD"),
    // a collection of vectors in JSON
    ("lds/gmrtd_file_vectors.json", "unknown stops@2"),
    // a description in words
    (
        "lds/npa-example/Example_Dataset_Mueller_Gertrud.txt",
        "unknown stops@2",
    ),
    ("lds/npa-example/ecdh/at.cvcert", "cv_certificate"),
    ("lds/npa-example/ecdh/at_key.pkcs8", "private_key"),
    ("lds/npa-example/ecdh/cvca.cvcert", "cv_certificate"),
    ("lds/npa-example/ecdh/dvca.cvcert", "cv_certificate"),
    ("lds/npa-example/ecdh/ef_cardaccess", "EF.CardAccess"),
    ("lds/npa-example/ecdh/ef_cardsecurity", "EF.CardSecurity"),
    // a key of another program
    ("lds/npa-example/ecdh/npa_key", "unknown stops@8"),
    ("lds/spec_sample_encoded_dg14.bin", "DG14"),
    ("lds/tsemrtd/EF_DG11.bin", "DG11 [unknown]"),
    ("lds/tsemrtd/EF_DG12.bin", "DG12 [unknown] [unknown]"),
    ("lds/tsemrtd/EF_DG5.bin", "DG5 [JPEG 2000 413x531]"),
    ("lds/tsemrtd/EF_DG7.bin", "DG7 [JPEG 2000 550x142]"),
    (
        "lds/zkpassport-synthetic/john-miller-smith-rsa-2048-sha256.sod.der",
        "cms",
    ),
    (
        "lds/zkpassport-synthetic/mary-miller-smith-ecdsa-p256-sha256.sod.der",
        "cms",
    ),
    (
        "face/dg2_silver_mandatory_fields.bin",
        "DG2 [JPEG 2000 413x531]",
    ),
    (
        "face/jp2-openjpeg/basn4a08.jp2",
        "picture [JPEG 2000 32x32]",
    ),
    (
        "face/jp2-openjpeg/basn6a08.jp2",
        "picture [JPEG 2000 32x32]",
    ),
    (
        "face/jp2-openjpeg/p0_02.j2k",
        "picture [JPEG 2000 codestream 127x126]",
    ),
    (
        "face/jp2-openjpeg/p0_03.j2k",
        "picture [JPEG 2000 codestream 256x256]",
    ),
    (
        "face/jp2-openjpeg/p0_11.j2k",
        "picture [JPEG 2000 codestream 128x1]",
    ),
    (
        "face/jp2-openjpeg/p0_12.j2k",
        "picture [JPEG 2000 codestream 3x5]",
    ),
    (
        "face/jp2-openjpeg/p0_14.j2k",
        "picture [JPEG 2000 codestream 49x49]",
    ),
    ("face/silver.jp2", "picture [JPEG 2000 413x531]"),
    (
        "face/vdstools_face_image_gen.jp2",
        "picture [JPEG 2000 100x129]",
    ),
    (
        "face/vdstools_face_image_gen_female.jp2",
        "picture [JPEG 2000 100x129]",
    ),
    // a collection
    ("vds/seals.json", "unknown stops@16"),
    // a collection
    ("vds/vdsnc.json", "unknown stops@18"),
    ("vds/vdsnc_UTO_bsc.pem", "certificate"),
    ("vds/vdsnc_pathcheck_signer.pem", "certificate"),
    ("vds/vdstools_sealgen_DETS32.crt", "certificate"),
    ("vds/vdstools_sealgen_UTTS5B.crt", "certificate"),
    // a collection
    ("cccd/samples.json", "unknown stops@26"),
];

#[test]
fn every_file_of_the_collection() {
    let mut found = Vec::new();
    for folder in ["lds", "face", "vds", "cccd"] {
        let Some(path) = shared(folder) else { return };
        let mut paths = Vec::new();
        files(&path, &mut paths);
        for file in paths {
            let inside = file.strip_prefix(&path).unwrap().to_str().unwrap();
            found.push((
                format!("{folder}/{inside}"),
                said(&std::fs::read(&file).unwrap()),
            ));
        }
    }
    let expected: Vec<_> = FILES
        .iter()
        .map(|(path, what)| ((*path).to_owned(), (*what).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

/// The vectors as they stand there, in hexadecimal. Single values of objects are no files.
const VECTORS: &[(&str, &str)] = &[
    ("card_access_test.go:52", "EF.CardAccess"),
    ("card_access_test.go:55", "tlv"),
    ("card_access_test.go:76", "EF.CardAccess"),
    ("card_access_test.go:79", "tlv"),
    ("card_access_test.go:80", "tlv"),
    ("card_security_test.go:32", "cms"),
    ("card_security_test.go:36", "cms"),
    ("card_security_test.go:64", "EF.CardSecurity"),
    ("card_security_test.go:65", "certificate"),
    ("card_security_test.go:66", "certificate"),
    ("dg14_test.go:62", "DG14"),
    ("dg14_test.go:84", "DG14"),
    ("dg14_test.go:104", "DG14"),
    ("dg15_test.go:63", "DG15"),
    ("dg15_test.go:74", "tlv"),
    ("security_infos_test.go:25", "EF.CardAccess"),
    ("security_infos_test.go:26", "EF.CardAccess"),
    ("security_infos_test.go:26", "tlv"),
    ("security_infos_test.go:32", "EF.CardAccess"),
    ("security_infos_test.go:37", "EF.CardAccess stops@19"),
    ("security_infos_test.go:42", "EF.CardAccess"),
    ("security_infos_test.go:43", "EF.CardAccess"),
    ("security_infos_test.go:43", "tlv"),
    ("security_infos_test.go:49", "EF.CardAccess stops@15"),
    ("security_infos_test.go:54", "EF.CardAccess"),
    ("security_infos_test.go:55", "EF.CardAccess"),
    ("security_infos_test.go:55", "tlv"),
    ("security_infos_test.go:61", "EF.CardAccess"),
    ("security_infos_test.go:62", "EF.CardAccess"),
    ("security_infos_test.go:62", "tlv"),
    ("security_infos_test.go:68", "EF.CardAccess stops@19"),
    ("security_infos_test.go:73", "EF.CardAccess"),
    ("security_infos_test.go:74", "EF.CardAccess"),
    ("security_infos_test.go:74", "tlv"),
    ("security_infos_test.go:80", "EF.CardAccess stops@14"),
    ("security_infos_test.go:85", "EF.CardAccess"),
    ("security_infos_test.go:86", "EF.CardAccess"),
    ("security_infos_test.go:86", "tlv"),
    ("security_infos_test.go:86", "EF.DIR"),
    ("security_infos_test.go:92", "EF.CardAccess stops@11"),
    ("security_infos_test.go:97", "EF.CardAccess"),
    ("security_infos_test.go:98", "EF.CardAccess"),
    ("security_infos_test.go:98", "tlv"),
    ("security_infos_test.go:144", "EF.CardAccess"),
    ("security_infos_test.go:162", "unknown stops@2"),
    ("security_infos_test.go:187", "EF.CardAccess"),
    ("security_infos_test.go:212", "unknown stops@2"),
    ("security_infos_test.go:227", "EF.CardAccess"),
    ("security_infos_test.go:234", "EF.CardAccess"),
    ("security_infos_test.go:248", "EF.CardAccess"),
    ("security_infos_test.go:258", "EF.CardAccess"),
    ("security_infos_test.go:283", "EF.CardAccess"),
    (
        "security_infos_test.go:284",
        "EF.CardAccess !malformed.truncated@410 stops@0",
    ),
    ("security_infos_test.go:286", "EF.CardAccess"),
    (
        "security_infos_test.go:287",
        "EF.CardAccess !malformed.truncated@42 stops@0",
    ),
    ("dg11_test.go:97", "DG11"),
    ("dg11_test.go:159", "DG11"),
    ("dg11_test.go:164", "DG11"),
    ("dg11_test.go:169", "DG11"),
    ("dg11_test.go:176", "DG11"),
    ("dg11_test.go:223", "DG11 !malformed.content@10"),
    ("dg11_test.go:230", "DG11 !malformed.content@10"),
    ("dg11_test.go:237", "DG11 !malformed.content@10"),
    ("dg11_test.go:244", "DG11 !malformed.content@10"),
    ("dg11_test.go:302", "picture [JPEG]"),
    ("dg11_test.go:303", "picture [JPEG]"),
    ("dg11_test.go:316", "unknown stops@14"),
    ("dg12_test.go:170", "unknown stops@28"),
    ("dg12_test.go:178", "unknown stops@28"),
    ("dg12_test.go:186", "unknown stops@28"),
    ("dg12_test.go:194", "unknown stops@28"),
    ("dg12_test.go:201", "unknown stops@28"),
    ("dg12_test.go:241", "unknown stops@2"),
    ("dg12_test.go:256", "unknown stops@28"),
    ("dg12_test.go:263", "unknown stops@20"),
    ("dg12_test.go:270", "unknown stops@26"),
    ("dg12_test.go:277", "picture [JPEG]"),
    ("dg12_test.go:278", "picture [JPEG]"),
    ("dg12_test.go:284", "picture [JPEG]"),
    ("dg12_test.go:285", "picture [JPEG]"),
    ("dg12_test.go:298", "unknown stops@14"),
    ("dg12_test.go:312", "unknown stops@26"),
    ("dg12_test.go:351", "unknown stops@30"),
    ("dg16_test.go:73", "DG16"),
    ("dg16_test.go:121", "DG16 !malformed.content@5"),
    ("dg16_test.go:137", "DG16"),
    ("com_test.go:22", "EF.COM"),
    ("com_test.go:56", "EF.COM !malformed.content@5"),
    ("com_test.go:60", "EF.COM !malformed.content@12"),
    ("com_test.go:64", "EF.COM !malformed.content@26"),
    ("ef_dir_test.go:35", "DG1 !malformed.tag@2"),
    ("ef_dir_test.go:50", "EF.DIR"),
];

fn json(path: &str) -> Option<serde_json::Value> {
    let bytes = std::fs::read(shared(path)?).unwrap();
    Some(serde_json::from_slice(&bytes).unwrap())
}

#[test]
fn vectors_of_another_program() {
    let Some(all) = json("lds/gmrtd_file_vectors.json") else {
        return;
    };
    let mut found = Vec::new();
    for item in all["items"].as_array().unwrap() {
        if let Some(file) = item["file"].as_str().unwrap().strip_prefix("document/") {
            let hex = item["hex"].as_str().unwrap();
            found.push((format!("{file}:{}", item["line"]), said(hex.as_bytes())));
        }
    }
    assert_eq!(found.len(), 92);
    let expected: Vec<_> = VECTORS
        .iter()
        .map(|(name, what)| ((*name).to_owned(), (*what).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn seals_in_bytes_and_in_json() {
    let (Some(binary), Some(json)) = (json("vds/seals.json"), json("vds/vdsnc.json")) else {
        return;
    };
    for item in binary.as_array().unwrap() {
        let name = item["name"].as_str().unwrap();
        let what = said(item["hex"].as_str().unwrap().as_bytes());
        let expected = match name {
            "utoVisa" => "seal !seal.content@69",
            // these three were published without a signature
            "administrativeDocumentV9Basic" => "seal !seal.no_signature@115 stops@115",
            "administrativeDocumentV9WithDates" => "seal !seal.no_signature@135 stops@135",
            "administrativeDocumentV9WithStatus" => "seal !seal.no_signature@140 stops@140",
            _ => "seal",
        };
        assert_eq!(what, expected, "{name}");
    }
    for item in json.as_array().unwrap() {
        assert_eq!(said(item["json"].to_string().as_bytes()), "seal");
    }
}

#[test]
fn citizens() {
    let Some(all) = json("cccd/samples.json") else {
        return;
    };
    for item in all.as_array().unwrap() {
        let text = |name: &str| item[name].as_str().map(str::to_owned);
        let lines = item["mrz"].as_array();
        let zone = lines.map(|lines| {
            let lines: Vec<_> = lines.iter().map(|line| line.as_str().unwrap()).collect();
            lines.join("\n")
        });
        for (name, value, expected) in [
            ("zone", zone, "mrz"),
            ("code", text("qr"), "vn_citizen_qr"),
            ("layout a", text("dg13_layout_a"), "DG13"),
            ("layout b", text("dg13_layout_b"), "DG13"),
            // digits that could be anything
            ("seed", text("bac_kseed"), "unknown"),
            ("key", text("bac_mrz_info"), "unknown"),
        ] {
            if let Some(value) = value {
                assert_eq!(show(value.as_bytes()).kind.name(), expected, "{name}");
            }
        }
    }
}

/// A private key is told and not shown, however it is written.
#[test]
fn private_keys_are_not_shown() {
    let Some(path) = shared("lds/npa-example/ecdh/at_key.pkcs8") else {
        return;
    };
    let key = std::fs::read(path).unwrap();
    assert_eq!(Kind::of(&key), Kind::PrivateKey);
    assert!(!Kind::PrivateKey.is_tlv());
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(TextForm::unwrap(hex.as_bytes()), None);
    let pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    assert_eq!(TextForm::unwrap(pem.as_bytes()), None);
}

/// The same file in every form that people paste.
#[test]
fn pasted_text() {
    let com = b"\x60\x14\x5F\x01\x040107\x5F\x36\x06040000\x5C\x02\x61\x75";
    let hex: Vec<String> = com.iter().map(|byte| format!("{byte:02X}")).collect();
    for text in [
        hex.concat(),
        hex.join(" "),
        hex.join(":"),
        hex.join(", 0x"),
        hex.concat().to_lowercase() + "\n",
    ] {
        let (form, bytes) = TextForm::unwrap(text.as_bytes()).unwrap();
        assert_eq!(
            (form, &bytes[..]),
            (TextForm::Hexadecimal, &com[..]),
            "{text}"
        );
    }
    let (form, bytes) = TextForm::unwrap(b"YBRfAQQwMTA3XzYGMDQwMDAwXAJhdQ==\n").unwrap();
    assert_eq!((form, &bytes[..]), (TextForm::Base64, &com[..]));
    for text in [
        "",
        "60",
        "601",
        "hello there",
        "0123456789",
        "YBRf=AQQ",
        "60 14 5F g1",
    ] {
        assert_eq!(TextForm::unwrap(text.as_bytes()), None, "{text}");
    }
}
