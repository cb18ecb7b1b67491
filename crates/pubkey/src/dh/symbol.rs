//! The Jacobi symbol, in variable time.

use crypto_bigint::BoxedUint;

/// Whether a number below an odd prime, as many bytes as it, is a square modulo that prime and
/// not zero: the binary algorithm, with the rules for factors of two and for reciprocity.
pub(super) fn is_square(number: &[u8], prime: &[u8]) -> bool {
    let mut a = BoxedUint::from_be_slice_vartime(number);
    let mut n = BoxedUint::from_be_slice_vartime(prime);
    let mut positive = true;
    while !bool::from(a.is_zero()) {
        let twos = a.trailing_zeros_vartime();
        a = a.unbounded_shr_vartime(twos);
        // (2/n) is -1 for n = 3 and 5 modulo 8
        positive ^= twos % 2 == 1 && matches!(low_bits(&n), 3 | 5);
        if a < n {
            // (a/n) = -(n/a) for both 3 modulo 4
            positive ^= low_bits(&a) % 4 == 3 && low_bits(&n) % 4 == 3;
            core::mem::swap(&mut a, &mut n);
        }
        a = a.wrapping_sub(&n);
    }
    positive && bool::from(n.is_one())
}

/// The number modulo 8.
fn low_bits(number: &BoxedUint) -> u8 {
    let words = number.as_words();
    words.first().map_or(0, |word| word.to_le_bytes()[0] & 7)
}
