//! Signatures of every kind, rightly and wrongly written.

use crate::case::*;
use crate::common::der::*;
use crate::common::openssl::Key;
use crate::common::pki::*;
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::Tolerance;

#[test]
fn rsa_signatures() {
    let key = Key::generate("rsa-ds", "rsa:2048");
    let rsa = |w: &mut World, algorithm: Vec<u8>, digest: &'static str| {
        w.ds.spki = key.spki.clone();
        w.sod.signers[0].key = key.clone();
        w.sod.signers[0].digest = digest;
        w.sod.signers[0].signature_algorithm = algorithm;
    };
    let null = |dotted: &str| sequence(&[&oid(dotted), &[5, 0]]);
    both(
        "H_81",
        |w| rsa(w, null("1.2.840.113549.1.1.1"), "sha256"),
        "",
    );
    both(
        "H_05",
        |w| rsa(w, null("1.2.840.113549.1.1.11"), "sha256"),
        "",
    );
    both(
        "H_75",
        |w| {
            // the digest field says SHA-224, the signature algorithm SHA-256
            rsa(w, null("1.2.840.113549.1.1.11"), "sha256");
            w.sod.signers[0].hash = HashAlgorithm::Sha224;
            w.sod.signers[0].digest_algorithm = algorithm("2.16.840.1.101.3.4.2.4");
        },
        "",
    );
    both(
        "EC algorithm",
        |w| rsa(w, algorithm(ECDSA_SHA256), "sha256"),
        "signature=failed:signature_key_mismatch",
    );

    // RSASSA-PSS: SHA-256 with 32, 20 and 64 bytes of salt
    for salt in [32u8, 20, 64] {
        let sha256 = algorithm(SHA256);
        let mgf = sequence(&[&oid("1.2.840.113549.1.1.8"), &sha256]);
        let parameters = sequence(&[
            &object(0xA0, &sha256),
            &object(0xA1, &mgf),
            &object(0xA2, &integer(salt)),
        ]);
        let options = match salt {
            32 => vec!["rsa_padding_mode:pss", "rsa_pss_saltlen:32"],
            20 => vec!["rsa_padding_mode:pss", "rsa_pss_saltlen:20"],
            _ => vec!["rsa_padding_mode:pss", "rsa_pss_saltlen:64"],
        };
        both(
            "OWN-PA-23",
            |w| {
                rsa(
                    w,
                    sequence(&[&oid("1.2.840.113549.1.1.10"), &parameters]),
                    "sha256",
                );
                w.sod.signers[0].options.clone_from(&options);
            },
            "",
        );
    }

    // no parameters at all: SHA-1, MGF1 with SHA-1, 20 bytes of salt
    let mut world = World::new();
    rsa(
        &mut world,
        sequence(&[&oid("1.2.840.113549.1.1.10"), &sequence(&[])]),
        "sha1",
    );
    world.sod.signers[0].options = vec!["rsa_padding_mode:pss", "rsa_pss_saltlen:20"];
    let (_, notices) = run(
        "OWN-PA-24",
        &world,
        &store_of(&world),
        Tolerance::Strict,
        "",
    );
    assert!(notices.contains(&"weak_algorithm"));
}

/// A block whose DigestInfo lacks the NULL is named in the field and wrong for a laboratory.
#[test]
fn digest_info_without_null() {
    let key = Key::generate("no-null", "rsa:2048");
    let mut world = World::new();
    world.ds.spki = key.spki.clone();
    let signer = &mut world.sod.signers[0];
    signer.signature_algorithm = sequence(&[&oid("1.2.840.113549.1.1.11"), &[5, 0]]);
    signer.signature = Some(vec![0; 256]);
    let attributes = world.signed_attributes();
    let hash = HashAlgorithm::Sha256.hash(&attributes);
    let digest_info = sequence(&[&algorithm(SHA256), &octets(hash.as_ref())]);
    world.sod.signers[0].signature = Some(key.sign_block(&digest_info));
    quirk(
        "OWN-PA-33",
        |w| *w = world.clone(),
        "rsa.digestinfo_no_null",
        "",
        "signature=failed:signature_encoding",
    );
}

/// Integers with needless zeros: right, and badly written.
#[test]
fn padded_ecdsa_integers() {
    let mut world = World::new();
    let signature = keys().ds.sign("sha256", &[], &world.signed_attributes());
    let r_len = usize::from(signature[3]);
    let r = [&[0, 0], &signature[4..4 + r_len]].concat();
    let s = [&[0, 0], &signature[6 + r_len..]].concat();
    world.sod.signers[0].signature = Some(sequence(&[&object(2, &r), &object(2, &s)]));
    quirk(
        "OWN-PA-25",
        |w| *w = world.clone(),
        "ecdsa.der_integer",
        "",
        "signature=U:signature_encoding",
    );
}

/// The shell in BER with an indefinite length.
#[test]
fn indefinite_length() {
    quirk(
        "OWN-PA-13",
        |w| {
            w.patch_sod = Some(|sod| {
                // the CMS message: its definite header becomes 30 80, two zero bytes end it
                let message = &sod[4..];
                let header = 2 + usize::from(message[1] & 0x7F);
                let message = [&[0x30, 0x80], &message[header..], &[0, 0]].concat();
                *sod = object(0x77, &message);
            });
        },
        "sod.ber",
        "",
        "parse=failed:malformed.indefinite_length ALL",
    );
}
