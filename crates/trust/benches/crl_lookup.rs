//! Revocation lists by size: reading one, and finding a signer in it or not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    dead_code,
    missing_docs,
    reason = "benches"
)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/revocation/lists.rs"]
mod lists;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use vidimus_trust::Crl;

const SIZES: [usize; 3] = [100, 10_000, 1_000_000];

fn main() {
    divan::main();
}

/// A list with the serial numbers of 16 octets that [`serial`] makes.
fn list(entries: usize) -> Vec<u8> {
    let entries: Vec<Vec<u8>> = (0..entries)
        .map(|number| lists::entry(&serial(number), &[]))
        .collect();
    lists::unsigned(&entries)
}

/// Spread over the whole range, as random serial numbers are.
fn serial(number: usize) -> [u8; 16] {
    let spread = (number as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    let mut bytes = spread.to_be_bytes();
    bytes[0] &= 0x7F;
    bytes
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn parse(bencher: Bencher<'_, '_>, entries: usize) {
    let der = list(entries);
    bencher
        .counter(ItemsCount::new(entries))
        .counter(BytesCount::new(der.len()))
        .bench(|| Crl::parse(black_box(&der)).unwrap());
}

#[divan::bench(args = SIZES)]
fn find_listed(bencher: Bencher<'_, '_>, entries: usize) {
    let crl = Crl::parse(&list(entries)).unwrap();
    let serial = serial(entries / 2);
    bencher.bench(|| crl.find(black_box(&serial)).is_some());
}

#[divan::bench(args = SIZES)]
fn find_absent(bencher: Bencher<'_, '_>, entries: usize) {
    let crl = Crl::parse(&list(entries)).unwrap();
    let serial = serial(entries + 1);
    bencher.bench(|| crl.find(black_box(&serial)).is_some());
}
