//! What tests of several crates share: the independent data, a real PC/SC service, a reading of
//! pages for a browser.
//!
//! This crate is for tests only: it panics where a test should fail.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "for tests only"
)]

pub mod html;
mod pcscd;

pub use pcscd::{PcscService, Readers};

use std::path::{Path, PathBuf};

/// The root of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file or folder of the independent test data, beside the checkout.
///
/// Where the data are absent (a stranger's clone) it says so and the test returns; with
/// `VIDIMUS_REQUIRE_SHARED=1` their absence is a failure.
///
/// # Panics
/// When the data are absent and required.
#[must_use]
pub fn shared(relative: &str) -> Option<PathBuf> {
    let base = std::env::var_os("VIDIMUS_SHARED")
        .map_or_else(|| root().join("../shared/testdata"), PathBuf::from);
    let path = base.join(relative);
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var_os("VIDIMUS_REQUIRE_SHARED").is_none_or(|value| value != "1"),
        "the independent test data are required and {relative} is absent"
    );
    eprintln!("SKIPPED(shared data absent): {relative}");
    None
}
