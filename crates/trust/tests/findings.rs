//! Every check of Passive Authentication against a synthetic issuer: what is changed, and what
//! must come of it. The names are those of the conformance cases. Keys and signatures are made
//! by the system's OpenSSL, everything else by the tests' own encoder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::der::*;
use common::openssl::Key;
use common::pki::*;
use vidimus_lds::evidence::FileState;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::{
    Finding, Outcome, PaInput, PaResult, Source, Tolerance, TrustStore, passive_authentication,
};

/// What the untouched document gives.
const BASE: [(&str, Outcome); 11] = [
    ("parse", Outcome::Passed),
    ("signature", Outcome::Passed),
    ("signer_profile", Outcome::Passed),
    ("anchor", Outcome::Passed),
    ("chain_signature", Outcome::Passed),
    ("validity", Outcome::Passed),
    ("revocation", Outcome::Undetermined),
    ("country", Outcome::Passed),
    ("doctype", Outcome::Passed),
    ("dg1", Outcome::Passed),
    ("dg2", Outcome::Passed),
];

fn finding<'r>(result: &'r PaResult<'_>, check: &str) -> Option<&'r Finding> {
    Some(match check {
        "parse" => &result.parse,
        "signature" => &result.signature,
        "signer_profile" => &result.signer_profile,
        "anchor" => &result.anchor,
        "chain_signature" => &result.chain_signature,
        "validity" => &result.validity,
        "revocation" => &result.revocation,
        "country" => &result.country,
        "doctype" => &result.doctype,
        group => {
            let number = group.strip_prefix("dg").unwrap().parse().unwrap();
            return result.hashes.get(&DataGroup::new(number).unwrap());
        }
    })
}

fn outcome(name: &str) -> Outcome {
    match name {
        "passed" => Outcome::Passed,
        "failed" => Outcome::Failed,
        "undetermined" => Outcome::Undetermined,
        "not_supported" => Outcome::NotSupported,
        "aborted" => Outcome::Aborted,
        "not_requested" => Outcome::NotRequested,
        _ => panic!("{name}"),
    }
}

/// `check=outcome` or `check=outcome:code`, separated by spaces; `all` stands for everything
/// that hangs on a SOD.
fn expect(case: &str, result: &PaResult<'_>, expected: &str) {
    let expected = expected
        .replace("SIGNER", "signature=U signer_profile=U CHAIN")
        .replace("CHAIN", "anchor=U chain_signature=U validity=U country=U doctype=U")
        .replace("ALL", "SIGNER_PARTS dg1=U dg2=U")
        .replace("SIGNER_PARTS", "signature=U signer_profile=U anchor=U chain_signature=U validity=U country=U doctype=U")
        .replace("=U", "=undetermined");
    let mut wanted: Vec<(String, Outcome, Option<String>)> = BASE
        .iter()
        .map(|(check, outcome)| ((*check).to_owned(), *outcome, None))
        .collect();
    for item in expected.split_whitespace() {
        let (check, rest) = item.split_once('=').unwrap();
        let (name, code) = rest
            .split_once(':')
            .map_or((rest, None), |(name, code)| (name, Some(code.to_owned())));
        wanted.retain(|(known, ..)| known != check);
        wanted.push((check.to_owned(), outcome(name), code));
    }
    for (check, outcome, code) in wanted {
        let found = finding(result, &check);
        let found = found.unwrap_or_else(|| panic!("{case}: no {check}"));
        assert_eq!(found.outcome, outcome, "{case} {check}: {found:?}");
        if code.is_some() {
            assert_eq!(
                found.code.map(str::to_owned),
                code,
                "{case} {check}: {found:?}"
            );
        }
    }
    let authentic = BASE
        .iter()
        .filter(|(check, _)| !matches!(*check, "revocation" | "doctype" | "dg1" | "dg2"));
    let all_passed = authentic
        .map(|(check, _)| finding(result, check).unwrap())
        .all(Finding::is_passed);
    assert_eq!(result.authentic_listing().is_some(), all_passed, "{case}");
    let dg1 = result.authentic_data_group(DataGroup::DG1).is_some();
    let dg1_passed = finding(result, "dg1").is_some_and(Finding::is_passed);
    assert_eq!(dg1, all_passed && dg1_passed, "{case}");
}

fn store_of(world: &World) -> TrustStore {
    let mut builder = TrustStore::builder();
    builder
        .add(&world.csca.encode(), &Source::new("csca.cer"))
        .unwrap();
    builder.build()
}

fn run(
    case: &str,
    world: &World,
    store: &TrustStore,
    tolerance: Tolerance,
    expected: &str,
) -> (Vec<&'static str>, Vec<&'static str>) {
    let files = world.files();
    let input = PaInput {
        issuing_state: Some(world.issuing_state),
        document_code: Some(world.document_code),
        tolerance,
        ..PaInput::new(&files, world.at)
    };
    let result = passive_authentication(&input, store);
    expect(&format!("{case} {tolerance:?}"), &result, expected);
    (result.quirks, result.notices)
}

/// One case in both tolerances with one expectation.
fn both(case: &str, change: impl Fn(&mut World), expected: &str) {
    let mut world = World::new();
    change(&mut world);
    let store = store_of(&world);
    for tolerance in [Tolerance::Field, Tolerance::Strict] {
        let (quirks, _) = run(case, &world, &store, tolerance, expected);
        assert!(quirks.is_empty(), "{case}: {quirks:?}");
    }
}

/// One case that a quirk covers under `field`.
fn quirk(case: &str, change: impl Fn(&mut World), quirk: &str, field: &str, strict: &str) {
    let mut world = World::new();
    change(&mut world);
    let store = store_of(&world);
    let (quirks, _) = run(case, &world, &store, Tolerance::Field, field);
    assert_eq!(quirks, [quirk], "{case}");
    let (quirks, _) = run(case, &world, &store, Tolerance::Strict, strict);
    assert!(quirks.is_empty(), "{case}: {quirks:?}");
}

fn replace_extension(world: &mut World, index: usize, extension: Vec<u8>) {
    world.ds.extensions[index] = extension;
}

const MALFORMED: &str = "signature=U signer_profile=failed:signer_certificate_malformed CHAIN";

#[test]
fn untouched() {
    both("base", |_| (), "");
}

#[test]
fn signer_certificate_without_a_part() {
    both(
        "H_50",
        |w| {
            // the signer identifier has a serial number all the same
            w.sod.signers[0].sid = Some(sequence(&[&w.ds.issuer, &integer(7)]));
            w.ds.serial = Vec::new();
        },
        MALFORMED,
    );
    both("H_52", |w| w.ds.inner_algorithm = Vec::new(), MALFORMED);
    both(
        "H_55",
        |w| {
            w.sod.signers[0].sid = Some(sequence(&[&w.ds.issuer, &integer(7)]));
            w.ds.issuer = Vec::new();
        },
        MALFORMED,
    );
    both("H_57", |w| w.ds.validity = Vec::new(), MALFORMED);
    both("H_59", |w| w.ds.spki = Vec::new(), MALFORMED);
    both("H_66", |w| w.ds.outer_algorithm = Vec::new(), MALFORMED);
    both("H_68", |w| w.ds.drop_signature = true, MALFORMED);
}

#[test]
fn signer_profile_in_both_tolerances() {
    let failed = |code: &str| format!("signer_profile=failed:{code}");
    both(
        "H_48",
        |w| w.ds.version = object(0xA0, &integer(0)),
        &failed("certificate_version"),
    );
    both(
        "H_49",
        |w| w.ds.version = Vec::new(),
        &failed("certificate_version"),
    );
    both(
        "H_51",
        |w| w.ds.inner_algorithm = algorithm("1.2.840.10045.4.3.3"),
        &failed("certificate_algorithm_mismatch"),
    );
    both(
        "H_63",
        |w| replace_extension(w, 1, key_usage(true, 0x20)),
        &failed("key_usage"),
    );
    both(
        "H_64",
        |w| {
            w.ds.extensions.remove(1);
        },
        &failed("key_usage"),
    );
    both(
        "OWN-PA-04",
        |w| w.ds.extensions.push(purpose("2.23.136.1.1.3")),
        &failed("extended_key_usage"),
    );
    both(
        "seal signer",
        |w| w.ds.extensions.push(purpose("2.23.136.1.1.11.1")),
        &failed("extended_key_usage"),
    );
    both(
        "OWN-PA-05",
        |w| w.ds.extensions.push(basic_constraints(true)),
        &failed("signer_is_ca"),
    );
    both(
        "keyCertSign",
        |w| replace_extension(w, 1, key_usage(true, 0x84)),
        &failed("signer_is_ca"),
    );
    both(
        "OWN-PA-06",
        |w| w.ds.extensions.push(extension("1.2.3.4", true, &[5, 0])),
        &failed("unknown_critical_extension"),
    );
    both(
        "known critical",
        |w| {
            replace_extension(w, 2, {
                let list = sequence(&[&integer(0), &set(&[&object(0x13, b"P")])]);
                extension("2.23.136.1.1.6.2", true, &list)
            })
        },
        "",
    );
    both(
        "twice",
        |w| w.ds.extensions.push(key_usage(true, 0x80)),
        &failed("duplicate_extension"),
    );
    both(
        "broken",
        |w| replace_extension(w, 1, extension("2.5.29.15", true, &[5, 0])),
        &failed("signer_certificate_malformed"),
    );
}

#[test]
fn signer_profile_where_a_quirk_covers_it() {
    let strict = |code: &str| format!("signer_profile=failed:{code}");
    quirk(
        "H_56",
        |w| {
            w.ds.validity = sequence(&[
                &generalized_time("20250101000000Z"),
                &utc_time("350101000000Z"),
            ])
        },
        "ds.time_encoding",
        "",
        &strict("time_encoding"),
    );
    let issuer_and_serial = || {
        let directory = object(0xA4, &csca_name("UT"));
        extension(
            "2.5.29.35",
            false,
            &sequence(&[&object(0xA1, &directory), &object(0x82, &[1])]),
        )
    };
    quirk(
        "H_60",
        |w| replace_extension(w, 0, issuer_and_serial()),
        "ds.no_aki",
        "",
        &strict("no_authority_key_identifier"),
    );
    quirk(
        "H_61",
        |w| {
            w.ds.extensions.remove(0);
        },
        "ds.no_aki",
        "",
        &strict("no_authority_key_identifier"),
    );
    quirk(
        "H_62",
        |w| replace_extension(w, 1, key_usage(false, 0x80)),
        "ds.key_usage_not_critical",
        "",
        &strict("key_usage_not_critical"),
    );
    quirk(
        "OWN-CSCA-06",
        |w| {
            (w.csca.issuer, w.csca.subject) = (csca_name("ut"), csca_name("ut"));
            (w.ds.issuer, w.ds.subject) = (csca_name("ut"), ds_name("ut"));
        },
        "cert.lower_case_country",
        "",
        &strict("country_case"),
    );
    quirk(
        "purpose",
        |w| w.ds.extensions.push(purpose("1.3.6.1.5.5.7.3.36")),
        "ds.extended_key_usage",
        "",
        &strict("extended_key_usage"),
    );
}

#[test]
fn keys_that_cannot_or_must_not_be_used() {
    both(
        "H_58",
        |w| {
            let key = Key::generate("md5-spki", "rsa:2048");
            // 1.2.840.113549.1.1.1 becomes 1.2.840.113549.1.1.4
            let position = key
                .spki
                .windows(9)
                .position(|bytes| bytes == [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1])
                .unwrap();
            let mut spki = key.spki.clone();
            spki[position + 8] = 4;
            w.ds.spki = spki;
        },
        "signature=U:algorithm_refused signer_profile=failed:algorithm_refused",
    );
    both(
        "H_08",
        |w| {
            w.ds.spki = sequence(&[&algorithm("1.2.840.10040.4.1"), &bits(&[2, 1, 1])]);
            w.sod.signers[0].signature_algorithm = algorithm("1.2.840.10040.4.3");
            (w.ds.inner_algorithm, w.ds.outer_algorithm) = (
                algorithm("1.2.840.10040.4.3"),
                algorithm("1.2.840.10040.4.3"),
            );
        },
        "signature=U:algorithm_unsupported chain_signature=U:algorithm_unsupported",
    );
    for (case, exponent) in [("OWN-PA-27 e=1", &[1u8][..]), ("OWN-PA-27 e=4", &[4])] {
        both(
            case,
            |w| {
                let modulus = object(2, &[&[0][..], &[0xC1; 256]].concat());
                let key = sequence(&[&modulus, &object(2, exponent)]);
                w.ds.spki = sequence(&[
                    &sequence(&[&oid("1.2.840.113549.1.1.1"), &[5, 0]]),
                    &bits(&key),
                ]);
                w.sod.signers[0].signature_algorithm = algorithm("1.2.840.113549.1.1.11");
            },
            "signature=U:weak_key signer_profile=failed:weak_key",
        );
    }
}

#[test]
fn curves_that_are_not_what_they_claim() {
    /// Changes one byte of the explicit parameters: before the given bytes or inside them.
    fn change(spki: &[u8], find: &[u8], offset: usize, byte: u8) -> Vec<u8> {
        let position = spki
            .windows(find.len())
            .position(|bytes| bytes == find)
            .unwrap();
        let mut spki = spki.to_vec();
        spki[position + offset] = byte;
        spki
    }
    // x of the generator of P-256, and the order's last bytes with the cofactor behind them
    let generator = [0x6B, 0x17, 0xD1, 0xF2];
    let cofactor = [0xFC, 0x63, 0x25, 0x51, 0x02, 0x01, 0x01];
    let expected = "signature=U:curve_not_known signer_profile=U:curve_not_known";
    both(
        "OWN-PA-34",
        |w| w.ds.spki = change(&w.ds.spki, &generator, 3, 0xF3),
        expected,
    );
    both(
        "OWN-PA-36",
        |w| w.ds.spki = change(&w.ds.spki, &cofactor, 6, 2),
        expected,
    );
    both(
        "OWN-PA-28",
        |w| {
            w.ds.spki = Key::generate("bp-other", "ec:brainpoolP256r1:explicit").spki;
        },
        "signature=failed:signature_wrong",
    );
}

#[test]
fn anchors() {
    let missing =
        "anchor=U:anchor_not_found chain_signature=U:anchor_not_found validity=U:anchor_not_found";
    let world = World::new();
    let with = |certificates: &[(&CertificateSpec, Source)]| {
        let mut builder = TrustStore::builder();
        for (spec, source) in certificates {
            builder.add(&spec.encode(), source).unwrap();
        }
        builder.build()
    };
    let file = || Source::new("f.cer");
    run(
        "T35-5.6.4.3.3a",
        &world,
        &TrustStore::empty(),
        Tolerance::Field,
        missing,
    );

    // the attacker's own authority lies in the SOD, and nowhere else
    let mut embedded = World::new();
    embedded.sod.extra_certificates = vec![embedded.csca.encode()];
    run(
        "OWN-PA-01",
        &embedded,
        &TrustStore::empty(),
        Tolerance::Field,
        missing,
    );

    // name and key identifier of the real one, another key
    let mut real = CertificateSpec::csca();
    real.spki = keys().other.spki.clone();
    real.issuer_key = keys().other.clone();
    run(
        "OWN-PA-02",
        &embedded,
        &with(&[(&real, file())]),
        Tolerance::Field,
        "chain_signature=failed:signature_wrong",
    );
    run(
        "no identifier",
        &{
            let mut world = World::new();
            world.ds.extensions.remove(0);
            world
        },
        &with(&[(&real, file())]),
        Tolerance::Field,
        missing,
    );

    // two keys under one name and identifier
    run(
        "duplicate name",
        &world,
        &with(&[(&real, file()), (&world.csca, file())]),
        Tolerance::Strict,
        "",
    );

    let unvouched = with(&[(&world.csca, file().unvouched())]);
    run(
        "OWN-NW-20",
        &world,
        &unvouched,
        Tolerance::Field,
        "anchor=U:anchor_unvouched",
    );
    let convicts_nobody = with(&[(&real, file().unvouched())]);
    run(
        "unvouched and wrong",
        &world,
        &convicts_nobody,
        Tolerance::Field,
        "anchor=U:anchor_unvouched chain_signature=U:anchor_unvouched",
    );

    // H_54: the identifier leads to a key of another name
    let mut other_name = World::new();
    other_name.ds.issuer = name(&[
        (6, 0x13, "UT"),
        (10, 0x0C, "Utopia Ministry"),
        (3, 0x0C, "Another CSCA"),
    ]);
    let expected =
        "anchor=U:issuer_name_mismatch chain_signature=U:issuer_name_mismatch validity=U";
    run(
        "T51-LDS_H_54",
        &other_name,
        &store_of(&world),
        Tolerance::Field,
        expected,
    );
    run(
        "T51-LDS_H_54",
        &other_name,
        &store_of(&world),
        Tolerance::Strict,
        expected,
    );

    let mut flipped = World::new();
    flipped.ds.flip_signature = true;
    run(
        "T51-LDS_H_67",
        &flipped,
        &store_of(&world),
        Tolerance::Strict,
        "chain_signature=failed",
    );
    let mut other_key = World::new();
    other_key.ds.issuer_key = keys().other.clone();
    run(
        "T35-5.6.4.3.3b",
        &other_key,
        &store_of(&world),
        Tolerance::Field,
        "chain_signature=failed:signature_wrong",
    );
}

#[test]
fn the_right_key_is_found_among_same_names() {
    let mut world = World::new();
    world.ds.extensions.remove(0);
    let mut builder = TrustStore::builder();
    for (serial, key) in [(1, &keys().other), (2, &keys().csca), (3, &keys().ds)] {
        let mut csca = CertificateSpec::csca();
        csca.serial = integer(serial);
        csca.spki = key.spki.clone();
        csca.extensions[0] = ski(&[serial; 8]);
        builder.add(&csca.encode(), &Source::new("f.cer")).unwrap();
    }
    let store = builder.build();
    run("T35-5.6.4.3.3c", &world, &store, Tolerance::Field, "");
    run(
        "T35-5.6.4.3.3c",
        &world,
        &store,
        Tolerance::Strict,
        "signer_profile=failed",
    );

    // an identifier that is nobody's
    let mut world = World::new();
    world.ds.extensions[0] = aki(b"nobody");
    let (quirks, _) = run("identifier", &world, &store, Tolerance::Field, "");
    assert_eq!(quirks, ["cert.aki_mismatch"]);
    run(
        "identifier",
        &world,
        &store,
        Tolerance::Strict,
        "anchor=U chain_signature=U validity=U",
    );
}

#[test]
fn hostile_numbers_of_candidates_are_bounded() {
    let mut world = World::new();
    world.ds.extensions.remove(0);
    let template = {
        let mut csca = CertificateSpec::csca();
        csca.spki = keys().other.spki.clone();
        csca.extensions[0] = ski(b"csca-2");
        csca.serial = object(2, &[0x55; 4]);
        csca.encode()
    };
    let serial = template
        .windows(4)
        .position(|bytes| bytes == [0x55; 4])
        .unwrap();
    let mut builder = TrustStore::builder();
    for number in 0..2_000u32 {
        let mut der = template.clone();
        der[serial..serial + 4].copy_from_slice(&(number | 0x4000_0000).to_be_bytes());
        builder.add(&der, &Source::new("f.cer")).unwrap();
    }
    let store = builder.build();
    assert_eq!(store.len(), 2_000);
    run(
        "same names",
        &world,
        &store,
        Tolerance::Field,
        "anchor=U:search_budget chain_signature=U validity=U",
    );
}

#[test]
fn validity() {
    let at = |time: i64| move |w: &mut World| w.at = time;
    both(
        "T35-5.6.4.3.4",
        at(2_060_000_000),
        "validity=failed:signer_expired",
    );
    both(
        "OWN-PA-42",
        at(1_720_000_000),
        "validity=failed:signer_not_yet_valid",
    );
    both(
        "OWN-PA-08",
        |w| w.csca.validity = validity_period("240101000000Z", "260101000000Z"),
        "validity=failed:csca_expired",
    );
    // HRN-TC-PA-sha256-*-self
    let world = World::new();
    run(
        "fresh-self",
        &world,
        &TrustStore::empty(),
        Tolerance::Field,
        "anchor=U chain_signature=U validity=U",
    );
    let mut expired = World::new();
    expired.at = 2_060_000_000;
    run(
        "exp-self",
        &expired,
        &TrustStore::empty(),
        Tolerance::Field,
        "anchor=U chain_signature=U validity=failed",
    );

    let files = world.files();
    let input = PaInput {
        clock_implausible: true,
        issuing_state: Some("UTO"),
        ..PaInput::new(&files, AT)
    };
    let result = passive_authentication(&input, &store_of(&world));
    assert_eq!(result.validity.code, Some("clock_implausible"), "OWN-NW-17");
    assert_eq!(result.revocation.code, Some("clock_implausible"));
    assert!(result.authentic_listing().is_none());
}

fn validity_period(from: &str, to: &str) -> Vec<u8> {
    common::pki::validity(from, to)
}

#[test]
fn countries() {
    both(
        "OWN-PA-03",
        |w| w.issuing_state = "D<<",
        "country=failed:country_mismatch",
    );
    both(
        "unknown",
        |w| w.issuing_state = "XPO",
        "country=U:country_unknown",
    );
    let of = |w: &mut World, state: &'static str, country: &str| {
        w.issuing_state = state;
        (w.csca.issuer, w.csca.subject) = (csca_name(country), csca_name(country));
        (w.ds.issuer, w.ds.subject) = (csca_name(country), ds_name(country));
    };
    for (state, country) in [
        ("GBD", "GB"),
        ("D<<", "DE"),
        ("EUE", "EU"),
        ("UNO", "UN"),
        ("RKS", "KS"),
    ] {
        both("OWN-PA-52", |w| of(w, state, country), "");
    }
    both(
        "OWN-PA-43",
        |w| w.ds.subject = ds_name("DE"),
        "country=failed:country_mismatch",
    );
    let mut world = World::new();
    let no_country = name(&[(10, 0x0C, "Utopia Ministry")]);
    (world.csca.issuer, world.csca.subject) = (no_country.clone(), no_country.clone());
    world.ds.issuer = no_country;
    let store = store_of(&world);
    run(
        "H_53",
        &world,
        &store,
        Tolerance::Field,
        "country=U:country_missing",
    );
    run(
        "H_53",
        &world,
        &store,
        Tolerance::Strict,
        "country=U signer_profile=failed:country_missing",
    );
}

#[test]
fn document_types_of_the_signer() {
    both(
        "OWN-PA-09",
        |w| replace_extension(w, 2, document_types(&["V"])),
        "doctype=failed:document_type_mismatch",
    );
    both("PD", |w| w.document_code = "PD", "");
    both(
        "exact",
        |w| {
            w.document_code = "ID";
            replace_extension(w, 2, document_types(&["P", "ID"]));
        },
        "",
    );
    both(
        "other second letter",
        |w| {
            w.document_code = "IR";
            replace_extension(w, 2, document_types(&["ID"]));
        },
        "doctype=failed",
    );
    both(
        "not limited",
        |w| {
            w.ds.extensions.remove(2);
        },
        "doctype=not_supported",
    );
}

#[test]
fn signature_of_the_object() {
    both(
        "H_32",
        |w| w.sod.signers[0].flip_digest = true,
        "signature=failed:message_digest_mismatch",
    );
    both(
        "H_33",
        |w| w.sod.signers[0].drop_digest = true,
        "signature=failed:message_digest_mismatch",
    );
    both(
        "H_37",
        |w| w.sod.signers[0].flip_signature = true,
        "signature=failed",
    );
    both(
        "H_28",
        |w| w.sod.signers[0].sid = Some(sequence(&[&w.ds.issuer, &integer(8)])),
        "SIGNER",
    );
    both(
        "H_29",
        |w| {
            w.sod.signers[0].version = 3;
            w.sod.signers[0].sid = Some(object(0x80, b"nobody"));
        },
        "SIGNER",
    );
    both(
        "by key identifier",
        |w| {
            w.sod.signers[0].version = 3;
            w.sod.signers[0].sid = Some(object(0x80, b"signer"));
            w.ds.extensions.push(ski(b"signer"));
        },
        "",
    );
    both(
        "OWN-PA-14",
        |w| {
            let mut bad = SignerSpec::new();
            bad.flip_signature = true;
            w.sod.signers.push(bad);
        },
        "signature=failed",
    );
    let integers = |r: &[u8], s: &[u8]| sequence(&[&object(2, r), &object(2, s)]);
    let order = [
        0u8, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25,
        0x51,
    ];
    for signature in [
        integers(&[0], &[0]),
        integers(&order, &[1]),
        integers(&[1], &order),
        integers(&[0xFF], &[1]),
    ] {
        both(
            "OWN-PA-31",
            |w| w.sod.signers[0].signature = Some(signature.clone()),
            "signature=failed",
        );
    }
    both("T35-5.6.4.2.2b", |w| w.sod.with_ds = false, "SIGNER");
}

#[test]
fn algorithms_of_the_object() {
    const MD5: &str = "1.2.840.113549.2.5";
    both(
        "H_22",
        |w| w.sod.signers[0].digest_algorithm = algorithm(MD5),
        "signature=U:algorithm_refused",
    );
    both(
        "H_36",
        |w| w.sod.signers[0].signature_algorithm = algorithm("1.2.840.113549.1.1.4"),
        "signature=U:algorithm_refused",
    );
    both(
        "H_41",
        |w| w.sod.hash_algorithm = algorithm(MD5),
        "dg1=U:algorithm_refused dg2=U:algorithm_refused",
    );
    both(
        "T35-5.6.4.2.2",
        |w| {
            w.sod.hash_algorithm = algorithm("1.2.3.5");
            w.sod.signers[0].digest_algorithm = algorithm("1.2.3.5");
        },
        "signature=U:algorithm_unsupported dg1=U:algorithm_unsupported dg2=U:algorithm_unsupported",
    );
    both(
        "H_65",
        |w| {
            let md5 = algorithm("1.2.840.113549.1.1.4");
            (w.ds.inner_algorithm, w.ds.outer_algorithm) = (md5.clone(), md5);
        },
        "chain_signature=U:algorithm_refused signer_profile=failed:algorithm_refused",
    );
    both(
        "OWN-PA-11",
        |w| {
            let null = sequence(&[&oid(SHA256), &[5, 0]]);
            w.sod.hash_algorithm = null.clone();
            w.sod.digest_algorithms = set(&[&null]);
            w.sod.signers[0].digest_algorithm = null;
        },
        "",
    );
}

#[test]
fn quirks_of_the_object() {
    quirk(
        "OWN-PA-12",
        |w| w.sod.signers[0].reverse_attributes = true,
        "sod.attrs_order",
        "",
        "signature=U:signed_attributes_order",
    );
    for legacy in [
        "1.3.27.1.1.1",
        "1.2.528.1.1006.1.20.1",
        "1.2.840.113549.1.7.1",
    ] {
        quirk(
            "OWN-PA-16",
            |w| w.sod.content_type = oid(legacy),
            "sod.legacy_content_type",
            "",
            "parse=failed ALL",
        );
    }
    both(
        "OWN-PA-15",
        |w| {
            w.sod.extra_certificates = vec![w.csca.encode()];
            let printable = name(&[
                (6, 0x13, "UT"),
                (10, 0x13, "utopia  ministry"),
                (3, 0x13, "CSCA UTOPIA"),
            ]);
            w.sod.signers[0].sid = Some(sequence(&[&printable, &integer(7)]));
        },
        "",
    );
    quirk(
        "sid order",
        |w| {
            let reversed = name(&[
                (3, 0x0C, "CSCA Utopia"),
                (10, 0x0C, "Utopia Ministry"),
                (6, 0x13, "UT"),
            ]);
            w.sod.signers[0].sid = Some(sequence(&[&reversed, &integer(7)]));
        },
        "sod.sid_name",
        "",
        "SIGNER",
    );
    quirk(
        "name order",
        |w| {
            w.ds.issuer = name(&[
                (3, 0x0C, "CSCA Utopia"),
                (10, 0x0C, "Utopia Ministry"),
                (6, 0x13, "UT"),
            ]);
        },
        "cert.name_order",
        "",
        "anchor=U:issuer_name_mismatch chain_signature=U validity=U",
    );
}

#[test]
fn objects_that_do_not_decode() {
    let failed = "parse=failed ALL";
    both(
        "H_17",
        |w| w.patch_sod = Some(|sod| sod[0] = 0x78),
        "parse=failed:wrong_tag ALL",
    );
    both(
        "H_19",
        |w| w.patch_sod = Some(|sod| sod[3] = sod[3].wrapping_add(1)),
        "parse=failed:truncated ALL",
    );
    both(
        "H_18",
        |w| w.patch_sod = Some(|sod| sod[3] = sod[3].wrapping_sub(1)),
        failed,
    );
    both("T35-5.6.4.2.1", |w| w.patch_sod = Some(Vec::clear), failed);
    both(
        "T35-5.6.4.2.1b",
        |w| w.patch_sod = Some(|sod| *sod = vec![0x77, 0]),
        failed,
    );
    both("H_20", |w| w.sod.version = integer(9), failed);
    both("H_21", |w| w.sod.version = Vec::new(), failed);
    both("H_23", |w| w.sod.digest_algorithms = Vec::new(), failed);
    both("H_24", |w| w.sod.content_type = oid("1.2.3.4"), failed);
    both("H_26", |w| w.sod.signers[0].version = 7, failed);
    both(
        "H_31",
        |w| w.sod.signers[0].digest_algorithm = Vec::new(),
        failed,
    );
    both("H_39", |w| w.sod.lds_version = 5, failed);
    both("H_42", |w| w.sod.hash_algorithm = Vec::new(), failed);
    both("H_84", |w| w.sod.signers[0].version = 3, failed);
    both(
        "OWN-PA-17",
        |w| {
            let hash = vec![0; 32];
            w.sod.hashes = vec![(1, hash.clone()), (2, hash.clone()), (2, hash)];
        },
        failed,
    );
    both(
        "OWN-PA-18",
        |w| w.sod.hashes = vec![(0, vec![0; 32])],
        failed,
    );
    both(
        "OWN-PA-18b",
        |w| w.sod.hashes = vec![(17, vec![0; 32])],
        failed,
    );
    both(
        "OWN-PA-47",
        |w| {
            let mut deep = Vec::new();
            for _ in 0..2_000 {
                deep = object(0x30, &deep);
            }
            w.sod.extra_certificates = vec![deep];
        },
        "parse=failed:malformed.depth ALL",
    );
}

#[test]
fn versions_of_the_object() {
    let info =
        |version: &str| sequence(&[&object(0x13, version.as_bytes()), &object(0x13, b"040000")]);
    both(
        "H_86",
        |w| {
            w.sod.lds_version = 1;
            w.sod.version_info = info("0108");
        },
        "",
    );
    both(
        "H_87",
        |w| w.sod.version_info = info("0108"),
        "parse=failed ALL",
    );
    both("H_88", |w| w.sod.lds_version = 1, "parse=failed ALL");
    let mut world = World::new();
    world.sod.lds_version = 1;
    world.sod.version_info = info("0109");
    let (_, notices) = run("H_89", &world, &store_of(&world), Tolerance::Field, "");
    assert_eq!(notices, ["lds.future_version"]);
}

#[test]
fn hashes() {
    both(
        "H_69",
        |w| {
            w.sod.hashes = w
                .groups
                .iter()
                .map(|(number, bytes)| {
                    (*number, HashAlgorithm::Sha256.hash(bytes).as_ref().to_vec())
                })
                .collect();
            *w.groups.get_mut(&2).unwrap().last_mut().unwrap() ^= 1;
        },
        "dg2=failed:hash_mismatch",
    );
    both(
        "H_44",
        |w| {
            w.sod.hashes = vec![(
                2,
                HashAlgorithm::Sha256.hash(&w.groups[&2]).as_ref().to_vec(),
            )]
        },
        "dg1=U:no_hash_in_sod",
    );
    both(
        "OWN-PA-21",
        |w| {
            w.sod.hashes = w
                .groups
                .iter()
                .map(|(number, bytes)| {
                    (*number, HashAlgorithm::Sha256.hash(bytes).as_ref().to_vec())
                })
                .collect();
            w.groups.get_mut(&2).unwrap().extend([0; 7]);
        },
        "",
    );
    both(
        "OWN-PA-41",
        |w| w.groups.get_mut(&2).unwrap().extend([0; 7]),
        "dg2=failed",
    );
    both(
        "T51-LDS_B_05",
        |w| w.groups.get_mut(&1).unwrap()[0] = 0x62,
        "dg1=U:wrong_tag",
    );
    both(
        "T51-LDS_B_06",
        |w| w.groups.get_mut(&1).unwrap()[1] -= 1,
        "dg1=failed",
    );
    both(
        "T51-LDS_B_07",
        |w| w.groups.get_mut(&1).unwrap()[1] += 1,
        "dg1=U:truncated",
    );
    both(
        "H_74",
        |w| {
            w.sod.hash = HashAlgorithm::Sha224;
            w.sod.hash_algorithm = algorithm("2.16.840.1.101.3.4.2.4");
        },
        "",
    );
}

#[test]
fn files_that_were_not_read() {
    let mut world = World::new();
    let hash = |bytes: &[u8]| HashAlgorithm::Sha256.hash(bytes).as_ref().to_vec();
    world.sod.hashes = (1..=8)
        .map(|number| {
            (
                number,
                hash(world.groups.get(&number).map_or(&[], Vec::as_slice)),
            )
        })
        .collect();
    let mut files = world.files();
    let group = |number| File::Dg(DataGroup::new(number).unwrap());
    files.insert(group(3), FileState::Denied { status: 0x6982 });
    files.insert(group(4), FileState::NotRequested);
    files.insert(group(5), FileState::Absent);
    files.insert(
        group(6),
        FileState::TooLarge {
            declared: 200_000_000,
        },
    );
    files.insert(
        group(7),
        FileState::Truncated {
            declared: 2000,
            bytes: vec![0x67, 0x82, 0x07, 0xCC],
        },
    );
    files.insert(
        group(8),
        FileState::Failed {
            code: "transport.card_removed".to_owned(),
        },
    );
    files.insert(group(11), FileState::Absent);
    files.insert(group(12), FileState::Read(object(0x6C, &[1])));
    let input = PaInput {
        issuing_state: Some("UTO"),
        document_code: Some("P"),
        ..PaInput::new(&files, AT)
    };
    let store = store_of(&world);
    let result = passive_authentication(&input, &store);
    expect(
        "files",
        &result,
        "dg3=not_requested dg4=not_requested dg5=aborted:file_missing dg6=undetermined:file_too_large \
        dg7=undetermined:truncated dg8=aborted:read_incomplete dg12=undetermined:no_hash_in_sod",
    );
    assert!(
        !result.hashes.contains_key(&DataGroup::DG11),
        "neither listed nor there"
    );

    files.remove(&File::Sod);
    let input = PaInput::new(&files, AT);
    let result = passive_authentication(&input, &store);
    expect("OWN-PA-50", &result, "parse=aborted:file_missing ALL");
}

#[test]
fn weak_algorithms_are_noticed() {
    const SHA1: &str = "1.3.14.3.2.26";
    let mut world = World::new();
    world.sod.hash = HashAlgorithm::Sha1;
    world.sod.hash_algorithm = algorithm(SHA1);
    world.sod.signers[0] = SignerSpec {
        digest_algorithm: algorithm(SHA1),
        hash: HashAlgorithm::Sha1,
        signature_algorithm: algorithm("1.2.840.10045.4.1"),
        digest: "sha1",
        ..SignerSpec::new()
    };
    let store = store_of(&world);
    let (_, notices) = run("OWN-PA-10", &world, &store, Tolerance::Strict, "");
    assert_eq!(notices, ["weak_algorithm", "weak_algorithm_new"]);
    world.ds.validity = validity_period("100101000000Z", "350101000000Z");
    let (_, notices) = run("H_09", &world, &store, Tolerance::Strict, "");
    assert_eq!(notices, ["weak_algorithm"]);
}

#[test]
fn keys_of_every_size_are_noticed() {
    for curve in ["prime192v1", "brainpoolP160r1", "brainpoolP192r1"] {
        let mut world = World::new();
        let key = Key::generate(curve, &format!("ec:{curve}:explicit"));
        world.ds.spki = key.spki.clone();
        world.sod.signers[0].key = key;
        let (_, notices) = run(
            "OWN-PA-26",
            &world,
            &store_of(&world),
            Tolerance::Strict,
            "",
        );
        assert_eq!(notices, ["weak_key"], "{curve}");
    }
}

#[test]
fn a_signer_of_the_store_serves_an_object_without_certificates() {
    let mut world = World::new();
    world.sod.with_ds = false;
    let mut builder = TrustStore::builder();
    builder
        .add(&world.csca.encode(), &Source::new("csca.cer"))
        .unwrap();
    builder
        .add(&world.ds.encode(), &Source::new("ds.cer"))
        .unwrap();
    assert_eq!(builder.clone().build().len(), 1, "a signer is no anchor");
    run(
        "T51-LDS_H_15",
        &world,
        &builder.build(),
        Tolerance::Strict,
        "",
    );
}
