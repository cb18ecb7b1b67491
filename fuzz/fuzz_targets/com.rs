//! Any bytes as EF.COM.
#![no_main]

use vidimus_lds::com::EfCom;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(com) = EfCom::parse(data) {
        assert_eq!(EfCom::read(data).value, com);
        assert!(com.groups().count() <= data.len());
    }
});
