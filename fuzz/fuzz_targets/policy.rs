//! Any text as a policy file: a policy or a named mistake; never one without DG1, and none that takes
//! weaker keys than `field` does.
#![no_main]

use vidimus_lds::DataGroup;
use vidimus_report::Policy;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(policy) = Policy::from_toml(&String::from_utf8_lossy(data)) {
        assert!(policy.required().contains(&DataGroup::DG1));
        let algorithms = policy.rules().algorithms;
        assert!(algorithms.min_rsa_bits >= 1024 && algorithms.min_ec_bits >= 160);
        assert_eq!(policy.settings().len(), Policy::field().settings().len());
    }
});
