//! Points in homogeneous coordinates with complete addition formulas, for secret scalars.
//!
//! Renes, Costello and Batina, "Complete addition formulas for prime order elliptic curves"
//! (2016), algorithms 4 to 6 for `a = -3`. Complete means: no special case, so no branch; it
//! holds on every curve of odd order, and all of ours have prime order.
//!
//! | operation | multiplications | without those by `b` |
//! |---|---|---|
//! | `add` | 14 | 12 |
//! | `add_affine` | 13 | 11 |
//! | `double` | 14, three of them squarings | 12 |
//!
//! Those of `jacobian` take 11 with an affine point and 8 for a doubling, so these stand only where
//! an operand could be special: at infinity, equal to the other, or its opposite.

use super::field::{Element, Field};
use super::jacobian::{Affine, Jacobian};
use super::mask::select;
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

    pub(super) fn from_jacobian(point: &Jacobian<L>, f: &Field<L>) -> Self {
        Self {
            x: f.mul(&point.x, &point.z),
            y: point.y,
            z: f.mul(&f.square(&point.z), &point.z),
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

    /// The sum with a point that is not at infinity (algorithm 5: algorithm 4 with `Z = 1`).
    #[inline(always)]
    pub(super) fn add_affine(&self, other: &Affine<L>, b: &Element<L>, f: &Field<L>) -> Self {
        let xx = f.mul(&self.x, &other.x);
        let yy = f.mul(&self.y, &other.y);
        let sums = f.mul(&f.add(&self.x, &self.y), &f.add(&other.x, &other.y));
        let xy = f.sub(&sums, &f.add(&xx, &yy));
        let yz = f.add(&f.mul(&other.y, &self.z), &self.y);
        let xz = f.add(&f.mul(&other.x, &self.z), &self.x);
        Self::assemble([xx, yy, self.z], [xy, yz, xz], b, f)
    }

    /// Twice the point (algorithm 4 with equal operands: squares, and crosswise products that need
    /// no sums to be taken apart).
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

    /// The opposite point under a mask of all ones.
    pub(super) fn negated_if(&self, mask: u64, f: &Field<L>) -> Self {
        let opposite = f.negate(&self.y);
        Self {
            x: self.x,
            y: Element(select(mask, &opposite.0, &self.y.0)),
            z: self.z,
        }
    }
}
