//! RSASSA-PKCS1-v1_5 (RFC 8017 §8.2): the whole block is made again and compared.
//!
//! ```text
//! 00 01  FF … FF (8 or more)  00  SEQUENCE { SEQUENCE { OID, NULL }, OCTET STRING hash }
//! ```
//!
//! Nothing inside the block is parsed, so nothing can hide in it: no garbage after the hash, no
//! short padding, no other encoding of the identifier.

use super::RsaPublicKey;
use crate::der;
use crate::error::VerifyError;
use crate::hash::{Digest, HashAlgorithm};
use crate::verifier::{SignatureQuirk, Verified};

/// `00 01`, at least eight bytes `FF`, `00`.
const MIN_PADDING: usize = 11;

/// Verifies a signature over a message of this hash value.
pub(crate) fn verify(
    key: &RsaPublicKey,
    hash: HashAlgorithm,
    digest: &Digest,
    signature: &[u8],
) -> Result<Verified, VerifyError> {
    let length = key.modulus().len();
    let expected =
        encode(hash, digest, Parameters::Null, length).ok_or(VerifyError::Unsupported)?;
    let found = key.encoded_message(signature)?;
    if found == expected {
        return Ok(Verified { quirk: None });
    }
    // a signed master list in the field has it; compared whole like the first
    if Some(found) == encode(hash, digest, Parameters::Absent, length) {
        return Ok(Verified {
            quirk: Some(SignatureQuirk::DigestInfoWithoutNull),
        });
    }
    Err(VerifyError::BadSignature)
}

/// How the hash's identifier in the `DigestInfo` ends.
#[derive(Clone, Copy)]
pub(super) enum Parameters {
    Null,
    Absent,
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2); `None` when the block is too short for the hash.
pub(super) fn encode(
    hash: HashAlgorithm,
    digest: &Digest,
    parameters: Parameters,
    length: usize,
) -> Option<Vec<u8>> {
    let info = digest_info(hash, digest, parameters);
    let ones = length.checked_sub(info.len() + 3)?;
    if ones + 3 < MIN_PADDING {
        return None;
    }
    let mut block = Vec::with_capacity(length);
    block.extend_from_slice(&[0, 1]);
    block.resize(2 + ones, 0xFF);
    block.push(0);
    block.extend_from_slice(&info);
    Some(block)
}

/// `DigestInfo ::= SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, NULL }, OCTET STRING }`.
fn digest_info(hash: HashAlgorithm, digest: &Digest, parameters: Parameters) -> Vec<u8> {
    let parameters: &[u8] = match parameters {
        Parameters::Null => &[der::NULL, 0],
        Parameters::Absent => &[],
    };
    let identifier = crate::algorithm::encode(hash.oid(), parameters);
    let value = der::encode(der::OCTET_STRING, &[digest.as_ref()]);
    der::encode(der::SEQUENCE, &[&identifier, &value])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The prefixes that RFC 8017 §9.2 note 1 spells out.
    #[test]
    fn digest_info_is_that_of_the_standard() {
        let prefixes = [
            "3021300906052b0e03021a05000414",
            "302d300d06096086480165030402040500041c",
            "3031300d060960864801650304020105000420",
            "3041300d060960864801650304020205000430",
            "3051300d060960864801650304020305000440",
        ];
        for (hash, prefix) in HashAlgorithm::ALL.into_iter().zip(prefixes) {
            let info = digest_info(hash, &hash.hash(b"abc"), Parameters::Null);
            let hex: String = info.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(hex.starts_with(prefix), "{hash}: {hex}");
            assert!(info.ends_with(hash.hash(b"abc").as_ref()));
        }
    }

    #[test]
    fn a_block_has_eight_bytes_of_padding_or_is_none() {
        let digest = HashAlgorithm::Sha256.hash(b"");
        let block = |length| encode(HashAlgorithm::Sha256, &digest, Parameters::Null, length);
        let shortest = 3 + 8 + 19 + 32;
        assert!(block(shortest - 1).is_none() && block(2).is_none());
        let bytes = block(shortest).unwrap();
        assert_eq!(bytes.len(), shortest);
        assert_eq!(
            bytes[..12],
            [0, 1, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0x30]
        );
    }
}
