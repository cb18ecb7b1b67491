//! Any bytes as EF.ATR/INFO.
#![no_main]

use vidimus_lds::atr_info::AtrInfo;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let decoded = AtrInfo::read(data);
    assert_eq!(AtrInfo::parse(data).is_ok(), decoded.is_whole());
});
