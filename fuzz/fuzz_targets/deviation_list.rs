//! The content of deviation and defect lists, and whole messages.
#![no_main]

use vidimus_trust::deviation::{DeviationKind, DeviationList};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for kind in [DeviationKind::DeviationList, DeviationKind::DefectList] {
        if let Ok((good, broken)) = DeviationList::count(kind, data) {
            assert!(good + broken <= data.len());
        }
    }
    let _ = DeviationList::open(data);
});
