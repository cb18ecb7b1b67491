//! Active Authentication of a document: key, hash, DG15 and ActiveAuthenticationInfo.

use crate::keys::{AaKey, number_of_seed};
use crate::personalise::PersonaliseError;
use crate::pki::der::{integer, object, oid, sequence};
use crate::pki::{PkiError, TestKey, ec_pkcs8, named_parameters, pem_bytes};
use vidimus_pubkey::ec::{Curve, NamedCurve};
use vidimus_pubkey::{FileSigner, HashAlgorithm, SignError, SignatureAlgorithm, Signer};

/// id-icao-mrtd-security-aaProtocolObject, 2.23.136.1.1.5.
const PROTOCOL: [u8; 6] = [0x67, 0x81, 0x08, 0x01, 0x01, 0x05];
/// The only version of ActiveAuthenticationInfo.
const VERSION: u32 = 1;

/// The key of Active Authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AaKeySpec {
    /// one of the published files
    Rsa(TestKey),
    /// a number made of the curve's name
    Ec(NamedCurve),
}

/// Active Authentication to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AaSpec {
    /// the private key
    pub key: AaKeySpec,
    /// the hash that it signs with
    pub hash: HashAlgorithm,
    /// the signature algorithm that ActiveAuthenticationInfo in DG14 names, content octets;
    /// `None`: no such information
    pub info: Option<Vec<u8>>,
}

impl AaSpec {
    /// RSA, without ActiveAuthenticationInfo.
    #[must_use]
    pub const fn rsa(key: TestKey, hash: HashAlgorithm) -> Self {
        Self {
            key: AaKeySpec::Rsa(key),
            hash,
            info: None,
        }
    }

    /// ECDSA in plain form, with ActiveAuthenticationInfo (Doc 9303-11 §9.2.2).
    #[must_use]
    pub fn ecdsa(curve: NamedCurve, hash: HashAlgorithm) -> Self {
        Self {
            key: AaKeySpec::Ec(curve),
            hash,
            info: Some(plain_ecdsa(hash).to_vec()),
        }
    }

    /// The private key in PKCS#8.
    pub(crate) fn pkcs8(&self) -> Vec<u8> {
        match &self.key {
            AaKeySpec::Rsa(key) => pem_bytes(key.pem()).unwrap_or_default(),
            AaKeySpec::Ec(curve) => {
                let curve = Curve::named(*curve);
                let seed = format!("active authentication {}", curve.name());
                let secret = number_of_seed(&seed, curve.order_bytes());
                ec_pkcs8(named_parameters(curve), &secret)
            }
        }
    }

    /// The key as the chip holds it.
    pub(super) fn key(&self) -> Result<AaKey, PersonaliseError> {
        AaKey::from_pkcs8_der(&self.pkcs8(), self.hash).map_err(PersonaliseError::ActiveKey)
    }

    /// DG15: the public key.
    pub(super) fn dg15(&self) -> Result<Vec<u8>, PersonaliseError> {
        let spki = match &self.key {
            AaKeySpec::Rsa(key) => key.spki()?,
            AaKeySpec::Ec(_) => {
                let any = SignatureAlgorithm::ecdsa(self.hash);
                let signer = FileSigner::from_pkcs8_der(&self.pkcs8(), any);
                signer.map_err(failed)?.public_key_spki()
            }
        };
        Ok(object(0x6F, &spki))
    }

    /// ActiveAuthenticationInfo, where there is one.
    pub(super) fn security_info(&self) -> Option<Vec<u8>> {
        let algorithm = self.info.as_deref()?;
        Some(sequence(&[
            oid(&PROTOCOL),
            integer(VERSION),
            oid(algorithm),
        ]))
    }
}

const fn failed(cause: SignError) -> PkiError {
    PkiError::Sign {
        key: "of a seed",
        cause,
    }
}

/// ecdsa-plain-SHA… (BSI TR-03111 §5.2.1.1).
const fn plain_ecdsa(hash: HashAlgorithm) -> &'static [u8] {
    match hash {
        HashAlgorithm::Sha1 => vidimus_pubkey::oid::ECDSA_PLAIN_SHA1,
        HashAlgorithm::Sha224 => vidimus_pubkey::oid::ECDSA_PLAIN_SHA224,
        HashAlgorithm::Sha256 => vidimus_pubkey::oid::ECDSA_PLAIN_SHA256,
        HashAlgorithm::Sha384 => vidimus_pubkey::oid::ECDSA_PLAIN_SHA384,
        HashAlgorithm::Sha512 => vidimus_pubkey::oid::ECDSA_PLAIN_SHA512,
    }
}
