//! Any bytes as DG16.
#![no_main]

use vidimus_lds::dg16::Dg16;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let decoded = Dg16::read(data);
    assert!(
        decoded
            .faults
            .iter()
            .all(|fault| fault.offset() <= data.len())
    );
    assert!(decoded.value.persons.len() <= data.len());
});
