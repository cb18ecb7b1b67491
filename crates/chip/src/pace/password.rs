//! The passwords of PACE and the keys made of them (Doc 9303-11 §9.7.3; BSI TR-03110-3 for PIN
//! and PUK).
//!
//! Kπ = KDF(f(π), 3): f is SHA-1 of the MRZ information, all twenty bytes (BAC takes sixteen of
//! them, §4.3.2), and for numbers their characters. The derived key only ever encrypts the nonce;
//! no session key depends on it otherwise.

use crate::crypto::derive;
use crate::{Cipher, crypto};
use vidimus_pubkey::HashAlgorithm;
use zeroize::Zeroizing;

/// Which password a terminal uses; DO 83 of MSE:Set AT names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PacePassword {
    /// 01: the printed zone
    Mrz,
    /// 02: the card access number
    Can,
    /// 03: the holder's PIN
    Pin,
    /// 04: the PUK, which sets the PIN's counter back
    Puk,
}

impl PacePassword {
    /// Every password.
    pub const ALL: [Self; 4] = [Self::Mrz, Self::Can, Self::Pin, Self::Puk];

    /// The value of DO 83.
    #[must_use]
    pub const fn reference(self) -> u8 {
        match self {
            Self::Mrz => 1,
            Self::Can => 2,
            Self::Pin => 3,
            Self::Puk => 4,
        }
    }

    /// The password of a reference.
    pub(crate) fn referenced(value: &[u8]) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|password| value == [password.reference()])
    }

    /// The password of a name: `mrz`, `can`, `pin`, `puk`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "mrz" => Self::Mrz,
            "can" => Self::Can,
            "pin" => Self::Pin,
            "puk" => Self::Puk,
            _ => return None,
        })
    }
}

/// f(π): what the key of a password is derived from, wiped when dropped.
pub struct PaceKey(Zeroizing<Vec<u8>>);

impl PaceKey {
    /// The MRZ information (document number, date of birth, date of expiry, each with its check
    /// digit): its SHA-1 hash, whole.
    #[must_use]
    pub fn from_mrz_information(information: &[u8]) -> Self {
        let digest = HashAlgorithm::Sha1.hash(information);
        Self(Zeroizing::new(digest.as_ref().to_vec()))
    }

    /// A number that is typed in (CAN, PIN, PUK): its characters, ISO/IEC 8859-1.
    #[must_use]
    pub fn from_number(number: &str) -> Self {
        Self(Zeroizing::new(number.as_bytes().to_vec()))
    }

    /// Kπ = KDF(f(π), 3) for this cipher.
    pub(crate) fn derive(&self, cipher: Cipher) -> Zeroizing<Vec<u8>> {
        derive(&self.0, 3, cipher)
    }

    /// z = E(Kπ, s), CBC with a zero IV and no padding: s is whole blocks (§4.4.3.3).
    pub(crate) fn encrypt(&self, cipher: Cipher, nonce: &[u8]) -> Vec<u8> {
        let mut bytes = nonce.to_vec();
        crypto::cbc_encrypt(cipher, &self.derive(cipher), &mut bytes);
        bytes
    }
}

impl core::fmt::Debug for PaceKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PaceKey(<secret>)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doc 9303-11 App. G.1 and I.1.
    #[test]
    fn keys_of_the_worked_examples() {
        let key = PaceKey::from_mrz_information(b"T22000129364081251010318");
        let expected = [
            0x89, 0xDE, 0xD1, 0xB2, 0x66, 0x24, 0xEC, 0x1E, 0x63, 0x4C, 0x19, 0x89, 0x30, 0x28,
            0x49, 0xDD,
        ];
        assert_eq!(key.derive(Cipher::Aes128).as_slice(), expected);
        let key = PaceKey::from_mrz_information(b"C11T002JM496081222310314");
        let expected = [
            0x4E, 0x6F, 0x6F, 0xBF, 0x7B, 0xE7, 0x48, 0xB9, 0x32, 0xC7, 0xB7, 0x41, 0x61, 0xBB,
            0xA9, 0xDF,
        ];
        assert_eq!(key.derive(Cipher::Aes128).as_slice(), expected);
    }

    /// H.1 says K-pi is "591468CD…", which is that of the CAN 123456.
    #[test]
    fn the_key_of_a_number() {
        let key = PaceKey::from_number("123456").derive(Cipher::Aes128);
        assert_eq!(key[..4], [0x59, 0x14, 0x68, 0xCD]);
    }

    #[test]
    fn references() {
        for password in PacePassword::ALL {
            assert_eq!(
                PacePassword::referenced(&[password.reference()]),
                Some(password)
            );
        }
        assert_eq!(PacePassword::referenced(&[5]), None);
        assert_eq!(PacePassword::referenced(&[0, 1]), None);
    }
}
