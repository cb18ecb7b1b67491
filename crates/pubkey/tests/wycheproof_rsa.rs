//! RSA signatures against the Wycheproof vectors: no invalid one accepted, no valid one refused.

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

use common::{field, shared_json};
use serde_json::Value;
use vidimus_pubkey::{HashAlgorithm, PublicKey, SignatureAlgorithm, SignatureQuirk, Verifier};

fn hash(value: &Value) -> HashAlgorithm {
    let name = value.as_str().unwrap();
    let found = HashAlgorithm::ALL
        .into_iter()
        .find(|hash| hash.name() == name);
    found.unwrap_or_else(|| panic!("hash {name}"))
}

fn pkcs1(group: &Value) -> SignatureAlgorithm {
    SignatureAlgorithm::RsaPkcs1 {
        hash: hash(&group["sha"]),
    }
}

fn pss(group: &Value) -> SignatureAlgorithm {
    SignatureAlgorithm::RsaPss {
        hash: hash(&group["sha"]),
        mgf_hash: hash(&group["mgfSha"]),
        salt_len: usize::try_from(group["sLen"].as_u64().unwrap()).unwrap(),
    }
}

/// Judges every test of a file; `acceptable` says which flag we take and with which quirk.
fn run(
    file: &str,
    algorithm: fn(&Value) -> SignatureAlgorithm,
    acceptable: &[(&str, SignatureQuirk)],
) {
    let Some(vectors) = shared_json(&format!("wycheproof/{file}")) else {
        return;
    };
    let mut judged = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        let key = PublicKey::from_spki(&field(group, "publicKeyDer")).unwrap();
        for test in group["tests"].as_array().unwrap() {
            let found = key.verify(&algorithm(group), &field(test, "msg"), &field(test, "sig"));
            let name = format!("{file} {}: {}", test["tcId"], test["comment"]);
            match test["result"].as_str().unwrap() {
                "valid" => assert_eq!(found.expect(&name).quirk, None, "{name}"),
                "invalid" => assert!(found.is_err(), "{name}"),
                "acceptable" => {
                    let flag = test["flags"][0].as_str().unwrap();
                    let choice = acceptable.iter().find(|(known, _)| *known == flag);
                    let quirk = choice.expect("a choice for the flag").1;
                    assert_eq!(found.expect(&name).quirk, Some(quirk), "{name}");
                }
                other => panic!("result {other}"),
            }
            judged += 1;
        }
    }
    assert_eq!(Some(judged), vectors["numberOfTests"].as_u64(), "{file}");
}

/// A missing NULL is taken, as a named quirk that `strict` refuses; nothing else is.
const PKCS1_CHOICES: [(&str, SignatureQuirk); 1] =
    [("MissingNull", SignatureQuirk::DigestInfoWithoutNull)];

#[test]
fn pkcs1_2048() {
    run("rsa_signature_2048_sha256_test.json", pkcs1, &PKCS1_CHOICES);
}

#[test]
fn pkcs1_3072() {
    run("rsa_signature_3072_sha256_test.json", pkcs1, &PKCS1_CHOICES);
}

#[test]
fn pkcs1_4096() {
    run("rsa_signature_4096_sha512_test.json", pkcs1, &PKCS1_CHOICES);
}

#[test]
fn pss_2048() {
    run("rsa_pss_2048_sha256_mgf1_32_test.json", pss, &[]);
}

#[test]
fn pss_4096() {
    run("rsa_pss_4096_sha512_mgf1_64_test.json", pss, &[]);
}

/// Every pair of hashes with every length of salt.
#[test]
fn pss_with_any_hashes_and_salts() {
    run("rsa_pss_misc_test.json", pss, &[]);
}
