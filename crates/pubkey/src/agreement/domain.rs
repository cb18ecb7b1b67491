//! Domain parameters: a curve or a group.
//!
//! A domain is a reference into the tables of this crate and never made of numbers that somebody
//! sends, so to compare two of them is to compare their names, and none is weak by design of the
//! sender (Doc 9303-11 §9.2.2).

use crate::dh;
use crate::ec::{Curve, NamedCurve};

/// What keys are agreed over.
///
/// ```
/// use vidimus_pubkey::agreement::Domain;
///
/// let curve = Domain::standardized(13).ok_or("reserved")?;
/// assert_eq!(curve.name(), "brainpoolP256r1");
/// assert_eq!((curve.public_len(), curve.secret_len(), curve.shared_len()), (65, 32, 32));
///
/// let group = Domain::standardized(2).ok_or("reserved")?;
/// assert_eq!(group.name(), "MODP-2048/256");
/// assert_eq!((group.public_len(), group.secret_len(), group.shared_len()), (256, 32, 256));
///
/// assert_eq!(Domain::standardized(3), None);
/// # Ok::<(), &str>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// A curve of the table.
    Ec(&'static Curve),
    /// A subgroup of prime order of the integers modulo a prime.
    Dh(&'static dh::Group),
}

impl Domain {
    /// The standardized domain parameters of this id (Doc 9303-11 §9.5.1): 0 to 2 are groups of
    /// RFC 5114, 8 to 18 curves. Every other id is reserved.
    #[must_use]
    pub fn standardized(id: u8) -> Option<Self> {
        let curve = match id {
            8 => NamedCurve::P192,
            9 => NamedCurve::BrainpoolP192r1,
            10 => NamedCurve::P224,
            11 => NamedCurve::BrainpoolP224r1,
            12 => NamedCurve::P256,
            13 => NamedCurve::BrainpoolP256r1,
            14 => NamedCurve::BrainpoolP320r1,
            15 => NamedCurve::P384,
            16 => NamedCurve::BrainpoolP384r1,
            17 => NamedCurve::BrainpoolP512r1,
            18 => NamedCurve::P521,
            _ => return dh::Group::standardized(id).map(Self::Dh),
        };
        Some(Self::Ec(Curve::named(curve)))
    }

    /// The name people know: `brainpoolP256r1`, `MODP-2048/256`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ec(curve) => curve.name(),
            Self::Dh(group) => group.name(),
        }
    }

    /// The size by which people name the domain, not to be compared between the two kinds: bits of
    /// the curve's order or of the prime.
    #[must_use]
    pub const fn bits(&self) -> usize {
        match self {
            Self::Ec(curve) => curve.order_bits(),
            Self::Dh(group) => group.bits(),
        }
    }

    /// Bytes of an encoded public key: `04`, x, y, or as many as the prime has.
    #[must_use]
    pub const fn public_len(&self) -> usize {
        match self {
            Self::Ec(curve) => 1 + 2 * curve.field_bytes(),
            Self::Dh(group) => group.value_len(),
        }
    }

    /// Bytes of a secret scalar: those of the order.
    #[must_use]
    pub fn secret_len(&self) -> usize {
        self.order().len()
    }

    /// Bytes of a shared value: a coordinate, or as many as the prime has.
    #[must_use]
    pub const fn shared_len(&self) -> usize {
        match self {
            Self::Ec(curve) => curve.field_bytes(),
            Self::Dh(group) => group.value_len(),
        }
    }

    /// The order of the generator, big-endian without leading zeros.
    pub(super) fn order(&self) -> &'static [u8] {
        let order = match self {
            Self::Ec(curve) => curve.order(),
            Self::Dh(group) => group.q(),
        };
        crate::der::without_leading_zeros(order)
    }
}

impl core::fmt::Display for Domain {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}
