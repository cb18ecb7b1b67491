//! ECDSA and ECDH, curve by curve. Beside it: `openssl speed ecdsap256 ecdsabrp256r1 …`.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark")]

use divan::{Bencher, black_box};
use vidimus_pubkey::HashAlgorithm;
use vidimus_pubkey::ec::{Curve, EcPublicKey, EcSecretKey, NamedCurve};

const CURVES: [&str; 8] = [
    "P-256",
    "P-384",
    "P-521",
    "brainpoolP224r1",
    "brainpoolP256r1",
    "brainpoolP320r1",
    "brainpoolP384r1",
    "brainpoolP512r1",
];

struct Signed {
    curve: &'static Curve,
    secret: EcSecretKey,
    point: Vec<u8>,
    digest: [u8; 32],
    r: Vec<u8>,
    s: Vec<u8>,
}

impl Signed {
    fn new(name: &str) -> Self {
        let id = NamedCurve::ALL
            .into_iter()
            .find(|id| id.name() == name)
            .unwrap();
        let curve = Curve::named(id);
        let scalar = vec![0x5A; curve.order_bytes() - 1];
        let secret = EcSecretKey::from_bytes(curve, &scalar).unwrap();
        let digest = [0xC3; 32];
        let (r, s) = secret
            .sign_prehash_rfc6979(HashAlgorithm::Sha256, &digest)
            .unwrap();
        let point = secret.public_key().to_sec1();
        Self {
            curve,
            secret,
            point,
            digest,
            r,
            s,
        }
    }

    fn key(&self) -> EcPublicKey {
        EcPublicKey::from_sec1(self.curve, &self.point).unwrap()
    }

    fn verify(&self, key: &EcPublicKey) {
        assert!(key.verify_prehash(black_box(&self.digest), &self.r, &self.s));
    }
}

/// A document signer's key: decoded, used once.
#[divan::bench(args = CURVES)]
fn verify_with_a_new_key(bencher: Bencher<'_, '_>, name: &str) {
    let signed = Signed::new(name);
    bencher.bench_local(|| signed.verify(&signed.key()));
}

/// An issuing authority's key, used again and again.
#[divan::bench(args = CURVES)]
fn verify_with_a_known_key(bencher: Bencher<'_, '_>, name: &str) {
    let signed = Signed::new(name);
    let key = signed.key();
    signed.verify(&key);
    signed.verify(&key);
    bencher.bench_local(|| signed.verify(&key));
}

/// Signing, the check of the result included.
#[divan::bench(args = CURVES)]
fn sign(bencher: Bencher<'_, '_>, name: &str) {
    let signed = Signed::new(name);
    bencher.bench_local(|| {
        signed
            .secret
            .sign_prehash_rfc6979(HashAlgorithm::Sha256, black_box(&signed.digest))
    });
}

/// One key agreement.
#[divan::bench(args = CURVES)]
fn diffie_hellman(bencher: Bencher<'_, '_>, name: &str) {
    let signed = Signed::new(name);
    let other = signed.key();
    bencher.bench_local(|| signed.secret.diffie_hellman(black_box(&other)));
}

fn main() {
    divan::main();
}
