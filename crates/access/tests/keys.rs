//! Keys a person holds, and BAC against answers that are not those of a chip.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

use proptest::prelude::*;
use vidimus_access::{AccessError, Bac, MrzKey, Password};
use vidimus_iso7816::{Fault as _, FaultClass, Machine as _, Poll, ResponseApdu, StatusWord};

fn information(number: &str, birth: &str, expiry: &str) -> String {
    let key = MrzKey::from_fields(number, birth, expiry).unwrap();
    String::from_utf8(key.information().to_vec()).unwrap()
}

/// Doc 9303-11 appendix D, and the number of TD1 that runs over (Doc 9303-11 §9.7.3 note).
#[test]
fn fields_are_put_together_as_the_standard_says() {
    assert_eq!(
        information("L898902C", "690806", "940623"),
        "L898902C<369080619406236"
    );
    assert_eq!(
        information("L898902C<", "690806", "940623"),
        "L898902C<369080619406236"
    );
    assert_eq!(
        information("D23145890734", "340712", "950712"),
        "D23145890734934071279507122"
    );
    assert_eq!(
        information("T22000129", "640812", "101031"),
        "T22000129364081251010318"
    );
}

#[test]
fn what_is_no_key_is_refused_and_located() {
    let code = |result: Result<MrzKey, vidimus_access::AccessKeyError>| {
        let error = result.unwrap_err();
        assert_eq!(error.class(), FaultClass::ApiMisuse);
        (error.code(), error.to_string())
    };
    let lower = code(MrzKey::from_fields("l898902c", "690806", "940623"));
    assert_eq!(lower.0, "usage.no_access_key");
    assert!(lower.1.contains("character 1 "), "{}", lower.1);
    code(MrzKey::from_fields("L1", "69080", "940623"));
    code(MrzKey::from_fields("L1", "690806", "9406233"));
    code(MrzKey::from_mrz(b""));
    code(MrzKey::from_mrz(&[b'A'; 41]));
    code(MrzKey::from_mrz(b"L898902C<36908061940623 "));
}

#[test]
fn keys_do_not_show_in_debug_output() {
    let key = MrzKey::from_fields("L898902C", "690806", "940623").unwrap();
    assert_eq!(format!("{key:?}"), "MrzKey(redacted)");
    let password = Password::new(b"123456");
    assert_eq!(format!("{password:?}"), "Password(redacted)");
    let bac = Bac::new(&key, [1; 8], [2; 16]);
    assert_eq!(format!("{bac:?}"), "Bac(bac.get_challenge)");
}

fn machine() -> Bac {
    let key = MrzKey::from_fields("L898902C", "690806", "940623").unwrap();
    Bac::new(&key, [1; 8], [2; 16])
}

fn answer(data: &[u8], status: u16) -> ResponseApdu {
    ResponseApdu::new(data, StatusWord::new(status))
}

/// The error of an answer to EXTERNAL AUTHENTICATE.
fn refused(data: &[u8], status: u16) -> AccessError {
    let mut machine = machine();
    machine.poll(None).unwrap();
    machine.poll(Some(&answer(&[3; 8], 0x9000))).unwrap();
    machine.poll(Some(&answer(data, status))).unwrap_err()
}

#[test]
fn a_refused_key_is_not_a_chip_that_misbehaves() {
    for status in [
        0x6300, 0x63C2, 0x6982, 0x6983, 0x6985, 0x6988, 0x6A80, 0x6700, 0x6F00,
    ] {
        let error = refused(&[], status);
        assert_eq!(error.code(), "access.wrong_key", "{status:04X}");
        assert_eq!(error.class(), FaultClass::AccessDenied);
        assert_eq!(error.step(), Some("bac.external_authenticate"));
    }
    let AccessError::WrongKey { attempts_left, .. } = refused(&[], 0x63C2) else {
        panic!("not a wrong key")
    };
    assert_eq!(attempts_left, Some(2));
    for status in [0x6A88, 0x6D00, 0x6E00] {
        let error = refused(&[], status);
        assert_eq!(error.code(), "access.pace_required", "{status:04X}");
        assert_eq!(error.class(), FaultClass::CardIncompatible);
    }
    for data in [&[][..], &[0; 39], &[0; 41]] {
        let error = refused(data, 0x9000);
        assert_eq!(error.code(), "bac.mac_mismatch");
        assert_eq!(error.class(), FaultClass::CardMisbehaved);
    }
    assert_eq!(refused(&[0; 40], 0x9000), AccessError::MacMismatch);
}

#[test]
fn challenges_of_other_lengths() {
    for len in [0, 7, 9, 16] {
        let mut machine = machine();
        machine.poll(None).unwrap();
        let error = machine
            .poll(Some(&answer(&vec![3; len], 0x9000)))
            .unwrap_err();
        assert_eq!(error, AccessError::ChallengeLength { found: len });
    }
    let mut machine = machine();
    machine.poll(None).unwrap();
    let error = machine.poll(Some(&answer(&[], 0x6D00))).unwrap_err();
    assert_eq!(error.code(), "access.pace_required");
}

#[test]
fn our_own_message_sent_back_is_named() {
    let mut machine = machine();
    machine.poll(None).unwrap();
    let Poll::Transmit(command) = machine.poll(Some(&answer(&[3; 8], 0x9000))).unwrap() else {
        panic!("no command")
    };
    let error = machine
        .poll(Some(&answer(command.data(), 0x9000)))
        .unwrap_err();
    assert_eq!(error, AccessError::RndIcMismatch);
}

#[test]
fn a_machine_is_polled_in_order() {
    let mut early = machine();
    assert_eq!(
        early.poll(Some(&answer(&[], 0x9000))).unwrap_err(),
        AccessError::OutOfOrder
    );
    let mut twice = machine();
    twice.poll(None).unwrap();
    assert_eq!(twice.poll(None).unwrap_err(), AccessError::OutOfOrder);
    assert_eq!(twice.poll(None).unwrap_err(), AccessError::OutOfOrder);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_answer_is_an_error(data in prop::collection::vec(any::<u8>(), 0..60), status in any::<u16>()) {
        let _ = refused(&data, status);
    }

    #[test]
    fn any_information_is_a_key_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
        if let Ok(key) = MrzKey::from_mrz(&bytes) {
            prop_assert_eq!(key.information(), &bytes[..]);
        }
    }
}
