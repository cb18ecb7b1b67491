//! PACE's mapped generator (Doc 9303-11 §4.4.3.3).

use super::{AgreementKey, Domain, SecretScalar, key, secret};
use crate::ec::agreement::Generator;
use crate::{KeyError, dh};
use zeroize::Zeroizing;

/// The generator that both sides map the nonce to: a secret until the protocol is over, wiped
/// from memory when dropped.
///
/// Whoever learns it can try every password against the recorded exchange, so it is never sent
/// and everything that makes it takes the same steps whatever the nonce is.
pub struct MappedGenerator(pub(super) Inner);

pub(super) enum Inner {
    Ec(Generator),
    Dh(dh::Generator),
}

impl MappedGenerator {
    /// Generic Mapping (§4.4.3.3.1), which Chip Authentication Mapping shares: `s * G + H`, or
    /// `g^s * h`, where `H` is the whole common point of the first pair of keys.
    ///
    /// `nonce` is `s`, a big-endian number that may exceed the order.
    ///
    /// # Errors
    /// [`KeyError::DomainMismatch`] for a key of another domain; [`KeyError::Degenerate`] where
    /// the result is neutral.
    pub fn generic(
        own: &SecretScalar,
        other: &AgreementKey,
        nonce: &[u8],
    ) -> Result<Self, KeyError> {
        Ok(Self(match (&own.0, &other.0) {
            (secret::Inner::Ec(own), key::Inner::Ec(other)) => {
                Inner::Ec(Generator::generic(own, other, nonce)?)
            }
            (secret::Inner::Dh(own), key::Inner::Dh(other)) => {
                Inner::Dh(dh::Generator::generic(own, other, nonce)?)
            }
            _ => return Err(KeyError::DomainMismatch),
        }))
    }

    /// Integrated Mapping (§4.4.3.3.2): the point encoding of appendix B, or `a^((p - 1) / q)`.
    ///
    /// `pseudo_random` is the output of the pseudo-random function over both nonces, a
    /// big-endian number that is reduced modulo the field's prime here.
    ///
    /// # Errors
    /// [`KeyError::NotMappable`] for a curve whose prime is not 3 modulo 4 (P-224);
    /// [`KeyError::Degenerate`] where nothing is encoded.
    pub fn integrated(domain: Domain, pseudo_random: &[u8]) -> Result<Self, KeyError> {
        Ok(Self(match domain {
            Domain::Ec(curve) => Inner::Ec(Generator::integrated(curve, pseudo_random)?),
            Domain::Dh(group) => Inner::Dh(dh::Generator::integrated(group, pseudo_random)?),
        }))
    }

    /// What the generator is of.
    #[must_use]
    pub const fn domain(&self) -> Domain {
        match &self.0 {
            Inner::Ec(generator) => Domain::Ec(generator.curve()),
            Inner::Dh(generator) => Domain::Dh(generator.group()),
        }
    }

    /// `04`, x, y, or the value as long as the prime: for comparison with worked examples, for no
    /// message of a protocol carries it.
    #[must_use]
    pub fn encode(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(match &self.0 {
            Inner::Ec(generator) => generator.bytes().to_vec(),
            Inner::Dh(generator) => generator.bytes().to_vec(),
        })
    }
}

impl core::fmt::Debug for MappedGenerator {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "MappedGenerator({}, hidden)", self.domain())
    }
}
