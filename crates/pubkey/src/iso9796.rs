//! ISO/IEC 9796-2 digital signature scheme 1 with partial recovery, as chips sign a challenge
//! for Active Authentication (Doc 9303-11 §6.1.2.2).
//!
//! ```text
//! 6A || M1 || hash(M1 || M2) || trailer
//! trailer   BC SHA-1 | 38CC SHA-224 | 34CC SHA-256 | 36CC SHA-384 | 35CC SHA-512
//! ```
//!
//! | first byte | M1 | taken |
//! |---|---|---|
//! | `6A` | follows at once | yes |
//! | `6B` or `4B` | after a filler, `BB … BB BA` | with the quirk `aa.short_m1` |
//! | others | | no |
//!
//! With a modulus of `k` bits and a hash of `Lh`, `M1` has `k - Lh - 8t - 8` bits, `t` the bytes of
//! the trailer: 106 bytes for 1024 bits and SHA-1.
//!
//! `M1` comes out of the signature and fills the block; `M2` is the challenge. Both forms of
//! signature are opened: the power itself, and the modulus less it (of the two that the
//! standard's production functions make, the block that ends in the trailer's `C` is the one).
//!
//! A modulus of a number of bits that is no multiple of 8 leaves the place of the first byte
//! open: the block is taken in as many whole bytes as the modulus has bits for, or in as many as
//! it occupies.
//!
//! Deviation: a signature may lack leading zeros (OWN-AA-06); it is the same number. Nothing
//! else bends: all of the block is accounted for, so that an exponent of 3 forges nothing.

mod block;
#[cfg(test)]
mod tests;

use crate::error::VerifyError;
use crate::hash::HashAlgorithm;
use crate::rsa::RsaPublicKey;
use block::Block;

/// A signature that is mathematically right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a quirk may have to be refused"]
#[non_exhaustive]
pub struct Recovered {
    /// the hash that the trailer names
    pub hash: HashAlgorithm,
    /// `aa.short_m1`: `M1` does not fill the block, a filler stands before it; whoever is
    /// strict refuses
    pub quirk: Option<&'static str>,
}

/// Verifies a signature over `M1 || m2` and recovers what it says of itself.
///
/// Variable time: key, challenge and signature are public.
///
/// ```
/// use vidimus_pubkey::{HashAlgorithm, RsaPublicKey, VerifyError, iso9796};
///
/// # fn bytes(hex: &str) -> Vec<u8> {
/// #     let digit = |byte: u8| char::from(byte).to_digit(16).unwrap() as u8;
/// #     hex.as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
/// # }
/// let modulus = bytes(
///     "bbd5c99095f0b1ec295c989b4ab21dad31830be413fbb427e26b0c9f38223dcba6331f5bd90c4a0d\
///      f332892a8a2800a85ab71cc682bb5e8e47d54821f09b65087febaa9b192304825f569621ab6b7422\
///      c2f475ad2dc02519945ff89166cc56f693c8009b64b0db244aec63c42eb5cdbedc1886470e4d3bb5\
///      4b710f9ade2b9403",
/// );
/// let signature = bytes(
///     "8a54f43d01621e1ea2eb98a85645f34b5fc25f246e460a4d03d3a7357aae5b152f3229f4ed1ee71e\
///      a94c79ab3e4328454d3156e4de9b475eb16fb3eb05e30d5f064411f618e1b313600539c8cf3c3f92\
///      b3346643d270414d2ddcb44f54fecf4599b058c8836a7c25061246eccc471d1c4f030f647ef3b5a0\
///      d6702989fbdc23c3",
/// );
/// let key = RsaPublicKey::from_components(&modulus, &[3])?;
///
/// let recovered = iso9796::verify(&key, &[1, 2, 3, 4, 5, 6, 7, 8], &signature)?;
/// assert_eq!(recovered.hash, HashAlgorithm::Sha1);
/// assert_eq!(recovered.quirk, None);
///
/// let other = iso9796::verify(&key, &[8, 7, 6, 5, 4, 3, 2, 1], &signature);
/// assert_eq!(other, Err(VerifyError::BadSignature));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`VerifyError::MalformedSignature`] for a signature that is empty or longer than the modulus,
/// [`VerifyError::BadSignature`] for every other fault.
pub fn verify(key: &RsaPublicKey, m2: &[u8], signature: &[u8]) -> Result<Recovered, VerifyError> {
    let padded = left_padded(signature, key.modulus().len())?;
    let power = key.encoded_message(&padded)?;
    let block = if ends_a_trailer(&power) {
        power
    } else {
        complement(key.modulus(), &power)
    };
    Block::parse(&block, key.bits())
        .filter(|block| block.is_over(m2))
        .map(|block| Recovered {
            hash: block.hash,
            quirk: block.is_short.then_some("aa.short_m1"),
        })
        .ok_or(VerifyError::BadSignature)
}

/// As long as the modulus.
fn left_padded(signature: &[u8], length: usize) -> Result<Vec<u8>, VerifyError> {
    if signature.is_empty() || signature.len() > length {
        return Err(VerifyError::MalformedSignature);
    }
    let mut padded = vec![0; length - signature.len()];
    padded.extend_from_slice(signature);
    Ok(padded)
}

/// Every trailer ends so. The modulus is odd, so that only one of a number and its complement
/// can.
fn ends_a_trailer(block: &[u8]) -> bool {
    block.last().is_some_and(|byte| byte & 0x0F == 0x0C)
}

/// The modulus less a number below it, both as long.
fn complement(modulus: &[u8], number: &[u8]) -> Vec<u8> {
    let mut out = modulus.to_vec();
    let mut borrow = false;
    for (digit, less) in out.iter_mut().zip(number).rev() {
        let (first, under) = digit.overflowing_sub(*less);
        let (second, over) = first.overflowing_sub(u8::from(borrow));
        *digit = second;
        borrow = under || over;
    }
    out
}
