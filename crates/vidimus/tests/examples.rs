//! The examples do what they say.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

#[allow(dead_code, reason = "its main is not called")]
#[path = "../examples/bring_your_own_transport.rs"]
mod bring_your_own_transport;
#[allow(dead_code, reason = "its main is not called")]
#[path = "../examples/verify_files.rs"]
mod verify_files;

use bring_your_own_transport::{Bridge, document, read_and_judge};
use vidimus::access::{AccessKey, MrzKey};
use vidimus::report::{DataAnswer, Decision, EvaluationTime, Verdict};
use vidimus_chip::{Chip, Fault, SeededRandom};

/// 2030-01-01T00:00:00Z.
const AT: EvaluationTime = EvaluationTime::given(1_893_456_000);

fn contents() -> Vec<Vec<u8>> {
    let paths = verify_files::paths(std::iter::empty());
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

#[test]
fn verify_files_accepts_the_fixture() {
    let mut files = contents();
    let csca = files.remove(0);
    let report = verify_files::verify(&csca, files, AT).unwrap();
    assert_eq!(report.verdict, Verdict::Authentic);
    assert_eq!(report.decision, Decision::Accept);
}

#[test]
fn verify_files_rejects_a_changed_portrait() {
    let mut files = contents();
    let csca = files.remove(0);
    let last = files[2].last_mut().unwrap();
    *last ^= 1;
    let report = verify_files::verify(&csca, files, AT).unwrap();
    assert_eq!(report.conclusions.data, DataAnswer::Altered);
    assert_eq!(report.decision, Decision::Reject);
}

#[test]
fn verify_files_takes_paths() {
    let given = ["a", "b"].map(str::to_owned);
    assert_eq!(verify_files::paths(given.into_iter()), ["a", "b"]);
}

#[test]
fn the_bridge_carries_a_whole_session() {
    let (document, key, store) = document().unwrap();
    let chip = Chip::new(document.image(), SeededRandom::new("test"));
    let report = read_and_judge(&mut Bridge::to(chip), &key, &store, AT).unwrap();
    assert_eq!(report.verdict, Verdict::Authentic);
    assert!(report.apdu.count > 30);
}

#[test]
fn the_bridge_carries_failures_too() {
    let (document, key, store) = document().unwrap();
    let chip = |fault: &str| {
        let chip = Chip::new(document.image(), SeededRandom::new("test"));
        chip.with_faults(&[Fault::parse(fault).unwrap()]).unwrap()
    };
    let altered = chip("dg-bitflip:dg=2;byte=last");
    let report = read_and_judge(&mut Bridge::to(altered), &key, &store, AT).unwrap();
    assert_eq!(report.verdict, Verdict::NotAuthentic);
    let other = AccessKey::Mrz(MrzKey::from_fields("X1", "800101", "400101").unwrap());
    let sound = Chip::new(document.image(), SeededRandom::new("test"));
    let error = read_and_judge(&mut Bridge::to(sound), &other, &store, AT).unwrap_err();
    assert!(error.to_string().contains("refuses the key"), "{error}");
}
