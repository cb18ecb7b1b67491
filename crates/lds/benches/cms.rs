//! The CMS shell of a security object and of a master list of 541 certificates.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    missing_docs,
    reason = "benchmarks"
)]

use divan::{Bencher, black_box};
use vidimus_lds::cms::SignedData;
use vidimus_lds::dg2::Dg2;
use vidimus_lds::sod::SecurityObject;

fn main() {
    divan::main();
}

/// A file of the shared test data; without them the benchmark is left out.
fn shared(path: &str) -> Option<Vec<u8>> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/testdata");
    let root = std::env::var("VIDIMUS_SHARED").unwrap_or_else(|_| root.to_owned());
    let read = std::fs::read(std::path::Path::new(&root).join(path)).ok();
    if read.is_none() {
        eprintln!("SKIPPED(shared data absent): {path}");
    }
    read
}

#[divan::bench]
fn master_list(bencher: Bencher<'_, '_>) {
    let Some(bytes) = shared("masterlists/DE_ML_2024-08-07.ml") else {
        return;
    };
    bencher.bench(|| SignedData::parse(black_box(&bytes)).unwrap().content.len());
}

#[divan::bench]
fn security_object(bencher: Bencher<'_, '_>) {
    let Some(bytes) = shared("lds/bsi-tr03105-5-refset/SOD.bin") else {
        return;
    };
    bencher.bench(|| {
        SecurityObject::parse(black_box(&bytes))
            .unwrap()
            .lds
            .version
    });
}

#[divan::bench]
fn face(bencher: Bencher<'_, '_>) {
    let Some(bytes) = shared("lds/bsi-tr03105-5-refset/DG2.bin") else {
        return;
    };
    bencher.bench(|| Dg2::parse(black_box(&bytes)).unwrap().faces.len());
}
