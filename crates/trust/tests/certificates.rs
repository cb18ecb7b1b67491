//! Our reading of certificates against x509-parser's, over every public certificate at hand;
//! and what becomes of damaged ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::der::{name, object};
use common::pki::CertificateSpec;
use common::{shared, shared_file};
use proptest::prelude::*;
use std::sync::OnceLock;
use vidimus_trust::{Certificate, Name, NameMatch, Source, TrustStore};
use x509_parser::prelude::{FromDer, ParsedExtension, X509Certificate};

const COLLECTIONS: [&str; 6] = [
    "masterlists/DE_ML_2024-04-10.ml",
    "masterlists/DE_ML_2024-08-07.ml",
    "masterlists/ICAO_ML_2025-08_zenopie.ml",
    "masterlists/NL_ML_2025-07-29.ml",
    "masterlists/tananaev_masterList_2024.bin",
    "masterlists/zkpassport_circuits_masterList.pem",
];

/// Every anchor of every collection, once.
fn all() -> Option<TrustStore> {
    let mut builder = TrustStore::builder();
    for file in COLLECTIONS {
        builder
            .add(&shared_file(file)?, &Source::new(file).unvouched())
            .unwrap();
    }
    for entry in std::fs::read_dir(shared("certs/csca-single")?).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        builder.add(&bytes, &Source::new("single")).unwrap();
    }
    Some(builder.build())
}

#[test]
fn agrees_with_another_parser() {
    let Some(store) = all() else { return };
    assert!(store.len() > 850, "{}", store.len());
    for anchor in store.anchors() {
        let ours = anchor.certificate();
        let (rest, theirs) = X509Certificate::from_der(ours.der()).unwrap();
        assert!(rest.is_empty());
        assert_eq!(ours.tbs(), theirs.tbs_certificate.as_ref());
        assert_eq!(ours.version(), u64::from(theirs.version().0));
        assert_eq!(ours.serial(), theirs.raw_serial());
        assert_eq!(ours.issuer().der(), theirs.issuer().as_raw());
        assert_eq!(ours.subject().der(), theirs.subject().as_raw());
        assert_eq!(ours.subject_public_key_info(), theirs.public_key().raw);
        assert_eq!(ours.signature(), &*theirs.signature_value.data);
        let validity = ours.validity();
        assert_eq!(
            validity.not_before,
            theirs.validity().not_before.timestamp()
        );
        assert_eq!(validity.not_after, theirs.validity().not_after.timestamp());
        compare_extensions(ours, &theirs);
    }
}

fn compare_extensions(ours: &Certificate, theirs: &X509Certificate<'_>) {
    let extensions = ours.extensions();
    assert_eq!(
        extensions.is_certificate_authority(),
        theirs.is_ca(),
        "{ours:?}"
    );
    for extension in theirs.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(id) => {
                assert_eq!(extensions.subject_key_identifier(), Some(id.0));
            }
            ParsedExtension::AuthorityKeyIdentifier(aki) => {
                let id = aki.key_identifier.as_ref().map(|id| id.0);
                assert_eq!(extensions.authority_key_identifier(), id);
            }
            ParsedExtension::KeyUsage(usage) => {
                let own = extensions.key_usage().unwrap();
                assert_eq!(own.critical, extension.critical);
                assert_eq!(own.digital_signature, usage.digital_signature());
                assert_eq!(own.key_cert_sign, usage.key_cert_sign());
            }
            _ => {}
        }
    }
}

/// Oddities of the public lists, counted independently.
#[test]
fn oddities_are_taken_and_seen() {
    let Some(store) = all() else { return };
    let count = |odd: fn(&Certificate) -> bool| {
        store
            .anchors()
            .iter()
            .filter(|anchor| odd(anchor.certificate()))
            .count()
    };
    assert!(
        count(|c| c.serial().first().is_some_and(|first| first & 0x80 != 0)) >= 3,
        "negative serials"
    );
    assert!(
        count(|c| !c.validity().prescribed_types) >= 1,
        "time of the wrong type"
    );
    let lower = count(|c| {
        c.subject()
            .country()
            .is_some_and(|country| country.bytes().any(|byte| byte.is_ascii_lowercase()))
    });
    assert!(lower >= 15, "{lower} countries in lower case");
    let explicit = count(|c| {
        c.public_key()
            .is_ok_and(|key| key.description().contains("explicit"))
    });
    assert!(explicit >= 200, "{explicit} explicit curves");
    assert_eq!(count(|c| c.public_key().is_err()), 0, "every key is taken");
    assert_eq!(
        count(|c| c.extensions().unknown_critical().next().is_some()),
        0
    );
}

/// The Indonesian series: the new keys are linked to the old ones.
#[test]
fn link_certificates_connect_anchors() {
    let read = |file: &str| {
        let der = shared_file(&format!("certs/csca-single/{file}"))?;
        Some(Certificate::parse(&der).unwrap())
    };
    for (old, link, new) in [
        (
            "IDN_2010-12_CSCA.cer",
            "IDN_2016-01_CSCA_LINK.cer",
            "IDN_2016-01_CSCA.cer",
        ),
        (
            "IDN_2016-01_CSCA.cer",
            "IDN_2020-10_CSCA_LINK.cer",
            "IDN_2020-10_CSCA.cer",
        ),
    ] {
        let (Some(old), Some(link), Some(new)) = (read(old), read(link), read(new)) else {
            return;
        };
        assert_eq!(
            link.subject_public_key_info(),
            new.subject_public_key_info()
        );
        assert_ne!(
            link.subject_public_key_info(),
            old.subject_public_key_info()
        );
        assert!(link.issuer().compare(&old.subject()).is_same());
        let verify = |key: &Certificate| {
            use vidimus_pubkey::Verifier as _;
            let algorithm = link.signature_algorithm().unwrap();
            key.public_key()
                .unwrap()
                .verify(&algorithm, link.tbs(), link.signature())
                .is_ok()
        };
        assert!(verify(&old) && !verify(&new));
    }
}

fn sample() -> &'static [u8] {
    static SAMPLE: OnceLock<Vec<u8>> = OnceLock::new();
    SAMPLE.get_or_init(|| CertificateSpec::ds().encode())
}

#[test]
fn every_truncation_is_an_error() {
    let der = sample();
    assert!(Certificate::parse(der).is_ok());
    for length in 0..der.len() {
        assert!(Certificate::parse(&der[..length]).is_err(), "{length}");
    }
    let longer = [der, &[0]].concat();
    assert!(Certificate::parse(&longer).is_err(), "a byte after the end");
}

/// An object nested, or a length declared, beyond reason.
#[test]
fn bombs_are_refused() {
    let mut deep = Vec::new();
    for _ in 0..5_000 {
        deep = object(0x30, &deep);
    }
    assert!(Certificate::parse(&deep).is_err());
    assert!(Certificate::parse(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x30]).is_err());
    assert!(Certificate::parse(&vec![0x30; 70_000]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Damage never panics; what still parses gives back its own bytes.
    #[test]
    fn damage_is_survived(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut der = sample().to_vec();
        for (position, byte) in changes {
            let position = position.index(der.len());
            der[position] = byte;
        }
        if let Ok(certificate) = Certificate::parse(&der) {
            prop_assert_eq!(certificate.der(), &der[..]);
            let _ = certificate.summary();
            let _ = certificate.public_key();
        }
    }

    #[test]
    fn random_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Certificate::parse(&bytes);
        let mut builder = TrustStore::builder();
        let _ = builder.add(&bytes, &Source::new("random"));
        let name = Name::from_der(&bytes);
        let _ = (name.to_string(), name.country());
    }

    /// Case, spaces and string type do not count; the order does, and is told apart.
    #[test]
    fn names_compare_as_x520_says(parts in prop::collection::vec((3u8..12, "[A-Za-z]{1,8}( [A-Za-z]{1,8}){0,2}"), 1..5)) {
        let encode = |change: &dyn Fn(&str) -> String, tag: u8, reverse: bool| {
            let texts: Vec<(u8, String)> = parts.iter().map(|(kind, text)| (*kind, change(text))).collect();
            let mut list: Vec<(u8, u8, &str)> = texts.iter().map(|(kind, text)| (*kind, tag, text.as_str())).collect();
            if reverse {
                list.reverse();
            }
            name(&list)
        };
        let plain = encode(&str::to_owned, 0x13, false);
        let other = encode(&|text| format!("  {} ", text.to_uppercase().replace(' ', "   ")), 0x0C, false);
        let reversed = encode(&str::to_lowercase, 0x13, true);
        let (plain, other, reversed) = (Name::from_der(&plain), Name::from_der(&other), Name::from_der(&reversed));
        prop_assert_eq!(plain.compare(&plain), NameMatch::Exact);
        prop_assert!(plain.compare(&other).is_same());
        prop_assert_eq!(plain.compare(&other), other.compare(&plain));
        prop_assert_ne!(plain.compare(&reversed), NameMatch::Different);
        let longer = encode(&|text| format!("{text}x"), 0x13, false);
        prop_assert_eq!(plain.compare(&Name::from_der(&longer)), NameMatch::Different);
    }
}

#[test]
fn names_show_no_control_characters() {
    let hostile = name(&[(3, 0x0C, "a\u{1b}[31mred\r\n\u{202e}cb"), (6, 0x13, "UT")]);
    let shown = Name::from_der(&hostile).to_string();
    assert_eq!(shown, "CN=a\\u{1b}[31mred\\u{d}\\u{a}\\u{202e}cb, C=UT");
}
