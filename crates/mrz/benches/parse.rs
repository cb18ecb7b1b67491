//! How fast zones are read. Each benchmark counts its allocations: there are none.
#![allow(missing_docs, clippy::expect_used, reason = "benchmark")]

use divan::{AllocProfiler, Bencher, black_box};
use vidimus_mrz::Mrz;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const TD3: &str = "P<UTOSPECIMEN<<ADA<GRACE<<<<<<<<<<<<<<<<<<<<\n\
                   X000000012UTO8001014F3912313<<<<<<<<<<<<<<00";
const TD1: &str = "I<UTOX00000001<2349<<<<<<<<<<<\n8001014F3912313UTO<<<<<<<<<<<0\n\
                   SPECIMEN<<ADA<GRACE<<<<<<<<<<<";

fn zone(format: &str) -> &'static str {
    if format == "TD1" { TD1 } else { TD3 }
}

fn main() {
    divan::main();
}

#[divan::bench(args = ["TD3", "TD1"])]
fn parse(bencher: Bencher<'_, '_>, format: &str) {
    let text = zone(format);
    bencher.bench(|| Mrz::parse(black_box(text)).expect("a zone"));
}

#[divan::bench(args = ["TD3", "TD1"])]
fn parse_and_all_check_digits(bencher: Bencher<'_, '_>, format: &str) {
    let text = zone(format);
    bencher.bench(|| Mrz::parse(black_box(text)).expect("a zone").check_digits());
}

#[divan::bench(args = ["TD3", "TD1"])]
fn parse_check_and_access_key(bencher: Bencher<'_, '_>, format: &str) {
    let text = zone(format);
    bencher.bench(|| {
        let zone = Mrz::parse(black_box(text)).expect("a zone");
        (zone.check_digits(), zone.access_key_information())
    });
}
