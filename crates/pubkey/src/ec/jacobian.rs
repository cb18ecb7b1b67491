//! Points in Jacobian coordinates, `x = X/Z^2`, `y = Y/Z^3`, on curves with `a = -3`.
//!
//! The fastest formulas for verification (Bernstein and Lange, Explicit-Formulas Database,
//! `dbl-2001-b` and `madd`). They branch on special cases, so they are for public values only.
//! [`Jacobian::double`] and [`Jacobian::chord`] do not branch: `window` uses them for secrets where
//! it can show that no special case comes up.

use super::field::{Element, Field};
use zeroize::Zeroize;

/// A point that is not at infinity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Affine<const L: usize> {
    pub(super) x: Element<L>,
    pub(super) y: Element<L>,
}

impl<const L: usize> Zeroize for Affine<L> {
    fn zeroize(&mut self) {
        self.x.zeroize();
        self.y.zeroize();
    }
}

impl<const L: usize> Affine<L> {
    /// The opposite point.
    pub(super) fn negated(&self, field: &Field<L>) -> Self {
        Self {
            x: self.x,
            y: field.negate(&self.y),
        }
    }
}

/// A point; at infinity where `z` is zero.
#[derive(Clone, Copy)]
pub(super) struct Jacobian<const L: usize> {
    pub(super) x: Element<L>,
    pub(super) y: Element<L>,
    pub(super) z: Element<L>,
}

impl<const L: usize> Jacobian<L> {
    pub(super) const INFINITY: Self = Self {
        x: Element::ZERO,
        y: Element::ZERO,
        z: Element::ZERO,
    };

    pub(super) fn from_affine(point: &Affine<L>, field: &Field<L>) -> Self {
        Self {
            x: point.x,
            y: point.y,
            z: field.one(),
        }
    }

    pub(super) fn is_infinity(&self) -> bool {
        self.z.is_zero()
    }

    /// Twice the point: 4 multiplications, 4 squarings.
    #[inline]
    pub(super) fn double(&self, f: &Field<L>) -> Self {
        let delta = f.square(&self.z);
        let gamma = f.square(&self.y);
        let beta = f.mul(&self.x, &gamma);
        // 3 (X - Z^2)(X + Z^2) = 3 X^2 + a Z^4
        let alpha = f.mul(&f.sub(&self.x, &delta), &f.add(&self.x, &delta));
        let alpha = f.add(&f.double(&alpha), &alpha);
        let beta4 = f.double(&f.double(&beta));
        let x = f.sub(&f.square(&alpha), &f.double(&beta4));
        let gamma8 = f.double(&f.square(&f.double(&gamma)));
        let y = f.sub(&f.mul(&alpha, &f.sub(&beta4, &x)), &gamma8);
        let z = f.double(&f.mul(&self.y, &self.z));
        Self { x, y, z }
    }

    /// The sum with an affine point: 8 multiplications, 3 squarings.
    #[inline]
    pub(super) fn add_affine(&self, other: &Affine<L>, f: &Field<L>) -> Self {
        if self.is_infinity() {
            return Self::from_affine(other, f);
        }
        let z2 = f.square(&self.z);
        let u = f.mul(&other.x, &z2);
        let s = f.mul(&other.y, &f.mul(&z2, &self.z));
        let sum = Difference {
            h: f.sub(&u, &self.x),
            r: f.sub(&s, &self.y),
        };
        self.finish(sum, &self.x, &self.y, &self.z, f)
    }

    /// The sum of any two points: 12 multiplications, 4 squarings.
    pub(super) fn add(&self, other: &Self, f: &Field<L>) -> Self {
        if self.is_infinity() {
            return *other;
        }
        if other.is_infinity() {
            return *self;
        }
        let (z1, z2) = (f.square(&self.z), f.square(&other.z));
        let u1 = f.mul(&self.x, &z2);
        let s1 = f.mul(&self.y, &f.mul(&z2, &other.z));
        let u2 = f.mul(&other.x, &z1);
        let s2 = f.mul(&other.y, &f.mul(&z1, &self.z));
        let sum = Difference {
            h: f.sub(&u2, &u1),
            r: f.sub(&s2, &s1),
        };
        self.finish(sum, &u1, &s1, &f.mul(&self.z, &other.z), f)
    }

    /// The chord through both points, from the differences of their coordinates brought to a
    /// common denominator; `u`, `s`: the first point's coordinates over it.
    #[inline(always)]
    fn finish(
        &self,
        Difference { h, r }: Difference<L>,
        u: &Element<L>,
        s: &Element<L>,
        z: &Element<L>,
        f: &Field<L>,
    ) -> Self {
        if h.is_zero() {
            return if r.is_zero() {
                self.double(f)
            } else {
                Self::INFINITY
            };
        }
        Self::chord(&h, &r, u, s, z, f)
    }

    /// The third point of the chord, its ends distinct and not opposite: without a branch.
    #[inline(always)]
    pub(super) fn chord(
        h: &Element<L>,
        r: &Element<L>,
        u: &Element<L>,
        s: &Element<L>,
        z: &Element<L>,
        f: &Field<L>,
    ) -> Self {
        let h2 = f.square(h);
        let h3 = f.mul(&h2, h);
        let v = f.mul(u, &h2);
        let x = f.sub(&f.sub(&f.square(r), &h3), &f.double(&v));
        let y = f.sub(&f.mul(r, &f.sub(&v, &x)), &f.mul(s, &h3));
        Self {
            x,
            y,
            z: f.mul(z, h),
        }
    }

    pub(super) fn negated(&self, f: &Field<L>) -> Self {
        Self {
            x: self.x,
            y: f.negate(&self.y),
            z: self.z,
        }
    }
}

impl<const L: usize> Zeroize for Jacobian<L> {
    fn zeroize(&mut self) {
        self.x.zeroize();
        self.y.zeroize();
        self.z.zeroize();
    }
}

/// What the coordinates of two points differ by, over a common denominator.
struct Difference<const L: usize> {
    h: Element<L>,
    r: Element<L>,
}
