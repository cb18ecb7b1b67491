//! CBC with a zero IV and no padding, for the nonce and its mapping (Doc 9303-11 §4.4.3.3).

use crate::Cipher;
use crate::kdf::SymmetricKey;
use ::cipher::{
    Array, BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockModeEncrypt,
    BlockSizeUser, InnerIvInit, KeyInit,
};
use aes::{Aes128, Aes192, Aes256};
use des::TdesEde2;

/// Runs one expression with the schedule of the key, whichever cipher it is.
macro_rules! with_schedule {
    ($cipher:expr, $key:expr, $schedule:ident => $body:expr) => {
        match $cipher {
            Cipher::TripleDes => {
                let $schedule = schedule_of::<TdesEde2>($key);
                $body
            }
            Cipher::Aes128 => {
                let $schedule = schedule_of::<Aes128>($key);
                $body
            }
            Cipher::Aes192 => {
                let $schedule = schedule_of::<Aes192>($key);
                $body
            }
            Cipher::Aes256 => {
                let $schedule = schedule_of::<Aes256>($key);
                $body
            }
        }
    };
}

/// Encrypts whole blocks in place. Of the key, as many bytes as the cipher takes are used.
pub(super) fn encrypt(cipher: Cipher, key: &[u8], data: &mut [u8]) {
    with_schedule!(cipher, key, schedule => encrypt_with(&schedule, data));
}

/// Decrypts whole blocks in place.
pub(super) fn decrypt(cipher: Cipher, key: &SymmetricKey, data: &mut [u8]) {
    with_schedule!(cipher, key.as_bytes(), schedule => decrypt_with(&schedule, data));
}

fn encrypt_with<C: BlockCipherEncrypt>(schedule: &C, data: &mut [u8]) {
    let mut mode = cbc::Encryptor::inner_iv_init(schedule, &Array::default());
    mode.encrypt_blocks(Array::slice_as_chunks_mut(data).0);
}

fn decrypt_with<C: BlockCipherDecrypt>(schedule: &C, data: &mut [u8]) {
    let mut mode = cbc::Decryptor::inner_iv_init(schedule, &Array::default());
    mode.decrypt_blocks(Array::slice_as_chunks_mut(data).0);
}

/// The schedule of the first bytes of the key; a shorter one is filled with zeros, which the
/// callers rule out.
fn schedule_of<C: KeyInit + BlockSizeUser>(key: &[u8]) -> C {
    let mut array = Array::default();
    array.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    C::new(&array)
}
