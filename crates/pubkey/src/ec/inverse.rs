//! Modular inversion of public values, by `crypto-bigint`.
//!
//! Secret values are inverted by Fermat's theorem instead ([`Field::invert`]), whose time is that
//! of the exponent. One impl for each number of words that a curve of the table has.
//!
//! [`Field::invert`]: super::field::Field::invert

use super::field::Words;
use super::scalar::{from_be_bytes, write_be_bytes};
use crypto_bigint::{Odd, U192, U256, U320, U384, U512, U576};

/// A width of integer for which `crypto-bigint` has a type on every platform.
pub(super) trait Invert {
    /// The inverse modulo an odd prime, in variable time; zero of zero.
    fn invert_vartime(&self, modulus: &Self) -> Self;
}

macro_rules! invert {
    ($($limbs:literal: $uint:ty),*) => {$(
        impl Invert for Words<$limbs> {
            fn invert_vartime(&self, modulus: &Self) -> Self {
                let convert = |words: &Self| {
                    let mut bytes = [0; 8 * $limbs];
                    write_be_bytes(words, &mut bytes);
                    <$uint>::from_be_slice(&bytes)
                };
                Odd::new(convert(modulus))
                    .into_option()
                    .and_then(|modulus| convert(self).invert_odd_mod_vartime(&modulus).into_option())
                    .and_then(|inverse| from_be_bytes(inverse.to_be_bytes().as_ref()))
                    .unwrap_or([0; $limbs])
            }
        }
    )*};
}

invert!(3: U192, 4: U256, 5: U320, 6: U384, 8: U512, 9: U576);
