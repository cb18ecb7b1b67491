//! Any text as a zone of any form: repaired, its changes lead from what was read to what came
//! out.
#![no_main]

use vidimus_mrz::{Outcome, Zone, repair};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Ok(zone) = Zone::parse(text) else { return };
    let _ = zone.content_problems();
    if let Ok(repair) = repair(text)
        && let Outcome::Repaired {
            zone: repaired,
            changes,
        } = repair.outcome
    {
        assert!(repaired.check_digits().all_passed());
        let places = zone.joined().bytes().zip(repaired.joined().bytes());
        assert_eq!(
            places.filter(|(read, put)| read != put).count(),
            changes.len()
        );
    }
});
