//! Active Authentication: the recorded exchange, and what refuses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;
#[path = "common/sessions.rs"]
mod sessions;

use common::hex;
use sessions::{channel, inputs, run, session};
use vidimus_access::{AccessError, ActiveAuthentication, Cipher};
use vidimus_iso7816::{Fault as _, Machine as _, Poll, ResponseApdu};
use vidimus_pubkey::{PublicKey, iso9796};

/// Byte for byte, and the signature is the one of the key in the recorded DG15.
#[test]
fn the_recorded_chip_signs() {
    let Some(session) = session("TestDoActiveAuth") else {
        return;
    };
    let challenge = inputs(&session, 71)[0].clone().try_into().unwrap();
    let machine = ActiveAuthentication::new(challenge, ActiveAuthentication::SHORT_LE);
    let old = channel(Cipher::TripleDes, &session, 49, 54);
    let (signature, after) = run(machine, old, session["apdus"].as_array().unwrap());
    assert_eq!(signature, inputs(&session, 113)[0]);
    assert_eq!(after.counter(), inputs(&session, 139)[0]);

    let dg15 = &inputs(&session, 89)[0];
    let PublicKey::Rsa(key) = PublicKey::from_spki(&dg15[4..]).unwrap() else {
        panic!("not RSA")
    };
    assert_eq!(
        iso9796::verify(&key, &challenge, &signature).unwrap().quirk,
        None
    );
    let other = [0x55; 8];
    assert!(iso9796::verify(&key, &other, &signature).is_err());
}

#[test]
fn extended_length_only_when_asked_for() {
    let asked = |le| {
        let mut machine = ActiveAuthentication::new([1, 2, 3, 4, 5, 6, 7, 8], le);
        let Ok(Poll::Transmit(command)) = machine.poll(None) else {
            panic!("no command")
        };
        assert_eq!(machine.step(), "aa.internal_authenticate");
        command.to_bytes().unwrap()
    };
    assert_eq!(
        asked(256),
        hex("00880000080102030405060708")
            .iter()
            .copied()
            .chain([0])
            .collect::<Vec<_>>()
    );
    assert_eq!(
        asked(512),
        hex("00880000000008")
            .iter()
            .copied()
            .chain(hex("01020304050607080200"))
            .collect::<Vec<_>>()
    );
}

#[test]
fn a_refusal_is_told_with_its_status() {
    for status in ["6700", "6982", "6300", "6D00", "6F00", "6282"] {
        let mut machine = ActiveAuthentication::new([0; 8], 256);
        machine.poll(None).unwrap();
        let response = ResponseApdu::parse(&hex(status)).unwrap();
        let error = machine.poll(Some(&response)).unwrap_err();
        assert_eq!(error.code(), "aa.refused", "{status}");
        assert_eq!(error.step(), Some("aa.internal_authenticate"));
        assert!(error.to_string().contains(status), "{error}");
    }
}

#[test]
fn polled_out_of_order() {
    let response = ResponseApdu::parse(&hex("9000")).unwrap();
    let mut machine = ActiveAuthentication::new([0; 8], 256);
    assert_eq!(
        machine.poll(Some(&response)).unwrap_err(),
        AccessError::OutOfOrder
    );
    let mut machine = ActiveAuthentication::new([0; 8], 256);
    machine.poll(None).unwrap();
    machine.poll(Some(&response)).unwrap();
    assert_eq!(
        machine.poll(Some(&response)).unwrap_err(),
        AccessError::OutOfOrder
    );
}
