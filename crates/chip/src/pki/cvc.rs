//! CV certificates to be made (Doc 9303-12 §7.2, TR-03110-3 C.1): keys, and certificates
//! element by element.
//!
//! ```text
//! 7F21 certificate
//!   7F4E body
//!     5F29 00                     profile, version 1
//!     42   authority reference    country, name, sequence number: at most 16 characters
//!     7F49 public key             06 OID, then 81 82 (RSA) or [81…85] 86 [87] (EC)
//!     5F20 holder reference
//!     7F4C authorisation          06 id-IS, 53 role and rights
//!     5F25 effective date         YYMMDD, one digit a byte
//!     5F24 expiration date
//!   5F37 signature over the body, tag and length included
//! ```
//!
//! Role and rights are one byte: `C0` CVCA, `80` domestic and `40` foreign document verifier, `00`
//! terminal; bit 2 is DG4, bit 1 DG3. Curve parameters are all there or all left out
//! (Doc 9303-11 §9.4.4); a chip takes those that are left out from the issuer.
//!
//! Nothing is checked here, so that wrong certificates can be made: a date before another, rights
//! that the issuer lacks, a signature of somebody else.

use super::der::{self, object};
use super::{PkiError, TestKey, ec_pkcs8, named_parameters, pem, pem_bytes};
use crate::crypto::RawRsaKey;
use crate::keys::number_of_seed;
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_lds::cvc::{Role, TaAlgorithm, TaHash};
use vidimus_lds::evidence::EffectiveRights;
use vidimus_pubkey::ec::{Curve, NamedCurve};
use vidimus_pubkey::{EcdsaEncoding, FileSigner, HashAlgorithm, PublicKey, SignError};
use vidimus_pubkey::{SignatureAlgorithm, Signer};

/// id-IS, 0.4.0.127.0.7.3.1.2.1: inspection systems.
const INSPECTION_SYSTEM: [u8; 9] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x03, 0x01, 0x02, 0x01];
/// The public exponent of RSA keys.
const EXPONENT: [u8; 3] = [1, 0, 1];

/// A key pair of a terminal's certificate chain. Everybody has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CvKey {
    /// one of the published files
    Rsa(TestKey),
    /// a number made of a text
    Ec {
        /// the curve
        curve: NamedCurve,
        /// the text
        seed: String,
    },
}

impl CvKey {
    /// The private key, PKCS#8 in PEM; curves by name.
    #[must_use]
    pub fn to_pem(&self) -> String {
        pem(&self.pkcs8())
    }

    fn pkcs8(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => pem_bytes(key.pem()).unwrap_or_default(),
            Self::Ec { curve, seed } => {
                let curve = Curve::named(*curve);
                let secret = number_of_seed(seed, curve.order_bytes());
                ec_pkcs8(named_parameters(curve), &secret)
            }
        }
    }

    /// Signs a message.
    ///
    /// # Errors
    /// [`PkiError::Sign`] when the algorithm is not one of the key.
    pub fn sign(&self, algorithm: TaAlgorithm, message: &[u8]) -> Result<Vec<u8>, PkiError> {
        let signed = self.signer(algorithm).and_then(|key| key.sign(message));
        signed.map_err(|cause| self.failed(cause))
    }

    /// The key with an algorithm. Signing checks that they fit.
    fn signer(&self, algorithm: TaAlgorithm) -> Result<FileSigner, SignError> {
        FileSigner::from_pkcs8_der(&self.pkcs8(), signature_algorithm(algorithm))
    }

    fn failed(&self, cause: SignError) -> PkiError {
        let key = match self {
            Self::Rsa(key) => key.name(),
            Self::Ec { .. } => "of a seed",
        };
        PkiError::Sign { key, cause }
    }

    /// The public key object `7F49`; with the curve's parameters where `domain` says so.
    fn public_object(&self, algorithm: TaAlgorithm, domain: bool) -> Result<Vec<u8>, PkiError> {
        let mut parts = vec![der::oid(&algorithm.oid().unwrap_or_default())];
        match self {
            Self::Rsa(_) => {
                let key = RawRsaKey::from_pkcs8(&self.pkcs8());
                let key = key.ok_or_else(|| self.failed(SignError::NotPem))?;
                parts.push(object(0x81, key.modulus()));
                parts.push(object(0x82, &EXPONENT));
            }
            Self::Ec { curve, .. } => {
                let point = object(0x86, &self.point(algorithm)?);
                parts.extend(domain_objects(Curve::named(*curve), point, domain));
            }
        }
        Ok(object(0x7F49, &parts.concat()))
    }

    /// The public point, uncompressed.
    fn point(&self, algorithm: TaAlgorithm) -> Result<Vec<u8>, PkiError> {
        let failed = |cause| self.failed(cause);
        let spki = self.signer(algorithm).map_err(failed)?.public_key_spki();
        match PublicKey::from_spki(&spki) {
            Ok(PublicKey::Ec(key, _)) => Ok(key.to_sec1()),
            _ => Err(failed(SignError::KeyMismatch)),
        }
    }
}

/// A CV certificate to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CvSpec {
    /// authority reference
    pub authority: String,
    /// holder reference
    pub holder: String,
    /// the holder's key
    pub key: CvKey,
    /// what the holder's key signs with
    pub algorithm: TaAlgorithm,
    /// whether the curve's parameters are in the certificate
    pub domain: bool,
    /// the holder's role
    pub role: Role,
    /// the holder's rights
    pub rights: EffectiveRights,
    /// first day, six digits
    pub effective: [u8; 6],
    /// last day, six digits
    pub expiration: [u8; 6],
    /// the authority's key
    pub signer: CvKey,
    /// what the authority signs with
    pub signed_with: TaAlgorithm,
    /// whether the last byte of the signature is another
    pub bad_signature: bool,
}

impl CvSpec {
    /// The certificate, from tag `7F21` on.
    ///
    /// # Errors
    /// [`PkiError`] when a key does not fit its algorithm.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PkiError> {
        let body = self.body()?;
        let mut signature = self.signer.sign(self.signed_with, &body)?;
        if let (true, Some(last)) = (self.bad_signature, signature.last_mut()) {
            *last ^= 1;
        }
        let parts = [body, object(0x5F37, &signature)];
        Ok(object(0x7F21, &parts.concat()))
    }

    /// `7F4E` with its elements in the order of the standard: what is signed.
    fn body(&self) -> Result<Vec<u8>, PkiError> {
        let parts = [
            object(0x5F29, &[0]),
            object(0x42, self.authority.as_bytes()),
            self.key.public_object(self.algorithm, self.domain)?,
            object(0x5F20, self.holder.as_bytes()),
            authorization(self.role, self.rights),
            object(0x5F25, &self.effective),
            object(0x5F24, &self.expiration),
        ];
        Ok(object(0x7F4E, &parts.concat()))
    }
}

/// `7F4C { 06 id-IS, 53 role and rights }` (TR-03110-4 §2.2.3.1).
fn authorization(role: Role, rights: EffectiveRights) -> Vec<u8> {
    let role = match role {
        Role::Cvca => 0xC0,
        Role::DomesticVerifier => 0x80,
        Role::ForeignVerifier => 0x40,
        Role::Terminal => 0x00,
    };
    let byte = role | u8::from(rights.dg4) << 1 | u8::from(rights.dg3);
    let parts = [der::oid(&INSPECTION_SYSTEM), object(0x53, &[byte])];
    object(0x7F4C, &parts.concat())
}

/// `81` prime, `82` a, `83` b, `84` base point, `85` order, `86` public point, `87` cofactor
/// (TR-03110-3 D.3.3); the public point alone without parameters.
fn domain_objects(curve: &Curve, point: Vec<u8>, domain: bool) -> Vec<Vec<u8>> {
    let values = parameters(&curve.to_explicit()).filter(|_| domain);
    let Some([prime, a, b, base, order, cofactor]) = values else {
        return vec![point];
    };
    vec![
        object(0x81, &prime),
        object(0x82, &a),
        object(0x83, &b),
        object(0x84, &base),
        object(0x85, &order),
        point,
        object(0x87, &cofactor),
    ]
}

/// Prime, coefficients, base point, order and cofactor of `ECParameters` (RFC 3279 §2.3.5).
fn parameters(explicit: &[u8]) -> Option<[Vec<u8>; 6]> {
    let positive = |value: &[u8]| value.strip_prefix(&[0]).unwrap_or(value).to_vec();
    let mut fields = Reader::new(explicit)
        .expect(Tag(0x30))
        .ok()?
        .children()
        .ok()?;
    fields.expect(Tag(0x02)).ok()?;
    let mut field = fields.expect(Tag(0x30)).ok()?.children().ok()?;
    field.expect(Tag(0x06)).ok()?;
    let prime = field.expect(Tag(0x02)).ok()?.value;
    let mut curve = fields.expect(Tag(0x30)).ok()?.children().ok()?;
    let a = curve.expect(Tag(0x04)).ok()?.value;
    let b = curve.expect(Tag(0x04)).ok()?.value;
    let base = fields.expect(Tag(0x04)).ok()?.value;
    let order = fields.expect(Tag(0x02)).ok()?.value;
    Some([
        positive(prime),
        a.to_vec(),
        b.to_vec(),
        base.to_vec(),
        positive(order),
        vec![1],
    ])
}

/// The algorithm of an identifier under id-TA (Doc 9303-11 §7.1.4; TR-03110-3 A.7.3).
pub(crate) fn signature_algorithm(algorithm: TaAlgorithm) -> SignatureAlgorithm {
    let hash = match algorithm.hash() {
        TaHash::Sha1 => HashAlgorithm::Sha1,
        TaHash::Sha224 => HashAlgorithm::Sha224,
        TaHash::Sha256 => HashAlgorithm::Sha256,
        TaHash::Sha384 => HashAlgorithm::Sha384,
        TaHash::Sha512 => HashAlgorithm::Sha512,
    };
    match algorithm {
        TaAlgorithm::RsaPkcs1(_) => SignatureAlgorithm::RsaPkcs1 { hash },
        TaAlgorithm::RsaPss(_) => SignatureAlgorithm::rsa_pss(hash),
        TaAlgorithm::Ecdsa(_) => SignatureAlgorithm::Ecdsa {
            hash,
            encoding: EcdsaEncoding::Plain,
        },
    }
}
