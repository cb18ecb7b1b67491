//! RSA public keys and their signatures (RFC 8017).
//!
//! Sizes up to 8192 bits, from 1024 for certificates and from 1000 for Active Authentication
//! ([`RsaSizes`]); odd exponents from 3 to 64 bits: real CSCA keys have 3, 65537 and odd others
//! such as 38129. An exponent of 1 or an even one is refused before use.
//!
//! | scheme | module | used by |
//! |---|---|---|
//! | RSASSA-PKCS1-v1_5 (§8.2) | `pkcs1` | certificates, EF.SOD, older terminals |
//! | RSASSA-PSS (§8.1) | `pss` | the same |
//! | ISO/IEC 9796-2 scheme 1 | [`crate::iso9796`] | Active Authentication |
//!
//! All three take the power of a signature with the public exponent (RSAVP1, §5.2.2) and then
//! account for every byte of what comes out. That no factors are known of the modulus cannot be
//! checked, nor that it has two: who trusts the key trusts its maker.

mod modulus;
mod pkcs1;
#[cfg(feature = "signing")]
mod private;
mod pss;

use crate::error::{KeyError, VerifyError};
use crate::{algorithm, der, oid};
use modulus::Modulus;
use std::sync::{Arc, OnceLock};

pub(crate) use pkcs1::verify as verify_pkcs1;
#[cfg(feature = "signing")]
pub(crate) use private::RsaPrivateKey;
pub(crate) use pss::{Parameters as PssParameters, verify as verify_pss};

/// The largest modulus, in bits.
const MAX_BITS: usize = 8192;

/// How short a modulus may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RsaSizes {
    /// From 1024 bits: keys that sign certificates, data or for a terminal. A shorter modulus is
    /// [`KeyError::ModulusSize`].
    Certificate,
    /// From 1000 bits: a chip's key for Active Authentication, which a chip may have made a few
    /// bits short of 1024. A shorter modulus is [`KeyError::ModulusTooShort`].
    ActiveAuthentication,
}

impl RsaSizes {
    const fn minimum(self) -> usize {
        match self {
            Self::Certificate => 1024,
            Self::ActiveAuthentication => 1000,
        }
    }

    fn check(self, bits: usize) -> Result<(), KeyError> {
        match self {
            _ if (self.minimum()..=MAX_BITS).contains(&bits) => Ok(()),
            Self::ActiveAuthentication if bits < self.minimum() => {
                Err(KeyError::ModulusTooShort { bits })
            }
            _ => Err(KeyError::ModulusSize { bits }),
        }
    }
}

/// An RSA public key. A copy shares the Montgomery parameters, which the first use computes.
#[derive(Clone)]
pub struct RsaPublicKey {
    inner: Arc<Inner>,
}

struct Inner {
    /// big-endian, without leading zeros
    modulus: Vec<u8>,
    exponent: u64,
    montgomery: OnceLock<Option<Modulus>>,
}

impl RsaPublicKey {
    /// The key of a modulus and an exponent, big-endian, leading zeros allowed.
    ///
    /// # Errors
    /// [`KeyError::ModulusSize`] outside 1024 to 8192 bits, [`KeyError::ExponentSize`] above
    /// 64 bits, [`KeyError::WeakExponent`] for 1 and even ones, [`KeyError::WeakModulus`] for
    /// an even modulus.
    pub fn from_components(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        Self::from_components_with(modulus, exponent, RsaSizes::Certificate)
    }

    /// The same with other limits of the size.
    ///
    /// # Errors
    /// As [`RsaPublicKey::from_components`]; below the limit what `sizes` says.
    pub fn from_components_with(
        modulus: &[u8],
        exponent: &[u8],
        sizes: RsaSizes,
    ) -> Result<Self, KeyError> {
        let modulus = der::without_leading_zeros(modulus);
        sizes.check(bit_len(modulus))?;
        if modulus.last().is_none_or(|byte| byte & 1 == 0) {
            return Err(KeyError::WeakModulus);
        }
        Ok(Self {
            inner: Arc::new(Inner {
                modulus: modulus.to_vec(),
                exponent: public_exponent(exponent)?,
                montgomery: OnceLock::new(),
            }),
        })
    }

    /// Reads `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }`
    /// (RFC 8017 appendix A.1.1).
    ///
    /// # Errors
    /// [`KeyError::Malformed`] with an offset into `bytes`, else as
    /// [`RsaPublicKey::from_components`].
    pub fn from_pkcs1_der(bytes: &[u8]) -> Result<Self, KeyError> {
        Self::from_pkcs1_der_with(bytes, RsaSizes::Certificate)
    }

    /// The same with other limits of the size.
    ///
    /// # Errors
    /// As [`RsaPublicKey::from_pkcs1_der`]; below the limit what `sizes` says.
    pub fn from_pkcs1_der_with(bytes: &[u8], sizes: RsaSizes) -> Result<Self, KeyError> {
        let sequence = der::single(bytes, der::SEQUENCE)?;
        let mut reader = sequence.children();
        let modulus = reader.expect(der::INTEGER)?.unsigned()?;
        let exponent = reader.expect(der::INTEGER)?.unsigned()?;
        reader.finish()?;
        Self::from_components_with(modulus, exponent, sizes)
    }

    /// Writes `RSAPublicKey` (RFC 8017 appendix A.1.1).
    #[must_use]
    pub fn to_pkcs1_der(&self) -> Vec<u8> {
        let modulus = der::encode_unsigned(self.modulus());
        let exponent = der::encode_unsigned(&self.exponent().to_be_bytes());
        der::encode(der::SEQUENCE, &[&modulus, &exponent])
    }

    /// Writes `SubjectPublicKeyInfo` under `rsaEncryption` (RFC 3279 §2.3.1).
    #[must_use]
    pub fn to_spki(&self) -> Vec<u8> {
        let identifier = algorithm::encode(oid::RSA_ENCRYPTION, &[der::NULL, 0]);
        let key = der::encode(der::BIT_STRING, &[&[0], &self.to_pkcs1_der()]);
        der::encode(der::SEQUENCE, &[&identifier, &key])
    }

    /// The modulus, big-endian without leading zeros.
    #[must_use]
    pub fn modulus(&self) -> &[u8] {
        &self.inner.modulus
    }

    /// The public exponent.
    #[must_use]
    pub fn exponent(&self) -> u64 {
        self.inner.exponent
    }

    /// Bits of the modulus.
    #[must_use]
    pub fn bits(&self) -> usize {
        bit_len(self.modulus())
    }

    /// The signature's encoded message: signature to the public exponent (RSAVP1, RFC 8017
    /// §5.2.2), as long as the modulus.
    pub(crate) fn encoded_message(&self, signature: &[u8]) -> Result<Vec<u8>, VerifyError> {
        if signature.len() != self.modulus().len() {
            return Err(VerifyError::MalformedSignature);
        }
        let montgomery = self
            .inner
            .montgomery
            .get_or_init(|| Modulus::new(self.modulus()));
        montgomery
            .as_ref()
            .and_then(|modulus| modulus.power(signature, self.exponent()))
            .ok_or(VerifyError::BadSignature)
    }
}

impl PartialEq for RsaPublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.modulus() == other.modulus() && self.exponent() == other.exponent()
    }
}

impl Eq for RsaPublicKey {}

impl core::fmt::Debug for RsaPublicKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "RsaPublicKey({} bits, exponent {})",
            self.bits(),
            self.exponent()
        )
    }
}

/// Bits of a big-endian number without leading zeros.
fn bit_len(magnitude: &[u8]) -> usize {
    let zeros = magnitude.first().map_or(0, |byte| byte.leading_zeros());
    magnitude.len() * 8 - usize::try_from(zeros).unwrap_or(0)
}

/// An odd exponent from 3 to 64 bits.
fn public_exponent(bytes: &[u8]) -> Result<u64, KeyError> {
    let bytes = der::without_leading_zeros(bytes);
    if bytes.len() > size_of::<u64>() {
        let bits = bit_len(bytes);
        return Err(KeyError::ExponentSize { bits });
    }
    let exponent = bytes
        .iter()
        .fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
    if exponent < 3 || exponent & 1 == 0 {
        return Err(KeyError::WeakExponent);
    }
    Ok(exponent)
}
