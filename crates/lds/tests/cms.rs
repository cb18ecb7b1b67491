//! The CMS shell, against real lists and OpenSSL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{shared, shared_bytes};
use std::path::Path;
use std::process::Command;
use vidimus_iso7816::Fault;
use vidimus_lds::ber::{self, Object, Reader};
use vidimus_lds::cms::{SignedData, SignerId};
use vidimus_lds::oid;
use vidimus_lds::sod::SecurityObject;

/// Runs OpenSSL on files and returns what it prints.
fn openssl(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new("openssl").args(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "openssl {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// A scratch file that goes away with the test.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("vidimus-lds-{}-{name}", std::process::id()));
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn count_certificates(master_list: &[u8]) -> usize {
    let mut fields = Reader::new(master_list)
        .expect(ber::SEQUENCE)
        .unwrap()
        .children()
        .unwrap();
    fields.expect(ber::INTEGER).unwrap();
    let mut set = fields.expect(ber::SET).unwrap().children().unwrap();
    let mut count = 0;
    while set.next().unwrap().is_some() {
        count += 1;
    }
    count
}

#[test]
fn master_lists_hold_what_their_readme_says() {
    for (file, certificates) in [
        ("DE_ML_2024-04-10.ml", 526),
        ("DE_ML_2024-08-07.ml", 541),
        ("NL_ML_2025-07-29.ml", 394),
        ("ICAO_ML_2025-08_zenopie.ml", 520),
    ] {
        let Some(bytes) = shared_bytes(&format!("masterlists/{file}")) else {
            return;
        };
        let list = SignedData::parse(&bytes).unwrap();
        assert_eq!(list.version, 3, "{file}");
        assert_eq!(list.content_type, oid::CSCA_MASTER_LIST, "{file}");
        assert_eq!(count_certificates(&list.content), certificates, "{file}");
        assert!(!list.certificates.is_empty() && !list.ber, "{file}");
        assert!(
            matches!(list.content, std::borrow::Cow::Borrowed(_)),
            "{file} copied"
        );
        assert_eq!(list.signer_infos.len(), 1, "{file}");
        let attributes = list.signer_infos[0].signed_attributes.as_ref().unwrap();
        assert_eq!(attributes.content_types, [oid::CSCA_MASTER_LIST], "{file}");
        assert!(attributes.sorted, "{file}");
        assert!(
            attributes
                .signing_time
                .is_some_and(|time| time > 1_700_000_000),
            "{file}"
        );
    }
}

#[test]
fn content_and_digest_are_those_openssl_finds() {
    let Some(path) = shared("masterlists/NL_ML_2025-07-29.ml") else {
        return;
    };
    let bytes = std::fs::read(&path).unwrap();
    let list = SignedData::parse(&bytes).unwrap();
    let content = Scratch::new("content", &[]);
    let input = path.to_str().unwrap();
    openssl(&[
        "cms",
        "-verify",
        "-noverify",
        "-inform",
        "DER",
        "-in",
        input,
        "-out",
        content.path(),
    ]);
    assert!(std::fs::read(&content.0).unwrap() == *list.content);
    let attributes = list.signer_infos[0].signed_attributes.as_ref().unwrap();
    let digest = openssl(&["dgst", "-sha256", "-binary", content.path()]);
    assert_eq!(attributes.message_digests, [digest]);
}

/// The signature is made over what [`SignedAttributes::to_be_signed`] gives, says OpenSSL.
fn verifies(signed: &SignedData<'_>, name: &str) {
    let signer = &signed.signer_infos[0];
    let attributes = signer.signed_attributes.as_ref().unwrap();
    let certificate = Scratch::new(&format!("{name}-cert"), signed.certificates[0]);
    let key = openssl(&[
        "x509",
        "-inform",
        "DER",
        "-in",
        certificate.path(),
        "-pubkey",
        "-noout",
    ]);
    let key = Scratch::new(&format!("{name}-key"), &key);
    let data = Scratch::new(&format!("{name}-data"), attributes.to_be_signed());
    let signature = Scratch::new(&format!("{name}-signature"), &signer.signature);
    openssl(&[
        "dgst",
        "-sha256",
        "-verify",
        key.path(),
        "-signature",
        signature.path(),
        data.path(),
    ]);
}

#[test]
fn synthetic_sods_verify_over_the_re_tagged_attributes() {
    for (file, name) in [
        ("john-miller-smith-rsa-2048-sha256.sod.der", "john"),
        ("mary-miller-smith-ecdsa-p256-sha256.sod.der", "mary"),
    ] {
        let Some(bytes) = shared_bytes(&format!("lds/zkpassport-synthetic/{file}")) else {
            return;
        };
        let signed = SignedData::parse(&bytes).unwrap();
        assert!(matches!(signed.signer_infos[0].sid, SignerId::Ski(_)));
        // version 1 with a key identifier: fine as a message, not as a security object
        assert!(!signed.signer_infos[0].version_fits_sid());
        assert!(SecurityObject::from_message(&bytes).is_err());
        // mary's ECDSA signature is plain r and s, which OpenSSL does not take
        assert_eq!(signed.signer_infos[0].signature.len() == 64, name == "mary");
        if name != "mary" {
            verifies(&signed, name);
        }
    }
}

/// SignedData in BER with indefinite lengths and content in pieces, as OpenSSL streams it.
fn streamed(folder: &Path, content: &[u8], extra: &[&str]) -> Vec<u8> {
    let input = Scratch::new("stream-in", content);
    let certificate = folder.join("mock_dsc.pem");
    let key = folder.join("mock_dsc.key");
    let mut arguments = vec![
        "cms",
        "-sign",
        "-binary",
        "-nodetach",
        "-stream",
        "-outform",
        "DER",
        "-md",
        "sha256",
        "-econtent_type",
        "2.23.136.1.1.1",
        "-in",
        input.path(),
        "-signer",
        certificate.to_str().unwrap(),
        "-inkey",
        key.to_str().unwrap(),
    ];
    arguments.extend(extra);
    openssl(&arguments)
}

#[test]
fn indefinite_lengths_of_openssl_are_read() {
    let Some(folder) = shared("certs/openpassport-mock/sha256_rsa_65537_4096") else {
        return;
    };
    // long enough that the content comes in several pieces
    let content: Vec<u8> = (0..70_000u32).map(|at| at.to_le_bytes()[1]).collect();
    for (extra, is_key_id) in [(&[][..], false), (&["-keyid"], true)] {
        let bytes = streamed(&folder, &content, extra);
        let signed = SignedData::parse(&bytes).unwrap();
        assert!(signed.ber);
        assert!(signed.content == content);
        assert_eq!(
            matches!(signed.signer_infos[0].sid, SignerId::Ski(_)),
            is_key_id
        );
        verifies(
            &signed,
            if is_key_id {
                "streamed-ski"
            } else {
                "streamed"
            },
        );
    }
}

#[test]
fn nesting_is_refused_wherever_it_is() {
    let Some(bytes) =
        shared_bytes("lds/zkpassport-synthetic/john-miller-smith-rsa-2048-sha256.sod.der")
    else {
        return;
    };
    let signed = SignedData::parse(&bytes).unwrap();
    let offset = signed.certificates[0].as_ptr() as usize - bytes.as_ptr() as usize;
    // ten thousand sequences in the place of the certificate, lengths indefinite
    let mut deep = bytes[..offset].to_vec();
    deep.extend([0x30, 0x80].repeat(10_000));
    let error = SignedData::parse(&deep).unwrap_err();
    assert_eq!(error.code(), "malformed.depth");
    // and with the certificate's own header kept
    let mut inside = bytes.clone();
    let certificate = signed.certificates[0].len();
    for (at, byte) in inside[offset + 4..offset + certificate]
        .iter_mut()
        .enumerate()
    {
        *byte = if at % 2 == 0 { 0x30 } else { 0x80 };
    }
    assert_eq!(
        SignedData::parse(&inside).unwrap_err().code(),
        "malformed.depth"
    );
}

/// The object at a path of child indices, from the object at `start`.
fn object_at<'a>(bytes: &'a [u8], start: usize, path: &[usize]) -> Object<'a> {
    let mut object = Reader::at(&bytes[start..], start).next().unwrap().unwrap();
    for index in path {
        let mut children = object.children().unwrap();
        object = children.next().unwrap().unwrap();
        for _ in 0..*index {
            object = children.next().unwrap().unwrap();
        }
    }
    object
}

/// Whether the security object is refused when one byte of it is this.
fn refused_with(bytes: &[u8], at: usize, byte: u8) -> bool {
    let mut changed = bytes.to_vec();
    changed[at] = byte;
    SecurityObject::parse(&changed).is_err()
}

/// The conformance rows on fields of the shell: what is left out or changed is refused.
#[test]
fn faults_of_the_shell_are_refused() {
    let Some(bytes) = shared_bytes("lds/bsi-tr03105-5-refset/SOD.bin") else {
        return;
    };
    let refused = |at: usize, byte: u8| refused_with(&bytes, at, byte);
    // 77 takes four bytes of header; SignedData is in [0] of the ContentInfo
    let at = |path: &[usize]| object_at(&bytes, 4, &[&[1, 0], path].concat());
    assert!(SecurityObject::parse(&bytes).is_ok());
    // SignedData version, SignerInfo version: another value, or another type in its place
    assert!(refused(at(&[0]).content_offset(), 9));
    assert!(refused(at(&[0]).offset, 0x04));
    assert!(refused(at(&[4, 0, 0]).content_offset(), 7));
    assert!(
        refused(at(&[4, 0, 0]).content_offset(), 3),
        "v3 with issuer and serial"
    );
    // digestAlgorithms, eContentType, signer's digestAlgorithm, signature: another type
    for field in [
        &[1][..],
        &[2, 0],
        &[2, 1],
        &[4, 0, 2],
        &[4, 0, 4],
        &[4, 0, 5],
    ] {
        assert!(refused(at(field).offset, 0x0C), "{field:?}");
    }
    // eContentType 2.23.136.1.1.7 is no hash list
    assert!(refused(at(&[2, 0]).offset + 7, 7));
    // a SignerInfo that ends a byte early
    let length = at(&[4, 0]).offset + 3;
    assert!(refused(length, bytes[length] - 1));
}

/// The conformance rows on fields of the hash list.
#[test]
fn faults_of_the_hash_list_are_refused() {
    let Some(bytes) = shared_bytes("lds/bsi-tr03105-5-refset/SOD.bin") else {
        return;
    };
    let content = object_at(&bytes, 4, &[1, 0, 2, 1, 0]).content_offset();
    let version = object_at(&bytes, content, &[0]).content_offset();
    assert!(refused_with(&bytes, version, 5));
    assert!(
        refused_with(&bytes, version, 1),
        "version 1 without its info"
    );
    let algorithm = object_at(&bytes, content, &[1]);
    assert!(refused_with(&bytes, algorithm.offset, 0x04));
    let number = object_at(&bytes, content, &[2, 1, 0]).content_offset();
    for wrong in [255, 0, 17, 1] {
        assert!(refused_with(&bytes, number, wrong), "data group {wrong}");
    }
    assert!(!refused_with(&bytes, number, 5));
}
