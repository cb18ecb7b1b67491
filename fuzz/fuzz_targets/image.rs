//! Any bytes as a picture, with limits small enough to be fast.
#![no_main]

use vidimus_lds::image::{PixelLimits, decode};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let limits = PixelLimits {
        max_side: 256,
        max_parts: 4096,
        ..PixelLimits::default()
    };
    if let Ok(picture) = decode(data, &limits) {
        assert!(picture.to_png().is_ok());
    }
});
