//! What the chip computes, from the standard: data objects, CBC, KDF, MACs, R(s, t).

use aes::cipher::{BlockCipherEncrypt, KeyInit};
use cmac::Mac as _;
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use vidimus_access::{Cipher, RetailMac};

/// An object in DER.
pub(crate) fn object(tag: &[u8], value: &[u8]) -> Vec<u8> {
    let len = value.len();
    let mut out = tag.to_vec();
    match len {
        0..=127 => out.push(len as u8),
        128..=255 => out.extend_from_slice(&[0x81, len as u8]),
        _ => out.extend_from_slice(&[0x82, (len >> 8) as u8, len as u8]),
    }
    out.extend_from_slice(value);
    out
}

/// The value of the only object inside `7C`.
pub(crate) fn inside(data: &[u8]) -> (u8, Vec<u8>) {
    let value = |bytes: &[u8]| {
        let (start, len) = match bytes[1] {
            0x81 => (3, usize::from(bytes[2])),
            0x82 => (4, usize::from(bytes[2]) << 8 | usize::from(bytes[3])),
            len => (2, usize::from(len)),
        };
        assert_eq!(bytes.len(), start + len);
        bytes[start..].to_vec()
    };
    assert_eq!(data[0], 0x7C);
    let inner = value(data);
    if inner.is_empty() {
        return (0, Vec::new());
    }
    (inner[0], value(&inner))
}

pub(super) fn block_len(cipher: Cipher) -> usize {
    if cipher == Cipher::TripleDes { 8 } else { 16 }
}

pub(super) fn encrypt_block(cipher: Cipher, key: &[u8], block: &mut [u8]) {
    match cipher {
        Cipher::TripleDes => des::TdesEde2::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
        Cipher::Aes128 => aes::Aes128::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
        Cipher::Aes192 => aes::Aes192::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
        Cipher::Aes256 => aes::Aes256::new_from_slice(key)
            .unwrap()
            .encrypt_block(block.try_into().unwrap()),
    }
}

/// CBC by hand.
pub(super) fn cbc(cipher: Cipher, key: &[u8], iv: &[u8], data: &[u8]) -> Vec<u8> {
    let mut chain = iv.to_vec();
    let mut out = Vec::new();
    for block in data.chunks(block_len(cipher)) {
        chain
            .iter_mut()
            .zip(block)
            .for_each(|(to, from)| *to ^= from);
        encrypt_block(cipher, key, &mut chain);
        out.extend_from_slice(&chain);
    }
    out
}

/// KDF(K, c).
pub(crate) fn kdf(cipher: Cipher, secret: &[u8], counter: u8) -> Vec<u8> {
    let mut input = secret.to_vec();
    input.extend_from_slice(&[0, 0, 0, counter]);
    let (hash, len) = match cipher {
        Cipher::TripleDes | Cipher::Aes128 => (Sha1::digest(&input).to_vec(), 16),
        Cipher::Aes192 => (Sha256::digest(&input).to_vec(), 24),
        Cipher::Aes256 => (Sha256::digest(&input).to_vec(), 32),
    };
    hash[..len].to_vec()
}

pub(super) fn mac(cipher: Cipher, key: &[u8], message: &[u8]) -> Vec<u8> {
    macro_rules! cmac_of {
        ($aes:ty) => {{
            use cmac::digest::InnerInit as _;
            let schedule = <$aes>::new_from_slice(key).unwrap();
            let mac = cmac::Cmac::<$aes>::inner_init(schedule).chain_update(message);
            mac.finalize().into_bytes()[..8].to_vec()
        }};
    }
    match cipher {
        Cipher::TripleDes => RetailMac::new(key.try_into().unwrap())
            .mac(message)
            .to_vec(),
        Cipher::Aes128 => cmac_of!(aes::Aes128),
        Cipher::Aes192 => cmac_of!(aes::Aes192),
        Cipher::Aes256 => cmac_of!(aes::Aes256),
    }
}

/// R(s, t) as figure 2 draws it.
pub(super) fn pseudo_random(cipher: Cipher, s: &[u8], t: &[u8], prime_bits: usize) -> Vec<u8> {
    let (l, c0, c1) = match cipher {
        Cipher::TripleDes | Cipher::Aes128 => (
            128,
            "a668892a7c41e3ca739f40b057d85904",
            "a4e136ac725f738b01c1f60217c188ad",
        ),
        _ => (
            256,
            "d463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676",
            "54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517",
        ),
    };
    let (c0, c1) = (crate::common::hex(c0), crate::common::hex(c1));
    let iv = vec![0; block_len(cipher)];
    let key_len = t.len();
    let mut key = cbc(cipher, t, &iv, s);
    let mut out = Vec::new();
    while out.len() * 8 < prime_bits + 64 {
        key.truncate(key_len);
        out.extend(cbc(cipher, &key, &iv, &c1));
        key = cbc(cipher, &key, &iv, &c0);
    }
    assert_eq!(out.len() * 8 % l, 0);
    out
}
