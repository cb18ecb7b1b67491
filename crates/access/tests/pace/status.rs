//! Status words: wrong passwords, tries left, refusals.

use crate::chip::Chip;
use crate::runner::{CAN, can, fails, generic, replaced, run_with};
use vidimus_access::{AccessKey, PaceOptions, Password};
use vidimus_iso7816::{CommandApdu, Fault as _, FaultClass, ResponseApdu, StatusWord};

/// Row T53-TS_PACE_2.1, OWN-ACC-04: what the chip says to a wrong password.
#[test]
fn a_wrong_password_shows_at_the_last_step() {
    for (status, left) in [(0x6300, None), (0x63C2, Some(2)), (0x63C0, Some(0))] {
        let mut chip = Chip::new(generic(), b"654321");
        let options = PaceOptions::default();
        let result = run_with(&mut chip, &can(), &options, |step, _, honest, _| {
            if step != 5 {
                return honest;
            }
            assert_eq!(honest.status(), StatusWord::AUTHENTICATION_FAILED);
            ResponseApdu::new([], StatusWord::new(status))
        });
        let error = result.unwrap_err();
        assert_eq!(error.attempts_left(), left);
        assert_eq!(error.class(), FaultClass::AccessDenied);
        fails(Err(error), "access.wrong_key", "pace.ga4");
    }
}

#[test]
fn answers_to_set_at_are_sorted() {
    let pin = || AccessKey::Pin(Password::new(CAN));
    let puk = || AccessKey::Puk(Password::new(CAN));
    let answered = |status: u16, key: &AccessKey, spend: bool| {
        let options = PaceOptions {
            spend_last_try: spend,
            ..PaceOptions::default()
        };
        let mut chip = Chip::new(generic(), CAN);
        run_with(&mut chip, key, &options, |step, _, honest, _| match step {
            1 => ResponseApdu::new([], StatusWord::new(status)),
            _ => honest,
        })
    };
    let step = "pace.mse_set_at";
    for (status, key, code) in [
        (0x6A80, can(), "pace.mse_refused"),
        (0x6A88, can(), "pace.mse_refused"),
        (0x6985, can(), "pace.mse_refused"),
        (0x6FFF, can(), "pace.mse_refused"),
        (0x6300, pin(), "pace.mse_refused"),
        (0x6985, pin(), "access.pin_suspended"),
        (0x6983, pin(), "access.pin_blocked"),
        (0x63C0, pin(), "access.pin_blocked"),
        (0x63C1, pin(), "access.last_try"),
        (0x63C1, puk(), "access.last_try"),
    ] {
        fails(answered(status, &key, false), code, step);
    }
    for (status, spend) in [(0x63C3, false), (0x63C2, false), (0x63C1, true)] {
        answered(status, &pin(), spend).unwrap();
    }
    let error = answered(0x63C1, &pin(), false).unwrap_err();
    assert_eq!(error.attempts_left(), Some(1));
    fails(answered(0x63C0, &pin(), true), "access.pin_blocked", step);
}

/// Rows T51-AP_G_10, 12, 18, 24.
#[test]
fn a_refused_step_is_named() {
    let steps = ["pace.ga1", "pace.ga2", "pace.ga3", "pace.ga4"];
    for (at, step) in (2..).zip(steps) {
        let refuse = |status| {
            let answer =
                move |_: &CommandApdu, _: &Chip| ResponseApdu::new([], StatusWord::new(status));
            replaced(generic(), at, &answer)
        };
        fails(refuse(0x6985), "pace.step_refused", step);
        fails(refuse(0x6A80), "pace.step_refused", step);
        if at < 5 {
            fails(refuse(0x6300), "pace.step_refused", step);
        }
        fails(refuse(0x6983), "access.pin_blocked", step);
    }
}
