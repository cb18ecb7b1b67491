//! Secret keys: public key, key agreement and signature in constant time.

use super::curve::Curve;
use super::key::EcPublicKey;
use crate::KeyError;
use zeroize::Zeroizing;

/// A secret scalar, wiped from memory when dropped.
///
/// All arithmetic with it takes a time that depends on the curve alone. It has no `Clone`, no
/// serial form, and its `Debug` form names the curve only. No operation is blinded: there is no
/// randomness in this crate.
pub struct EcSecretKey {
    scalar: Zeroizing<Vec<u8>>,
    public: EcPublicKey,
}

impl EcSecretKey {
    /// A key from a big-endian integer; the public key is computed with it.
    ///
    /// # Errors
    ///
    /// [`KeyError::ScalarOutOfRange`] where it is not within 1 to the order less one.
    pub fn from_bytes(curve: &'static Curve, bytes: &[u8]) -> Result<Self, KeyError> {
        let scalar = curve.model().scalar_octets(bytes);
        let scalar = scalar.ok_or(KeyError::ScalarOutOfRange)?;
        let point = curve.model().public_point(&scalar);
        let point = point.ok_or(KeyError::ScalarOutOfRange)?;
        Ok(Self {
            scalar,
            public: EcPublicKey { curve, point },
        })
    }

    /// The curve.
    #[must_use]
    pub const fn curve(&self) -> &'static Curve {
        self.public.curve
    }

    /// The public key.
    #[must_use]
    pub const fn public_key(&self) -> &EcPublicKey {
        &self.public
    }

    /// The x-coordinate of the common point, as many bytes as the field has (SEC 1 §3.3.1, BSI
    /// TR-03111 §4.3.1).
    ///
    /// # Errors
    ///
    /// [`KeyError::PointInvalid`] where the other key is on another curve.
    pub fn diffie_hellman(&self, other: &EcPublicKey) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        if self.curve() != other.curve {
            return Err(KeyError::PointInvalid);
        }
        let secret = other.point.shared_secret(&self.scalar);
        secret.ok_or(KeyError::ScalarOutOfRange)
    }
}

#[cfg(feature = "signing")]
impl EcSecretKey {
    /// r and s over a hash value, each as many bytes as the order has, with the secret number of
    /// RFC 6979 made by HMAC with `hash`.
    ///
    /// The result is verified before it is given out, so that a fault in the computation does not
    /// give the key away.
    ///
    /// # Errors
    ///
    /// [`KeyError::ScalarOutOfRange`] where the result does not verify.
    pub fn sign_prehash_rfc6979(
        &self,
        hash: crate::HashAlgorithm,
        digest: &[u8],
    ) -> Result<(Vec<u8>, Vec<u8>), KeyError> {
        let model = self.curve().model();
        let reduced = model.digest_octets(digest);
        let order_bits = self.curve().order_bits();
        let mut nonces = super::rfc6979::Nonces::new(hash, order_bits, &self.scalar, &reduced);
        // a candidate is refused with a probability below one half
        let signature = (0..64).find_map(|_| model.sign(&self.scalar, digest, &nonces.next()));
        let (r, s) = signature.ok_or(KeyError::ScalarOutOfRange)?;
        if self.public.verify_prehash(digest, &r, &s) {
            Ok((r, s))
        } else {
            Err(KeyError::ScalarOutOfRange)
        }
    }
}

impl core::fmt::Debug for EcSecretKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "EcSecretKey({})", self.curve().name())
    }
}
