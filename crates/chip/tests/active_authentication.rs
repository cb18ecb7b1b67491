//! Active Authentication at command level; OpenSSL is the one that opens the answers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

mod common;
#[path = "common/inspection.rs"]
mod inspection;

use common::dg;
use inspection::{CHALLENGE, Inspection, issue};
use std::process::Command;
use vidimus_pubkey::HashAlgorithm;

/// The answer to the challenge, and the public key of DG15.
fn answer(preset: &str, faults: &[&str], le: u32) -> (Vec<u8>, Vec<u8>) {
    let issued = issue(preset, faults);
    let dg15 = issued.document.files[&dg(15)].clone();
    let mut session = Inspection::open(issued);
    let signature = session.active(le).unwrap();
    assert_eq!(session.read(1), 0x9000);
    let spki = dg15.iter().skip(1).position(|byte| *byte == 0x30).unwrap() + 1;
    (signature, dg15[spki..].to_vec())
}

/// What OpenSSL gets by raising the signature to the public exponent.
fn recovered(signature: &[u8], spki: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (key, input) = (folder.path().join("key"), folder.path().join("signature"));
    std::fs::write(&key, spki).unwrap();
    std::fs::write(&input, signature).unwrap();
    let output = Command::new("openssl")
        .args([
            "pkeyutl",
            "-verifyrecover",
            "-pubin",
            "-keyform",
            "DER",
            "-inkey",
        ])
        .arg(&key)
        .arg("-in")
        .arg(&input)
        .args(["-pkeyopt", "rsa_padding_mode:none"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Whether `6A || M1 || H(M1 || challenge) || trailer` is all of the block.
fn fits(block: &[u8], hash: HashAlgorithm, trailer: &[u8]) -> bool {
    let whole = block.strip_prefix(&[0]).unwrap_or(block);
    let Some(rest) = whole
        .strip_prefix(&[0x6A])
        .and_then(|rest| rest.strip_suffix(trailer))
    else {
        return false;
    };
    let (m1, digest) = rest.split_at(rest.len() - hash.output_len());
    hash.hash_parts(&[m1, &CHALLENGE]).as_ref() == digest
}

#[test]
fn every_hash_and_size_of_rsa() {
    for (fault, hash, trailer, length) in [
        ("aa-algo:alg=rsa-sha1", HashAlgorithm::Sha1, "BC", 128),
        (
            "aa-algo:alg=rsa-sha1;bits=768",
            HashAlgorithm::Sha1,
            "BC",
            96,
        ),
        ("aa-algo:alg=rsa-sha224", HashAlgorithm::Sha224, "38CC", 256),
        ("aa-algo:alg=rsa-sha256", HashAlgorithm::Sha256, "34CC", 256),
        ("aa-algo:alg=rsa-sha384", HashAlgorithm::Sha384, "36CC", 256),
        ("aa-algo:alg=rsa-sha512", HashAlgorithm::Sha512, "35CC", 256),
        (
            "aa-algo:alg=rsa-sha256;bits=1023",
            HashAlgorithm::Sha256,
            "34CC",
            128,
        ),
        (
            "aa-algo:alg=rsa-sha256;bits=1025",
            HashAlgorithm::Sha256,
            "34CC",
            129,
        ),
        ("aa-response:bytes=384", HashAlgorithm::Sha256, "34CC", 384),
    ] {
        let (signature, spki) = answer("bac-aa", &[fault], 256);
        assert_eq!(signature.len(), length, "{fault}");
        let block = recovered(&signature, &spki);
        assert!(fits(&block, hash, &common::hex(trailer)), "{fault}");
    }
}

/// A long signature by extended length, though no file announces it.
#[test]
fn extended_length_carries_a_long_signature() {
    let (signature, spki) = answer("bac-aa", &["aa-response:bytes=384"], 65_536);
    let block = recovered(&signature, &spki);
    assert!(fits(&block, HashAlgorithm::Sha256, &[0x34, 0xCC]));
    let issued = issue("bac-aa", &["aa-response:bytes=384;sw=6700"]);
    let mut session = Inspection::open(issued);
    assert!(session.active(256).is_err());
}

#[test]
fn blocks_that_are_wrong_in_one_part() {
    let sha256 = HashAlgorithm::Sha256;
    let block = |fault: &str| {
        let (signature, spki) = answer("bac-aa", &[fault], 256);
        recovered(&signature, &spki)
    };
    assert!(fits(&block("aa-response:trailer=BB"), sha256, &[0xBB]));
    assert!(fits(
        &block("aa-response:trailer=99CC"),
        sha256,
        &[0x99, 0xCC]
    ));
    assert!(fits(
        &block("aa-response:trailer=BC;hash=sha256"),
        sha256,
        &[0xBC]
    ));
    let short = block("aa-response:m1=short");
    assert_eq!(
        short[..9],
        [0x4B, 0xBB, 0xBB, 0xBB, 0xBB, 0xBB, 0xBB, 0xBB, 0xBA]
    );
    for fault in ["aa-response:key=other", "aa-response:challenge=earlier"] {
        assert!(!fits(&block(fault), sha256, &[0x34, 0xCC]), "{fault}");
    }
    let (random, _) = answer("bac-aa", &["aa-response:key=none"], 256);
    assert_eq!(random.len(), 256);
}

/// The modulus less the signature is the other production function's.
#[test]
fn the_complement_opens_to_the_complement() {
    let (signature, spki) = answer("bac-aa", &["aa-response:form=n-minus-s"], 256);
    let (honest, _) = answer("bac-aa", &[], 256);
    assert_ne!(signature, honest);
    let block = recovered(&signature, &spki);
    // n is odd, so that n - block does not end in C
    assert_ne!(block.last().unwrap() & 0x0F, 0x0C);
    let key = vidimus_pubkey::PublicKey::from_spki(&spki).unwrap();
    let vidimus_pubkey::PublicKey::Rsa(key) = key else {
        panic!("an RSA key");
    };
    assert!(vidimus_pubkey::iso9796::verify(&key, &CHALLENGE, &signature).is_ok());
}

#[test]
fn a_signature_that_starts_with_a_zero_byte() {
    let (whole, spki) = answer("bac-aa", &["aa-response:leading-zero=true"], 256);
    assert_eq!((whole.len(), whole[0]), (256, 0));
    assert!(fits(
        &recovered(&whole, &spki),
        HashAlgorithm::Sha256,
        &[0x34, 0xCC]
    ));
    let (stripped, _) = answer("bac-aa", &["aa-response:leading-zero=stripped"], 256);
    assert_eq!(stripped.len(), 255);
}

/// r and s as DER, for OpenSSL.
fn der(plain: &[u8]) -> Vec<u8> {
    let integer = |half: &[u8]| {
        let zeros = half.iter().take_while(|byte| **byte == 0).count();
        let mut value = half[zeros..].to_vec();
        if value.first().is_none_or(|first| first & 0x80 != 0) {
            value.insert(0, 0);
        }
        [&[0x02, u8::try_from(value.len()).unwrap()][..], &value].concat()
    };
    let (r, s) = plain.split_at(plain.len() / 2);
    let content = [integer(r), integer(s)].concat();
    let mut out = vec![0x30];
    if content.len() > 127 {
        out.push(0x81);
    }
    out.push(u8::try_from(content.len()).unwrap());
    [out, content].concat()
}

fn openssl_verifies(signature: &[u8], spki: &[u8], hash: &str) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("key"), spki).unwrap();
    std::fs::write(path("signature"), signature).unwrap();
    std::fs::write(path("message"), CHALLENGE).unwrap();
    let key = Command::new("openssl")
        .args(["pkey", "-pubin", "-inform", "DER", "-in"])
        .arg(path("key"))
        .arg("-out")
        .arg(path("pem"))
        .status()
        .unwrap();
    assert!(key.success());
    Command::new("openssl")
        .args(["dgst", &format!("-{hash}"), "-verify"])
        .arg(path("pem"))
        .arg("-signature")
        .arg(path("signature"))
        .arg(path("message"))
        .output()
        .unwrap()
        .status
        .success()
}

#[test]
fn ecdsa_in_plain_form_and_in_der() {
    for (fault, hash) in [
        ("aa-algo:alg=ecdsa-sha256;dg14=aa-info", "sha256"),
        ("aa-algo:alg=ecdsa-sha1", "sha1"),
        ("aa-algo:alg=ecdsa-sha384;curve=384", "sha384"),
        ("aa-algo:alg=ecdsa-sha512;curve=brainpoolP512r1", "sha512"),
        ("aa-algo:alg=ecdsa-sha512;curve=p256", "sha512"),
    ] {
        let (signature, spki) = answer("bac-aa", &[fault], 256);
        assert!(openssl_verifies(&der(&signature), &spki, hash), "{fault}");
    }
    let (signature, spki) = answer("bac-aa-ec", &[], 256);
    assert_eq!(signature.len(), 64);
    assert!(openssl_verifies(&der(&signature), &spki, "sha256"));
    let (signature, spki) = answer("bac-aa", &["aa-response:form=der"], 256);
    assert!(openssl_verifies(&signature, &spki, "sha256"));
    let (signature, spki) = answer("bac-aa-ec", &["aa-response:key=other"], 256);
    assert!(!openssl_verifies(&der(&signature), &spki, "sha256"));
}

#[test]
fn values_of_r_that_no_signature_has() {
    let order = common::hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
    for (value, r) in [("0", vec![0; 32]), ("n", order.clone())] {
        let fault = format!("aa-response:r={value}");
        assert_eq!(answer("bac-aa", &[&fault], 256).0[..32], r);
    }
    let above = answer("bac-aa", &["aa-response:r=n+1"], 256).0;
    assert_eq!(above[..31], order[..31]);
    assert_eq!(above[31], order[31] + 1);
}

#[test]
fn only_after_access_with_eight_bytes() {
    let mut chip = issue("bac-aa", &[]).chip;
    common::status(&mut chip, &common::SELECT_APPLICATION);
    let clear = common::hex("0088000008010203040506070800");
    assert_eq!(common::status(&mut chip, &clear), 0x6982);
    let mut session = Inspection::open(issue("bac-aa", &[]));
    let command = |data: &[u8]| {
        vidimus_iso7816::CommandApdu::new(0, 0x88, 0, 0)
            .with_data(data)
            .with_le(256)
    };
    assert_eq!(session.status(&command(&[0; 7])), 0x6700);
    assert_eq!(session.status(&command(&[0; 9])), 0x6700);
    let mut without = Inspection::open(issue("bac", &[]));
    assert_eq!(without.status(&command(&[0; 8])), 0x6D00);
}
