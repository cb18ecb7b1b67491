//! PACE with a chip of its own making, recorded exchanges, and answers that no chip should give.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "tests"
)]

mod answers;
mod chip;
mod choice;
mod commands;
#[path = "../common/mod.rs"]
mod common;
mod impostor;
mod keys;
mod last_answer;
mod mutation;
mod recorded;
mod runner;
mod status;
mod variants;
