//! Key derivation: `KDF(K, c) = H(K || c)`, cut to the key length (Doc 9303-11 §9.7.1).
//!
//! `c` is four bytes, big-endian. What `K` is, and which `c` goes with it:
//!
//! | for | `K` | `c` |
//! |---|---|---|
//! | BAC (§9.7.2) | the first 16 bytes of SHA-1 over the MRZ information | 1, 2 |
//! | PACE, nonce (§9.7.3) | SHA-1 over the MRZ information, or the password's characters | 3 |
//! | session (§9.7.4) | `K.IC xor K.IFD`, the agreed x-coordinate, or the agreed DH value | 1, 2 |
//!
//! | cipher | H | bytes taken |
//! |---|---|---|
//! | 3DES | SHA-1 | 16: two keys of 8 |
//! | AES-128 | SHA-1 | 16 |
//! | AES-192 | SHA-256 | 24 |
//! | AES-256 | SHA-256 | 32 |
//!
//! For 3DES the lowest bit of each byte is set to odd parity (§9.7.1.1, optional), which changes
//! nothing in the cipher but makes the keys equal to the published ones.

use crate::Cipher;
use core::fmt;
use sha1::{Digest, Sha1};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What a derived key is for: the counter `c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// 1: encryption.
    Encryption,
    /// 2: message authentication.
    Authentication,
    /// 3: from a password, to decrypt the nonce of PACE.
    Password,
}

impl Purpose {
    /// The counter as 32 bits, big-endian.
    const fn counter(self) -> [u8; 4] {
        match self {
            Self::Encryption => [0, 0, 0, 1],
            Self::Authentication => [0, 0, 0, 2],
            Self::Password => [0, 0, 0, 3],
        }
    }
}

/// A symmetric key of 16, 24 or 32 bytes. Wiped when dropped; `Debug` shows its length only.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SymmetricKey {
    /// room for the longest key; what is behind `len` is no part of it
    bytes: [u8; 32],
    len: usize,
}

impl SymmetricKey {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

impl fmt::Debug for SymmetricKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SymmetricKey({} bytes)", self.len)
    }
}

/// Derives the key of `cipher` for `purpose` from a shared secret or key seed.
///
/// ```
/// use vidimus_access::{Cipher, kdf};
///
/// // Doc 9303-11 appendix D.1
/// let seed = 0x239A_B9CB_282D_AF66_231D_C5A4_DF6B_FBAE_u128.to_be_bytes();
/// let key = kdf::derive(Cipher::TripleDes, &seed, kdf::Purpose::Encryption);
/// let published = 0xAB94_FDEC_F267_4FDF_B9B3_91F8_5D7F_76F2_u128.to_be_bytes();
/// assert_eq!(key.as_bytes(), published);
/// ```
#[must_use]
pub fn derive(cipher: Cipher, secret: &[u8], purpose: Purpose) -> SymmetricKey {
    let mut key = SymmetricKey {
        bytes: [0; 32],
        len: cipher.key_len(),
    };
    match cipher {
        Cipher::TripleDes | Cipher::Aes128 => hash_into::<Sha1>(&mut key, secret, purpose),
        Cipher::Aes192 | Cipher::Aes256 => hash_into::<Sha256>(&mut key, secret, purpose),
    }
    if cipher == Cipher::TripleDes {
        key.bytes.iter_mut().for_each(set_odd_parity);
    }
    key
}

fn hash_into<H: Digest>(key: &mut SymmetricKey, secret: &[u8], purpose: Purpose) {
    let mut hasher = H::new();
    hasher.update(secret);
    hasher.update(purpose.counter());
    let mut hash = hasher.finalize();
    for (to, from) in key.bytes.iter_mut().take(key.len).zip(hash.iter()) {
        *to = *from;
    }
    hash.as_mut_slice().zeroize();
}

/// Makes the number of ones in the byte odd by its lowest bit.
fn set_odd_parity(byte: &mut u8) {
    if byte.count_ones().is_multiple_of(2) {
        *byte ^= 1;
    }
}

/// SHA-1 over the MRZ information, whole: the password of PACE (Doc 9303-11 §9.7.3).
pub(crate) fn mrz_hash(mrz_information: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut hash = Sha1::digest(mrz_information);
    let bytes = Zeroizing::new(hash.to_vec());
    hash.as_mut_slice().zeroize();
    bytes
}

/// The 16-byte key seed of BAC: the first bytes of SHA-1 over the MRZ information
/// (Doc 9303-11 §9.7.2).
#[must_use]
pub(crate) fn bac_seed(mrz_information: &[u8]) -> [u8; 16] {
    let mut hash = Sha1::digest(mrz_information);
    let mut seed = [0; 16];
    for (to, from) in seed.iter_mut().zip(hash.iter()) {
        *to = *from;
    }
    hash.as_mut_slice().zeroize();
    seed
}
