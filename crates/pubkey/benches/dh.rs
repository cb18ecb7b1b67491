//! Diffie-Hellman in the groups of PACE and Chip Authentication. Beside it: `openssl speed
//! ffdh2048 ffdh3072`, whose exponents are shorter than those of RFC 3526 here.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

use divan::{Bencher, black_box};
use vidimus_pubkey::agreement::{AgreementKey, Domain, MappedGenerator, SecretScalar};
use vidimus_pubkey::dh::Group;

const GROUPS: [&str; 6] = [
    "MODP-1024/160",
    "MODP-2048/224",
    "MODP-2048/256",
    "MODP-2048",
    "MODP-3072",
    "MODP-4096",
];

fn domain(name: &str) -> Domain {
    let group = Group::all().iter().find(|group| group.name() == name);
    Domain::Dh(group.unwrap())
}

fn secret(domain: Domain, byte: u8) -> SecretScalar {
    let mut bytes = vec![byte; domain.secret_len()];
    bytes.iter_mut().take(1).for_each(|top| *top = 1);
    SecretScalar::from_bytes(domain, &bytes).unwrap()
}

/// The public key of a secret.
#[divan::bench(args = GROUPS)]
fn public_key(bencher: Bencher<'_, '_>, name: &str) {
    let secret = secret(domain(name), 0x5A);
    bencher.bench_local(|| black_box(&secret).public_key());
}

/// The validation of another's key.
#[divan::bench(args = GROUPS)]
fn validate(bencher: Bencher<'_, '_>, name: &str) {
    let domain = domain(name);
    let bytes = secret(domain, 0xA5).public_key().encode();
    bencher.bench_local(|| AgreementKey::decode(domain, black_box(&bytes)).unwrap());
}

/// One shared value, the key being validated.
#[divan::bench(args = GROUPS)]
fn agree(bencher: Bencher<'_, '_>, name: &str) {
    let domain = domain(name);
    let (own, other) = (secret(domain, 0x5A), secret(domain, 0xA5).public_key());
    bencher.bench_local(|| own.agree(black_box(&other)).unwrap());
}

/// The Integrated Mapping of PACE.
#[divan::bench(args = GROUPS)]
fn integrated_mapping(bencher: Bencher<'_, '_>, name: &str) {
    let domain = domain(name);
    let random = vec![0xC3; domain.public_len() + 16];
    bencher.bench_local(|| MappedGenerator::integrated(domain, black_box(&random)).unwrap());
}

fn main() {
    divan::main();
}
