//! Secret exponents.

use super::{Generator, Group, Value};
use crate::error::KeyError;
use subtle::{Choice, ConstantTimeEq, ConstantTimeLess};
use zeroize::Zeroizing;

/// A secret exponent from 1 to the order less 1, as long as the order; wiped on drop.
pub(crate) struct Exponent {
    group: &'static Group,
    bytes: Zeroizing<Vec<u8>>,
}

impl Exponent {
    /// The exponent of these big-endian bytes, leading zeros allowed.
    ///
    /// # Errors
    /// [`KeyError::ScalarOutOfRange`] for zero, the order and above.
    pub(crate) fn new(group: &'static Group, bytes: &[u8]) -> Result<Self, KeyError> {
        let length = group.exponent_len();
        let surplus = bytes.len().saturating_sub(length);
        let (above, low) = bytes.split_at_checked(surplus).unwrap_or_default();
        let mut padded = Zeroizing::new(vec![0; length - low.len()]);
        padded.reserve_exact(low.len());
        padded.extend_from_slice(low);
        let in_range = is_less(&padded, group.q()) & !is_zero(&padded) & is_zero(above);
        if bool::from(in_range) {
            Ok(Self {
                group,
                bytes: padded,
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

fn is_zero(bytes: &[u8]) -> Choice {
    bytes.iter().fold(0, |all, byte| all | byte).ct_eq(&0)
}

/// Whether one big-endian number is below another of the same length, in constant time.
fn is_less(number: &[u8], bound: &[u8]) -> Choice {
    let mut less = Choice::from(0);
    let mut equal = Choice::from(1);
    for (digit, limit) in number.iter().zip(bound) {
        less |= equal & digit.ct_lt(limit);
        equal &= digit.ct_eq(limit);
    }
    less
}
