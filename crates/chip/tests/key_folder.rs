//! A document written to a folder with its keys, and the chip made of it again.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

mod common;
#[path = "common/inspection.rs"]
mod inspection;

use common::dg;
use inspection::{Inspection, issue};
use std::fs;
use std::process::Command;
use vidimus_chip::{CardImage, Chip, Issued, SeededRandom};

/// Writes the files and the keys, and loads them.
fn through_a_folder(preset: &str, faults: &[&str]) -> (Issued, tempfile::TempDir) {
    let document = issue(preset, faults).document;
    let dir = tempfile::tempdir().unwrap();
    for (file, bytes) in &document.files {
        fs::write(dir.path().join(file.name().replace('/', "-")), bytes).unwrap();
    }
    fs::create_dir(dir.path().join("keys")).unwrap();
    for (name, bytes) in &document.key_files {
        fs::write(dir.path().join("keys").join(name), bytes).unwrap();
    }
    let loaded = CardImage::from_dir(dir.path(), None).unwrap();
    assert!(!loaded.left_out.iter().any(|name| name.starts_with("keys")));
    let chip = Chip::new(loaded.image, SeededRandom::new("folder"));
    (Issued { chip, document }, dir)
}

#[test]
fn every_proof_survives_the_folder() {
    for (preset, faults) in [
        ("eac", &[][..]),
        ("eac", &["aa-algo:alg=rsa-sha256"]),
        ("bac-ca-dh", &[]),
        ("bac-ca", &["dg14-infos:keys=3"]),
    ] {
        let (issued, dir) = through_a_folder(preset, faults);
        let dg14 = issued.document.files[&dg(14)].clone();
        let terminal = issued.document.terminal.clone();
        let active = issued.document.files.contains_key(&dg(15));
        let mut session = Inspection::open(issued);
        if active {
            assert_eq!(session.active(256).unwrap().len(), 256);
        }
        session.agree(&dg14).unwrap();
        assert_eq!(session.read(1), 0x9000);
        if let Some(files) = terminal {
            session.authenticate(&files).unwrap();
            assert_eq!(session.read(3), 0x9000);
            let all = files.chain_file();
            let parsed = vidimus_lds::cvc::CvCertificate::parse_all(&all).unwrap();
            assert_eq!(parsed.len(), files.chain.len());
        }
        drop(dir);
    }
}

#[test]
fn openssl_reads_the_key_files() {
    for preset in ["bac-aa-ec", "bac-aa", "bac-ca", "bac-ca-dh"] {
        let (issued, dir) = through_a_folder(preset, &[]);
        for (name, _) in &issued.document.key_files {
            let output = Command::new("openssl")
                .args(["pkey", "-noout", "-in"])
                .arg(dir.path().join("keys").join(name))
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{preset} {name}: {said}");
        }
    }
}

#[test]
fn keys_that_belong_to_other_files_are_not_used() {
    let (issued, dir) = through_a_folder("bac-ca", &[]);
    let other = issue("bac-ca", &["dg14-key:private=other"]).document;
    let (name, bytes) = &other.key_files[0];
    fs::write(dir.path().join("keys").join(name), bytes).unwrap();
    fs::write(dir.path().join("keys/notes.txt"), "notes").unwrap();
    let loaded = CardImage::from_dir(dir.path(), None).unwrap();
    assert!(loaded.image.keys.chip_authentication.is_empty());
    assert_eq!(loaded.left_out, ["keys/notes.txt"]);
    drop(issued);
}
