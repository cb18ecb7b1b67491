//! The retail MAC: ISO/IEC 9797-1 MAC algorithm 3 with DES, zero IV, padding method 2
//! (Doc 9303-11 §9.7.5.1 and §9.8.6.1).
//!
//! ```text
//! h = 0;  for each block: h = DES(K1, h xor block);  MAC = DES(K1, DES⁻¹(K2, h))
//! ```

use ::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use des::Des;

type Block = Array<u8, ::cipher::consts::U8>;

/// A MAC key of two DES keys, with its schedules ready.
pub struct RetailMac {
    first: Des,
    second: Des,
}

impl core::fmt::Debug for RetailMac {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RetailMac(redacted)")
    }
}

impl RetailMac {
    /// The key of these 16 bytes, `K1 || K2`; parity bits are ignored.
    #[must_use]
    pub fn new(key: &[u8; 16]) -> Self {
        let (first, second) = key.split_at(8);
        Self {
            first: des_of(first),
            second: des_of(second),
        }
    }

    /// The 8-byte MAC of a message, padded here by method 2 (`80 00…`).
    #[must_use]
    pub fn mac(&self, message: &[u8]) -> [u8; 8] {
        self.mac_parts(&[], message)
    }

    /// The MAC of `blocks || message`, where `blocks` are whole blocks. An empty message after
    /// blocks adds no padding: the blocks end in their own.
    pub(crate) fn mac_parts(&self, blocks: &[u8], message: &[u8]) -> [u8; 8] {
        let mut state = Block::default();
        self.absorb(&mut state, Array::slice_as_chunks(blocks).0);
        let (whole, rest) = Array::slice_as_chunks(message);
        self.absorb(&mut state, whole);
        if blocks.is_empty() || !message.is_empty() {
            self.absorb(&mut state, &[padded(rest)]);
        }
        self.second.decrypt_block(&mut state);
        self.first.encrypt_block(&mut state);
        state.into()
    }

    fn absorb(&self, state: &mut Block, blocks: &[Block]) {
        for block in blocks {
            for (to, from) in state.iter_mut().zip(block) {
                *to ^= from;
            }
            self.first.encrypt_block(state);
        }
    }
}

fn des_of(key: &[u8]) -> Des {
    let mut block = Block::default();
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    Des::new(&block)
}

/// The last, partial block with `80 00…` after it.
fn padded(rest: &[u8]) -> Block {
    let mut block = Block::default();
    let with_mark = rest.iter().chain(&[0x80]);
    block
        .iter_mut()
        .zip(with_mark)
        .for_each(|(to, from)| *to = *from);
    block
}
