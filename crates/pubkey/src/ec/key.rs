//! Public keys on a curve of the table.

use super::curve::Curve;
use super::model::Point;
use crate::KeyError;
use std::sync::Arc;

/// A public key: a point of a curve, checked to be on it and not at infinity.
///
/// A copy shares the point and the table that its second verification makes, so a key that is
/// used often should be kept. Verification takes variable time: all it sees is public.
#[derive(Clone)]
pub struct EcPublicKey {
    pub(super) curve: &'static Curve,
    pub(super) point: Arc<dyn Point>,
}

impl EcPublicKey {
    /// A key from an encoded point, uncompressed (`04`, x, y) or compressed (`02` or `03`, x)
    /// (SEC 1 §2.3.4). Every curve of the table has cofactor 1, so a point of the curve other
    /// than infinity has the generator's order.
    ///
    /// # Errors
    ///
    /// [`KeyError::Malformed`] for another first byte or length; [`KeyError::PointInvalid`] for
    /// infinity, a coordinate not below the field's prime, or a point that is not on the curve.
    pub fn from_sec1(curve: &'static Curve, bytes: &[u8]) -> Result<Self, KeyError> {
        let point = curve.model().decode(bytes)?;
        Ok(Self { curve, point })
    }

    /// The curve.
    #[must_use]
    pub const fn curve(&self) -> &'static Curve {
        self.curve
    }

    /// The uncompressed point: `04`, x, y.
    #[must_use]
    pub fn to_sec1(&self) -> Vec<u8> {
        self.point.encode()
    }

    /// Whether the big-endian integers r and s are this key's ECDSA signature over a hash value
    /// (SEC 1 §4.1.4). Of a hash value longer than the order the leftmost bits count. r and s
    /// outside 1 to the order less one are no signature; leading zeros of theirs count for
    /// nothing.
    #[must_use]
    pub fn verify_prehash(&self, digest: &[u8], r: &[u8], s: &[u8]) -> bool {
        self.point.verify(digest, r, s)
    }
}

impl core::fmt::Debug for EcPublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "EcPublicKey({})", self.curve.name())
    }
}

impl PartialEq for EcPublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.curve == other.curve && self.to_sec1() == other.to_sec1()
    }
}

impl Eq for EcPublicKey {}
