//! Any bytes as DG3; a picture that is found lies in the file, and what is said of it is sayable.
#![no_main]

use vidimus_lds::dg3::Dg3;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for finger in &Dg3::read(data).value.fingers {
        assert!(finger.bytes(data).is_some());
        let _ = finger.attributes();
    }
});
