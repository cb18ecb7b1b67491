//! The Wycheproof vectors for ECDSA and ECDH: nothing invalid accepted, nothing valid refused.

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
use vidimus_pubkey::ec::{Curve, EcPublicKey, EcSecretKey, NamedCurve};
use vidimus_pubkey::{HashAlgorithm, PublicKey, SignatureQuirk};

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

/// Runs the vectors of one file and says how many there were.
fn run_signatures(file: &str) -> Option<usize> {
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

/// The public key, as a bare point or as `SubjectPublicKeyInfo`.
fn public_key(curve: &'static Curve, encoding: &str, bytes: &[u8]) -> Option<EcPublicKey> {
    if encoding == "ecpoint" {
        return EcPublicKey::from_sec1(curve, bytes).ok();
    }
    match PublicKey::from_spki(bytes) {
        Ok(PublicKey::Ec(key, _)) => Some(key),
        _ => None,
    }
}

/// Whether a key that Wycheproof calls acceptable is taken by us.
fn our_choice(flags: &str, taken: bool) -> bool {
    // parameters that are no curve's of the table are refused whatever the secret is used for
    let refused = [
        "WrongOrder",
        "ModifiedGenerator",
        "ModifiedCofactor",
        "ModifiedCurveParameter",
    ];
    if refused.iter().any(|flag| flags.contains(flag)) {
        return !taken;
    }
    // a compressed point, the curve by all its parameters, no cofactor: the key is the same
    if ["CompressedPoint", "NoCofactor"]
        .iter()
        .any(|flag| flags.contains(flag))
    {
        return taken;
    }
    // deviations from DER: some are read (a length in too many bytes), most are not
    flags.contains("InvalidAsn") || flags.contains("UnnamedCurve")
}

fn check_agreement(file: &str, curve: &'static Curve, encoding: &str, test: &Value) {
    let case = format!("{file} {} {}", test["tcId"], test["comment"]);
    let secret = EcSecretKey::from_bytes(curve, &hex_integer(text(test, "private"))).unwrap();
    let public = public_key(curve, encoding, &hex(text(test, "public")));
    let shared = public.and_then(|public| secret.diffie_hellman(&public).ok());
    let expected = hex(text(test, "shared"));
    let right = shared.as_ref().is_some_and(|shared| **shared == expected);
    let flags = test["flags"].to_string();
    match text(test, "result") {
        "valid" => assert!(right, "{case}"),
        // the same key stands in these files twice, once invalid and once acceptable: taken, for
        // the other values settle which curve it is
        "invalid" if flags.contains("NoCofactor") => assert!(right, "{case}"),
        "invalid" => assert!(shared.is_none(), "{case}"),
        _ => {
            assert!(shared.is_none() || right, "{case}: another secret");
            assert!(our_choice(&flags, right), "{case} {flags}: taken {right}");
        }
    }
}

/// An integer of any number of digits.
fn hex_integer(digits: &str) -> Vec<u8> {
    if digits.len().is_multiple_of(2) {
        hex(digits)
    } else {
        hex(&format!("0{digits}"))
    }
}

fn run_agreements(file: &str) -> Option<usize> {
    let document = shared_json(&format!("wycheproof/{file}"))?;
    let mut count = 0;
    for group in document["testGroups"].as_array().unwrap() {
        let curve = curve(text(group, "curve"));
        for test in group["tests"].as_array().unwrap() {
            check_agreement(file, curve, text(group, "encoding"), test);
            count += 1;
        }
    }
    Some(count)
}

/// A test for each file.
macro_rules! files {
    ($($run:ident $name:ident)*) => {$(
        #[test]
        #[allow(non_snake_case, reason = "the file's name")]
        fn $name() {
            if let Some(count) = $run(concat!(stringify!($name), "_test.json")) {
                assert!(count > 300, "{count} vectors");
            }
        }
    )*};
}

files! {
    run_signatures ecdsa_secp192r1_sha256
    run_signatures ecdsa_secp224r1_sha256
    run_signatures ecdsa_secp256r1_sha256
    run_signatures ecdsa_secp384r1_sha384
    run_signatures ecdsa_secp521r1_sha512
    run_signatures ecdsa_brainpoolP224r1_sha224
    run_signatures ecdsa_brainpoolP256r1_sha256
    run_signatures ecdsa_brainpoolP320r1_sha384
    run_signatures ecdsa_brainpoolP384r1_sha384
    run_signatures ecdsa_brainpoolP512r1_sha512
    run_agreements ecdh_secp256r1_ecpoint
    run_agreements ecdh_secp384r1_ecpoint
    run_agreements ecdh_secp521r1_ecpoint
    run_agreements ecdh_brainpoolP224r1
    run_agreements ecdh_brainpoolP256r1
    run_agreements ecdh_brainpoolP320r1
    run_agreements ecdh_brainpoolP384r1
    run_agreements ecdh_brainpoolP512r1
}
