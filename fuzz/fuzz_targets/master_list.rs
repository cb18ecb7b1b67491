//! Whatever a user may put into the trust store: lists, bundles, certificates.
#![no_main]

use vidimus_trust::{Source, TrustStore};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut builder = TrustStore::builder();
    match builder.add(data, &Source::new("fuzz")) {
        Ok(import) => assert_eq!(import.imported + import.refused.len(), import.certificates),
        Err(_) => assert!(builder.build().is_empty()),
    }
});
