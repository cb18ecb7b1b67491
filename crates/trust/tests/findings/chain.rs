//! From the signer to an anchor, its time, its country, its types of document.

use crate::case::*;
use crate::common::der::*;
use crate::common::openssl::Key;
use crate::common::pki::*;
use vidimus_trust::{Source, Tolerance, TrustStore};

const MISSING: &str = "anchor=U:anchor_not_found chain_signature=U:anchor_not_found \
                       validity=U:anchor_not_found";

fn store_with(certificates: &[(&CertificateSpec, Source)]) -> TrustStore {
    let mut builder = TrustStore::builder();
    for (spec, source) in certificates {
        builder.add(&spec.encode(), source).unwrap();
    }
    builder.build()
}

fn file() -> Source {
    Source::new("f.cer")
}

/// Name and key identifier of the real authority, another key.
fn look_alike() -> CertificateSpec {
    let mut look_alike = CertificateSpec::csca();
    look_alike.spki.clone_from(&keys().other.spki);
    look_alike.issuer_key = keys().other.clone();
    look_alike
}

#[test]
fn no_anchor() {
    let world = World::new();
    run(
        "T35-5.6.4.3.3a",
        &world,
        &TrustStore::empty(),
        Tolerance::Field,
        MISSING,
    );

    // the attacker's own authority lies in the SOD, and nowhere else
    let mut embedded = World::new();
    embedded.sod.extra_certificates = vec![embedded.csca.encode()];
    run(
        "OWN-PA-01",
        &embedded,
        &TrustStore::empty(),
        Tolerance::Field,
        MISSING,
    );

    // the real one is in the store, the attacker's in the SOD
    let real = store_with(&[(&look_alike(), file())]);
    let wrong = "chain_signature=failed:signature_wrong";
    run("OWN-PA-02", &embedded, &real, Tolerance::Field, wrong);

    // without an identifier nothing says that this is the anchor
    let mut unidentified = World::new();
    unidentified.ds.extensions.remove(0);
    run(
        "no identifier",
        &unidentified,
        &real,
        Tolerance::Field,
        MISSING,
    );
}

/// The attacker's certificate has name, identifier and public point of the real authority, on
/// a curve with a generator of his own. Only the anchor's key on the anchor's curve counts.
#[test]
fn a_curve_of_the_attackers_own() {
    let mut world = World::new();
    let explicit = Key::generate("curveball", "ec:prime256v1:explicit");
    let generator = [0x6B, 0x17, 0xD1, 0xF2];
    let position = explicit
        .spki
        .windows(4)
        .position(|bytes| bytes == generator)
        .unwrap();
    let mut attacker = CertificateSpec::csca();
    attacker.spki = explicit.spki;
    attacker.spki[position + 3] ^= 1;
    let point = keys().csca.spki.len() - 64;
    let own = attacker.spki.len() - 64;
    attacker.spki.truncate(own);
    attacker.spki.extend_from_slice(&keys().csca.spki[point..]);
    world.sod.extra_certificates = vec![attacker.encode()];
    world.ds.issuer_key = keys().other.clone();
    let store = store_with(&[(&CertificateSpec::csca(), file())]);
    let wrong = "chain_signature=failed:signature_wrong";
    run("OWN-PA-35", &world, &store, Tolerance::Field, wrong);
}

#[test]
fn anchors_that_nobody_vouches_for() {
    let world = World::new();
    let unvouched = store_with(&[(&world.csca, file().unvouched())]);
    run(
        "OWN-NW-20",
        &world,
        &unvouched,
        Tolerance::Field,
        "anchor=U:anchor_unvouched",
    );
    let wrong = store_with(&[(&look_alike(), file().unvouched())]);
    let nobody = "anchor=U:anchor_unvouched chain_signature=U:anchor_unvouched";
    run(
        "unvouched and wrong",
        &world,
        &wrong,
        Tolerance::Field,
        nobody,
    );
    let both = store_with(&[(&world.csca, file().unvouched()), (&look_alike(), file())]);
    run(
        "right but unvouched",
        &world,
        &both,
        Tolerance::Field,
        "anchor=U:anchor_unvouched",
    );
}

#[test]
fn anchors_of_another_name_or_key() {
    let world = World::new();
    let store = store_of(&world);
    // the identifier leads to a key of another name, which signed
    let mut other_name = World::new();
    let parts = [
        (6, 0x13, "UT"),
        (10, 0x0C, "Utopia Ministry"),
        (3, 0x0C, "Another CSCA"),
    ];
    other_name.ds.issuer = name(&parts);
    let mismatch =
        "anchor=U:issuer_name_mismatch chain_signature=U:issuer_name_mismatch validity=U";
    for tolerance in [Tolerance::Field, Tolerance::Strict] {
        run("T51-LDS_H_54", &other_name, &store, tolerance, mismatch);
    }
    let mut flipped = World::new();
    flipped.ds.flip_signature = true;
    run(
        "T51-LDS_H_67",
        &flipped,
        &store,
        Tolerance::Strict,
        "chain_signature=failed",
    );
    let mut other_key = World::new();
    other_key.ds.issuer_key = keys().other.clone();
    let wrong = "chain_signature=failed:signature_wrong";
    run(
        "T35-5.6.4.3.3b",
        &other_key,
        &store,
        Tolerance::Field,
        wrong,
    );
    let two = store_with(&[(&look_alike(), file()), (&world.csca, file())]);
    run("two keys, one name", &world, &two, Tolerance::Strict, "");
    // a link certificate carries the same key, vouched for by its owner
    let mut link = CertificateSpec::csca();
    link.issuer = name(&[(6, 0x13, "UT"), (3, 0x0C, "Old CSCA")]);
    link.issuer_key = keys().other.clone();
    run(
        "T35-5.6.4.3.3d",
        &world,
        &store_with(&[(&link, file())]),
        Tolerance::Strict,
        "",
    );
}

#[test]
fn the_right_key_is_found_among_same_names() {
    let mut world = World::new();
    world.ds.extensions.remove(0);
    let mut builder = TrustStore::builder();
    for (serial, key) in [(1, &keys().other), (2, &keys().csca), (3, &keys().ds)] {
        let mut csca = CertificateSpec::csca();
        csca.serial = integer(serial);
        csca.spki = key.spki.clone();
        csca.extensions[0] = ski(&[serial; 8]);
        builder.add(&csca.encode(), &Source::new("f.cer")).unwrap();
    }
    let store = builder.build();
    run("T35-5.6.4.3.3c", &world, &store, Tolerance::Field, "");
    run(
        "T35-5.6.4.3.3c",
        &world,
        &store,
        Tolerance::Strict,
        "signer_profile=failed",
    );

    // an identifier that is nobody's
    let mut world = World::new();
    world.ds.extensions[0] = aki(b"nobody");
    let (quirks, _) = run("identifier", &world, &store, Tolerance::Field, "");
    assert_eq!(quirks, ["cert.aki_mismatch"]);
    run(
        "identifier",
        &world,
        &store,
        Tolerance::Strict,
        "anchor=U chain_signature=U validity=U",
    );
}

#[test]
fn a_signer_of_the_store_serves_an_object_without_certificates() {
    let mut world = World::new();
    world.sod.with_ds = false;
    let mut builder = TrustStore::builder();
    builder
        .add(&world.csca.encode(), &Source::new("csca.cer"))
        .unwrap();
    builder
        .add(&world.ds.encode(), &Source::new("ds.cer"))
        .unwrap();
    assert_eq!(builder.clone().build().len(), 1, "a signer is no anchor");
    run(
        "T51-LDS_H_15",
        &world,
        &builder.build(),
        Tolerance::Strict,
        "",
    );
}
