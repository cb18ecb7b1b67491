//! What the terminal sends, and what it refuses to start with.

use crate::chip::{Chip, success};
use crate::runner::{CAN, can, generic, parameters, run_with, secrets};
use vidimus_access::{AccessError, AccessKey, Cipher, Pace, PaceOptions, Password};
use vidimus_iso7816::{Fault as _, FaultClass, Machine as _, Poll};
use vidimus_lds::security_info::Mapping;

#[test]
fn passwords_have_their_numbers_and_options_their_objects() {
    let keys = [
        can(),
        AccessKey::Pin(Password::new(b"1")),
        AccessKey::Puk(Password::new(b"1")),
    ];
    for (number, key) in (2..).zip(keys) {
        let options = PaceOptions::default();
        let mut machine = Pace::new(generic(), &key, options, secrets(&generic()));
        let Poll::Transmit(command) = machine.poll(None).unwrap() else {
            panic!()
        };
        assert_eq!(command.data()[12..], [0x83, 1, number]);
    }
    let options = PaceOptions {
        send_parameter_id: true,
        chat: Some(vec![6, 1, 0]),
        ..PaceOptions::default()
    };
    let mut machine = Pace::new(generic(), &can(), options, secrets(&generic()));
    let Poll::Transmit(command) = machine.poll(None).unwrap() else {
        panic!()
    };
    assert_eq!(
        command.data()[12..],
        [0x83, 1, 2, 0x84, 1, 12, 0x7F, 0x4C, 3, 6, 1, 0]
    );
}

/// Values of 2048 bits do not fit a short command, nor their answer a short response.
#[test]
fn long_values_go_in_extended_commands() {
    let mut seen = Vec::new();
    let mut chip = Chip::new(parameters(Mapping::Generic, Cipher::Aes256, 2), CAN);
    let options = PaceOptions::default();
    run_with(&mut chip, &can(), &options, |_, command, honest, _| {
        seen.push((command.is_extended(), command.le()));
        honest
    })
    .unwrap();
    let short = (false, Some(256));
    let long = (true, Some(65_536));
    assert_eq!(seen, [(false, None), short, long, long, short]);
}

#[test]
fn secrets_of_other_parameters_are_refused() {
    let integrated = parameters(Mapping::Integrated, Cipher::Aes128, 12);
    let other = parameters(Mapping::Generic, Cipher::Aes128, 13);
    let longer = parameters(Mapping::Integrated, Cipher::Aes256, 12);
    for (run, given) in [
        (generic(), integrated),
        (integrated, generic()),
        (generic(), other),
        (integrated, longer),
    ] {
        let mut machine = Pace::new(run, &can(), PaceOptions::default(), secrets(&given));
        let error = machine.poll(None).unwrap_err();
        assert_eq!(error.code(), "pace.secrets_mismatch");
        assert_eq!(error.class(), FaultClass::ApiMisuse);
    }
}

#[test]
fn polls_out_of_order_are_refused() {
    let mut machine = Pace::new(
        generic(),
        &can(),
        PaceOptions::default(),
        secrets(&generic()),
    );
    let error = machine.poll(Some(&success(Vec::new()))).unwrap_err();
    assert_eq!(error, AccessError::OutOfOrder);
    assert_eq!(machine.poll(None).unwrap_err(), AccessError::OutOfOrder);
    let mut machine = Pace::new(
        generic(),
        &can(),
        PaceOptions::default(),
        secrets(&generic()),
    );
    machine.poll(None).unwrap();
    assert_eq!(machine.poll(None).unwrap_err(), AccessError::OutOfOrder);
    let text = format!("{machine:?}{:?}", secrets(&generic()));
    assert!(
        !text.contains("123456") && text.contains("redacted"),
        "{text}"
    );
}
