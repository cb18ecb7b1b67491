//! `printed.seal`: signature, path, and what the seal says against DG1.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{AT, Reading};
use vidimus_chip::pki::{CertificateSpec, Scheme, SealKind, SealSpec, TestKey, VdsNcSpec, c40};
use vidimus_lds::Personal;
use vidimus_report::{
    CheckId, Decision, EvaluationTime, Outcome, Policy, PrintedAnswer, Report, judge,
};
use vidimus_trust::{Source, TrustStoreBuilder};

/// The zone of the base document, X00000001 of Ada Grace Specimen, as one of two lines of 36.
const MRZ: &str = "AT UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<< X000000012UTO8001014F3912313<<<<<<<4";

fn zone() -> String {
    MRZ.replacen("AT ", "AT", 1)
}

/// A permit that goes with the passport of this number.
fn permit(passport: &str) -> SealSpec {
    SealSpec::residence_permit(&zone(), passport)
}

/// A sticker that has no zone, only numbers.
fn sticker(number: &str) -> SealSpec {
    SealSpec {
        document: [0xF8, 0x0A],
        features: vec![(1, c40(number)), (2, c40("03359010")), (3, c40("21614"))],
        ..permit(number)
    }
}

fn signer(kind: SealKind) -> CertificateSpec {
    let (csca, _) = Scheme::base().certificates("UT", "UTO", &["P"]).unwrap();
    let key = TestKey::OtherDsP256;
    CertificateSpec::seal_signer(&csca, "UT", "01", &[0x0A], key, kind).unwrap()
}

/// The report on the base document with this seal on it.
fn report(seal: Vec<u8>, signer: Option<&CertificateSpec>) -> Report {
    report_with(seal, signer.as_slice())
}

/// The same, with these certificates in the store.
fn report_with(seal: Vec<u8>, certificates: &[&CertificateSpec]) -> Report {
    let made = common::spec().personalise().unwrap();
    let mut builder = TrustStoreBuilder::new();
    for der in &made.store {
        builder.add(der, &Source::new("csca.cer")).unwrap();
    }
    for certificate in certificates {
        builder
            .add(&certificate.to_der().unwrap(), &Source::new("signer.cer"))
            .unwrap();
    }
    let mut evidence = common::evidence(&made, &Reading::reader());
    evidence.printed.seal = Some(Personal::new(seal));
    let at = EvaluationTime::given(AT);
    judge(
        &evidence,
        &builder.build(),
        &Policy::field(),
        at,
        &common::tool(),
    )
}

fn signed(mut spec: SealSpec) -> Vec<u8> {
    spec.key = TestKey::OtherDsP256;
    spec.to_bytes().unwrap()
}

/// Outcome, code and detail of the check.
fn check(report: &Report) -> (Outcome, String, String) {
    let check = report.checks.get(CheckId::PrintedSeal).unwrap();
    let code = check.code.clone().unwrap_or_default().into_owned();
    (
        check.outcome,
        code,
        check.detail.clone().unwrap_or_default(),
    )
}

#[test]
fn a_seal_of_this_document_passes() {
    let signer = signer(SealKind::Vds);
    for spec in [permit("X00000001"), sticker("X00000001")] {
        let report = report(signed(spec), Some(&signer));
        assert_eq!(check(&report).0, Outcome::Passed, "{:?}", check(&report));
        assert_eq!(report.decision, Decision::Accept);
        assert_eq!(report.conclusions.printed, PrintedAnswer::Matches);
    }
}

/// Germany seals a document of its own that has the number of this one of Utopia.
#[test]
fn a_seal_of_another_state_is_not_of_this_document() {
    let (csca, _) = Scheme::base().certificates("DE", "D", &["P"]).unwrap();
    let key = TestKey::OtherDsP256;
    let signer = CertificateSpec::seal_signer(&csca, "DE", "01", &[0x0A], key, SealKind::Vds);
    let spec = SealSpec {
        country: "D".to_owned(),
        signer: "DE01".to_owned(),
        ..sticker("X00000001")
    };
    let report = report_with(signed(spec), &[&csca, &signer.unwrap()]);
    let found = check(&report);
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Failed, "printed_differs")
    );
    assert!(found.2.starts_with("issuer differs"), "{}", found.2);
    assert_eq!(report.conclusions.printed, PrintedAnswer::Differs);
}

/// A number is of whoever gave it: without state or holder it is nobody's.
#[test]
fn a_number_alone_is_not_enough() {
    let signer = signer(SealKind::VdsNc);
    let data = r#"{"hdr":{"is":"UTO","t":"icao.test","v":1},"msg":{"pid":{"dn":"X00000001"}}}"#;
    let spec = VdsNcSpec {
        data: data.to_owned(),
        certificate: signer.to_der().unwrap(),
        key: TestKey::OtherDsP256,
    };
    let report = report(spec.to_text().unwrap().into_bytes(), None);
    let found = check(&report);
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Undetermined, "nothing_comparable")
    );
}

#[test]
fn a_seal_of_a_visa_is_held_against_the_holder_and_the_passport() {
    let signer = signer(SealKind::Vds);
    // a zone of another number, state and expiry: that of the visa
    let visa = "V<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<L8988901C4UTO8001014F3001012";
    let spec = |passport: &str, zone: &str| SealSpec {
        document: [0x5D, 0x01],
        features: vec![(2, c40(zone)), (5, c40(passport))],
        ..permit(passport)
    };
    let found = check(&report(signed(spec("X00000001", visa)), Some(&signer)));
    assert_eq!(found.0, Outcome::Passed, "{found:?}");
    let found = check(&report(signed(spec("X00000002", visa)), Some(&signer)));
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Failed, "printed_differs")
    );
    assert!(found.2.contains("document_number"), "{}", found.2);
    let other = visa.replace("8001014F", "8001024F");
    let found = check(&report(signed(spec("X00000001", &other)), Some(&signer)));
    assert_eq!(found.0, Outcome::Failed);
    assert!(
        found.2.contains("birth_date") && !found.2.contains("8001"),
        "{}",
        found.2
    );
}

/// The conformance row: signed well, but for another number.
#[test]
fn a_seal_of_another_document_differs() {
    let signer = signer(SealKind::Vds);
    let report = report(signed(sticker("X00000002")), Some(&signer));
    let found = check(&report);
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Failed, "printed_differs")
    );
    assert!(found.2.contains("document_number"), "{}", found.2);
    assert!(!found.2.contains("X0000"), "no value: {}", found.2);
    assert_eq!(report.decision, Decision::Refer);
    assert_eq!(report.conclusions.printed, PrintedAnswer::Differs);
}

/// The conformance row: the signer is unknown.
#[test]
fn a_seal_of_an_unknown_signer_stays_open() {
    let report = report(signed(permit("X00000001")), None);
    let found = check(&report);
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Undetermined, "signer_not_found")
    );
    assert_eq!(report.decision, Decision::Accept);
    assert_eq!(report.conclusions.printed, PrintedAnswer::NotCompared);
}

#[test]
fn a_difference_counts_whoever_signed() {
    let found = check(&report(signed(sticker("X00000002")), None));
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Failed, "printed_differs")
    );
}

#[test]
fn a_wrong_signature_fails_whatever_the_seal_says() {
    let signer = signer(SealKind::Vds);
    let mut bytes = signed(permit("X00000001"));
    *bytes.last_mut().unwrap() ^= 1;
    let report = report(bytes, Some(&signer));
    let found = check(&report);
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Failed, "signature_wrong")
    );
    assert_eq!(report.decision, Decision::Refer);
}

#[test]
fn a_document_signer_seals_nothing() {
    let (csca, mut ds) = Scheme::base().certificates("UT", "UTO", &["P"]).unwrap();
    assert_eq!(csca.key, TestKey::CscaP256);
    ds.subject.common_name = Some("01".to_owned());
    ds.serial = vec![0x0A];
    let spec = SealSpec {
        features: vec![(1, c40("X00000001"))],
        document: [0xF8, 0x0A],
        ..permit("X00000001")
    };
    let found = check(&report(spec.to_bytes().unwrap(), Some(&ds)));
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Failed, "extended_key_usage")
    );
}

#[test]
fn what_is_no_seal_or_says_too_little_stays_open() {
    let signer = signer(SealKind::Vds);
    for (bytes, code) in [
        (b"DC03".to_vec(), "seal.not_recognised"),
        (vec![0xDC, 0x03], "seal.truncated"),
        (permit("X00000001").signed_bytes(), "seal.no_signature"),
    ] {
        let found = check(&report(bytes, Some(&signer)));
        assert_eq!((found.0, found.1.as_str()), (Outcome::Undetermined, code));
    }
    let spec = SealSpec {
        document: [0x01, 0xC8],
        ..permit("X00000001")
    };
    let found = check(&report(signed(spec), Some(&signer)));
    assert_eq!(
        (found.0, found.1.as_str()),
        (Outcome::Undetermined, "nothing_comparable")
    );
}

fn vds_nc(number: &str, name: &str) -> (Vec<u8>, CertificateSpec) {
    let signer = signer(SealKind::VdsNc);
    let data = format!(
        "{{\"hdr\":{{\"is\":\"UTO\",\"t\":\"icao.test\",\"v\":1}},\"msg\":{{\"pid\":\
         {{\"dn\":\"{number}\",\"dob\":\"1980-01-01\",\"n\":\"{name}\",\"sex\":\"F\"}}}}}}"
    );
    let spec = VdsNcSpec {
        data,
        certificate: signer.to_der().unwrap(),
        key: TestKey::OtherDsP256,
    };
    (spec.to_text().unwrap().into_bytes(), signer)
}

#[test]
fn a_vds_nc_brings_its_signer() {
    let (seal, _) = vds_nc("X00000001", "SPECIMEN ADA GRACE");
    let found = check(&report(seal, None));
    assert_eq!(found.0, Outcome::Passed, "{found:?}");
    for (number, name, field) in [
        ("X00000002", "SPECIMEN ADA GRACE", "document_number"),
        ("X00000001", "SPECIMEN ADA MARY", "name"),
    ] {
        let (seal, _) = vds_nc(number, name);
        let found = check(&report(seal, None));
        assert_eq!(
            (found.0, found.1.as_str()),
            (Outcome::Failed, "printed_differs")
        );
        assert!(found.2.contains(field), "{}", found.2);
    }
}
