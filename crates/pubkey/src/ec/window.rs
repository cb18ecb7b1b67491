//! A secret multiple of any point, in constant time.
//!
//! Five signs of the scalar make one digit (see `odd`): for each five doublings, a look-up that
//! reads the whole table of 16 odd multiples, one addition. All but the last addition are the
//! incomplete ones of Jacobian coordinates. They meet no special case (Bos, Costello, Longa and
//! Naehrig 2014, §4): before the addition of a digit `d`, `|d| <= 31`, the sum is `32 m` times the
//! point with `m >= 1`, so never `±d` as an integer; and as long as digits below follow, `32 m +
//! 31` is below the order, so never `±d` modulo the order either. The last addition uses the
//! complete formula. No sum is at infinity before it, for `m` is below the order, and doubling has
//! no special case in a group of odd order.

use super::complete::Projective;
use super::field::{Element, Field};
use super::jacobian::{Affine, Jacobian};
use super::mask::{gather, select};
use super::odd::{OddScalar, SignedIndex};
use zeroize::Zeroize;

/// Signs in one digit.
const WIDTH: usize = 5;

/// Odd multiples 1, 3, … 31.
const ENTRIES: usize = 1 << (WIDTH - 1);

/// A point with the powers of `Z` that an addition needs.
#[derive(Clone, Copy)]
struct Entry<const L: usize> {
    x: Element<L>,
    y: Element<L>,
    z: Element<L>,
    z2: Element<L>,
    z3: Element<L>,
}

impl<const L: usize> Entry<L> {
    const ZERO: Self = Self {
        x: Element::ZERO,
        y: Element::ZERO,
        z: Element::ZERO,
        z2: Element::ZERO,
        z3: Element::ZERO,
    };

    fn new(point: &Jacobian<L>, f: &Field<L>) -> Self {
        let z2 = f.square(&point.z);
        Self {
            x: point.x,
            y: point.y,
            z: point.z,
            z2,
            z3: f.mul(&z2, &point.z),
        }
    }

    const fn point(&self) -> Jacobian<L> {
        Jacobian {
            x: self.x,
            y: self.y,
            z: self.z,
        }
    }

    /// The entry that the digit names, or its opposite; the whole table is read.
    #[inline(always)]
    fn look_up(table: &[Self; ENTRIES], digit: &SignedIndex, f: &Field<L>) -> Self {
        let mut found = Self::ZERO;
        for (place, entry) in (0u64..).zip(table) {
            let mask = digit.mask_at(place);
            gather(&mut found.x, &entry.x, mask);
            gather(&mut found.y, &entry.y, mask);
            gather(&mut found.z, &entry.z, mask);
            gather(&mut found.z2, &entry.z2, mask);
            gather(&mut found.z3, &entry.z3, mask);
        }
        let opposite = f.negate(&found.y);
        found.y = Element(select(digit.negative, &opposite.0, &found.y.0));
        found
    }
}

impl<const L: usize> Zeroize for Entry<L> {
    fn zeroize(&mut self) {
        let Self { x, y, z, z2, z3 } = self;
        for element in [x, y, z, z2, z3] {
            element.zeroize();
        }
    }
}

/// The sum of two points whose x-coordinates differ, neither at infinity: 11 multiplications, 3
/// squarings.
#[inline(always)]
fn add_distinct<const L: usize>(a: &Jacobian<L>, b: &Entry<L>, f: &Field<L>) -> Jacobian<L> {
    let z2 = f.square(&a.z);
    let u1 = f.mul(&a.x, &b.z2);
    let s1 = f.mul(&a.y, &b.z3);
    let h = f.sub(&f.mul(&b.x, &z2), &u1);
    let r = f.sub(&f.mul(&b.y, &f.mul(&z2, &a.z)), &s1);
    Jacobian::chord(&h, &r, &u1, &s1, &f.mul(&a.z, &b.z), f)
}

fn odd_multiples<const L: usize>(point: &Affine<L>, f: &Field<L>) -> [Entry<L>; ENTRIES] {
    let mut multiple = Jacobian::from_affine(point, f);
    let twice = Entry::new(&multiple.double(f), f);
    let mut table = [Entry::ZERO; ENTRIES];
    for entry in &mut table {
        *entry = Entry::new(&multiple, f);
        multiple = add_distinct(&multiple, &twice, f);
    }
    table
}

/// `scalar` times the point, which is not at infinity; the scalar is not zero.
pub(super) fn multiply<const L: usize>(
    scalar: &OddScalar<L>,
    point: &Affine<L>,
    order_bits: usize,
    b: &Element<L>,
    f: &Field<L>,
) -> Projective<L> {
    let mut table = odd_multiples(point, f);
    let digits = order_bits.div_ceil(WIDTH);
    let mut found = Entry::ZERO;
    let mut look_up = |step: usize| {
        let positions = (step * WIDTH..).take(WIDTH);
        let signs = scalar.signs(positions, digits * WIDTH);
        found = Entry::look_up(&table, &SignedIndex::new(signs, WIDTH), f);
        found
    };
    let mut sum = look_up(digits - 1).point();
    for step in (1..digits - 1).rev() {
        sum = add_distinct(&doubled(&sum, f), &look_up(step), f);
    }
    let last = Projective::from_jacobian(&look_up(0).point(), f);
    let result = Projective::from_jacobian(&doubled(&sum, f), f).add(&last, b, f);
    found.zeroize();
    table.zeroize();
    sum.zeroize();
    result.negated_if(scalar.negated, f)
}

/// `2^WIDTH` times the point.
#[inline(always)]
fn doubled<const L: usize>(point: &Jacobian<L>, f: &Field<L>) -> Jacobian<L> {
    let mut power = *point;
    for _ in 0..WIDTH {
        power = power.double(f);
    }
    power
}
