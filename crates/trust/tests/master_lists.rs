//! The public master lists, against counts made independently from the same files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::shared_file;
use std::collections::BTreeMap;
use vidimus_iso7816::Fault;
use vidimus_pubkey::{HashAlgorithm, Verifier, oid};
use vidimus_trust::{
    Anchor, Certificate, Outcome, Source, SourceKind, TrustError, TrustStore, Voucher,
};

/// Name, certificates, and the split self-signed / same name, other key / other name, verified
/// by an entry / no verifying key in the list.
const LISTS: [(&str, usize, [usize; 4]); 4] = [
    ("masterlists/DE_ML_2024-08-07.ml", 541, [358, 107, 69, 7]),
    ("masterlists/DE_ML_2024-04-10.ml", 526, [350, 99, 70, 7]),
    (
        "masterlists/ICAO_ML_2025-08_zenopie.ml",
        520,
        [356, 102, 62, 0],
    ),
    ("masterlists/NL_ML_2025-07-29.ml", 394, [394, 0, 0, 0]),
];

fn load(name: &str) -> Option<(TrustStore, vidimus_trust::Import)> {
    let bytes = shared_file(name)?;
    let mut builder = TrustStore::builder();
    let import = builder.add(&bytes, &Source::new(name).unvouched()).unwrap();
    Some((builder.build(), import))
}

#[test]
fn every_certificate_of_every_list_is_taken() {
    for (name, count, _) in LISTS {
        let Some((store, import)) = load(name) else {
            return;
        };
        assert_eq!(import.kind, SourceKind::MasterList, "{name}");
        assert_eq!(import.certificates, count, "{name}");
        assert_eq!(import.refused, [], "{name}");
        assert_eq!(import.imported, count, "{name}");
        assert_eq!(import.list_signature, Outcome::Passed, "{name}");
        assert!(!import.vouched, "nobody vouches for {name}");
        assert!(import.signing_time.is_some(), "{name}");
        assert_eq!(store.newest_list_date(), import.signing_time);
    }
}

#[test]
fn unsigned_collections_are_taken_with_their_standing() {
    let Some((store, import)) = load("masterlists/tananaev_masterList_2024.bin") else {
        return;
    };
    assert_eq!(import.kind, SourceKind::BareMasterList);
    assert_eq!((import.certificates, import.refused.len()), (502, 0));
    assert_eq!(import.list_signature, Outcome::NotSupported);
    assert!(!import.vouched && store.anchors().iter().all(|anchor| !anchor.is_vouched()));

    let Some((store, import)) = load("masterlists/zkpassport_circuits_masterList.pem") else {
        return;
    };
    assert_eq!(import.kind, SourceKind::Certificates);
    assert_eq!((import.certificates, import.refused.len()), (779, 0));
    // 776 distinct ones, of which one is a document signer's
    assert_eq!((import.imported, store.len()), (779, 775));
    assert!(!import.vouched, "taken unvouched");
}

/// The whole store of 541 authorities takes a few kilobytes each, and loading it no more than
/// 6 MB: keys are only read when they are used.
#[test]
fn memory_of_a_long_list() {
    let Some(bytes) = shared_file(LISTS[0].0) else {
        return;
    };
    let source = Source::new("list").vouched();
    let mut store = None;
    let memory = allocation_counter::measure(|| {
        let mut builder = TrustStore::builder();
        builder.add(&bytes, &source).unwrap();
        store = Some(builder.build());
    });
    assert!(
        memory.bytes_max < 6 << 20,
        "{} bytes at most",
        memory.bytes_max
    );
    let kept = usize::try_from(memory.bytes_current).unwrap();
    let each = (kept - bytes.len()) / store.unwrap().len();
    assert!(each < 4096, "{each} bytes an anchor beside its own");
}

/// Whether `key_of`'s key verifies the certificate.
fn verifies(key_of: &Certificate, certificate: &Certificate) -> bool {
    let (Ok(key), Ok(algorithm)) = (key_of.public_key(), certificate.signature_algorithm()) else {
        return false;
    };
    key.verify(&algorithm, certificate.tbs(), certificate.signature())
        .is_ok()
}

#[test]
fn who_signed_whom() {
    for (name, _, expected) in LISTS {
        let Some((store, _)) = load(name) else { return };
        let all: Vec<&Certificate> = store.anchors().iter().map(Anchor::certificate).collect();
        let mut split = [0; 4];
        for certificate in &all {
            let same_name = certificate.issuer().der() == certificate.subject().der();
            let by_another = || {
                let aki = certificate.extensions().authority_key_identifier();
                let likely = all.iter().filter(|other| {
                    aki.is_some() && other.extensions().subject_key_identifier() == aki
                });
                likely
                    .chain(all.iter())
                    .any(|other| verifies(other, certificate))
            };
            let class = if same_name && verifies(certificate, certificate) {
                0
            } else if !by_another() {
                3
            } else if same_name {
                1
            } else {
                2
            };
            split[class] += 1;
        }
        assert_eq!(split, expected, "{name}");
    }
}

#[test]
fn signature_algorithms_of_the_german_list() {
    let Some((store, _)) = load(LISTS[0].0) else {
        return;
    };
    let mut histogram = BTreeMap::new();
    for anchor in store.anchors() {
        let algorithm = anchor.certificate().signature_algorithm().unwrap();
        *histogram.entry(algorithm.oid().to_vec()).or_insert(0) += 1;
    }
    let expected = [
        (oid::SHA256_WITH_RSA, 259),
        (oid::RSASSA_PSS, 111),
        (oid::ECDSA_WITH_SHA384, 42),
        (oid::ECDSA_WITH_SHA256, 39),
        (oid::SHA1_WITH_RSA, 33),
        (oid::ECDSA_WITH_SHA512, 24),
        (oid::SHA512_WITH_RSA, 15),
        (oid::ECDSA_WITH_SHA1, 15),
        (oid::SHA384_WITH_RSA, 3),
    ];
    let expected: BTreeMap<Vec<u8>, i32> = expected
        .into_iter()
        .map(|(oid, count)| (oid.to_vec(), count))
        .collect();
    assert_eq!(histogram, expected);
}

#[test]
fn a_changed_byte_refuses_the_whole_list() {
    for (name, ..) in LISTS {
        let Some(bytes) = shared_file(name) else {
            return;
        };
        let content = (1..12).map(|twelfth| bytes.len() / 12 * twelfth);
        for position in content.chain([bytes.len() - 1, bytes.len() - 10]) {
            let mut changed = bytes.clone();
            changed[position] ^= 1;
            let mut builder = TrustStore::builder();
            let error = builder
                .add(&changed, &Source::new(name).vouched())
                .unwrap_err();
            assert!(
                matches!(error, TrustError::ListSignature { .. }),
                "{name} {position}: {error}"
            );
            assert!(builder.build().is_empty(), "{name}");
        }
    }
}

/// Nobody vouches for a public list by itself, and a wrong pin is no pin.
#[test]
fn nobody_vouches_for_a_list_in_an_empty_store() {
    for (name, ..) in LISTS {
        let Some(bytes) = shared_file(name) else {
            return;
        };
        let refused = |source: Source| {
            let mut builder = TrustStore::builder();
            let error = builder.add(&bytes, &source).unwrap_err();
            assert!(builder.build().is_empty(), "{name}");
            error.code()
        };
        let source = Source::new(name);
        assert_eq!(refused(source.clone()), "trust.list_signer_untrusted");
        assert_eq!(refused(source.pinned([7; 32])), "trust.pin_mismatch");
        let sha256 = HashAlgorithm::Sha256.hash(&bytes);
        let source = Source::new(name).pinned(sha256.as_ref().try_into().unwrap());
        let import = TrustStore::builder().add(&bytes, &source).unwrap();
        assert_eq!(import.vouched_by, Voucher::Pin, "{name}");
    }
    let Some(bare) = shared_file("masterlists/tananaev_masterList_2024.bin") else {
        return;
    };
    let error = TrustStore::builder().add(&bare, &Source::new("bare"));
    assert_eq!(error.unwrap_err().code(), "trust.list_unsigned");
}

#[test]
fn a_list_is_vouched_for_by_an_anchor_that_was_there_before() {
    let Some(list) = shared_file(LISTS[0].0) else {
        return;
    };
    let Some((german, _)) = load("masterlists/zkpassport_circuits_masterList.pem") else {
        return;
    };
    let authorities: Vec<&[u8]> = german
        .anchors()
        .iter()
        .map(|anchor| anchor.certificate())
        .filter(|certificate| certificate.subject().country().as_deref() == Some("DE"))
        .map(Certificate::der)
        .collect();
    let mut builder = TrustStore::builder();
    for der in authorities {
        builder
            .add(der, &Source::new("german authorities"))
            .unwrap();
    }
    let import = builder.add(&list, &Source::new("list")).unwrap();
    assert_eq!(import.vouched_by.as_str(), "list");
    let (subject, sha256) = import.vouched_by.anchor().unwrap();
    assert!(subject.contains("C=DE"), "{subject}");
    let store = builder.build();
    assert!(store.by_fingerprint(sha256).is_some());
    assert!(store.anchors().iter().all(Anchor::is_vouched));
}
