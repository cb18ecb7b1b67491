//! LDIF from anywhere: values come out or an error with its line; nothing is held but one value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vidimus_trust::ldif::{Reader, VALUE_LIMIT, is_ldif};
use vidimus_trust::{Source, TrustStore};

fuzz_target!(|data: &[u8]| {
    let _ = is_ldif(data);
    for value in Reader::new(data).flatten() {
        assert!(value.bytes.len() <= VALUE_LIMIT);
        assert!(value.line > 0);
    }
    // nothing unsigned becomes an anchor somebody vouches for
    let mut builder = TrustStore::builder();
    let _ = builder.add_ldif(data, &Source::new("fuzz.ldif").unsigned_list());
    assert!(builder.build().is_empty());
});
