//! The public keys and algorithms of real CSCA and document signer certificates, and the private
//! keys of synthetic ones.

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

use common::shared;
use std::collections::BTreeMap;
use std::path::Path;
use vidimus_pubkey::{
    CurveForm, FileSigner, HashAlgorithm, PublicKey, SignatureAlgorithm, Signer, Verifier,
};
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer, X509Certificate};

/// What of a certificate this crate reads.
struct Certificate {
    to_be_signed: Vec<u8>,
    algorithm: Vec<u8>,
    signature: Vec<u8>,
    spki: Vec<u8>,
    self_issued: bool,
}

fn certificate(der: &[u8]) -> Certificate {
    let (_, parsed) = X509Certificate::from_der(der).unwrap();
    // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature }: the
    // algorithm lies between the signed part and the signature
    let to_be_signed = parsed.tbs_certificate.as_ref().to_vec();
    let start = der
        .windows(to_be_signed.len())
        .position(|part| part == to_be_signed)
        .unwrap();
    let algorithm = &der[start + to_be_signed.len()..];
    let length = 2 + usize::from(algorithm[1]);
    Certificate {
        algorithm: algorithm[..length].to_vec(),
        signature: parsed.signature_value.data.to_vec(),
        spki: parsed.public_key().raw.to_vec(),
        self_issued: parsed.subject() == parsed.issuer(),
        to_be_signed,
    }
}

fn file(path: &Path) -> Vec<Vec<u8>> {
    let bytes = std::fs::read(path).unwrap();
    if bytes.first() == Some(&0x30) {
        return vec![bytes];
    }
    let blocks = Pem::iter_from_buffer(&bytes).map(|block| block.unwrap().contents);
    blocks.collect()
}

/// Whether the certificate's signature is that of this key.
fn signed_by(certificate: &Certificate, key: &PublicKey) -> bool {
    let algorithm = SignatureAlgorithm::from_der(&certificate.algorithm, None).unwrap();
    key.verify(
        &algorithm,
        &certificate.to_be_signed,
        &certificate.signature,
    )
    .is_ok()
}

/// How often each algorithm stands in the list; OpenSSL's text form of it gives the same counts,
/// the salts together as 149.
const COUNTED: [(&str, usize); 14] = [
    ("ECDSA SHA-1", 30),
    ("ECDSA SHA-256", 53),
    ("ECDSA SHA-384", 55),
    ("ECDSA SHA-512", 23),
    ("RSA PKCS#1 v1.5 SHA-1", 91),
    ("RSA PKCS#1 v1.5 SHA-256", 356),
    ("RSA PKCS#1 v1.5 SHA-384", 3),
    ("RSA PKCS#1 v1.5 SHA-512", 19),
    ("RSA-PSS SHA-256", 123),
    ("RSA-PSS SHA-256 (MGF1 SHA-256, salt 20)", 2),
    ("RSA-PSS SHA-256 (MGF1 SHA-256, salt 64)", 1),
    ("RSA-PSS SHA-384", 12),
    ("RSA-PSS SHA-512", 9),
    ("RSA-PSS SHA-512 (MGF1 SHA-512, salt 20)", 2),
];

/// Every key and every algorithm of a public list is read; the kinds are those that a count of
/// the list by other tools gives.
#[test]
fn a_public_csca_list() {
    let Some(path) = shared("masterlists/zkpassport_circuits_masterList.pem") else {
        return;
    };
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut explicit, mut self_issued, mut self_signed) = (0, 0, 0);
    for der in file(&path) {
        let certificate = certificate(&der);
        let key = PublicKey::from_spki(&certificate.spki).unwrap();
        explicit += usize::from(key.curve_form() == Some(CurveForm::Explicit));
        self_issued += usize::from(certificate.self_issued);
        self_signed += usize::from(signed_by(&certificate, &key));
        let algorithm = SignatureAlgorithm::from_der(&certificate.algorithm, None).unwrap();
        *kinds.entry(algorithm.to_string()).or_default() += 1;
    }
    let found: Vec<_> = kinds
        .iter()
        .map(|(name, count)| (name.as_str(), *count))
        .collect();
    assert_eq!(found, COUNTED);
    assert_eq!((explicit, self_issued, self_signed), (167, 663, 517));
}

#[test]
fn single_certificates() {
    let Some(folder) = shared("certs/csca-single") else {
        return;
    };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        for der in file(&path) {
            let certificate = certificate(&der);
            PublicKey::from_spki(&certificate.spki).unwrap();
            SignatureAlgorithm::from_der(&certificate.algorithm, None).unwrap();
        }
    }
}

/// Each folder of the synthetic set: the document signer's certificate verifies with the CSCA,
/// its private key fits it, and what it signs verifies.
#[test]
fn synthetic_signers_sign() {
    let Some(folder) = shared("certs/openpassport-mock") else {
        return;
    };
    let mut signers = 0;
    let mut chains = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(pem) = std::fs::read_to_string(folder.join("mock_dsc.key")) else {
            continue;
        };
        let dsc = certificate(&file(&folder.join("mock_dsc.pem"))[0]);
        let algorithm = match PublicKey::from_spki(&dsc.spki).unwrap() {
            PublicKey::Rsa(_) => SignatureAlgorithm::rsa_pss(HashAlgorithm::Sha256),
            _ => SignatureAlgorithm::ecdsa(HashAlgorithm::Sha256),
        };
        let signer = FileSigner::from_pem(&pem, algorithm).expect(&pem);
        let key = PublicKey::from_spki(&signer.public_key_spki()).unwrap();
        assert_eq!(key, PublicKey::from_spki(&dsc.spki).unwrap(), "{folder:?}");
        let signature = signer.sign(b"data").unwrap();
        assert!(
            key.verify(&algorithm, b"data", &signature).is_ok(),
            "{folder:?}"
        );
        assert!(
            key.verify(&algorithm, b"Data", &signature).is_err(),
            "{folder:?}"
        );
        signers += 1;
        if let Ok(csca) = std::fs::read(folder.join("mock_csca.pem")) {
            let csca = Pem::iter_from_buffer(&csca)
                .next()
                .unwrap()
                .unwrap()
                .contents;
            let key = PublicKey::from_spki(&certificate(&csca).spki).unwrap();
            chains += usize::from(signed_by(&dsc, &key));
        }
    }
    // eight folders have their CSCA elsewhere, one has no document signer
    assert_eq!((signers, chains), (40, 32));
}
