//! Any bytes as a machine-readable zone; what is read must survive every accessor.
#![no_main]

use vidimus_mrz::Mrz;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(mrz) = Mrz::parse_bytes(data) {
        let _ = (mrz.check_digits(), mrz.access_key_information());
        let _ = mrz.content_problems().count();
        assert_eq!(
            Mrz::parse(mrz.joined()).map(|again| again.joined().len()),
            Ok(mrz.joined().len())
        );
    }
});
