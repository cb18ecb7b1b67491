//! Any bytes as EF.CardSecurity, its infos read one by one; and as DG15.
#![no_main]

use vidimus_lds::card_security::CardSecurity;
use vidimus_lds::dg15::Dg15;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(security) = CardSecurity::parse(data) {
        let infos = security.infos();
        let _ = infos.pace().count() + infos.chip_authentication_keys().count();
    }
    let _ = Dg15::parse(data);
});
