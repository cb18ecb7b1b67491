//! A certificate: parts, names, extensions, key, and the text a report makes of them.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(certificate) = vidimus_trust::Certificate::parse(data) {
        assert_eq!(certificate.der(), data);
        let _ = certificate.summary();
        let _ = certificate.issuer().compare(&certificate.subject());
    }
});
