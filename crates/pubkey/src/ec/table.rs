//! Tables of a point's odd multiples, for sums of multiples in variable time.
//!
//! ```text
//! row 0   1P, 3P, 5P, … (2^(w-1) - 1)P
//! row k   the same of 2^(k chunk) P         only with parts, k = 1 to 3
//! ```
//!
//! Points are affine, for additions with them are a third cheaper; one inversion pays for all.

use super::field::{Element, Field, Words};
use super::inverse::Invert;
use super::jacobian::{Affine, Jacobian};
use super::wnaf::SignedDigits;

/// Into how many parts a number is cut when the table has multiples for each.
const PARTS: usize = 4;

/// How a table is made.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// width of the signed digits
    pub(super) width: usize,
    /// bits of the numbers that the point is multiplied with
    pub(super) bits: usize,
    /// multiples of the point alone, or also of `2^(k chunk)` times the point for `PARTS`
    /// values of k, which takes as long as a verification and saves three quarters of the
    /// doublings of every later one
    pub(super) parts: bool,
}

impl Layout {
    /// Doublings from one part of the number to the next; signed digits have one position more
    /// than the number has bits.
    const fn chunk(self) -> usize {
        if self.parts {
            (self.bits + 1).div_ceil(PARTS)
        } else {
            self.bits + 1
        }
    }

    /// One for each part.
    const fn rows(self) -> usize {
        if self.parts { PARTS } else { 1 }
    }

    /// How many odd multiples a digit of the width can name.
    const fn row_len(self) -> usize {
        1 << (self.width - 2)
    }
}

/// The odd multiples 1, 3, 5, … of a point, a row for each part of the number.
pub(super) struct Table<const L: usize> {
    layout: Layout,
    points: Vec<Affine<L>>,
}

impl<const L: usize> Table<L>
where
    Words<L>: Invert,
{
    pub(super) fn new(point: &Affine<L>, layout: Layout, field: &Field<L>) -> Self {
        let mut base = Jacobian::from_affine(point, field);
        let mut points = Vec::with_capacity(layout.rows() * layout.row_len());
        for row in 0..layout.rows() {
            if row > 0 {
                for _ in 0..layout.chunk() {
                    base = base.double(field);
                }
            }
            push_odd_multiples(&base, layout.row_len(), field, &mut points);
        }
        Self {
            layout,
            points: to_affine(&points, field),
        }
    }
}

impl<const L: usize> Table<L> {
    /// The multiple of the row's point by this odd, positive digit.
    #[inline]
    fn get(&self, row: usize, digit: u8) -> Option<&Affine<L>> {
        self.points
            .get(row * self.layout.row_len() + usize::from(digit / 2))
    }
}

/// Appends 1, 3, 5, … times the point.
fn push_odd_multiples<const L: usize>(
    point: &Jacobian<L>,
    count: usize,
    field: &Field<L>,
    points: &mut Vec<Jacobian<L>>,
) {
    let twice = point.double(field);
    let mut multiple = *point;
    points.push(multiple);
    for _ in 1..count {
        multiple = multiple.add(&twice, field);
        points.push(multiple);
    }
}

/// All points at the price of one inversion (Montgomery's trick). None is at infinity, for the
/// order is a prime that divides no multiple in a table.
pub(super) fn to_affine<const L: usize>(points: &[Jacobian<L>], field: &Field<L>) -> Vec<Affine<L>>
where
    Words<L>: Invert,
{
    let mut product = field.one();
    let mut products = Vec::with_capacity(points.len());
    for point in points {
        products.push(product);
        product = field.mul(&product, &point.z);
    }
    let mut inverse = field.invert_vartime(&product);
    let mut affine = Vec::with_capacity(points.len());
    for (point, before) in points.iter().zip(products).rev() {
        affine.push(divided(point, &field.mul(&inverse, &before), field));
        inverse = field.mul(&inverse, &point.z);
    }
    affine.reverse();
    affine
}

/// The affine point, given `1 / Z`.
fn divided<const L: usize>(
    point: &Jacobian<L>,
    inverse: &Element<L>,
    field: &Field<L>,
) -> Affine<L> {
    let square = field.square(inverse);
    Affine {
        x: field.mul(&point.x, &square),
        y: field.mul(&point.y, &field.mul(&square, inverse)),
    }
}

/// The sum of two multiples, `a` times the point of one table and `b` times the point of the
/// other (Straus: the doublings are shared). Both tables cut numbers alike.
pub(super) fn sum_of_multiples<const L: usize>(
    (a, first): (&Words<L>, &Table<L>),
    (b, second): (&Words<L>, &Table<L>),
    field: &Field<L>,
) -> Jacobian<L> {
    let digits =
        |number, table: &Table<L>| SignedDigits::new(number, table.layout.bits, table.layout.width);
    let terms = [(digits(a, first), first), (digits(b, second), second)];
    let chunk = first.layout.chunk();
    let mut sum = Jacobian::INFINITY;
    for position in (0..chunk).rev() {
        if !sum.is_infinity() {
            sum = sum.double(field);
        }
        for (digits, table) in &terms {
            for row in 0..table.layout.rows() {
                sum = add_digit(sum, digits.digit(row * chunk + position), row, table, field);
            }
        }
    }
    sum
}

#[inline(always)]
fn add_digit<const L: usize>(
    sum: Jacobian<L>,
    digit: i8,
    row: usize,
    table: &Table<L>,
    field: &Field<L>,
) -> Jacobian<L> {
    match table.get(row, digit.unsigned_abs()) {
        Some(point) if digit > 0 => sum.add_affine(point, field),
        Some(point) if digit < 0 => sum.add_affine(&point.negated(field), field),
        _ => sum,
    }
}
