//! The public key of a certificate (Doc 9303-11 §9.4, TR-03110-3 D.3).
//!
//! ```text
//! 7F49  06 algorithm  81 n  82 e                                      RSA
//! 7F49  06 algorithm  [81 p  82 a  83 b  84 G  85 r]  86 Y  [87 f]    curve
//! ```
//!
//! The order is fixed. Numbers have no leading zeros by §9.4.1, points are `04`, x, y. Coefficients
//! may be empty, which is zero.

use super::{TaAlgorithm, finish, take};
use crate::{CmsError, Oid};
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};

/// The public key object, `7F49`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CvPublicKey<'a> {
    /// the value of the object
    pub bytes: &'a [u8],
    /// the algorithm's identifier
    pub oid: Oid<'a>,
    /// the algorithm; `None` when it is none of Terminal Authentication
    pub algorithm: Option<TaAlgorithm>,
    /// the numbers
    pub data: KeyData<'a>,
}

/// The numbers of a key, unsigned and big-endian, not checked for sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyData<'a> {
    /// Doc 9303-11 §9.4.2.
    Rsa {
        /// `81`
        modulus: &'a [u8],
        /// `82`
        exponent: &'a [u8],
    },
    /// Doc 9303-11 §9.4.4.
    Ec {
        /// the curve; there in certificates of a CVCA, elsewhere inherited from it
        domain: Option<EcDomain<'a>>,
        /// `86`, the point in uncompressed form
        point: &'a [u8],
    },
}

/// The domain parameters of a curve over a prime field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EcDomain<'a> {
    /// `81`, the prime of the field
    pub prime: &'a [u8],
    /// `82`, the first coefficient
    pub a: &'a [u8],
    /// `83`, the second coefficient
    pub b: &'a [u8],
    /// `84`, the base point in uncompressed form
    pub base: &'a [u8],
    /// `85`, its order
    pub order: &'a [u8],
    /// `87`, the cofactor; 1, as on every curve of the standard, where it is missing
    pub cofactor: &'a [u8],
}

impl<'a> CvPublicKey<'a> {
    /// The kind of key follows the algorithm; of an unknown algorithm, what the objects look
    /// like: `86` is only in keys of a curve.
    pub(super) fn read(object: &Tlv<'a>) -> Result<Self, CmsError> {
        let mut fields = object.children()?;
        let identifier = fields.expect(Tag(0x06))?;
        let oid =
            Oid::new(identifier.value).map_err(|fault| CmsError::oid(identifier.offset, fault))?;
        let algorithm = TaAlgorithm::from_oid(identifier.value);
        let is_rsa = match algorithm {
            Some(algorithm) => algorithm.is_rsa(),
            None => !has_point(fields.clone())?,
        };
        let data = if is_rsa {
            read_rsa(&mut fields)?
        } else {
            read_ec(&mut fields)?
        };
        finish(&fields)?;
        Ok(Self {
            bytes: object.value,
            oid,
            algorithm,
            data,
        })
    }
}

fn has_point(mut fields: Reader<'_>) -> Result<bool, CmsError> {
    while let Some(field) = fields.next()? {
        if field.tag == Tag(0x86) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn read_rsa<'a>(fields: &mut Reader<'a>) -> Result<KeyData<'a>, CmsError> {
    Ok(KeyData::Rsa {
        modulus: number(fields, 0x81)?,
        exponent: number(fields, 0x82)?,
    })
}

/// All domain parameters, of which only the cofactor may be missing, or none.
fn read_ec<'a>(fields: &mut Reader<'a>) -> Result<KeyData<'a>, CmsError> {
    let Some(prime) = take(fields, 0x81)? else {
        return Ok(KeyData::Ec {
            domain: None,
            point: number(fields, 0x86)?,
        });
    };
    let a = fields.expect(Tag(0x82))?.value;
    let b = fields.expect(Tag(0x83))?.value;
    let base = number(fields, 0x84)?;
    let order = number(fields, 0x85)?;
    let point = number(fields, 0x86)?;
    let cofactor = take(fields, 0x87)?.unwrap_or(&[1]);
    Ok(KeyData::Ec {
        domain: Some(EcDomain {
            prime,
            a,
            b,
            base,
            order,
            cofactor,
        }),
        point,
    })
}

/// A value that cannot be empty.
fn number<'a>(fields: &mut Reader<'a>, tag: u32) -> Result<&'a [u8], CmsError> {
    let object = fields.expect(Tag(tag))?;
    if object.value.is_empty() {
        return Err(CmsError::content(object.offset, "a number"));
    }
    Ok(object.value)
}
