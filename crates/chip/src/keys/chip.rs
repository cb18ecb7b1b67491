//! The static key pair of Chip Authentication (Doc 9303-11 §6.2, §9.2.6).
//!
//! The secret is kept as big-endian bytes and becomes a scalar where it is used: the arithmetic is
//! that of `vidimus-pubkey`, in constant time. Which ciphers a key serves is part of it, since
//! ChipAuthenticationInfo names key agreement and cipher in one identifier (§9.2.5).

use crate::Cipher;
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar};
use vidimus_pubkey::{HashAlgorithm, KeyError};
use zeroize::Zeroizing;

/// A static private key for key agreement, wiped when dropped.
///
/// PACE with Chip Authentication Mapping uses it too: its public half is then in
/// EF.CardSecurity.
pub struct CaKey {
    /// the identifier that DG14 and DO 84 name it by
    pub key_id: Option<u64>,
    /// the protocols it may be used with
    pub ciphers: Vec<Cipher>,
    domain: Domain,
    secret: Zeroizing<Vec<u8>>,
}

impl CaKey {
    /// A key of these bytes, a big-endian number.
    ///
    /// # Errors
    /// [`KeyError`] where the number is not within 1 to the order less one.
    pub fn new(
        key_id: Option<u64>,
        domain: Domain,
        secret: &[u8],
        ciphers: Vec<Cipher>,
    ) -> Result<Self, KeyError> {
        SecretScalar::from_bytes(domain, secret)?;
        Ok(Self {
            key_id,
            ciphers,
            domain,
            secret: Zeroizing::new(secret.to_vec()),
        })
    }

    /// The key of this text, the same for ever: for specimens. Whoever knows the text has it.
    ///
    /// # Errors
    /// [`KeyError`] as [`CaKey::new`], which happens for no group there is.
    pub fn from_seed(
        key_id: Option<u64>,
        domain: Domain,
        seed: &str,
        ciphers: Vec<Cipher>,
    ) -> Result<Self, KeyError> {
        let secret = number_of_seed(seed, domain.secret_len());
        Self::new(key_id, domain, &secret, ciphers)
    }

    /// Curve or group.
    #[must_use]
    pub const fn domain(&self) -> Domain {
        self.domain
    }

    /// The secret as a number to compute with.
    ///
    /// # Errors
    /// None in practice: the number was checked when the key was made.
    pub fn scalar(&self) -> Result<SecretScalar, KeyError> {
        SecretScalar::from_bytes(self.domain, &self.secret)
    }

    /// The public key.
    ///
    /// # Errors
    /// As [`CaKey::scalar`].
    pub fn public_key(&self) -> Result<AgreementKey, KeyError> {
        Ok(self.scalar()?.public_key())
    }

    /// The secret, big-endian, for a key file.
    pub(crate) fn secret(&self) -> &[u8] {
        &self.secret
    }
}

impl core::fmt::Debug for CaKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("CaKey")
            .field("key_id", &self.key_id)
            .field("domain", &self.domain.name())
            .field("ciphers", &self.ciphers)
            .finish_non_exhaustive()
    }
}

/// A number of so many bytes, `SHA-256(n || seed)` for n = 0, 1, 2, …, its first byte zero so
/// that it is below the order of any group of that size.
pub(crate) fn number_of_seed(seed: &str, length: usize) -> Zeroizing<Vec<u8>> {
    let mut number = Zeroizing::new(Vec::with_capacity(length + 32));
    for counter in 0u32.. {
        if number.len() >= length {
            break;
        }
        let block = HashAlgorithm::Sha256.hash_parts(&[&counter.to_be_bytes(), seed.as_bytes()]);
        number.extend_from_slice(block.as_ref());
    }
    number.truncate(length);
    if let Some(first) = number.first_mut() {
        *first = 0;
    }
    number
}
