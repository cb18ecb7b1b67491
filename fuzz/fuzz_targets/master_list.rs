//! Whatever a user may put into the trust store: lists, bundles, certificates.
#![no_main]

use vidimus_trust::{Source, TrustStore};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let mut builder = TrustStore::builder();
    match builder.add(data, &Source::new("fuzz").unvouched()) {
        Ok(import) => {
            assert!(import.imported + import.refused_count() >= import.certificates);
            let store = builder.build();
            assert!(store.anchors().iter().all(|anchor| !anchor.is_vouched()));
        }
        Err(_) => assert!(builder.build().is_empty()),
    }
    // nobody is there to vouch for a list, so only certificates are taken
    let mut builder = TrustStore::builder();
    if let Ok(import) = builder.add(data, &Source::new("fuzz")) {
        assert!(import.list_signer.is_none());
    }
});
