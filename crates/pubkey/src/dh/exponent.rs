//! Secret exponents.
//!
//! They are kept below the order, not below the prime: a power is the same, and 160 to 256 bits
//! instead of 1024 and more take a fraction of the time.

use super::{Generator, Group, Value};
use crate::error::KeyError;
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

/// A secret exponent from 1 to the order less 1, as long as the order; wiped on drop.
pub(crate) struct Exponent {
    group: &'static Group,
    bytes: Zeroizing<Vec<u8>>,
}

impl Exponent {
    /// The exponent of these big-endian bytes.
    ///
    /// A number in no more bytes than the order has must be below it. A longer one, of up to as
    /// many bytes as the prime, counts modulo the order: whoever has a key of PKCS#3 chose it
    /// below the prime, as the worked examples of Doc 9303-11 do.
    ///
    /// # Errors
    /// [`KeyError::ScalarOutOfRange`] for zero modulo the order, and what is not below the order
    /// or longer than the prime.
    pub(crate) fn new(group: &'static Group, bytes: &[u8]) -> Result<Self, KeyError> {
        if bytes.len() > group.value_len() {
            return Err(KeyError::ScalarOutOfRange);
        }
        let reduced = group.numbers().modulo_order(bytes);
        let is_long = Choice::from(u8::from(bytes.len() > group.exponent_len()));
        let unchanged = is_long | ends_with(&reduced, bytes);
        if bool::from(unchanged & !is_zero(&reduced)) {
            Ok(Self {
                group,
                bytes: reduced,
            })
        } else {
            Err(KeyError::ScalarOutOfRange)
        }
    }

    pub(crate) const fn group(&self) -> &'static Group {
        self.group
    }

    /// The public value on the group's own generator.
    pub(crate) fn public_value(&self) -> Value {
        let power = self.group.numbers().residue(self.group.g());
        Value::trusted(self.group, power.power(&self.bytes).to_bytes().to_vec())
    }

    /// The public value on another generator.
    ///
    /// # Errors
    /// [`KeyError::DomainMismatch`] for a generator of another group.
    pub(crate) fn public_value_on(&self, generator: &Generator) -> Result<Value, KeyError> {
        self.same_group(generator.group())?;
        let power = self.group.numbers().residue(generator.bytes());
        let value = power.power(&self.bytes).to_bytes().to_vec();
        Ok(Value::trusted(self.group, value))
    }

    /// The shared value with another party, as long as the prime.
    ///
    /// # Errors
    /// [`KeyError::DomainMismatch`] for a value of another group, [`KeyError::Degenerate`] when
    /// the result is 1, which no value that was validated gives.
    pub(crate) fn agree(&self, other: &Value) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        self.same_group(other.group())?;
        let shared = self.group.numbers().residue(other.bytes());
        let shared = shared.power(&self.bytes);
        if shared.is_one() {
            return Err(KeyError::Degenerate);
        }
        Ok(shared.to_bytes())
    }

    fn same_group(&self, other: &Group) -> Result<(), KeyError> {
        if self.group == other {
            Ok(())
        } else {
            Err(KeyError::DomainMismatch)
        }
    }
}

impl core::fmt::Debug for Exponent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Exponent({}, hidden)", self.group.name())
    }
}

/// Whether a big-endian number is zero, in constant time.
pub(super) fn is_zero(bytes: &[u8]) -> Choice {
    bytes.iter().fold(0, |all, byte| all | byte).ct_eq(&0)
}

/// Whether a number ends in the bytes of another that is no longer, after zeros.
fn ends_with(number: &[u8], end: &[u8]) -> Choice {
    let start = number.len().saturating_sub(end.len());
    match number.split_at_checked(start) {
        Some((zeros, rest)) => is_zero(zeros) & rest.ct_eq(end),
        None => Choice::from(0),
    }
}
