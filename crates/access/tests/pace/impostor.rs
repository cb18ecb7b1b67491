//! A chip that knows the password and not the secret key of the document whose files it has.

use crate::chip::{Chip, dynamic, inside, kdf, object, token};
use crate::runner::{CAN, can, parameters, run, run_with};
use vidimus_access::{AccessError, Cipher, PaceOptions, PaceOutput, PaceParameters};
use vidimus_iso7816::Fault as _;
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::{AgreementKey, SecretScalar, is_static_key_of};

/// What the impostor makes of the points that it has seen.
type Choice<'a> = dyn Fn(&[Vec<u8>]) -> Vec<u8> + 'a;

fn key(parameters: PaceParameters, secret: &[u8]) -> AgreementKey {
    let secret = SecretScalar::from_bytes(parameters.domain(), secret);
    secret.unwrap().public_key()
}

/// The point on the other side of the x-axis.
fn opposite(parameters: PaceParameters, point: &[u8]) -> Vec<u8> {
    let prime = match parameters.parameter_id() {
        13 => "A9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377",
        _ => panic!(),
    };
    let mut out = point.to_vec();
    let mut borrow = 0;
    for (y, p) in out[33..].iter_mut().zip(crate::common::hex(prime)).rev() {
        let difference = i16::from(p) - i16::from(*y) - borrow;
        borrow = i16::from(difference < 0);
        *y = difference.rem_euclid(256) as u8;
    }
    out
}

/// One attempt: a key of the mapping, a choice of the ephemeral key and of the shared secret out
/// of all points that were seen, the terminal's mapping key first and its ephemeral key second.
fn attempt(
    parameters: PaceParameters,
    mapping: &[u8],
    ephemeral: &Choice<'_>,
    secret: &Choice<'_>,
) -> Result<PaceOutput, AccessError> {
    let mut seen: Vec<Vec<u8>> = Vec::new();
    let mut chip = Chip::new(parameters, CAN);
    let options = PaceOptions::default();
    run_with(&mut chip, &can(), &options, |step, command, honest, _| {
        if step > 2 {
            seen.push(inside(command.data()).1);
        }
        match step {
            3 => dynamic(&object(&[0x82], mapping)),
            4 => dynamic(&object(&[0x84], &ephemeral(&seen))),
            5 => {
                let authentication = kdf(parameters.cipher(), &secret(&seen), 2);
                let token = token(parameters, &authentication, &seen[1]);
                dynamic(&object(&[0x86], &token))
            }
            _ => honest,
        }
    })
}

/// `PK.Map = c·PK.IC` fits `CA.IC = c` for any c, 1 among them; but who does not know the
/// secret of `PK.Map` does not come out at the generator, and the token shows it.
#[test]
fn multiples_of_the_static_key_end_at_the_token() {
    let parameters = parameters(Mapping::ChipAuthentication, Cipher::Aes128, 13);
    let static_secret = [0x77; 31];
    let static_key = key(parameters, &static_secret).encode();
    let opposite_key = opposite(parameters, &static_key);
    let decode = |bytes: &[u8]| AgreementKey::decode(parameters.domain(), bytes).unwrap();
    assert!(is_static_key_of(
        &decode(&static_key),
        &[1],
        &decode(&static_key)
    ));
    let ephemerals: [&Choice<'_>; 5] = [
        &|_| key(parameters, &[1]).encode(),
        &|_| static_key.clone(),
        &|seen| seen[0].clone(),
        &|seen| opposite(parameters, &seen[0]),
        &|seen| opposite(parameters, &seen[1]),
    ];
    let x = |point: &[u8]| point[1..33].to_vec();
    let secrets: [&Choice<'_>; 5] = [
        &|_| vec![0; 32],
        &|_| x(&static_key),
        &|seen| x(&seen[0]),
        &|seen| x(&seen[1]),
        &|_| x(&key(parameters, &[1]).encode()),
    ];
    for mapping in [&static_key, &opposite_key] {
        for ephemeral in ephemerals {
            for secret in secrets {
                let refused = attempt(parameters, mapping, ephemeral, secret).unwrap_err();
                assert_eq!(refused.code(), "pace.token_mismatch");
            }
        }
    }
}

/// What a genuine chip showed in one session is worth nothing in another.
#[test]
fn data_of_another_session_fit_no_other_mapping_key() {
    let parameters = parameters(Mapping::ChipAuthentication, Cipher::Aes256, 13);
    let static_key = key(parameters, &[1]);
    let mut genuine = Chip::new(parameters, CAN);
    let first = run(&mut genuine, &can()).unwrap().cam.unwrap();
    let recorded = first.data.unwrap();
    let mapping_key = AgreementKey::decode(parameters.domain(), &first.mapping_key).unwrap();
    assert!(is_static_key_of(&mapping_key, &recorded, &static_key));
    let mut impostor = Chip::new(parameters, CAN).with_mapping_secret(&[0x31; 31]);
    let options = PaceOptions::default();
    let output = run_with(&mut impostor, &can(), &options, |step, _, honest, chip| {
        if step != 5 {
            return honest;
        }
        let token = honest.data()[2..12].to_vec();
        let data = object(&[0x8A], &chip.encrypt_cam(&recorded, true));
        dynamic(&[token, data].concat())
    });
    let shown = output.unwrap().cam.unwrap();
    let own = AgreementKey::decode(parameters.domain(), &shown.mapping_key).unwrap();
    assert_ne!(own, mapping_key);
    assert!(!is_static_key_of(&own, &shown.data.unwrap(), &static_key));
}

/// The recorded key of the mapping, without its secret, and both of the terminal's values back.
#[test]
fn recorded_keys_end_at_the_token() {
    let parameters = parameters(Mapping::ChipAuthentication, Cipher::Aes128, 13);
    let recorded = key(parameters, &[0x5B; 31]).encode();
    let own = |_: &[Vec<u8>]| key(parameters, &[0x11; 31]).encode();
    let guess = |seen: &[Vec<u8>]| seen[1][1..33].to_vec();
    let refused = attempt(parameters, &recorded, &own, &guess).unwrap_err();
    assert_eq!(refused.code(), "pace.token_mismatch");
    let echo = |seen: &[Vec<u8>]| seen[1].clone();
    let refused = attempt(parameters, &recorded, &echo, &guess).unwrap_err();
    assert_eq!(refused.code(), "pace.same_public_key");
}
