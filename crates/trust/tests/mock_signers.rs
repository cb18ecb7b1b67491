//! Document signers of every algorithm that nobody here made: `openssl cms` signs an object with
//! each, and it is judged below the right anchor, a wrong anchor, with a wrong hash, expired.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::der::{algorithm, integer, object, octets, sequence};
use common::openssl;
use common::shared;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::{
    Certificate, Outcome, PaInput, PaResult, Source, TrustStore, passive_authentication,
};

type Files = BTreeMap<File, FileState>;

/// 2026-06-01, inside every validity of the series.
const AT: i64 = 1_780_272_000;
const DG1: [u8; 5] = [0x61, 3, 1, 2, 3];
const DG2: [u8; 5] = [0x75, 3, 4, 5, 6];

/// Every folder of the series that holds this file.
fn with(file: &str) -> Option<Vec<PathBuf>> {
    let root = shared("certs/openpassport-mock")?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path().join(file))
        .filter(|path| path.exists())
        .collect();
    files.sort();
    Some(files)
}

fn lds_object() -> Vec<u8> {
    let entry = |number, file: &[u8]| {
        let hash = HashAlgorithm::Sha256.hash(file);
        sequence(&[&integer(number), &octets(hash.as_ref())])
    };
    let hashes = sequence(&[&entry(1, &DG1), &entry(2, &DG2)]);
    sequence(&[&integer(0), &algorithm("2.16.840.1.101.3.4.2.1"), &hashes])
}

/// EF.SOD signed by the signer of this folder, with the algorithm that the folder's name says.
fn document(signer: &Path) -> Files {
    let folder = signer.parent().unwrap();
    let name = folder.file_name().unwrap().to_str().unwrap();
    let digest = name.split('_').next().unwrap();
    let key = folder.join("mock_dsc.key");
    let mut arguments = vec![
        "cms",
        "-sign",
        "-binary",
        "-nodetach",
        "-nosmimecap",
        "-outform",
        "DER",
        "-econtent_type",
        "2.23.136.1.1.1",
        "-md",
        digest,
        "-signer",
        signer.to_str().unwrap(),
        "-inkey",
        key.to_str().unwrap(),
    ];
    let salt = name
        .split('_')
        .nth(2)
        .map(|salt| format!("rsa_pss_saltlen:{salt}"));
    if name.contains("rsapss") {
        arguments.extend([
            "-keyopt",
            "rsa_padding_mode:pss",
            "-keyopt",
            salt.as_deref().unwrap(),
        ]);
    }
    let message = openssl::run(&arguments, &lds_object());
    let group = |number| File::Dg(DataGroup::new(number).unwrap());
    Files::from([
        (File::Sod, FileState::Read(object(0x77, &message))),
        (group(1), FileState::Read(DG1.to_vec())),
        (group(2), FileState::Read(DG2.to_vec())),
    ])
}

fn judge<'a>(files: &'a Files, store: &TrustStore, at: i64) -> PaResult<'a> {
    let input = PaInput {
        issuing_state: Some("FRA"),
        ..PaInput::new(files, at)
    };
    passive_authentication(&input, store)
}

fn store(authorities: &[PathBuf]) -> TrustStore {
    let mut builder = TrustStore::builder();
    for file in authorities {
        let bytes = std::fs::read(file).unwrap();
        builder.add(&bytes, &Source::new("mock")).unwrap();
    }
    builder.build()
}

#[test]
fn every_signer_is_verified_below_its_own_anchor() {
    let Some(signers) = with("mock_dsc.pem") else {
        return;
    };
    let authorities = with("mock_csca.pem").unwrap();
    assert_eq!((signers.len(), authorities.len()), (40, 33));
    let store = store(&authorities);
    for signer in &signers {
        let name = signer.display();
        let files = document(signer);
        let result = judge(&files, &store, AT);
        assert!(result.parse.is_passed(), "{name} {:?}", result.parse);
        assert!(
            result.signature.is_passed(),
            "{name} {:?}",
            result.signature
        );
        assert!(result.anchor.is_passed(), "{name} {:?}", result.anchor);
        assert!(
            result.chain_signature.is_passed(),
            "{name} {:?}",
            result.chain_signature
        );
        assert!(result.validity.is_passed(), "{name} {:?}", result.validity);
        assert!(result.country.is_passed(), "{name} {:?}", result.country);
        assert!(
            result
                .hashes
                .values()
                .all(vidimus_trust::Finding::is_passed),
            "{name}"
        );
        // the series has no key usage, which no tolerance forgives
        assert_eq!(result.signer_profile.code, Some("key_usage"), "{name}");
        assert!(result.authentic_listing().is_none(), "{name}");

        // expired
        let late = judge(&files, &store, 4_000_000_000);
        assert_eq!(late.validity.code, Some("signer_expired"), "{name}");
        assert!(
            late.signature.is_passed() && late.chain_signature.is_passed(),
            "{name}"
        );
    }
}

/// Below each authority alone: the one whose key identifier the signer names verifies it, every
/// other one, of the same name, is not taken for its anchor.
#[test]
fn no_anchor_but_the_right_one_is_taken() {
    let Some(signers) = with("mock_dsc.pem") else {
        return;
    };
    let authorities = with("mock_csca.pem").unwrap();
    let parse = |file: &PathBuf| {
        let pem = std::fs::read_to_string(file).unwrap();
        Certificate::parse(&openssl::run(&["x509", "-outform", "DER"], pem.as_bytes())).unwrap()
    };
    let parsed: Vec<Certificate> = authorities.iter().map(parse).collect();
    for signer in signers.iter().step_by(5) {
        let files = document(signer);
        let own = parse(signer);
        let identifier = own.extensions().authority_key_identifier();
        for (file, authority) in authorities.iter().zip(&parsed) {
            let result = judge(&files, &store(std::slice::from_ref(file)), AT);
            let named = identifier.is_some()
                && authority.extensions().subject_key_identifier() == identifier;
            let (outcome, code) = (result.anchor.outcome, result.anchor.code);
            if named {
                assert_eq!(outcome, Outcome::Passed, "{}", signer.display());
                assert!(result.chain_signature.is_passed());
            } else {
                assert_eq!(
                    (outcome, code),
                    (Outcome::Undetermined, Some("anchor_not_found"))
                );
                assert_eq!(result.chain_signature.outcome, Outcome::Undetermined);
            }
        }
    }
}

#[test]
fn wrong_hash_and_wrong_signature() {
    let Some(signers) = with("mock_dsc.pem") else {
        return;
    };
    for signer in &signers {
        let name = signer.display();
        let mut files = document(signer);
        let dg2 = File::Dg(DataGroup::DG2);
        files.insert(dg2, FileState::Read(vec![0x75, 3, 4, 5, 7]));
        let Some(FileState::Read(sod)) = files.get_mut(&File::Sod) else {
            panic!()
        };
        // the signature is the last object of the last SignerInfo
        let last = sod.len() - 1;
        sod[last] ^= 1;
        let result = judge(&files, &TrustStore::empty(), AT);
        assert_eq!(
            result.hashes[&DataGroup::DG2].code,
            Some("hash_mismatch"),
            "{name}"
        );
        assert!(result.hashes[&DataGroup::DG1].is_passed(), "{name}");
        assert_eq!(
            result.signature.outcome,
            Outcome::Failed,
            "{name} {:?}",
            result.signature
        );
    }
}
