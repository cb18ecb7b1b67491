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

pub(crate) use vidimus_testkit::shared;

/// The bytes of a shared file.
pub(crate) fn shared_file(path: &str) -> Option<Vec<u8>> {
    shared(path).map(|path| std::fs::read(path).unwrap())
}

/// A PEM block.
pub(crate) fn pem(label: &str, der: &[u8]) -> String {
    let base64 = String::from_utf8(openssl::run(&["base64"], der)).unwrap();
    format!("-----BEGIN {label}-----\n{base64}-----END {label}-----\n")
}
