//! Any text as a profile file, any bytes as what was observed: a profile or a named mistake, never one
//! that waives DG1, and always a choice that nothing contradicts.
#![no_main]

use vidimus_lds::DataGroup;
use vidimus_lds::profile::{ChoiceReason, Observed, Profile, ProfileChoice, choose};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let observed = Observed {
        card_access: Some(data),
        mrz: vidimus_mrz::Mrz::parse(&text).ok(),
        qr: Some(&text),
        ..Observed::default()
    };
    let chosen = choose(&ProfileChoice::Auto, &observed);
    assert!(
        chosen.reason == ChoiceReason::Default || !chosen.profile.is_contradicted(&observed)
    );
    if let Ok(profile) = Profile::from_toml(&text) {
        assert!(!profile.waived().contains(&DataGroup::DG1));
        assert!(!profile.applications().is_empty() && !profile.passwords().is_empty());
    }
});
