//! RSASSA-PSS (RFC 8017 §8.1, §9.1) with MGF1, any hash in it, and any length of salt.
//!
//! ```text
//! EM = maskedDB || H || BC              one bit shorter than the modulus
//! DB = 00 … 00 01 || salt               maskedDB = DB xor MGF1(H)
//! H  = Hash(00 (8) || mHash || salt)
//! ```
//!
//! The length of the salt is the one that the algorithm identifier states, or as long as the hash
//! in CV certificates (Doc 9303-11 §7.1.4.1.1); it is not searched for.

use super::RsaPublicKey;
use crate::error::VerifyError;
use crate::hash::{Digest, HashAlgorithm};
use crate::verifier::Verified;

/// The trailer byte.
const TRAILER: u8 = 0xBC;

/// The parameters of RSASSA-PSS.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameters {
    pub(crate) hash: HashAlgorithm,
    pub(crate) mgf_hash: HashAlgorithm,
    pub(crate) salt_len: usize,
}

/// Verifies a signature over a message of this hash value (RFC 8017 §8.1.2, §9.1.2).
pub(crate) fn verify(
    key: &RsaPublicKey,
    parameters: Parameters,
    digest: &Digest,
    signature: &[u8],
) -> Result<Verified, VerifyError> {
    let bits = key.bits() - 1;
    if parameters.encoded_minimum() > bits.div_ceil(8) {
        return Err(VerifyError::Unsupported);
    }
    let block = key.encoded_message(signature)?;
    // with modBits - 1 a multiple of 8 the block is one byte shorter than the modulus
    let surplus = block.len() - bits.div_ceil(8);
    match block.split_at_checked(surplus) {
        Some(([] | [0], encoded)) if parameters.matches(digest, encoded, bits) => {
            Ok(Verified { quirk: None })
        }
        _ => Err(VerifyError::BadSignature),
    }
}

impl Parameters {
    /// The shortest encoded message that holds hash, salt, separator and trailer.
    const fn encoded_minimum(self) -> usize {
        self.hash.output_len() + self.salt_len + 2
    }

    /// EMSA-PSS-VERIFY (RFC 8017 §9.1.2), steps 4 to 14, on an encoded message long enough.
    fn matches(self, digest: &Digest, encoded: &[u8], bits: usize) -> bool {
        let Some((masked, h)) = self.split(encoded) else {
            return false;
        };
        if masked
            .first()
            .is_none_or(|byte| byte & !top_mask(bits) != 0)
        {
            return false;
        }
        let block = self.xor_mask(masked, h, bits);
        let Some((padding, salt)) = block
            .len()
            .checked_sub(self.salt_len)
            .and_then(|at| block.split_at_checked(at))
        else {
            return false;
        };
        matches!(padding, [zeros @ .., 1] if zeros.iter().all(|byte| *byte == 0))
            && self.salted_hash(digest, salt).as_ref() == h
    }

    /// `maskedDB` and `H` of an encoded message that ends in the trailer.
    fn split(self, encoded: &[u8]) -> Option<(&[u8], &[u8])> {
        let (&TRAILER, rest) = encoded.split_last()? else {
            return None;
        };
        rest.split_at_checked(rest.len().checked_sub(self.hash.output_len())?)
    }

    /// `H = Hash(00 00 00 00 00 00 00 00 || mHash || salt)`.
    fn salted_hash(self, digest: &Digest, salt: &[u8]) -> Digest {
        self.hash.hash_parts(&[&[0; 8], digest.as_ref(), salt])
    }

    /// `DB` from `maskedDB`, or the other way round: the mask of `h`, and the bits above the
    /// encoded message cleared.
    fn xor_mask(self, block: &[u8], h: &[u8], bits: usize) -> Vec<u8> {
        let mask = mgf1(self.mgf_hash, h, block.len());
        let mut out: Vec<u8> = block.iter().zip(mask).map(|(a, b)| a ^ b).collect();
        if let Some(top) = out.first_mut() {
            *top &= top_mask(bits);
        }
        out
    }

    /// EMSA-PSS-ENCODE (RFC 8017 §9.1.1) with this salt, for a modulus of `bits + 1` bits;
    /// `None` when it does not fit. Its length is that of `bits`, rounded up to bytes.
    #[cfg(feature = "signing")]
    pub(super) fn encode(self, digest: &Digest, salt: &[u8], bits: usize) -> Option<Vec<u8>> {
        let zeros = bits.div_ceil(8).checked_sub(self.encoded_minimum())?;
        let mut block = vec![0; zeros];
        block.push(1);
        block.extend_from_slice(salt);
        let h = self.salted_hash(digest, salt);
        let mut encoded = self.xor_mask(&block, h.as_ref(), bits);
        encoded.extend_from_slice(h.as_ref());
        encoded.push(TRAILER);
        Some(encoded)
    }
}

/// The bits of the first byte that belong to an encoded message of this many bits.
const fn top_mask(bits: usize) -> u8 {
    0xFF >> ((8 - bits % 8) % 8)
}

/// MGF1 (RFC 8017 appendix B.2.1): `length` bytes from this seed.
pub(super) fn mgf1(hash: HashAlgorithm, seed: &[u8], length: usize) -> Vec<u8> {
    let mut mask = Vec::with_capacity(length + hash.output_len());
    let mut counter = 0u32;
    while mask.len() < length {
        let block = hash.hash_parts(&[seed, &counter.to_be_bytes()]);
        mask.extend_from_slice(block.as_ref());
        counter = counter.wrapping_add(1);
    }
    mask.truncate(length);
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_byte_keeps_the_bits_of_the_length() {
        let masks = [(2047, 0x7F), (2048, 0xFF), (2041, 0x01), (2046, 0x3F)];
        for (bits, mask) in masks {
            assert_eq!(top_mask(bits), mask);
        }
    }

    #[test]
    fn mgf1_is_a_prefix_of_its_longer_self() {
        let long = mgf1(HashAlgorithm::Sha256, b"seed", 100);
        for length in [0, 1, 31, 32, 33, 99] {
            assert_eq!(mgf1(HashAlgorithm::Sha256, b"seed", length), long[..length]);
        }
        let first = HashAlgorithm::Sha256.hash(b"seed\0\0\0\0");
        assert_eq!(long[..32], *first.as_ref());
    }
}
