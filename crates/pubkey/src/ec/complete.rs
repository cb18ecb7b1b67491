//! Points in homogeneous coordinates with complete addition formulas, for secret scalars.
//!
//! Renes, Costello and Batina, "Complete addition formulas for prime order elliptic curves"
//! (2016), algorithms 4 and 6 for `a = -3`. Complete means: no special case, so no branch; it
//! holds on every curve of odd order, and all of ours have prime order.

use super::field::{Element, Field, Words};
use super::jacobian::Affine;
use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroize;

/// A point `x = X/Z`, `y = Y/Z`; at infinity where `Z` is zero.
#[derive(Clone, Copy)]
pub(super) struct Projective<const L: usize> {
    x: Element<L>,
    y: Element<L>,
    z: Element<L>,
}

impl<const L: usize> Zeroize for Projective<L> {
    fn zeroize(&mut self) {
        self.x.zeroize();
        self.y.zeroize();
        self.z.zeroize();
    }
}

impl<const L: usize> Projective<L> {
    pub(super) fn infinity(field: &Field<L>) -> Self {
        Self {
            x: Element::ZERO,
            y: field.one(),
            z: Element::ZERO,
        }
    }

    pub(super) fn from_affine(point: &Affine<L>, field: &Field<L>) -> Self {
        Self {
            x: point.x,
            y: point.y,
            z: field.one(),
        }
    }

    /// The affine point; (0, 0), which is on no curve of the table, for infinity.
    pub(super) fn to_affine(self, field: &Field<L>) -> Affine<L> {
        let inverse = field.invert(&self.z);
        Affine {
            x: field.mul(&self.x, &inverse),
            y: field.mul(&self.y, &inverse),
        }
    }

    /// The sum of any two points (algorithm 4).
    pub(super) fn add(&self, other: &Self, b: &Element<L>, f: &Field<L>) -> Self {
        let xx = f.mul(&self.x, &other.x);
        let yy = f.mul(&self.y, &other.y);
        let zz = f.mul(&self.z, &other.z);
        let cross = |a1: &Element<L>, a2: &Element<L>, b1, b2, sum: Element<L>| {
            f.sub(&f.mul(&f.add(a1, a2), &f.add(b1, b2)), &sum)
        };
        let xy = cross(&self.x, &self.y, &other.x, &other.y, f.add(&xx, &yy));
        let yz = cross(&self.y, &self.z, &other.y, &other.z, f.add(&yy, &zz));
        let xz = cross(&self.x, &self.z, &other.x, &other.z, f.add(&xx, &zz));
        Self::assemble([xx, yy, zz], [xy, yz, xz], b, f)
    }

    /// Twice the point (algorithm 6, which is algorithm 4 with equal operands and fewer
    /// multiplications).
    pub(super) fn double(&self, b: &Element<L>, f: &Field<L>) -> Self {
        let xx = f.square(&self.x);
        let yy = f.square(&self.y);
        let zz = f.square(&self.z);
        let xy = f.double(&f.mul(&self.x, &self.y));
        let yz = f.double(&f.mul(&self.y, &self.z));
        let xz = f.double(&f.mul(&self.x, &self.z));
        Self::assemble([xx, yy, zz], [xy, yz, xz], b, f)
    }

    /// From the products of like coordinates and the sums of crosswise products (such as
    /// `X1 Y2 + X2 Y1`) to the sum of the points.
    #[inline(always)]
    fn assemble(
        [xx, yy, zz]: [Element<L>; 3],
        [xy, yz, xz]: [Element<L>; 3],
        b: &Element<L>,
        f: &Field<L>,
    ) -> Self {
        let triple = |e: &Element<L>| f.add(&f.double(e), e);
        let zz3 = triple(&zz);
        let t = triple(&f.sub(&xz, &f.mul(b, &zz)));
        let (minus, plus) = (f.sub(&yy, &t), f.add(&yy, &t));
        let u = triple(&f.sub(&f.sub(&f.mul(b, &xz), &zz3), &xx));
        let v = f.sub(&triple(&xx), &zz3);
        Self {
            x: f.sub(&f.mul(&xy, &plus), &f.mul(&yz, &u)),
            y: f.add(&f.mul(&plus, &minus), &f.mul(&v, &u)),
            z: f.add(&f.mul(&yz, &minus), &f.mul(&xy, &v)),
        }
    }

    /// Replaces the point by `other` where `choice` is set.
    fn assign_if(&mut self, other: &Self, choice: subtle::Choice) {
        let pairs = [
            (&mut self.x, &other.x),
            (&mut self.y, &other.y),
            (&mut self.z, &other.z),
        ];
        for (to, from) in pairs {
            for (to, from) in to.0.iter_mut().zip(&from.0) {
                to.conditional_assign(from, choice);
            }
        }
    }
}

/// Bits of the scalar that one step takes.
const WINDOW: usize = 4;

/// `scalar` times the point, in a time that depends on the curve alone: for each four bits of
/// the order four doublings, a look-up that reads the whole table, one addition.
pub(super) fn multiply<const L: usize>(
    scalar: &Words<L>,
    point: &Affine<L>,
    order_bits: usize,
    b: &Element<L>,
    field: &Field<L>,
) -> Projective<L> {
    let mut table = [Projective::infinity(field); 1 << WINDOW];
    let base = Projective::from_affine(point, field);
    let mut multiple = Projective::infinity(field);
    for entry in &mut table {
        *entry = multiple;
        multiple = multiple.add(&base, b, field);
    }
    let mut result = Projective::infinity(field);
    let mut chosen = result;
    for step in (0..order_bits.div_ceil(WINDOW)).rev() {
        for _ in 0..WINDOW {
            result = result.double(b, field);
        }
        let digit = super::scalar::bits(scalar, step * WINDOW, WINDOW);
        for (index, entry) in (0u64..).zip(&table) {
            chosen.assign_if(entry, index.ct_eq(&digit));
        }
        result = result.add(&chosen, b, field);
    }
    chosen.zeroize();
    result
}
