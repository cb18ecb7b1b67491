//! RSA without a scheme: blocks that no signer would make, and public keys with bad exponents.

use super::{PkiError, TestKey, der};
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_pubkey::{HashAlgorithm, SignError};

/// Modulus and private exponent, big-endian.
struct Numbers {
    modulus: Vec<u8>,
    exponent: Vec<u8>,
}

/// The DigestInfo of SHA-256 (RFC 8017 §9.2), with the NULL of its algorithm or without.
pub(super) fn digest_info(message: &[u8], with_null: bool) -> Vec<u8> {
    let hash = HashAlgorithm::Sha256;
    let name = super::hash_identifier(hash.oid(), with_null);
    der::sequence(&[name, der::octets(hash.hash(message).as_ref())])
}

/// Signs `00 01 FF… 00 rest` with at most `padding` bytes FF, filled with zeros at the end.
pub(super) fn sign(key: TestKey, padding: usize, rest: &[u8]) -> Result<Vec<u8>, PkiError> {
    let malformed = || key.failed(SignError::NotPem);
    let numbers = numbers(key.pem()).ok_or_else(malformed)?;
    let length = numbers.modulus.len();
    let padding = padding.min(length.saturating_sub(rest.len() + 3));
    let mut block = vec![0x00, 0x01];
    block.resize(2 + padding, 0xFF);
    block.push(0x00);
    block.extend(rest);
    block.resize(length, 0x00);
    power(&block, &numbers).ok_or_else(malformed)
}

/// The public key of an RSA test key, with another public exponent.
pub(crate) fn rsa_spki(key: TestKey, exponent: u32) -> Result<Vec<u8>, PkiError> {
    let numbers = numbers(key.pem()).ok_or_else(|| key.failed(SignError::NotPem))?;
    let public = der::sequence(&[der::integer_bytes(&numbers.modulus), der::integer(exponent)]);
    let name = der::sequence(&[der::oid(vidimus_pubkey::oid::RSA_ENCRYPTION), der::null()]);
    Ok(der::sequence(&[name, der::bits(&public)]))
}

fn power(block: &[u8], numbers: &Numbers) -> Option<Vec<u8>> {
    let modulus = Odd::new(BoxedUint::from_be_slice_vartime(&numbers.modulus)).into_option()?;
    let params = BoxedMontyParams::new_vartime(modulus);
    let block = BoxedUint::from_be_slice(block, params.bits_precision()).ok()?;
    let exponent = BoxedUint::from_be_slice_vartime(&numbers.exponent);
    let signature = BoxedMontyForm::new(block, &params)
        .pow(&exponent)
        .retrieve();
    let bytes = signature.to_be_bytes();
    let surplus = bytes.len().checked_sub(numbers.modulus.len())?;
    bytes.get(surplus..).map(<[u8]>::to_vec)
}

/// Reads PKCS#8 around `RSAPrivateKey` (RFC 8017 appendix A.1.2).
fn numbers(pem: &str) -> Option<Numbers> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let file = base64(&body)?;
    let mut outer = Reader::new(&file).expect(Tag(0x30)).ok()?.children().ok()?;
    outer.expect(Tag(0x02)).ok()?;
    outer.expect(Tag(0x30)).ok()?;
    let inner = outer.expect(Tag(0x04)).ok()?;
    let mut key = inner
        .children()
        .ok()?
        .expect(Tag(0x30))
        .ok()?
        .children()
        .ok()?;
    key.expect(Tag(0x02)).ok()?;
    let mut number = || {
        let value = key.expect(Tag(0x02)).ok()?.value;
        Some(value.strip_prefix(&[0]).unwrap_or(value).to_vec())
    };
    let modulus = number()?;
    number()?;
    Some(Numbers {
        modulus,
        exponent: number()?,
    })
}

/// RFC 4648 §4, for the test keys alone.
fn base64(text: &str) -> Option<Vec<u8>> {
    let value = |byte: u8| {
        Some(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        })
    };
    let mut out = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let mut bits = 0u32;
        for byte in four {
            bits = bits << 6 | u32::from(value(*byte)?);
        }
        bits <<= 6 * (4 - four.len());
        let [_, bytes @ ..] = bits.to_be_bytes();
        out.extend(bytes.iter().take(four.len() - 1));
    }
    Some(out)
}
