//! Deviation and defect lists: what they mean, who may publish them, and that they never make
//! anything better.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "tests"
)]

#[path = "../common/mod.rs"]
mod common;
mod effects;
mod lists;
mod matching;
mod reading;
mod vouching;
