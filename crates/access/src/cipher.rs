//! The ciphers of secure messaging (Doc 9303-11 §9.8, table 33).

/// A cipher with its key length; the MAC goes with it (retail MAC for 3DES, CMAC for AES).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cipher {
    /// 3DES with two keys in CBC mode, retail MAC.
    TripleDes,
    /// AES-128 in CBC mode, CMAC cut to 8 bytes.
    Aes128,
    /// AES-192 in CBC mode, CMAC cut to 8 bytes.
    Aes192,
    /// AES-256 in CBC mode, CMAC cut to 8 bytes.
    Aes256,
}

impl Cipher {
    /// Bytes of a session key.
    #[must_use]
    pub const fn key_len(self) -> usize {
        match self {
            Self::TripleDes | Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    /// Bytes of a cipher block, and of the send sequence counter.
    #[must_use]
    pub const fn block_len(self) -> usize {
        match self {
            Self::TripleDes => 8,
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
        }
    }

    /// Its name for people: `3DES`, `AES-128`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TripleDes => "3DES",
            Self::Aes128 => "AES-128",
            Self::Aes192 => "AES-192",
            Self::Aes256 => "AES-256",
        }
    }
}

impl core::fmt::Display for Cipher {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}
