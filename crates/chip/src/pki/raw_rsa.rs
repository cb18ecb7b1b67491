//! RSA without a scheme: blocks that no signer would make, and public keys with bad exponents.

use super::{PkiError, TestKey, der};
use crate::crypto::RawRsaKey;
use vidimus_pubkey::{HashAlgorithm, SignError};

/// The DigestInfo of SHA-256 (RFC 8017 §9.2), with the NULL of its algorithm or without.
pub(super) fn digest_info(message: &[u8], with_null: bool) -> Vec<u8> {
    let hash = HashAlgorithm::Sha256;
    let name = super::hash_identifier(hash.oid(), with_null);
    der::sequence(&[name, der::octets(hash.hash(message).as_ref())])
}

/// Signs `00 01 FF… 00 rest` with at most `padding` bytes FF, filled with zeros at the end.
pub(super) fn sign(key: TestKey, padding: usize, rest: &[u8]) -> Result<Vec<u8>, PkiError> {
    let malformed = || key.failed(SignError::NotPem);
    let own = raw(key).ok_or_else(malformed)?;
    let length = own.modulus().len();
    let padding = padding.min(length.saturating_sub(rest.len() + 3));
    let mut block = vec![0x00, 0x01];
    block.resize(2 + padding, 0xFF);
    block.push(0x00);
    block.extend(rest);
    block.resize(length, 0x00);
    own.power(&block).ok_or_else(malformed)
}

/// The public key of an RSA test key, with another public exponent.
pub(crate) fn rsa_spki(key: TestKey, exponent: u32) -> Result<Vec<u8>, PkiError> {
    let own = raw(key).ok_or_else(|| key.failed(SignError::NotPem))?;
    let public = der::sequence(&[der::integer_bytes(own.modulus()), der::integer(exponent)]);
    let name = der::sequence(&[der::oid(vidimus_pubkey::oid::RSA_ENCRYPTION), der::null()]);
    Ok(der::sequence(&[name, der::bits(&public)]))
}

/// The numbers of an RSA test key.
fn raw(key: TestKey) -> Option<RawRsaKey> {
    RawRsaKey::from_pkcs8(&pem_bytes(key.pem())?)
}

/// What is inside the first block of a PEM file.
pub(crate) fn pem_bytes(pem: &str) -> Option<Vec<u8>> {
    let block = vidimus_pubkey::pem::blocks(pem).next()?.ok()?;
    Some(block.decode()?.to_vec())
}
