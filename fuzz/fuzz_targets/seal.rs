//! Any bytes as a visible digital seal of either kind.
#![no_main]

use vidimus_lds::seal::{MAX_LEN, Seal};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    match Seal::parse(data) {
        Ok(seal) => {
            assert!(data.len() <= MAX_LEN);
            for part in seal.parts() {
                assert!(part.offset + part.len <= data.len());
            }
            let _ = (seal.mrz(), seal.document_numbers(), seal.signature());
        }
        Err(error) => assert!(error.offset <= data.len()),
    }
});
