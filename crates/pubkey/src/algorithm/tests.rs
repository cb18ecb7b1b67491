//! Identifiers as they stand in certificates and in the standards.

use super::*;
use crate::hash::HashAlgorithm::{Sha1, Sha256, Sha384, Sha512};

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks(2).map(pair).collect()
}

fn read(text: &str) -> Result<SignatureAlgorithm, AlgorithmError> {
    SignatureAlgorithm::from_der(&hex(text), None)
}

/// The example of RFC 8017 appendix C: sha256 everywhere, salt 32, as OpenSSL writes it.
const PSS_SHA256: &str = "3041 06092a864886f70d01010a 3034
    a00f 300d 0609608648016503040201 0500
    a11c 301a 06092a864886f70d010108 300d 0609608648016503040201 0500
    a203 020120";

#[test]
fn pss_as_openssl_writes_it() {
    assert_eq!(
        read(PSS_SHA256).unwrap(),
        SignatureAlgorithm::rsa_pss(Sha256)
    );
    assert_eq!(
        SignatureAlgorithm::rsa_pss(Sha256).to_der(),
        hex(PSS_SHA256)
    );
}

#[test]
fn pss_defaults_are_sha1_mgf1_sha1_and_20() {
    let defaults = SignatureAlgorithm::rsa_pss(Sha1);
    for text in [
        "300b 06092a864886f70d01010a",
        "300d 06092a864886f70d01010a 3000",
        // trailer written out
        "3012 06092a864886f70d01010a 3005 a303 020101",
    ] {
        assert_eq!(read(text).unwrap(), defaults, "{text}");
    }
    assert_eq!(defaults.to_der(), hex("300d 06092a864886f70d01010a 3000"));
}

#[test]
fn every_algorithm_reads_back_what_it_writes() {
    let named = NAMED.iter().map(|(_, algorithm)| *algorithm);
    let pss = [(Sha512, Sha1, 0), (Sha1, Sha512, 20), (Sha256, Sha256, 300)];
    let pss = pss.map(|(hash, mgf_hash, salt_len)| SignatureAlgorithm::RsaPss {
        hash,
        mgf_hash,
        salt_len,
    });
    for algorithm in named.chain(pss) {
        let bytes = algorithm.to_der();
        assert_eq!(
            SignatureAlgorithm::from_der(&bytes, None).unwrap(),
            algorithm
        );
    }
}

#[test]
fn missing_and_surplus_null_parameters_are_taken() {
    let rsa = SignatureAlgorithm::RsaPkcs1 { hash: Sha256 };
    assert_eq!(read("300d 06092a864886f70d01010b 0500").unwrap(), rsa);
    assert_eq!(read("300b 06092a864886f70d01010b").unwrap(), rsa);
    let ecdsa = SignatureAlgorithm::ecdsa(Sha384);
    assert_eq!(read("300a 06082a8648ce3d040303").unwrap(), ecdsa);
    assert_eq!(read("300c 06082a8648ce3d040303 0500").unwrap(), ecdsa);
    assert!(read("300d 06082a8648ce3d040303 020101").is_err());
}

#[test]
fn a_kind_of_key_needs_the_digest_beside_it() {
    let rsa = hex("300d 06092a864886f70d010101 0500");
    let ec = hex("3013 06072a8648ce3d0201 06082a8648ce3d030107");
    for bytes in [&rsa, &ec] {
        let error = SignatureAlgorithm::from_der(bytes, None).unwrap_err();
        assert_eq!(error.code(), "algorithm_unsupported");
    }
    let with_digest = |bytes| SignatureAlgorithm::from_der(bytes, Some(Sha512)).unwrap();
    assert_eq!(with_digest(&rsa), pkcs1(Sha512));
    assert_eq!(with_digest(&ec), SignatureAlgorithm::ecdsa(Sha512));
}

#[test]
fn ecdsa_with_specified_takes_the_hash_of_its_parameters() {
    let text = "3018 06072a8648ce3d0403 300d 0609608648016503040202 0500";
    assert_eq!(read(text).unwrap(), SignatureAlgorithm::ecdsa(Sha384));
}

#[test]
fn broken_hashes_are_refused_and_named() {
    let in_pss = "301f 06092a864886f70d01010a 3012 a010 300e 06082a864886f70d0205 0500 0000";
    let md5_in_pss = "301d 06092a864886f70d01010a 3010 a00e 300c 06082a864886f70d0205 0500";
    for text in ["300d 06092a864886f70d010104 0500", md5_in_pss] {
        let error = read(text).unwrap_err();
        assert_eq!(error.code(), "algorithm_refused", "{text}");
        assert!(error.to_string().contains("1.2.840.113549"), "{error}");
    }
    assert!(matches!(
        read(in_pss),
        Err(AlgorithmError::Malformed { .. })
    ));
    // the digest beside a named algorithm changes nothing
    let md5 = hex("300d 06092a864886f70d010104 0500");
    assert!(SignatureAlgorithm::from_der(&md5, Some(Sha256)).is_err());
}

#[test]
fn dsa_and_unknown_identifiers_are_unsupported() {
    for text in [
        "3009 06072a8648ce380403",
        "300b 0609608648016503040302",
        "3004 06022a03",
        // trailer field 2
        "3012 06092a864886f70d01010a 3005 a303 020102",
    ] {
        assert_eq!(
            read(text).unwrap_err().code(),
            "algorithm_unsupported",
            "{text}"
        );
    }
}

#[test]
fn faults_are_located() {
    let cases = [
        ("", 0),
        ("3000", 2),
        // bytes after the identifier
        ("300b 06092a864886f70d01010b 00", 13),
        // surplus element after the parameters
        ("300f 06092a864886f70d01010b 0500 0500", 15),
        // PSS fields out of order: salt before the hash
        (
            "3023 06092a864886f70d01010a 3016 a203 020120 a00f 300d 0609608648016503040201 0500",
            20,
        ),
        // negative salt
        ("3012 06092a864886f70d01010a 3005 a203 0201ff", 17),
        // PSS with NULL parameters
        ("300d 06092a864886f70d01010a 0500", 13),
    ];
    for (text, offset) in cases {
        assert_eq!(
            read(text),
            Err(AlgorithmError::Malformed { offset }),
            "{text}"
        );
    }
}

#[test]
fn cut_and_changed_identifiers_never_panic() {
    let whole = hex(PSS_SHA256);
    for len in 0..whole.len() {
        assert!(SignatureAlgorithm::from_der(&whole[..len], Some(Sha1)).is_err());
    }
    for index in 0..whole.len() {
        for bit in 0..8 {
            let mut changed = whole.clone();
            changed[index] ^= 1 << bit;
            let _ = SignatureAlgorithm::from_der(&changed, Some(Sha1));
        }
    }
}

#[test]
fn names_for_people() {
    let odd_salt = SignatureAlgorithm::RsaPss {
        hash: Sha256,
        mgf_hash: Sha1,
        salt_len: 20,
    };
    assert_eq!(
        odd_salt.to_string(),
        "RSA-PSS SHA-256 (MGF1 SHA-1, salt 20)"
    );
    assert_eq!(plain(Sha1).to_string(), "ECDSA SHA-1 (plain)");
    assert!(plain(Sha1).is_weak() && !odd_salt.is_weak());
}
