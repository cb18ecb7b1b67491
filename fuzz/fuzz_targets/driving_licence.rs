//! Any bytes as the files of a driving licence: answered, faults inside the file.
#![no_main]

use vidimus_lds::driving_licence::{LicenceDg1, is_licence};
use vidimus_lds::evidence::Application;
use vidimus_lds::{File, structure};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    for file in File::all() {
        for finding in structure::check_of(Application::DrivingLicence, file, data) {
            assert!(finding.offset <= data.len());
        }
    }
    // whatever reads whole as one is one
    assert!(is_licence(data) || LicenceDg1::parse(data).is_err());
});
