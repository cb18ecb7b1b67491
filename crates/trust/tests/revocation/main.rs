//! Revocation lists: what they say, and what that means for a signer.
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

mod authorities;
mod judged;
mod large;
mod lists;
mod openssl_lists;
mod parsed;
