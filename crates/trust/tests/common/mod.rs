//! Shared by the tests: where independent data lie.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::print_stderr,
    reason = "small numbers of test data, and skips said aloud"
)]

pub(crate) mod der;
pub(crate) mod openssl;
pub(crate) mod pki;

use std::path::PathBuf;

/// A file or folder of the shared test data; `None`, said aloud, where it is absent.
///
/// With `VIDIMUS_REQUIRE_SHARED=1` absence fails the test.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("VIDIMUS_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/testdata"),
        PathBuf::from,
    );
    let found = root.join(path);
    if found.exists() {
        return Some(found);
    }
    assert!(
        std::env::var_os("VIDIMUS_REQUIRE_SHARED").is_none_or(|value| value != "1"),
        "shared data required and absent: {path}"
    );
    eprintln!("SKIPPED(shared data absent): {path}");
    None
}

/// The bytes of a shared file.
pub(crate) fn shared_file(path: &str) -> Option<Vec<u8>> {
    shared(path).map(|path| std::fs::read(path).unwrap())
}

/// A PEM block.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    let base64 = String::from_utf8(openssl::run(&["base64"], der)).unwrap();
    format!("-----BEGIN {label}-----\n{base64}-----END {label}-----\n")
}
