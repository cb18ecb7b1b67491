//! Whose lists count.

use crate::common::pki::{CertificateSpec, csca_name, keys, list_signer_for};
use crate::lists::*;
use vidimus_iso7816::Fault;
use vidimus_trust::deviation::DeviationQuery;
use vidimus_trust::{Outcome, Source, SourceKind, TrustError, TrustStore};

fn entry() -> Vec<u8> {
    defects_of(&CertificateSpec::ds(), &[defect("2.2", None)])
}

fn counts(store: &TrustStore) -> bool {
    let signer = certificate(&CertificateSpec::ds());
    let query = DeviationQuery::of_signer(&signer);
    !store.deviations().matching(&query).is_empty()
}

fn add(list: &[u8], source: &Source, with_anchor: bool) -> Result<TrustStore, TrustError> {
    let mut builder = TrustStore::builder();
    if with_anchor {
        let csca = CertificateSpec::csca().encode();
        builder.add(&csca, &Source::new("csca.cer")).unwrap();
    }
    builder.add(list, source)?;
    Ok(builder.build())
}

#[test]
fn an_anchor_that_is_there_vouches() {
    let list = signed_defects(&[entry()]);
    let mut builder = TrustStore::builder();
    let csca = CertificateSpec::csca().encode();
    builder.add(&csca, &Source::new("csca.cer")).unwrap();
    let import = builder.add(&list, &Source::new("defects.ml")).unwrap();
    assert_eq!(import.kind, SourceKind::DefectList);
    assert_eq!(import.deviations, Some(1));
    assert_eq!(import.list_signature, Outcome::Passed);
    assert!(import.vouched);
    let store = builder.build();
    assert!(counts(&store));
    let (_, source) = store.deviations().lists().next().unwrap();
    assert!(source.is_vouched());
    assert_eq!(source.file, "defects.ml");
    assert_eq!(store.len(), 1, "a list brings no anchor");
}

#[test]
fn nobody_vouches_nothing_counts() {
    let list = signed_defects(&[entry()]);
    let source = Source::new("defects.ml");
    let refused = add(&list, &source, false).unwrap_err();
    assert_eq!(refused.code(), "trust.list_signer_untrusted");
    let store = add(&list, &source.clone().unvouched(), true).unwrap();
    assert!(!counts(&store), "taken unvouched, so without effect");
    assert_eq!(store.deviations().lists().len(), 1);
    let store = add(&list, &source.vouched(), false).unwrap();
    assert!(counts(&store), "the user stands behind it");
}

/// The list brings the certificate of an authority that signed its signer: of whoever made it.
#[test]
fn a_list_does_not_vouch_for_itself() {
    let mut csca = CertificateSpec::csca();
    csca.spki = keys().other.spki.clone();
    csca.issuer_key = keys().other.clone();
    let mut signer = list_signer_for(DEFECT_SIGNER);
    signer.issuer_key = keys().other.clone();
    let content = defects(0, &[entry()]);
    let list = signed_list_of(DEFECT_LIST, &content, &signer);
    let source = Source::new("defects.ml");
    // a signer below another key of the same name is not the anchor's
    assert!(add(&list, &source, true).is_err());
    assert!(add(&list, &source, false).is_err());
    // not even when the authority is in the store, as long as nobody vouches for that
    let mut builder = TrustStore::builder();
    let unvouched = Source::new("csca.cer").unvouched();
    builder.add(&csca.encode(), &unvouched).unwrap();
    assert!(builder.add(&list, &source).is_err());
}

#[test]
fn a_broken_signature_is_refused_whoever_vouches() {
    let list = signed_defects(&[entry()]);
    let sources = [
        Source::new("defects.ml"),
        Source::new("defects.ml").vouched(),
        Source::new("defects.ml").unvouched(),
    ];
    for source in sources {
        let mut last = list.clone();
        *last.last_mut().unwrap() ^= 1;
        let refused = add(&last, &source, true).unwrap_err();
        assert_eq!(refused.code(), "trust.list_signature");
        // the content changed: 2.2 becomes 2.3
        let kind = below(DEFECT_LIST, "2.2");
        let place = list.windows(kind.len()).position(|at| at == kind).unwrap();
        let mut content = list.clone();
        content[place + kind.len() - 1] = 3;
        assert_eq!(
            add(&content, &source, true).unwrap_err().code(),
            "trust.list_signature"
        );
    }
}

#[test]
fn only_signers_of_such_lists_sign_them() {
    for (kind, purpose) in [
        (DEFECT_LIST, "2.23.136.1.1.3"),
        (DEFECT_LIST, DEVIATION_SIGNER),
        (DEVIATION_LIST, DEFECT_SIGNER),
        (DEVIATION_LIST, "2.23.136.1.1.3"),
    ] {
        let list = signed_list_of(kind, &defects(0, &[]), &list_signer_for(purpose));
        let refused = add(&list, &Source::new("list.ml").vouched(), true).unwrap_err();
        assert_eq!(
            refused.code(),
            "trust.list_signer_profile",
            "{kind} {purpose}"
        );
    }
    // a document signer, and an authority
    let authority = CertificateSpec {
        issuer: csca_name("UT"),
        spki: keys().ds.spki.clone(),
        ..CertificateSpec::csca()
    };
    for signer in [CertificateSpec::ds(), authority] {
        let list = signed_list_of(DEFECT_LIST, &defects(0, &[entry()]), &signer);
        let refused = add(&list, &Source::new("list.ml").vouched(), true).unwrap_err();
        assert_eq!(refused.code(), "trust.list_signer_profile");
    }
}

#[test]
fn content_that_does_not_decode_is_refused_with_its_place() {
    let content = [defects(0, &[entry()]), vec![]].concat();
    let signer = list_signer_for(DEFECT_SIGNER);
    let list = signed_list_of(DEFECT_LIST, &content[..content.len() - 1], &signer);
    let refused = add(&list, &Source::new("defects.ml"), true).unwrap_err();
    assert!(matches!(refused, TrustError::Deviation(_)));
    assert!(refused.code().starts_with("malformed."));
}
