//! Any bytes as DG2; a picture that is found lies in the file, and what is said of it is sayable.
#![no_main]

use vidimus_lds::dg2::Dg2;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for face in &Dg2::read(data).value.faces {
        assert!(face.bytes(data).is_some());
        let _ = face.attributes();
    }
});
