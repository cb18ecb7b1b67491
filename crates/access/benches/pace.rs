//! PACE on the terminal's side; `cargo bench -p vidimus-access --bench pace`.
//!
//! One iteration is a whole run: password key, nonce, mapping, key agreement, both tokens, the
//! channel. The chip's answers were made before, with secrets that stay, so nothing but the
//! terminal is measured. A run of Generic Mapping multiplies points five times, two of them by
//! the curve's own generator.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "benches"
)]

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/pace/chip/mod.rs"]
mod chip;
#[path = "../tests/common/mod.rs"]
mod common;

use chip::Chip;
use divan::Bencher;
use vidimus_access::{AccessKey, Cipher, Pace, PaceOptions, PaceParameters, PaceSecrets, Password};
use vidimus_iso7816::{Machine as _, Poll, ResponseApdu};
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::SecretScalar;

fn main() {
    divan::main();
}

fn machine(parameters: PaceParameters) -> Pace {
    let domain = parameters.domain();
    let secret = |salt: u8| {
        let bytes = [vec![0], vec![salt; domain.secret_len() - 1]].concat();
        SecretScalar::from_bytes(domain, &bytes).unwrap()
    };
    let ephemeral = secret(0xA3);
    let secrets = if parameters.mapping() == Mapping::Integrated {
        let nonce = vec![0xE5; parameters.terminal_nonce_len()];
        PaceSecrets::Integrated { nonce, ephemeral }
    } else {
        let mapping = secret(0x5C);
        PaceSecrets::Mapping { mapping, ephemeral }
    };
    let key = AccessKey::Can(Password::new(b"123456"));
    Pace::new(parameters, &key, PaceOptions::default(), secrets)
}

/// The answers that a chip gives to exactly these secrets.
fn answers(parameters: PaceParameters) -> Vec<ResponseApdu> {
    let mut chip = Chip::new(parameters, b"123456");
    let mut machine = machine(parameters);
    let mut answers: Vec<ResponseApdu> = Vec::new();
    while let Poll::Transmit(command) = machine.poll(answers.last()).unwrap() {
        answers.push(chip.answer(&command));
    }
    answers
}

fn bench(bencher: Bencher<'_, '_>, mapping: Mapping, id: u8) {
    let parameters = PaceParameters::new(mapping, Cipher::Aes128, id).unwrap();
    let answers = answers(parameters);
    bencher
        .with_inputs(|| machine(parameters))
        .bench_local_values(|mut machine| {
            machine.poll(None).unwrap();
            for answer in &answers[..4] {
                machine.poll(Some(answer)).unwrap();
            }
            let Ok(Poll::Done(output)) = machine.poll(answers.last()) else {
                panic!("not done")
            };
            output
        });
}

/// The number of a name.
fn id(name: &str) -> u8 {
    (0..=18)
        .find(|id| {
            PaceParameters::new(Mapping::Generic, Cipher::Aes128, *id)
                .is_some_and(|parameters| parameters.domain().name() == name)
        })
        .unwrap()
}

#[divan::bench(args = ["P-256", "brainpoolP256r1", "brainpoolP384r1", "P-521", "MODP-2048/256"])]
fn generic_mapping(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, Mapping::Generic, id(name));
}

#[divan::bench(args = ["P-256", "brainpoolP256r1", "MODP-2048/256"])]
fn integrated_mapping(bencher: Bencher<'_, '_>, name: &str) {
    bench(bencher, Mapping::Integrated, id(name));
}
