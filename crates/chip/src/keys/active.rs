//! The private key of Active Authentication, and the answers it gives (Doc 9303-11 §6.1).
//!
//! RSA signs a block of ISO/IEC 9796-2 scheme 1 that holds M1, drawn by the chip, and the hash of
//! `M1 || RND.IFD` (§6.1.2.2); the signature is as long as the modulus. ECDSA signs the challenge
//! itself and gives `r || s`, each as long as the order (§6.1.2.3). What is signed with which hash
//! the public key does not say: for ECDSA DG14 does (§9.2.4), for RSA the trailer of the block.
//!
//! [`AaDeparture`] lists the wrong answers; each is made by the same code as the right one, with one
//! thing changed.

use super::iso9796::{self, Form};
use crate::crypto::RawRsaKey;
use crate::pki::{TestKey, pem_bytes};
use thiserror::Error;
use vidimus_pubkey::{EcdsaEncoding, FileSigner, HashAlgorithm, SignError, SignatureAlgorithm};
use vidimus_pubkey::{PublicKey, Signer};

/// How often M1 is drawn until a signature starts with a zero byte: 256 times on average.
const ZERO_DRAWS: u32 = 8192;

/// A private key for Active Authentication, and the hash it signs with.
pub struct AaKey {
    kind: Kind,
    hash: HashAlgorithm,
}

enum Kind {
    Rsa(RawRsaKey),
    Ec(Box<FileSigner>),
}

/// Why a file is no key for Active Authentication.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AaKeyError {
    /// Neither an RSA nor an EC private key in PKCS#8.
    #[error(transparent)]
    NoKey(#[from] SignError),
    /// The modulus is too short for hash and trailer.
    #[error("the modulus of {bits} bits has no room for {}", hash.name())]
    TooShort {
        /// bits of the modulus
        bits: usize,
        /// the hash
        hash: HashAlgorithm,
    },
}

/// What is wrong in an answer to INTERNAL AUTHENTICATE.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AaDeparture {
    /// another key of the same kind and size signs
    OtherKey,
    /// no key at all: random bytes as long as a signature
    NoKey,
    /// an earlier challenge is signed
    EarlierChallenge,
    /// RSA: these bytes for the trailer, and this hash where it is another
    Trailer {
        bytes: Vec<u8>,
        hash: Option<HashAlgorithm>,
    },
    /// RSA: M1 shorter than it must be
    ShortM1,
    /// RSA: the modulus less the signature
    Complement,
    /// the first byte of the signature is zero; sent or left out
    LeadingZero { sent: bool },
    /// ECDSA: in DER
    Der,
    /// ECDSA: r replaced by 0, the order, or the order and one
    R(RValue),
}

/// An r that no signature has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RValue {
    Zero,
    Order,
    OrderAndOne,
}

impl AaKey {
    /// Reads PKCS#8 in DER.
    ///
    /// # Errors
    /// [`AaKeyError`].
    pub fn from_pkcs8_der(der: &[u8], hash: HashAlgorithm) -> Result<Self, AaKeyError> {
        let ecdsa = SignatureAlgorithm::Ecdsa {
            hash,
            encoding: EcdsaEncoding::Plain,
        };
        let kind = match FileSigner::from_pkcs8_der(der, ecdsa) {
            Ok(signer) => Kind::Ec(Box::new(signer)),
            Err(error) => Kind::Rsa(RawRsaKey::from_pkcs8(der).ok_or(error)?),
        };
        let key = Self { kind, hash };
        key.check()?;
        Ok(key)
    }

    /// Reads PKCS#8 in PEM.
    ///
    /// # Errors
    /// [`AaKeyError`].
    pub fn from_pem(text: &str, hash: HashAlgorithm) -> Result<Self, AaKeyError> {
        let der = pem_bytes(text).ok_or(SignError::NotPem)?;
        Self::from_pkcs8_der(&der, hash)
    }

    /// Whether hash and trailer leave room in the block. M1 may be short: the capacity is what is
    /// left, and what that means for security is not the chip's question.
    fn check(&self) -> Result<(), AaKeyError> {
        let Kind::Rsa(key) = &self.kind else {
            return Ok(());
        };
        let form = Form {
            hash: self.hash,
            trailer: iso9796::trailer(self.hash),
            short: false,
        };
        match form.m1_length(key.bits() / 8) {
            Some(_) => Ok(()),
            None => Err(AaKeyError::TooShort {
                bits: key.bits(),
                hash: self.hash,
            }),
        }
    }

    /// A key of the same kind that is not this one: the attacker's.
    pub(crate) fn another(&self) -> Option<Self> {
        let key = if self.is_rsa() {
            TestKey::DsRsa2048
        } else {
            TestKey::AttackerDsP256
        };
        Self::from_pem(key.pem(), self.hash).ok()
    }

    /// Whether it is an RSA key.
    #[must_use]
    pub const fn is_rsa(&self) -> bool {
        matches!(self.kind, Kind::Rsa(_))
    }

    /// Bytes of a signature.
    #[must_use]
    pub fn signature_bytes(&self) -> usize {
        match &self.kind {
            Kind::Rsa(key) => key.modulus().len(),
            Kind::Ec(signer) => 2 * order(signer).len(),
        }
    }

    /// Signs the challenge; `fill` gives M1.
    pub(crate) fn answer<E>(
        &self,
        challenge: &[u8],
        departure: Option<&AaDeparture>,
        mut fill: impl FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Option<Vec<u8>>, E> {
        match &self.kind {
            Kind::Rsa(key) => self.rsa(key, challenge, departure, &mut fill),
            Kind::Ec(signer) => Ok(ecdsa(signer, challenge, departure)),
        }
    }

    /// `block^d mod n`. For a leading zero byte, M1 is drawn until the signature starts with one:
    /// `None` when that does not happen within [`ZERO_DRAWS`], at odds of one in e^32.
    fn rsa<E>(
        &self,
        key: &RawRsaKey,
        challenge: &[u8],
        departure: Option<&AaDeparture>,
        fill: &mut impl FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Option<Vec<u8>>, E> {
        let form = self.form(departure);
        let mut draw = || {
            let Some(length) = form.m1_length(key.bits() / 8) else {
                return Ok(None);
            };
            let mut m1 = vec![0; length];
            fill(&mut m1)?;
            Ok(key.power(&form.block(&m1, challenge)))
        };
        let Some(AaDeparture::LeadingZero { sent }) = departure else {
            let signature = draw()?;
            return Ok(match departure {
                Some(AaDeparture::Complement) => signature.and_then(|s| key.complement(&s)),
                _ => signature,
            });
        };
        for _ in 0..ZERO_DRAWS {
            match draw()?.as_deref() {
                Some([0, rest @ ..]) if !sent => return Ok(Some(rest.to_vec())),
                Some(all @ [0, ..]) => return Ok(Some(all.to_vec())),
                Some(_) => {}
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// The block that the departure asks for.
    fn form<'a>(&self, departure: Option<&'a AaDeparture>) -> Form<'a> {
        let own = iso9796::trailer(self.hash);
        match departure {
            Some(AaDeparture::Trailer { bytes, hash }) => Form {
                hash: hash.unwrap_or(self.hash),
                trailer: bytes,
                short: false,
            },
            other => Form {
                hash: self.hash,
                trailer: own,
                short: other == Some(&AaDeparture::ShortM1),
            },
        }
    }
}

impl core::fmt::Debug for AaKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let kind = if self.is_rsa() { "RSA" } else { "EC" };
        write!(f, "AaKey({kind}, {})", self.hash.name())
    }
}

/// The order of the key's curve.
fn order(signer: &FileSigner) -> &'static [u8] {
    match PublicKey::from_spki(&signer.public_key_spki()) {
        Ok(PublicKey::Ec(key, _)) => key.curve().order(),
        _ => &[],
    }
}

/// r and s one after the other, each as long as the order (BSI TR-03111 §5.2.1).
fn ecdsa(
    signer: &FileSigner,
    challenge: &[u8],
    departure: Option<&AaDeparture>,
) -> Option<Vec<u8>> {
    let mut signature = signer.sign(challenge).ok()?;
    let order = order(signer);
    match departure {
        Some(AaDeparture::Der) => {
            let (r, s) = signature.split_at_checked(order.len())?;
            let parts = [r, s].map(crate::pki::der::integer_bytes);
            return Some(crate::pki::der::sequence(&parts));
        }
        Some(AaDeparture::R(value)) => {
            for (to, from) in signature.iter_mut().zip(value.bytes(order)) {
                *to = from;
            }
        }
        _ => {}
    }
    Some(signature)
}

impl RValue {
    fn bytes(self, order: &[u8]) -> Vec<u8> {
        let mut bytes = order.to_vec();
        match self {
            Self::Zero => bytes.fill(0),
            Self::Order => {}
            Self::OrderAndOne => {
                for byte in bytes.iter_mut().rev() {
                    *byte = byte.wrapping_add(1);
                    if *byte != 0 {
                        break;
                    }
                }
            }
        }
        bytes
    }
}
