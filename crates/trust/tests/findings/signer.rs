//! The document signer: its certificate, its key, its role.

use crate::case::*;
use crate::common::der::*;
use crate::common::openssl::Key;
use crate::common::pki::*;
use crate::document::period;
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::Tolerance;

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
            let mut spki = key.spki;
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
    world.ds.validity = period("100101000000Z", "350101000000Z");
    let (_, notices) = run("H_09", &world, &store, Tolerance::Strict, "");
    assert_eq!(notices, ["weak_algorithm"]);
}
