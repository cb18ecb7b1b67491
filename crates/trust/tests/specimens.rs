//! Specimen documents that nobody here made, judged with no anchor at hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::shared_file;
use std::collections::BTreeMap;
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_trust::{
    Outcome, PaInput, PaResult, Rules, Tolerance, TrustStore, passive_authentication,
};

const JUNE_2014: i64 = 1_401_580_800;
const NOVEMBER_2026: i64 = 1_795_000_000;

type Files = BTreeMap<File, FileState>;

fn group(number: u8) -> DataGroup {
    DataGroup::new(number).unwrap()
}

fn refset() -> Option<Files> {
    let mut files = Files::new();
    for number in [1, 2, 3, 4, 14, 15] {
        let bytes = shared_file(&format!("lds/bsi-tr03105-5-refset/DG{number}.bin"))?;
        files.insert(File::Dg(group(number)), FileState::Read(bytes));
    }
    let sod = shared_file("lds/bsi-tr03105-5-refset/SOD.bin")?;
    files.insert(File::Sod, FileState::Read(sod));
    Some(files)
}

fn judge(files: &Files, at: i64, tolerance: Tolerance) -> PaResult<'_> {
    let input = PaInput {
        issuing_state: Some("D<<"),
        document_code: Some("P"),
        rules: Rules::of(tolerance),
        ..PaInput::new(files, at)
    };
    passive_authentication(&input, &TrustStore::empty())
}

fn hash_outcome(result: &PaResult<'_>, number: u8) -> (Outcome, Option<&'static str>) {
    let finding = &result.hashes[&group(number)];
    (finding.outcome, finding.code)
}

#[test]
fn reference_set_in_its_time() {
    let Some(files) = refset() else { return };
    let result = judge(&files, JUNE_2014, Tolerance::Field);
    assert!(result.parse.is_passed() && result.signature.is_passed());
    for number in [1, 2, 3, 4, 14] {
        assert_eq!(
            hash_outcome(&result, number),
            (Outcome::Passed, None),
            "DG{number}"
        );
    }
    assert_eq!(
        hash_outcome(&result, 15),
        (Outcome::Undetermined, Some("no_hash_in_sod"))
    );
    assert_eq!(result.anchor.outcome, Outcome::Undetermined);
    assert_eq!(result.anchor.code, Some("anchor_not_found"));
    assert_eq!(result.chain_signature.outcome, Outcome::Undetermined);
    assert_eq!(result.validity.outcome, Outcome::Undetermined);
    assert!(result.country.is_passed(), "{:?}", result.country);
    assert!(result.algorithm.unwrap().starts_with("RSA-PSS"));
    assert!(
        result.signer_profile.is_passed(),
        "{:?}",
        result.signer_profile
    );
}

#[test]
fn reference_set_today() {
    let Some(files) = refset() else { return };
    let result = judge(&files, NOVEMBER_2026, Tolerance::Field);
    assert!(result.signature.is_passed());
    assert_eq!(result.validity.outcome, Outcome::Failed);
    assert_eq!(result.validity.code, Some("signer_expired"));
    let detail = result.validity.detail.unwrap().to_string();
    assert!(
        detail.contains("2013-12-16") && detail.contains("2014-12-11"),
        "{detail}"
    );
}

#[test]
fn one_changed_byte_of_dg2() {
    let Some(mut files) = refset() else { return };
    if let Some(FileState::Read(bytes)) = files.get_mut(&File::Dg(group(2))) {
        bytes[9_000] ^= 0x10;
    }
    for at in [JUNE_2014, NOVEMBER_2026] {
        let result = judge(&files, at, Tolerance::Field);
        assert_eq!(
            hash_outcome(&result, 2),
            (Outcome::Failed, Some("hash_mismatch"))
        );
        assert_eq!(hash_outcome(&result, 1), (Outcome::Passed, None));
        assert!(result.signature.is_passed());
    }
}

#[test]
fn nothing_is_authentic_without_an_anchor() {
    let Some(files) = refset() else { return };
    let result = judge(&files, JUNE_2014, Tolerance::Field);
    assert!(result.authentic_listing().is_none());
    assert!(result.authentic_data_group(DataGroup::DG1).is_none());
}

#[test]
fn specimen_of_2008() {
    let mut files = Files::new();
    for number in [1, 2, 3, 4, 14, 15] {
        let Some(bytes) = shared_file(&format!("lds/bsi2008/Datagroup{number}.bin")) else {
            return;
        };
        files.insert(File::Dg(group(number)), FileState::Read(bytes));
    }
    let sod = shared_file("lds/bsi2008/EF_SOD.bin").unwrap();
    files.insert(File::Sod, FileState::Read(sod));
    let result = judge(&files, NOVEMBER_2026, Tolerance::Field);
    assert!(result.signature.is_passed(), "{:?}", result.signature);
    for number in [1, 2, 3, 14] {
        assert_eq!(
            hash_outcome(&result, number),
            (Outcome::Passed, None),
            "DG{number}"
        );
    }
    for number in [4, 15] {
        assert_eq!(
            hash_outcome(&result, number).1,
            Some("no_hash_in_sod"),
            "DG{number}"
        );
    }
    assert_eq!(
        result.signer.unwrap().key.unwrap(),
        "brainpoolP224r1 (explicit)"
    );
    assert!(result.notices.contains(&"weak_algorithm"), "SHA-1");
    assert!(!result.notices.contains(&"weak_algorithm_new"), "of 2008");
}

/// Both samples say SignerInfo version 1 and identify the signer by key identifier, a
/// contradiction that no tolerance covers.
#[test]
fn version_that_contradicts_the_signer_identifier() {
    for name in [
        "john-miller-smith-rsa-2048-sha256.sod.der",
        "mary-miller-smith-ecdsa-p256-sha256.sod.der",
    ] {
        let Some(sod) = shared_file(&format!("lds/zkpassport-synthetic/{name}")) else {
            return;
        };
        // the samples are bare CMS messages
        let mut wrapped = Writer::new();
        wrapped.object(Tag(0x77), &sod);
        let files = Files::from([(File::Sod, FileState::Read(wrapped.into_bytes()))]);
        let result = judge(&files, NOVEMBER_2026, Tolerance::Field);
        assert_eq!(result.parse.outcome, Outcome::Failed, "{name}");
        assert_eq!(result.signature.code, Some("sod_not_parsed"), "{name}");
    }
}

/// No mutation and no truncation may panic or make anything authentic.
#[test]
fn damaged_objects_are_survived() {
    let Some(files) = refset() else { return };
    let Some(FileState::Read(sod)) = files.get(&File::Sod) else {
        panic!()
    };
    let mut damaged = files.clone();
    for step in 0..400 {
        let mut bytes = sod.clone();
        let position = step * 4799 % bytes.len();
        if step % 2 == 0 {
            bytes[position] = bytes[position].wrapping_add(1 + u8::try_from(step % 251).unwrap());
        } else {
            bytes.truncate(position);
        }
        damaged.insert(File::Sod, FileState::Read(bytes));
        for tolerance in [Tolerance::Field, Tolerance::Strict] {
            let result = judge(&damaged, JUNE_2014, tolerance);
            assert!(result.authentic_listing().is_none());
        }
    }
}
