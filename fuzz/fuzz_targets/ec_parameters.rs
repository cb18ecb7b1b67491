#![no_main]
//! Explicit curve parameters and points: what is taken as a curve is that curve.

use vidimus_pubkey::ec::{Curve, EcPublicKey, NamedCurve};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(curve) = Curve::from_explicit(data) {
        let order = curve.order();
        assert!(data.windows(order.len()).any(|bytes| bytes == order));
    }
    for id in [NamedCurve::P224, NamedCurve::BrainpoolP160r1] {
        if let Ok(key) = EcPublicKey::from_sec1(Curve::named(id), data) {
            assert!(key.to_sec1().starts_with(data) || data.len() < key.to_sec1().len());
        }
    }
});
