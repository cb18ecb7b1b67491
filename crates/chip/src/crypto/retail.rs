//! Two-key 3DES: CBC with a zero IV, and the retail MAC (Doc 9303-11 §4.3.3, §9.8.6).

use super::Cipher;
use super::kdf::derive;
use super::padding::pad;
use cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, InnerIvInit, KeyInit};
use cipher::{BlockModeDecrypt, BlockModeEncrypt};
use des::{Des, TdesEde2};
use zeroize::Zeroize;

/// A pair of two-key 3DES keys: the Document Basic Access Keys, or session keys.
pub(crate) struct BasicKeys {
    /// KEnc
    pub(crate) encryption: [u8; 16],
    /// KMAC
    pub(crate) mac: [u8; 16],
}

impl BasicKeys {
    /// Both keys from a seed (§9.7.2).
    pub(crate) fn from_seed(seed: &[u8]) -> Self {
        Self {
            encryption: key_16(&derive(seed, 1, Cipher::TripleDes)),
            mac: key_16(&derive(seed, 2, Cipher::TripleDes)),
        }
    }
}

impl Drop for BasicKeys {
    fn drop(&mut self) {
        self.encryption.zeroize();
        self.mac.zeroize();
    }
}

/// The first 16 bytes of a derived key, which has as many.
fn key_16(derived: &[u8]) -> [u8; 16] {
    let mut key = [0; 16];
    for (to, from) in key.iter_mut().zip(derived) {
        *to = *from;
    }
    key
}

/// CBC encryption with a zero IV, in place; a last part of a block stays as it is.
pub(crate) fn encrypt(key: &[u8; 16], bytes: &mut [u8]) {
    let (blocks, _) = Block::<TdesEde2>::slice_as_chunks_mut(bytes);
    let cipher = TdesEde2::new(&(*key).into());
    cbc::Encryptor::inner_iv_init(cipher, &Block::<TdesEde2>::default()).encrypt_blocks(blocks);
}

/// CBC decryption with a zero IV, in place; a last part of a block stays as it is.
pub(crate) fn decrypt(key: &[u8; 16], bytes: &mut [u8]) {
    let (blocks, _) = Block::<TdesEde2>::slice_as_chunks_mut(bytes);
    let cipher = TdesEde2::new(&(*key).into());
    cbc::Decryptor::inner_iv_init(cipher, &Block::<TdesEde2>::default()).decrypt_blocks(blocks);
}

/// ISO/IEC 9797-1 MAC algorithm 3 with DES, padding method 2, eight bytes.
pub(crate) fn mac(key: &[u8; 16], message: &[u8]) -> [u8; 8] {
    let mut padded = message.to_vec();
    pad(&mut padded, 8);
    mac_of_blocks(key, &padded)
}

/// The same over whole blocks, nothing added.
pub(crate) fn mac_of_blocks(key: &[u8; 16], message: &[u8]) -> [u8; 8] {
    let [left, right] = halves(key);
    let first = Des::new(&left.into());
    let (blocks, _) = Block::<Des>::slice_as_chunks(message);
    let mut state = Block::<Des>::default();
    for block in blocks {
        for (to, from) in state.iter_mut().zip(block.iter()) {
            *to ^= *from;
        }
        first.encrypt_block(&mut state);
    }
    Des::new(&right.into()).decrypt_block(&mut state);
    first.encrypt_block(&mut state);
    state.into()
}

/// The two DES keys of a two-key 3DES key.
fn halves(key: &[u8; 16]) -> [[u8; 8]; 2] {
    let mut halves = [[0; 8]; 2];
    for (to, from) in halves.as_flattened_mut().iter_mut().zip(key) {
        *to = *from;
    }
    halves
}
