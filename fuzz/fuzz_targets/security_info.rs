//! Any bytes as security infos: EF.CardAccess, DG14, and the set alone.
#![no_main]

use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(infos) = SecurityInfos::parse(data) {
        let _ = (infos.has_pace(), infos.has_chip_authentication());
        let _ = infos.pace().count() + infos.pace_domain_parameters().count();
        let _ = infos.chip_authentication().count() + infos.chip_authentication_keys().count();
        let _ = infos.active_authentication().count() + infos.terminal_authentication().count();
    }
    let _ = SecurityInfos::parse_file(data, File::CardAccess);
    let _ = SecurityInfos::parse_file(data, File::Dg(DataGroup::DG14));
});
