//! What several tests need: the shared reference data, and the system's OpenSSL.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::path::Path;
use std::process::Command;

pub(crate) use vidimus_testkit::shared;

/// A reference file as JSON.
pub(crate) fn shared_json(path: &str) -> Option<serde_json::Value> {
    let bytes = std::fs::read(shared(path)?).unwrap();
    Some(serde_json::from_slice(&bytes).unwrap())
}

/// Bytes of hexadecimal digits.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "odd number of digits");
    let nibble = |digit: u8| char::from(digit).to_digit(16).unwrap();
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::try_from(nibble(pair[0]) << 4 | nibble(pair[1])).unwrap())
        .collect()
}

/// Bytes of a JSON string of hexadecimal digits.
pub(crate) fn field(value: &serde_json::Value, name: &str) -> Vec<u8> {
    hex(value[name]
        .as_str()
        .unwrap_or_else(|| panic!("no field {name}")))
}

/// The system's OpenSSL in a folder of its own, as an oracle.
pub(crate) struct OpenSsl {
    folder: tempfile::TempDir,
}

impl OpenSsl {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder().join(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder().join(name)).unwrap()
    }

    /// Whether `openssl ARGUMENTS` succeeds; relative paths lie in the folder.
    pub(crate) fn succeeds(&self, arguments: &str) -> bool {
        self.execute(arguments).status.success()
    }

    /// What `openssl ARGUMENTS` prints.
    pub(crate) fn output(&self, arguments: &str) -> String {
        String::from_utf8(self.execute(arguments).stdout).unwrap()
    }

    fn execute(&self, arguments: &str) -> std::process::Output {
        let mut command = Command::new("openssl");
        command.current_dir(self.folder());
        command.args(arguments.split_whitespace()).output().unwrap()
    }

    /// Runs `openssl ARGUMENTS`, which must succeed.
    pub(crate) fn run(&self, arguments: &str) {
        assert!(self.succeeds(arguments), "openssl {arguments}");
    }
}

/// OpenSSL's name of a curve.
pub(crate) fn openssl_name(curve: vidimus_pubkey::ec::NamedCurve) -> &'static str {
    match curve.name() {
        "P-192" => "prime192v1",
        "P-224" => "secp224r1",
        "P-256" => "prime256v1",
        "P-384" => "secp384r1",
        "P-521" => "secp521r1",
        brainpool => brainpool,
    }
}
