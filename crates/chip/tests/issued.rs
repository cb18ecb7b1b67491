//! Chips made from documents of our own, with faults of the document and of the chip.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{dg, read_sfi};
use vidimus_chip::personalise::{CardSpec, FAULTS, PersonaliseError, Preset};
use vidimus_chip::{Fault, FaultError, Issued, SeededRandom};
use vidimus_lds::File;

fn spec(preset: &str) -> CardSpec {
    Preset::named(preset).unwrap().spec().unwrap()
}

fn issue(preset: &str, faults: &[&str]) -> Result<Issued, PersonaliseError> {
    let faults: Vec<Fault> = faults
        .iter()
        .map(|text| Fault::parse(text).unwrap())
        .collect();
    Issued::new(spec(preset), &faults, SeededRandom::new("issued"))
}

#[test]
fn the_standard_document_opens_and_reads_whole() {
    let mut issued = issue("standard", &[]).unwrap();
    let information = issued.document.mrz_information.clone();
    let files = issued.document.files.clone();
    for (sfi, file) in [(1, dg(1)), (2, dg(2)), (0x1D, File::Sod), (15, dg(15))] {
        let mut session = common::Session::open_with(&mut issued.chip, information.as_bytes());
        assert_eq!(session.read_all(sfi, files[&file].len(), 231), files[&file]);
    }
}

#[test]
fn a_plain_preset_needs_no_key() {
    let mut issued = issue("plain", &[]).unwrap();
    common::status(&mut issued.chip, &common::SELECT_APPLICATION);
    let answer = common::plain(&mut issued.chip, &read_sfi(1, 0, 256));
    assert_eq!(answer.data(), issued.document.files[&dg(1)]);
}

#[test]
fn faults_strike_where_they_belong() {
    let honest = issue("bac", &[]).unwrap().document.files;
    let broken = issue(
        "bac",
        &["sod-encoding:form=ber-indefinite", "le-limit:max=160"],
    )
    .unwrap();
    assert_ne!(broken.document.files[&File::Sod], honest[&File::Sod]);
    assert_eq!(broken.document.files[&dg(2)], honest[&dg(2)]);
    let tagged = issue("bac", &["file-outer-tag:file=dg1;tag=62"]).unwrap();
    assert_eq!(tagged.document.files[&dg(1)][0], 0x62);
}

#[test]
fn a_fault_of_the_document_needs_a_document() {
    let fault = Fault::parse("file-missing:dg=2;listed=false").unwrap();
    assert!(fault.is_of_document());
    let error = common::chip(common::bac_image())
        .with_faults(&[fault])
        .unwrap_err();
    assert!(matches!(error, FaultError::NeedsDocument { .. }), "{error}");
    // without `listed` the chip alone can do it
    let fault = Fault::parse("file-missing:dg=2").unwrap();
    common::chip(common::bac_image())
        .with_faults(&[fault])
        .unwrap();
}

#[test]
fn every_fault_of_the_document_has_a_name_here_too() {
    for (name, _) in FAULTS {
        assert!(
            Fault::parse(name).is_ok_and(|fault| fault.is_of_document()) || is_of_chip(name),
            "{name}"
        );
    }
}

/// Whether the chip knows the name; it may then ask for parameters.
fn is_of_chip(name: &str) -> bool {
    Fault::list().iter().any(|entry| entry.name == name)
}

#[test]
fn a_bad_value_of_a_document_fault_shows_when_it_is_made() {
    let error = issue("bac", &["sod-encoding:form=origami"]).unwrap_err();
    assert!(
        matches!(error, PersonaliseError::Fault(FaultError::BadValue { .. })),
        "{error}"
    );
    let error = issue("bac", &["sod-dg-hash:dg=1;value=bitflip+absent"]).unwrap_err();
    assert!(matches!(
        error,
        PersonaliseError::Fault(FaultError::SeveralRuns { runs: 2, .. })
    ));
}

/// Two signers in one object are one document, not two runs; an empty data group is signed so.
#[test]
fn what_is_joined_may_be_meant_at_once() {
    let two = Fault::parse("sod-field:field=signerInfos;value=good+bad").unwrap();
    assert_eq!(two.runs(), std::slice::from_ref(&two));
    let runs = Fault::parse("file-empty:dg=1;form=0-bytes+61-00").unwrap();
    assert_eq!(runs.runs().len(), 2);
    let empty = issue("bac", &["file-empty:dg=1;form=61-00"]).unwrap();
    assert_eq!(empty.document.files[&dg(1)], [0x61, 0x00]);
    let hash = vidimus_pubkey::HashAlgorithm::Sha256.hash(&[0x61, 0x00]);
    let sod = &empty.document.files[&File::Sod];
    assert!(sod.windows(32).any(|part| part == hash.as_ref()));
}
