//! Public keys.
//!
//! Every one that exists was validated: on a curve of prime order it is enough that the point is
//! of the curve (BSI TR-03111), in a group that `y^q = 1` (RFC 2631 §2.1.5). Without that a sender
//! could choose values of small order and learn the secret modulo those orders.

use super::Domain;
use crate::ec::agreement::Value as EcValue;
use crate::{HashAlgorithm, KeyError, dh};

/// A public key that was validated: a point of the curve other than infinity, or a value of the
/// subgroup other than 1.
///
/// It is the same type whatever generator it is on; the generator only matters to whoever makes
/// the key.
#[derive(Clone, PartialEq, Eq)]
pub struct AgreementKey(pub(super) Inner);

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Inner {
    Ec(EcValue),
    Dh(dh::Value),
}

impl AgreementKey {
    /// A key from its encoding (Doc 9303-11 §9.4.4, the content of the data objects of PACE).
    ///
    /// On a curve `04`, x, y (BSI TR-03111 §3.2.1), coordinates as long as the field's prime, and
    /// no other form; infinity is refused. In a group an unsigned big-endian number exactly as
    /// long as the prime, validated as RFC 2631 §2.1.5 says.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] for another length or first byte; [`KeyError::PointInvalid`] or
    /// [`KeyError::ValueInvalid`] for what is not of the curve or the subgroup.
    pub fn decode(domain: Domain, bytes: &[u8]) -> Result<Self, KeyError> {
        Ok(Self(match domain {
            Domain::Ec(curve) => Inner::Ec(EcValue::decode(curve, bytes)?),
            Domain::Dh(group) => Inner::Dh(dh::Value::decode(group, bytes)?),
        }))
    }

    /// The encoding that [`AgreementKey::decode`] takes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        self.bytes().to_vec()
    }

    /// A key as data objects of PACE and Chip Authentication carry it (Doc 9303-11 §9.4.1): a
    /// point as [`AgreementKey::decode`] takes it; a value of a group as an unsigned number, with
    /// zeros in front up to the length of the prime, or without.
    ///
    /// # Errors
    /// As [`AgreementKey::decode`].
    pub fn from_wire(domain: Domain, bytes: &[u8]) -> Result<Self, KeyError> {
        let missing = match domain {
            Domain::Dh(_) if !bytes.is_empty() => domain.public_len().saturating_sub(bytes.len()),
            _ => return Self::decode(domain, bytes),
        };
        Self::decode(domain, &[&vec![0; missing], bytes].concat())
    }

    /// The form that [`AgreementKey::from_wire`] takes, a value of a group in as few bytes as it
    /// needs: one in 256 is shorter than the prime.
    #[must_use]
    pub fn to_wire(&self) -> Vec<u8> {
        match self.domain() {
            Domain::Ec(_) => self.encode(),
            Domain::Dh(_) => crate::der::without_leading_zeros(self.bytes()).to_vec(),
        }
    }

    /// What the key is over.
    #[must_use]
    pub const fn domain(&self) -> Domain {
        match &self.0 {
            Inner::Ec(key) => Domain::Ec(key.curve()),
            Inner::Dh(key) => Domain::Dh(key.group()),
        }
    }

    /// `Comp`, the compressed form of an ephemeral key that Terminal Authentication signs (BSI
    /// TR-03110-3 §A.2.2.3): the x-coordinate on a curve, the SHA-1 hash of the value as it is
    /// sent, without zeros in front, in a group.
    #[must_use]
    pub fn compressed(&self) -> Vec<u8> {
        match &self.0 {
            Inner::Ec(key) => key.x().to_vec(),
            Inner::Dh(_) => HashAlgorithm::Sha1.hash(&self.to_wire()).as_ref().to_vec(),
        }
    }

    fn bytes(&self) -> &[u8] {
        match &self.0 {
            Inner::Ec(key) => key.bytes(),
            Inner::Dh(key) => key.bytes(),
        }
    }
}

impl core::fmt::Debug for AgreementKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "AgreementKey({})", self.domain())
    }
}
