//! Arithmetic modulo an odd prime of `64 * L` bits at most, in Montgomery form.
//!
//! ```text
//! element  a·R modulo p, R = 2^(64 L)         product(x, y) = x·y / R
//! enter    product(a, R^2)                    leave  product(aR, 1)
//! ```
//!
//! The order of a curve is such a modulus too: scalars divide in it.
//!
//! Elements are kept below the modulus, so equal elements are equal words. No operation here
//! branches or indexes by a value, and masks are hidden from the compiler (which else makes jumps
//! of them, as the machine code shows): the secret path and the public path share them. Only
//! [`Field::invert_vartime`] and what says so in its name takes variable time.
//!
//! Why the limb arithmetic is our own is said in the head of `ec`.

use super::inverse::Invert;
use super::mask::mask_if;
use super::scalar::bits;
use super::special::{Reduction, p256_product, p521_product};
use zeroize::Zeroize;

/// An unsigned integer, least significant word first.
pub(super) type Words<const L: usize> = [u64; L];

/// A residue in Montgomery form, below the modulus.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<const L: usize>(pub(super) Words<L>);

impl<const L: usize> Element<L> {
    pub(super) const ZERO: Self = Self([0; L]);

    /// The words in Montgomery form.
    pub(super) const fn words(&self) -> &Words<L> {
        &self.0
    }

    #[inline]
    pub(super) fn is_zero(&self) -> bool {
        super::scalar::is_zero(&self.0)
    }
}

impl<const L: usize> Zeroize for Element<L> {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}

/// A prime modulus and what Montgomery multiplication needs to know of it.
#[derive(Clone)]
pub(super) struct Field<const L: usize> {
    modulus: Words<L>,
    reduction: Reduction,
    /// -1 / modulus, modulo 2^64
    negated_inverse: u64,
    /// R = 2^(64 L) modulo the modulus: one in Montgomery form
    one: Element<L>,
    /// R^2 modulo the modulus: brings a number into Montgomery form
    square_of_r: Words<L>,
}

impl<const L: usize> Field<L> {
    /// The field of integers modulo this odd prime (above 2).
    pub(super) fn new(modulus: Words<L>) -> Self {
        let mut field = Self {
            modulus,
            reduction: Reduction::of(&modulus),
            negated_inverse: negated_inverse(modulus.first().copied().unwrap_or(1)),
            one: Element::ZERO,
            square_of_r: [0; L],
        };
        let mut power = field.reduced_one();
        for _ in 0..64 * L {
            power = add(&power, &power, &modulus);
        }
        field.one = Element(power);
        for _ in 0..64 * L {
            power = add(&power, &power, &modulus);
        }
        field.square_of_r = power;
        field
    }

    /// The number one, not in Montgomery form.
    fn reduced_one(&self) -> Words<L> {
        let mut one = [0; L];
        if let Some(low) = one.first_mut() {
            *low = 1;
        }
        one
    }

    pub(super) const fn modulus(&self) -> &Words<L> {
        &self.modulus
    }

    pub(super) const fn one(&self) -> Element<L> {
        self.one
    }

    /// A number below the modulus, brought into Montgomery form.
    pub(super) fn enter(&self, number: &Words<L>) -> Element<L> {
        Element(self.product(number, &self.square_of_r))
    }

    /// The number that this element stands for.
    pub(super) fn leave(&self, element: &Element<L>) -> Words<L> {
        self.product(&element.0, &self.reduced_one())
    }

    /// Element times number, as a number: Montgomery's factor cancels out.
    pub(super) fn mul_number(&self, element: &Element<L>, number: &Words<L>) -> Words<L> {
        self.product(&element.0, number)
    }

    #[inline(always)]
    pub(super) fn add(&self, a: &Element<L>, b: &Element<L>) -> Element<L> {
        Element(add(&a.0, &b.0, &self.modulus))
    }

    #[inline(always)]
    pub(super) fn double(&self, a: &Element<L>) -> Element<L> {
        self.add(a, a)
    }

    #[inline(always)]
    pub(super) fn sub(&self, a: &Element<L>, b: &Element<L>) -> Element<L> {
        Element(subtract(&a.0, &b.0, &self.modulus))
    }

    #[inline(always)]
    pub(super) fn negate(&self, a: &Element<L>) -> Element<L> {
        self.sub(&Element::ZERO, a)
    }

    #[inline(always)]
    pub(super) fn mul(&self, a: &Element<L>, b: &Element<L>) -> Element<L> {
        Element(self.product(&a.0, &b.0))
    }

    #[inline(always)]
    pub(super) fn square(&self, a: &Element<L>) -> Element<L> {
        self.mul(a, a)
    }

    /// `a · b / R`, by the fastest way there is for the modulus, which is public.
    #[inline(always)]
    fn product(&self, a: &Words<L>, b: &Words<L>) -> Words<L> {
        if L == 4 && self.reduction == Reduction::P256 {
            return p256_product(a, b, &self.modulus);
        }
        if L == 9 && self.reduction == Reduction::P521 {
            return p521_product(a, b, &self.modulus);
        }
        // a call costs a twentieth of a product of four words, and is nothing beside a longer one
        if L <= 4 {
            montgomery_product(a, b, &self.modulus, self.negated_inverse)
        } else {
            called_product(a, b, &self.modulus, self.negated_inverse)
        }
    }

    /// `base` to a public exponent, four bits at a time: the time depends on the exponent alone.
    pub(super) fn pow(&self, base: &Element<L>, exponent: &Words<L>) -> Element<L> {
        let mut powers = [self.one; 16];
        let mut power = self.one;
        for entry in &mut powers {
            *entry = power;
            power = self.mul(&power, base);
        }
        let mut result = self.one;
        for position in (0..16 * L).rev() {
            for _ in 0..4 {
                result = self.square(&result);
            }
            let digit = usize::try_from(bits(exponent, 4 * position, 4)).unwrap_or(0);
            if let (1.., Some(power)) = (digit, powers.get(digit)) {
                result = self.mul(&result, power);
            }
        }
        powers.zeroize();
        result
    }

    /// `p - 1 - (p + 1) / 4` of a prime that is 3 modulo 4: the exponent that makes one over a
    /// square root of a square.
    pub(super) fn root_exponent(&self) -> Words<L> {
        // p - 1 = 2 h with h odd: (p + 1) / 4 = (h + 1) / 2 = h / 2 + 1, rounded down
        let mut exponent = self.modulus;
        let mut quarter = [0; L];
        let mut above = 0;
        for (out, word) in quarter.iter_mut().zip(&self.modulus).rev() {
            *out = word >> 2 | above << 62;
            above = *word;
        }
        let mut borrow = false;
        for (word, part) in exponent.iter_mut().zip(&quarter) {
            (*word, borrow) = word.borrowing_sub(*part, borrow);
        }
        // p - floor(p / 4) - 2 = p - 1 - (p + 1) / 4
        minus_two(&exponent)
    }

    /// The inverse by Fermat's little theorem, in constant time; zero of zero.
    pub(super) fn invert(&self, a: &Element<L>) -> Element<L> {
        self.pow(a, &minus_two(&self.modulus))
    }
}

impl<const L: usize> Field<L>
where
    Words<L>: Invert,
{
    /// The inverse in variable time, for public values; zero of zero.
    pub(super) fn invert_vartime(&self, a: &Element<L>) -> Element<L> {
        self.enter(&self.leave(a).invert_vartime(&self.modulus))
    }
}

/// Two less.
fn minus_two<const L: usize>(number: &Words<L>) -> Words<L> {
    let mut difference = *number;
    let mut borrow = 2;
    for word in &mut difference {
        let (low, under) = word.overflowing_sub(borrow);
        *word = low;
        borrow = u64::from(under);
    }
    difference
}

/// -1 / `low` modulo 2^64 of an odd word, by Newton's iteration: each step doubles the bits.
fn negated_inverse(low: u64) -> u64 {
    let mut inverse = low;
    for _ in 0..6 {
        inverse = inverse.wrapping_mul(2u64.wrapping_sub(low.wrapping_mul(inverse)));
    }
    inverse.wrapping_neg()
}

#[inline(always)]
fn add<const L: usize>(a: &Words<L>, b: &Words<L>, modulus: &Words<L>) -> Words<L> {
    let mut sum = [0; L];
    let mut carry = false;
    for ((out, x), y) in sum.iter_mut().zip(a).zip(b) {
        (*out, carry) = x.carrying_add(*y, carry);
    }
    subtract_once(&sum, carry, modulus)
}

#[inline(always)]
fn subtract<const L: usize>(a: &Words<L>, b: &Words<L>, modulus: &Words<L>) -> Words<L> {
    let mut difference = [0; L];
    let mut borrow = false;
    for ((out, x), y) in difference.iter_mut().zip(a).zip(b) {
        (*out, borrow) = x.borrowing_sub(*y, borrow);
    }
    let mask = mask_if(borrow);
    let mut carry = false;
    for (out, m) in difference.iter_mut().zip(modulus) {
        (*out, carry) = out.carrying_add(m & mask, carry);
    }
    difference
}

/// A value below twice the modulus, its top bit in `carry`, brought below the modulus.
#[inline(always)]
pub(super) fn subtract_once<const L: usize>(
    value: &Words<L>,
    carry: bool,
    modulus: &Words<L>,
) -> Words<L> {
    let mut out = [0; L];
    let mut borrow = false;
    for ((out, v), m) in out.iter_mut().zip(value).zip(modulus) {
        (*out, borrow) = v.borrowing_sub(*m, borrow);
    }
    let keep = mask_if(borrow & !carry);
    for (out, v) in out.iter_mut().zip(value) {
        *out = (v & keep) | (*out & !keep);
    }
    out
}

/// `a * b / 2^(64 L)` modulo the modulus: coarsely integrated operand scanning (Koç, Acar and
/// Kaliski 1996). `a` and `b` are below 2^(64 L), one of them below the modulus.
#[inline(always)]
#[allow(
    clippy::indexing_slicing,
    reason = "every index is below L, which the compiler sees; zipped iterators halve the speed"
)]
fn montgomery_product<const L: usize>(
    a: &Words<L>,
    b: &Words<L>,
    modulus: &Words<L>,
    negated_inverse: u64,
) -> Words<L> {
    let mut sum = [0u64; L];
    let mut top = 0u64;
    for x in a {
        let mut carry = 0;
        for j in 0..L {
            (sum[j], carry) = x.carrying_mul_add(b[j], sum[j], carry);
        }
        let (high, over) = top.overflowing_add(carry);
        let factor = sum[0].wrapping_mul(negated_inverse);
        let (_, mut carry) = factor.carrying_mul_add(modulus[0], sum[0], 0);
        for j in 1..L {
            (sum[j - 1], carry) = factor.carrying_mul_add(modulus[j], sum[j], carry);
        }
        let (high, over_again) = high.overflowing_add(carry);
        sum[L - 1] = high;
        top = u64::from(over) + u64::from(over_again);
    }
    subtract_once(&sum, top != 0, modulus)
}

/// [`montgomery_product`] once in the program for each length.
#[inline(never)]
fn called_product<const L: usize>(
    a: &Words<L>,
    b: &Words<L>,
    modulus: &Words<L>,
    negated_inverse: u64,
) -> Words<L> {
    montgomery_product(a, b, modulus, negated_inverse)
}
