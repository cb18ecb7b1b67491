//! Secret scalars as signs: every odd number below `2^l` is a sum of all `2^0 … 2^(l-1)`, each
//! with a sign, in exactly one way. So every digit of it is odd and none is zero, and a multiple
//! takes the same steps for every scalar (Joye and Tunstall 2009; Hedabou, Pinel and Bénéteau
//! 2005).

use super::field::Words;
use super::mask::{mask_if_equal, mask_of_bit, select};
use super::scalar::bits;
use zeroize::Zeroize;

/// A scalar or, where it is even, the order less the scalar; wiped on drop.
///
/// As `k = 2 (k / 2) + 1`, bit `i` of `k / 2` is the sign of `2^i`, and that of `2^(l-1)` is plus.
pub(super) struct OddScalar<const L: usize> {
    half: Words<L>,
    /// mask of all ones where the multiple must be negated in the end
    pub(super) negated: u64,
}

impl<const L: usize> Drop for OddScalar<L> {
    fn drop(&mut self) {
        self.half.zeroize();
        self.negated.zeroize();
    }
}

/// One digit of signs: the index into a table of positive odd multiples, and whether to negate
/// what stands there.
pub(super) struct SignedIndex {
    index: u64,
    pub(super) negative: u64,
}

impl<const L: usize> OddScalar<L> {
    /// `scalar` is below the odd `order`.
    pub(super) fn new(scalar: &Words<L>, order: &Words<L>) -> Self {
        let mut opposite = [0; L];
        let mut borrow = false;
        for ((out, n), k) in opposite.iter_mut().zip(order).zip(scalar) {
            (*out, borrow) = n.borrowing_sub(*k, borrow);
        }
        let negated = mask_if_equal(bits(scalar, 0, 1), 0);
        let mut half = select(negated, &opposite, scalar);
        opposite.zeroize();
        let mut above = 0;
        for word in half.iter_mut().rev() {
            let low = *word << 63;
            *word = *word >> 1 | above;
            above = low;
        }
        Self { half, negated }
    }

    /// The signs at these positions, lowest first, of `l` in all.
    #[inline(always)]
    pub(super) fn signs(&self, positions: impl Iterator<Item = usize>, l: usize) -> u64 {
        let mut signs = 0;
        for (shift, position) in positions.enumerate() {
            let top = u64::from(position + 1 == l);
            signs |= (bits(&self.half, position, 1) | top) << shift;
        }
        signs
    }
}

impl SignedIndex {
    /// `width` signs as an index: the highest is the sign of all.
    #[inline(always)]
    pub(super) fn new(signs: u64, width: usize) -> Self {
        let negative = mask_of_bit(signs >> (width - 1) ^ 1);
        Self {
            index: (signs ^ negative) & ((1 << (width - 1)) - 1),
            negative,
        }
    }

    /// The mask of the entry at this place of the table.
    #[inline(always)]
    pub(super) fn mask_at(&self, place: u64) -> u64 {
        mask_if_equal(self.index, place)
    }
}
