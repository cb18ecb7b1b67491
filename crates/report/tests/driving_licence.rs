//! Driving licences: what makes one authentic, and what never does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::Reading;
use vidimus_chip::personalise::{CardSpec, Personalised};
use vidimus_chip::pki::Extension;
use vidimus_lds::evidence::{Application, Evidence, FileState};
use vidimus_lds::profile::{Profile, ProfileChoice};
use vidimus_lds::{DataGroup, File};
use vidimus_report::{
    CheckId, ChipAnswer, CurrencyAnswer, DataAnswer, Decision, EvaluationTime, Outcome, Policy,
    Report, Verdict, judge,
};

fn dg(number: u8) -> DataGroup {
    DataGroup::new(number).unwrap()
}

fn judged(made: &Personalised, evidence: &Evidence) -> Report {
    judged_as(made, evidence, ProfileChoice::Auto)
}

fn judged_as(made: &Personalised, evidence: &Evidence, profile: ProfileChoice) -> Report {
    let at = EvaluationTime::given(common::AT);
    let policy = Policy::field().with_profile(profile);
    judge(evidence, &common::store(made), &policy, at, &common::tool())
}

fn evidence(spec: &CardSpec) -> (Personalised, Evidence) {
    let made = spec.personalise().unwrap();
    let evidence = common::evidence(&made, &Reading::reader());
    (made, evidence)
}

fn read(spec: &CardSpec) -> Report {
    let (made, evidence) = evidence(spec);
    judged(&made, &evidence)
}

/// Neither authentic nor accepted, whatever else.
fn refused(report: &Report) {
    assert_ne!(report.conclusions.data, DataAnswer::Authentic);
    assert_ne!(report.verdict, Verdict::Authentic);
    assert_ne!(report.decision, Decision::Accept);
}

#[test]
fn a_right_licence_of_either_form_is_accepted() {
    for preset in ["idl", "idl-iso"] {
        let report = read(&common::preset(preset));
        assert_eq!(report.conclusions.data, DataAnswer::Authentic, "{preset}");
        assert_eq!(report.conclusions.chip, ChipAnswer::Unsupported);
        assert_eq!(report.conclusions.currency, CurrencyAnswer::InDate);
        assert_eq!(report.verdict, Verdict::Authentic);
        assert_eq!(report.decision, Decision::Accept, "{:?}", report.reasons);
        let document = &report.document;
        assert_eq!(
            (document.kind, document.issuer.as_deref()),
            ("IDL", Some("UTO"))
        );
        assert_eq!(document.number.as_ref().unwrap().reveal(), "5094962111");
        assert_eq!(
            document.expiry_date.as_ref().unwrap().reveal(),
            "2034-01-14"
        );
        assert!(document.proved);
        let outcome = |id| report.checks.outcome(id);
        assert_eq!(outcome(CheckId::DocMrzCheckDigits), Outcome::NotSupported);
        assert_eq!(outcome(CheckId::AccessKeyMatchesDg1), Outcome::Passed);
        assert_eq!(outcome(CheckId::LdsStructure), Outcome::Passed);
        assert_eq!(report.to_json(false)["access"]["protocol"], "bap");
    }
}

#[test]
fn an_altered_licence_is_not_authentic() {
    for number in [1, 6, 12] {
        let (made, mut evidence) = evidence(&common::preset("idl"));
        let file = File::Dg(dg(number));
        let mut bytes = made.files[&file].clone();
        *bytes.last_mut().unwrap() ^= 1;
        evidence.files.insert(file, FileState::Read(bytes));
        let report = judged(&made, &evidence);
        refused(&report);
        assert_eq!(report.conclusions.data, DataAnswer::Altered, "DG{number}");
        assert_eq!(report.decision, Decision::Reject);
    }
}

#[test]
fn a_licence_whose_portrait_is_withheld_leaves_the_data_unproven() {
    let (made, mut evidence) = evidence(&common::preset("idl"));
    evidence.files.remove(&File::Dg(dg(6)));
    evidence.requested.remove(&dg(6));
    let report = judged(&made, &evidence);
    refused(&report);
    assert_eq!(report.conclusions.data, DataAnswer::Unproven);
    assert_eq!(report.decision, Decision::Refer);
}

#[test]
fn a_data_group_that_the_list_leaves_out_leaves_the_data_unproven() {
    for (number, tag) in [(11u8, 0x6Du8), (2, 0x6B), (15, 0x6F)] {
        let (made, mut evidence) = evidence(&common::preset("idl"));
        let file = File::Dg(dg(number));
        evidence.files.insert(file, FileState::Read(vec![tag, 0]));
        refused(&judged(&made, &evidence));
    }
    // listed under a number that licences do not have
    let mut spec = common::preset("idl");
    spec.groups.insert(dg(15), vec![0x6F, 2, 0x30, 0]);
    refused(&read(&spec));
}

#[test]
fn files_and_list_of_two_applications_do_not_mix() {
    let (licence, of_licence) = evidence(&common::preset("idl"));
    let (passport, of_passport) = evidence(&common::preset("bac"));
    // the list of a passport over the files of a licence, and the reverse
    let mut mixed = of_licence.clone();
    mixed
        .files
        .insert(File::Sod, of_passport.files[&File::Sod].clone());
    refused(&judged(&passport, &mixed));
    let mut mixed = of_passport.clone();
    mixed
        .files
        .insert(File::Sod, of_licence.files[&File::Sod].clone());
    refused(&judged(&licence, &mixed));
    // each whole, and called the other
    let mut renamed = of_licence;
    renamed.application = Application::Emrtd;
    refused(&judged(&licence, &renamed));
    let mut renamed = of_passport;
    renamed.application = Application::DrivingLicence;
    let report = judged(&passport, &renamed);
    refused(&report);
    assert_eq!(report.document.kind, "unknown");
    // a passport without portrait is none of a licence either, though its list has DG1 alone
    let mut spec = common::preset("bac");
    spec.groups.remove(&DataGroup::DG2);
    let (made, mut alone) = evidence(&spec);
    alone.application = Application::DrivingLicence;
    refused(&judged(&made, &alone));
}

#[test]
fn a_signer_of_passports_signs_no_licences() {
    let mut spec = common::preset("idl");
    spec.ds
        .extensions
        .push(Extension::document_types(&["P", "ID"]));
    let report = read(&spec);
    refused(&report);
    assert_eq!(report.verdict, Verdict::NotAuthentic);
    let check = report.checks.get(CheckId::PaSodSignerProfile).unwrap();
    assert_eq!(check.code.as_deref(), Some("document_type_mismatch"));
    // one that names licences does
    let mut spec = common::preset("idl");
    spec.ds.extensions.push(Extension::document_types(&["DL"]));
    assert_eq!(read(&spec).verdict, Verdict::Authentic);
    // and a signer of licences signs no passports
    let mut spec = common::preset("bac");
    let oid = Extension::document_types(&[]).oid;
    spec.ds.extensions.retain(|extension| extension.oid != oid);
    spec.ds.extensions.push(Extension::document_types(&["DL"]));
    assert_ne!(read(&spec).decision, Decision::Accept);
}

#[test]
fn another_country_or_no_anchor_is_not_accepted() {
    let mut spec = common::preset("idl");
    let dg1 = spec.groups.get_mut(&DataGroup::DG1).unwrap();
    let at = dg1.windows(3).position(|three| three == b"UTO").unwrap();
    dg1[at..at + 3].copy_from_slice(b"DEU");
    let report = read(&spec);
    refused(&report);
    assert!(report.checks.failed(CheckId::PaChainCountry));
    let (_, evidence) = evidence(&common::preset("idl"));
    let stranger = common::preset("bac-p384").personalise().unwrap();
    refused(&judged(&stranger, &evidence));
}

#[test]
fn the_key_of_active_authentication_is_that_of_dg13() {
    let report = read(&common::preset("idl-aa"));
    // offered, and not asked for
    assert_eq!(report.conclusions.data, DataAnswer::Authentic);
    assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
    assert_ne!(report.decision, Decision::Accept);
    // hidden: the list still says that it is there
    let (made, mut evidence) = evidence(&common::preset("idl-aa"));
    let denied = FileState::Denied { status: 0x6982 };
    evidence.files.insert(File::Dg(dg(13)), denied);
    let report = judged(&made, &evidence);
    assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
    assert_ne!(report.decision, Decision::Accept);
}

#[test]
fn a_key_of_another_licence_is_told() {
    let (made, mut evidence) = evidence(&common::preset("idl"));
    evidence.access.mrz_key = Some("1UTO15094962111A7SPECIMEN001".into());
    let report = judged(&made, &evidence);
    assert!(report.checks.failed(CheckId::AccessKeyMatchesDg1));
    assert_ne!(report.decision, Decision::Accept);
}

#[test]
fn extended_access_protection_is_a_proof_that_was_not_made() {
    // SET { SEQUENCE { 1.0.18013.3.3.1, SEQUENCE {} } }
    let mut spec = common::preset("idl");
    let info = [0x06, 7, 0x28, 0x81, 0x8C, 0x5D, 3, 3, 1, 0x30, 0];
    let mut file = vec![0x6E, 15, 0x31, 13, 0x30, 11];
    file.extend(info);
    spec.groups.insert(DataGroup::DG14, file);
    let report = read(&spec);
    assert_eq!(report.conclusions.data, DataAnswer::Authentic);
    assert_eq!(report.conclusions.chip, ChipAnswer::Unproven);
    assert_ne!(report.decision, Decision::Accept);
}

/// Auto, and every profile by name.
fn choices() -> impl Iterator<Item = ProfileChoice> {
    let named = Profile::built_in().iter().cloned();
    [ProfileChoice::Auto]
        .into_iter()
        .chain(named.map(ProfileChoice::named))
}

/// As somebody edits a saved file: the word alone changes.
fn relabelled(evidence: &Evidence, from: &str, to: &str) -> Evidence {
    let text = serde_json::to_string(evidence).unwrap();
    let label = |word: &str| format!("\"application\":\"{word}\"");
    assert!(text.contains(&label(from)), "{from}");
    serde_json::from_str(&text.replace(&label(from), &label(to))).unwrap()
}

#[test]
fn saved_evidence_called_another_document_proves_nothing() {
    let passports = [
        "bac",
        "bac-aa",
        "bac-td1",
        "vn-td1",
        "vn-cccd-a",
        "pace-cam",
        "eu-id-card",
        "full",
    ];
    let of_passports = passports.map(|name| (name, "emrtd", "driving_licence"));
    let of_licences = ["idl", "idl-iso", "idl-aa"].map(|name| (name, "driving_licence", "emrtd"));
    for (name, is, called) in of_passports.into_iter().chain(of_licences) {
        let (made, evidence) = evidence(&common::preset(name));
        let right = judged(&made, &relabelled(&evidence, is, is));
        assert_eq!(right.conclusions.data, DataAnswer::Authentic, "{name}");
        let edited = relabelled(&evidence, is, called);
        for choice in choices() {
            let report = judged_as(&made, &edited, choice);
            refused(&report);
            assert!(!report.document.proved, "{name}");
            assert_ne!(report.conclusions.chip, ChipAnswer::Genuine, "{name}");
        }
    }
}

#[test]
fn a_licence_is_never_taken_for_the_travel_document_that_was_asked_for() {
    for name in ["idl", "idl-iso", "idl-aa"] {
        let (made, evidence) = evidence(&common::preset(name));
        for choice in choices() {
            let asked = match &choice {
                ProfileChoice::Named(profile) => profile.application(),
                ProfileChoice::Auto => Application::DrivingLicence,
            };
            let report = judged_as(&made, &evidence, choice);
            assert_eq!(report.document.kind, "IDL", "{name}");
            if asked == Application::Emrtd {
                assert_ne!(report.decision, Decision::Accept, "{name}");
                assert!(report.notices.contains(&"profile.contradicted".to_owned()));
            }
        }
    }
    // nor a passport for the licence
    let (made, evidence) = evidence(&common::preset("bac"));
    let licence = Profile::named("iso18013").unwrap().clone();
    let report = judged_as(&made, &evidence, ProfileChoice::named(licence));
    assert_eq!(report.document.kind, "TD3");
    assert!(report.profile.contradicted && report.profile.waived.is_empty());
}
