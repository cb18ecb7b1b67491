//! Any bytes as `AlgorithmIdentifier`; what is read must read back from what it writes.
#![no_main]

use vidimus_pubkey::{HashAlgorithm, SignatureAlgorithm};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(algorithm) = SignatureAlgorithm::from_der(data, Some(HashAlgorithm::Sha256)) {
        let _ = algorithm.to_string();
        let again = SignatureAlgorithm::from_der(&algorithm.to_der(), None);
        assert_eq!(again, Ok(algorithm));
    }
});
