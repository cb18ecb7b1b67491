//! Signatures, good ones and deliberately odd ones.

use super::{PkiError, TestKey, der, raw_rsa};
use crypto_bigint::{BoxedUint, NonZero};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_pubkey::{Digest, SignatureAlgorithm};

/// How a signature is made, or what is done to it afterwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignatureForm {
    /// nothing
    #[default]
    AsMade,
    /// ECDSA: r and s carry a needless leading zero byte
    EcdsaZeroPadded,
    /// ECDSA: r and s are zero
    EcdsaZero,
    /// ECDSA: r is the order of P-256
    EcdsaOrderR,
    /// ECDSA: s is the order of P-256
    EcdsaOrderS,
    /// ECDSA: r is negative
    EcdsaNegative,
    /// ECDSA over P-256: fits under twice the standard generator, which a certificate with
    /// explicit parameters may name (CVE-2020-0601)
    EcdsaDoubledGenerator,
    /// RSA PKCS#1 v1.5 with SHA-256: eight bytes of padding, DigestInfo, then garbage
    /// (CVE-2006-4339)
    RsaGarbage,
    /// RSA PKCS#1 v1.5 with SHA-256: the DigestInfo lacks its NULL
    RsaWithoutNull,
}

/// The order of P-256 (SP 800-186 §3.2.1.3).
const P256_ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];

impl SignatureForm {
    /// Signs, and does to the signature what this form says.
    pub(crate) fn sign(
        self,
        key: TestKey,
        algorithm: SignatureAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, PkiError> {
        match self {
            Self::EcdsaDoubledGenerator => return doubled(key, algorithm, message),
            Self::RsaGarbage => {
                let rest = [raw_rsa::digest_info(message, true), vec![0x5A; 64]].concat();
                return raw_rsa::sign(key, 8, &rest);
            }
            Self::RsaWithoutNull => {
                let info = raw_rsa::digest_info(message, false);
                return raw_rsa::sign(key, usize::MAX, &info);
            }
            _ => {}
        }
        let made = key.sign(algorithm, message)?;
        let Some((r, s)) = integers(&made) else {
            return Ok(made);
        };
        let number = |value: &[u8]| der::object(0x02, value);
        let order = || der::integer_bytes(&P256_ORDER);
        let pair = match self {
            Self::EcdsaZeroPadded => [
                number(&[&[0, 0], r].concat()),
                number(&[&[0, 0], s].concat()),
            ],
            Self::EcdsaZero => [number(&[0]), number(&[0])],
            Self::EcdsaOrderR => [order(), number(s)],
            Self::EcdsaOrderS => [number(r), order()],
            Self::EcdsaNegative => [number(&[&[0xFF], r].concat()), number(s)],
            _ => return Ok(made),
        };
        Ok(der::sequence(&pair))
    }
}

/// A signature that verifies under the generator 2G: with the hash e, u1·2G + u2·Q is what
/// u1·G + u2·Q is for the hash 2e, so the common signature over 2e is one.
fn doubled(
    key: TestKey,
    algorithm: SignatureAlgorithm,
    message: &[u8],
) -> Result<Vec<u8>, PkiError> {
    let hash = algorithm.hash().hash(message);
    let order = BoxedUint::from_be_slice_vartime(&P256_ORDER);
    let Some(order) = NonZero::new(order).into_option() else {
        return key.sign(algorithm, message);
    };
    let e = BoxedUint::from_be_slice_vartime(hash.as_ref()).rem(&order);
    let twice = e.add_mod(&e, &order).to_be_bytes();
    match Digest::from_bytes(&twice) {
        Some(digest) => key.sign_digest(algorithm, &digest),
        None => key.sign(algorithm, message),
    }
}

/// The content octets of r and s.
fn integers(signature: &[u8]) -> Option<(&[u8], &[u8])> {
    let outer = Reader::new(signature).expect(Tag(0x30)).ok()?;
    let mut fields = outer.children().ok()?;
    let r = fields.expect(Tag(0x02)).ok()?.value;
    let s = fields.expect(Tag(0x02)).ok()?.value;
    Some((r, s))
}
