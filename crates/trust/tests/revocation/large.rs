//! A million entries: nothing is lost, and the memory is little more than the bytes of the list.

use crate::lists::{entry, unsigned};
use vidimus_trust::crl::{MAX_ENTRIES, Part};
use vidimus_trust::{Crl, CrlError};

fn entries(count: usize) -> Vec<Vec<u8>> {
    let one = entry(&[0x7F; 8], &[]);
    let numbered = |number: usize| {
        let mut bytes = one.clone();
        // the last four octets of the serial number, after two headers
        bytes[8..12].copy_from_slice(&(number as u32).to_be_bytes());
        bytes
    };
    (0..count).map(numbered).collect()
}

#[test]
fn a_million_entries() {
    let der = unsigned(&entries(1_000_000));
    let mut parsed = None;
    let used = allocation_counter::measure(|| parsed = Some(Crl::parse(&der).unwrap()));
    let bytes = der.len() as u64;
    assert!(
        u64::try_from(used.bytes_current).unwrap() < bytes + bytes / 3,
        "{used:?}"
    );
    assert!(used.bytes_max < 2 * bytes, "{used:?}");
    let crl = parsed.unwrap();
    assert_eq!(crl.len(), 1_000_000);
    for number in [0u32, 1, 4095, 4096, 65_535, 123_456, 999_999] {
        let serial = [&[0x7F; 4][..], &number.to_be_bytes()].concat();
        assert_eq!(crl.find(&serial).unwrap().serial, serial);
    }
    assert_eq!(crl.find(&[0x7F; 8]), None);
}

#[test]
fn more_than_the_limit_is_refused() {
    let der = unsigned(&entries(MAX_ENTRIES + 1));
    let error = Crl::parse(&der).unwrap_err();
    assert!(matches!(error, CrlError::TooManyEntries { .. }), "{error}");
    // the same list with its last entry broken is an error at that entry, not a panic
    let mut der = unsigned(&entries(5_000));
    let place = der.len() - 60;
    der[place] ^= 0xFF;
    let error = Crl::parse(&der).unwrap_err();
    let shown = error.to_string();
    assert!(
        shown.contains(&Part::RevokedCertificates.to_string()),
        "{shown}"
    );
}
