//! Documents that are made: OpenSSL and our own parsers read them, every fault of the
//! conformance cases can be made.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use vidimus_chip::persona::Persona;
use vidimus_chip::personalise::{CardSpec, FAULTS, Personalised, Preset, apply_fault};
use vidimus_chip::pki::{Scheme, TestKey};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_lds::evidence::Application;
use vidimus_lds::sod::SecurityObject;
use vidimus_lds::{DataGroup, File};

/// 2030-01-01, when every certificate is valid.
const AT: &str = "1893456000";

fn made(preset: &str) -> Personalised {
    let spec = Preset::named(preset).unwrap().spec().unwrap();
    spec.personalise().unwrap()
}

fn file(made: &Personalised, file: File) -> &[u8] {
    &made.files[&file]
}

fn group(number: u8) -> File {
    File::Dg(DataGroup::new(number).unwrap())
}

/// The CMS structure inside EF.SOD.
fn cms(made: &Personalised) -> &[u8] {
    let sod = file(made, File::Sod);
    Reader::new(sod).expect(Tag(0x77)).unwrap().value
}

fn openssl(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

/// Certificates in PEM, the CMS structure in DER.
fn lay_out(folder: &Path, made: &Personalised) {
    for (name, der) in [("csca", &made.csca), ("ds", &made.ds)] {
        std::fs::write(folder.join(name), der).unwrap();
        let pem = format!("{name}.pem");
        let (good, text) = openssl(
            folder,
            &["x509", "-inform", "der", "-in", name, "-out", &pem],
        );
        assert!(good, "{text}");
    }
    std::fs::write(folder.join("sod.der"), cms(made)).unwrap();
}

#[test]
fn openssl_verifies_chain_and_security_object() {
    for scheme in Scheme::names() {
        let name = format!("bac-{scheme}");
        let made = made(if scheme == "p256" { "bac" } else { &name });
        let folder = tempfile::tempdir().unwrap();
        lay_out(folder.path(), &made);
        let verify = [
            "cms", "-verify", "-inform", "der", "-in", "sod.der", "-out", "content",
        ];
        // OpenSSL builds no chain over explicit parameters
        if scheme.starts_with("brainpool") {
            let (good, text) = openssl(folder.path(), &[&verify[..], &["-noverify"]].concat());
            assert!(good, "{scheme}: {text}");
            continue;
        }
        let strict = [
            "verify",
            "-x509_strict",
            "-attime",
            AT,
            "-CAfile",
            "csca.pem",
            "ds.pem",
        ];
        let (good, text) = openssl(folder.path(), &strict);
        assert!(good, "{scheme}: {text}");
        let rest = ["-CAfile", "csca.pem", "-attime", AT, "-purpose", "any"];
        let (good, text) = openssl(folder.path(), &[&verify[..], &rest].concat());
        assert!(good, "{scheme}: {text}");
    }
}

#[test]
fn openssl_sees_the_profile() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &made("bac-brainpoolP256r1"));
    let (_, ca) = openssl(
        folder.path(),
        &["x509", "-in", "csca.pem", "-noout", "-text"],
    );
    for line in [
        "CA:TRUE, pathlen:0",
        "Certificate Sign, CRL Sign",
        "C = UT",
        "Field Type: prime-field",
    ] {
        assert!(ca.contains(line), "{line}");
    }
    let (_, ds) = openssl(folder.path(), &["x509", "-in", "ds.pem", "-noout", "-text"]);
    for line in [
        "Key Usage: critical",
        "Digital Signature",
        "2.23.136.1.1.6.2",
        "Cofactor:  1 (0x1)",
    ] {
        assert!(ds.contains(line), "{line}");
    }
}

#[test]
fn openssl_reads_indefinite_lengths_and_version_1() {
    for preset in ["bac-ber", "bac-lds-v1", "standard"] {
        let folder = tempfile::tempdir().unwrap();
        let made = made(preset);
        lay_out(folder.path(), &made);
        let (good, text) = openssl(
            folder.path(),
            &[
                "cms",
                "-verify",
                "-noverify",
                "-inform",
                "der",
                "-in",
                "sod.der",
                "-out",
                "content",
            ],
        );
        assert!(good, "{preset}: {text}");
    }
    assert_eq!(cms(&made("bac-ber"))[..2], [0x30, 0x80]);
}

#[test]
fn our_parser_reads_every_preset() {
    for preset in Preset::list() {
        let made = made(preset.name());
        let object = SecurityObject::parse(file(&made, File::Sod)).unwrap();
        let hash = Scheme::base().data_groups;
        assert_eq!(
            object.lds.version,
            u8::from(preset.name() == "bac-lds-v1"),
            "{}",
            preset.name()
        );
        assert_eq!(object.signed.certificates, [made.ds.as_slice()]);
        if object.lds.hash_algorithm_oid == hash.oid() {
            for (group, listed) in &object.lds.hashes {
                let bytes = file(&made, File::Dg(*group));
                assert_eq!(
                    hash.hash(bytes).as_ref(),
                    listed.as_slice(),
                    "{}",
                    preset.name()
                );
            }
        }
        for (file, bytes) in &made.files {
            // EF.ATR/INFO has no outer tag of its own
            match (made.application, *file) {
                (_, File::AtrInfo) => {}
                (Application::DrivingLicence, File::Dg(group)) => {
                    let tags = [(1, 0x61), (6, 0x75), (12, 0x71), (13, 0x6F)];
                    assert!(tags.contains(&(group.number(), bytes[0])), "{group:?}");
                }
                _ => assert_eq!(File::identify(bytes), Some(*file)),
            }
        }
    }
}

#[test]
fn the_demo_lists_no_chip_proof_and_the_second_lists_dg15() {
    let listed = |preset: &str| {
        let made = made(preset);
        let object = SecurityObject::parse(file(&made, File::Sod)).unwrap();
        object
            .lds
            .hashes
            .keys()
            .map(|group| group.number())
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("bac"), [1, 2]);
    assert_eq!(listed("bac-aa-listed"), [1, 2, 15]);
    assert_eq!(listed("standard"), [1, 2, 11, 14, 15]);
}

#[test]
fn sizes_of_the_standard_document() {
    let made = made("standard-extended");
    let sizes = [1, 2, 11, 14, 15].map(|number| file(&made, group(number)).len());
    assert_eq!(sizes, [93, 18_000, 200, 300, 160]);
    assert_eq!(file(&made, File::Sod).len(), 2200);
    assert!(!made.files.contains_key(&File::CardAccess));
    assert!(file(&made, File::AtrInfo).len() <= 256);
    assert!(made.image().habits.extended.is_some());
    let cardaccess = Preset::named("standard-cardaccess")
        .unwrap()
        .spec()
        .unwrap();
    assert_eq!(cardaccess.card_access.unwrap().len(), 40);
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    for preset in ["bac", "bac-rsa-pss-sha512", "bac-brainpoolP512r1"] {
        assert_eq!(made(preset).files, made(preset).files);
    }
}

#[test]
fn every_test_key_is_a_key() {
    for key in TestKey::all() {
        assert!(key.spki().unwrap().len() > 30, "{}", key.name());
        assert!(key.pem().starts_with("-----BEGIN PRIVATE KEY-----"));
    }
}

fn spec() -> CardSpec {
    Preset::named("bac").unwrap().spec().unwrap()
}

fn with(name: &str, params: &str) -> Personalised {
    let mut spec = spec();
    apply_fault(&mut spec, name, params).unwrap_or_else(|error| panic!("{name} {params}: {error}"));
    spec.personalise()
        .unwrap_or_else(|error| panic!("{name} {params}: {error}"))
}

#[test]
fn zone_faults_keep_every_other_digit() {
    use vidimus_mrz::{CheckDigitField, Mrz};
    let zone = |params: &str| {
        let made = with("mrz-field", params);
        let text = file(&made, group(1))[5..].to_vec();
        (Mrz::parse_bytes(&text).unwrap(), made.mrz_information)
    };
    for params in [
        "field=birth;value=741332",
        "field=sex;value=Q",
        "field=code;value=Z<",
        "field=name;value=void",
    ] {
        let (mrz, key) = zone(params);
        assert!(mrz.check_digits().all_passed(), "{params}");
        assert_eq!(mrz.content_problems().count(), 1, "{params}");
        assert_eq!(mrz.access_key_information().as_str(), key);
    }
    for (params, field) in [
        ("field=number;cd=wrong", CheckDigitField::DocumentNumber),
        ("field=birth;cd=wrong", CheckDigitField::BirthDate),
        ("field=optional;cd=wrong", CheckDigitField::OptionalData),
        ("field=composite;cd=wrong", CheckDigitField::Composite),
    ] {
        let (mrz, _) = zone(params);
        let failed: Vec<_> = mrz
            .check_digits()
            .failures()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(failed, [field], "{params}");
    }
}

#[test]
fn odd_signatures_are_what_they_say() {
    use vidimus_pubkey::{HashAlgorithm, PublicKey, SignatureAlgorithm, Verifier};
    let verdict = |name: &str, params: &str| {
        let made = with(name, params);
        let object = SecurityObject::parse(file(&made, File::Sod)).unwrap();
        let info = &object.signed.signer_infos[0];
        let attributes = info
            .signed_attributes
            .as_ref()
            .unwrap()
            .to_be_signed()
            .to_owned();
        let algorithm =
            SignatureAlgorithm::from_der(info.signature_algorithm, Some(HashAlgorithm::Sha256))
                .unwrap();
        let rsa = params.contains("rsa-");
        let key = if params.contains("e3") || params.contains("garbage") {
            TestKey::DsRsa2048E3
        } else {
            TestKey::DsRsa2048
        };
        let key = if rsa { key } else { TestKey::DsP256 };
        let key = PublicKey::from_spki(&key.spki().unwrap()).unwrap();
        key.verify(&algorithm, &attributes, &info.signature)
            .map(|good| good.quirk.map(|quirk| quirk.id()))
    };
    assert_eq!(
        verdict("sod-field", "field=certificates;value=two"),
        Ok(None)
    );
    assert_eq!(
        verdict("sod-field", "field=signature;value=ecdsa-zero-padded"),
        Ok(Some("ecdsa.der_integer"))
    );
    assert_eq!(
        verdict("sod-field", "field=signature;value=rsa-digestinfo-no-null"),
        Ok(Some("rsa.digestinfo_no_null"))
    );
    for value in [
        "ecdsa-zero",
        "n",
        "s-is-n",
        "negative",
        "bitflip",
        "rsa-trailing-garbage",
    ] {
        assert!(
            verdict("sod-field", &format!("field=signature;value={value}")).is_err(),
            "{value}"
        );
    }
    // good under twice the generator only
    assert!(verdict("ds-field", "field=spki.curve;value=other-generator").is_err());
}

#[test]
fn openssl_accepts_the_doubled_generator_that_we_must_refuse() {
    let folder = tempfile::tempdir().unwrap();
    let made = with("ds-field", "field=spki.curve;value=other-generator");
    lay_out(folder.path(), &made);
    let (good, text) = openssl(
        folder.path(),
        &[
            "cms",
            "-verify",
            "-noverify",
            "-inform",
            "der",
            "-in",
            "sod.der",
            "-out",
            "content",
        ],
    );
    assert!(good, "{text}");
}

#[test]
fn nested_and_large_objects() {
    let deep = with("sod-encoding", "form=deep");
    assert!(file(&deep, File::Sod).len() > 20_000);
    assert!(SecurityObject::parse(file(&deep, File::Sod)).is_err());
    assert_eq!(
        file(&with("file-size", "file=sod;bytes=40000"), File::Sod).len(),
        40_000
    );
    assert_eq!(
        file(&with("file-size", "dg=2;bytes=40000"), group(2)).len(),
        40_000
    );
}

#[test]
fn unknown_names_and_values_are_refused() {
    for (name, params) in [
        ("no-such", ""),
        ("pki", "colour=red"),
        ("pki", "sig=rot13"),
        ("ds-field", "field=aki"),
        ("ds-field", "field=aki;value=maybe"),
        ("mrz-field", "field=shoe;value=44"),
        ("file-size", "dg=2;bytes=99999999"),
    ] {
        assert!(
            apply_fault(&mut spec(), name, params).is_err(),
            "{name} {params}"
        );
    }
}

fn shared(path: &str) -> Option<PathBuf> {
    vidimus_testkit::shared(&format!("../{path}"))
}

/// Rows of the table of cases: the quoted cells of one line.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            other => out.last_mut().unwrap().push(other),
        }
    }
    out
}

/// One parameter text for each run: `value=a+b` gives two.
fn runs(params: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    for pair in params.split(';').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap();
        let joined =
            key == "dg" || value == "good+bad" || value.starts_with('+') || key == "curve-form";
        let values: Vec<_> = if joined {
            vec![value]
        } else {
            value.split('+').collect()
        };
        runs = runs
            .iter()
            .flat_map(|run| {
                values
                    .iter()
                    .map(move |value| format!("{run}{key}={value};"))
            })
            .collect();
    }
    runs
}

#[test]
fn every_fault_of_the_cases_can_be_made() {
    let Some(path) = shared("conformance/cases.csv") else {
        return;
    };
    let table = std::fs::read_to_string(path).unwrap();
    let mut count = 0;
    for row in table.lines().skip(1).map(cells) {
        let (needs, name, params) = (&row[4], &row[7], &row[8]);
        // what another document, another store or a later issue is needed for
        let later = params.contains("link=") || params.contains("key=attacker");
        if needs != "1" || later || !FAULTS.iter().any(|(own, _)| own == name) {
            continue;
        }
        for run in runs(params) {
            with(name, &run);
            count += 1;
        }
    }
    assert!(count > 180, "{count}");
}

#[test]
fn personas_are_of_nobody() {
    for persona in Persona::all() {
        // no province has 000: nobody has such a number
        let unassigned = persona.optional_data.starts_with("000");
        assert!(persona.surname.contains("SPECIMEN") || unassigned);
        let european = persona.name == "europe-td1";
        assert!(persona.issuer == "UTO" || unassigned || european);
        let citizen = persona.name.starts_with("vietnam-citizen");
        assert!(persona.expiry_date == "391231" || citizen);
    }
}
