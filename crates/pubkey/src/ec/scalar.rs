//! Unsigned integers of a fixed number of words: bytes in and out, order, bits.

use super::field::{Words, subtract_once};
use super::mask::{mask_if, mask_if_equal};
use zeroize::Zeroize;

/// The integer of these big-endian bytes, however many leading zeros they carry; `None` where it
/// does not fit. The time depends on the number of bytes, not on their values.
pub(super) fn from_be_bytes<const L: usize>(bytes: &[u8]) -> Option<Words<L>> {
    let surplus = bytes.len().saturating_sub(8 * L);
    let (high, low) = bytes.split_at(surplus);
    let mut words = [0; L];
    for (word, chunk) in words.iter_mut().zip(low.rchunks(8)) {
        let mut value = 0;
        for byte in chunk {
            value = value << 8 | u64::from(*byte);
        }
        *word = value;
    }
    let overflow = high.iter().fold(0, |bits, byte| bits | byte);
    (overflow == 0).then_some(words)
}

/// Writes the integer big-endian over the whole of `out`, which must be long enough: what does
/// not fit is left out.
pub(super) fn write_be_bytes<const L: usize>(words: &Words<L>, out: &mut [u8]) {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes());
    for (to, from) in out.iter_mut().rev().zip(bytes.chain(core::iter::repeat(0))) {
        *to = from;
    }
}

/// The integer as this many big-endian bytes.
pub(super) fn to_be_bytes<const L: usize>(words: &Words<L>, len: usize) -> Vec<u8> {
    let mut out = vec![0; len];
    write_be_bytes(words, &mut out);
    out
}

/// Whether `a < b`, in constant time: behind a barrier, for else the compiler compares the highest
/// words first and skips the rest, where a branch follows.
pub(super) fn is_below<const L: usize>(a: &Words<L>, b: &Words<L>) -> bool {
    let mut borrow = false;
    for (x, y) in a.iter().zip(b) {
        (_, borrow) = x.borrowing_sub(*y, borrow);
    }
    mask_if(borrow) != 0
}

/// Whether the integer is zero, in constant time.
pub(super) fn is_zero<const L: usize>(words: &Words<L>) -> bool {
    mask_if_equal(words.iter().fold(0, |bits, word| bits | word), 0) != 0
}

/// The sum where it fits in the words; for public values.
pub(super) fn checked_add<const L: usize>(a: &Words<L>, b: &Words<L>) -> Option<Words<L>> {
    let mut sum = [0; L];
    let mut carry = false;
    for ((out, x), y) in sum.iter_mut().zip(a).zip(b) {
        (*out, carry) = x.carrying_add(*y, carry);
    }
    (!carry).then_some(sum)
}

/// How many bits the integer has; for public values.
pub(super) fn bit_length<const L: usize>(words: &Words<L>) -> usize {
    let mut bits = 64 * L;
    for word in words.iter().rev() {
        if *word != 0 {
            return bits - word.leading_zeros() as usize;
        }
        bits -= 64;
    }
    0
}

/// `count` bits (at most 63) from bit `position` on, which may lie beyond the top.
#[inline]
pub(super) fn bits<const L: usize>(words: &Words<L>, position: usize, count: usize) -> u64 {
    let word = |index: usize| words.get(index).copied().unwrap_or(0);
    let (index, shift) = (position / 64, position % 64);
    let low = word(index) >> shift;
    let high = if shift == 0 {
        0
    } else {
        word(index + 1) << (64 - shift)
    };
    (low | high) & ((1 << count) - 1)
}

/// A hash value as an integer modulo the order: its leftmost bits, as many as the order has
/// (SEC 1 §4.1.4 step 5), less the order once where it is not below.
pub(super) fn from_digest<const L: usize>(digest: &[u8], order: &Words<L>) -> Words<L> {
    let order_bits = bit_length(order);
    let leading = digest.get(..order_bits.div_ceil(8)).unwrap_or(digest);
    let surplus = (8 * leading.len()).saturating_sub(order_bits);
    let mut number = from_be_bytes::<L>(leading).unwrap_or([0; L]);
    if surplus > 0 {
        shift_right(&mut number, surplus);
    }
    let reduced = subtract_once(&number, false, order);
    number.zeroize();
    reduced
}

/// Shifts by less than 8 bits.
fn shift_right<const L: usize>(words: &mut Words<L>, count: usize) {
    let mut from_above = 0;
    for word in words.iter_mut().rev() {
        let shifted = *word >> count | from_above;
        from_above = *word << (64 - count);
        *word = shifted;
    }
}
