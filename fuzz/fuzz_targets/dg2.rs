//! Any bytes as DG2; a picture that is found lies in the file.
#![no_main]

use vidimus_lds::dg2::Dg2;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(dg2) = Dg2::parse(data) {
        for face in &dg2.faces {
            assert!(face.bytes(data).is_some());
        }
    }
});
