//! The two messages of BAC: 32 bytes in 3DES-CBC with a zero IV and no padding, and a MAC.

use crate::kdf::{self, Purpose};
use crate::sm::TripleDes;
use crate::{AccessError, Cipher};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// `first (8) || second (8) || key (16)`: random numbers and key half of one side.
pub(super) struct Plain(Zeroizing<[u8; 32]>);

impl Plain {
    /// What the terminal sends: `RND.IFD || RND.IC || K.IFD`.
    pub(super) fn new(rnd_ifd: [u8; 8], rnd_ic: [u8; 8], k_ifd: &[u8; 16]) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        let parts = rnd_ifd.iter().chain(&rnd_ic).chain(k_ifd);
        bytes
            .iter_mut()
            .zip(parts)
            .for_each(|(to, from)| *to = *from);
        Self(bytes)
    }

    /// All 32 bytes.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The sender's random number.
    pub(super) fn first(&self) -> &[u8] {
        self.0.get(..8).unwrap_or_default()
    }

    /// The other side's random number.
    pub(super) fn second(&self) -> &[u8] {
        self.0.get(8..16).unwrap_or_default()
    }

    /// The sender's key half.
    pub(super) fn key(&self) -> &[u8] {
        self.0.get(16..).unwrap_or_default()
    }
}

/// K.Enc and K.MAC with their schedules.
pub(super) struct BacKeys(TripleDes);

impl BacKeys {
    /// The document basic access keys of a seed.
    pub(super) fn derive(seed: &[u8; 16]) -> Self {
        let encryption = kdf::derive(Cipher::TripleDes, seed, Purpose::Encryption);
        let authentication = kdf::derive(Cipher::TripleDes, seed, Purpose::Authentication);
        Self(TripleDes::new(&encryption, &authentication))
    }

    /// `E || M` of a message.
    pub(super) fn seal(&self, plain: &Plain) -> Vec<u8> {
        let mut message = Vec::with_capacity(40);
        message.extend_from_slice(plain.as_bytes());
        self.0.encrypt(&mut message);
        let mac = self.0.mac(&[], &message);
        message.extend_from_slice(&mac);
        message
    }

    /// The message inside `E || M`.
    ///
    /// # Errors
    /// [`AccessError::MacMismatch`], found in constant time before anything is decrypted.
    pub(super) fn open(&self, message: &[u8; 40]) -> Result<Plain, AccessError> {
        let (cryptogram, mac) = message.split_at(32);
        if !bool::from(self.0.mac(&[], cryptogram).ct_eq(mac)) {
            return Err(AccessError::MacMismatch);
        }
        let mut plain = Zeroizing::new([0; 32]);
        plain.copy_from_slice(cryptogram);
        self.0.decrypt(plain.as_mut_slice());
        Ok(Plain(plain))
    }
}
