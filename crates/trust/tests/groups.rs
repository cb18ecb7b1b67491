//! Trust groups: an anchor of one kind of document never vouches for another kind, whichever way it
//! could get there: by a link, a list, a pin, or a verdict that is kept.
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
use std::collections::BTreeMap;
use vidimus_iso7816::Fault;
use vidimus_trust::{
    Finding, PaInput, Rules, Source, Tolerance, TrustStore, TrustStoreBuilder, codes,
    judge_certificate,
};

const CARD: Option<&str> = Some("card");
const VISA: Option<&str> = Some("visa");

fn card(file: &str) -> Source {
    Source::new(file).group("card")
}

/// What the anchor of this signer comes to.
fn anchor(der: &[u8], store: &TrustStore) -> String {
    let files = BTreeMap::new();
    let rules = Rules {
        allow_pinned_signers: true,
        ..Rules::of(Tolerance::Field).clone()
    };
    let input = PaInput {
        rules: &rules,
        ..PaInput::new(&files, AT)
    };
    let Finding { outcome, code, .. } = judge_certificate(der, &input, store).unwrap().anchor;
    match code {
        Some(code) => format!("{}:{code}", outcome.as_str()),
        None => outcome.as_str().to_owned(),
    }
}

/// The anchor for all documents, for cards, for visas: in each order, of one store, so that a
/// verdict which is kept shows itself.
fn everywhere(der: &[u8], builder: &TrustStoreBuilder) -> [String; 3] {
    let groups = [None, CARD, VISA];
    let orders = [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]];
    let mut results = orders.map(|order| {
        let store = builder.clone().build();
        let mut found = [const { String::new() }; 3];
        // twice: the second time every verdict is a kept one
        for place in [order, order].concat() {
            found[place] = anchor(der, &store.for_group(groups[place]));
        }
        found
    });
    results.sort();
    assert!(
        results.iter().all(|result| *result == results[0]),
        "{results:?}"
    );
    results[0].clone()
}

const OTHER: &str = "undetermined:anchor_of_other_group";

#[test]
fn an_anchor_of_a_group_is_for_its_documents_alone() {
    let (csca, ds) = (
        CertificateSpec::csca().encode(),
        CertificateSpec::ds().encode(),
    );
    let mut builder = TrustStore::builder();
    builder.add(&csca, &card("card.cer")).unwrap();
    assert_eq!(everywhere(&ds, &builder), [OTHER, "passed", OTHER]);
    let store = builder.clone().build();
    assert!(store.is_empty() && store.for_group(VISA).is_empty());
    assert_eq!(store.for_group(CARD).anchors().len(), 1);
    assert_eq!(store.groups().collect::<Vec<_>>(), ["card"]);
    let all = store.anchors_of_all_groups();
    assert_eq!(all[0].provenance().unwrap().group.as_deref(), CARD);
    // a view of a view is what its name says
    let back = store.for_group(CARD).for_group(None);
    assert_eq!(anchor(&ds, &back), OTHER);
    // a second word, for all documents, is the wider one; in either order
    builder.add(&csca, &Source::new("list.cer")).unwrap();
    assert_eq!(everywhere(&ds, &builder), ["passed"; 3].map(str::to_owned));
    let mut other_order = TrustStore::builder();
    other_order.add(&csca, &Source::new("list.cer")).unwrap();
    other_order.add(&csca, &card("card.cer")).unwrap();
    assert_eq!(
        everywhere(&ds, &other_order),
        ["passed"; 3].map(str::to_owned)
    );
    let all = builder.build().anchors_of_all_groups();
    assert_eq!((all.len(), all[0].sources().len()), (1, 2));
    assert_eq!(all[0].provenance().unwrap().group, None);
}

/// A word that nobody stands behind does not widen one that counts for a group.
#[test]
fn what_nobody_vouches_for_widens_nothing() {
    let (csca, ds) = (
        CertificateSpec::csca().encode(),
        CertificateSpec::ds().encode(),
    );
    let unvouched = "undetermined:anchor_unvouched";
    let mut builder = TrustStore::builder();
    builder.add(&csca, &card("card.cer")).unwrap();
    builder
        .add(&csca, &Source::new("found.cer").unvouched())
        .unwrap();
    assert_eq!(everywhere(&ds, &builder), [unvouched, "passed", unvouched]);
    let mut builder = TrustStore::builder();
    builder.add(&csca, &card("card.cer").unvouched()).unwrap();
    let nothing = "undetermined:anchor_not_found";
    assert_eq!(everywhere(&ds, &builder), [nothing, unvouched, nothing]);
}

#[test]
fn an_anchor_for_all_serves_every_group_whenever_it_came() {
    let (csca, ds) = (
        CertificateSpec::csca().encode(),
        CertificateSpec::ds().encode(),
    );
    let mut other = CertificateSpec::csca();
    (other.subject, other.issuer) = (csca_name("XO"), csca_name("XO"));
    let other = other.encode();
    for order in [[0, 1], [1, 0]] {
        let mut builder = TrustStore::builder();
        for which in order {
            match which {
                0 => builder.add(&csca, &Source::new("all.cer")).unwrap(),
                _ => builder.add(&other, &card("other.cer")).unwrap(),
            };
        }
        assert_eq!(everywhere(&ds, &builder), ["passed"; 3].map(str::to_owned));
    }
}

/// A new key that the group's old one vouches for by a link is the group's.
#[test]
fn links_stay_in_their_group() {
    let old = CertificateSpec::csca();
    let mut new = old.clone();
    let name = name(&[(6, 0x13, "UT"), (3, 0x0C, "Renamed CSCA")]);
    (new.subject, new.spki) = (name.clone(), keys().other.spki.clone());
    new.extensions = vec![
        ski(b"csca-2"),
        key_usage(true, 0x06),
        basic_constraints(true),
    ];
    let mut ds = CertificateSpec::ds();
    (ds.issuer, ds.issuer_key) = (name, keys().other.clone());
    ds.extensions[0] = aki(b"csca-2");
    let (old, new, ds) = (old.encode(), new.encode(), ds.encode());
    let unvouched = "undetermined:anchor_unvouched";
    for order in [[0, 1], [1, 0]] {
        let mut builder = TrustStore::builder();
        for which in order {
            match which {
                0 => builder.add(&old, &card("old.cer")).unwrap(),
                _ => builder
                    .add(&new, &Source::new("new.cer").unvouched())
                    .unwrap(),
            };
        }
        assert_eq!(everywhere(&ds, &builder), [unvouched, "passed", unvouched]);
        let store = builder.build().for_group(CARD);
        let linked = store
            .anchors()
            .iter()
            .find(|one| one.certificate().der() == new);
        let from = linked.unwrap().provenance().unwrap();
        assert_eq!((from.by(), from.group.as_deref()), ("link", CARD));
    }
    // and one for all leads to one for all, also in the group
    let mut builder = TrustStore::builder();
    builder.add(&old, &Source::new("old.cer")).unwrap();
    builder
        .add(&new, &Source::new("new.cer").unvouched())
        .unwrap();
    builder.add(&ds_like_other(), &card("other.cer")).unwrap();
    assert_eq!(everywhere(&ds, &builder), ["passed"; 3].map(str::to_owned));
}

/// Some authority, so that a group exists.
fn ds_like_other() -> Vec<u8> {
    let mut other = CertificateSpec::csca();
    (other.subject, other.issuer) = (csca_name("XO"), csca_name("XO"));
    other.encode()
}

/// An anchor of a group vouches for lists of its group, and for none that is for all.
#[test]
fn lists_stay_in_their_group() {
    let csca = CertificateSpec::csca().encode();
    let mut second = CertificateSpec::csca();
    (second.subject, second.issuer) = (csca_name("XO"), csca_name("XO"));
    let mut ds = CertificateSpec::ds();
    ds.issuer = csca_name("XO");
    let ds = ds.encode();
    let list = master_list(&[second.encode()], &list_signer());
    let mut builder = TrustStore::builder();
    builder.add(&csca, &card("card.cer")).unwrap();
    for wrong in [Source::new("a.ml"), Source::new("a.ml").group("visa")] {
        let error = builder.clone().add(&list, &wrong).unwrap_err();
        assert_eq!(error.code(), "trust.list_signer_untrusted");
    }
    builder.add(&list, &card("a.ml")).unwrap();
    assert_eq!(everywhere(&ds, &builder), [OTHER, "passed", OTHER]);
    // one for all vouches for what is added for a group
    let mut builder = TrustStore::builder();
    builder.add(&csca, &Source::new("csca.cer")).unwrap();
    builder.add(&list, &card("a.ml")).unwrap();
    assert_eq!(everywhere(&ds, &builder), [OTHER, "passed", OTHER]);
    // refused, nothing is left behind
    let mut builder = TrustStore::builder();
    builder.add(&list, &card("a.ml")).unwrap_err();
    assert_eq!(builder.build().groups().len(), 0);
}

#[test]
fn pins_stay_in_their_group() {
    let ds = CertificateSpec::ds().encode();
    let mut builder = TrustStore::builder();
    builder.add(&ds, &card("ds.cer").signer()).unwrap();
    let pinned = "passed:pinned_signer";
    assert_eq!(everywhere(&ds, &builder), [OTHER, pinned, OTHER]);
    let store = builder.clone().build();
    assert!(store.pinned_signers().is_empty());
    assert_eq!(store.pinned_signers_of_all_groups().len(), 1);
    builder.add(&ds, &Source::new("ds.cer").signer()).unwrap();
    assert_eq!(everywhere(&ds, &builder), [pinned; 3].map(str::to_owned));
}

/// A policy may name an anchor that nobody vouches for; not one of another group.
#[test]
fn a_policys_name_opens_no_group() {
    let (csca, ds) = (
        CertificateSpec::csca().encode(),
        CertificateSpec::ds().encode(),
    );
    let mut builder = TrustStore::builder();
    builder.add(&csca, &card("card.cer")).unwrap();
    let store = builder.build();
    let fingerprint = store.for_group(CARD).anchors()[0]
        .certificate()
        .fingerprint();
    let sha256 = fingerprint.as_ref().try_into().unwrap();
    let mut rules = Rules::of(Tolerance::Field).clone();
    rules.unvouched_anchors.insert(sha256);
    let files = BTreeMap::new();
    let input = PaInput {
        rules: &rules,
        ..PaInput::new(&files, AT)
    };
    let result = judge_certificate(&ds, &input, &store).unwrap();
    assert_eq!(result.anchor.code, Some(codes::ANCHOR_OF_OTHER_GROUP));
    assert!(result.csca.is_none() && !result.chain_signature.is_passed());
}
