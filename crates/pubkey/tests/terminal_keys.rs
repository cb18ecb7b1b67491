//! Signing for Terminal Authentication: the published key of an authentication terminal, plain
//! ECDSA and RSA with every hash.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{OpenSsl, shared};
use vidimus_pubkey::ec::NamedCurve;
use vidimus_pubkey::ec::signature::EcdsaSignature;
use vidimus_pubkey::{
    EcdsaEncoding, FileSigner, HashAlgorithm, PublicKey, SignError, SignatureAlgorithm, Signer,
    Verifier,
};

const MESSAGE: &[u8] = b"ID_IC || r_IC || Comp(PK_DH,IFD)";

fn plain(hash: HashAlgorithm) -> SignatureAlgorithm {
    SignatureAlgorithm::Ecdsa {
        hash,
        encoding: EcdsaEncoding::Plain,
    }
}

/// The key of the terminal is the one in its certificate.
#[test]
fn the_published_terminal_key_loads_and_signs() {
    let folder = "lds/npa-example/ecdh";
    let (Some(key), Some(certificate)) = (
        shared(&format!("{folder}/at_key.pkcs8")),
        shared(&format!("{folder}/at.cvcert")),
    ) else {
        return;
    };
    let file = std::fs::read(key).unwrap();
    let certificate = std::fs::read(certificate).unwrap();
    for hash in HashAlgorithm::ALL {
        let signer = FileSigner::from_pkcs8_der(&file, plain(hash)).unwrap();
        let spki = signer.public_key_spki();
        let point = &spki[spki.len() - 129..];
        assert!(certificate.windows(129).any(|part| part == point));
        let signature = signer.sign(MESSAGE).unwrap();
        assert_eq!(signature.len(), 128);
        let key = PublicKey::from_spki(&spki).unwrap();
        assert_eq!(key.description(), "brainpoolP512r1 (explicit)");
        assert!(key.verify(&plain(hash), MESSAGE, &signature).is_ok());
        assert!(key.verify(&plain(hash), b"other", &signature).is_err());
    }
}

/// OpenSSL takes the plain form once it is written in DER; a hash longer than the order is cut.
#[test]
fn plain_signatures_are_openssls_signatures() {
    let openssl = OpenSsl::new();
    openssl.write("message", MESSAGE);
    for id in [
        NamedCurve::P224,
        NamedCurve::P256,
        NamedCurve::BrainpoolP320r1,
        NamedCurve::P521,
    ] {
        let name = common::openssl_name(id);
        openssl.run(&format!(
            "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{name} -out key.pem"
        ));
        openssl.run("pkey -in key.pem -pubout -out public.pem");
        let pem = String::from_utf8(openssl.read("key.pem")).unwrap();
        for hash in HashAlgorithm::ALL {
            let signer = FileSigner::from_pem(&pem, plain(hash)).unwrap();
            let signature = signer.sign(MESSAGE).unwrap();
            let parsed = EcdsaSignature::from_plain(&signature, signature.len() / 2).unwrap();
            openssl.write("signature", &parsed.to_der());
            let option = hash.name().to_lowercase().replace('-', "");
            openssl.run(&format!(
                "dgst -{option} -verify public.pem -signature signature message"
            ));
        }
    }
}

/// A salt as long as a hash of 64 bytes needs 130 bytes; 1024 bits are 128.
#[test]
fn a_salt_that_does_not_fit_is_said() {
    let openssl = OpenSsl::new();
    openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out key.pem");
    let pem = String::from_utf8(openssl.read("key.pem")).unwrap();
    for hash in HashAlgorithm::ALL {
        let algorithm = SignatureAlgorithm::rsa_pss(hash);
        let signer = FileSigner::from_pem(&pem, algorithm).unwrap();
        let key = PublicKey::from_spki(&signer.public_key_spki()).unwrap();
        match (hash, signer.sign(MESSAGE)) {
            (HashAlgorithm::Sha512, result) => assert_eq!(result, Err(SignError::KeyTooSmall)),
            (_, signature) => {
                let signature = signature.unwrap();
                assert!(key.verify(&algorithm, MESSAGE, &signature).is_ok());
            }
        }
    }
    let longest = SignatureAlgorithm::RsaPss {
        hash: HashAlgorithm::Sha512,
        mgf_hash: HashAlgorithm::Sha512,
        salt_len: 62,
    };
    assert!(
        FileSigner::from_pem(&pem, longest)
            .unwrap()
            .sign(MESSAGE)
            .is_ok()
    );
}
