#![no_main]
//! An ECDSA signature in DER reads back what it was, or is refused.

use vidimus_pubkey::ec::signature::EcdsaSignature;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(signature) = EcdsaSignature::from_der(data) {
        assert!(signature.quirk.is_some() || signature.to_der() == data);
    }
});
