//! The nonce of the chip, and the pseudo-random function of Integrated Mapping
//! (Doc 9303-11 §4.4.3.3).
//!
//! `s` has whole blocks of the cipher, how many is the chip's choice; with Integrated Mapping it
//! has `l` bits, the least multiple of the block that holds a key. `t` is as long as a key:
//!
//! | cipher | `s` (Integrated) | `t` | key of each round |
//! |---|---|---|---|
//! | 3DES, AES-128 | 16 bytes | 16 | 16 |
//! | AES-192 | 32 | 24 | the first 24 of 32 |
//! | AES-256 | 32 | 32 | 32 |
//!
//! A wrong password is not seen here: any key decrypts to some number.

use super::block;
use crate::Cipher;
use crate::kdf::SymmetricKey;
use zeroize::Zeroizing;

/// More than any chip sends: the nonce of AES-256 has 32 bytes.
const NONCE_MAX: usize = 64;

/// c0 and c1 for 3DES and AES-128, of 128 bits (§4.4.3.3.2).
const SHORT_CONSTANTS: [[u8; 16]; 2] = [
    0xa668_892a_7c41_e3ca_739f_40b0_57d8_5904_u128.to_be_bytes(),
    0xa4e1_36ac_725f_738b_01c1_f602_17c1_88ad_u128.to_be_bytes(),
];

/// c0 and c1 for AES-192 and AES-256, of 256 bits, each in two halves.
const LONG_CONSTANTS: [[[u8; 16]; 2]; 2] = [
    [
        0xd463_d652_3412_4ef7_8970_5498_6dca_0a17_u128.to_be_bytes(),
        0x4e28_df75_8cba_a03f_2406_1641_4d5a_1676_u128.to_be_bytes(),
    ],
    [
        0x54bd_7255_f0aa_f831_bec3_423f_cf39_d69b_u128.to_be_bytes(),
        0x6cbf_0666_77d0_faae_5aad_d99d_f8e5_3517_u128.to_be_bytes(),
    ],
];

/// The nonce `s` out of the bytes of object 80; `None` for a length that it cannot have: whole
/// blocks, and with Integrated Mapping exactly `l` bits.
pub(super) fn decrypt(
    cipher: Cipher,
    password_key: &SymmetricKey,
    encrypted: &[u8],
    integrated: bool,
) -> Option<Zeroizing<Vec<u8>>> {
    let len = encrypted.len();
    let whole = (1..=NONCE_MAX).contains(&len) && len.is_multiple_of(cipher.block_len());
    if !whole || (integrated && len != mapping_block_len(cipher)) {
        return None;
    }
    let mut nonce = Zeroizing::new(encrypted.to_vec());
    block::decrypt(cipher, password_key, &mut nonce);
    Some(nonce)
}

/// `l` in bytes: 16 for 3DES and AES-128, 32 for AES-192 and AES-256.
pub(super) const fn mapping_block_len(cipher: Cipher) -> usize {
    match cipher {
        Cipher::TripleDes | Cipher::Aes128 => 16,
        Cipher::Aes192 | Cipher::Aes256 => 32,
    }
}

/// `R(s,t) = x1 || … || xn`, as many blocks of `l` bits as 64 bits more than the prime need: so
/// much more that the remainder modulo the prime is nearly uniform.
///
/// ```text
/// k0 = E(t, s);  xi = E(k(i-1), c1);  ki = E(k(i-1), c0)
/// ```
///
/// E is CBC with a zero IV; of its output, a key takes the first `k` bits, which cuts it for
/// AES-192 only.
pub(super) fn pseudo_random(
    cipher: Cipher,
    nonce: &[u8],
    terminal_nonce: &[u8],
    prime_bits: usize,
) -> Zeroizing<Vec<u8>> {
    let len = mapping_block_len(cipher);
    let rounds = (prime_bits + 64).div_ceil(len * 8);
    let [next_key, output] = constants(cipher);
    let mut key = Zeroizing::new(nonce.to_vec());
    block::encrypt(cipher, terminal_nonce, &mut key);
    let mut random = Zeroizing::new(Vec::with_capacity(rounds * len));
    for _ in 0..rounds {
        let start = random.len();
        random.extend_from_slice(output);
        block::encrypt(cipher, &key, random.get_mut(start..).unwrap_or_default());
        let mut next = Zeroizing::new(next_key.to_vec());
        block::encrypt(cipher, &key, &mut next);
        key = next;
    }
    random
}

/// c0 and c1.
fn constants(cipher: Cipher) -> [&'static [u8]; 2] {
    match mapping_block_len(cipher) {
        16 => SHORT_CONSTANTS.each_ref().map(<[u8; 16]>::as_slice),
        _ => LONG_CONSTANTS
            .each_ref()
            .map(|halves| halves.as_flattened()),
    }
}
