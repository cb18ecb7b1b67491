//! A public point at work: verification of ECDSA signatures in variable time, and the
//! constant-time product with a secret scalar.
//!
//! ```text
//! SEC 1 §4.1.4   u1 = e / s, u2 = r / s modulo n,  R = u1·G + u2·Q,  right where x(R) = r modulo n
//! ```
//!
//! `x(R)` is a field element and `r` a number below the order, so `r` and, where it is still below
//! the prime, `r + n` are the candidates.

use super::field::Words;
use super::inverse::Invert;
use super::jacobian::{Affine, Jacobian};
use super::model::{Group, Point};
use super::scalar::{checked_add, from_digest, is_below, to_be_bytes};
use super::table::{Table, sum_of_multiples};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroizing;

/// A point of a group, with a table of its multiples from its second verification on.
///
/// A document's own key verifies one signature, and the table costs as much as that; the key of
/// an issuing authority verifies thousands.
pub(super) struct PublicPoint<const L: usize> {
    group: &'static Group<L>,
    point: Affine<L>,
    used: AtomicBool,
    table: OnceLock<Table<L>>,
}

impl<const L: usize> PublicPoint<L>
where
    Words<L>: Invert,
{
    pub(super) const fn new(group: &'static Group<L>, point: Affine<L>) -> Self {
        Self {
            group,
            point,
            used: AtomicBool::new(false),
            table: OnceLock::new(),
        }
    }

    /// Width 5: 8 odd multiples for each part. The generator has 7 and 32, made once.
    fn make_table(&self, width: usize, parts: bool) -> Table<L> {
        Table::new(
            &self.point,
            self.group.layout(width, parts),
            &self.group.field,
        )
    }

    /// `u1` times the generator plus `u2` times this point.
    fn sum(&self, u1: &Words<L>, u2: &Words<L>) -> Jacobian<L> {
        let group = self.group;
        let field = &group.field;
        if self.used.swap(true, Ordering::Relaxed) {
            let table = self.table.get_or_init(|| self.make_table(5, true));
            sum_of_multiples((u1, group.generator_table(true)), (u2, table), field)
        } else {
            let table = self.make_table(5, false);
            sum_of_multiples((u1, group.generator_table(false)), (u2, &table), field)
        }
    }

    /// Whether the curve's x-coordinate of the point is `r` modulo the order: compared with the
    /// numerator, so that nothing is inverted.
    fn has_x(&self, point: &Jacobian<L>, r: &Words<L>) -> bool {
        let (field, order) = (&self.group.field, &self.group.order);
        let denominator = field.square(&point.z);
        let factor = field.mul(&denominator, &self.group.to_model.x);
        let is_x = |candidate: &Words<L>| {
            is_below(candidate, field.modulus())
                && field.mul(&field.enter(candidate), &factor) == point.x
        };
        is_x(r) || checked_add(r, order.modulus()).is_some_and(|next| is_x(&next))
    }

    /// The equation, with r and s within 1 to the order less one.
    fn verify_words(&self, digest: &[u8], r: &Words<L>, s: &Words<L>) -> bool {
        let order = &self.group.order;
        let number = from_digest(digest, order.modulus());
        let inverse = order.enter(&s.invert_vartime(order.modulus()));
        let u1 = order.mul_number(&inverse, &number);
        let u2 = order.mul_number(&inverse, r);
        let sum = self.sum(&u1, &u2);
        !sum.is_infinity() && self.has_x(&sum, r)
    }
}

impl<const L: usize> Point for PublicPoint<L>
where
    Words<L>: Invert,
{
    fn verify(&self, digest: &[u8], r: &[u8], s: &[u8]) -> bool {
        match (self.group.scalar(r), self.group.scalar(s)) {
            (Some(r), Some(s)) => self.verify_words(digest, &r, &s),
            _ => false,
        }
    }

    fn encode(&self) -> Vec<u8> {
        let (x, y) = self.group.coordinates(&self.point);
        [&[4][..], &x, &y].concat()
    }

    fn shared_secret(&self, scalar: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let scalar = self.group.scalar(scalar)?;
        let product = self
            .group
            .to_affine(self.group.multiply(&scalar, &self.point))?;
        let x = Zeroizing::new(self.group.x_of(&product));
        Some(Zeroizing::new(to_be_bytes(&x, self.group.field_bytes)))
    }
}
