//! Any bytes as EF.SOD, and as the message inside it.
#![no_main]

use vidimus_lds::sod::SecurityObject;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = SecurityObject::parse(data);
    let _ = SecurityObject::from_message(data);
});
