//! Powers modulo an RSA modulus with a public exponent, in variable time.
//!
//! The common sizes have their own monomorphised arithmetic, some per cent faster than
//! integers on the heap, which carry every other size.
//!
//! An exponent of 65537 costs 16 squarings and one multiplication, whose plain operand brings the
//! result out of Montgomery form: `(x^65536 · R) · x / R`.

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams, FixedMontyForm, FixedMontyParams};
use crypto_bigint::{BoxedUint, Odd, Uint, Word};

/// Limbs of 1024 bits; the other sizes are multiples.
const LIMBS_1024: usize = 1024 / Word::BITS as usize;
const LIMBS_2048: usize = 2 * LIMBS_1024;
const LIMBS_3072: usize = 3 * LIMBS_1024;
const LIMBS_4096: usize = 4 * LIMBS_1024;

/// An odd modulus with its Montgomery parameters, by its length in whole bytes: one of 2047 bits
/// has 256 bytes too.
pub(super) enum Modulus {
    Bits2048(Box<FixedMontyParams<LIMBS_2048>>),
    Bits3072(Box<FixedMontyParams<LIMBS_3072>>),
    Bits4096(Box<FixedMontyParams<LIMBS_4096>>),
    Other(BoxedMontyParams),
}

impl Modulus {
    /// The modulus of these big-endian bytes, without leading zeros; `None` for an even one.
    pub(super) fn new(bytes: &[u8]) -> Option<Self> {
        Some(match bytes.len() {
            256 => Self::Bits2048(Box::new(fixed_params(bytes)?)),
            384 => Self::Bits3072(Box::new(fixed_params(bytes)?)),
            512 => Self::Bits4096(Box::new(fixed_params(bytes)?)),
            _ => {
                let modulus = Odd::new(BoxedUint::from_be_slice_vartime(bytes)).into_option()?;
                Self::Other(BoxedMontyParams::new_vartime(modulus))
            }
        })
    }

    /// `base` to the power of an odd `exponent` of at least 3 (RSAVP1, RFC 8017 §5.2.2), as
    /// many bytes as `base`; `None` when `base` is not below the modulus.
    ///
    /// `base` must be as many bytes as the modulus.
    pub(super) fn power(&self, base: &[u8], exponent: u64) -> Option<Vec<u8>> {
        match self {
            Self::Bits2048(params) => fixed_power(params, base, exponent),
            Self::Bits3072(params) => fixed_power(params, base, exponent),
            Self::Bits4096(params) => fixed_power(params, base, exponent),
            Self::Other(params) => boxed_power(params, base, exponent),
        }
    }
}

fn fixed_params<const LIMBS: usize>(bytes: &[u8]) -> Option<FixedMontyParams<LIMBS>> {
    let modulus = Odd::new(fixed(bytes)).into_option()?;
    Some(FixedMontyParams::new_vartime(modulus))
}

fn fixed<const LIMBS: usize>(bytes: &[u8]) -> Uint<LIMBS> {
    Uint::from_be_slice_truncated(bytes, Uint::<LIMBS>::BITS)
}

/// The last multiplication takes the base as it is, not in Montgomery form: that leaves the
/// Montgomery form with it and saves the conversion back.
fn fixed_power<const LIMBS: usize>(
    params: &FixedMontyParams<LIMBS>,
    base: &[u8],
    exponent: u64,
) -> Option<Vec<u8>> {
    let plain = fixed::<LIMBS>(base);
    if plain >= *params.modulus().as_ref() {
        return None;
    }
    let start = FixedMontyForm::new(&plain, params);
    let mut power = start;
    for run in runs(exponent) {
        power = power.square_repeat_vartime(run.squarings);
        if run.multiply {
            power = power.mul(&start);
        }
    }
    let plain = FixedMontyForm::from_montgomery(plain, params);
    Some(power.mul(&plain).as_montgomery().to_be_bytes().to_vec())
}

/// The same on the heap.
fn boxed_power(params: &BoxedMontyParams, base: &[u8], exponent: u64) -> Option<Vec<u8>> {
    let plain = BoxedUint::from_be_slice(base, params.bits_precision()).ok()?;
    if plain >= *params.modulus().as_ref() {
        return None;
    }
    let start = BoxedMontyForm::new(plain.clone(), params);
    let mut power = start.clone();
    for run in runs(exponent) {
        for _ in 0..run.squarings {
            power = power.square();
        }
        if run.multiply {
            power = power.mul(&start);
        }
    }
    let plain = BoxedMontyForm::from_montgomery(plain, params);
    let bytes = power.mul(&plain).as_montgomery().to_be_bytes();
    let padding = bytes.len().checked_sub(base.len())?;
    bytes.get(padding..).map(<[u8]>::to_vec)
}

/// Squarings up to the next one bit of the exponent, and whether a multiplication follows.
struct Run {
    squarings: u32,
    multiply: bool,
}

/// The exponent less its last bit, from the bit below the highest one: for 65537 that is one
/// run of 16 squarings without a multiplication.
fn runs(exponent: u64) -> impl Iterator<Item = Run> {
    let bits = exponent.checked_ilog2().unwrap_or(0);
    // the lowest bit is one and is the multiplication that the caller does last
    let mut rest = bits;
    core::iter::from_fn(move || {
        let mut squarings = 0;
        while rest > 0 {
            rest -= 1;
            squarings += 1;
            if rest > 0 && (exponent >> rest) & 1 == 1 {
                return Some(Run {
                    squarings,
                    multiply: true,
                });
            }
        }
        (squarings > 0).then_some(Run {
            squarings,
            multiply: false,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The exponent that the runs and the last multiplication make.
    fn value(exponent: u64) -> u128 {
        let power = runs(exponent).fold(1u128, |power, run| {
            (power << run.squarings) + u128::from(run.multiply)
        });
        power + 1
    }

    #[test]
    fn runs_make_the_exponent() {
        for exponent in [
            3,
            5,
            7,
            17,
            257,
            38_129,
            65_537,
            127_485,
            (1 << 63) | 1,
            u64::MAX,
        ] {
            assert_eq!(value(exponent), u128::from(exponent), "{exponent}");
        }
        assert_eq!(runs(65_537).count(), 1);
    }

    #[test]
    fn small_numbers_by_hand() {
        // 2^80 - 65 is prime and 10 bytes; 2^(e) below it is the power itself
        let mut modulus = [0xFF; 10];
        modulus[9] = 0xFF - 64;
        let modulus = Modulus::new(&modulus).unwrap();
        let mut two = [0; 10];
        two[9] = 2;
        let power = modulus.power(&two, 65).unwrap();
        assert_eq!(power, [0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert!(modulus.power(&[0xFF; 10], 3).is_none());
        assert_eq!(modulus.power(&[0; 10], 3).unwrap(), [0; 10]);
    }

    #[test]
    fn an_even_modulus_is_none() {
        for len in [128, 256, 384, 512, 1024] {
            assert!(Modulus::new(&vec![0xFE; len]).is_none());
        }
    }
}
