//! A revocation list: every entry, look-ups by serial number, and the text a report makes of it.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(crl) = vidimus_trust::Crl::parse(data) {
        assert_eq!(crl.der(), data);
        assert_eq!(crl.entries().count(), crl.len());
        for entry in crl.entries() {
            assert!(crl.find(entry.serial).is_some());
        }
        let _ = crl.unusable().map(ToString::to_string);
        let _ = (crl.signature_algorithm(), format!("{crl:?}"));
    }
});
