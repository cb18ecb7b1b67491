//! The signatures of RFC 6979 appendix A.2.3 to A.2.7: five curves, five hash functions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::hex;
use vidimus_pubkey::HashAlgorithm;
use vidimus_pubkey::ec::{Curve, EcSecretKey, NamedCurve};

/// A line `CURVE KEY` starts a curve; lines `MESSAGE HASH R S` follow.
const VECTORS: &str = include_str!("rfc6979.txt");

fn check(key: &EcSecretKey, message: &str, hash: &str, r: &str, s: &str) {
    let mut all = HashAlgorithm::ALL.into_iter();
    let hash = all.find(|known| known.name() == hash).unwrap();
    let digest = hash.hash(message.as_bytes());
    let signature = key.sign_prehash_rfc6979(hash, digest.as_ref()).unwrap();
    assert_eq!(signature, (hex(r), hex(s)), "{key:?} {message} {hash}");
    assert!(
        key.public_key()
            .verify_prehash(digest.as_ref(), &hex(r), &hex(s))
    );
}

#[test]
fn signatures_are_those_of_the_standard() {
    let mut key = None;
    let mut count = 0;
    for line in VECTORS.lines() {
        match *line.split(' ').collect::<Vec<_>>() {
            [curve, scalar] => {
                let mut all = NamedCurve::ALL.into_iter();
                let curve = all.find(|id| id.name() == curve).unwrap();
                key = EcSecretKey::from_bytes(Curve::named(curve), &hex(scalar)).ok();
            }
            [message, hash, r, s] => {
                check(key.as_ref().unwrap(), message, hash, r, s);
                count += 1;
            }
            _ => panic!("{line}"),
        }
    }
    assert_eq!(count, 50);
}
