//! Seals verified: published ones under their signer, made ones down the whole path.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{openssl, shared_file};
use vidimus_chip::pki::{
    CertificateSpec, CrlEntry, CrlSpec, Scheme, SealKind, SealSpec, TestKey, Validity, VdsNcSpec,
};
use vidimus_lds::seal::Seal;
use vidimus_pubkey::HashAlgorithm;
use vidimus_trust::rules::ValidityTime;
use vidimus_trust::seal::{SealFinding, SealInput, verify};
use vidimus_trust::{Outcome, Rules, Source, Tolerance, TrustStore, TrustStoreBuilder, codes};

/// 2030-01-01.
const AT: i64 = 1_893_456_000;
const MRZ: &str = "ATUTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<\nX000000012UTO8001014F3912313<<<<<<<4";

/// The authority of Utopia and its signer of seals.
struct Utopia {
    csca: CertificateSpec,
    signer: CertificateSpec,
}

impl Utopia {
    fn new(kind: SealKind) -> Self {
        let (csca, _) = Scheme::base().certificates("UT", "UTO", &["P"]).unwrap();
        let key = TestKey::DsP256;
        let signer = CertificateSpec::seal_signer(&csca, "UT", "01", &[0x0A], key, kind).unwrap();
        Self { csca, signer }
    }

    /// The authority vouched for, the signer as a plain certificate.
    fn builder(&self) -> TrustStoreBuilder {
        let mut builder = TrustStoreBuilder::new();
        builder
            .add(&self.csca.to_der().unwrap(), &Source::new("csca.cer"))
            .unwrap();
        builder
            .add(&self.signer.to_der().unwrap(), &Source::new("signer.cer"))
            .unwrap();
        builder
    }
}

fn judge_at(bytes: &[u8], store: &TrustStore, at: i64, rules: &Rules) -> SealFinding {
    let seal = Seal::parse(bytes).unwrap();
    let input = SealInput {
        at,
        clock_implausible: false,
        rules,
    };
    verify(&seal, &input, store)
}

fn judge(bytes: &[u8], store: &TrustStore) -> SealFinding {
    judge_at(bytes, store, AT, Rules::of(Tolerance::Field))
}

fn whole(finding: &SealFinding) -> (Outcome, Option<&'static str>) {
    (finding.whole.outcome, finding.whole.code)
}

const PASSED: (Outcome, Option<&str>) = (Outcome::Passed, None);

const fn failed(code: &'static str) -> (Outcome, Option<&'static str>) {
    (Outcome::Failed, Some(code))
}

const fn open(code: &'static str) -> (Outcome, Option<&'static str>) {
    (Outcome::Undetermined, Some(code))
}

fn permit() -> SealSpec {
    SealSpec::residence_permit(MRZ, "X00000001")
}

fn published() -> Option<Vec<(String, Vec<u8>, bool)>> {
    let seals: serde_json::Value = serde_json::from_slice(&shared_file("vds/seals.json")?).unwrap();
    let unhex = |digits: &str| -> Vec<u8> {
        let pair =
            |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        digits.as_bytes().chunks(2).map(pair).collect()
    };
    let entry = |seal: &serde_json::Value| {
        let name = seal["name"].as_str().unwrap().to_owned();
        let verified = seal["signature_verified_with"].is_string();
        (name, unhex(seal["hex"].as_str().unwrap()), verified)
    };
    Some(seals.as_array().unwrap().iter().map(entry).collect())
}

#[test]
fn published_seals_verify_under_their_signer_and_stay_open_without_its_authority() {
    let (Some(seals), Some(signer)) = (published(), shared_file("vds/vdstools_sealgen_UTTS5B.crt"))
    else {
        return;
    };
    let other = shared_file("vds/vdstools_sealgen_DETS32.crt").unwrap();
    let mut builder = TrustStoreBuilder::new();
    builder.add(&signer, &Source::new("UTTS5B.crt")).unwrap();
    builder.add(&other, &Source::new("DETS32.crt")).unwrap();
    let store = builder.build();
    let mut verified = 0;
    for (name, bytes, good) in seals {
        let Ok(seal) = Seal::parse(&bytes) else {
            continue;
        };
        let found = judge(&bytes, &store);
        assert!(!found.whole.is_passed(), "{name}");
        let Seal::Vds(vds) = &seal else { panic!() };
        let header = &vds.header;
        match (
            header.signer_identifier().as_str(),
            header.certificate_reference.as_str(),
        ) {
            ("UTTS", "5B") => {
                assert!(good, "{name}");
                assert!(found.signature.is_passed(), "{name} {:?}", found.signature);
                assert_eq!(whole(&found), open(codes::ANCHOR_NOT_FOUND), "{name}");
                verified += 1;
                // one bit of the signature, one of what is signed
                for at in [bytes.len() - 1, 30] {
                    let mut spoilt = bytes.clone();
                    spoilt[at] ^= 1;
                    if Seal::parse(&spoilt).is_ok() {
                        assert_eq!(whole(&judge(&spoilt, &store)), failed("signature_wrong"));
                    }
                }
            }
            ("DETS", "32") => assert_ne!(found.whole.code, Some(codes::SIGNER_NOT_FOUND)),
            _ => assert_eq!(whole(&found), open(codes::SIGNER_NOT_FOUND), "{name}"),
        }
    }
    // the sixth is under another reference, with the same key
    assert_eq!(verified, 5);
}

#[test]
fn the_published_vds_nc_verifies_under_the_certificate_inside() {
    let Some(bytes) = shared_file("vds/vdsnc.json") else {
        return;
    };
    let seals: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let text = seals[0]["json"].to_string();
    let found = judge(text.as_bytes(), &TrustStore::empty());
    assert!(found.signature.is_passed(), "{:?}", found.signature);
    assert!(
        found.signer_profile.is_passed(),
        "{:?}",
        found.signer_profile
    );
    assert_eq!(whole(&found), open(codes::ANCHOR_NOT_FOUND));
    assert_eq!(found.signer.unwrap().subject, "C=UT, CN=06");
    let spoilt = text.replace("Smith", "Smyth");
    assert_eq!(
        whole(&judge(spoilt.as_bytes(), &TrustStore::empty())),
        failed("signature_wrong")
    );
}

#[test]
fn a_seal_passes_only_down_the_whole_path() {
    let utopia = Utopia::new(SealKind::Vds);
    let bytes = permit().to_bytes().unwrap();
    let found = judge(&bytes, &utopia.builder().build());
    assert_eq!(whole(&found), PASSED, "{found:?}");
    assert_eq!(
        found.csca.as_ref().unwrap().subject,
        "C=UT, O=Utopia specimens, CN=CSCA p256"
    );
    assert_eq!(found.revocation.code, Some(codes::NOT_CHECKED));
    // nobody there at all; the signer without its authority; the authority without anyone behind it
    assert_eq!(
        whole(&judge(&bytes, &TrustStore::empty())),
        open(codes::SIGNER_NOT_FOUND)
    );
    let mut alone = TrustStoreBuilder::new();
    alone
        .add(&utopia.signer.to_der().unwrap(), &Source::new("signer.cer"))
        .unwrap();
    assert_eq!(
        whole(&judge(&bytes, &alone.clone().build())),
        open(codes::ANCHOR_NOT_FOUND)
    );
    let csca = utopia.csca.to_der().unwrap();
    alone
        .add(&csca, &Source::new("csca.cer").unvouched())
        .unwrap();
    assert_eq!(
        whole(&judge(&bytes, &alone.build())),
        open(codes::ANCHOR_UNVOUCHED)
    );
}

#[test]
fn every_changed_bit_of_a_seal_is_seen() {
    let utopia = Utopia::new(SealKind::Vds);
    let store = utopia.builder().build();
    let bytes = permit().to_bytes().unwrap();
    for at in 0..bytes.len() {
        let mut spoilt = bytes.clone();
        spoilt[at] ^= 1 << (at % 8);
        if Seal::parse(&spoilt).is_ok() {
            let found = judge(&spoilt, &store);
            assert!(!found.whole.is_passed(), "byte {at}");
        }
    }
}

#[test]
fn a_document_signer_verifies_no_seal() {
    let (csca, mut ds) = Scheme::base().certificates("UT", "UTO", &["P"]).unwrap();
    // named like a signer of seals, with everything right but the purpose
    ds.subject.common_name = Some("01".to_owned());
    ds.serial = vec![0x0A];
    ds.extensions
        .retain(|extension| !extension.oid.ends_with(&[6, 2]));
    let utopia = Utopia { csca, signer: ds };
    let bytes = permit().to_bytes().unwrap();
    let found = judge(&bytes, &utopia.builder().build());
    assert!(found.signature.is_passed());
    assert_eq!(whole(&found), failed(codes::EXTENDED_KEY_USAGE));
    for kind in [SealKind::VdsNc, SealKind::Lists] {
        let found = judge(&bytes, &Utopia::new(kind).builder().build());
        assert_eq!(whole(&found), failed(codes::EXTENDED_KEY_USAGE), "{kind:?}");
    }
}

#[test]
fn a_signer_of_seals_signs_no_documents_and_is_no_anchor() {
    use vidimus_trust::{PaInput, judge_certificate};
    let utopia = Utopia::new(SealKind::Vds);
    let store = utopia.builder().build();
    let files = std::collections::BTreeMap::new();
    let input = PaInput {
        issuing_state: Some("UTO"),
        ..PaInput::new(&files, AT)
    };
    let der = utopia.signer.to_der().unwrap();
    let found = judge_certificate(&der, &input, &store).unwrap();
    assert!(found.anchor.is_passed());
    assert_eq!(found.signer_profile.code, Some(codes::EXTENDED_KEY_USAGE));
    assert_eq!(found.signer_profile.outcome, Outcome::Failed);
    // not even one that issues itself
    let mut own = utopia.signer;
    own.issuer = own.subject.clone();
    own.issuer_key = own.key;
    let mut builder = TrustStoreBuilder::new();
    builder
        .add(&own.to_der().unwrap(), &Source::new("own.cer"))
        .unwrap();
    let store = builder.build();
    assert!(store.is_empty());
    let bytes = permit().to_bytes().unwrap();
    assert_eq!(whole(&judge(&bytes, &store)), open(codes::ANCHOR_NOT_FOUND));
}

#[test]
fn times_of_signer_key_and_seal() {
    let utopia = Utopia::new(SealKind::Vds);
    let store = utopia.builder().build();
    let bytes = permit().to_bytes().unwrap();
    let field = Rules::of(Tolerance::Field);
    // 2050: the certificates are over, the seal is no forgery for it
    let late = 2_524_608_000;
    let found = judge_at(&bytes, &store, late, field);
    assert_eq!(whole(&found), open(codes::SIGNER_EXPIRED));
    let found = judge_at(&bytes, &store, late, Rules::of(Tolerance::Strict));
    assert_eq!(found.whole.outcome, Outcome::Failed);
    // a policy that goes by the time of signing goes by the day in the seal
    let rules = Rules {
        validity: ValidityTime::SigningTime,
        ..Rules::default()
    };
    assert_eq!(whole(&judge_at(&bytes, &store, AT, &rules)), PASSED);
    // signed after the key was to be used, and before the certificate began
    for signed in [4_012_024, 2_022_023] {
        let spec = SealSpec { signed, ..permit() };
        let found = judge(&spec.to_bytes().unwrap(), &store);
        assert_eq!(
            whole(&found),
            failed(codes::PRIVATE_KEY_USAGE_PERIOD),
            "{signed}"
        );
    }
    // a certificate that was over when it signed
    let mut short = Utopia::new(SealKind::Vds);
    short.signer.validity = Validity::days("20240101", "20240115");
    let found = judge(&bytes, &short.builder().build());
    assert_eq!(whole(&found), failed(codes::PRIVATE_KEY_USAGE_PERIOD));
}

#[test]
fn a_revoked_signer_fails() {
    let utopia = Utopia::new(SealKind::Vds);
    let mut crl = CrlSpec::of(&utopia.csca, "20290101", "20310101").unwrap();
    crl.entries = vec![CrlEntry::new(&[0x0A], "20280101000000")];
    let mut builder = utopia.builder();
    builder
        .add(&crl.to_der().unwrap(), &Source::new("ut.crl"))
        .unwrap();
    let found = judge(&permit().to_bytes().unwrap(), &builder.build());
    assert_eq!(whole(&found), failed(codes::REVOKED));
}

#[test]
fn country_and_type_of_document() {
    let utopia = Utopia::new(SealKind::Vds);
    let store = utopia.builder().build();
    let foreign = SealSpec {
        country: "FRA".to_owned(),
        ..permit()
    };
    let found = judge(&foreign.to_bytes().unwrap(), &store);
    assert_eq!(whole(&found), open(codes::COUNTRY_MISMATCH));
    let mut limited = Utopia::new(SealKind::Vds);
    let types = vidimus_chip::pki::Extension::document_types(&["V"]);
    limited.signer.extensions.push(types);
    let found = judge(&permit().to_bytes().unwrap(), &limited.builder().build());
    assert_eq!(whole(&found), failed(codes::DOCUMENT_TYPE_MISMATCH));
}

#[test]
fn every_curve_with_the_hash_of_its_size() {
    let keys = [
        (TestKey::DsP192, HashAlgorithm::Sha224),
        (TestKey::DsP224, HashAlgorithm::Sha224),
        (TestKey::DsBrainpool224r1, HashAlgorithm::Sha224),
        (TestKey::DsP256, HashAlgorithm::Sha256),
        (TestKey::DsBrainpool256r1, HashAlgorithm::Sha256),
        (TestKey::DsP384, HashAlgorithm::Sha384),
        (TestKey::DsBrainpool384r1, HashAlgorithm::Sha384),
        (TestKey::DsBrainpool512r1, HashAlgorithm::Sha512),
        (TestKey::DsP521, HashAlgorithm::Sha512),
    ];
    for (key, hash) in keys {
        let mut utopia = Utopia::new(SealKind::Vds);
        let kind = SealKind::Vds;
        utopia.signer =
            CertificateSpec::seal_signer(&utopia.csca, "UT", "01", &[0x0A], key, kind).unwrap();
        let store = utopia.builder().build();
        let spec = SealSpec {
            key,
            hash,
            ..permit()
        };
        let found = judge(&spec.to_bytes().unwrap(), &store);
        assert_eq!(whole(&found), PASSED, "{key:?}");
        let hash = match hash {
            HashAlgorithm::Sha256 => HashAlgorithm::Sha384,
            _ => HashAlgorithm::Sha256,
        };
        let spec = SealSpec {
            key,
            hash,
            ..permit()
        };
        let found = judge(&spec.to_bytes().unwrap(), &store);
        assert_eq!(whole(&found), failed("signature_wrong"), "{key:?}");
    }
    let short = Rules {
        algorithms: vidimus_trust::rules::AlgorithmRules {
            min_ec_bits: 384,
            ..Rules::default().algorithms
        },
        ..Rules::default()
    };
    let store = Utopia::new(SealKind::Vds).builder().build();
    let found = judge_at(&permit().to_bytes().unwrap(), &store, AT, &short);
    assert_eq!(whole(&found), open(codes::KEY_TOO_SHORT));
}

#[test]
fn two_certificates_of_one_name_and_number() {
    // the first answers to the name and did not sign
    let utopia = Utopia::new(SealKind::Vds);
    let mut other = utopia.signer.clone();
    other.key = TestKey::OtherDsP256;
    let mut builder = TrustStoreBuilder::new();
    builder
        .add(&other.to_der().unwrap(), &Source::new("other.cer"))
        .unwrap();
    builder
        .add(&utopia.csca.to_der().unwrap(), &Source::new("csca.cer"))
        .unwrap();
    let bytes = permit().to_bytes().unwrap();
    assert_eq!(
        whole(&judge(&bytes, &builder.clone().build())),
        failed("signature_wrong")
    );
    builder
        .add(&utopia.signer.to_der().unwrap(), &Source::new("signer.cer"))
        .unwrap();
    assert_eq!(whole(&judge(&bytes, &builder.build())), PASSED);
}

#[test]
fn a_pinned_signer_counts_where_the_policy_says_so() {
    let utopia = Utopia::new(SealKind::Vds);
    let mut builder = TrustStoreBuilder::new();
    let source = Source::new("signer.cer").signer().vouched();
    builder
        .add(&utopia.signer.to_der().unwrap(), &source)
        .unwrap();
    let store = builder.build();
    let bytes = permit().to_bytes().unwrap();
    assert_eq!(
        whole(&judge(&bytes, &store)),
        open(codes::PINNED_SIGNER_NOT_ALLOWED)
    );
    let rules = Rules {
        allow_pinned_signers: true,
        ..Rules::default()
    };
    let found = judge_at(&bytes, &store, AT, &rules);
    assert_eq!(whole(&found), (Outcome::Passed, Some(codes::PINNED_SIGNER)));
}

fn vds_nc(kind: SealKind) -> (Utopia, String) {
    let utopia = Utopia::new(kind);
    let spec = VdsNcSpec {
        data: "{\"hdr\":{\"is\":\"UTO\",\"t\":\"icao.test\",\"v\":1},\
               \"msg\":{\"pid\":{\"dn\":\"X00000001\",\"dob\":\"1980-01-01\",\"n\":\"SPECIMEN ADA GRACE\"}}}"
            .to_owned(),
        certificate: utopia.signer.to_der().unwrap(),
        key: TestKey::DsP256,
    };
    let text = spec.to_text().unwrap();
    (utopia, text)
}

#[test]
fn a_vds_nc_leads_from_the_certificate_inside_to_an_anchor() {
    let (utopia, text) = vds_nc(SealKind::VdsNc);
    let mut builder = TrustStoreBuilder::new();
    builder
        .add(&utopia.csca.to_der().unwrap(), &Source::new("csca.cer"))
        .unwrap();
    let store = builder.build();
    assert_eq!(whole(&judge(text.as_bytes(), &store)), PASSED);
    // spelt otherwise it is the same seal
    let spelt = text
        .replace("\"msg\":{", " \"msg\" :\n{ ")
        .replace("\"v\":1}", "\"v\":1.0e0}");
    assert_eq!(whole(&judge(spelt.as_bytes(), &store)), PASSED);
    let spoilt = text.replace("X00000001", "X00000002");
    assert_eq!(
        whole(&judge(spoilt.as_bytes(), &store)),
        failed("signature_wrong")
    );
    let unknown = text.replace("ES256", "RS256");
    assert_eq!(
        whole(&judge(unknown.as_bytes(), &store)),
        open(codes::ALGORITHM_UNSUPPORTED)
    );
    assert_eq!(
        whole(&judge(text.as_bytes(), &TrustStore::empty())),
        open(codes::ANCHOR_NOT_FOUND)
    );
    // a signer of the other kind of seal
    let (_, text) = vds_nc(SealKind::Vds);
    assert_eq!(
        whole(&judge(text.as_bytes(), &store)),
        failed(codes::EXTENDED_KEY_USAGE)
    );
}

/// OpenSSL says the same of the signature of a seal.
#[test]
fn openssl_agrees() {
    let bytes = permit().to_bytes().unwrap();
    let seal = Seal::parse(&bytes).unwrap();
    let (r, s) = seal.signature().split_at(32);
    let integer = |value: &[u8]| common::der::object(2, &[&[0], value].concat());
    let minimal = |value: &[u8]| {
        let zeros = value.iter().take_while(|byte| **byte == 0).count();
        let digits = &value[zeros..];
        if digits[0] & 0x80 == 0 {
            common::der::object(2, digits)
        } else {
            integer(digits)
        }
    };
    let der = common::der::sequence(&[&minimal(r), &minimal(s)]);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("key.pem"), TestKey::DsP256.pem()).unwrap();
    std::fs::write(path("signature"), der).unwrap();
    std::fs::write(path("signed"), seal.signed_bytes()).unwrap();
    let said = openssl::run(
        &[
            "dgst",
            "-sha256",
            "-prverify",
            &path("key.pem"),
            "-signature",
            &path("signature"),
            &path("signed"),
        ],
        &[],
    );
    assert_eq!(String::from_utf8_lossy(&said).trim(), "Verified OK");
}

/// The authority of a trust group vouches for no other seal.
#[test]
fn groups() {
    let utopia = Utopia::new(SealKind::Vds);
    let mut builder = TrustStoreBuilder::new();
    let csca = Source::new("csca.cer").group("card");
    builder.add(&utopia.csca.to_der().unwrap(), &csca).unwrap();
    builder
        .add(&utopia.signer.to_der().unwrap(), &Source::new("signer.cer"))
        .unwrap();
    let store = builder.build();
    let seal = permit().to_bytes().unwrap();
    for group in [None, Some("card"), Some("visa"), None] {
        let found = judge(&seal, &store.for_group(group));
        let expected = match group {
            Some("card") => PASSED,
            _ => open(codes::ANCHOR_OF_OTHER_GROUP),
        };
        assert_eq!(whole(&found), expected, "{group:?}");
    }
}
