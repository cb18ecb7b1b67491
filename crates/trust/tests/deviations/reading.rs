//! What the content of a list decodes to, and that nothing in it can hurt.

use crate::common::der::{integer, object, oid, sequence, set};
use crate::common::openssl;
use crate::common::pki::{CertificateSpec, keys, list_signer_for};
use crate::lists::*;
use proptest::prelude::*;
use vidimus_iso7816::Fault;
use vidimus_lds::DataGroup;
use vidimus_trust::deviation::{DeviationKind, DeviationList, DeviationQuery, Effect};
use vidimus_trust::{Certificate, TrustStore};

fn known(store: &TrustStore) -> Vec<Effect> {
    let signer = certificate(&CertificateSpec::ds());
    let known = store
        .deviations()
        .matching(&DeviationQuery::of_signer(&signer));
    known.into_iter().map(|known| known.effect).collect()
}

fn of_deviation(arcs: &str, parameter: Option<Vec<u8>>) -> Vec<Effect> {
    let criteria = [by_signer(&CertificateSpec::ds())];
    let entry = deviation(&criteria, &[description(arcs, parameter, "")]);
    known(&store(
        &CertificateSpec::csca(),
        &[signed_deviations(&[entry])],
    ))
}

fn of_defect(arcs: &str, parameter: Option<Vec<u8>>) -> Vec<Effect> {
    let entry = defects_of(&CertificateSpec::ds(), &[defect(arcs, parameter)]);
    known(&store(
        &CertificateSpec::csca(),
        &[signed_defects(&[entry])],
    ))
}

fn group(number: u8) -> DataGroup {
    DataGroup::new(number).unwrap()
}

#[test]
fn types_of_deviation() {
    let number = |value: u8| Some(integer(value));
    for (arcs, parameter, effect) in [
        ("1.1", None, Effect::SignerSignature),
        ("1.2", number(5), Effect::SignerEncoding),
        ("1.4", None, Effect::AaCompromised),
        ("2.1", number(2), Effect::DataGroup(group(2))),
        ("2.1", number(20), Effect::SodMalformed),
        ("2.1", number(21), Effect::ComSod { lists: None }),
        ("2.1", number(17), Effect::Shown),
        ("2.1", None, Effect::Shown),
        ("2.2", number(12), Effect::DataGroupHash(group(12))),
        ("2.2", Some(printable("12")), Effect::Shown),
        ("2.3", None, Effect::SodSignature),
        ("2.4", None, Effect::ComSod { lists: None }),
        ("3.2", number(8), Effect::MrzCheckDigit { field: Some(8) }),
        ("3.2", number(0), Effect::MrzCheckDigit { field: None }),
        ("1.3", number(0), Effect::Shown),
        ("3.1", number(2), Effect::Shown),
        ("4", None, Effect::Shown),
        ("5", None, Effect::Shown),
        ("9.9.9", None, Effect::Shown),
    ] {
        assert_eq!(of_deviation(arcs, parameter), [effect], "{arcs}");
    }
}

#[test]
fn types_of_defect() {
    let status = |value: u8| Some(enumerated(value));
    let revoked = |status: u64| vec![Effect::SignerRevoked { status }];
    let groups = || vec![Effect::DataGroup(group(2)), Effect::DataGroup(group(11))];
    let lists = sequence(&[&numbers(&[1, 2]), &numbers(&[1, 2, 11])]);
    let lists_effect = Effect::ComSod {
        lists: Some(([1, 2].into(), [1, 2, 11].into())),
    };
    let country = Effect::IssuingCountry {
        country: "UT".to_owned(),
    };
    let (ca, aa, cam) = (
        Effect::CaProtocol,
        Effect::AaProtocol,
        Effect::PaceCamProtocol,
    );
    for (arcs, parameter, effects) in [
        ("1.1", status(0), revoked(0)),
        ("1.1", status(32), revoked(32)),
        ("1.1", None, revoked(0)),
        ("1.2", Some(object(4, b"x")), vec![Effect::SignerMalformed]),
        ("1.3", None, vec![Effect::CaCompromised]),
        ("1.4", None, vec![Effect::AaCompromised]),
        ("1.5", status(0), vec![ca.clone()]),
        ("1.5", status(2), vec![ca.clone(), aa.clone()]),
        ("1.5", status(6), vec![ca, aa, cam]),
        ("1.5", status(7), vec![Effect::Shown]),
        (
            "1.6",
            status(2),
            vec![Effect::CscaValidity, Effect::SignerValidity],
        ),
        ("2.1", Some(numbers(&[11, 2])), groups()),
        ("2.2", status(1), vec![Effect::SodMalformed]),
        ("2.3", None, vec![Effect::ComSod { lists: None }]),
        ("2.3", Some(lists), vec![lists_effect]),
        (
            "2.4",
            Some(sequence(&[])),
            vec![Effect::WrongSignerIdentifier],
        ),
        ("2.5", Some(printable("UT")), vec![country]),
        ("3.1", Some(numbers(&[1])), vec![Effect::Shown]),
        ("4.1", Some(sequence(&[])), vec![Effect::CardSecurity]),
        ("4.3", None, vec![Effect::Shown]),
        ("4.4", status(0), vec![Effect::SignerMalformed]),
        ("4.77", None, vec![Effect::UnknownDocumentDefect]),
        ("7", None, vec![Effect::Shown]),
    ] {
        assert_eq!(of_defect(arcs, parameter), effects, "{arcs}");
    }
}

#[test]
fn version_2_with_words() {
    let spec = CertificateSpec::ds();
    let words = |text: &str| object(0x0C, text.as_bytes());
    let body = [
        below(DEFECT_LIST, "1.1"),
        tagged(0, &[&enumerated(3)]),
        primitive(1, b"stolen"),
    ]
    .concat();
    let explicit = tagged(0, &[&object(0x30, &body)]);
    let implicit = object(0xA0, &body);
    let identifier = sequence(&[&spec.issuer, &spec.serial]);
    for defect in [explicit, implicit] {
        let entry = sequence(&[&identifier, &set(&[&defect]), &words("all of them")]);
        let content = defects(1, &[entry]);
        let list = signed_list_of(DEFECT_LIST, &content, &list_signer_for(DEFECT_SIGNER));
        let store = store(&CertificateSpec::csca(), &[list]);
        let signer = certificate(&spec);
        let known = store
            .deviations()
            .matching(&DeviationQuery::of_signer(&signer));
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].effect, Effect::SignerRevoked { status: 3 });
        assert_eq!(known[0].description.as_deref(), Some("stolen"));
        assert_eq!(known[0].oid, "0.4.0.127.0.7.3.1.5.1.1");
        assert!(!known[0].replacement);
    }
}

#[test]
fn a_replacement_is_noted_and_nothing_more() {
    let entry = defects_of(
        &CertificateSpec::ds(),
        &[defect(
            "1.2",
            Some(object(4, &CertificateSpec::ds().encode())),
        )],
    );
    let store = store(&CertificateSpec::csca(), &[signed_defects(&[entry])]);
    let signer = certificate(&CertificateSpec::ds());
    let known = store
        .deviations()
        .matching(&DeviationQuery::of_signer(&signer));
    assert!(known[0].replacement);
    assert_eq!(store.len(), 1, "no anchor came of it");
}

/// An entry that cannot be read might mean fewer documents than what of it can be.
#[test]
fn a_broken_entry_is_left_out_whole() {
    let good = deviation(&[by_type("P")], &[description("2.3", None, "")]);
    let fault = || description("2.3", None, "");
    let broken = [
        deviation(&[by_type("P"), primitive(6, b"?")], &[fault()]),
        deviation(&[by_type("P"), by_type("P")], &[fault()]),
        deviation(&[by_numbers(&["A"]), by_type("P")], &[fault()]),
        deviation(&[by_type("P"), by_period("2026", "2027")], &[fault()]),
        deviation(&[by_type("P")], &[fault(), integer(1)]),
        sequence(&[&sequence(&[&by_type("P")])]),
        [deviation(&[by_type("P")], &[fault()]), vec![]].concat()[..9].to_vec(),
        integer(3),
    ];
    for entry in broken {
        let entries = [entry.clone(), good.clone()];
        let content = deviations(&entries);
        let list = signed_list_of(DEVIATION_LIST, &content, &list_signer_for(DEVIATION_SIGNER));
        let opened = DeviationList::open(&list);
        // a length that swallows the next entry spoils the set
        let Ok(opened) = opened else { continue };
        assert_eq!(opened.len(), 1, "{entry:02X?}");
        assert_eq!(opened.broken_count(), 1);
        let (index, error) = opened.broken()[0];
        assert_eq!(index, 0);
        assert!(error.offset() < content.len() && !error.code().is_empty());
    }
}

#[test]
fn other_versions_and_other_content_are_refused() {
    let entry = deviation(&[by_type("P")], &[description("2.3", None, "")]);
    let with_version = |version: u8| sequence(&[&integer(version), &set(&[&entry])]);
    let count = |kind, content: &[u8]| DeviationList::count(kind, content);
    let icao = DeviationKind::DeviationList;
    assert_eq!(count(icao, &with_version(0)), Ok((1, 0)));
    for content in [
        with_version(1),
        vec![],
        integer(0),
        oid("1.2"),
        sequence(&[]),
    ] {
        let error = count(icao, &content).unwrap_err();
        assert!(error.code().starts_with("malformed."), "{error}");
    }
    assert!(count(DeviationKind::DefectList, &defects(2, &[])).is_err());
    assert_eq!(
        count(DeviationKind::DefectList, &defects(1, &[])),
        Ok((0, 0))
    );
}

/// OpenSSL signs; we open what it made.
#[test]
fn lists_signed_by_openssl_open() {
    let entry = deviation(&[by_type("P")], &[description("2.3", None, "words")]);
    for (kind, purpose, content) in [
        (DEVIATION_LIST, DEVIATION_SIGNER, deviations(&[entry])),
        (DEFECT_LIST, DEFECT_SIGNER, defects(0, &[])),
    ] {
        let signer = list_signer_for(purpose).encode();
        let pem = crate::common::pem("CERTIFICATE", &signer);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("signer.pem");
        std::fs::write(&file, pem).unwrap();
        let key = keys().ds.path().to_str().unwrap();
        let cms = openssl::run(
            &[
                "cms",
                "-sign",
                "-binary",
                "-nodetach",
                "-outform",
                "DER",
                "-nosmimecap",
                "-md",
                "sha256",
                "-econtent_type",
                kind,
                "-signer",
                file.to_str().unwrap(),
                "-inkey",
                key,
            ],
            &content,
        );
        let list = DeviationList::open(&cms).unwrap();
        assert_eq!(list.signer(), &Certificate::parse(&signer).unwrap());
        assert!(list.signing_time().is_some());
        assert_eq!(list.broken_count(), 0);
    }
}

/// Samples of both kinds, with everything in them.
fn samples() -> Vec<(DeviationKind, Vec<u8>)> {
    let spec = CertificateSpec::ds();
    let criteria = [
        by_type("P"),
        by_signer(&spec),
        by_period("20250101000000Z", "20260101000000.5Z"),
        by_numbers(&["A1", "B2"]),
    ];
    let entry = deviation(
        &criteria,
        &[
            description("2.1", Some(integer(2)), "words"),
            description("1.4", None, ""),
        ],
    );
    let lists = sequence(&[&numbers(&[1]), &numbers(&[2])]);
    let defects_of_one = defects_of(
        &spec,
        &[
            defect("1.1", Some(enumerated(1))),
            defect("2.3", Some(lists)),
            defect("2.5", Some(printable("UT"))),
        ],
    );
    vec![
        (DeviationKind::DeviationList, deviations(&[entry])),
        (DeviationKind::DefectList, defects(0, &[defects_of_one])),
    ]
}

#[test]
fn no_prefix_and_no_flipped_bit_panics() {
    for (kind, content) in samples() {
        assert_eq!(DeviationList::count(kind, &content), Ok((1, 0)));
        for end in 0..content.len() {
            assert!(DeviationList::count(kind, &content[..end]).is_err());
        }
        for place in 0..content.len() {
            for bit in 0..8 {
                let mut changed = content.clone();
                changed[place] ^= 1 << bit;
                if let Ok((good, broken)) = DeviationList::count(kind, &changed) {
                    assert!(good + broken <= content.len());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), defects in any::<bool>()) {
        let kind = if defects { DeviationKind::DefectList } else { DeviationKind::DeviationList };
        let _ = DeviationList::count(kind, &bytes);
        let _ = DeviationList::open(&bytes);
    }
}
