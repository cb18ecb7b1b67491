//! Secret scalars.

use super::{AgreementKey, Domain, MappedGenerator, key, mapping};
use crate::ec::agreement::Scalar;
use crate::{KeyError, dh};
use zeroize::Zeroizing;

/// Draws before sampling gives up: each fails with a probability below one half, so all of them
/// fail only where the source of randomness is broken.
const DRAWS: usize = 128;

/// A secret number from 1 to the order less one, wiped from memory when dropped.
///
/// No `Clone`, no serial form; `Debug` names the domain only. All arithmetic with it takes steps
/// that depend on the domain alone.
pub struct SecretScalar(pub(super) Inner);

pub(super) enum Inner {
    Ec(Scalar),
    Dh(dh::Exponent),
}

impl SecretScalar {
    /// A scalar from a big-endian number; leading zeros count for nothing.
    ///
    /// # Errors
    /// [`KeyError::ScalarOutOfRange`] where it is not within 1 to the order less one.
    pub fn from_bytes(domain: Domain, bytes: &[u8]) -> Result<Self, KeyError> {
        Ok(Self(match domain {
            Domain::Ec(curve) => Inner::Ec(Scalar::new(curve, bytes)?),
            Domain::Dh(group) => Inner::Dh(dh::Exponent::new(group, bytes)?),
        }))
    }

    /// A uniformly distributed scalar from random bytes: as many as the order has, the bits above
    /// the order's top bit cleared, drawn again where the number is out of range.
    ///
    /// # Errors
    /// The outer error is that of `fill`. The inner one is [`KeyError::ScalarOutOfRange`] where
    /// 128 draws gave no scalar: the bytes are not random.
    pub fn sample<E>(
        domain: Domain,
        mut fill: impl FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Result<Self, KeyError>, E> {
        let order = domain.order();
        let mask = u8::MAX >> order.first().map_or(0, |top| top.leading_zeros());
        let mut bytes = Zeroizing::new(vec![0; order.len()]);
        for _ in 0..DRAWS {
            fill(&mut bytes)?;
            if let Some(top) = bytes.first_mut() {
                *top &= mask;
            }
            if let Ok(scalar) = Self::from_bytes(domain, &bytes) {
                return Ok(Ok(scalar));
            }
        }
        Ok(Err(KeyError::ScalarOutOfRange))
    }

    /// What the scalar is for.
    #[must_use]
    pub const fn domain(&self) -> Domain {
        match &self.0 {
            Inner::Ec(scalar) => Domain::Ec(scalar.curve()),
            Inner::Dh(exponent) => Domain::Dh(exponent.group()),
        }
    }

    /// The public key on the domain's own generator.
    #[must_use]
    pub fn public_key(&self) -> AgreementKey {
        AgreementKey(match &self.0 {
            Inner::Ec(scalar) => key::Inner::Ec(scalar.public_value()),
            Inner::Dh(exponent) => key::Inner::Dh(exponent.public_value()),
        })
    }

    /// The public key on PACE's mapped generator.
    ///
    /// # Errors
    /// [`KeyError::DomainMismatch`] for a generator of another domain.
    pub fn public_key_on(&self, generator: &MappedGenerator) -> Result<AgreementKey, KeyError> {
        Ok(AgreementKey(match (&self.0, &generator.0) {
            (Inner::Ec(scalar), mapping::Inner::Ec(generator)) => {
                key::Inner::Ec(scalar.public_value_on(generator)?)
            }
            (Inner::Dh(exponent), mapping::Inner::Dh(generator)) => {
                key::Inner::Dh(exponent.public_value_on(generator)?)
            }
            _ => return Err(KeyError::DomainMismatch),
        }))
    }

    /// The value shared with the holder of the other key: the x-coordinate of the common point
    /// (BSI TR-03111 §4.3.1), or the power as long as the prime (RFC 2631 §2.1.2).
    ///
    /// # Errors
    /// [`KeyError::DomainMismatch`] for a key of another domain; [`KeyError::Degenerate`] where
    /// the result is neutral, which no validated key gives.
    pub fn agree(&self, other: &AgreementKey) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        match (&self.0, &other.0) {
            (Inner::Ec(scalar), key::Inner::Ec(other)) => scalar.agree(other),
            (Inner::Dh(exponent), key::Inner::Dh(other)) => exponent.agree(other),
            _ => Err(KeyError::DomainMismatch),
        }
    }

    /// This scalar divided by another, modulo the order of the curve, as long as the order: the
    /// chip's Chip Authentication data of PACE with Chip Authentication Mapping, `CA_IC = SK_map
    /// / SK_IC` (Doc 9303-11 §4.4.3.5.1).
    ///
    /// # Errors
    /// [`KeyError::DomainMismatch`] for scalars of two domains, or not of a curve.
    #[cfg(feature = "signing")]
    pub fn quotient(&self, divisor: &Self) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        match (&self.0, &divisor.0) {
            (Inner::Ec(scalar), Inner::Ec(divisor)) => scalar.quotient(divisor),
            _ => Err(KeyError::DomainMismatch),
        }
    }
}

impl core::fmt::Debug for SecretScalar {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "SecretScalar({}, hidden)", self.domain())
    }
}
