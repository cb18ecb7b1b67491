//! Signatures, good ones and deliberately odd ones.

use crate::pki::{PkiError, TestKey, der};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_pubkey::SignatureAlgorithm;

/// What is done to a signature after it was made.
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
        let made = key.sign(algorithm, message)?;
        let Some((r, s)) = integers(&made) else { return Ok(made) };
        let number = |value: &[u8]| der::object(0x02, value);
        let order = || der::integer_bytes(&P256_ORDER);
        let pair = match self {
            Self::AsMade => return Ok(made),
            Self::EcdsaZeroPadded => [
                number(&[&[0, 0], r].concat()),
                number(&[&[0, 0], s].concat()),
            ],
            Self::EcdsaZero => [number(&[0]), number(&[0])],
            Self::EcdsaOrderR => [order(), number(s)],
            Self::EcdsaOrderS => [number(r), order()],
            Self::EcdsaNegative => [number(&[&[0xFF], r].concat()), number(s)],
        };
        Ok(der::sequence(&pair))
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
