//! The secret numbers of deterministic ECDSA (RFC 6979 §3.2).
//!
//! ```text
//! V = 01 … 01, K = 00 … 00                                  b, c
//! K = HMAC(K, V || 00 || key || hash), V = HMAC(K, V)       d, e
//! K = HMAC(K, V || 01 || key || hash), V = HMAC(K, V)       f, g
//! T = V || HMAC(K, V) || …, its first bits the candidate    h; on failure K and V go on with 00
//! ```
//!
//! No random source is needed, and a broken one cannot give the key away by two signatures with
//! one number.

use super::hmac::hmac;
use crate::HashAlgorithm;
use zeroize::Zeroizing;

/// A sequence of candidates for the secret number; most are below the order.
pub(super) struct Nonces {
    hash: HashAlgorithm,
    order_bits: usize,
    key: Zeroizing<Vec<u8>>,
    value: Zeroizing<Vec<u8>>,
}

impl Nonces {
    /// Steps b to g: starts from the secret key and the hash value modulo the order, both as
    /// many bytes as the order has.
    pub(super) fn new(
        hash: HashAlgorithm,
        order_bits: usize,
        secret: &[u8],
        digest: &[u8],
    ) -> Self {
        let mut nonces = Self {
            hash,
            order_bits,
            key: Zeroizing::new(vec![0; hash.output_len()]),
            value: Zeroizing::new(vec![1; hash.output_len()]),
        };
        for separator in [0, 1] {
            nonces.rekey(&[&[separator], secret, digest]);
        }
        nonces
    }

    /// K = HMAC_K(V || parts), V = HMAC_K(V).
    fn rekey(&mut self, parts: &[&[u8]]) {
        let message = [&[self.value.as_slice()], parts].concat();
        let key = hmac(self.hash, &self.key, &message);
        self.key = Zeroizing::new(key.as_ref().to_vec());
        self.step();
    }

    /// V = HMAC_K(V).
    fn step(&mut self) {
        let value = hmac(self.hash, &self.key, &[&self.value]);
        self.value = Zeroizing::new(value.as_ref().to_vec());
    }

    /// Step h: the next candidate, which may be zero or not below the order.
    pub(super) fn next(&mut self) -> Zeroizing<Vec<u8>> {
        let order_bytes = self.order_bits.div_ceil(8);
        let mut bits = Zeroizing::new(Vec::with_capacity(order_bytes + self.hash.output_len()));
        while bits.len() < order_bytes {
            self.step();
            bits.extend_from_slice(&self.value);
        }
        bits.truncate(order_bytes);
        shift_right(&mut bits, 8 * order_bytes - self.order_bits);
        self.rekey(&[&[0]]);
        bits
    }
}

/// Shifts a big-endian integer by less than 8 bits.
fn shift_right(bytes: &mut [u8], count: usize) {
    let mut above = 0u8;
    for byte in bytes {
        let shifted = u16::from_be_bytes([above, *byte]) >> count;
        above = *byte;
        *byte = shifted.to_le_bytes()[0];
    }
}
