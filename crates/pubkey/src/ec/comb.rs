//! A secret multiple of the generator, in constant time, by a comb (Lim and Lee 1994) with signs
//! for bits (see `odd`).
//!
//! ```text
//! sign of 2^i      i = row · BLOCKS · width + block · width + column
//! digit            one column of one block: a sign from each of the 6 rows
//! 256 bits         width 22: 21 doublings, 44 additions
//! ```
//!
//! The signs of the scalar stand in `TEETH` rows; the rows are cut into `BLOCKS` parts of `width`
//! columns. A column of a block is a digit: the sum of one sign for each row. So a multiple takes
//! `width - 1` doublings and `BLOCKS * width` additions, all of them complete, and each look-up
//! reads the whole table of its block.

use super::complete::Projective;
use super::field::{Element, Field, Words};
use super::inverse::Invert;
use super::jacobian::{Affine, Jacobian};
use super::mask::{gather, select};
use super::odd::{OddScalar, SignedIndex};
use super::table::to_affine;

/// Rows: one more doubles the tables and saves one column in seven. 6 and 2 make 64 points.
const TEETH: usize = 6;
/// Tables for each generator: more of them save doublings, and no additions.
const BLOCKS: usize = 2;
/// The highest tooth is always taken: its sign is that of the digit.
const ENTRIES: usize = 1 << (TEETH - 1);

/// The tables of one point.
pub(super) struct Comb<const L: usize> {
    /// columns of a block
    width: usize,
    /// `ENTRIES` sums for each block
    points: Vec<Affine<L>>,
}

impl<const L: usize> Comb<L>
where
    Words<L>: Invert,
{
    /// The tables of a public point, in variable time.
    pub(super) fn new(point: &Affine<L>, order_bits: usize, field: &Field<L>) -> Self {
        let width = order_bits.div_ceil(TEETH * BLOCKS);
        let mut teeth = [[Jacobian::INFINITY; TEETH]; BLOCKS];
        let mut power = Jacobian::from_affine(point, field);
        for row in 0..TEETH {
            for block in &mut teeth {
                if let Some(tooth) = block.get_mut(row) {
                    *tooth = power;
                }
                for _ in 0..width {
                    power = power.double(field);
                }
            }
        }
        let points: Vec<_> = teeth.iter().flat_map(|block| sums(block, field)).collect();
        Self {
            width,
            points: to_affine(&points, field),
        }
    }
}

/// The highest tooth plus or minus each of the others: plus where the index has a one.
fn sums<const L: usize>(teeth: &[Jacobian<L>; TEETH], field: &Field<L>) -> Vec<Jacobian<L>> {
    let Some((highest, others)) = teeth.split_last() else {
        return Vec::new();
    };
    let lowest = others
        .iter()
        .fold(*highest, |sum, tooth| sum.add(&tooth.negated(field), field));
    let mut sums = Vec::with_capacity(ENTRIES);
    sums.push(lowest);
    for tooth in others {
        let twice = tooth.double(field);
        for index in 0..sums.len() {
            let with = sums.get(index).map(|sum| sum.add(&twice, field));
            sums.extend(with);
        }
    }
    sums
}

impl<const L: usize> Comb<L> {
    /// `scalar` times the point; the scalar may be zero or the order.
    pub(super) fn multiply(
        &self,
        scalar: &OddScalar<L>,
        b: &Element<L>,
        f: &Field<L>,
    ) -> Projective<L> {
        let row = BLOCKS * self.width;
        let mut sum = Projective::infinity(f);
        for column in (0..self.width).rev() {
            if column + 1 < self.width {
                sum = sum.double(b, f);
            }
            for (block, table) in self.points.chunks_exact(ENTRIES).enumerate() {
                let first = block * self.width + column;
                let signs = scalar.signs((first..).step_by(row).take(TEETH), TEETH * row);
                let entry = look_up(table, &SignedIndex::new(signs, TEETH), f);
                sum = sum.add_affine(&entry, b, f);
            }
        }
        sum.negated_if(scalar.negated, f)
    }
}

/// The entry that the digit names, or its opposite; the whole table is read.
#[inline(always)]
fn look_up<const L: usize>(table: &[Affine<L>], digit: &SignedIndex, f: &Field<L>) -> Affine<L> {
    let mut found = Affine {
        x: Element::ZERO,
        y: Element::ZERO,
    };
    for (place, entry) in (0u64..).zip(table) {
        let mask = digit.mask_at(place);
        gather(&mut found.x, &entry.x, mask);
        gather(&mut found.y, &entry.y, mask);
    }
    let opposite = f.negate(&found.y);
    found.y = Element(select(digit.negative, &opposite.0, &found.y.0));
    found
}
