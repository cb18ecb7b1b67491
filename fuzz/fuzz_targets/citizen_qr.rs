//! Any text as the QR code of a Vietnamese citizen card.
#![no_main]

use vidimus_mrz::vietnam::QrCode;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(code) = QrCode::parse(text) {
        for expiry in code.expiries() {
            assert_eq!(code.access_key_information(expiry).as_str().len(), 24);
        }
        let _ = code.number.advice(Some(code.birth), Some(code.sex));
    }
});
