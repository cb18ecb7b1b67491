//! CMAC (NIST SP 800-38B), cut to 8 bytes (Doc 9303-11 §9.8.7.2).
//!
//! Messages of secure messaging are padded to whole blocks before the MAC, so only the first
//! subkey is needed there; it is computed once a session. The tokens of PACE are padded by the
//! MAC itself, with the second subkey. CMAC is then the last block of CBC
//! encryption, which runs over a small buffer: one call of the cipher for a short APDU, and no
//! allocation for a long one.

use ::cipher::{
    Array, BlockCipherEncrypt, BlockModeEncrypt, BlockSizeUser, InnerIvInit, KeyInit, consts::U16,
};
use zeroize::{Zeroize, ZeroizeOnDrop};

const BLOCK: usize = 16;
/// Room for a short APDU with counter and padding: 32 blocks.
const BUFFER: usize = 512;

/// A CMAC key with its schedule and first subkey.
pub(super) struct BlockCmac<C> {
    cipher: C,
    subkey: Subkey,
}

#[derive(Zeroize, ZeroizeOnDrop)]
struct Subkey([u8; BLOCK]);

impl<C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16> + KeyInit> BlockCmac<C> {
    /// The key with this schedule.
    pub(super) fn new(cipher: C) -> Self {
        let mut block = Array::default();
        cipher.encrypt_block(&mut block);
        let subkey = Subkey(double(u128::from_be_bytes(block.0)).to_be_bytes());
        Self { cipher, subkey }
    }

    /// The MAC of `blocks || message`: `blocks` are whole blocks and not empty; the message is
    /// padded here with `80 00…` unless it is empty.
    pub(super) fn mac(&self, blocks: &[u8], message: &[u8]) -> [u8; 8] {
        let mut chain = Chain::new(&self.cipher);
        chain.push(blocks);
        if !message.is_empty() {
            chain.push(message);
            chain.push(&[0x80]);
            let rest = (message.len() + 1) % BLOCK;
            chain.push(
                [0; BLOCK]
                    .get(rest..)
                    .filter(|_| rest > 0)
                    .unwrap_or_default(),
            );
        }
        chain.finish(&self.subkey)
    }

    /// The MAC of a message of any length.
    pub(super) fn mac_of_message(&self, message: &[u8]) -> [u8; 8] {
        if !message.is_empty() && message.len().is_multiple_of(BLOCK) {
            return self.mac(message, &[]);
        }
        let mut padded = message.to_vec();
        padded.push(0x80);
        padded.resize(padded.len().next_multiple_of(BLOCK), 0);
        let second = double(u128::from_be_bytes(self.subkey.0));
        let mut chain = Chain::new(&self.cipher);
        chain.push(&padded);
        chain.finish(&Subkey(second.to_be_bytes()))
    }
}

/// CBC over a buffer that keeps at least the last block back.
struct Chain<'a, C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>> {
    mode: cbc::Encryptor<&'a C>,
    buffer: [u8; BUFFER],
    len: usize,
}

impl<'a, C: BlockCipherEncrypt + BlockSizeUser<BlockSize = U16>> Chain<'a, C> {
    fn new(cipher: &'a C) -> Self {
        Self {
            mode: cbc::Encryptor::inner_iv_init(cipher, &Array::default()),
            buffer: [0; BUFFER],
            len: 0,
        }
    }

    fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.len == BUFFER {
                self.mode
                    .encrypt_blocks(Array::slice_as_chunks_mut(&mut self.buffer).0);
                self.len = 0;
            }
            let room = self.buffer.get_mut(self.len..).unwrap_or_default();
            let (now, later) = bytes.split_at(bytes.len().min(room.len()));
            room.iter_mut().zip(now).for_each(|(to, from)| *to = *from);
            self.len += now.len();
            bytes = later;
        }
    }

    /// Mixes the subkey into the last block and encrypts what is left.
    fn finish(mut self, subkey: &Subkey) -> [u8; 8] {
        let left = self.buffer.get_mut(..self.len).unwrap_or_default();
        let blocks: &mut [Array<u8, U16>] = Array::slice_as_chunks_mut(left).0;
        let Some(last) = blocks.last_mut() else {
            return [0; 8];
        };
        last.iter_mut()
            .zip(&subkey.0)
            .for_each(|(to, key)| *to ^= key);
        self.mode.encrypt_blocks(blocks);
        blocks
            .last()
            .and_then(|block| block.first_chunk().copied())
            .unwrap_or_default()
    }
}

/// Doubling in GF(2^128), without a branch on the secret.
const fn double(value: u128) -> u128 {
    (value << 1) ^ ((value >> 127) * 0x87)
}

#[cfg(test)]
mod tests;
