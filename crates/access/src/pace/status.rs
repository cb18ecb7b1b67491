//! What status words mean in PACE (Doc 9303-11 §4.4.4, TR-03110-3 for PIN and PUK).
//!
//! | answer | MSE:Set AT | GENERAL AUTHENTICATE |
//! |---|---|---|
//! | `63Cx` | x tries left; goes on, with one only if the caller spends it | last: wrong password |
//! | `63C0`, `6983` | blocked | last, `63C0`: wrong, none left; `6983`: blocked |
//! | `6985`, with the PIN | suspended | suspended |
//! | `6300` | refused | last: wrong password |
//!
//! The counter is the chip's word for whichever password it gives; only PIN and PUK have one by
//! the guideline.

use super::PaceError;
use super::step::{MSE_SET_AT, MUTUAL_AUTHENTICATION};
use crate::{AccessError, PasswordProtocol};
use vidimus_iso7816::StatusWord;

/// The password a run uses, by the number of object 83: 1 MRZ, 2 CAN (§4.4.4.1), 3 PIN, 4 PUK
/// (TR-03110-3). The status words mean different things for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PasswordReference(pub(super) u8);

impl PasswordReference {
    /// 3: the PIN, which can be suspended.
    const PIN: Self = Self(3);
}

/// Sorts the answer to MSE:Set AT.
pub(super) fn selected(
    status: StatusWord,
    password: PasswordReference,
    spend_last_try: bool,
) -> Result<(), AccessError> {
    let error = match status.tries_left() {
        Some(0) => PaceError::PinBlocked {
            step: MSE_SET_AT,
            status,
        },
        Some(1) if !spend_last_try => PaceError::LastTry,
        Some(_) => return Ok(()),
        None if status.is_success() => return Ok(()),
        None => withheld(status, password, MSE_SET_AT).unwrap_or(PaceError::MseRefused { status }),
    };
    Err(error.into())
}

/// Sorts the answer to a GENERAL AUTHENTICATE.
pub(super) fn stepped(
    status: StatusWord,
    password: PasswordReference,
    step: &'static str,
) -> Result<(), AccessError> {
    if status.is_success() {
        return Ok(());
    }
    let attempts_left = status.tries_left();
    let wrong = status == StatusWord::AUTHENTICATION_FAILED || attempts_left.is_some();
    if step == MUTUAL_AUTHENTICATION && wrong {
        return Err(AccessError::WrongKey {
            protocol: PasswordProtocol::Pace,
            status,
            attempts_left,
        });
    }
    let refused = PaceError::StepRefused { step, status };
    Err(withheld(status, password, step).unwrap_or(refused).into())
}

/// The states of a password that the chip withholds: blocked until a PUK frees it, suspended
/// until the CAN was shown in the same session.
fn withheld(
    status: StatusWord,
    password: PasswordReference,
    step: &'static str,
) -> Option<PaceError> {
    match status.value() {
        0x6983 => Some(PaceError::PinBlocked { step, status }),
        0x6985 if password == PasswordReference::PIN => {
            Some(PaceError::PinSuspended { step, status })
        }
        _ => None,
    }
}
