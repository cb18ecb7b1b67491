//! HMAC (RFC 2104, FIPS 198-1) over this crate's hash functions.

use crate::{Digest, HashAlgorithm};
use zeroize::Zeroizing;

/// Bytes of the longest block of a hash function.
const MAX_BLOCK: usize = 128;

/// Bytes that the function takes at a time.
const fn block_len(hash: HashAlgorithm) -> usize {
    match hash {
        HashAlgorithm::Sha1 | HashAlgorithm::Sha224 | HashAlgorithm::Sha256 => 64,
        HashAlgorithm::Sha384 | HashAlgorithm::Sha512 => MAX_BLOCK,
    }
}

/// The authentication code of the parts one after the other, under a key no longer than a block.
pub(super) fn hmac(hash: HashAlgorithm, key: &[u8], parts: &[&[u8]]) -> Digest {
    let padded = |pad: u8| {
        let mut block = Zeroizing::new(vec![pad; block_len(hash)]);
        for (byte, key) in block.iter_mut().zip(key) {
            *byte ^= key;
        }
        block
    };
    let (inner, outer) = (padded(0x36), padded(0x5C));
    let mut message = vec![inner.as_slice()];
    message.extend_from_slice(parts);
    let digest = hash.hash_parts(&message);
    hash.hash_parts(&[&outer, digest.as_ref()])
}
