//! Key agreement on the curves of PACE, in constant time. Beside it: `openssl speed ecdhp256
//! ecdhbrp256r1 …`, one of which is one `agree`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

use divan::{Bencher, black_box};
use vidimus_pubkey::agreement::{AgreementKey, Domain, MappedGenerator, SecretScalar};

/// The ids of curves (Doc 9303-11 §9.5.1).
const CURVES: core::ops::RangeInclusive<u8> = 8..=18;

fn domain(name: &str) -> Domain {
    let mut all = CURVES.filter_map(Domain::standardized);
    all.find(|domain| domain.name() == name).unwrap()
}

fn names() -> Vec<&'static str> {
    let all = CURVES.filter_map(Domain::standardized);
    all.map(|domain| domain.name()).collect()
}

fn secret(domain: Domain, byte: u8) -> SecretScalar {
    let mut bytes = vec![byte; domain.secret_len()];
    bytes.iter_mut().take(1).for_each(|top| *top = 1);
    SecretScalar::from_bytes(domain, &bytes).unwrap()
}

#[divan::bench(args = names())]
fn public_key(bencher: Bencher<'_, '_>, name: &str) {
    let secret = secret(domain(name), 0x5A);
    bencher.bench_local(|| black_box(&secret).public_key());
}

#[divan::bench(args = names())]
fn agree(bencher: Bencher<'_, '_>, name: &str) {
    let (own, other) = (secret(domain(name), 0x5A), secret(domain(name), 0xA5));
    let other = other.public_key();
    bencher.bench_local(|| own.agree(black_box(&other)));
}

#[divan::bench(args = names())]
fn map_generic(bencher: Bencher<'_, '_>, name: &str) {
    let (own, other) = (secret(domain(name), 0x5A), secret(domain(name), 0xA5));
    let other = other.public_key();
    bencher.bench_local(|| MappedGenerator::generic(&own, black_box(&other), &[0xC3; 16]));
}

/// All of PACE with Generic Mapping that is arithmetic on the curve, one side of it: two keys
/// decoded, two public keys, one mapping, one agreement.
#[divan::bench(args = names())]
fn pace_generic(bencher: Bencher<'_, '_>, name: &str) {
    let domain = domain(name);
    let [map, ephemeral, other] = [0x5A, 0x3C, 0xA5].map(|byte| secret(domain, byte));
    let point = other.public_key().encode();
    bencher.bench_local(|| {
        let first = map.public_key();
        let other = AgreementKey::decode(domain, black_box(&point)).unwrap();
        let generator = MappedGenerator::generic(&map, &other, &[0xC3; 16]).unwrap();
        let second = ephemeral.public_key_on(&generator).unwrap();
        let other = AgreementKey::decode(domain, black_box(&point)).unwrap();
        (first, second, ephemeral.agree(&other).unwrap())
    });
}

fn main() {
    divan::main();
}
