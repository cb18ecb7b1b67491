//! Any bytes as EF.DIR.
#![no_main]

use vidimus_lds::ef_dir::EfDir;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let decoded = EfDir::read(data);
    assert!(
        decoded
            .faults
            .iter()
            .all(|fault| fault.offset() <= data.len())
    );
    for application in &decoded.value.applications {
        assert!(
            application
                .identifier
                .is_none_or(|id| (1..=16).contains(&id.len()))
        );
    }
});
