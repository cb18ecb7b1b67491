//! `SubjectPublicKeyInfo`: kinds, limits, forged shapes, and input that is cut or changed.

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

use common::{OpenSsl, hex};
use proptest::prelude::*;
use vidimus_pubkey::{
    CurveForm, HashAlgorithm, KeyError, PublicKey, RsaPublicKey, SignatureAlgorithm, Verifier,
    VerifyError,
};

/// A modulus of this many bits, odd, not a product of primes anybody knows.
fn modulus(bits: usize) -> Vec<u8> {
    let mut bytes = vec![0xC5; bits.div_ceil(8)];
    bytes[0] = 1 << ((bits - 1) % 8);
    bytes
}

fn error(bits: usize, exponent: &[u8]) -> KeyError {
    RsaPublicKey::from_components(&modulus(bits), exponent).unwrap_err()
}

#[test]
fn moduli_from_1024_to_8192_bits() {
    for bits in [1024, 1025, 2048, 3071, 4096, 6144, 8192] {
        let key = RsaPublicKey::from_components(&modulus(bits), &[1, 0, 1]).unwrap();
        assert_eq!(key.bits(), bits);
        assert_eq!(
            RsaPublicKey::from_pkcs1_der(&key.to_pkcs1_der()).unwrap(),
            key
        );
    }
    for bits in [512, 1023, 8193, 16_384] {
        let error = error(bits, &[1, 0, 1]);
        assert_eq!(error, KeyError::ModulusSize { bits });
        assert_eq!(error.code(), "algorithm_unsupported");
    }
    let mut even = modulus(2048);
    *even.last_mut().unwrap() ^= 1;
    assert_eq!(
        RsaPublicKey::from_components(&even, &[3]),
        Err(KeyError::WeakModulus)
    );
    assert!(RsaPublicKey::from_components(&[], &[3]).is_err());
}

#[test]
fn weak_and_large_exponents_are_refused() {
    for weak in [&[][..], &[0], &[1], &[2], &[4], &[1, 0, 0]] {
        assert_eq!(error(2048, weak), KeyError::WeakExponent, "{weak:?}");
    }
    assert_eq!(
        error(2048, &[1, 0, 0, 0, 0, 0, 0, 0, 1]),
        KeyError::ExponentSize { bits: 65 }
    );
    for taken in [&[3][..], &[0, 0, 1, 0, 1], &[0xFF; 8]] {
        assert!(
            RsaPublicKey::from_components(&modulus(2048), taken).is_ok(),
            "{taken:?}"
        );
    }
}

/// Signatures that some verifiers take: nothing, one, the modulus, its neighbours.
#[test]
fn trivial_signatures_are_wrong() {
    for bits in [1024, 2048, 3072, 4096, 6144] {
        let n = modulus(bits);
        let key = PublicKey::Rsa(RsaPublicKey::from_components(&n, &[3]).unwrap());
        let number = |last| {
            let mut bytes = vec![0; n.len()];
            bytes[n.len() - 1] = last;
            bytes
        };
        let minus_one = [&n[..n.len() - 1], &[0xC4]].concat();
        for algorithm in [
            SignatureAlgorithm::RsaPkcs1 {
                hash: HashAlgorithm::Sha1,
            },
            SignatureAlgorithm::rsa_pss(HashAlgorithm::Sha1),
        ] {
            for signature in [
                number(0),
                number(1),
                minus_one.clone(),
                n.clone(),
                vec![0xFF; n.len()],
            ] {
                let found = key.verify(&algorithm, b"", &signature);
                assert_eq!(found, Err(VerifyError::BadSignature));
            }
            for length in [0, n.len() - 1, n.len() + 1] {
                let found = key.verify(&algorithm, b"", &vec![1; length]);
                assert_eq!(found, Err(VerifyError::MalformedSignature));
            }
        }
        let ecdsa = SignatureAlgorithm::ecdsa(HashAlgorithm::Sha256);
        assert_eq!(
            key.verify(&ecdsa, b"", &number(1)),
            Err(VerifyError::KeyMismatch)
        );
    }
}

/// Keys that OpenSSL made: named, explicit, compressed, and of kinds we do not take.
#[test]
fn kinds_of_keys_made_by_openssl() {
    let openssl = OpenSsl::new();
    let spki = |generate: &str, form: &str| {
        openssl.run(&format!("genpkey {generate} -out key.pem"));
        openssl.run(&format!(
            "pkey -in key.pem -pubout -outform DER -out spki.der {form}"
        ));
        openssl.read("spki.der")
    };
    let ec = |curve: &str, encoding: &str| {
        format!("-algorithm EC -pkeyopt ec_paramgen_curve:{curve} -pkeyopt ec_param_enc:{encoding}")
    };
    for (curve, encoding, name, weak) in [
        ("P-256", "named_curve", "P-256", false),
        (
            "brainpoolP512r1",
            "explicit",
            "brainpoolP512r1 (explicit)",
            false,
        ),
        ("prime192v1", "explicit", "P-192 (explicit)", true),
        ("brainpoolP192r1", "named_curve", "brainpoolP192r1", true),
    ] {
        let key = PublicKey::from_spki(&spki(&ec(curve, encoding), "")).unwrap();
        assert_eq!(key.description(), name);
        assert_eq!(key.is_weak(), weak, "{name}");
        let explicit = key.curve_form() == Some(CurveForm::Explicit);
        assert_eq!(explicit, encoding == "explicit", "{name}");
        let rsa = SignatureAlgorithm::rsa_pss(HashAlgorithm::Sha256);
        assert_eq!(key.verify(&rsa, b"", b""), Err(VerifyError::KeyMismatch));
    }
    let compressed = spki(&ec("P-384", "named_curve"), "-ec_conv_form compressed");
    assert_eq!(PublicKey::from_spki(&compressed).unwrap().bits(), 384);
    let unknown = PublicKey::from_spki(&spki(&ec("secp256k1", "named_curve"), "")).unwrap_err();
    assert_eq!(unknown.code(), "curve_not_known");
    let edwards = PublicKey::from_spki(&spki("-algorithm ED25519", "")).unwrap_err();
    assert_eq!(edwards.code(), "algorithm_unsupported");
    assert!(edwards.to_string().contains("1.3.101.112"), "{edwards}");
    let pss = spki("-algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024", "");
    let pss = PublicKey::from_spki(&pss).unwrap();
    assert_eq!(
        (pss.description().as_str(), pss.is_weak()),
        ("RSA-1024", true)
    );
    assert_eq!(pss.curve_form(), None);
}

#[test]
fn a_dsa_key_is_named_and_not_taken() {
    let spki = hex("3013300c06072a8648ce3804010201010303000201");
    let error = PublicKey::from_spki(&spki).unwrap_err();
    assert_eq!(error.code(), "algorithm_unsupported");
    assert_eq!(
        error.to_string(),
        "keys of kind 1.2.840.10040.4.1 are not supported"
    );
}

/// An RSA key of 1024 bits as SubjectPublicKeyInfo, made by hand.
fn rsa_spki() -> Vec<u8> {
    let key = RsaPublicKey::from_components(&modulus(1024), &[1, 0, 1])
        .unwrap()
        .to_pkcs1_der();
    let bits = [
        &[0x03, 0x81, u8::try_from(key.len() + 1).unwrap(), 0][..],
        &key,
    ]
    .concat();
    let identifier = hex("300d06092a864886f70d0101010500");
    let length = u8::try_from(identifier.len() + bits.len()).unwrap();
    [&[0x30, 0x81, length][..], &identifier, &bits].concat()
}

#[test]
fn cut_keys_are_malformed() {
    let spki = rsa_spki();
    PublicKey::from_spki(&spki).unwrap();
    for length in 0..spki.len() {
        let error = PublicKey::from_spki(&spki[..length]).unwrap_err();
        assert!(
            matches!(error, KeyError::Malformed { .. }),
            "{length}: {error}"
        );
    }
    let longer = [&spki[..], &[0]].concat();
    assert!(PublicKey::from_spki(&longer).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn changed_keys_never_panic(at in 0usize..159, to in any::<u8>()) {
        let mut spki = rsa_spki();
        spki[at] = to;
        let _ = PublicKey::from_spki(&spki);
    }

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..96)) {
        let _ = PublicKey::from_spki(&bytes);
        let _ = SignatureAlgorithm::from_der(&bytes, Some(HashAlgorithm::Sha256));
        let _ = vidimus_pubkey::oid::to_dotted(&bytes);
    }

    #[test]
    fn random_signatures_are_wrong(seed in any::<[u8; 32]>()) {
        let key = PublicKey::Rsa(RsaPublicKey::from_components(&modulus(2048), &[1, 0, 1]).unwrap());
        let signature: Vec<u8> = [0; 8].iter().flat_map(|_| seed).collect();
        let algorithm = SignatureAlgorithm::rsa_pss(HashAlgorithm::Sha256);
        prop_assert!(key.verify(&algorithm, b"message", &signature).is_err());
    }
}
