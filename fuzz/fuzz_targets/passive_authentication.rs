//! EF.SOD from anywhere, judged without an anchor: nothing may ever come out authentic.
#![no_main]

use std::collections::BTreeMap;
use vidimus_lds::File;
use vidimus_lds::evidence::FileState;
use vidimus_trust::{PaInput, TrustStore, passive_authentication};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let files = BTreeMap::from([(File::Sod, FileState::Read(data.to_vec()))]);
    let input = PaInput::new(&files, 1_780_272_000);
    let result = passive_authentication(&input, &TrustStore::empty());
    assert!(result.authentic_listing().is_none());
});
