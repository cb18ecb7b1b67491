//! Bytes of EF.SOD and data groups and a trust store in, a report out: no card, no reader.
//!
//! ```text
//! cargo run -p vidimus --example verify_files                      # a fixture
//! cargo run -p vidimus --example verify_files -- CSCA FILE FILE…   # your own
//! ```
#![allow(clippy::print_stdout, reason = "an example says what it found")]

use std::error::Error;
use std::fs::read;
use vidimus::FileSet;
use vidimus::report::{EvaluationTime, Lang, Policy, Report, TextStyle, Tool, judge};
use vidimus::trust::{Source, TrustStore};

/// Verifies one document: whom to trust, what was read, when to judge.
pub(crate) fn verify(
    csca: &[u8],
    files: Vec<Vec<u8>>,
    at: EvaluationTime,
) -> Result<Report, Box<dyn Error>> {
    // A certificate in DER or PEM, or a signed master list; its name shows in the report.
    let mut store = TrustStore::builder();
    store.add(csca, &Source::new("csca.cer"))?;

    // Files are known by their outer tag, so neither order nor names matter.
    let mut document = FileSet::new();
    for file in files {
        document.add(file)?;
    }

    // Judging is a pure function and never fails: what cannot be judged is an outcome.
    let evidence = document.into_evidence();
    let (store, policy) = (store.build(), Policy::field());
    Ok(judge(&evidence, &store, &policy, at, &Tool::default()))
}

/// The arguments, or a document of the fixtures: the CA's certificate, then the chip's files.
pub(crate) fn paths(arguments: impl Iterator<Item = String>) -> Vec<String> {
    let given: Vec<_> = arguments.collect();
    if !given.is_empty() {
        return given;
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/documents/bac");
    ["trust/csca.cer", "EF.SOD.bin", "DG1.bin", "DG2.bin"]
        .map(|name| format!("{folder}/{name}"))
        .to_vec()
}

fn main() -> Result<(), Box<dyn Error>> {
    let paths = paths(std::env::args().skip(1));
    let mut contents = paths.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let csca = contents.remove(0);

    let report = verify(&csca, contents, EvaluationTime::clock(vidimus::now()))?;

    // For people; `report.to_json(false)` is the same for programs. Both hide personal data.
    print!("{}", report.text(Lang::En, TextStyle::default()));
    Ok(())
}
