//! Montgomery products modulo two primes whose form makes reduction cheap: those of P-256 and
//! P-521. Both are -1 modulo 2^64, so the factor of each reduction step is the lowest word itself.

use super::field::{Words, subtract_once};

/// How a product is reduced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reduction {
    /// any odd prime
    General,
    /// 2^256 - 2^224 + 2^192 + 2^96 - 1
    P256,
    /// 2^521 - 1
    P521,
}

const P256: Words<4> = [u64::MAX, 0xFFFF_FFFF, 0, P256_TOP];
const P256_TOP: u64 = 0xFFFF_FFFF_0000_0001;
const P521: Words<9> = {
    let mut words = [u64::MAX; 9];
    words[8] = 0x1FF;
    words
};

impl Reduction {
    pub(super) fn of<const L: usize>(modulus: &Words<L>) -> Self {
        if modulus.as_slice() == P256 {
            Self::P256
        } else if modulus.as_slice() == P521 {
            Self::P521
        } else {
            Self::General
        }
    }
}

/// `a * b / 2^256` modulo the prime of P-256, for `L = 4`. With `m` the lowest word, the sum plus
/// `m p` is `m 2^96 + m t 2^192` more and loses its lowest word, `t` the prime's top word.
#[inline(always)]
#[allow(
    clippy::indexing_slicing,
    reason = "L is 4, and the compiler sees it; zipped iterators halve the speed"
)]
pub(super) fn p256_product<const L: usize>(
    a: &Words<L>,
    b: &Words<L>,
    modulus: &Words<L>,
) -> Words<L> {
    let mut sum = [0u64; L];
    let mut top = 0u64;
    for x in a {
        let mut carry = 0;
        for j in 0..L {
            (sum[j], carry) = x.carrying_mul_add(b[j], sum[j], carry);
        }
        let (high, over) = top.overflowing_add(carry);
        let m = sum[0];
        let (low_part, high_part) = m.carrying_mul(P256_TOP, 0);
        let mut c;
        (sum[0], c) = sum[1].overflowing_add(m << 32);
        (sum[1], c) = sum[2].carrying_add(m >> 32, c);
        (sum[2], c) = sum[3].carrying_add(low_part, c);
        (sum[3], c) = high.carrying_add(high_part, c);
        top = u64::from(over) + u64::from(c);
    }
    subtract_once(&sum, top != 0, modulus)
}

/// `a * b / 2^576` modulo the prime of P-521, for `L = 9`.
///
/// As `2^521` is 1, to divide by `2^576` is to divide by `2^55`, and that is a rotation: of the
/// product's lower half `l` the 55 lowest bits go to bit 466 on, and the upper half, which is
/// below `2^466`, is added.
#[inline(never)]
#[allow(
    clippy::indexing_slicing,
    reason = "L is 9, and the compiler sees it; zipped iterators halve the speed"
)]
pub(super) fn p521_product<const L: usize>(
    a: &Words<L>,
    b: &Words<L>,
    modulus: &Words<L>,
) -> Words<L> {
    let mut low = [0u64; L];
    let mut sum = [0u64; L];
    for i in 0..L {
        let mut carry;
        (low[i], carry) = a[i].carrying_mul_add(b[0], sum[0], 0);
        for j in 1..L {
            (sum[j - 1], carry) = a[i].carrying_mul_add(b[j], sum[j], carry);
        }
        sum[L - 1] = carry;
    }
    let mut carry = false;
    for i in 0..L {
        let above = if i + 1 < L { low[i + 1] } else { 0 };
        let rotated = low[i] >> 55 | above << 9;
        (sum[i], carry) = sum[i].carrying_add(rotated, carry);
    }
    // 466 = 7 * 64 + 18
    let lowest = low[0] & ((1 << 55) - 1);
    (sum[L - 2], carry) = sum[L - 2].overflowing_add(lowest << 18);
    sum[L - 1] = sum[L - 1]
        .wrapping_add(lowest >> 46)
        .wrapping_add(u64::from(carry));
    // below 2^522 + 2^466
    let once = subtract_once(&sum, false, modulus);
    subtract_once(&once, false, modulus)
}
