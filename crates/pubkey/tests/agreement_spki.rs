//! Static keys for agreement: those of real documents and specimens, every written form, and
//! broken ones.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{shared, shared_json};
use proptest::prelude::*;
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar, SpkiForm};
use vidimus_pubkey::dh::Group;
use vidimus_pubkey::ec::{Curve, NamedCurve};
use vidimus_pubkey::{CurveForm, KeyError};

/// id-PK-DH and id-PK-ECDH, 0.4.0.127.0.7.2.2.1.{1,2}, as they stand before a key.
const PROTOCOLS: [[u8; 11]; 2] = [
    [6, 9, 4, 0, 0x7F, 0, 7, 2, 2, 1, 1],
    [6, 9, 4, 0, 0x7F, 0, 7, 2, 2, 1, 2],
];

/// The `SubjectPublicKeyInfo` after each such identifier.
fn keys(file: &[u8]) -> Vec<&[u8]> {
    let starts = (0..file.len()).filter(|&at| {
        let found = PROTOCOLS.iter().any(|oid| file[at..].starts_with(oid));
        found && file.get(at + 11) == Some(&0x30)
    });
    starts.map(|at| object(&file[at + 11..])).collect()
}

/// The object that these bytes begin with.
fn object(bytes: &[u8]) -> &[u8] {
    let end = match bytes[1] {
        0x82 => 4 + (usize::from(bytes[2]) << 8 | usize::from(bytes[3])),
        0x81 => 3 + usize::from(bytes[2]),
        short => 2 + usize::from(short),
    };
    &bytes[..end]
}

fn outcomes(file: &[u8]) -> Vec<String> {
    let read = keys(file).into_iter().map(AgreementKey::from_spki);
    read.map(|result| match result {
        Ok(read) => format!("{} {:?}", read.key.domain(), read.form),
        Err(error) => error.code().to_owned(),
    })
    .collect()
}

/// What each published file has. The sample of Doc 9303's forerunner uses a group of its own.
#[test]
fn keys_of_specimens_are_read_or_refused_for_a_reason() {
    let files = [
        (
            "lds/bsi-tr03105-5-refset/DG14.bin",
            "brainpoolP224r1 Explicit",
        ),
        ("lds/bsi2008/Datagroup14.bin", "brainpoolP224r1 Explicit"),
        (
            "lds/npa-example/ecdh/ef_cardsecurity",
            "brainpoolP256r1 Named",
        ),
        ("lds/spec_sample_encoded_dg14.bin", "curve_not_known"),
    ];
    for (path, expected) in files {
        let Some(path) = shared(path) else { return };
        assert_eq!(outcomes(&std::fs::read(path).unwrap()), [expected]);
    }
}

#[test]
fn keys_of_recorded_files_are_read() {
    let Some(vectors) = shared_json("lds/gmrtd_file_vectors.json") else {
        return;
    };
    let mut found = Vec::new();
    for item in vectors["items"].as_array().unwrap() {
        let file = common::field(item, "hex");
        found.extend(outcomes(&file));
    }
    found.sort();
    found.dedup();
    let expected = [
        "brainpoolP256r1 Explicit",
        "brainpoolP256r1 Named",
        "brainpoolP384r1 Explicit",
    ];
    assert_eq!(found, expected);
}

fn secret(domain: Domain) -> SecretScalar {
    let mut bytes = vec![0x3C; domain.secret_len()];
    bytes[0] = 0;
    SecretScalar::from_bytes(domain, &bytes).unwrap()
}

fn domains() -> Vec<Domain> {
    let curves = NamedCurve::ALL.map(|id| Domain::Ec(Curve::named(id)));
    let groups = Group::all().iter().filter(|group| group.bits() <= 3072);
    let groups = groups.map(Domain::Dh);
    curves.into_iter().chain(groups).collect()
}

#[test]
fn every_form_reads_back() {
    for domain in domains() {
        let key = secret(domain).public_key();
        for form in [SpkiForm::Explicit, SpkiForm::Named] {
            let read = AgreementKey::from_spki(&key.to_spki(form)).unwrap();
            assert_eq!(read.key, key, "{domain} {form:?}");
            let named = form == SpkiForm::Named && matches!(domain, Domain::Ec(_));
            assert_eq!(read.form == CurveForm::Named, named, "{domain}");
        }
        let explicit = key.to_spki(SpkiForm::Explicit);
        assert_eq!(explicit, key.to_spki_explicit());
    }
    for id in (0..=2).chain(8..=18) {
        let domain = Domain::standardized(id).unwrap();
        let key = secret(domain).public_key();
        let read = AgreementKey::from_spki(&key.to_spki(SpkiForm::Standardized(id))).unwrap();
        assert_eq!((read.key, read.form), (key, CurveForm::Named));
    }
}

/// The same key with one change.
fn changed(spki: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let at = spki.windows(from.len()).position(|part| part == from);
    let at = at.unwrap();
    [&spki[..at], to, &spki[at + from.len()..]].concat()
}

#[test]
fn other_parameters_are_not_known() {
    let group = Group::standardized(0).unwrap();
    let key = secret(Domain::Dh(group)).public_key();
    let mut g = group.g().to_vec();
    g[7] ^= 1;
    let mut p = group.p().to_vec();
    p[7] ^= 1;
    let mut q = group.q().to_vec();
    q[7] ^= 1;
    for form in [SpkiForm::Explicit, SpkiForm::Named] {
        let spki = key.to_spki(form);
        for (from, to) in [(group.g(), &g), (group.p(), &p), (group.q(), &q)] {
            if form == SpkiForm::Named && from == group.q() {
                continue;
            }
            let error = AgreementKey::from_spki(&changed(&spki, from, to)).unwrap_err();
            assert_eq!(error, KeyError::GroupNotKnown);
            assert_eq!(error.code(), "curve_not_known");
        }
        let value = key.encode();
        let mut other = value.clone();
        other[9] ^= 1;
        let error = AgreementKey::from_spki(&changed(&spki, &value, &other));
        assert_eq!(error, Err(KeyError::ValueInvalid));
    }
    let unknown = key.to_spki(SpkiForm::Standardized(3));
    let error = AgreementKey::from_spki(&unknown).unwrap_err();
    assert_eq!(error.code(), "curve_not_known");
    let mixed = key.to_spki(SpkiForm::Standardized(13));
    assert!(AgreementKey::from_spki(&mixed).is_err());
}

/// `SEQUENCE { SEQUENCE { oid, parameters }, BIT STRING }` of short parts.
fn spki(oid: &[u8], parameters: &[u8]) -> Vec<u8> {
    let wrap = |tag: u8, value: &[u8]| [&[tag, u8::try_from(value.len()).unwrap()], value].concat();
    let identifier = wrap(0x30, &[&wrap(6, oid), parameters].concat());
    wrap(0x30, &[&identifier[..], &[3, 4, 0, 2, 1, 5]].concat())
}

#[test]
fn missing_parts_are_malformed() {
    use vidimus_pubkey::oid;
    let cases: [(&[u8], &[u8]); 9] = [
        (oid::DH_KEY_AGREEMENT, &[]),
        (oid::DH_KEY_AGREEMENT, &[5, 0]),
        (oid::DH_KEY_AGREEMENT, &[0x30, 3, 2, 1, 23]),
        (oid::DH_KEY_AGREEMENT, &[0x30, 4, 2, 1, 23, 5]),
        (oid::DH_PUBLIC_NUMBER, &[0x30, 6, 2, 1, 23, 2, 1, 2]),
        (oid::EC_PUBLIC_KEY, &[]),
        (oid::EC_DH, &[0x30, 0]),
        (oid::STANDARDIZED_DOMAIN_PARAMETERS, &[]),
        (oid::STANDARDIZED_DOMAIN_PARAMETERS, &[2, 1, 0x80]),
    ];
    for (oid, parameters) in cases {
        let error = AgreementKey::from_spki(&spki(oid, parameters)).unwrap_err();
        assert!(matches!(error, KeyError::Malformed { .. }), "{error:?}");
    }
    let tiny = spki(oid::DH_KEY_AGREEMENT, &[0x30, 6, 2, 1, 23, 2, 1, 2]);
    assert_eq!(AgreementKey::from_spki(&tiny), Err(KeyError::GroupNotKnown));
    let rsa = spki(oid::RSA_ENCRYPTION, &[5, 0]);
    let error = AgreementKey::from_spki(&rsa).unwrap_err();
    assert_eq!(error.code(), "algorithm_unsupported");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Changed and cut keys never panic, and never read as another key.
    #[test]
    fn broken_keys_are_refused(
        id in prop::sample::select(vec![0u8, 1, 12, 13]), explicit: bool,
        at in any::<prop::sample::Index>(), bit in 0u8..8, cut in any::<prop::sample::Index>(),
    ) {
        let key = secret(Domain::standardized(id).unwrap()).public_key();
        let form = if explicit { SpkiForm::Explicit } else { SpkiForm::Named };
        let mut spki = key.to_spki(form);
        let short = spki[..cut.index(spki.len())].to_vec();
        prop_assert!(AgreementKey::from_spki(&short).is_err());
        let at = at.index(spki.len());
        spki[at] ^= 1 << bit;
        if let Ok(read) = AgreementKey::from_spki(&spki) {
            // the version and the sign of the coefficients change nothing
            prop_assert_eq!(read.key, key);
        }
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(AgreementKey::from_spki(&bytes).is_err());
    }
}
