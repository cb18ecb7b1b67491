//! Square roots modulo a prime, for points in compressed form (SEC 1 §2.3.4). Variable time.

use super::field::{Element, Field, Words};
use super::scalar::bits;

impl<const L: usize> Field<L> {
    /// A square root where there is one.
    ///
    /// Tonelli and Shanks, which for a prime of the form 4k + 3 (every one of the table but that
    /// of P-224) is the one power `a^((p + 1) / 4)`.
    pub(super) fn sqrt_vartime(&self, a: &Element<L>) -> Option<Element<L>> {
        let (odd_part, twos) = self.split_order();
        let half = halved(&odd_part);
        // root = a^((q + 1) / 2), rest = a^q, where p - 1 = q * 2^twos
        let power = self.pow(a, &half);
        let mut root = self.mul(&power, a);
        let mut rest = self.mul(&power, &root);
        let mut twist = self.pow(&self.non_square(), &odd_part);
        let mut order = twos;
        while rest != self.one() && !rest.is_zero() {
            let exponent = self.squarings_to_one(&rest, order)?;
            for _ in 1..order - exponent {
                twist = self.square(&twist);
            }
            root = self.mul(&root, &twist);
            twist = self.square(&twist);
            rest = self.mul(&rest, &twist);
            order = exponent;
        }
        (self.square(&root) == *a).then_some(root)
    }

    /// After how many squarings, fewer than `limit`, `value` becomes one.
    fn squarings_to_one(&self, value: &Element<L>, limit: usize) -> Option<usize> {
        let mut power = *value;
        for count in 0..limit {
            if power == self.one() {
                return Some(count);
            }
            power = self.square(&power);
        }
        None
    }

    /// The odd part of p - 1 and how often 2 divides it.
    fn split_order(&self) -> (Words<L>, usize) {
        let mut rest = halved(self.modulus());
        let mut twos = 1;
        while bits(&rest, 0, 1) == 0 && rest != [0; L] {
            rest = halved(&rest);
            twos += 1;
        }
        (rest, twos)
    }

    /// The smallest number that is no square: every second number is none, so the search is short.
    fn non_square(&self) -> Element<L> {
        let half_order = halved(self.modulus());
        let minus_one = self.negate(&self.one());
        let mut candidate = self.double(&self.one());
        while self.pow(&candidate, &half_order) != minus_one {
            candidate = self.add(&candidate, &self.one());
        }
        candidate
    }
}

/// Half of the integer, rounded down.
fn halved<const L: usize>(words: &Words<L>) -> Words<L> {
    let mut half = *words;
    let mut from_above = 0;
    for word in half.iter_mut().rev() {
        let low_bit = *word << 63;
        *word = *word >> 1 | from_above;
        from_above = low_bit;
    }
    half
}
