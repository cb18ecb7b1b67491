//! Integers in signed digits of width `w` (non-adjacent form): few digits are not zero, and each
//! of those is odd and below 2^(w-1) in magnitude. Variable time.
//!
//! After a digit that is not zero at least `w - 1` zeros follow, so a number of `l` bits costs
//! about `l / (w + 1)` additions and needs a table of `2^(w-2)` odd multiples.

use super::field::Words;
use super::scalar::bits;

/// One digit more than the longest integer has bits.
const MAX_DIGITS: usize = 64 * 9 + 1;

/// The signed digits of an integer, least significant first.
pub(super) struct SignedDigits {
    digits: [i8; MAX_DIGITS],
}

impl SignedDigits {
    /// Recodes an integer of at most `bit_length` bits; `width` is 2 to 7.
    pub(super) fn new<const L: usize>(number: &Words<L>, bit_length: usize, width: usize) -> Self {
        let mut digits = [0; MAX_DIGITS];
        let mut carry = 0;
        let mut position = 0;
        while position <= bit_length {
            if bits(number, position, 1) == carry {
                position += 1;
                continue;
            }
            let window = bits(number, position, width) + carry;
            carry = window >> (width - 1) & 1;
            if let Some(digit) = digits.get_mut(position) {
                *digit = signed(window, carry << width);
            }
            position += width;
        }
        Self { digits }
    }

    /// The digit at this position, zero beyond the top.
    #[inline(always)]
    pub(super) fn digit(&self, position: usize) -> i8 {
        self.digits.get(position).copied().unwrap_or(0)
    }
}

/// `window - borrowed`, which lies within ±63.
fn signed(window: u64, borrowed: u64) -> i8 {
    let window = i8::try_from(window.min(127)).unwrap_or(0);
    let borrowed = u8::try_from(borrowed).unwrap_or(0);
    window.wrapping_sub_unsigned(borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Added up again modulo 2^192, the digits are the number; they are odd, small and sparse.
        #[test]
        fn digits_add_up_to_the_number(mut number in any::<[u64; 3]>(), width in 2usize..=7) {
            number[2] >>= 1;
            let digits = SignedDigits::new(&number, 192, width);
            let mut sum = [0u64; 3];
            let mut last = None;
            for position in (0..=192).rev() {
                let digit = digits.digit(position);
                let mut carry = i128::from(digit);
                for word in &mut sum {
                    carry += i128::from(*word) * 2;
                    *word = u64::try_from(carry & i128::from(u64::MAX)).unwrap();
                    carry >>= 64;
                }
                if digit != 0 {
                    prop_assert!(digit & 1 == 1 && i32::from(digit).abs() < 1 << (width - 1));
                    prop_assert!(last.is_none_or(|last| last - position >= width));
                    last = Some(position);
                }
            }
            prop_assert_eq!(sum, number);
        }
    }
}
