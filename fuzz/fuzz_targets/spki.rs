//! Any bytes as `SubjectPublicKeyInfo`; a key that is taken must survive every accessor.
#![no_main]

use vidimus_pubkey::PublicKey;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(key) = PublicKey::from_spki(data) {
        let _ = (
            key.description(),
            key.bits(),
            key.is_weak(),
            key.curve_form(),
        );
    }
});
