//! Filling the store: kinds of files, who vouches, what is refused.
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
use common::pem;
use common::pki::*;
use vidimus_iso7816::Fault;
use vidimus_trust::{
    Anchor, Import, Outcome, PaInput, Source, SourceKind, TrustError, TrustStore,
    passive_authentication,
};

fn file(name: &str) -> Source {
    Source::new(name)
}

fn entries() -> Vec<Vec<u8>> {
    let mut second = CertificateSpec::csca();
    second.subject = csca_name("DE");
    second.issuer = csca_name("DE");
    second.spki = keys().other.spki.clone();
    second.extensions[0] = ski(b"csca-2");
    vec![CertificateSpec::csca().encode(), second.encode()]
}

fn add(bytes: &[u8], source: &Source) -> Result<(TrustStore, Import), TrustError> {
    let mut builder = TrustStore::builder();
    let import = builder.add(bytes, source)?;
    Ok((builder.build(), import))
}

#[test]
fn certificates_in_every_wrapping() {
    let der = CertificateSpec::csca().encode();
    let text = pem("CERTIFICATE", &der);
    for bytes in [der.clone(), text.into_bytes()] {
        let (store, import) = add(&bytes, &file("csca")).unwrap();
        assert_eq!(store.anchors()[0].certificate().der(), der);
        assert_eq!((import.certificates, import.imported), (1, 1));
        assert_eq!(import.kind, SourceKind::Certificates);
        assert_eq!(import.list_signature, Outcome::NotSupported);
        assert!(import.vouched);
        assert_eq!(import.countries.into_iter().collect::<Vec<_>>(), ["UT"]);
    }
    let bundle: String = entries()
        .iter()
        .map(|der| pem("CERTIFICATE", der))
        .collect();
    let (store, import) = add(bundle.as_bytes(), &file("bundle")).unwrap();
    assert_eq!((store.len(), import.certificates), (2, 2));
    assert_eq!(store.countries().len(), 2);
}

#[test]
fn a_signed_list_without_anybody_to_vouch() {
    let list = master_list(&entries(), &list_signer());
    for bytes in [list.clone(), pem("CMS", &list).into_bytes()] {
        let (store, import) = add(&bytes, &file("list.ml")).unwrap();
        assert_eq!((import.certificates, import.imported), (2, 2));
        assert_eq!(import.list_signature, Outcome::Passed);
        assert!(!import.vouched && !store.anchors().iter().any(Anchor::is_vouched));
        let signer = import.list_signer.unwrap();
        assert_eq!(signer.subject, "C=UT, CN=Master List Signer");
        let provenance = store.anchors()[1].provenance().unwrap();
        assert_eq!(
            (provenance.file.as_str(), provenance.kind),
            ("list.ml", SourceKind::MasterList)
        );

        // what it verifies stays undetermined
        let world = World::new();
        let files = world.files();
        let input = PaInput {
            issuing_state: Some("UTO"),
            ..PaInput::new(&files, AT)
        };
        let result = passive_authentication(&input, &store);
        assert_eq!(result.anchor.code, Some("anchor_unvouched"));
        assert!(result.authentic_listing().is_none());
        assert_eq!(result.csca_provenance.unwrap().file, "list.ml");
    }
}

/// The list's own authority lies in the list and beside it; only beside it counts.
#[test]
fn who_may_vouch() {
    let list = master_list(&entries(), &list_signer());
    let csca = CertificateSpec::csca().encode();
    let vouched = |first: &[u8], source: &Source| {
        let mut builder = TrustStore::builder();
        builder.add(first, source).unwrap();
        builder.add(&list, &file("list.ml")).unwrap().vouched
    };
    assert!(vouched(&csca, &file("csca.cer")));
    assert!(!vouched(&csca, &file("csca.cer").unvouched()));
    assert!(!vouched(&bare_list(&entries()), &file("bare.bin")));
    assert!(vouched(&bare_list(&entries()), &file("bare.bin").vouched()));
    let (_, pinned) = add(&list, &file("list.ml").vouched()).unwrap();
    assert!(pinned.vouched);

    // name and identifier of the real authority, another key
    let mut fake = CertificateSpec::csca();
    fake.spki = keys().other.spki.clone();
    assert!(!vouched(&fake.encode(), &file("fake.cer")));
}

/// In a folder the order of files does not matter, and trust goes from list to list.
#[test]
fn order_of_files() {
    let first = master_list(&entries(), &list_signer());
    let mut other_signer = list_signer();
    (other_signer.issuer, other_signer.issuer_key) = (csca_name("DE"), keys().other.clone());
    other_signer.extensions[0] = aki(b"csca-2");
    let mut third = CertificateSpec::csca();
    third.extensions[0] = ski(b"csca-3");
    let second = master_list(&[third.encode()], &other_signer);
    let csca = CertificateSpec::csca().encode();
    let files: [(&[u8], Source); 4] = [
        (&second, file("second.ml")),
        (b"neither this nor that", file("readme.txt")),
        (&first, file("first.ml")),
        (&csca, file("csca.cer")),
    ];
    let mut builder = TrustStore::builder();
    let results = builder.add_all(&files);
    let vouched: Vec<Option<bool>> = results
        .iter()
        .map(|result| result.as_ref().ok().map(|import| import.vouched))
        .collect();
    assert_eq!(vouched, [Some(true), None, Some(true), Some(true)]);
    assert_eq!(results[1].as_ref().unwrap_err(), &TrustError::NotRecognised);
    assert!(builder.build().anchors().iter().all(Anchor::is_vouched));
}

#[test]
fn lists_that_are_refused_whole() {
    let refused = |bytes: &[u8]| {
        let mut builder = TrustStore::builder();
        let error = builder.add(bytes, &file("list.ml").vouched()).unwrap_err();
        assert!(builder.build().is_empty());
        error.code()
    };
    let mut no_purpose = list_signer();
    no_purpose.extensions.pop();
    assert_eq!(
        refused(&master_list(&entries(), &no_purpose)),
        "trust.list_signer_profile"
    );
    let mut authority = list_signer();
    authority.extensions.push(basic_constraints(true));
    assert_eq!(
        refused(&master_list(&entries(), &authority)),
        "trust.list_signer_profile"
    );

    let mut changed = master_list(&entries(), &list_signer());
    let position = changed.len() / 3;
    changed[position] ^= 1;
    assert_eq!(refused(&changed), "trust.list_signature");

    let mut other_key = list_signer();
    other_key.spki = keys().other.spki.clone();
    assert_eq!(
        refused(&master_list(&entries(), &other_key)),
        "trust.list_signature"
    );

    let sod = World::new().files();
    let Some(vidimus_lds::evidence::FileState::Read(sod)) = sod.get(&vidimus_lds::File::Sod) else {
        panic!()
    };
    assert_eq!(refused(&sod[4..]), "trust.not_recognised");
    assert_eq!(refused(b""), "trust.not_recognised");
    assert_eq!(
        refused(&sequence(&[&integer(1), &set(&[])])),
        "malformed.content"
    );
    assert_eq!(
        refused(b"-----BEGIN CERTIFICATE-----\n"),
        "malformed.content"
    );
}

#[test]
fn one_broken_entry_spoils_only_itself() {
    let mut list = entries();
    list.insert(1, sequence(&[&sequence(&[]), &integer(1)]));
    list.push(CertificateSpec::ds().encode());
    let (store, import) = add(&master_list(&list, &list_signer()), &file("list.ml")).unwrap();
    assert_eq!(
        (import.certificates, import.imported, store.len()),
        (4, 2, 2)
    );
    let refused: Vec<(usize, &str)> = import
        .refused
        .iter()
        .map(|refused| (refused.index, refused.reason))
        .collect();
    assert_eq!(refused, [(1, "malformed.tag"), (3, "not_an_authority")]);
}

#[test]
fn one_anchor_with_all_its_sources() {
    let entries = entries();
    let csca = entries[0].clone();
    let mut builder = TrustStore::builder();
    builder
        .add(&master_list(&entries, &list_signer()), &file("list.ml"))
        .unwrap();
    builder.add(&csca, &file("csca.cer")).unwrap();
    builder.add(&csca, &file("csca.cer")).unwrap();
    let store = builder.build();
    assert_eq!(store.len(), 2);
    let anchor = &store.anchors()[0];
    let files: Vec<&str> = anchor
        .sources()
        .map(|source| source.file.as_str())
        .collect();
    assert_eq!(files, ["list.ml", "csca.cer"]);
    assert_eq!(
        anchor.provenance().unwrap().file,
        "csca.cer",
        "the one that is vouched for"
    );
    assert!(anchor.is_vouched() && !store.anchors()[1].is_vouched());
}

#[test]
fn damaged_lists_are_survived() {
    let list = master_list(&entries(), &list_signer());
    for step in 0..600 {
        let mut bytes = list.clone();
        let position = step * 7919 % bytes.len();
        match step % 3 {
            0 => bytes[position] ^= 0x80,
            1 => bytes[position] = bytes[position].wrapping_add(1),
            _ => bytes.truncate(position),
        }
        let mut builder = TrustStore::builder();
        if builder.add(&bytes, &file("list.ml")).is_err() {
            assert!(builder.build().is_empty());
        }
    }
}

/// One store serves many threads.
#[test]
fn the_store_is_shared() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    let world = World::new();
    let (store, _) = add(&world.csca.encode(), &file("csca.cer")).unwrap();
    shared(&store);
    let files = world.files();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..10 {
                    let input = PaInput {
                        issuing_state: Some("UTO"),
                        ..PaInput::new(&files, AT)
                    };
                    let result = passive_authentication(&input, &store);
                    assert!(result.authentic_listing().is_some());
                }
            });
        }
    });
}
