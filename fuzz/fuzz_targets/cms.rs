//! Any bytes as a CMS message, as one in EF.SOD comes and as master lists do.
#![no_main]

use vidimus_lds::cms::SignedData;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(signed) = SignedData::parse(data) {
        for signer in &signed.signer_infos {
            if let Some(attributes) = &signer.signed_attributes {
                assert_eq!(attributes.to_be_signed().first(), Some(&0x31));
                let sorted = attributes.to_be_signed_in_der_order();
                assert!(
                    !attributes.sorted
                        || signed.ber
                        || sorted.len() <= attributes.to_be_signed().len()
                );
            }
        }
    }
});
