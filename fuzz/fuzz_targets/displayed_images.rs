//! Any bytes as DG5 and as DG7: a picture lies in the file.
#![no_main]

use vidimus_lds::dg5::Dg5;
use vidimus_lds::dg7::Dg7;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (portraits, signatures) = (Dg5::read(data).value, Dg7::read(data).value);
    for image in portraits.portraits.iter().chain(&signatures.signatures) {
        assert_eq!(
            data.get(image.offset..)
                .map(|rest| rest.starts_with(image.bytes.reveal())),
            Some(true)
        );
    }
});
