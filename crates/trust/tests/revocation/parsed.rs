//! Reading lists: numbers, broken parts, anything.

use crate::common::der::*;
use crate::lists::*;
use proptest::prelude::*;
use vidimus_trust::crl::{Part, Reason};
use vidimus_trust::{Crl, CrlError};

fn parse(list: &ListSpec) -> Result<Crl, CrlError> {
    Crl::parse(&list.encode())
}

#[test]
fn serial_numbers_of_any_shape_are_found() {
    let long = [0x55; 120];
    let serials: [&[u8]; 6] = [&[0x8F, 1], &[0, 0x90], &[0], &long, &[0, 0, 3], &[0xFF; 20]];
    let list = ListSpec {
        entries: serials.iter().map(|serial| entry(serial, &[])).collect(),
        ..ListSpec::new()
    };
    let crl = parse(&list).unwrap();
    assert_eq!(crl.len(), 6);
    for serial in serials {
        assert_eq!(crl.find(serial).unwrap().serial, serial);
    }
    assert_eq!(
        crl.find(&[0, 0x8F, 1]).unwrap().serial,
        [0x8F, 1],
        "sign octet lost"
    );
    assert_eq!(crl.find(&[3]).unwrap().serial, [0, 0, 3]);
    for absent in [&[0x8F][..], &[1], &long[1..], &[0xFF; 19]] {
        assert_eq!(crl.find(absent), None);
    }
}

#[test]
fn of_two_entries_the_earlier_counts() {
    let later = sequence(&[&integer(7), &utc_time("260401000000Z")]);
    let list = ListSpec {
        entries: vec![later, entry(&[7], &[reason(1)])],
        ..ListSpec::new()
    };
    let crl = parse(&list).unwrap();
    assert_eq!(crl.find(&[7]).unwrap().reason, Some(Reason::KeyCompromise));
}

#[test]
fn entry_extensions_are_read() {
    let invalid = extension("2.5.29.24", false, &generalized_time("20260115000000Z"));
    let list = ListSpec {
        entries: vec![entry(&[7], &[reason(6), invalid])],
        ..ListSpec::new()
    };
    let crl = parse(&list).unwrap();
    let entry = crl.find(&[7]).unwrap();
    // `date -u -d 2026-01-15 +%s`
    assert_eq!(entry.invalidity_date, Some(1_768_435_200));
    assert_eq!(entry.reason, Some(Reason::CertificateHold));
    assert_eq!(crl.number(), Some(&[7][..]));
    assert_eq!(crl.authority_key_identifier(), Some(&b"csca-1"[..]));
}

#[test]
fn versions_and_optional_parts() {
    let mut list = ListSpec::new();
    list.version = Vec::new();
    list.extensions = Vec::new();
    list.next_update = Vec::new();
    let crl = parse(&list).unwrap();
    assert_eq!((crl.version(), crl.next_update(), crl.len()), (0, None, 0));
    assert!(crl.is_empty());
    list.next_update = generalized_time("20510801000000Z");
    // `date -u -d 2051-08-01 +%s`
    assert_eq!(parse(&list).unwrap().next_update(), Some(2_574_460_800));
}

#[test]
fn broken_parts_are_named() {
    type Change = fn(&mut ListSpec);
    let cases: [(Change, Part); 9] = [
        (|list| list.version = integer(0), Part::Version),
        (|list| list.version = integer(2), Part::Version),
        (|list| list.inner_algorithm = Vec::new(), Part::Issuer),
        (|list| list.issuer = sequence(&[&integer(1)]), Part::Issuer),
        (|list| list.this_update = Vec::new(), Part::TbsCertList),
        (
            |list| list.this_update = utc_time("269915000000Z"),
            Part::ThisUpdate,
        ),
        (
            |list| list.next_update = utc_time("tomorrow"),
            Part::NextUpdate,
        ),
        (
            |list| list.entries = vec![entry(&[], &[])],
            Part::RevokedCertificates,
        ),
        (
            |list| list.entries = vec![sequence(&[&integer(7), &utc_time("2")])],
            Part::RevokedCertificates,
        ),
    ];
    for (number, (change, part)) in cases.into_iter().enumerate() {
        let mut list = ListSpec::with_signer();
        change(&mut list);
        let Err(error) = parse(&list) else {
            // without thisUpdate, nextUpdate takes its place
            assert_eq!(part, Part::TbsCertList, "case {number}");
            continue;
        };
        let found = match error {
            CrlError::Encoding { part, .. }
            | CrlError::Content { part, .. }
            | CrlError::Trailing { part, .. } => part,
            other => panic!("case {number}: {other}"),
        };
        assert_eq!(found, part, "case {number}: {error}");
        assert!(error.offset() > 0);
    }
    let mut der = ListSpec::new().encode();
    der.push(0);
    assert!(matches!(
        Crl::parse(&der),
        Err(CrlError::Trailing {
            part: Part::CertificateList,
            ..
        })
    ));
}

/// Whatever comes out, every accessor answers.
fn use_all(bytes: &[u8]) {
    let Ok(crl) = Crl::parse(bytes) else { return };
    assert_eq!(crl.entries().count(), crl.len());
    for entry in crl.entries() {
        let found = crl.find(entry.serial).unwrap();
        assert!(found.date <= entry.date);
    }
    let _ = (
        crl.signature_algorithm(),
        format!("{crl:?}"),
        crl.fingerprint(),
    );
    let _ = (crl.unusable().map(ToString::to_string), crl.signature());
}

#[test]
fn truncations_and_bit_flips_do_not_panic() {
    let list = ListSpec {
        entries: (1..=3).map(|n| entry(&[n], &[reason(n)])).collect(),
        ..ListSpec::new()
    };
    let der = list.encode();
    for end in 0..der.len() {
        assert!(Crl::parse(&der[..end]).is_err());
    }
    for place in 0..der.len() {
        for bit in 0..8 {
            let mut flipped = der.clone();
            flipped[place] ^= 1 << bit;
            use_all(&flipped);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        use_all(&bytes);
    }

    /// Every entry is found by its serial number, whichever they are, and no other is.
    #[test]
    fn any_serial_numbers(
        serials in proptest::collection::btree_set(
            proptest::collection::vec(1u8.., 1..24), 1..60),
        absent in proptest::collection::vec(1u8.., 1..24),
    ) {
        let der = unsigned(&serials.iter().map(|serial| entry(serial, &[])).collect::<Vec<_>>());
        let crl = Crl::parse(&der).unwrap();
        prop_assert_eq!(crl.len(), serials.len());
        for serial in &serials {
            prop_assert_eq!(crl.find(serial).unwrap().serial, &serial[..]);
        }
        prop_assert_eq!(crl.find(&absent).is_some(), serials.contains(&absent));
    }
}
