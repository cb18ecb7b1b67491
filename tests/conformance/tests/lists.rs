//! Rows about files that are added to a trust store, without a document: OWN-CSCA-01 to 05.
//!
//! The files are made by the software chip's own code; the exit codes of the command have tests
//! beside it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests"
)]

use vidimus::chip::pki::{
    CertificateSpec, Ldif, Scheme, SignedListKind, SignedListSpec, TestKey, master_list,
    master_list_with_broken,
};
use vidimus::iso7816::Fault;
use vidimus::pubkey::HashAlgorithm;
use vidimus::trust::{Anchor, Source, TrustStoreBuilder};

/// The authority of Utopia and a document signer.
fn pair() -> (CertificateSpec, CertificateSpec) {
    let pair = Scheme::base().certificates("UT", "UTO", &["P"]);
    pair.expect("certificates are made")
}

fn der(certificate: &CertificateSpec) -> Vec<u8> {
    certificate.to_der().expect("a certificate is made")
}

/// A store that knows the authority.
fn store() -> TrustStoreBuilder {
    let mut builder = TrustStoreBuilder::new();
    let added = builder.add(&der(&pair().0), &Source::new("csca.cer"));
    assert_eq!(added.expect("an authority is taken").imported, 1);
    builder
}

/// `count` authorities of one name with serial numbers of their own.
fn authorities(count: u16) -> Vec<Vec<u8>> {
    let (csca, _) = pair();
    let one = |serial: u16| {
        let mut one = csca.clone();
        one.serial = (0x1000 + serial).to_be_bytes().to_vec();
        der(&one)
    };
    (0..count).map(one).collect()
}

fn signed(content: Vec<u8>) -> SignedListSpec {
    SignedListSpec::below(&pair().0, SignedListKind::Master, content).expect("keys fit")
}

fn bytes(list: &SignedListSpec) -> Vec<u8> {
    list.to_der().expect("keys fit")
}

/// OWN-CSCA-01. That the authority lies in the message and in the list proves nothing.
#[test]
fn a_list_that_nobody_vouches_for_is_refused() {
    let list = bytes(&signed(master_list(&[der(&pair().0)])));
    let mut empty = TrustStoreBuilder::new();
    let error = empty
        .add(&list, &Source::new("list.ml"))
        .expect_err("nobody vouches");
    assert_eq!(error.code(), "trust.list_signer_untrusted");
    assert_eq!(empty.build().anchors().len(), 0);
    // the same list, pinned or below an authority that is there
    let pin = HashAlgorithm::Sha256.hash(&list);
    let pin: [u8; 32] = pin.as_ref().try_into().expect("32 bytes");
    let mut pinned = TrustStoreBuilder::new();
    let added = pinned.add(&list, &Source::new("list.ml").pinned(pin));
    assert_eq!(added.expect("the pin fits").imported, 1);
    assert!(store().add(&list, &Source::new("list.ml")).is_ok());
}

/// OWN-CSCA-02.
#[test]
fn a_list_signer_needs_the_purpose() {
    let mut list = signed(master_list(&[der(&pair().0)]));
    list.signer = list.signer.without_key_purpose();
    let mut builder = store();
    let error = builder
        .add(&bytes(&list), &Source::new("list.ml"))
        .expect_err("no list signer");
    assert_eq!(error.code(), "trust.list_signer_profile");
    assert_eq!(builder.build().anchors().len(), 1);
}

/// OWN-CSCA-03.
#[test]
fn a_broken_entry_does_not_take_the_others_along() {
    let content = master_list_with_broken(&authorities(600), 300);
    let mut builder = store();
    let import = builder
        .add(&bytes(&signed(content)), &Source::new("list.ml"))
        .expect("the list is taken");
    assert_eq!(import.imported, 599);
    assert_eq!(import.refused.len(), 1);
    assert_eq!(import.refused[0].index, 300);
    assert!(!import.refused[0].reason.is_empty());
}

/// OWN-CSCA-04.
#[test]
fn directories_in_text_are_read() {
    let (csca, ds) = pair();
    let next = csca
        .successor(TestKey::CscaP384, Some("CSCA of 2028"))
        .expect("a key");
    let list = bytes(&signed(master_list(&[der(&next)])));
    let mut text = Ldif::new();
    text.record("sn=2,o=dsc,c=UT", &[("userCertificate;binary", &der(&ds))]);
    text.record("o=ml,c=UT", &[("pkdMasterListContent;binary", &list)]);
    let mut builder = store();
    let import = builder.add_ldif(text.to_string().as_bytes(), &Source::new("pkd.ldif"));
    let import = import.expect("the text is read");
    assert!(import.refused.is_empty(), "{:?}", import.refused);
    let built = builder.build();
    assert_eq!(built.anchors().len(), 2);
    assert!(built.anchors().iter().all(Anchor::is_vouched));
}

/// OWN-CSCA-05.
#[test]
fn an_authority_from_three_files_is_one_anchor() {
    let mut builder = store();
    for (name, second) in [("one.ml", "20280601"), ("two.ml", "20290601")] {
        let mut list = signed(master_list(&[der(&pair().0)]));
        list.signing_time = format!("{second}120000");
        let added = builder.add(&bytes(&list), &Source::new(name));
        assert!(added.is_ok(), "{added:?}");
    }
    let built = builder.build();
    assert_eq!(built.len(), 1);
    let sources = built.anchors()[0].sources();
    let files: Vec<_> = sources.map(|source| &*source.file).collect();
    assert_eq!(files, ["csca.cer", "one.ml", "two.ml"]);
}
