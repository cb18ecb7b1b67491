//! Any bytes as a static key for agreement; a key that is taken is the key of its own encoding.
#![no_main]

use vidimus_pubkey::agreement::AgreementKey;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(read) = AgreementKey::from_spki(data) {
        let again = AgreementKey::decode(read.key.domain(), &read.key.encode());
        assert!(again.is_ok_and(|key| key == read.key));
        let _ = read.key.compressed();
    }
});
