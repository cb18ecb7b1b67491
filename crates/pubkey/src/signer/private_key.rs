//! Private keys in DER: PKCS#8 (RFC 5208 §5), SEC 1 (RFC 5915 §3), PKCS#1.

use super::SignError;
use crate::algorithm;
use crate::der::{self, Element, Reader};
use crate::ec::{Curve, EcSecretKey};
use crate::key;
use crate::oid;
use crate::rsa::RsaPrivateKey;

/// Explicit tag of the curve parameters in `ECPrivateKey`.
const EC_PARAMETERS: u8 = 0xA0;
/// Explicit tag of the public key in `ECPrivateKey`.
const EC_PUBLIC_KEY: u8 = 0xA1;

/// A private key, and its public key as `SubjectPublicKeyInfo`.
pub(super) struct PrivateKey {
    pub(super) spki: Vec<u8>,
    pub(super) kind: Kind,
}

/// RSA or EC.
pub(super) enum Kind {
    Rsa(Box<RsaPrivateKey>),
    Ec(EcSecretKey),
}

impl PrivateKey {
    /// Reads any of the three forms; what follows the version tells them apart.
    pub(super) fn from_der(bytes: &[u8]) -> Result<Self, SignError> {
        let mut fields = der::single(bytes, der::SEQUENCE)?.children();
        fields.expect(der::INTEGER)?;
        let second = fields.any()?;
        match second.tag {
            der::SEQUENCE => Self::from_pkcs8(&second, fields),
            der::OCTET_STRING => Self::from_sec1(bytes, None),
            der::INTEGER => {
                let identifier = algorithm::encode(oid::RSA_ENCRYPTION, &[der::NULL, 0]);
                Self::from_pkcs1(bytes, &identifier)
            }
            _ => Err(second.error().into()),
        }
    }

    /// `PrivateKeyInfo` from its `privateKeyAlgorithm` on; attributes after the key are not
    /// looked at.
    fn from_pkcs8(identifier: &Element<'_>, mut rest: Reader<'_>) -> Result<Self, SignError> {
        let key = rest.expect(der::OCTET_STRING)?;
        let (oid, parameters) = algorithm::parts(identifier)?;
        match oid.value {
            oid::RSA_ENCRYPTION | oid::RSASSA_PSS => Self::from_pkcs1(key.value, identifier.bytes),
            oid::EC_PUBLIC_KEY => Self::from_sec1(key.value, parameters),
            other => Err(SignError::Unsupported {
                oid: other.to_vec(),
            }),
        }
    }

    /// `RSAPrivateKey`, its public key under this identifier.
    fn from_pkcs1(bytes: &[u8], identifier: &[u8]) -> Result<Self, SignError> {
        let key = RsaPrivateKey::from_pkcs1_der(bytes)?;
        Ok(Self {
            spki: spki(identifier, &key.public().to_pkcs1_der()),
            kind: Kind::Rsa(Box::new(key)),
        })
    }

    /// `ECPrivateKey ::= SEQUENCE { version INTEGER (1), privateKey OCTET STRING,
    /// parameters [0] OPTIONAL, publicKey [1] BIT STRING OPTIONAL }`. Parameters around it
    /// come first. A public key in the file is not looked at: it is computed.
    fn from_sec1(bytes: &[u8], parameters: Option<Element<'_>>) -> Result<Self, SignError> {
        let sequence = der::single(bytes, der::SEQUENCE)?;
        let mut fields = sequence.children();
        let version = fields.expect(der::INTEGER)?;
        if version.value != [1] {
            return Err(version.error().into());
        }
        let secret = fields.expect(der::OCTET_STRING)?;
        let own = match fields.optional(EC_PARAMETERS)? {
            Some(outer) => Some(outer.children().any()?),
            None => None,
        };
        fields.optional(EC_PUBLIC_KEY)?;
        fields.finish()?;
        let parameters = parameters.or(own).ok_or_else(|| sequence.error())?;
        let curve: &'static Curve = key::curve(&parameters)?.0;
        let key = EcSecretKey::from_bytes(curve, secret.value)?;
        let identifier = algorithm::encode(oid::EC_PUBLIC_KEY, parameters.bytes);
        Ok(Self {
            spki: spki(&identifier, &key.public_key().to_sec1()),
            kind: Kind::Ec(key),
        })
    }
}

/// `SubjectPublicKeyInfo` of this identifier and these key bytes.
fn spki(identifier: &[u8], key: &[u8]) -> Vec<u8> {
    let bits = der::encode(der::BIT_STRING, &[&[0], key]);
    der::encode(der::SEQUENCE, &[identifier, &bits])
}
