//! Generators that PACE maps a nonce to (Doc 9303-11 §4.4.3.3).

use super::exponent::is_zero;
use super::numbers::Residue;
use super::{Exponent, Group, Value};
use crate::error::KeyError;
use zeroize::Zeroizing;

/// A mapped generator: secret until the protocol is over, wiped on drop.
pub(crate) struct Generator {
    group: &'static Group,
    /// big-endian, as long as the prime
    bytes: Zeroizing<Vec<u8>>,
}

impl Generator {
    /// Generic Mapping: `g^s * h`, `h` the value shared by the first pair of keys and `s` the
    /// nonce (Doc 9303-11 §4.4.3.3.1).
    ///
    /// # Errors
    /// [`KeyError::DomainMismatch`] for a key of another group, [`KeyError::Degenerate`] when
    /// the result is 1.
    pub(crate) fn generic(own: &Exponent, other: &Value, nonce: &[u8]) -> Result<Self, KeyError> {
        let group = own.group();
        let numbers = group.numbers();
        let shared = numbers.residue(&own.agree(other)?);
        let power = numbers.residue(group.g()).power(nonce);
        Self::new(group, &power.times(&shared))
    }

    /// Integrated Mapping: `R^((p-1)/q)`, `R` the pseudo-random number of the two nonces, which
    /// is reduced modulo `p` here (Doc 9303-11 §4.4.3.3.2).
    ///
    /// # Errors
    /// [`KeyError::Degenerate`] when the result is 0 or 1.
    pub(crate) fn integrated(
        group: &'static Group,
        pseudo_random: &[u8],
    ) -> Result<Self, KeyError> {
        let numbers = group.numbers();
        let base = numbers.residue(pseudo_random);
        Self::new(group, &numbers.cleared(&base))
    }

    fn new(group: &'static Group, residue: &Residue) -> Result<Self, KeyError> {
        let bytes = residue.to_bytes();
        if residue.is_one() || is_zero(&bytes).into() {
            return Err(KeyError::Degenerate);
        }
        Ok(Self { group, bytes })
    }

    pub(crate) const fn group(&self) -> &'static Group {
        self.group
    }

    /// Big-endian, as long as the prime.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl core::fmt::Debug for Generator {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Generator({}, hidden)", self.group.name())
    }
}
