//! Any bytes as EF.ATR/INFO.
#![no_main]

use vidimus_lds::atr_info::AtrInfo;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = AtrInfo::parse(data);
});
