//! The four ciphers of secure messaging and what a session does with them (§9.8.6, §9.8.7).

use super::{derive, pad, retail};
use aes::{Aes128, Aes192, Aes256};
use cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt};
use cipher::{InnerIvInit, KeyInit, typenum::U16};
use zeroize::Zeroize;

/// A cipher of secure messaging (Doc 9303-11 §9.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cipher {
    /// two-key 3DES in CBC mode with the retail MAC
    TripleDes,
    /// AES-128 in CBC mode with CMAC
    Aes128,
    /// AES-192 in CBC mode with CMAC
    Aes192,
    /// AES-256 in CBC mode with CMAC
    Aes256,
}

impl Cipher {
    /// Bytes of a block: 8 or 16.
    #[must_use]
    pub const fn block_bytes(self) -> usize {
        match self {
            Self::TripleDes => 8,
            Self::Aes128 | Self::Aes192 | Self::Aes256 => 16,
        }
    }

    /// Bytes of a key.
    #[must_use]
    pub const fn key_bytes(self) -> usize {
        match self {
            Self::TripleDes | Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }
}

/// A message authentication code of secure messaging.
pub(crate) type Mac = [u8; 8];

/// KSEnc and KSMAC of a session, wiped when dropped.
pub(crate) enum SessionKeys {
    TripleDes(retail::BasicKeys),
    Aes128(Pair<16>),
    Aes192(Pair<24>),
    Aes256(Pair<32>),
}

/// Two AES keys of `N` bytes.
pub(crate) struct Pair<const N: usize> {
    encryption: [u8; N],
    mac: [u8; N],
}

impl<const N: usize> Pair<N> {
    fn from_secret(secret: &[u8], cipher: Cipher) -> Self {
        let mut pair = Self {
            encryption: [0; N],
            mac: [0; N],
        };
        for (key, counter) in [(&mut pair.encryption, 1), (&mut pair.mac, 2)] {
            for (to, from) in key.iter_mut().zip(derive(secret, counter, cipher).iter()) {
                *to = *from;
            }
        }
        pair
    }
}

impl<const N: usize> Drop for Pair<N> {
    fn drop(&mut self) {
        self.encryption.zeroize();
        self.mac.zeroize();
    }
}

impl SessionKeys {
    /// KDFenc and KDFmac of a shared secret (§9.7.4).
    pub(crate) fn from_secret(secret: &[u8], cipher: Cipher) -> Self {
        match cipher {
            Cipher::TripleDes => Self::TripleDes(retail::BasicKeys::from_seed(secret)),
            Cipher::Aes128 => Self::Aes128(Pair::from_secret(secret, cipher)),
            Cipher::Aes192 => Self::Aes192(Pair::from_secret(secret, cipher)),
            Cipher::Aes256 => Self::Aes256(Pair::from_secret(secret, cipher)),
        }
    }

    pub(crate) const fn cipher(&self) -> Cipher {
        match self {
            Self::TripleDes(_) => Cipher::TripleDes,
            Self::Aes128(_) => Cipher::Aes128,
            Self::Aes192(_) => Cipher::Aes192,
            Self::Aes256(_) => Cipher::Aes256,
        }
    }

    /// Encrypts whole blocks in place; `counter` gives the IV of AES, E(KSEnc, SSC).
    pub(crate) fn encrypt(&self, counter: u128, bytes: &mut [u8]) {
        match self {
            Self::TripleDes(keys) => retail::encrypt(&keys.encryption, bytes),
            Self::Aes128(keys) => {
                aes_encrypt(Aes128::new(&keys.encryption.into()), counter, bytes);
            }
            Self::Aes192(keys) => {
                aes_encrypt(Aes192::new(&keys.encryption.into()), counter, bytes);
            }
            Self::Aes256(keys) => {
                aes_encrypt(Aes256::new(&keys.encryption.into()), counter, bytes);
            }
        }
    }

    /// Decrypts whole blocks in place.
    pub(crate) fn decrypt(&self, counter: u128, bytes: &mut [u8]) {
        match self {
            Self::TripleDes(keys) => retail::decrypt(&keys.encryption, bytes),
            Self::Aes128(keys) => {
                aes_decrypt(Aes128::new(&keys.encryption.into()), counter, bytes);
            }
            Self::Aes192(keys) => {
                aes_decrypt(Aes192::new(&keys.encryption.into()), counter, bytes);
            }
            Self::Aes256(keys) => {
                aes_decrypt(Aes256::new(&keys.encryption.into()), counter, bytes);
            }
        }
    }

    /// The code over a message that is padded here (§9.8.1: the padding belongs to secure
    /// messaging, for both ciphers).
    pub(crate) fn mac(&self, mut message: Vec<u8>) -> Mac {
        pad(&mut message, self.cipher().block_bytes());
        self.mac_of_blocks(&message)
    }

    /// The authentication token of PACE over a public key object (§4.4.3.4): the MAC pads as its
    /// own algorithm does, nothing is added before.
    pub(crate) fn token(&self, object: &[u8]) -> Mac {
        match self {
            Self::TripleDes(keys) => retail::mac(&keys.mac, object),
            _ => self.mac_of_blocks(object),
        }
    }

    /// A token made with the other kind of code: retail MAC for AES, CMAC for 3DES.
    pub(crate) fn other_token(&self, object: &[u8]) -> Mac {
        let mac = match self {
            Self::TripleDes(keys) => {
                return cut(cmac::Cmac::<Aes128>::new(&keys.mac.into()), object);
            }
            Self::Aes128(keys) => keys.mac.first_chunk(),
            Self::Aes192(keys) => keys.mac.first_chunk(),
            Self::Aes256(keys) => keys.mac.first_chunk(),
        };
        mac.map(|key| retail::mac(key, object)).unwrap_or_default()
    }

    /// Inverts one bit of either key, one that DES does not take for parity.
    pub(crate) fn spoil(&mut self) {
        let pair = match self {
            Self::TripleDes(keys) => [keys.encryption.first_mut(), keys.mac.first_mut()],
            Self::Aes128(keys) => [keys.encryption.first_mut(), keys.mac.first_mut()],
            Self::Aes192(keys) => [keys.encryption.first_mut(), keys.mac.first_mut()],
            Self::Aes256(keys) => [keys.encryption.first_mut(), keys.mac.first_mut()],
        };
        for byte in pair.into_iter().flatten() {
            *byte ^= 0x80;
        }
    }

    /// The code over whole blocks, nothing added.
    pub(crate) fn mac_of_blocks(&self, message: &[u8]) -> Mac {
        match self {
            Self::TripleDes(keys) => retail::mac_of_blocks(&keys.mac, message),
            Self::Aes128(keys) => cut(cmac::Cmac::<Aes128>::new(&keys.mac.into()), message),
            Self::Aes192(keys) => cut(cmac::Cmac::<Aes192>::new(&keys.mac.into()), message),
            Self::Aes256(keys) => cut(cmac::Cmac::<Aes256>::new(&keys.mac.into()), message),
        }
    }
}

/// The first eight bytes of a CMAC (§9.8.7.2).
fn cut(mut cmac: impl cmac::Mac, message: &[u8]) -> Mac {
    cmac.update(message);
    let mut mac = [0; 8];
    for (to, from) in mac.iter_mut().zip(cmac.finalize().into_bytes()) {
        *to = from;
    }
    mac
}

fn aes_encrypt<C>(cipher: C, counter: u128, bytes: &mut [u8])
where
    C: BlockCipherEncrypt<BlockSize = U16>,
{
    let mut iv = Block::<C>::from(counter.to_be_bytes());
    cipher.encrypt_block(&mut iv);
    let (blocks, _) = Block::<C>::slice_as_chunks_mut(bytes);
    cbc::Encryptor::inner_iv_init(cipher, &iv).encrypt_blocks(blocks);
}

fn aes_decrypt<C>(cipher: C, counter: u128, bytes: &mut [u8])
where
    C: BlockCipherEncrypt<BlockSize = U16> + BlockCipherDecrypt,
{
    let mut iv = Block::<C>::from(counter.to_be_bytes());
    cipher.encrypt_block(&mut iv);
    let (blocks, _) = Block::<C>::slice_as_chunks_mut(bytes);
    cbc::Decryptor::inner_iv_init(cipher, &iv).decrypt_blocks(blocks);
}
