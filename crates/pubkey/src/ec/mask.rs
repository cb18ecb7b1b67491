//! Choices without branches: masks of all ones or all zeros that the compiler cannot see through,
//! else it makes a jump of what is written as a mask.

use super::field::{Element, Words};

/// All ones where `condition` holds, else zero.
#[inline(always)]
pub(super) fn mask_if(condition: bool) -> u64 {
    mask_of_bit(u64::from(condition))
}

/// All ones for 1, zero for 0.
///
/// `black_box` promises nothing by its documentation; that it does hide the value is what
/// `tools/constant-time` checks. `subtle`'s barrier is a call of a function, and there are
/// thousands of masks in a multiple: with it a key agreement takes a seventh longer.
#[inline(always)]
pub(super) fn mask_of_bit(bit: u64) -> u64 {
    core::hint::black_box(bit).wrapping_neg()
}

/// All ones where both are equal.
#[inline(always)]
pub(super) fn mask_if_equal(a: u64, b: u64) -> u64 {
    let difference = a ^ b;
    mask_of_bit(((difference | difference.wrapping_neg()) >> 63) ^ 1)
}

/// `yes` under a mask of all ones, `no` under zero.
#[inline(always)]
pub(super) fn select<const L: usize>(mask: u64, yes: &Words<L>, no: &Words<L>) -> Words<L> {
    let mut out = *no;
    for (out, yes) in out.iter_mut().zip(yes) {
        *out ^= (*out ^ yes) & mask;
    }
    out
}

/// Adds an entry of a table under its mask: of all entries but one the mask is zero.
#[inline(always)]
pub(super) fn gather<const L: usize>(sum: &mut Element<L>, entry: &Element<L>, mask: u64) {
    for (sum, entry) in sum.0.iter_mut().zip(&entry.0) {
        *sum |= entry & mask;
    }
}
