//! Any bytes as DG4; a picture that is found lies in the file, and what is said of it is sayable.
#![no_main]

use vidimus_lds::dg4::Dg4;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for iris in &Dg4::read(data).value.irises {
        assert!(iris.bytes(data).is_some());
        let _ = iris.attributes();
    }
});
