//! RSA verification, per size; `openssl speed rsa2048 rsa3072 rsa4096` gives the oracle's.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

use divan::{Bencher, black_box};
use vidimus_pubkey::{HashAlgorithm, PublicKey, RsaPublicKey, SignatureAlgorithm, Verifier};

fn main() {
    divan::main();
}

/// A key of this size. Verification takes the same time whatever the signature is, up to the
/// comparison at its end.
fn key(bits: usize) -> (PublicKey, Vec<u8>) {
    let modulus = vec![0xC5; bits / 8];
    let key = RsaPublicKey::from_components(&modulus, &[1, 0, 1]).unwrap();
    (PublicKey::Rsa(key), vec![0x3A; bits / 8])
}

#[divan::bench(args = [2048, 3072, 4096, 6144, 8192])]
fn verify_pkcs1(bencher: Bencher<'_, '_>, bits: usize) {
    let (key, signature) = key(bits);
    let hash = HashAlgorithm::Sha256;
    let digest = hash.hash(b"message");
    let algorithm = SignatureAlgorithm::RsaPkcs1 { hash };
    bencher.bench(|| key.verify_digest(&algorithm, black_box(&digest), black_box(&signature)));
}

#[divan::bench(args = [2048, 3072, 4096])]
fn verify_pss(bencher: Bencher<'_, '_>, bits: usize) {
    let (key, signature) = key(bits);
    let algorithm = SignatureAlgorithm::rsa_pss(HashAlgorithm::Sha256);
    let digest = HashAlgorithm::Sha256.hash(b"message");
    bencher.bench(|| key.verify_digest(&algorithm, black_box(&digest), black_box(&signature)));
}

#[divan::bench(args = [2048, 3072, 4096])]
fn new_key_and_verify(bencher: Bencher<'_, '_>, bits: usize) {
    let (_, signature) = key(bits);
    let algorithm = SignatureAlgorithm::RsaPkcs1 {
        hash: HashAlgorithm::Sha256,
    };
    let digest = HashAlgorithm::Sha256.hash(b"message");
    bencher.bench(|| {
        key(bits)
            .0
            .verify_digest(&algorithm, &digest, black_box(&signature))
    });
}
