//! Any text as a printed name: every writing of it that is listed matches it.
#![no_main]

use vidimus_mrz::transliteration::{
    Language, NameComparison, Script, from_mrz, names_match, variants,
};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let _ = (
        from_mrz(text, Script::Arabic),
        names_match(text, true, text),
    );
    let Ok(listed) = variants(text, Language::Other, 8) else {
        return;
    };
    for zone in listed.texts.iter().filter(|zone| zone.len() < 60) {
        assert_eq!(names_match(zone, false, text), NameComparison::Same);
    }
});
