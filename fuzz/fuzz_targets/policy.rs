//! Any text as a policy file: a policy or a named mistake, and never a policy without DG1.
#![no_main]

use vidimus_lds::DataGroup;
use vidimus_report::Policy;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(policy) = Policy::from_toml(&String::from_utf8_lossy(data)) {
        assert!(policy.required().contains(&DataGroup::DG1));
    }
});
