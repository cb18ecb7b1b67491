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
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::{
    Anchor, Import, NoSigner, Outcome, PaInput, PinTarget, Source, SourceKind, TrustError,
    TrustStore, Voucher, passive_authentication,
};

/// Shared by the command line, which runs one store on all cores.
const _: () = {
    const fn shared<T: Send + Sync + Clone>() {}
    shared::<TrustStore>();
};

fn fingerprint(bytes: &[u8]) -> [u8; 32] {
    HashAlgorithm::Sha256
        .hash(bytes)
        .as_ref()
        .try_into()
        .unwrap()
}

fn unhex(text: &str) -> [u8; 32] {
    let pairs = text
        .as_bytes()
        .chunks(2)
        .map(|pair| core::str::from_utf8(pair).unwrap());
    let bytes: Vec<u8> = pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect();
    bytes.try_into().unwrap()
}

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
        let mut builder = TrustStore::builder();
        let error = builder.add(&bytes, &file("list.ml")).unwrap_err();
        assert_eq!(error.code(), "trust.list_signer_untrusted");
        assert!(error.to_string().contains("CN=List Signer"), "{error}");
        assert!(builder.build().is_empty());

        let (store, import) = add(&bytes, &file("list.ml").unvouched()).unwrap();
        assert_eq!((import.certificates, import.imported), (2, 2));
        assert_eq!(import.list_signature, Outcome::Passed);
        assert!(!import.vouched && !store.anchors().iter().any(Anchor::is_vouched));
        let signer = import.list_signer.unwrap();
        assert_eq!(signer.subject, "C=UT, CN=List Signer");
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
    let by = |first: &[u8], source: &Source| {
        let mut builder = TrustStore::builder();
        builder.add(first, source).unwrap();
        let result = builder.add(&list, &file("list.ml"));
        result
            .map(|import| import.vouched_by)
            .map_err(|error| error.code())
    };
    let untrusted = Err("trust.list_signer_untrusted");
    let sha256 = fingerprint(&csca);
    let subject = "C=UT, O=Utopia Ministry, CN=CSCA Utopia".to_owned();
    let anchor = Voucher::Anchor { subject, sha256 };
    assert_eq!(anchor.as_str(), "list");
    assert_eq!(by(&csca, &file("csca.cer")), Ok(anchor));
    assert_eq!(by(&csca, &file("csca.cer").unvouched()), untrusted);
    let bare = bare_list(&entries());
    assert_eq!(by(&bare, &file("bare.bin").unvouched()), untrusted);
    let by_bare = by(&bare, &file("bare.bin").vouched());
    assert_eq!(by_bare.map(|voucher| voucher.as_str()), Ok("list"));
    let (_, by_user) = add(&list, &file("list.ml").vouched()).unwrap();
    assert_eq!(by_user.vouched_by, Voucher::User);

    // name and identifier of the real authority, another key
    let mut fake = CertificateSpec::csca();
    fake.spki = keys().other.spki.clone();
    assert_eq!(by(&fake.encode(), &file("fake.cer")), untrusted);
}

/// A list that carries its own authority stays refused, however often it comes.
#[test]
fn a_list_does_not_vouch_for_itself() {
    let list = master_list(&entries(), &list_signer());
    let mut builder = TrustStore::builder();
    for source in [file("list.ml").unvouched(), file("list.ml").unvouched()] {
        assert!(!builder.add(&list, &source).unwrap().vouched);
    }
    let error = builder.add(&list, &file("list.ml")).unwrap_err();
    assert_eq!(error.code(), "trust.list_signer_untrusted");
    let results = TrustStore::builder().add_all(&[(&list, file("a")), (&list, file("b"))]);
    assert!(results.iter().all(Result::is_err));
}

#[test]
fn pins() {
    let entries = entries();
    let csca = entries[0].clone();
    let list = master_list(&entries, &list_signer());
    let (_, import) = add(&list, &file("list.ml").unvouched()).unwrap();
    let signer = unhex(&import.list_signer.unwrap().sha256);
    let by = |bytes: &[u8], pin: [u8; 32]| {
        let mut builder = TrustStore::builder();
        let result = builder.add(bytes, &file("pinned").pinned(pin));
        let anchors = builder.build().len();
        match result {
            Ok(import) => {
                assert_eq!((import.vouched_by, anchors > 0), (Voucher::Pin, true));
                Ok(())
            }
            Err(error) => {
                assert_eq!((error.code(), anchors), ("trust.pin_mismatch", 0));
                let TrustError::PinMismatch { compared, .. } = error else {
                    panic!()
                };
                Err(compared
                    .iter()
                    .map(|(target, _)| *target)
                    .collect::<Vec<_>>())
            }
        }
    };
    let text = pem("CMS", &list).into_bytes();
    // the file, the signer, the authority that signed him
    for (bytes, pinned) in [
        (&list, &list),
        (&text, &text),
        (&list, &csca),
        (&text, &csca),
    ] {
        assert_eq!(by(bytes, fingerprint(pinned)), Ok(()));
    }
    assert_eq!(by(&list, signer), Ok(()));
    // another authority of the list did not sign him
    let targets = [
        PinTarget::File,
        PinTarget::ListSigner,
        PinTarget::ListSignerIssuer,
    ];
    assert_eq!(by(&list, fingerprint(&entries[1])), Err(targets.to_vec()));
    assert_eq!(by(&list, [0; 32]), Err(targets.to_vec()));

    let bare = bare_list(&entries);
    assert_eq!(by(&bare, fingerprint(&bare)), Ok(()));
    assert_eq!(by(&bare, fingerprint(&csca)), Err(vec![PinTarget::File]));
    let one = pem("CERTIFICATE", &csca).into_bytes();
    for pin in [fingerprint(&one), fingerprint(&csca)] {
        assert_eq!(by(&one, pin), Ok(()));
    }
    let targets = vec![PinTarget::File, PinTarget::Certificate];
    assert_eq!(by(&csca, [0; 32]), Err(targets));
    let two = [one, pem("CERTIFICATE", &entries[1]).into_bytes()].concat();
    assert_eq!(by(&two, fingerprint(&two)), Ok(()));
    assert_eq!(by(&two, fingerprint(&csca)), Err(vec![PinTarget::File]));
}

#[test]
fn unsigned_lists_are_refused() {
    let bare = bare_list(&entries());
    let error = add(&bare, &file("bare.bin")).unwrap_err();
    assert_eq!(error, TrustError::ListUnsigned { certificates: 2 });
    assert_eq!(error.code(), "trust.list_unsigned");
    let (store, import) = add(&bare, &file("bare.bin").unvouched()).unwrap();
    assert_eq!((store.len(), import.vouched), (2, false));

    // a directory: authorities are refused, document signers are kept
    let directory = file("pkd.ldif").unsigned_list();
    let csca = CertificateSpec::csca().encode();
    let error = add(&csca, &directory).unwrap_err();
    assert_eq!(error, TrustError::ListUnsigned { certificates: 1 });
    let ds = CertificateSpec::ds().encode();
    let both = [csca, ds].map(|der| pem("CERTIFICATE", &der)).concat();
    let (store, import) = add(both.as_bytes(), &directory).unwrap();
    assert_eq!(
        (import.kind.as_str(), import.imported, store.len()),
        ("ldif", 1, 0)
    );
    assert_eq!(import.refused[0].reason, "trust.list_unsigned");
    let (store, _) = add(both.as_bytes(), &directory.clone().unvouched()).unwrap();
    assert_eq!(store.anchors()[0].provenance().unwrap().by(), "nobody");
    let (store, _) = add(both.as_bytes(), &directory.vouched()).unwrap();
    assert_eq!(store.anchors()[0].provenance().unwrap().by(), "user");
}

#[test]
fn pinned_signers_are_no_anchors() {
    let ds = CertificateSpec::ds().encode();
    let (store, import) = add(&ds, &file("ds.cer").signer().added(7)).unwrap();
    assert_eq!(
        (import.kind.as_str(), import.imported),
        ("pinned_signer", 1)
    );
    assert!(store.is_empty());
    let [pinned] = store.pinned_signers() else {
        panic!()
    };
    assert_eq!(pinned.certificate().der(), ds);
    assert_eq!(pinned.provenance().unwrap().added, Some(7));
    assert!(store.pinned_signer(pinned.certificate()).is_some());
    let (unpinned, _) = add(&ds, &file("ds.cer")).unwrap();
    assert!(unpinned.pinned_signers().is_empty());
    assert!(unpinned.pinned_signer(pinned.certificate()).is_none());

    let refused = |bytes: &[u8]| {
        let mut builder = TrustStore::builder();
        let error = builder
            .add(bytes, &file("x").vouched().signer())
            .unwrap_err();
        let store = builder.build();
        assert!(store.is_empty() && store.pinned_signers().is_empty());
        error
    };
    let found = NoSigner::Authority;
    let csca = CertificateSpec::csca().encode();
    assert_eq!(refused(&csca), TrustError::NotASigner { found });
    let both = [ds, csca].map(|der| pem("CERTIFICATE", &der)).concat();
    assert_eq!(refused(both.as_bytes()), TrustError::NotASigner { found });
    let found = NoSigner::List;
    let list = master_list(&entries(), &list_signer());
    assert_eq!(refused(&list), TrustError::NotASigner { found });
    let error = refused(&bare_list(&entries()));
    assert_eq!(error.code(), "trust.not_a_signer");
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
    let list = master_list(&list, &list_signer());
    let (store, import) = add(&list, &file("list.ml").unvouched()).unwrap();
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

/// A list of 600, number 300 of which has a wrong length: 599 come in.
#[test]
fn a_wrong_length_in_a_long_list() {
    let mut list: Vec<Vec<u8>> = (0..600u16)
        .map(|number| {
            let mut csca = CertificateSpec::csca();
            csca.serial = object(0x02, &(number + 256).to_be_bytes());
            csca.encode()
        })
        .collect();
    for wrong in [0x00, 0x7F, 0xFF] {
        list[300][3] ^= wrong;
        let list = master_list(&list, &list_signer());
        let (store, import) = add(&list, &file("list.ml").vouched()).unwrap();
        let missing = usize::from(wrong != 0);
        assert_eq!(
            (import.certificates, import.imported),
            (600, 600 - missing),
            "{wrong}"
        );
        assert_eq!(store.len(), 600 - missing);
        let refused: Vec<(usize, &str)> = import
            .refused
            .iter()
            .map(|refused| (refused.index, refused.reason))
            .collect();
        assert_eq!(refused.len(), missing);
        assert!(
            refused
                .iter()
                .all(|(index, reason)| *index == 300 && reason.starts_with("malformed."))
        );
    }
}

/// Not every refused entry is kept, but every one is counted.
#[test]
fn refused_entries_are_counted() {
    let entry = sequence(&[&sequence(&[]), &integer(1)]);
    let list = bare_list(&vec![entry; 1500]);
    let (store, import) = add(&list, &file("bare.bin").unvouched()).unwrap();
    assert!(store.is_empty());
    assert_eq!((import.certificates, import.imported), (1500, 0));
    assert_eq!((import.refused.len(), import.refused_more), (1000, 500));
    assert_eq!(import.refused_count(), 1500);
}

/// In two lists and a file: one anchor, every source shown, and when it was seen.
#[test]
fn one_anchor_with_all_its_sources() {
    let entries = entries();
    let csca = entries[0].clone();
    let list = master_list(&entries, &list_signer());
    let bare = bare_list(&entries[..1]);
    let mut builder = TrustStore::builder();
    let sources = [
        (&list, file("list.ml").unvouched().added(50)),
        (&bare, file("bare.bin").unvouched().added(70)),
        (&csca, file("csca.cer").added(60)),
        (&csca, file("csca.cer").added(60)),
    ];
    let mut signed = None;
    for (bytes, source) in sources {
        let import = builder.add(bytes, &source).unwrap();
        signed = signed.or(import.signing_time);
    }
    let store = builder.build();
    assert_eq!(store.len(), 2);
    let anchor = &store.anchors()[0];
    let files: Vec<&str> = anchor
        .sources()
        .map(|source| source.file.as_str())
        .collect();
    assert_eq!(files, ["list.ml", "bare.bin", "csca.cer"]);
    assert_eq!(
        anchor.provenance().unwrap().file,
        "csca.cer",
        "the one that is vouched for"
    );
    assert!(anchor.is_vouched() && !store.anchors()[1].is_vouched());
    // a list is of the time when it was signed
    let listed = signed.unwrap_or(50);
    assert_eq!(anchor.first_seen(), Some(60.min(listed)));
    assert_eq!(anchor.last_seen(), Some(70.max(listed)));
    assert_eq!(store.anchors()[1].first_seen(), Some(listed));
    let found = store.by_fingerprint(&fingerprint(&csca)).unwrap();
    assert_eq!(found.certificate(), anchor.certificate());
    assert!(store.by_fingerprint(&[0; 32]).is_none());
}

/// Blocks of several kinds in one PEM file: all of it, or on an error nothing.
#[test]
fn mixed_pem() {
    let entries = entries();
    let list = master_list(&entries, &list_signer());
    let both = |list: &[u8]| [pem("CERTIFICATE", &entries[0]), pem("CMS", list)].concat();
    let (store, import) = add(both(&list).as_bytes(), &file("all.pem")).unwrap();
    assert_eq!(
        (import.certificates, import.imported, store.len()),
        (3, 3, 2)
    );
    let [part] = import.parts.as_slice() else {
        panic!()
    };
    assert_eq!((part.kind, part.imported), (SourceKind::MasterList, 2));
    assert_eq!(part.vouched_by.as_str(), "list");

    let mut changed = list;
    let position = changed.len() / 3;
    changed[position] ^= 1;
    let mut builder = TrustStore::builder();
    let error = builder.add(both(&changed).as_bytes(), &file("all.pem"));
    assert_eq!(error.unwrap_err().code(), "trust.list_signature");
    assert!(builder.build().is_empty());
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
        if builder.add(&bytes, &file("list.ml").unvouched()).is_err() {
            assert!(builder.build().is_empty());
        }
    }
}

/// One store serves many threads.
#[test]
fn the_store_is_shared() {
    let world = World::new();
    let (store, _) = add(&world.csca.encode(), &file("csca.cer")).unwrap();
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
