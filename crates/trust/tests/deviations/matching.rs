//! Which documents an entry means.

use crate::common::der::{integer, name, object, oid, sequence};
use crate::common::pki::{CertificateSpec, csca_name, keys, list_signer_for};
use crate::lists::*;
use vidimus_lds::cms::SignerId;
use vidimus_trust::deviation::DeviationQuery;
use vidimus_trust::{Certificate, TrustStore};

const FAULT: &str = "2.3";

/// A list of one entry with these criteria.
fn one(criteria: &[Vec<u8>]) -> TrustStore {
    let entry = deviation(
        criteria,
        &[description(FAULT, None, "the signature is wrong")],
    );
    store(&CertificateSpec::csca(), &[signed_deviations(&[entry])])
}

fn query(signer: &Certificate) -> DeviationQuery<'_> {
    DeviationQuery {
        signer: Some(signer),
        identifier: None,
        document_type: Some("P<"),
        document_number: Some("L898902C3"),
        issue_date: Some(1_767_225_600), // 2026-01-01
    }
}

fn digest(of: &Certificate) -> Vec<u8> {
    of.fingerprint().as_ref().to_vec()
}

#[test]
fn every_criterion_alone() {
    let signer = certificate(&CertificateSpec::ds());
    let mut other = CertificateSpec::ds();
    other.serial = integer(8);
    let long = |number: &str| by_numbers(&["A1", number, "Z9"]);
    for (criterion, fits) in [
        (by_type("P<"), true),
        (by_type("P"), true),
        (by_type("PD"), false),
        (by_type("C<"), false),
        (by_signer(&CertificateSpec::ds()), true),
        (by_signer(&other), false),
        (by_digest(&digest(&signer)), true),
        (by_digest(&[0; 32]), false),
        (by_period("20251231000000Z", "20260101000000Z"), true),
        (by_period("20260101120000Z", "20260201000000.5Z"), true),
        (by_period("20250101000000Z", "20251231235959Z"), false),
        (by_period("20260102000000Z", "20250101000000Z"), false),
        (long("L898902C3"), true),
        (long("L898902C3<"), true),
        (long("L898902C4"), false),
        (by_numbers(&[]), false),
    ] {
        let expected: &[&str] = if fits { &["sod_signature"] } else { &[] };
        let store = one(std::slice::from_ref(&criterion));
        assert_eq!(
            effects(&store, &query(&signer)),
            expected,
            "{criterion:02X?}"
        );
    }
}

#[test]
fn all_criteria_must_be_met() {
    let signer = certificate(&CertificateSpec::ds());
    let good = [
        by_type("P"),
        by_signer(&CertificateSpec::ds()),
        by_period("20260101000000Z", "20261231000000Z"),
        by_numbers(&["L898902C3"]),
    ];
    let bad = [
        by_type("V"),
        by_digest(&[7; 32]),
        by_period("20200101000000Z", "20201231000000Z"),
        by_numbers(&["L898902C4"]),
    ];
    assert_eq!(effects(&one(&good), &query(&signer)), ["sod_signature"]);
    for place in 0..good.len() {
        let mut criteria = good.clone();
        criteria[place] = bad[place].clone();
        assert!(
            effects(&one(&criteria), &query(&signer)).is_empty(),
            "{place}"
        );
    }
}

#[test]
fn no_criterion_means_no_document() {
    let signer = certificate(&CertificateSpec::ds());
    let store = one(&[]);
    assert_eq!(store.deviations().lists().next().unwrap().0.len(), 1);
    assert!(effects(&store, &query(&signer)).is_empty());
    assert!(effects(&store, &DeviationQuery::default()).is_empty());
}

#[test]
fn what_is_not_known_meets_nothing() {
    let signer = certificate(&CertificateSpec::ds());
    for criterion in [
        by_type("P"),
        by_type(""),
        by_period("19700101000000Z", "29990101000000Z"),
        by_numbers(&["L898902C3", ""]),
    ] {
        let store = one(std::slice::from_ref(&criterion));
        let bare = DeviationQuery::of_signer(&signer);
        assert!(effects(&store, &bare).is_empty(), "{criterion:02X?}");
    }
    // and without a signer not even the country of the document is known
    let store = one(&[by_numbers(&["L898902C3"])]);
    let nameless = DeviationQuery {
        signer: None,
        ..query(&signer)
    };
    assert!(effects(&store, &nameless).is_empty());
}

/// DG12 can be left out by whoever emulates a chip: keys that others have are in doubt then.
#[test]
fn an_unknown_date_of_issue_excuses_nothing_and_clears_nobody() {
    let signer = certificate(&CertificateSpec::ds());
    let period = by_period("20260101000000Z", "20261231000000Z");
    let known = |criteria: &[Vec<u8>], issue_date| {
        let described = [
            description("1.4", None, "keys known to others"),
            description(FAULT, None, "the signature is wrong"),
        ];
        let list = signed_deviations(&[deviation(criteria, &described)]);
        let store = store(&CertificateSpec::csca(), &[list]);
        let query = DeviationQuery {
            issue_date,
            ..query(&signer)
        };
        let known = store.deviations().matching(&query);
        let told = known
            .iter()
            .map(|known| (known.effect.as_str(), known.certain));
        told.collect::<Vec<_>>()
    };
    let inside = query(&signer).issue_date;
    let criteria = std::slice::from_ref(&period);
    assert_eq!(
        known(criteria, inside),
        [("aa_compromised", true), ("sod_signature", true)]
    );
    assert_eq!(known(criteria, None), [("aa_compromised", false)]);
    assert!(known(criteria, Some(0)).is_empty());
    let other_type = [period, by_type("V")];
    assert!(known(&other_type, None).is_empty());
}

#[test]
fn explicit_tags_are_understood() {
    let signer = certificate(&CertificateSpec::ds());
    let spec = CertificateSpec::ds();
    let criteria = [
        tagged(0, &[&printable("P<")]),
        tagged(1, &[&sequence(&[&spec.issuer, &spec.serial])]),
        tagged(
            4,
            &[&sequence(&[
                &object(0x18, b"20260101000000Z"),
                &object(0x18, b"20260102000000Z"),
            ])],
        ),
        tagged(5, &[&object(0x31, &printable("L898902C3"))]),
    ];
    assert_eq!(effects(&one(&criteria), &query(&signer)), ["sod_signature"]);
}

#[test]
fn one_signer_is_not_another() {
    let known = |spec: &CertificateSpec| {
        let entry = defects_of(spec, &[defect("2.2", None)]);
        store(&CertificateSpec::csca(), &[signed_defects(&[entry])])
    };
    let listed = known(&CertificateSpec::ds());
    let mut same_serial = CertificateSpec::ds();
    same_serial.issuer = csca_name("DE");
    let mut same_issuer = CertificateSpec::ds();
    same_issuer.serial = integer(70);
    let mut longer = CertificateSpec::ds();
    longer.serial = object(2, &[0, 7]);
    for (spec, fits) in [
        (CertificateSpec::ds(), true),
        (same_serial, false),
        (same_issuer, false),
        (longer, false),
    ] {
        let signer = certificate(&spec);
        let found = effects(&listed, &DeviationQuery::of_signer(&signer));
        assert_eq!(!found.is_empty(), fits, "{}", signer.issuer());
    }
    // the certificate decides over what the message calls it
    let other = certificate(&CertificateSpec::csca());
    let spec = CertificateSpec::ds();
    let names_listed = SignerId::IssuerSerial {
        issuer: &spec.issuer,
        serial: &[7],
    };
    let mut query = DeviationQuery::of_signer(&other);
    query.identifier = Some(&names_listed);
    assert!(effects(&listed, &query).is_empty());
    query.signer = None;
    assert_eq!(effects(&listed, &query), ["sod_malformed"]);
}

#[test]
fn a_hash_narrows_the_name() {
    let spec = CertificateSpec::ds();
    let identifier = sequence(&[&spec.issuer, &spec.serial]);
    let signer = certificate(&spec);
    let entry = |hash: &[u8]| hashed_defects(&identifier, hash, &[defect("1.4", None)], &[]);
    for (hash, fits) in [
        (digest(&signer), true),
        (vec![0; 32], false),
        (vec![], false),
    ] {
        let store = store(&CertificateSpec::csca(), &[signed_defects(&[entry(&hash)])]);
        let found = effects(&store, &DeviationQuery::of_signer(&signer));
        assert_eq!(!found.is_empty(), fits);
    }
    // by an algorithm that nobody knows no hash fits
    let content = sequence(&[
        &integer(0),
        &oid("1.2.3.4"),
        &object(0x31, &entry(&digest(&signer))),
    ]);
    let list = signed_list_of(DEFECT_LIST, &content, &list_signer_for(DEFECT_SIGNER));
    let store = store(&CertificateSpec::csca(), &[list]);
    assert!(effects(&store, &DeviationQuery::of_signer(&signer)).is_empty());
}

#[test]
fn a_deviation_list_speaks_of_its_own_country() {
    // an authority of another country, vouched for as well, publishes a list about every passport
    let mut csca = CertificateSpec::csca();
    csca.issuer = csca_name("DE");
    csca.subject = csca_name("DE");
    csca.spki = keys().other.spki.clone();
    csca.issuer_key = keys().other.clone();
    let mut signer = list_signer_for(DEVIATION_SIGNER);
    signer.issuer = csca_name("DE");
    signer.subject = name(&[(6, 0x13, "DE"), (3, 0x0C, "List Signer")]);
    signer.issuer_key = keys().other.clone();
    let entry = deviation(&[by_type("P")], &[description(FAULT, None, "")]);
    let list = signed_list_of(DEVIATION_LIST, &deviations(&[entry]), &signer);
    let store = store(&csca, &[list]);
    let own = certificate(&CertificateSpec::ds());
    assert!(effects(&store, &query(&own)).is_empty());
    let mut theirs = CertificateSpec::ds();
    theirs.issuer = csca_name("de");
    let theirs = certificate(&theirs);
    assert_eq!(effects(&store, &query(&theirs)), ["sod_signature"]);
}

#[test]
fn thousands_of_numbers_and_entries() {
    let signer = certificate(&CertificateSpec::ds());
    let numbers: Vec<String> = (0..20_000)
        .map(|number| format!("CA{number:05}AL"))
        .collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let mut entries = vec![deviation(
        &[by_numbers(&numbers)],
        &[description("2.2", Some(integer(12)), "")],
    )];
    for _ in 0..5000 {
        entries.push(deviation(&[by_type("V")], &[description(FAULT, None, "")]));
    }
    let store = store(&CertificateSpec::csca(), &[signed_deviations(&entries)]);
    for (number, fits) in [
        ("CA00000AL", true),
        ("CA19999AL", true),
        ("CA20000AL", false),
    ] {
        let query = DeviationQuery {
            document_number: Some(number),
            ..query(&signer)
        };
        assert_eq!(!effects(&store, &query).is_empty(), fits, "{number}");
    }
}
