//! Any bytes as DG12: a date of issue is the noon of a day with a year of four digits.
#![no_main]

use vidimus_lds::dg12::{Dg12, date_of_issue};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let decoded = Dg12::read(data);
    assert!(
        decoded
            .faults
            .iter()
            .all(|fault| fault.offset() <= data.len())
    );
    if let Ok(Some(noon)) = date_of_issue(data) {
        assert_eq!(noon.rem_euclid(86_400), 12 * 3600);
        assert!((-62_167_219_200..253_402_300_800).contains(&noon));
    }
});
