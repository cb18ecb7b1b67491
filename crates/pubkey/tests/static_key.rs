//! The relation of PACE with Chip Authentication Mapping, `PK_map = CA_IC · PK_IC`, with numbers
//! and keys that an impostor would choose.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar, is_static_key_of};

/// The order of P-256 (FIPS 186-4 D.1.2.3).
const ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];

fn domain(id: u8) -> Domain {
    Domain::standardized(id).unwrap()
}

fn key(id: u8, secret: u8) -> AgreementKey {
    let secret = SecretScalar::from_bytes(domain(id), &[secret]);
    secret.unwrap().public_key()
}

/// The order plus a small number; minus one for 255.
fn near_order(add: u8) -> Vec<u8> {
    let mut bytes = ORDER.to_vec();
    bytes[31] = bytes[31].wrapping_add(add);
    bytes
}

#[test]
fn one_number_fits_and_in_one_form() {
    let (static_key, mapping) = (key(12, 3), key(12, 21));
    assert!(is_static_key_of(&mapping, &[7], &static_key));
    // leading zeros are no other number
    let padded = [&[0; 31][..], &[7]].concat();
    assert!(is_static_key_of(&mapping, &padded, &static_key));
    let longer = [&[0; 8][..], &padded].concat();
    assert!(is_static_key_of(&mapping, &longer, &static_key));
    // the order plus it is congruent, and out of range
    assert!(!is_static_key_of(&mapping, &near_order(7), &static_key));
    for wrong in [
        vec![],
        vec![0],
        vec![0; 32],
        vec![6],
        ORDER.to_vec(),
        vec![0xFF; 32],
        vec![0xFF; 100],
    ] {
        assert!(
            !is_static_key_of(&mapping, &wrong, &static_key),
            "{wrong:02X?}"
        );
    }
    assert!(
        !is_static_key_of(&static_key, &[7], &mapping),
        "the other way round"
    );
}

/// 1 fits a mapping key that is the static key, n - 1 its negative: true by the arithmetic, and
/// no help to an impostor, who has the secret of neither.
#[test]
fn one_and_minus_one_are_numbers_as_others() {
    let static_key = key(12, 3);
    assert!(is_static_key_of(&static_key, &[1], &static_key));
    assert!(!is_static_key_of(&static_key, &near_order(1), &static_key));
    assert!(!is_static_key_of(
        &static_key,
        &near_order(255),
        &static_key
    ));
    assert!(!is_static_key_of(&static_key, &[2], &static_key));
}

#[test]
fn keys_of_other_domains_never_fit() {
    for (mapping, static_key) in [(12, 13), (13, 12), (0, 0), (1, 1), (12, 0), (0, 12)] {
        let fits = is_static_key_of(&key(mapping, 3), &[1], &key(static_key, 3));
        assert!(!fits, "{mapping} and {static_key}");
    }
}
