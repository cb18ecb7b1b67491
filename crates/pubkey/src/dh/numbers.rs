//! A group's numbers in the form the arithmetic wants, and powers of them.

use super::parameters::{Order, Parameters};
use crate::der::without_leading_zeros;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, NonZero, Odd};
use zeroize::{Zeroize, Zeroizing};

/// What is computed of a group once.
pub(super) struct Numbers {
    pub(super) modulus: BoxedMontyParams,
    /// the order, big-endian without leading zeros
    pub(super) q: Vec<u8>,
    order: NonZero<BoxedUint>,
    /// `(p - 1) / q`
    cofactor: BoxedUint,
}

/// A number modulo `p`, wiped on drop.
pub(super) struct Residue(BoxedMontyForm);

impl Numbers {
    pub(super) fn new(parameters: &Parameters) -> Self {
        let p = BoxedUint::from_be_slice_vartime(parameters.p);
        // never the default: every prime of the table is odd
        let modulus = Odd::new(p.clone()).into_option().unwrap_or_default();
        let (order, cofactor) = match parameters.order {
            // the lowest bit of p is one: the shift also subtracts it
            Order::SafePrime => (p.shr(1), BoxedUint::from(2u8)),
            Order::Prime(q) => {
                let q = BoxedUint::from_be_slice_vartime(q);
                let cofactor = cofactor(&p, &q);
                (q, cofactor)
            }
        };
        Self {
            modulus: BoxedMontyParams::new_vartime(modulus),
            q: without_leading_zeros(&order.to_be_bytes()).to_vec(),
            // never the default: no order of the table is zero
            order: NonZero::new(order).into_option().unwrap_or_default(),
            cofactor,
        }
    }

    /// A number of any size modulo `p`, in constant time.
    pub(super) fn residue(&self, bytes: &[u8]) -> Residue {
        let number = Zeroizing::new(BoxedUint::from_be_slice_vartime(bytes));
        let rest = number.rem(self.modulus.modulus().as_nz_ref());
        Residue(BoxedMontyForm::new(rest, &self.modulus))
    }

    /// A number of any size modulo the order, as long as the order, in constant time.
    pub(super) fn modulo_order(&self, bytes: &[u8]) -> Zeroizing<Vec<u8>> {
        let number = Zeroizing::new(BoxedUint::from_be_slice_vartime(bytes));
        let rest = Zeroizing::new(number.rem(&self.order));
        let padded = Zeroizing::new(rest.to_be_bytes().to_vec());
        let surplus = padded.len().saturating_sub(self.q.len());
        Zeroizing::new(padded.get(surplus..).unwrap_or_default().to_vec())
    }

    /// To the power `(p - 1) / q`: into the subgroup of the generator.
    pub(super) fn cleared(&self, base: &Residue) -> Residue {
        Residue(base.0.pow(&self.cofactor))
    }
}

/// `(p - 1) / q`: the rest of the division is 1, for `q` divides `p - 1`.
fn cofactor(p: &BoxedUint, q: &BoxedUint) -> BoxedUint {
    let q = NonZero::new(q.clone()).into_option();
    q.map_or_else(BoxedUint::zero, |q| p.wrapping_div_vartime(&q))
}

impl Residue {
    /// To the power of a big-endian exponent, in constant time for its length.
    pub(super) fn power(&self, exponent: &[u8]) -> Self {
        let exponent = Zeroizing::new(BoxedUint::from_be_slice_vartime(exponent));
        Self(self.0.pow(&exponent))
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        Self(self.0.mul(&other.0))
    }

    /// Big-endian, as long as the prime, which fills its bytes and its words.
    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let number = Zeroizing::new(self.0.retrieve());
        Zeroizing::new(number.to_be_bytes().to_vec())
    }

    pub(super) fn is_one(&self) -> bool {
        let one = BoxedMontyForm::one(self.0.params());
        self.0.as_montgomery() == one.as_montgomery()
    }
}

impl Drop for Residue {
    fn drop(&mut self) {
        self.0.as_montgomery_mut().zeroize();
    }
}
