//! Any bytes as DG1, with the rules of its content.
#![no_main]

use vidimus_lds::{DataGroup, File, structure};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for finding in structure::check(File::Dg(DataGroup::DG1), data) {
        assert!(!finding.to_string().is_empty());
    }
});
