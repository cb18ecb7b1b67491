//! Passive Authentication by algorithm, whole and with a known signer; loading a master list.
//!
//! The documents are made with the system's OpenSSL from the mock signers of the shared test
//! data; without these, or without OpenSSL, the bench says so and measures nothing. Beside the
//! list stands x509-parser's parse of the same certificates: the aim is at most twice that.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "benches"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::der::{algorithm, integer, object, octets, sequence};
use common::{openssl, shared, shared_file};
use divan::{Bencher, black_box};
use std::collections::BTreeMap;
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::{PaInput, Source, TrustStore, TrustStoreBuilder, passive_authentication};

/// Signer folder, and the digest and salt that go with it.
const SIGNERS: [&str; 5] = [
    "sha256_ecdsa_secp256r1",
    "sha256_ecdsa_brainpoolP256r1",
    "sha512_ecdsa_brainpoolP512r1",
    "sha256_rsapss_32_65537_2048",
    "sha256_rsa_65537_4096",
];

const LIST: &str = "masterlists/DE_ML_2024-08-07.ml";
const AT: i64 = 1_780_272_000;

type Files = BTreeMap<File, FileState>;

fn main() {
    divan::main();
}

/// A document with 18 kB of DG2, and its anchors.
fn document(signer: &str) -> Option<(Files, TrustStoreBuilder)> {
    let folder = shared(&format!("certs/openpassport-mock/{signer}"))?;
    let groups = [
        (1, object(0x61, &[0x41; 90])),
        (2, object(0x75, &[0x42; 18_000])),
    ];
    let entries: Vec<Vec<u8>> = groups
        .iter()
        .map(|(number, bytes)| {
            let hash = HashAlgorithm::Sha256.hash(bytes);
            sequence(&[&integer(*number), &octets(hash.as_ref())])
        })
        .collect();
    let list = sequence(&[&entries[0], &entries[1]]);
    let sha256 = algorithm("2.16.840.1.101.3.4.2.1");
    let content = sequence(&[&integer(0), &sha256, &list]);

    let certificate = folder.join("mock_dsc.pem");
    let key = folder.join("mock_dsc.key");
    let digest = signer.split('_').next()?;
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
        certificate.to_str()?,
        "-inkey",
        key.to_str()?,
    ];
    if signer.contains("rsapss") {
        arguments.extend([
            "-keyopt",
            "rsa_padding_mode:pss",
            "-keyopt",
            "rsa_pss_saltlen:32",
        ]);
    }
    let sod = object(0x77, &openssl::run(&arguments, &content));
    let mut files = Files::from([(File::Sod, FileState::Read(sod))]);
    for (number, bytes) in groups {
        files.insert(File::Dg(DataGroup::new(number)?), FileState::Read(bytes));
    }
    Some((files, anchors()?))
}

fn anchors() -> Option<TrustStoreBuilder> {
    let mut builder = TrustStore::builder();
    for entry in std::fs::read_dir(shared("certs/openpassport-mock")?).ok()? {
        if let Ok(bytes) = std::fs::read(entry.ok()?.path().join("mock_csca.pem")) {
            builder.add(&bytes, &Source::new("mock")).ok()?;
        }
    }
    Some(builder)
}

/// Parse, hashes, two signatures; the authority's key is known, the signer's is not.
#[divan::bench(args = SIGNERS)]
fn whole(bencher: Bencher<'_, '_>, signer: &str) {
    let Some((files, builder)) = document(signer) else {
        return;
    };
    let input = PaInput::new(&files, AT);
    bencher
        .with_inputs(|| builder.clone().build())
        .bench_refs(|store| passive_authentication(black_box(&input), store).signature);
}

/// The signer was seen before: one signature.
#[divan::bench(args = SIGNERS)]
fn known_signer(bencher: Bencher<'_, '_>, signer: &str) {
    let Some((files, builder)) = document(signer) else {
        return;
    };
    let store = builder.build();
    let input = PaInput::new(&files, AT);
    assert!(
        passive_authentication(&input, &store)
            .chain_signature
            .is_passed()
    );
    bencher.bench(|| passive_authentication(black_box(&input), &store).signature);
}

/// 541 certificates in, the list's signature verified.
#[divan::bench]
fn master_list_load(bencher: Bencher<'_, '_>) {
    let Some(bytes) = shared_file(LIST) else {
        return;
    };
    bencher.bench(|| {
        let mut builder = TrustStore::builder();
        builder
            .add(black_box(&bytes), &Source::new(LIST).vouched())
            .unwrap();
        builder.build()
    });
}

/// The same certificates parsed by x509-parser and nothing else.
#[divan::bench]
fn master_list_parse_only_by_x509_parser(bencher: Bencher<'_, '_>) {
    use x509_parser::prelude::{FromDer, X509Certificate};
    let Some(bytes) = shared_file(LIST) else {
        return;
    };
    let mut builder = TrustStore::builder();
    builder.add(&bytes, &Source::new(LIST).vouched()).unwrap();
    let store = builder.build();
    bencher.bench(|| {
        for anchor in store.anchors() {
            black_box(X509Certificate::from_der(anchor.certificate().der()).unwrap());
        }
    });
}
