//! The whole stack: pcscd with vpcd, the software chip as a process of its own in the virtual
//! reader, `vidimus read` in front of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]
#![cfg(target_os = "linux")]

#[path = "../common/mod.rs"]
mod common;

mod citizens;
mod faults;
mod proofs;
mod reads;
mod stack;
mod unattended;
