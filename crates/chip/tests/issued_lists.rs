//! What a state publishes besides certificates, before the system's openssl: revocation lists,
//! link certificates, and the signed lists.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use vidimus_chip::personalise::{PersonaliseError, Preset, TrustAct};
use vidimus_chip::pki::{
    AlgorithmSpec, CertificateSpec, CrlEntry, CrlSpec, DefectSpec, DeviationSpec, Ldif, Scheme,
    SignatureForm, SignedListKind, SignedListSpec, SignerName, TestKey, defect_list,
    deviation_list, master_list, master_list_with_broken,
};
use vidimus_chip::{Fault, Issued, SeededRandom};

/// The country's authority and document signer.
fn pair() -> (CertificateSpec, CertificateSpec) {
    Scheme::base().certificates("UT", "UTO", &["P"]).unwrap()
}

/// Runs openssl in the folder; its output, both streams, and whether it was content.
fn openssl(folder: &Path, line: &str) -> (bool, String) {
    let out = Command::new("openssl")
        .args(line.split_whitespace())
        .current_dir(folder)
        .output()
        .expect("openssl is there");
    let text = [out.stdout, out.stderr].concat();
    (
        out.status.success(),
        String::from_utf8_lossy(&text).into_owned(),
    )
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// The certificate in PEM, which `-CAfile` wants.
fn pem(folder: &Path, name: &str) {
    let (done, text) = openssl(
        folder,
        &format!("x509 -in {name}.cer -inform DER -out {name}.pem"),
    );
    assert!(done, "{text}");
}

fn crl(authority: &CertificateSpec) -> CrlSpec {
    CrlSpec::of(authority, "20291215", "20300315")
        .unwrap()
        .revoking(CrlEntry::new(&[0x02], "20290601120000").because(1))
        .revoking(CrlEntry::new(&[0xF0, 0x01], "20290602120000"))
}

#[test]
fn openssl_reads_revocation_lists() {
    let (csca, _) = pair();
    let der = crl(&csca).to_der().unwrap();
    let folder = folder(&[("l.crl", &der), ("csca.cer", &csca.to_der().unwrap())]);
    pem(folder.path(), "csca");
    let (done, text) = openssl(
        folder.path(),
        "crl -in l.crl -inform DER -CAfile csca.pem -text",
    );
    assert!(done && text.contains("verify OK"), "{text}");
    for expected in [
        "Last Update: Dec 15 00:00:00 2029 GMT",
        "Next Update: Mar 15 00:00:00 2030 GMT",
        "Serial Number: 02",
        "Serial Number: F001",
        "Revocation Date: Jun  1 12:00:00 2029 GMT",
        "Key Compromise",
        "X509v3 CRL Number",
        "X509v3 Authority Key Identifier",
    ] {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn openssl_refuses_a_broken_revocation_list() {
    let (csca, _) = pair();
    let mut other_key = crl(&csca);
    other_key.issuer_key = TestKey::OtherCscaP256;
    let mut zero = crl(&csca);
    zero.form = SignatureForm::EcdsaZero;
    for spec in [other_key, zero] {
        let files = [("l.crl", spec.to_der().unwrap())];
        let folder = folder(&[
            ("l.crl", &files[0].1),
            ("csca.cer", &csca.to_der().unwrap()),
        ]);
        pem(folder.path(), "csca");
        let (_, text) = openssl(
            folder.path(),
            "crl -in l.crl -inform DER -CAfile csca.pem -noout",
        );
        assert!(!text.contains("verify OK"), "{text}");
    }
}

/// Each family of keys signs lists: RSA, PSS, ECDSA; openssl cannot chain explicit parameters.
#[test]
fn revocation_lists_of_every_scheme() {
    for name in ["p384", "p521", "rsa-pkcs1-sha256", "rsa-pss-sha512"] {
        let scheme = Scheme::named(name).unwrap();
        let (csca, _) = scheme.certificates("UT", "UTO", &["P"]).unwrap();
        let folder = folder(&[
            ("l.crl", &crl(&csca).to_der().unwrap()),
            ("csca.cer", &csca.to_der().unwrap()),
        ]);
        pem(folder.path(), "csca");
        let (_, text) = openssl(
            folder.path(),
            "crl -in l.crl -inform DER -CAfile csca.pem -noout",
        );
        assert!(text.contains("verify OK"), "{name}: {text}");
    }
}

/// An empty list leaves the element out; a list without a next date leaves that out.
#[test]
fn what_is_empty_is_left_out() {
    let (csca, _) = pair();
    let mut spec = CrlSpec::of(&csca, "20291215", "20300315").unwrap();
    spec.next_update = None;
    let folder = folder(&[("l.crl", &spec.to_der().unwrap())]);
    let (done, text) = openssl(folder.path(), "crl -in l.crl -inform DER -noout -text");
    assert!(done && text.contains("No Revoked Certificates"), "{text}");
    assert!(text.contains("Next Update: NONE"), "{text}");
}

#[test]
fn openssl_verifies_link_certificates() {
    let (csca, _) = pair();
    let next = csca
        .successor(TestKey::CscaP384, Some("CSCA of 2028"))
        .unwrap();
    let link = csca.link_to(&next).unwrap();
    let folder = folder(&[
        ("csca.cer", &csca.to_der().unwrap()),
        ("next.cer", &next.to_der().unwrap()),
        ("link.cer", &link.to_der().unwrap()),
    ]);
    for name in ["csca", "next", "link"] {
        pem(folder.path(), name);
    }
    let verified = openssl(folder.path(), "verify -CAfile csca.pem link.pem");
    assert!(verified.0, "{}", verified.1);
    assert!(openssl(folder.path(), "verify -CAfile next.pem next.pem").0);
    assert!(!openssl(folder.path(), "verify -CAfile csca.pem next.pem").0);
    let (_, text) = openssl(folder.path(), "x509 -in link.pem -noout -text");
    assert!(text.contains("2.23.136.1.1.6.1"), "{text}");
    // the same name: a new key alone, and no change of name
    let rolled = csca.successor(TestKey::CscaP384, None).unwrap();
    let link = csca.link_to(&rolled).unwrap();
    assert_eq!(link.subject, link.issuer);
    assert!(!link.extensions.iter().any(|one| one.oid.ends_with(&[6, 1])));
}

/// Verifies a message with openssl; the content it shows.
fn verified(message: &[u8], csca: &CertificateSpec) -> Result<Vec<u8>, String> {
    let folder = folder(&[("l.ml", message), ("csca.cer", &csca.to_der().unwrap())]);
    pem(folder.path(), "csca");
    let line = "cms -verify -in l.ml -inform DER -binary -CAfile csca.pem -purpose any \
                -attime 1893456000 -out content";
    match openssl(folder.path(), line) {
        (true, _) => Ok(fs::read(folder.path().join("content")).unwrap()),
        (false, text) => Err(text),
    }
}

#[test]
fn openssl_verifies_signed_lists() {
    let (csca, ds) = pair();
    let certificates = [csca.to_der().unwrap(), ds.to_der().unwrap()];
    let contents = [
        (SignedListKind::Master, master_list(&certificates)),
        (SignedListKind::Deviation, deviation_list(&[deviation(&ds)])),
        (SignedListKind::Defect, defect_list(&[defect(&ds)])),
    ];
    for (kind, content) in contents {
        for by_serial in [true, false] {
            let mut spec = SignedListSpec::below(&csca, kind, content.clone()).unwrap();
            spec.by_serial = by_serial;
            assert_eq!(verified(&spec.to_der().unwrap(), &csca).unwrap(), content);
            spec.bad_signature = true;
            assert!(verified(&spec.to_der().unwrap(), &csca).is_err());
        }
    }
}

#[test]
fn other_keys_sign_lists_too() {
    let (csca, _) = pair();
    let keys = [
        (TestKey::DsRsa2048, "rsa-pss-sha256"),
        (TestKey::DsRsa3072, "rsa-v15-sha512"),
        (TestKey::DsP521, "ecdsa-sha512"),
    ];
    for (key, algorithm) in keys {
        let content = master_list(&[csca.to_der().unwrap()]);
        let mut spec = SignedListSpec::below(&csca, SignedListKind::Master, content).unwrap();
        spec.set_key(key, AlgorithmSpec::named(algorithm).unwrap())
            .unwrap();
        verified(&spec.to_der().unwrap(), &csca).unwrap_or_else(|text| panic!("{key:?}: {text}"));
    }
}

#[test]
fn the_purpose_of_the_key_can_be_left_out() {
    let (csca, _) = pair();
    let signer = CertificateSpec::list_signer(&csca, SignedListKind::Master).unwrap();
    let purpose = |spec: &CertificateSpec| {
        let folder = folder(&[("s.cer", &spec.to_der().unwrap())]);
        openssl(
            folder.path(),
            "x509 -in s.cer -inform DER -noout -ext extendedKeyUsage",
        )
        .1
    };
    assert!(purpose(&signer).contains("2.23.136.1.1.3"));
    assert!(!purpose(&signer.without_key_purpose()).contains("2.23.136.1.1.3"));
}

/// Everything that a deviation can say.
fn deviation(ds: &CertificateSpec) -> DeviationSpec {
    DeviationSpec {
        document_type: Some("P<".to_owned()),
        signer: Some(SignerName::key(ds).unwrap()),
        issued: Some(("20240101000000".to_owned(), "20240331235959".to_owned())),
        numbers: vec!["X00000001".to_owned()],
        deviations: vec![(vec![2, 1], Some(2)), (vec![2, 3], None)],
        description: Some("length of DG2".to_owned()),
    }
}

fn defect(ds: &CertificateSpec) -> DefectSpec {
    DefectSpec {
        signer: SignerName::serial(ds),
        digest: None,
        defects: vec![
            (vec![1, 1], Some(vec![0x0A, 0x01, 0x03])),
            (vec![2, 2], None),
        ],
    }
}

#[test]
fn openssl_shows_deviations_and_defects() {
    let (_, ds) = pair();
    let mut by_serial = deviation(&ds);
    by_serial.signer = Some(SignerName::serial(&ds));
    let folder = folder(&[
        ("deviations", &deviation_list(&[deviation(&ds), by_serial])),
        ("defects", &defect_list(&[defect(&ds)])),
    ]);
    let (done, text) = openssl(folder.path(), "asn1parse -inform DER -in deviations");
    assert!(done, "{text}");
    for expected in [
        ":2.23.136.1.1.7.2.1",
        ":2.23.136.1.1.7.2.3",
        "PRINTABLESTRING   :length of DG2",
        "GENERALIZEDTIME   :20240101000000Z",
        "prim:  cont [ 0 ]",
        "prim:  cont [ 2 ]",
        "cons:  cont [ 1 ]",
        "cons:  cont [ 4 ]",
        "cons:  cont [ 5 ]",
    ] {
        let squeezed = text
            .replace("prim: cont", "prim:  cont")
            .replace("cons: cont", "cons:  cont");
        assert!(squeezed.contains(expected), "{expected}: {text}");
    }
    let (done, text) = openssl(folder.path(), "asn1parse -inform DER -in defects");
    assert!(done && text.contains(":0.4.0.127.0.7.3.1.5.1.1"), "{text}");
    assert!(text.contains("ENUMERATED"), "{text}");
}

#[test]
fn one_certificate_of_a_list_is_broken_inside() {
    let (csca, _) = pair();
    let certificates: Vec<Vec<u8>> = (1..=8u8)
        .map(|serial| {
            let mut one = csca.clone();
            one.serial = vec![serial];
            one.to_der().unwrap()
        })
        .collect();
    let whole = folder(&[("l", &master_list(&certificates))]);
    let (done, text) = openssl(whole.path(), "asn1parse -inform DER -in l");
    assert!(done, "{text}");
    let list = master_list_with_broken(&certificates, 3);
    assert_eq!(list.len(), master_list(&certificates).len());
    let broken = folder(&[("l", &list)]);
    let (done, text) = openssl(broken.path(), "asn1parse -inform DER -in l");
    assert!(!done, "{text}");
}

/// `ldapmodify` and its kind are not everywhere; openssl reads what stands behind the attribute.
#[test]
fn a_directory_in_text_holds_what_was_put_in() {
    let (csca, ds) = pair();
    let (csca, ds) = (csca.to_der().unwrap(), ds.to_der().unwrap());
    let mut text = Ldif::new();
    text.record("cn=CSCA,o=csca,c=UT", &[("cACertificate;binary", &csca)]);
    text.record("sn=2,o=dsc,c=UT", &[("userCertificate;binary", &ds)]);
    let text = text.to_string();
    assert!(text.starts_with("version: 1\n\ndn: "));
    let joined = text.replace("\n ", "");
    let value = joined
        .lines()
        .find_map(|line| line.strip_prefix("userCertificate;binary:: "))
        .unwrap();
    let folder = folder(&[("b64", value.as_bytes())]);
    let (done, said) = openssl(folder.path(), "base64 -d -A -in b64 -out ds.cer");
    assert!(done, "{said}");
    assert_eq!(fs::read(folder.path().join("ds.cer")).unwrap(), ds);
}

/// What the store of a document with this fault holds: certificates, then the other files.
fn published(fault: &str) -> (usize, Vec<(String, TrustAct)>) {
    let spec = Preset::named("bac").unwrap().spec().unwrap();
    let faults = [Fault::parse(fault).unwrap()];
    let document = Issued::new(spec, &faults, SeededRandom::new("lists"))
        .unwrap_or_else(|error| panic!("{fault}: {error}"))
        .document;
    let files = document.published.into_iter();
    let files = files.map(|file| (file.name, file.act)).collect();
    (document.store.len(), files)
}

#[test]
fn faults_put_lists_into_the_store() {
    let own = |names: &[&str]| -> Vec<(String, TrustAct)> {
        let names = names.iter();
        names
            .map(|name| ((*name).to_owned(), TrustAct::Own))
            .collect()
    };
    let by = |name: &str, act| vec![(name.to_owned(), act)];
    let cases = [
        ("crl:lists=ds", 1, own(&["1-revocation.crl"])),
        ("crl:state=absent", 1, own(&[])),
        (
            "crl:signer=new-csca;lists=none",
            2,
            own(&["1-revocation.crl"]),
        ),
        (
            "crl:lists=older-only",
            1,
            own(&["1-revocation.crl", "2-revocation.crl"]),
        ),
        ("store:csca=absent", 0, own(&[])),
        ("store:csca=link-only", 1, own(&[])),
        (
            "store:csca=unvouched",
            0,
            by("1-certificate.cer", TrustAct::Unvouched),
        ),
        (
            "store:csca=first-use-list",
            0,
            by("1-master-list.ml", TrustAct::Unvouched),
        ),
        (
            "store:signer=pinned",
            0,
            by("1-signer.cer", TrustAct::Signer),
        ),
        ("store:list=20290601", 1, own(&["1-master-list.ml"])),
        ("pki:link=name-change;store=old+link", 2, own(&[])),
        (
            "pki:link=name-change;store=old+unvouched-link",
            1,
            by("1-certificate.cer", TrustAct::Unvouched),
        ),
        ("deviation-list:match=dg2", 1, own(&["1-deviation-list.ml"])),
        (
            "defect:kind=ds-revoked;status=3",
            1,
            own(&["1-defect-list.ml"]),
        ),
        ("defect:kind=com-sod;dg=11", 1, own(&["1-defect-list.ml"])),
        ("defect:kind=wrong-sid", 1, own(&["1-defect-list.ml"])),
        ("defect:kind=issuing-country", 1, own(&["1-defect-list.ml"])),
    ];
    for (fault, certificates, files) in cases {
        assert_eq!(published(fault), (certificates, files), "{fault}");
    }
}

#[test]
fn values_that_no_list_has_are_refused() {
    let spec = Preset::named("bac").unwrap().spec().unwrap();
    for fault in [
        "crl:lists=nobody",
        "crl:signer=nobody",
        "crl:state=lost",
        "crl:signature=good",
        "store:csca=lost",
        "store:signer=lost",
        "deviation-list:match=dg16",
        "defect:kind=none",
        "defect:kind=ds-revoked;status=256",
        "pki:link=roll-over;store=old",
        "pki:link=name-change;store=nothing",
    ] {
        let fault = Fault::parse(fault).unwrap();
        let made = fault.apply_to(&mut spec.clone());
        assert!(matches!(made, Err(PersonaliseError::Fault(_))), "{fault}");
    }
}
