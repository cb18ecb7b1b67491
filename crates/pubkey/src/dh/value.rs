//! Public values.

use super::parameters::Order;
use super::{Group, symbol};
use crate::error::KeyError;

/// A public value of the subgroup: not 1, and its power of the order is 1.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Value {
    group: &'static Group,
    /// big-endian, as long as the prime
    bytes: Vec<u8>,
}

impl Value {
    /// Validates a public value (RFC 2631 §2.1.5): `2 <= y <= p - 2` and `y^q = 1`.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] for a length other than the prime's,
    /// [`KeyError::ValueInvalid`] for a value that is not one of the group.
    pub(crate) fn decode(group: &'static Group, bytes: &[u8]) -> Result<Self, KeyError> {
        if bytes.len() != group.value_len() {
            return Err(KeyError::Malformed { offset: 0 });
        }
        if is_small(bytes) || !is_below_last(bytes, group.p()) || !is_member(group, bytes) {
            return Err(KeyError::ValueInvalid);
        }
        Ok(Self::trusted(group, bytes.to_vec()))
    }

    /// A value that was computed here and is as long as the prime.
    pub(super) const fn trusted(group: &'static Group, bytes: Vec<u8>) -> Self {
        Self { group, bytes }
    }

    pub(crate) const fn group(&self) -> &'static Group {
        self.group
    }

    /// Big-endian, as long as the prime.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl core::fmt::Debug for Value {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Value({})", self.group.name())
    }
}

/// 0 or 1.
fn is_small(bytes: &[u8]) -> bool {
    matches!(bytes.split_last(), Some((0 | 1, rest)) if rest.iter().all(|byte| *byte == 0))
}

/// Whether a value as long as `p` is at most `p - 2`: below `p` with its lowest bit cleared.
fn is_below_last(bytes: &[u8], p: &[u8]) -> bool {
    match (bytes.split_last(), p.split_last()) {
        (Some((low, high)), Some((p_low, p_high))) => (high, *low) < (p_high, p_low & 0xFE),
        _ => false,
    }
}

/// Whether `y^q = 1`. Modulo a safe prime the subgroup is that of the squares, and a Jacobi
/// symbol tells as much as the power in a hundredth of the time.
fn is_member(group: &Group, bytes: &[u8]) -> bool {
    match group.parameters.order {
        Order::SafePrime => symbol::is_square(bytes, group.p()),
        Order::Prime(q) => group.numbers().residue(bytes).power(q).is_one(),
    }
}
