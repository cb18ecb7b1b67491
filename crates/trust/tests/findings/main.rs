//! Every check of Passive Authentication against a synthetic issuer: what is changed, and what
//! must come of it. The names are those of the conformance cases. Keys and signatures are made
//! by the system's OpenSSL, everything else by the tests' own encoder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_imports,
    clippy::too_many_lines,
    clippy::semicolon_if_nothing_returned,
    missing_docs,
    reason = "tests: tables of cases"
)]

mod card_security;
mod case;
mod chain;
#[path = "../common/mod.rs"]
mod common;
mod document;
mod files;
mod object;
mod paths;
mod policies;
mod policy_case;
mod signature;
mod signer;
