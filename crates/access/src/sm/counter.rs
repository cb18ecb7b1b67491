//! The send sequence counter (Doc 9303-11 §9.8.2, §9.8.6.3, §9.8.7.3).
//!
//! ```text
//! 3DES after BAC   RND.IC[4..] || RND.IFD[4..]      8 bytes
//! 3DES otherwise   zero                             8 bytes
//! AES              zero                             16 bytes
//! start x: first command x + 1, its response x + 2, next command x + 3, …
//! ```
//!
//! It stands in front of everything that is authenticated, and gives the IV of AES. A value that
//! came twice would let an old response pass for a new one, so the counter ends and does not wrap.

use super::SmError;
use crate::Cipher;

/// A counter of 64 (3DES) or 128 bits (AES) that is never used twice with the same value.
pub(super) struct Counter {
    value: u128,
    block_len: usize,
}

/// A counter value as a cipher block.
#[derive(Clone, Copy)]
pub(super) struct CounterBlock {
    bytes: [u8; 16],
    /// 8 for 3DES, whose counter is the lower half
    skip: usize,
}

impl CounterBlock {
    /// 8 or 16 bytes.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(self.skip..).unwrap_or_default()
    }

    /// The value in 16 bytes.
    pub(super) const fn wide(&self) -> &[u8; 16] {
        &self.bytes
    }
}

impl Counter {
    /// A counter at this value.
    pub(super) const fn new(cipher: Cipher, value: u128) -> Self {
        Self {
            value,
            block_len: cipher.block_len(),
        }
    }

    /// A counter at the value of these bytes, one cipher block of them.
    pub(super) fn from_bytes(cipher: Cipher, bytes: &[u8]) -> Result<Self, SmError> {
        if bytes.len() != cipher.block_len() {
            return Err(SmError::KeyLength {
                expected: cipher.block_len(),
                found: bytes.len(),
            });
        }
        let value = bytes
            .iter()
            .fold(0u128, |acc, &byte| (acc << 8) | u128::from(byte));
        Ok(Self::new(cipher, value))
    }

    /// The last value.
    const fn max(&self) -> u128 {
        if self.block_len == 8 {
            u64::MAX as u128
        } else {
            u128::MAX
        }
    }

    /// Counts a command; refused when its response would have no value left.
    pub(super) const fn next_command(&mut self) -> Result<CounterBlock, SmError> {
        if self.max() - self.value < 2 {
            return Err(SmError::CounterExhausted);
        }
        self.value += 1;
        Ok(self.block())
    }

    /// Counts a response.
    pub(super) const fn next_response(&mut self) -> Result<CounterBlock, SmError> {
        if self.max() == self.value {
            return Err(SmError::CounterExhausted);
        }
        self.value += 1;
        Ok(self.block())
    }

    /// The value as it stands.
    pub(super) const fn block(&self) -> CounterBlock {
        CounterBlock {
            bytes: self.value.to_be_bytes(),
            skip: 16 - self.block_len,
        }
    }
}
