//! The key derivation function (Doc 9303-11 §9.7): `KDF(K, c) = H(K || c)`.

use super::Cipher;
use vidimus_pubkey::HashAlgorithm;
use zeroize::Zeroizing;

/// Derives the key number `counter` (1 encryption, 2 MAC, 3 password) for a cipher.
///
/// SHA-1 for 3DES and AES-128, SHA-256 for the longer keys; the output is cut to the length of
/// the key. Parity bits of DES keys are left as they fall (§9.7.1.1 makes them optional).
pub(crate) fn derive(secret: &[u8], counter: u32, cipher: Cipher) -> Zeroizing<Vec<u8>> {
    let hash = match cipher {
        Cipher::TripleDes | Cipher::Aes128 => HashAlgorithm::Sha1,
        Cipher::Aes192 | Cipher::Aes256 => HashAlgorithm::Sha256,
    };
    let digest = hash.hash_parts(&[secret, &counter.to_be_bytes()]);
    let key = digest.as_ref().iter().take(cipher.key_bytes());
    Zeroizing::new(key.copied().collect())
}

/// The seed of the Document Basic Access Keys (§4.3.2): the first 16 bytes of SHA-1 over the
/// MRZ information.
pub(crate) fn bac_seed(mrz_information: &[u8]) -> Zeroizing<Vec<u8>> {
    let digest = HashAlgorithm::Sha1.hash(mrz_information);
    Zeroizing::new(digest.as_ref().iter().take(16).copied().collect())
}
