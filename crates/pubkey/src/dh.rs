//! Diffie-Hellman in a subgroup of prime order of the integers modulo a prime (RFC 2631).
//!
//! The groups are those of RFC 5114 §2, which PACE names by the ids 0 to 2 (Doc 9303-11
//! §9.5.1), and the safe primes of RFC 3526, which keys for Chip Authentication may use. There
//! are no others: parameters that a chip chooses are never computed with.
//!
//! | groups | prime `p` | order `q` of the generator | a value is checked by |
//! |---|---|---|---|
//! | RFC 5114 §2.1 to §2.3 | 1024, 2048, 2048 bits | 160, 224, 256 bits | the power `y^q = 1` |
//! | RFC 3526 §2 to §7 | 1536 to 8192 bits | `(p - 1) / 2` | a Jacobi symbol |
//!
//! Powers with a secret exponent or of a secret base take the same time whatever they are: a
//! fixed window, and every entry of its table is read. The validation of a public value takes
//! variable time. Intermediate values of the arithmetic are wiped where they are ours to wipe.

mod exponent;
mod generator;
mod numbers;
mod parameters;
mod rfc3526;
mod rfc5114;
mod symbol;
#[cfg(test)]
mod tests;
mod value;

use crate::der;
use numbers::Numbers;
use parameters::Parameters;
use std::sync::OnceLock;

pub(crate) use exponent::Exponent;
pub(crate) use generator::Generator;
pub(crate) use value::Value;

/// A group: a prime `p`, and a generator `g` of prime order `q`.
pub struct Group {
    parameters: &'static Parameters,
    /// what the first use computes
    numbers: OnceLock<Numbers>,
}

/// RFC 5114 first, in the order of PACE's ids, then RFC 3526 by size.
static GROUPS: [Group; 9] = [
    Group::of(&rfc5114::MODP_1024_160),
    Group::of(&rfc5114::MODP_2048_224),
    Group::of(&rfc5114::MODP_2048_256),
    Group::of(&rfc3526::MODP_1536),
    Group::of(&rfc3526::MODP_2048),
    Group::of(&rfc3526::MODP_3072),
    Group::of(&rfc3526::MODP_4096),
    Group::of(&rfc3526::MODP_6144),
    Group::of(&rfc3526::MODP_8192),
];

/// How many of [`GROUPS`] are standardized domain parameters.
const STANDARDIZED: usize = 3;

impl Group {
    const fn of(parameters: &'static Parameters) -> Self {
        Self {
            parameters,
            numbers: OnceLock::new(),
        }
    }

    /// Every group: RFC 5114 in the order of PACE's ids, then RFC 3526 by size.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &GROUPS
    }

    /// The group of a standardized domain parameter id, 0 to 2 (Doc 9303-11 §9.5.1).
    #[must_use]
    pub fn standardized(id: u8) -> Option<&'static Self> {
        GROUPS.iter().take(STANDARDIZED).nth(usize::from(id))
    }

    /// The name: `MODP-2048/256` (bits of `p` and `q`) for RFC 5114, `MODP-3072` for RFC 3526.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.parameters.name
    }

    /// The prime, big-endian without leading zeros.
    #[must_use]
    pub const fn p(&self) -> &'static [u8] {
        self.parameters.p
    }

    /// The generator, big-endian.
    #[must_use]
    pub const fn g(&self) -> &'static [u8] {
        self.parameters.g
    }

    /// The order of the generator, big-endian without leading zeros.
    #[must_use]
    pub fn q(&self) -> &[u8] {
        &self.numbers().q
    }

    /// Bits of the prime.
    #[must_use]
    pub const fn bits(&self) -> usize {
        self.p().len() * 8
    }

    /// Bytes of a public value and of a shared one: those of the prime.
    #[must_use]
    pub const fn value_len(&self) -> usize {
        self.p().len()
    }

    /// Bytes of a secret exponent: those of the order.
    #[must_use]
    pub fn exponent_len(&self) -> usize {
        self.q().len()
    }

    /// The group of these numbers, big-endian without leading zeros; `None` for any other prime,
    /// another generator of a known prime, or another order where one is given.
    #[must_use]
    pub fn from_parameters(p: &[u8], g: &[u8], q: Option<&[u8]>) -> Option<&'static Self> {
        GROUPS.iter().find(|group| {
            let same_g = der::without_leading_zeros(group.g()) == g;
            group.p() == p && same_g && q.is_none_or(|q| q == group.q())
        })
    }

    fn numbers(&self) -> &Numbers {
        self.numbers.get_or_init(|| Numbers::new(self.parameters))
    }
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Group {}

impl core::fmt::Debug for Group {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Group({})", self.name())
    }
}
