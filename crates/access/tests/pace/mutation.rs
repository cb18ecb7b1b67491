//! Answers of PACE with some bytes changed: refused with a code, or as good as the honest ones;
//! never a panic.

use crate::chip::{self, Chip, object};
use crate::common;
use proptest::prelude::*;
use vidimus_access::{
    AccessError, AccessKey, Cipher, Pace, PaceOptions, PaceOutput, PaceParameters, PaceSecrets,
    Password, SecureChannel,
};
use vidimus_iso7816::{CommandApdu, Fault as _, Machine as _, Poll, ResponseApdu, StatusWord};
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::{MappedGenerator, SecretScalar};

fn can() -> AccessKey {
    AccessKey::Can(Password::new(b"123456"))
}

fn machine(parameters: PaceParameters, scalar: u8) -> Pace {
    let secret = |byte| SecretScalar::from_bytes(parameters.domain(), &[byte]).unwrap();
    let ephemeral = secret(0x21);
    let secrets = if parameters.mapping() == Mapping::Integrated {
        let nonce = vec![0xE5; parameters.terminal_nonce_len()];
        PaceSecrets::Integrated { nonce, ephemeral }
    } else {
        let mapping = secret(scalar);
        PaceSecrets::Mapping { mapping, ephemeral }
    };
    Pace::new(parameters, &can(), PaceOptions::default(), secrets)
}

/// Runs against an honest chip, one answer changed.
fn run(
    parameters: PaceParameters,
    at: usize,
    change: &dyn Fn(Vec<u8>) -> Vec<u8>,
) -> (Result<PaceOutput, AccessError>, Chip) {
    let mut chip = Chip::new(parameters, b"123456");
    let mut machine = machine(parameters, 0x43);
    let mut response = None;
    for step in 1.. {
        match machine.poll(response.as_ref()) {
            Ok(Poll::Transmit(command)) => {
                let honest = chip.answer(&command).to_bytes();
                let bytes = if step == at { change(honest) } else { honest };
                response = ResponseApdu::parse(&bytes).ok();
                if response.is_none() {
                    return (Err(AccessError::OutOfOrder), chip);
                }
            }
            Ok(Poll::Done(output)) => return (Ok(output), chip),
            Err(error) => return (Err(error), chip),
        }
    }
    panic!("no end")
}

/// Refused with a code that names a step, or the very channel of the chip.
fn judge(result: Result<PaceOutput, AccessError>, chip: &Chip) -> Result<(), TestCaseError> {
    match result {
        Err(error) => {
            let code = error.code();
            prop_assert!(
                code.starts_with("pace.") || code.starts_with("access."),
                "{code}"
            );
            prop_assert!(error == AccessError::OutOfOrder || error.step().is_some());
        }
        Ok(mut output) => {
            let (encryption, authentication) = chip.session_keys();
            let cipher = chip.parameters.cipher();
            let mut expected =
                SecureChannel::new(cipher, &encryption, &authentication, &[0; 16]).unwrap();
            let command = CommandApdu::new(0, 0xB0, 0x9E, 0).with_le(4);
            prop_assert_eq!(output.channel.wrap(&command), expected.wrap(&command));
        }
    }
    Ok(())
}

fn variants() -> [PaceParameters; 4] {
    [
        (Mapping::Generic, 12),
        (Mapping::Integrated, 13),
        (Mapping::ChipAuthentication, 13),
        (Mapping::Generic, 0),
    ]
    .map(|(mapping, id)| PaceParameters::new(mapping, Cipher::Aes128, id).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn one_byte_changed(variant in 0..4usize, at in 1..6usize, position: prop::sample::Index, flip in 1..=255u8) {
        let parameters = variants()[variant];
        let (result, chip) = run(parameters, at, &|mut bytes| {
            let position = position.index(bytes.len());
            bytes[position] ^= flip;
            bytes
        });
        judge(result, &chip)?;
    }

    #[test]
    fn cut_or_grown(variant in 0..4usize, at in 1..6usize, from: prop::sample::Index, to: prop::sample::Index, more in prop::collection::vec(any::<u8>(), 0..12)) {
        let parameters = variants()[variant];
        let (result, chip) = run(parameters, at, &|mut bytes| {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            bytes.splice(from.min(to)..from.max(to), more.clone());
            bytes
        });
        judge(result, &chip)?;
    }

    #[test]
    fn any_bytes(variant in 0..4usize, at in 1..6usize, data in prop::collection::vec(any::<u8>(), 0..200), wrapped: bool) {
        let parameters = variants()[variant];
        let (result, chip) = run(parameters, at, &|_| {
            let mut bytes = if wrapped { object(&[0x7C], &data) } else { data.clone() };
            bytes.extend_from_slice(&[0x90, 0]);
            bytes
        });
        judge(result, &chip)?;
    }
}

/// Every byte of every answer, one bit of it.
#[test]
fn each_byte_counts() {
    let parameters = variants()[2];
    let mut opened = 0;
    for at in 2..6 {
        let mut position = 0;
        loop {
            let beyond = std::cell::Cell::new(false);
            let (result, chip) = run(parameters, at, &|mut bytes| {
                match bytes.get_mut(position) {
                    Some(byte) => *byte ^= 4,
                    None => beyond.set(true),
                }
                bytes
            });
            if beyond.get() {
                break;
            }
            opened += usize::from(result.is_ok());
            judge(result, &chip).unwrap();
            position += 1;
        }
    }
    // only the chip authentication data, tag included, do not decide whether the channel opens
    assert_eq!(opened, 1 + 48);
}

/// A nonce with which the mapped generator is neutral: `s·G + H = 0` for `H = 2·G`.
#[test]
fn a_neutral_generator_is_refused() {
    let orders = [
        (0, "F518AA8781A8DF278ABA4E7D64B7CB9D49462353"),
        (
            12,
            "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        ),
    ];
    for (id, order) in orders {
        let parameters = PaceParameters::new(Mapping::Generic, Cipher::Aes128, id).unwrap();
        let mut chip = Chip::new(parameters, b"123456");
        let order = common::hex(order);
        chip.nonce = [vec![0; 32 - order.len()], order].concat();
        *chip.nonce.last_mut().unwrap() -= 2;
        let mut machine = machine(parameters, 2);
        let mut response = None;
        for step in 1..=3 {
            let Poll::Transmit(command) = machine.poll(response.as_ref()).unwrap() else {
                panic!("done")
            };
            response = Some(if step < 3 {
                chip.answer(&command)
            } else {
                let one = SecretScalar::from_bytes(parameters.domain(), &[1]).unwrap();
                chip::dynamic(&object(&[0x82], &one.public_key().encode()))
            });
        }
        let error = machine.poll(response.as_ref()).unwrap_err();
        assert_eq!(error.code(), "pace.mapping_degenerate");
        assert_eq!(error.step(), Some("pace.ga2"));
    }
}

/// Row OWN-PACE-05: a random function that maps to the neutral element.
#[test]
fn a_random_number_that_maps_to_one_is_refused() {
    for parameters in
        [0, 1, 2].map(|id| PaceParameters::new(Mapping::Integrated, Cipher::Aes128, id))
    {
        let domain = parameters.unwrap().domain();
        assert!(MappedGenerator::integrated(domain, &[1]).is_err());
        assert!(MappedGenerator::integrated(domain, &[0]).is_err());
        assert!(MappedGenerator::integrated(domain, &[2]).is_ok());
    }
}

#[test]
fn status_words_alone_never_panic() {
    for parameters in variants() {
        for at in 1..6 {
            for status in [
                0x6100, 0x6282, 0x6300, 0x63CF, 0x6C10, 0x6F00, 0x9001, 0xFFFF, 0x0000,
            ] {
                let (result, chip) = run(parameters, at, &|_| {
                    StatusWord::new(status).to_bytes().to_vec()
                });
                if at > 1 || status != 0x63CF {
                    assert!(result.is_err(), "{status:04X} in step {at}");
                }
                judge(result, &chip).unwrap();
            }
        }
    }
}
