//! Trust that goes from an old authority to a new one by link certificates.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_imports,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::der::*;
use common::pki::*;
use common::shared_file;
use vidimus_trust::{Anchor, Certificate, Source, TrustStore, TrustStoreBuilder, Voucher};

/// Who vouches for each anchor of the store.
fn vouchers(store: &TrustStore) -> Vec<&'static str> {
    let provenance = |anchor: &Anchor| anchor.provenance().unwrap().by();
    store.anchors().iter().map(provenance).collect()
}

/// The store after these files, the first of which is the user's, the others unvouched.
fn store(files: &[Vec<u8>]) -> TrustStore {
    let mut builder = TrustStore::builder();
    for (number, bytes) in files.iter().enumerate() {
        let source = Source::new(format!("{number}.cer"));
        let source = if number == 0 {
            source
        } else {
            source.unvouched()
        };
        builder.add(bytes, &source).unwrap();
    }
    builder.build()
}

/// A new authority: its name, key and identifier, signed by itself.
fn new_csca(name: Vec<u8>) -> CertificateSpec {
    let mut new = CertificateSpec::csca();
    (new.subject, new.issuer) = (name.clone(), name);
    new.spki = keys().other.spki.clone();
    new.issuer_key = keys().other.clone();
    new.extensions[0] = ski(b"csca-2");
    new
}

/// The same, signed by the old one.
fn link(name: Vec<u8>) -> CertificateSpec {
    let mut link = new_csca(name);
    let old = CertificateSpec::csca();
    (link.issuer, link.issuer_key) = (old.subject, old.issuer_key);
    link.extensions.push(aki(b"csca-1"));
    link
}

fn renamed(country: &str) -> Vec<u8> {
    name(&[(6, 0x13, country), (3, 0x0C, "Renamed CSCA")])
}

#[test]
fn old_to_new_by_a_link() {
    let old = CertificateSpec::csca();
    for name in [old.subject.clone(), renamed("UT"), renamed("ut")] {
        let (old, link) = (old.encode(), link(name.clone()).encode());
        let new = new_csca(name).encode();
        let fingerprint = |der: &[u8]| Certificate::parse(der).unwrap().fingerprint();
        // in either order
        for files in [[&old, &link, &new], [&old, &new, &link]] {
            let store = store(&files.map(Clone::clone));
            assert_eq!(vouchers(&store), ["user", "link", "link"]);
            for (der, by) in [(&link, &old), (&new, &link)] {
                let sha256 = fingerprint(der);
                let anchor = store.by_fingerprint(sha256.as_ref().try_into().unwrap());
                let voucher = anchor.unwrap().provenance().unwrap().vouched_by.clone();
                let (_, named) = voucher.anchor().unwrap();
                assert_eq!(named, fingerprint(by).as_ref());
                assert!(matches!(voucher, Voucher::Link { .. }));
            }
        }
        // without the link nothing connects them
        assert_eq!(vouchers(&store(&[old, new])), ["user", "nobody"]);
    }
}

/// Who is signed vouches for nobody: from the new one no way leads back.
#[test]
fn not_from_new_to_old() {
    let old = CertificateSpec::csca().encode();
    let link = link(renamed("UT")).encode();
    let new = new_csca(renamed("UT")).encode();
    assert_eq!(
        vouchers(&store(&[new, link.clone(), old.clone()])),
        ["user", "nobody", "nobody"]
    );
    assert_eq!(vouchers(&store(&[link, old])), ["user", "nobody"]);
}

#[test]
fn links_that_lead_nowhere() {
    let old = CertificateSpec::csca().encode();
    let unlinked = |spec: CertificateSpec, why: &str| {
        let files = [old.clone(), spec.encode()];
        assert_eq!(vouchers(&store(&files)), ["user", "nobody"], "{why}");
    };
    unlinked(link(renamed("DE")), "of another country");
    let mut forged = link(renamed("UT"));
    forged.issuer_key = keys().other.clone();
    unlinked(forged, "signed by another key");
    let mut renamed_issuer = link(renamed("UT"));
    renamed_issuer.issuer = csca_name("DE");
    unlinked(renamed_issuer, "another issuer");
    let mut critical = link(renamed("UT"));
    critical
        .extensions
        .push(extension("1.2.3.4", true, &[5, 0]));
    unlinked(critical, "unknown critical extension");
}

/// An old key that may not sign certificates leads nowhere either.
#[test]
fn an_old_one_that_may_not_sign() {
    let mut old = CertificateSpec::csca();
    old.extensions.push(extension("1.2.3.4", true, &[5, 0]));
    let files = [old.encode(), link(renamed("UT")).encode()];
    assert_eq!(vouchers(&store(&files)), ["user", "nobody"]);
}

/// A list whose signer's authority is reached by a link is vouched for.
#[test]
fn a_linked_anchor_vouches_for_lists() {
    let mut signer = list_signer();
    (signer.issuer, signer.issuer_key) = (renamed("UT"), keys().other.clone());
    signer.extensions[0] = aki(b"csca-2");
    let list = master_list(&[CertificateSpec::csca().encode()], &signer);
    let mut builder = TrustStore::builder();
    let add = |builder: &mut TrustStoreBuilder, spec: CertificateSpec, source| {
        builder.add(&spec.encode(), &source).unwrap();
    };
    add(
        &mut builder,
        link(renamed("UT")),
        Source::new("link").unvouched(),
    );
    assert!(builder.add(&list, &Source::new("list")).is_err());
    add(&mut builder, CertificateSpec::csca(), Source::new("old"));
    let import = builder.add(&list, &Source::new("list")).unwrap();
    assert_eq!(import.vouched_by.as_str(), "list");
}

/// Ten thousand unvouched namesakes do not take for ever, nor do they hide the link that names
/// the old key.
#[test]
fn many_namesakes() {
    let mut builder = TrustStore::builder();
    builder
        .add(&CertificateSpec::csca().encode(), &Source::new("old"))
        .unwrap();
    let mut namesake = new_csca(CertificateSpec::csca().subject).encode();
    let serial = namesake
        .windows(3)
        .position(|bytes| bytes[0] == 2 && bytes[1] == 1)
        .unwrap()
        + 2;
    let certificate = Certificate::parse(&namesake).unwrap();
    let signature = namesake.len() - certificate.signature().len();
    for number in 0..10_000u16 {
        let [high, low] = number.to_be_bytes();
        (namesake[signature + 20], namesake[signature + 21]) = (high, low);
        namesake[serial] = 1;
        builder
            .add(&namesake, &Source::new("many").unvouched())
            .unwrap();
    }
    builder
        .add(
            &link(CertificateSpec::csca().subject).encode(),
            &Source::new("link").unvouched(),
        )
        .unwrap();
    let store = builder.build();
    let linked = vouchers(&store).iter().filter(|by| **by == "link").count();
    assert!((1..=2).contains(&linked), "{linked}");
    assert!(store.anchors().last().unwrap().is_vouched());
}

/// The Indonesian series: only the first is the user's.
#[test]
fn indonesia() {
    let names = [
        "2010-12_CSCA",
        "2016-01_CSCA_LINK",
        "2016-01_CSCA",
        "2020-10_CSCA_LINK",
        "2020-10_CSCA",
    ];
    let read = |name| shared_file(&format!("certs/csca-single/IDN_{name}.cer"));
    let files: Option<Vec<Vec<u8>>> = names.into_iter().map(read).collect();
    let Some(mut files) = files else { return };
    assert_eq!(
        vouchers(&store(&files)),
        ["user", "link", "link", "link", "link"]
    );

    // without the first link nothing follows
    files.remove(1);
    assert_eq!(
        vouchers(&store(&files)),
        ["user", "nobody", "nobody", "nobody"]
    );
}
