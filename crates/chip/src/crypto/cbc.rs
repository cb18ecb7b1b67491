//! CBC with a zero IV under a key given as bytes: nonces of PACE (Doc 9303-11 §4.4.3.3).

use super::{Cipher, retail};
use aes::{Aes128, Aes192, Aes256};
use cipher::{Block, BlockCipherEncrypt, BlockModeEncrypt, InnerIvInit, KeyInit};

/// Encrypts whole blocks in place. A key of another length than the cipher's leaves them as
/// they are, which no caller has.
pub(crate) fn cbc_encrypt(cipher: Cipher, key: &[u8], bytes: &mut [u8]) {
    match cipher {
        Cipher::TripleDes => {
            if let Ok(key) = key.try_into() {
                retail::encrypt(key, bytes);
            }
        }
        Cipher::Aes128 => encrypt::<Aes128>(key, bytes),
        Cipher::Aes192 => encrypt::<Aes192>(key, bytes),
        Cipher::Aes256 => encrypt::<Aes256>(key, bytes),
    }
}

fn encrypt<C: BlockCipherEncrypt + KeyInit>(key: &[u8], bytes: &mut [u8]) {
    let Ok(cipher) = C::new_from_slice(key) else {
        return;
    };
    let (blocks, _) = Block::<C>::slice_as_chunks_mut(bytes);
    cbc::Encryptor::inner_iv_init(cipher, &Block::<C>::default()).encrypt_blocks(blocks);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Doc 9303-11 App. G.1: z = E(K-pi, s).
    #[test]
    fn the_nonce_of_the_worked_example() {
        let key = 0x89DE_D1B2_6624_EC1E_634C_1989_3028_49DD_u128.to_be_bytes();
        let mut nonce = 0x3F00_C4D3_9D15_3F2B_2A21_4A07_8D89_9B22_u128.to_be_bytes();
        cbc_encrypt(Cipher::Aes128, &key, &mut nonce);
        let expected = 0x95A3_A016_522E_E98D_01E7_6CB6_B98B_42C3_u128;
        assert_eq!(nonce, expected.to_be_bytes());
    }
}
