//! Any modulus, challenge and signature of Active Authentication: nothing may panic.
#![no_main]

use vidimus_pubkey::{RsaPublicKey, RsaSizes, iso9796};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((modulus, rest)) = data.split_at_checked(126) else {
        return;
    };
    let sizes = RsaSizes::ActiveAuthentication;
    let Ok(key) = RsaPublicKey::from_components_with(modulus, &[3], sizes) else {
        return;
    };
    let (challenge, signature) = rest.split_at(rest.len().min(8));
    let _ = iso9796::verify(&key, challenge, signature);
});
