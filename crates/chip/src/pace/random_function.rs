//! The pseudo-random function of the integrated mapping (Doc 9303-11 §4.4.3.3.2, figure 2).
//!
//! ```text
//! k0 = CBC(t, s)                       the nonce t is the key, s the message
//! x(i) = CBC(k(i-1), c1)   k(i) = CBC(k(i-1), c0)
//! R(s,t) = x1 || x2 || …   mod p
//! ```
//!
//! Of a k that is longer than a key its first octets are used: 24 of 32 with AES-192. The surplus
//! of 64 bits over p makes the reduction all but uniform.

use crate::Cipher;
use crate::crypto::cbc_encrypt;
use zeroize::Zeroizing;

/// c0 and c1 for 3DES and AES-128.
const SHORT: [[u8; 16]; 2] = [
    0xa668_892a_7c41_e3ca_739f_40b0_57d8_5904_u128.to_be_bytes(),
    0xa4e1_36ac_725f_738b_01c1_f602_17c1_88ad_u128.to_be_bytes(),
];

/// c0 and c1 for AES-192 and AES-256, each in two halves.
const LONG: [[[u8; 16]; 2]; 2] = [
    [
        0xd463_d652_3412_4ef7_8970_5498_6dca_0a17_u128.to_be_bytes(),
        0x4e28_df75_8cba_a03f_2406_1641_4d5a_1676_u128.to_be_bytes(),
    ],
    [
        0x54bd_7255_f0aa_f831_bec3_423f_cf39_d69b_u128.to_be_bytes(),
        0x6cbf_0666_77d0_faae_5aad_d99d_f8e5_3517_u128.to_be_bytes(),
    ],
];

/// The lengths in bytes of the nonces s (l / 8) and t (k / 8) under integrated mapping.
pub(crate) const fn nonce_lengths(cipher: Cipher) -> (usize, usize) {
    match cipher {
        Cipher::TripleDes | Cipher::Aes128 => (16, 16),
        Cipher::Aes192 => (32, 24),
        Cipher::Aes256 => (32, 32),
    }
}

/// `x1 || x2 || … || xn`, not yet reduced modulo p, which has `prime_bits` bits: n is the
/// smallest number for which this is at least 64 bits longer than p.
pub(crate) fn pseudo_random(
    cipher: Cipher,
    s: &[u8],
    t: &[u8],
    prime_bits: usize,
) -> Zeroizing<Vec<u8>> {
    let mut key = step(cipher, t, s);
    let mut out = Zeroizing::new(Vec::new());
    while out.len() * 8 < prime_bits + 64 {
        out.extend_from_slice(&step(cipher, &key, &constant(cipher, 1)));
        key = step(cipher, &key, &constant(cipher, 0));
    }
    out
}

/// One encryption in CBC mode with a zero IV; of a longer key the first octets are used.
fn step(cipher: Cipher, key: &[u8], message: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut bytes = Zeroizing::new(message.to_vec());
    let key = key.get(..cipher.key_bytes()).unwrap_or(key);
    cbc_encrypt(cipher, key, &mut bytes);
    bytes
}

/// c0 or c1, as long as the nonce s (l bits).
fn constant(cipher: Cipher, number: usize) -> Vec<u8> {
    match cipher {
        Cipher::TripleDes | Cipher::Aes128 => SHORT.get(number).map(|c| c.to_vec()),
        Cipher::Aes192 | Cipher::Aes256 => LONG.get(number).map(|c| c.as_flattened().to_vec()),
    }
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doc 9303-11 App. H.1: R(s,t).
    #[test]
    fn the_worked_example() {
        let s = 0x2923_BE84_E16C_D6AE_5290_49F1_F1BB_E9EB_u128.to_be_bytes();
        let t = 0x5DD4_CBFC_96F5_453B_130D_890A_1CDB_AE32_u128.to_be_bytes();
        let expected: Vec<u8> = [
            0xE444_7E2D_FB35_86BA_C05D_DB00_156B_57FB_u128,
            0xB217_9A39_4929_4C97_2541_8980_0C51_7BAA,
            0x8DA0_FF39_7ED8_C445_D3E4_21E4_FEB5_7322,
        ]
        .into_iter()
        .flat_map(u128::to_be_bytes)
        .collect();
        assert_eq!(
            *pseudo_random(Cipher::Aes128, &s, &t, 256).as_slice(),
            expected
        );
    }

    #[test]
    fn as_long_as_the_prime_asks_for() {
        let length = |cipher: Cipher, bits| {
            let (s, t) = nonce_lengths(cipher);
            pseudo_random(cipher, &vec![1; s], &vec![2; t], bits).len()
        };
        assert_eq!(length(Cipher::TripleDes, 192), 32);
        assert_eq!(length(Cipher::Aes192, 256), 64);
        assert_eq!(length(Cipher::Aes256, 521), 96);
        assert_eq!(length(Cipher::Aes128, 1024), 144);
    }
}
