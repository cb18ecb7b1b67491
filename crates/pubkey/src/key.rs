//! Public keys as certificates carry them: `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7).

use crate::algorithm;
use crate::der::{self, Element};
use crate::ec::{Curve, EcPublicKey};
use crate::error::KeyError;
use crate::oid;
use crate::rsa::{RsaPublicKey, RsaSizes};

/// An RSA modulus below this many bits is weak.
const WEAK_RSA_BITS: usize = 2048;
/// A curve whose order is below this many bits is weak.
const WEAK_EC_BITS: usize = 224;

/// A public key that verifies signatures; see [`crate::Verifier`].
///
/// Equal keys verify the same signatures; how a key names its curve does not count.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PublicKey {
    /// An RSA key.
    Rsa(RsaPublicKey),
    /// A key on a curve of the table, and how it says so.
    Ec(EcPublicKey, CurveForm),
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Rsa(key), Self::Rsa(other)) => key == other,
            (Self::Ec(key, _), Self::Ec(other, _)) => key == other,
            _ => false,
        }
    }
}

impl Eq for PublicKey {}

/// How a key says which curve it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CurveForm {
    /// By the curve's object identifier.
    Named,
    /// By all of its parameters, which are those of a curve of the table.
    Explicit,
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo` in DER.
    ///
    /// ```text
    /// SubjectPublicKeyInfo ::= SEQUENCE {
    ///     algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
    /// ```
    /// RSA keys come under `rsaEncryption` or `id-RSASSA-PSS`, EC keys under `id-ecPublicKey`
    /// with a named curve or explicit parameters (RFC 3279 §2.3.5).
    ///
    /// # Errors
    /// [`KeyError`]. Offsets count from the start of `der`, inside the key itself from its own
    /// start.
    pub fn from_spki(der: &[u8]) -> Result<Self, KeyError> {
        Self::from_spki_with(der, RsaSizes::Certificate)
    }

    /// The same with other limits of the size of an RSA key, such as those of Active
    /// Authentication.
    ///
    /// # Errors
    /// As [`PublicKey::from_spki`]; below the limit what `sizes` says.
    pub fn from_spki_with(der: &[u8], sizes: RsaSizes) -> Result<Self, KeyError> {
        let mut fields = der::single(der, der::SEQUENCE)?.children();
        let identifier = fields.expect(der::SEQUENCE)?;
        let key = fields.expect(der::BIT_STRING)?.whole_octets()?;
        fields.finish()?;
        let (oid, parameters) = algorithm::parts(&identifier)?;
        match oid.value {
            oid::RSA_ENCRYPTION => match parameters {
                Some(surplus) if !algorithm::is_null(&surplus) => Err(surplus.error().into()),
                _ => RsaPublicKey::from_pkcs1_der_with(key, sizes).map(Self::Rsa),
            },
            oid::RSASSA_PSS => RsaPublicKey::from_pkcs1_der_with(key, sizes).map(Self::Rsa),
            oid::EC_PUBLIC_KEY => {
                let parameters = parameters.ok_or_else(|| identifier.error())?;
                let (curve, form) = curve(&parameters)?;
                EcPublicKey::from_sec1(curve, key).map(|key| Self::Ec(key, form))
            }
            other => Err(KeyError::Unsupported {
                oid: other.to_vec(),
            }),
        }
    }

    /// Kind and size for people: `RSA-4096`, `brainpoolP256r1 (explicit)`.
    #[must_use]
    pub fn description(&self) -> String {
        match self {
            Self::Rsa(key) => format!("RSA-{}", key.bits()),
            Self::Ec(key, CurveForm::Named) => key.curve().name().to_owned(),
            Self::Ec(key, CurveForm::Explicit) => format!("{} (explicit)", key.curve().name()),
        }
    }

    /// Bits of the RSA modulus or of the order of the curve.
    #[must_use]
    pub fn bits(&self) -> usize {
        match self {
            Self::Rsa(key) => key.bits(),
            Self::Ec(key, _) => key.curve().order_bits(),
        }
    }

    /// Whether the key is shorter than Doc 9303-12 §4.1 has allowed for long: RSA below 2048
    /// bits, curves below 224. Such a key still verifies; the caller reports it.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        match self {
            Self::Rsa(key) => key.bits() < WEAK_RSA_BITS,
            Self::Ec(key, _) => key.curve().order_bits() < WEAK_EC_BITS,
        }
    }

    /// How an EC key says which curve it is on; `None` for RSA.
    #[must_use]
    pub fn curve_form(&self) -> Option<CurveForm> {
        match self {
            Self::Rsa(_) => None,
            Self::Ec(_, form) => Some(*form),
        }
    }
}

/// The curve of the parameters of `id-ecPublicKey`: its name, or all of its parameters.
pub(crate) fn curve(parameters: &Element<'_>) -> Result<(&'static Curve, CurveForm), KeyError> {
    match parameters.tag {
        der::OBJECT_IDENTIFIER => Curve::from_oid(parameters.value)
            .map(|curve| (curve, CurveForm::Named))
            .ok_or_else(|| KeyError::CurveNotKnown {
                oid: Some(parameters.value.to_vec()),
            }),
        der::SEQUENCE => {
            Curve::from_explicit(parameters.bytes).map(|curve| (curve, CurveForm::Explicit))
        }
        // implicitCurve: inherited from nowhere
        der::NULL => Err(KeyError::CurveNotKnown { oid: None }),
        _ => Err(parameters.error().into()),
    }
}
