//! Signatures and key agreement with the system's OpenSSL, both ways, on every curve.

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

use common::{OpenSsl, openssl_name};
use vidimus_pubkey::ec::signature::EcdsaSignature;
use vidimus_pubkey::ec::{Curve, EcSecretKey, NamedCurve};
use vidimus_pubkey::{EcPublicKey, EcdsaEncoding};
use vidimus_pubkey::{HashAlgorithm, KeyError, PublicKey, SignatureAlgorithm, Verifier};

const MESSAGE: &[u8] = b"the word on an officially inspected copy";

/// A key pair on this curve, its parameters written in this way: `key.pem`, `public.der`.
fn make_key(openssl: &OpenSsl, id: NamedCurve, form: &str) {
    let name = openssl_name(id);
    openssl.run(&format!(
        "ecparam -name {name} -param_enc {form} -genkey -noout -out key.pem"
    ));
    openssl.run("ec -in key.pem -pubout -outform DER -out public.der");
    openssl.write("message", MESSAGE);
}

fn digest_option(hash: HashAlgorithm) -> String {
    hash.name().to_lowercase().replace('-', "")
}

/// The secret scalar in `key.pem`.
fn secret(openssl: &OpenSsl, curve: &'static Curve) -> EcSecretKey {
    openssl.run("ec -in key.pem -no_public -param_enc named_curve -outform DER -out secret.der");
    // SEQUENCE { version 1, OCTET STRING scalar, … }
    let der = openssl.read("secret.der");
    let start = der.windows(3).position(|bytes| bytes == [2, 1, 1]).unwrap() + 5;
    let scalar = &der[start..start + usize::from(der[start - 1])];
    EcSecretKey::from_bytes(curve, scalar).unwrap()
}

fn ec_key(openssl: &OpenSsl) -> (PublicKey, EcPublicKey) {
    let key = PublicKey::from_spki(&openssl.read("public.der")).unwrap();
    match &key {
        PublicKey::Ec(ec, _) => (key.clone(), ec.clone()),
        _ => panic!("no EC key"),
    }
}

fn verify_what_openssl_signs(openssl: &OpenSsl, id: NamedCurve, hash: HashAlgorithm) {
    let (key, _) = ec_key(openssl);
    let option = digest_option(hash);
    openssl.run(&format!(
        "dgst -{option} -sign key.pem -out signature message"
    ));
    let signature = openssl.read("signature");
    let algorithm = SignatureAlgorithm::Ecdsa {
        hash,
        encoding: EcdsaEncoding::Der,
    };
    let verified = key.verify(&algorithm, MESSAGE, &signature);
    assert!(
        verified.is_ok_and(|verified| verified.quirk.is_none()),
        "{id} {hash}"
    );
    assert!(
        key.verify(&algorithm, b"another message", &signature)
            .is_err(),
        "{id} {hash}"
    );
    let mut changed = signature;
    *changed.last_mut().unwrap() ^= 1;
    assert!(
        key.verify(&algorithm, MESSAGE, &changed).is_err(),
        "{id} {hash}"
    );
}

fn sign_what_openssl_verifies(openssl: &OpenSsl, id: NamedCurve, hash: HashAlgorithm) {
    let curve = Curve::named(id);
    let digest = hash.hash(MESSAGE);
    let key = secret(openssl, curve);
    assert_eq!(*key.public_key(), ec_key(openssl).1, "{id}");
    let (r, s) = key.sign_prehash_rfc6979(hash, digest.as_ref()).unwrap();
    assert_eq!(
        (r.len(), s.len()),
        (curve.order_bytes(), curve.order_bytes())
    );
    let signature = EcdsaSignature {
        r: &r,
        s: &s,
        quirk: None,
    };
    openssl.write("signature", &signature.to_der());
    let option = digest_option(hash);
    openssl.run("ec -in key.pem -pubout -out public.pem");
    openssl.run(&format!(
        "dgst -{option} -verify public.pem -signature signature message"
    ));
    let again = key.sign_prehash_rfc6979(hash, digest.as_ref()).unwrap();
    assert_eq!((r, s), again, "deterministic");
}

/// Every curve with every hash in turn, so that hash values longer and shorter than the order
/// occur; both ways to name a curve.
#[test]
fn signatures_both_ways() {
    let openssl = OpenSsl::new();
    for (index, id) in NamedCurve::ALL.into_iter().enumerate() {
        for form in ["named_curve", "explicit"] {
            make_key(&openssl, id, form);
            let (key, ec) = ec_key(&openssl);
            assert_eq!(ec.curve().id(), id);
            assert_eq!(
                key.description().contains("explicit"),
                form == "explicit",
                "{id}"
            );
            let hash = HashAlgorithm::ALL[index % HashAlgorithm::ALL.len()];
            for hash in [hash, HashAlgorithm::Sha512] {
                verify_what_openssl_signs(&openssl, id, hash);
                sign_what_openssl_verifies(&openssl, id, hash);
            }
        }
    }
}

#[test]
fn the_common_secret_is_that_of_openssl() {
    let openssl = OpenSsl::new();
    for id in NamedCurve::ALL {
        let curve = Curve::named(id);
        make_key(&openssl, id, "named_curve");
        let ours = secret(&openssl, curve);
        let name = openssl_name(id);
        openssl.run(&format!(
            "ecparam -name {name} -genkey -noout -out other.pem"
        ));
        openssl.run("ec -in other.pem -pubout -out other_public.pem");
        openssl.run("pkeyutl -derive -inkey key.pem -peerkey other_public.pem -out shared");
        openssl.run("ec -in other.pem -pubout -outform DER -out public.der");
        let (_, other) = ec_key(&openssl);
        assert_eq!(
            *ours.diffie_hellman(&other).unwrap(),
            openssl.read("shared"),
            "{id}"
        );
        let elsewhere = if id == NamedCurve::P256 {
            NamedCurve::P384
        } else {
            NamedCurve::P256
        };
        let generator = Curve::named(elsewhere).generator();
        let wrong = EcPublicKey::from_sec1(Curve::named(elsewhere), &generator).unwrap();
        assert_eq!(
            ours.diffie_hellman(&wrong).unwrap_err(),
            KeyError::PointInvalid
        );
    }
}

/// r or s of 0, n, n + 1 and more, and of the wrong key or curve (the classes of CVE-2022-21449).
#[test]
fn numbers_out_of_range_are_no_signature() {
    for id in NamedCurve::ALL {
        let curve = Curve::named(id);
        let key = EcSecretKey::from_bytes(curve, &[7]).unwrap();
        let hash = HashAlgorithm::Sha256;
        let digest = hash.hash(MESSAGE);
        let (r, s) = key.sign_prehash_rfc6979(hash, digest.as_ref()).unwrap();
        let public = key.public_key();
        let verify = |r: &[u8], s: &[u8]| public.verify_prehash(digest.as_ref(), r, s);
        assert!(
            verify(&r, &s) && verify(&[&[0; 80], &r[..]].concat(), &s),
            "{id}"
        );
        let order = curve.order().to_vec();
        let mut next = order.clone();
        *next.last_mut().unwrap() += 1;
        let huge = vec![0xFF; 100];
        for bad in [&[][..], &[0], &order, &next, &huge, &[1]] {
            assert!(
                !verify(bad, &s) && !verify(&r, bad) && !verify(bad, bad),
                "{id}"
            );
        }
        assert!(!verify(&s, &r));
        let other = EcSecretKey::from_bytes(curve, &[8]).unwrap();
        assert!(!other.public_key().verify_prehash(digest.as_ref(), &r, &s));
    }
}
