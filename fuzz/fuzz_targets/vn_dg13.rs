//! Any bytes as DG13 of the Vietnamese citizen card, and as any DG13.
#![no_main]

use vidimus_lds::dg13::Dg13;
use vidimus_lds::vn_dg13::{Item, VietnameseDetails, recognises};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let decoded = VietnameseDetails::read(data);
    let details = &decoded.value;
    assert!(details.fields.len() <= data.len());
    for item in Item::all() {
        let _ = details.text(item);
    }
    let _ = (
        details.father(),
        details.mother(),
        details.birth_date(),
        details.expiry(),
    );
    assert!(!recognises(data) || Dg13::parse(data).is_ok());
});
