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

pub mod browser;
pub mod html;
mod pcscd;

pub use pcscd::{PcscService, Readers, in_own_network, port};

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
    skip("shared data absent", relative);
    None
}

/// Says aloud that something cannot be tested here, and why; tools/test counts it.
///
/// # Panics
/// With `VIDIMUS_REQUIRE_SHARED=1`: where nothing may be skipped, this is a failure.
pub fn skip(why: &str, what: &str) {
    assert!(
        std::env::var_os("VIDIMUS_REQUIRE_SHARED").is_none_or(|value| value != "1"),
        "nothing may be skipped here, but {why}: {what}"
    );
    eprintln!("SKIPPED({why}): {what}");
}

/// Where a program of this name is, if the machine has it.
#[must_use]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places = std::env::split_paths(&path).map(|folder| folder.join(name));
    places.into_iter().find(|place| place.is_file())
}
