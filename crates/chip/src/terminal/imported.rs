//! A public key taken from a certificate, and what the certificate said of it (Doc 9303-11
//! §7.1.4.3.7).
//!
//! Rights are narrowed as the chain is walked: what a certificate grants counts only as far as
//! everything above it does (§7.1.4.3.6), so an imported key already carries its effective rights.
//! A terminal's certificate moves the chip's date only when a domestic verifier issued it
//! (§7.1.4.3.3).

use crate::pki::{der, signature_algorithm};
use vidimus_iso7816::StatusWord;
use vidimus_lds::cvc::{CvCertificate, CvDate, CvPublicKey, EcDomain, KeyData, Role};
use vidimus_lds::evidence::EffectiveRights;
use vidimus_pubkey::ec::Curve;
use vidimus_pubkey::{CurveForm, EcPublicKey, PublicKey};
use vidimus_pubkey::{RsaPublicKey, SignatureAlgorithm, Verifier};

/// A key of a certification authority, a document verifier or a terminal.
#[derive(Clone)]
pub(crate) struct Imported {
    /// holder reference
    pub(crate) reference: Vec<u8>,
    /// role of the holder
    pub(crate) role: Role,
    /// the identifier in the holder authorization: the type of terminal
    pub(super) kind: Vec<u8>,
    /// what the certificate and all above it allow
    pub(crate) rights: EffectiveRights,
    pub(super) effective: CvDate,
    pub(super) expiration: CvDate,
    /// whether the issuer is trusted with the date
    pub(super) accurate: bool,
    algorithm: SignatureAlgorithm,
    key: PublicKey,
}

impl Imported {
    /// The key and attributes of a certificate. Curve parameters that it lacks are those of the
    /// issuer (Doc 9303-12 §7.2.2.2); the rights are those that both have.
    pub(super) fn new(
        certificate: &CvCertificate<'_>,
        issuer: Option<&Self>,
    ) -> Result<Self, StatusWord> {
        let own = certificate.authorization.rights();
        let above = issuer.map_or(own, |issuer| issuer.rights);
        let inherited = issuer.and_then(Self::curve);
        let (key, algorithm) =
            public_key(&certificate.public_key, inherited).ok_or(StatusWord::INCORRECT_DATA)?;
        let role = certificate.authorization.role();
        let domestic = issuer.is_some_and(|issuer| issuer.role == Role::DomesticVerifier);
        Ok(Self {
            reference: certificate.holder.as_bytes().to_vec(),
            role,
            kind: certificate.authorization.oid.content().to_vec(),
            rights: EffectiveRights {
                dg3: own.dg3 && above.dg3,
                dg4: own.dg4 && above.dg4,
            },
            effective: certificate.effective,
            expiration: certificate.expiration,
            accurate: role != Role::Terminal || domestic,
            algorithm,
            key,
        })
    }

    /// Whether this key made the signature.
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = self.key.verify(&self.algorithm, message, signature);
        verified.is_ok_and(|verified| verified.quirk.is_none())
    }

    /// The curve, for a certificate below that leaves the parameters out.
    fn curve(&self) -> Option<&'static Curve> {
        match &self.key {
            PublicKey::Ec(key, _) => Some(key.curve()),
            _ => None,
        }
    }
}

impl core::fmt::Debug for Imported {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let name = String::from_utf8_lossy(&self.reference);
        write!(f, "Imported({name:?}, {:?}, {:?})", self.role, self.rights)
    }
}

/// Key and algorithm of the object `7F49`; `None` for an algorithm that is not known, parameters of
/// no known curve, or a point that is not on it.
fn public_key(
    object: &CvPublicKey<'_>,
    inherited: Option<&'static Curve>,
) -> Option<(PublicKey, SignatureAlgorithm)> {
    let algorithm = signature_algorithm(object.algorithm?);
    let key = match object.data {
        KeyData::Rsa { modulus, exponent } => {
            PublicKey::Rsa(RsaPublicKey::from_components(modulus, exponent).ok()?)
        }
        KeyData::Ec { domain, point } => {
            let curve = match domain {
                Some(domain) => Curve::from_explicit(&parameters(&domain)).ok()?,
                None => inherited?,
            };
            let key = EcPublicKey::from_sec1(curve, point).ok()?;
            PublicKey::Ec(key, CurveForm::Explicit)
        }
    };
    Some((key, algorithm))
}

/// The domain parameters as `ECParameters` (X9.62), in which form curves are looked up.
fn parameters(domain: &EcDomain<'_>) -> Vec<u8> {
    // coefficients are as long as the prime there
    let coefficient = |value: &[u8]| {
        let mut padded = vec![0; domain.prime.len().saturating_sub(value.len())];
        padded.extend_from_slice(value);
        der::octets(&padded)
    };
    let field = [
        der::oid(&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x01, 0x01]),
        der::integer_bytes(domain.prime),
    ];
    let curve = [coefficient(domain.a), coefficient(domain.b)];
    der::sequence(&[
        der::integer(1),
        der::sequence(&field),
        der::sequence(&curve),
        der::octets(domain.base),
        der::integer_bytes(domain.order),
        der::integer_bytes(domain.cofactor),
    ])
}
