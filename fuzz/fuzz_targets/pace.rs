//! Any answers to the terminal's side of PACE, and any bytes as the offer in EF.CardAccess.
//!
//! First byte: the variant. Then the answers, each after its length of two bytes; an answer of
//! length zero stands for a good one where the terminal can be given one: `9000`, a nonce, a
//! point of the curve or value of the group.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vidimus_access::pace::choose;
use vidimus_access::{AccessKey, Cipher, Pace, PaceOptions, PaceParameters, PaceSecrets, Password};
use vidimus_iso7816::tlv::{Tag, Writer};
use vidimus_iso7816::{Fault as _, Machine as _, Poll, ResponseApdu};
use vidimus_lds::security_info::{Mapping, SecurityInfos};
use vidimus_pubkey::agreement::SecretScalar;

const VARIANTS: [(Mapping, Cipher, u8); 6] = [
    (Mapping::Generic, Cipher::Aes128, 12),
    (Mapping::Integrated, Cipher::Aes192, 13),
    (Mapping::ChipAuthentication, Cipher::Aes256, 12),
    (Mapping::Generic, Cipher::TripleDes, 0),
    (Mapping::Integrated, Cipher::TripleDes, 0),
    (Mapping::Generic, Cipher::Aes256, 18),
];

fuzz_target!(|data: &[u8]| {
    if let Ok(infos) = SecurityInfos::parse(data) {
        let _ = choose(&infos);
    }
    let Some((&variant, rest)) = data.split_first() else {
        return;
    };
    let (mapping, cipher, id) = VARIANTS[usize::from(variant) % VARIANTS.len()];
    if let Some(parameters) = PaceParameters::new(mapping, cipher, id) {
        run(parameters, rest);
    }
});

fn run(parameters: PaceParameters, mut rest: &[u8]) {
    let secret = |byte| SecretScalar::from_bytes(parameters.domain(), &[byte]);
    let (Ok(mapping), Ok(ephemeral)) = (secret(3), secret(5)) else {
        return;
    };
    let secrets = if parameters.mapping() == Mapping::Integrated {
        let nonce = vec![7; parameters.terminal_nonce_len()];
        PaceSecrets::Integrated { nonce, ephemeral }
    } else {
        PaceSecrets::Mapping { mapping, ephemeral }
    };
    let key = AccessKey::Pin(Password::new(b"123456"));
    let mut machine = Pace::new(parameters, &key, PaceOptions::default(), secrets);
    let mut response = None;
    for step in 0.. {
        match machine.poll(response.as_ref()) {
            Ok(Poll::Transmit(command)) => assert!(command.to_bytes().is_ok()),
            // nobody without the agreed key gets this far
            Ok(Poll::Done(_)) => panic!("a token was guessed"),
            Err(error) => {
                assert!(!error.code().is_empty());
                return;
            }
        }
        let Some((&[high, low], more)) = rest.split_first_chunk::<2>() else {
            return;
        };
        let length = usize::from(u16::from_be_bytes([high, low])).min(more.len());
        let (answer, after) = more.split_at(length);
        rest = after;
        let honest = honest(&parameters, step);
        let answer = if answer.is_empty() { &honest } else { answer };
        let Ok(parsed) = ResponseApdu::parse(answer) else {
            return;
        };
        response = Some(parsed);
    }
}

/// What a chip could answer to a step.
fn honest(parameters: &PaceParameters, step: usize) -> Vec<u8> {
    let key = || {
        SecretScalar::from_bytes(parameters.domain(), &[9])
            .map(|secret| secret.public_key().encode())
            .unwrap_or_default()
    };
    let (tag, value) = match step {
        0 => return vec![0x90, 0],
        1 => (0x80, vec![0x42; 32]),
        2 if parameters.mapping() == Mapping::Integrated => (0x82, Vec::new()),
        2 => (0x82, key()),
        3 => (0x84, key()),
        _ => (0x86, vec![0; 8]),
    };
    let mut inner = Writer::new();
    inner.object(Tag(tag), &value);
    let mut outer = Writer::new();
    outer.object(Tag(0x7C), &inner.into_bytes()).raw(&[0x90, 0]);
    outer.into_bytes()
}
