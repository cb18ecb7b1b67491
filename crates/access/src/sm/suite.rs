//! Ciphers and MACs behind secure messaging, key schedules computed once a session.

use super::cmac::BlockCmac;
use super::counter::CounterBlock;
use crate::kdf::SymmetricKey;
use crate::{Cipher, RetailMac};
use ::cipher::{
    Array, BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt,
    BlockSizeUser, InnerIvInit, KeyInit, KeySizeUser, consts::U16,
};
use aes::{Aes128, Aes192, Aes256};
use des::TdesEde2;

/// 3DES-CBC with a zero IV (Doc 9303-11 §9.8.6.1), and the retail MAC (§9.8.6.2).
pub(crate) struct TripleDes {
    cipher: TdesEde2,
    mac: RetailMac,
}

impl TripleDes {
    /// The suite of two 16-byte keys.
    pub(crate) fn new(encryption: &SymmetricKey, authentication: &SymmetricKey) -> Self {
        Self::from_bytes(encryption.as_bytes(), authentication.as_bytes())
    }

    fn from_bytes(encryption: &[u8], authentication: &[u8]) -> Self {
        let mac_key: &Array<u8, U16> = &key_array(authentication);
        Self {
            cipher: TdesEde2::new(&key_array(encryption)),
            mac: RetailMac::new(mac_key.as_ref()),
        }
    }

    /// Encrypts whole blocks in place.
    pub(crate) fn encrypt(&self, data: &mut [u8]) {
        let mut mode = cbc::Encryptor::inner_iv_init(&self.cipher, &Array::default());
        mode.encrypt_blocks(Array::slice_as_chunks_mut(data).0);
    }

    /// Decrypts whole blocks in place.
    pub(crate) fn decrypt(&self, data: &mut [u8]) {
        let mut mode = cbc::Decryptor::inner_iv_init(&self.cipher, &Array::default());
        mode.decrypt_blocks(Array::slice_as_chunks_mut(data).0);
    }

    /// MAC of whole blocks and a message that is padded here.
    pub(crate) fn mac(&self, blocks: &[u8], message: &[u8]) -> [u8; 8] {
        self.mac.mac_parts(blocks, message)
    }
}

/// AES-CBC with `E(KS.Enc, SSC)` as IV (Doc 9303-11 §9.8.7.1), and CMAC cut to 8 bytes
/// (§9.8.7.2).
pub(super) struct Aes<C> {
    cipher: C,
    mac: BlockCmac<C>,
}

impl<C> Aes<C>
where
    C: BlockCipherEncrypt + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16>,
    C: KeyInit + KeySizeUser,
{
    fn from_bytes(encryption: &[u8], authentication: &[u8]) -> Self {
        Self {
            cipher: C::new(&key_array(encryption)),
            mac: BlockCmac::new(C::new(&key_array(authentication))),
        }
    }

    /// The counter under the encryption key: unforeseeable, and never the same twice.
    fn iv(&self, counter: &CounterBlock) -> Array<u8, U16> {
        let mut iv = Array::from(*counter.wide());
        self.cipher.encrypt_block(&mut iv);
        iv
    }

    fn encrypt(&self, counter: &CounterBlock, data: &mut [u8]) {
        let mut mode = cbc::Encryptor::inner_iv_init(&self.cipher, &self.iv(counter));
        mode.encrypt_blocks(Array::slice_as_chunks_mut(data).0);
    }

    fn decrypt(&self, counter: &CounterBlock, data: &mut [u8]) {
        let mut mode = cbc::Decryptor::inner_iv_init(&self.cipher, &self.iv(counter));
        mode.decrypt_blocks(Array::slice_as_chunks_mut(data).0);
    }

    fn mac(&self, blocks: &[u8], message: &[u8]) -> [u8; 8] {
        self.mac.mac(blocks, message)
    }

    fn mac_of_message(&self, message: &[u8]) -> [u8; 8] {
        self.mac.mac_of_message(message)
    }
}

/// The suite of a session.
pub(super) enum Suite {
    TripleDes(TripleDes),
    Aes128(Aes<Aes128>),
    Aes192(Aes<Aes192>),
    Aes256(Aes<Aes256>),
}

/// Runs one expression with whichever suite it is; 3DES has a zero IV, so no counter.
macro_rules! with_aes {
    ($suite:expr, $triple:ident => $des:expr, $aes:ident => $body:expr) => {
        match $suite {
            Suite::TripleDes($triple) => $des,
            Suite::Aes128($aes) => $body,
            Suite::Aes192($aes) => $body,
            Suite::Aes256($aes) => $body,
        }
    };
}

impl Suite {
    /// The suite of these keys, each as long as [`Cipher::key_len`] says.
    pub(super) fn new(cipher: Cipher, encryption: &[u8], authentication: &[u8]) -> Self {
        match cipher {
            Cipher::TripleDes => Self::TripleDes(TripleDes::from_bytes(encryption, authentication)),
            Cipher::Aes128 => Self::Aes128(Aes::from_bytes(encryption, authentication)),
            Cipher::Aes192 => Self::Aes192(Aes::from_bytes(encryption, authentication)),
            Cipher::Aes256 => Self::Aes256(Aes::from_bytes(encryption, authentication)),
        }
    }

    /// Bytes of a block.
    pub(super) const fn block_len(&self) -> usize {
        match self {
            Self::TripleDes(_) => 8,
            _ => 16,
        }
    }

    /// Encrypts whole blocks in place.
    pub(super) fn encrypt(&self, counter: &CounterBlock, data: &mut [u8]) {
        with_aes!(self, des => des.encrypt(data), aes => aes.encrypt(counter, data));
    }

    /// Decrypts whole blocks in place.
    pub(super) fn decrypt(&self, counter: &CounterBlock, data: &mut [u8]) {
        with_aes!(self, des => des.decrypt(data), aes => aes.decrypt(counter, data));
    }

    /// MAC of `blocks || message`. `blocks` are whole blocks: the counter, and for a command
    /// its padded header. The message is padded here unless it is empty.
    pub(super) fn mac(&self, blocks: &[u8], message: &[u8]) -> [u8; 8] {
        with_aes!(self, des => des.mac(blocks, message), aes => aes.mac(blocks, message))
    }

    /// MAC of a message of any length: the retail MAC with padding method 2, or CMAC, which pads
    /// by itself.
    pub(super) fn mac_of_message(&self, message: &[u8]) -> [u8; 8] {
        with_aes!(self, des => des.mac(&[], message), aes => aes.mac_of_message(message))
    }
}

/// A key as an array; shorter input is filled with zeros, which the callers rule out.
fn key_array<N: ::cipher::array::ArraySize>(key: &[u8]) -> Array<u8, N> {
    let mut array = Array::default();
    array.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    array
}
