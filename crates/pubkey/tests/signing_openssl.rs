//! RSA signatures both ways against the system's OpenSSL, over all shapes.

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

use common::OpenSsl;
use vidimus_pubkey::{
    FileSigner, HashAlgorithm, PublicKey, SignError, SignatureAlgorithm, Signer, Verifier,
    VerifyError,
};

const MESSAGE: &[u8] = b"DG1 and DG2 of a specimen of Utopia";

fn openssl_name(hash: HashAlgorithm) -> String {
    hash.name().to_lowercase().replace('-', "")
}

/// What `openssl dgst` is told to use this algorithm.
fn options(algorithm: SignatureAlgorithm) -> String {
    let hash = openssl_name(algorithm.hash());
    match algorithm {
        SignatureAlgorithm::RsaPss {
            mgf_hash, salt_len, ..
        } => format!(
            "dgst -{hash} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:{salt_len} \
             -sigopt rsa_mgf1_md:{}",
            openssl_name(mgf_hash)
        ),
        _ => format!("dgst -{hash}"),
    }
}

/// PKCS#1 v1.5 and PSS with every hash, odd salts and a mixed MGF1.
fn shapes() -> Vec<SignatureAlgorithm> {
    let mut shapes = Vec::new();
    for hash in HashAlgorithm::ALL {
        shapes.push(SignatureAlgorithm::RsaPkcs1 { hash });
        shapes.push(SignatureAlgorithm::rsa_pss(hash));
    }
    for (hash, mgf_hash, salt_len) in [
        (HashAlgorithm::Sha256, HashAlgorithm::Sha256, 20),
        (HashAlgorithm::Sha256, HashAlgorithm::Sha256, 64),
        (HashAlgorithm::Sha512, HashAlgorithm::Sha1, 0),
        (HashAlgorithm::Sha1, HashAlgorithm::Sha512, 1),
    ] {
        shapes.push(SignatureAlgorithm::RsaPss {
            hash,
            mgf_hash,
            salt_len,
        });
    }
    shapes
}

/// A key of this size and exponent; its PEM text and its public key.
fn generate(openssl: &OpenSsl, bits: u32, exponent: u32) -> (String, PublicKey) {
    openssl.run(&format!(
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{bits} \
         -pkeyopt rsa_keygen_pubexp:{exponent} -out key.pem"
    ));
    openssl.run("pkey -in key.pem -pubout -out public.pem");
    openssl.run("pkey -in key.pem -pubout -outform DER -out public.der");
    let pem = String::from_utf8(openssl.read("key.pem")).unwrap();
    let key = PublicKey::from_spki(&openssl.read("public.der")).unwrap();
    assert_eq!(key.description(), format!("RSA-{bits}"));
    (pem, key)
}

/// One shape with one key: OpenSSL's signature here, ours there, and the same with a bit changed.
fn both_ways(openssl: &OpenSsl, pem: &str, key: &PublicKey, algorithm: SignatureAlgorithm) {
    let name = format!("{} {algorithm}", key.description());
    let options = options(algorithm);
    let signer = FileSigner::from_pem(pem, algorithm).unwrap();
    assert_eq!(signer.public_key_spki(), openssl.read("public.der"));
    if !openssl.succeeds(&format!("{options} -sign key.pem -out theirs message")) {
        // too short a key for the hash and salt: we say the same
        assert_eq!(signer.sign(MESSAGE), Err(SignError::KeyTooSmall), "{name}");
        let any = vec![1; key.bits().div_ceil(8)];
        let found = key.verify(&algorithm, MESSAGE, &any);
        assert_eq!(found, Err(VerifyError::Unsupported), "{name}");
        return;
    }
    let theirs = openssl.read("theirs");
    assert_eq!(
        key.verify(&algorithm, MESSAGE, &theirs).expect(&name).quirk,
        None
    );
    let ours = signer.sign(MESSAGE).expect(&name);
    if let SignatureAlgorithm::RsaPkcs1 { .. } = algorithm {
        assert_eq!(ours, theirs, "{name}");
    }
    let check = format!("{options} -verify public.pem -signature ours message");
    openssl.write("ours", &ours);
    assert!(openssl.succeeds(&check), "{name}");
    let mut changed = theirs;
    changed[9] ^= 4;
    openssl.write("ours", &changed);
    assert!(key.verify(&algorithm, MESSAGE, &changed).is_err(), "{name}");
    assert!(!openssl.succeeds(&check), "{name}");
}

fn run(keys: &[(u32, u32)]) {
    let openssl = OpenSsl::new();
    openssl.write("message", MESSAGE);
    for &(bits, exponent) in keys {
        let (pem, key) = generate(&openssl, bits, exponent);
        for algorithm in shapes() {
            both_ways(&openssl, &pem, &key, algorithm);
        }
    }
}

#[test]
fn common_sizes() {
    run(&[(2048, 65_537), (2048, 3)]);
}

#[test]
fn large_sizes() {
    run(&[(3072, 65_537), (4096, 65_537)]);
}

/// Sizes that are no multiple of a word; with 1025 bits the encoded message of PSS is a
/// byte shorter than the modulus; 1024 bits is too short for SHA-512 with its salt.
#[test]
fn odd_sizes_and_exponents() {
    run(&[(1024, 65_537), (1025, 3), (1535, 38_129), (2047, 127_485)]);
}

#[test]
fn a_signature_repeats_and_another_salt_gives_another() {
    let openssl = OpenSsl::new();
    let (pem, key) = generate(&openssl, 1024, 65_537);
    let algorithm = SignatureAlgorithm::rsa_pss(HashAlgorithm::Sha256);
    let signer = FileSigner::from_pem(&pem, algorithm).unwrap();
    let first = signer.sign(MESSAGE).unwrap();
    assert_eq!(signer.sign(MESSAGE).unwrap(), first);
    let digest = HashAlgorithm::Sha256.hash(MESSAGE);
    let other = signer.sign_with_salt(&digest, &[7; 32]).unwrap();
    assert_ne!(other, first);
    assert!(key.verify_digest(&algorithm, &digest, &other).is_ok());
    assert_eq!(
        signer.sign_with_salt(&digest, &[7; 31]),
        Err(SignError::KeyMismatch)
    );
    assert_eq!(format!("{signer:?}"), "FileSigner(RSA-PSS SHA-256)");
}

/// Another file form of the same key, and a key whose numbers do not belong together.
#[test]
fn forms_and_faults_of_key_files() {
    let openssl = OpenSsl::new();
    let (pem, _) = generate(&openssl, 1024, 65_537);
    let algorithm = SignatureAlgorithm::RsaPkcs1 {
        hash: HashAlgorithm::Sha256,
    };
    let reference = FileSigner::from_pem(&pem, algorithm)
        .unwrap()
        .sign(MESSAGE)
        .unwrap();
    openssl.run("pkey -in key.pem -traditional -out old.pem");
    let old = String::from_utf8(openssl.read("old.pem")).unwrap();
    assert!(old.contains("BEGIN RSA PRIVATE KEY"));
    assert_eq!(
        FileSigner::from_pem(&old, algorithm)
            .unwrap()
            .sign(MESSAGE)
            .unwrap(),
        reference
    );
    openssl.run("pkey -in key.pem -aes128 -passout pass:x -out locked.pem");
    let locked = String::from_utf8(openssl.read("locked.pem")).unwrap();
    assert_eq!(
        FileSigner::from_pem(&locked, algorithm).unwrap_err(),
        SignError::Encrypted
    );
    openssl.run("pkey -in key.pem -outform DER -out key.der");
    let der = openssl.read("key.der");
    let ecdsa = SignatureAlgorithm::ecdsa(HashAlgorithm::Sha256);
    assert_eq!(
        FileSigner::from_pkcs8_der(&der, ecdsa).unwrap_err(),
        SignError::KeyMismatch
    );
    // the last byte belongs to the Chinese remainder coefficient: the fault is caught
    let mut faulty = der.clone();
    *faulty.last_mut().unwrap() ^= 1;
    let signer = FileSigner::from_pkcs8_der(&faulty, algorithm).unwrap();
    assert_eq!(signer.sign(MESSAGE), Err(SignError::Inconsistent));
    for at in 0..der.len() {
        assert!(
            FileSigner::from_pkcs8_der(&der[..at], algorithm).is_err(),
            "{at}"
        );
    }
}
