//! `RSASSA-PSS-params` (RFC 8017 appendix A.2.3).
//!
//! ```text
//! RSASSA-PSS-params ::= SEQUENCE {
//!     hashAlgorithm    [0] HashAlgorithm    DEFAULT sha1,
//!     maskGenAlgorithm [1] MaskGenAlgorithm DEFAULT mgf1SHA1,
//!     saltLength       [2] INTEGER          DEFAULT 20,
//!     trailerField     [3] TrailerField     DEFAULT trailerFieldBC }
//! ```

use super::{encode, parts, read_hash, unknown};
use crate::SignatureAlgorithm;
use crate::der::{self, Element, Reader};
use crate::error::AlgorithmError;
use crate::hash::HashAlgorithm;
use crate::oid;

/// Salt length where none is written.
const DEFAULT_SALT_LEN: usize = 20;
/// The trailer byte `BC`, the only one the standard defines.
const TRAILER_BC: usize = 1;
/// Explicit tag of the hash.
const HASH: u8 = 0xA0;
/// Explicit tag of the mask generation function.
const MASK: u8 = 0xA1;
/// Explicit tag of the salt length.
const SALT: u8 = 0xA2;
/// Explicit tag of the trailer.
const TRAILER: u8 = 0xA3;

/// Reads the parameters; absent ones are all defaults. Defaults may be written out.
pub(super) fn read(parameters: Option<Element<'_>>) -> Result<SignatureAlgorithm, AlgorithmError> {
    let mut reader = match parameters {
        None => Reader::new(&[]),
        Some(element) if element.tag == der::SEQUENCE => element.children(),
        Some(element) => return Err(element.error().into()),
    };
    let hash = inner(&mut reader, HASH)?.map_or(Ok(HashAlgorithm::Sha1), read_hash)?;
    let mgf_hash = inner(&mut reader, MASK)?.map_or(Ok(HashAlgorithm::Sha1), read_mask)?;
    let salt_len = inner(&mut reader, SALT)?.map_or(Ok(DEFAULT_SALT_LEN), read_small)?;
    let trailer = inner(&mut reader, TRAILER)?.map_or(Ok(TRAILER_BC), read_small)?;
    reader.finish()?;
    if trailer != TRAILER_BC {
        return Err(unknown(oid::RSASSA_PSS));
    }
    Ok(SignatureAlgorithm::RsaPss {
        hash,
        mgf_hash,
        salt_len,
    })
}

/// The one object inside an explicit tag, where that tag is next.
fn inner<'a>(reader: &mut Reader<'a>, tag: u8) -> Result<Option<Element<'a>>, AlgorithmError> {
    let Some(outer) = reader.optional(tag)? else {
        return Ok(None);
    };
    let mut children = outer.children();
    let element = children.any()?;
    children.finish()?;
    Ok(Some(element))
}

/// `id-mgf1` with its hash; MGF1 is the only mask generation function there is.
fn read_mask(element: Element<'_>) -> Result<HashAlgorithm, AlgorithmError> {
    if element.tag != der::SEQUENCE {
        return Err(element.error().into());
    }
    let (oid, parameters) = parts(&element)?;
    match parameters {
        _ if oid.value != oid::MGF1 => Err(unknown(oid.value)),
        Some(hash) => read_hash(hash),
        None => Err(element.error().into()),
    }
}

/// An `INTEGER` of at most two bytes: a salt is shorter than the longest modulus.
fn read_small(element: Element<'_>) -> Result<usize, AlgorithmError> {
    if element.tag != der::INTEGER {
        return Err(element.error().into());
    }
    match element.unsigned()? {
        [] => Ok(0),
        [low] => Ok(usize::from(*low)),
        [high, low] => Ok(usize::from(u16::from_be_bytes([*high, *low]))),
        _ => Err(element.error().into()),
    }
}

/// The parameters in DER: defaults are left out.
pub(super) fn write(hash: HashAlgorithm, mgf_hash: HashAlgorithm, salt_len: usize) -> Vec<u8> {
    let mut fields = Vec::new();
    if hash != HashAlgorithm::Sha1 {
        fields.extend(der::encode(HASH, &[&hash_identifier(hash)]));
    }
    if mgf_hash != HashAlgorithm::Sha1 {
        let mask = encode(oid::MGF1, &hash_identifier(mgf_hash));
        fields.extend(der::encode(MASK, &[&mask]));
    }
    if salt_len != DEFAULT_SALT_LEN {
        let salt = der::encode_unsigned(&salt_len.to_be_bytes());
        fields.extend(der::encode(SALT, &[&salt]));
    }
    der::encode(der::SEQUENCE, &[&fields])
}

/// RFC 4055 §2.1: the parameters of the hash are `NULL` when written.
fn hash_identifier(hash: HashAlgorithm) -> Vec<u8> {
    encode(hash.oid(), &[der::NULL, 0])
}
