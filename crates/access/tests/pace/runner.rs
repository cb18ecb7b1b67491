//! Runs of the terminal against the chip, some answers replaced.

use crate::chip::Chip;
use vidimus_access::{
    AccessError, AccessKey, Cipher, Pace, PaceOptions, PaceOutput, PaceParameters, PaceSecrets,
    Password,
};
use vidimus_iso7816::{CommandApdu, Fault as _, Machine as _, Poll, ResponseApdu};
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::SecretScalar;

pub(crate) const CAN: &[u8] = b"123456";

/// What a chip answers in place of its own answer.
pub(crate) type Answer<'a> = dyn Fn(&CommandApdu, &Chip) -> ResponseApdu + 'a;
pub(crate) fn can() -> AccessKey {
    AccessKey::Can(Password::new(CAN))
}

pub(crate) fn secrets(parameters: &PaceParameters) -> PaceSecrets {
    let domain = parameters.domain();
    let scalar = |salt: u8| {
        let mut bytes = vec![salt; domain.secret_len()];
        bytes[0] = 0;
        SecretScalar::from_bytes(domain, &bytes).unwrap()
    };
    let ephemeral = scalar(0x21);
    if parameters.mapping() == Mapping::Integrated {
        let nonce = vec![0xE5; parameters.terminal_nonce_len()];
        return PaceSecrets::Integrated { nonce, ephemeral };
    }
    let mapping = scalar(0x43);
    PaceSecrets::Mapping { mapping, ephemeral }
}

/// Runs the machine against a chip whose answers `change` may replace (steps from 1).
pub(crate) fn run_with(
    chip: &mut Chip,
    key: &AccessKey,
    options: &PaceOptions,
    mut change: impl FnMut(usize, &CommandApdu, ResponseApdu, &Chip) -> ResponseApdu,
) -> Result<PaceOutput, AccessError> {
    let parameters = chip.parameters;
    let mut machine = Pace::new(parameters, key, options.clone(), secrets(&parameters));
    let mut response = None;
    for step in 1.. {
        match machine.poll(response.as_ref())? {
            Poll::Transmit(command) => {
                let answer = chip.answer(&command);
                response = Some(change(step, &command, answer, chip));
            }
            Poll::Done(output) => return Ok(output),
        }
    }
    panic!("no end")
}

pub(crate) fn run(chip: &mut Chip, key: &AccessKey) -> Result<PaceOutput, AccessError> {
    run_with(chip, key, &PaceOptions::default(), |_, _, answer, _| answer)
}

pub(crate) fn parameters(mapping: Mapping, cipher: Cipher, id: u8) -> PaceParameters {
    PaceParameters::new(mapping, cipher, id).unwrap()
}

pub(crate) fn generic() -> PaceParameters {
    parameters(Mapping::Generic, Cipher::Aes128, 12)
}

/// One run over `parameters` with the answer of one step replaced.
pub(crate) fn replaced(
    parameters: PaceParameters,
    at: usize,
    answer: &Answer<'_>,
) -> Result<PaceOutput, AccessError> {
    let mut chip = Chip::new(parameters, CAN);
    run_with(
        &mut chip,
        &can(),
        &PaceOptions::default(),
        |step, command, honest, chip| {
            if step == at {
                answer(command, chip)
            } else {
                honest
            }
        },
    )
}

#[track_caller]
pub(crate) fn fails(result: Result<PaceOutput, AccessError>, code: &str, step: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.step()), (code, Some(step)), "{error}");
    assert!(error.hint().is_some());
}
