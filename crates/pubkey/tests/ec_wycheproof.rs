//! The Wycheproof vectors for ECDSA: no invalid signature accepted, no valid one refused.

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

use common::{hex, shared_json};
use serde_json::Value;
use vidimus_pubkey::ec::signature::EcdsaSignature;
use vidimus_pubkey::ec::{Curve, EcPublicKey, NamedCurve};
use vidimus_pubkey::{HashAlgorithm, SignatureQuirk};

const FILES: [&str; 10] = [
    "ecdsa_secp192r1_sha256_test.json",
    "ecdsa_secp224r1_sha256_test.json",
    "ecdsa_secp256r1_sha256_test.json",
    "ecdsa_secp384r1_sha384_test.json",
    "ecdsa_secp521r1_sha512_test.json",
    "ecdsa_brainpoolP224r1_sha224_test.json",
    "ecdsa_brainpoolP256r1_sha256_test.json",
    "ecdsa_brainpoolP320r1_sha384_test.json",
    "ecdsa_brainpoolP384r1_sha384_test.json",
    "ecdsa_brainpoolP512r1_sha512_test.json",
];

fn curve(name: &str) -> &'static Curve {
    let id = NamedCurve::ALL.into_iter().find(|id| {
        let nist = id.name().replace("P-", "secp") + "r1";
        id.name() == name || nist == name
    });
    Curve::named(id.unwrap_or_else(|| panic!("{name}")))
}

fn hash(name: &str) -> HashAlgorithm {
    let mut all = HashAlgorithm::ALL.into_iter();
    all.find(|hash| hash.name() == name).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("{key}"))
}

/// Runs the vectors of one file and says how many signatures were verified.
fn run(file: &str) -> Option<usize> {
    let document = shared_json(&format!("wycheproof/{file}"))?;
    let mut count = 0;
    for group in document["testGroups"].as_array().unwrap() {
        let public = &group["publicKey"];
        let point = hex(text(public, "uncompressed"));
        let key = EcPublicKey::from_sec1(curve(text(public, "curve")), &point).unwrap();
        let hash = hash(text(group, "sha"));
        for test in group["tests"].as_array().unwrap() {
            check(file, &key, hash, test);
            count += 1;
        }
    }
    Some(count)
}

fn check(file: &str, key: &EcPublicKey, hash: HashAlgorithm, test: &Value) {
    let case = format!("{file} {} {}", test["tcId"], test["comment"]);
    let digest = hash.hash(&hex(text(test, "msg")));
    let bytes = hex(text(test, "sig"));
    let signature = EcdsaSignature::from_der(&bytes);
    let accepted = signature
        .as_ref()
        .is_ok_and(|signature| key.verify_prehash(digest.as_ref(), signature.r, signature.s));
    let quirk = signature.ok().and_then(|signature| signature.quirk);
    // twice, for the second verification uses the table that the first did not have
    if let Ok(signature) = signature {
        let again = key.verify_prehash(digest.as_ref(), signature.r, signature.s);
        assert_eq!(again, accepted, "{case}");
    }
    match text(test, "result") {
        "valid" => assert!(accepted && quirk.is_none(), "{case}"),
        "invalid" if accepted => {
            // the tolerance that a strict caller refuses: needless zeros before r or s
            assert_eq!(quirk, Some(SignatureQuirk::NonMinimalInteger), "{case}");
            let flags = test["flags"].to_string();
            assert!(
                flags.contains("InvalidEncoding") || flags.contains("Ber"),
                "{case} {flags}"
            );
        }
        "invalid" => {}
        // no vector of these files is merely acceptable
        other => panic!("{case}: {other}"),
    }
}

#[test]
fn ecdsa_signatures_are_judged_as_wycheproof_does() {
    for file in FILES {
        if let Some(count) = run(file) {
            assert!(count > 400, "{file}: {count}");
        }
    }
}
