//! PACE with a chip of its own making: every variant, and answers that no chip should give.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "tests"
)]

mod common;
mod pace_chip;

use pace_chip::{Chip, dynamic, object, success};
use vidimus_access::{
    AccessError, AccessKey, Cipher, MrzKey, Pace, PaceOptions, PaceOutput, PaceParameters,
    PaceSecrets, Password, SecureChannel,
};
use vidimus_iso7816::{
    CommandApdu, Fault as _, FaultClass, Machine as _, Poll, ResponseApdu, StatusWord,
};
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar, is_static_key_of};

const CIPHERS: [Cipher; 4] = [
    Cipher::TripleDes,
    Cipher::Aes128,
    Cipher::Aes192,
    Cipher::Aes256,
];
const CAN: &[u8] = b"123456";

/// What a chip answers in place of its own answer.
type Answer<'a> = dyn Fn(&CommandApdu, &Chip) -> ResponseApdu + 'a;
/// What a chip gives as its token.
type Token<'a> = dyn Fn(&CommandApdu, &Chip) -> Vec<u8> + 'a;
/// What a chip sends behind its token.
type Objects<'a> = dyn Fn(&Chip) -> Vec<u8> + 'a;
/// What becomes of the data of an answer.
type Change<'a> = dyn Fn(Vec<u8>) -> Vec<u8> + 'a;

fn can() -> AccessKey {
    AccessKey::Can(Password::new(CAN))
}

fn secrets(parameters: &PaceParameters) -> PaceSecrets {
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
fn run_with(
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

fn run(chip: &mut Chip, key: &AccessKey) -> Result<PaceOutput, AccessError> {
    run_with(chip, key, &PaceOptions::default(), |_, _, answer, _| answer)
}

fn parameters(mapping: Mapping, cipher: Cipher, id: u8) -> PaceParameters {
    PaceParameters::new(mapping, cipher, id).unwrap()
}

fn generic() -> PaceParameters {
    parameters(Mapping::Generic, Cipher::Aes128, 12)
}

/// One run over `parameters` with the answer of one step replaced.
fn replaced(
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
fn fails(result: Result<PaceOutput, AccessError>, code: &str, step: &str) {
    let error = result.unwrap_err();
    assert_eq!((error.code(), error.step()), (code, Some(step)), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn every_variant_of_the_standard_opens() {
    let mrz = b"L898902C<369080619406236";
    let mut runs = 0;
    for mapping in [
        Mapping::Generic,
        Mapping::Integrated,
        Mapping::ChipAuthentication,
    ] {
        for cipher in CIPHERS {
            for id in 0..=31 {
                let Some(parameters) = PaceParameters::new(mapping, cipher, id) else {
                    continue;
                };
                let sha = common::hex("239AB9CB282DAF66231DC5A4DF6BFBAEDF477565");
                let (key, password) = match runs % 4 {
                    0 => (AccessKey::Mrz(MrzKey::from_mrz(mrz).unwrap()), sha),
                    1 => (can(), CAN.to_vec()),
                    2 => (AccessKey::Pin(Password::new(b"24680")), b"24680".to_vec()),
                    _ => (
                        AccessKey::Puk(Password::new(b"\xC4\xD6")),
                        b"\xC4\xD6".to_vec(),
                    ),
                };
                let mut chip = Chip::new(parameters, &password);
                let mut output = run(&mut chip, &key).unwrap_or_else(|error| {
                    panic!("{parameters}: {error}");
                });
                check_channel(&mut output, &chip);
                check_proof(&output, &chip);
                runs += 1;
            }
        }
    }
    // 14 domains in GM, 13 in IM (not P-224), 11 curves in CAM (not 3DES)
    assert_eq!(runs, 14 * 4 + 13 * 4 + 11 * 3);
}

fn check_channel(output: &mut PaceOutput, chip: &Chip) {
    let (encryption, authentication) = chip.session_keys();
    let cipher = chip.parameters.cipher();
    let counter = vec![0; cipher.block_len()];
    let mut expected = SecureChannel::new(cipher, &encryption, &authentication, &counter).unwrap();
    let command = CommandApdu::new(0, 0xA4, 4, 0x0C).with_data([1, 2, 3]);
    assert_eq!(output.channel.wrap(&command), expected.wrap(&command));
}

/// With CAM, the data prove the static key, here the generator, and no other.
fn check_proof(output: &PaceOutput, chip: &Chip) {
    assert!(!output.surplus_cam_data && output.certificate_references.is_empty());
    let Some(cam) = &output.cam else {
        assert_ne!(chip.parameters.mapping(), Mapping::ChipAuthentication);
        return;
    };
    let data = cam.data.as_ref().unwrap();
    assert_eq!(data, chip.chip_authentication_data());
    let domain = chip.parameters.domain();
    let mapping_key = AgreementKey::decode(domain, &cam.mapping_key).unwrap();
    let public = |scalar| {
        SecretScalar::from_bytes(domain, &[scalar])
            .unwrap()
            .public_key()
    };
    assert!(is_static_key_of(&mapping_key, data, &public(1)));
    assert!(!is_static_key_of(&mapping_key, data, &public(2)));
}

#[test]
fn variants_that_the_standard_does_not_have_are_refused() {
    let new = PaceParameters::new;
    for id in (3..8).chain(19..=255) {
        assert!(new(Mapping::Generic, Cipher::Aes128, id).is_none(), "{id}");
    }
    assert!(new(Mapping::Integrated, Cipher::Aes128, 10).is_none());
    assert!(new(Mapping::ChipAuthentication, Cipher::Aes128, 2).is_none());
    assert!(new(Mapping::ChipAuthentication, Cipher::TripleDes, 12).is_none());
}

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

/// Rows T51-AP_G_11, 13, 19, 20, 25, OWN-PACE-02: wrong, missing, surplus and cut objects.
#[test]
fn malformed_answers_are_refused() {
    for (at, tag) in [(2, 0x80u8), (3, 0x82), (4, 0x84), (5, 0x86)] {
        let step = ["pace.ga1", "pace.ga2", "pace.ga3", "pace.ga4"][at - 2];
        let changed = |change: &Change<'_>| {
            let mut chip = Chip::new(generic(), CAN);
            let options = PaceOptions::default();
            run_with(&mut chip, &can(), &options, |now, _, honest, _| {
                if now == at {
                    success(change(honest.into_data()))
                } else {
                    honest
                }
            })
        };
        let value = |data: Vec<u8>| {
            let (found, value) = pace_chip::inside(&data);
            assert_eq!(found, tag);
            value
        };
        let changes: [&Change<'_>; 9] = [
            &|data| object(&[0x7C], &object(&[tag + 0x10], &value(data))),
            &|data| object(&[0x7D], &object(&[tag], &value(data))),
            &|_| object(&[0x7C], &[]),
            &|_| Vec::new(),
            &|mut data| {
                data.pop();
                data
            },
            &|mut data| {
                data.push(0);
                data
            },
            &|data| {
                object(
                    &[0x7C],
                    &[data[2..].to_vec(), vec![tag + 0x20, 1, 0]].concat(),
                )
            },
            &|data| object(&[0x7C], &[data[2..].to_vec(), data[2..].to_vec()].concat()),
            &|data| value(data),
        ];
        for change in changes {
            fails(changed(change), "pace.response_malformed", step);
        }
    }
}

#[test]
fn nonces_of_other_lengths_are_refused() {
    let nonce =
        |len: usize| move |_: &CommandApdu, _: &Chip| dynamic(&object(&[0x80], &vec![7; len]));
    for len in [0, 1, 8, 15, 17, 80, 4096] {
        let result = replaced(generic(), 2, &nonce(len));
        fails(result, "pace.response_malformed", "pace.ga1");
    }
    // with Integrated Mapping, exactly l bits
    for (cipher, len) in [
        (Cipher::Aes128, 32),
        (Cipher::TripleDes, 8),
        (Cipher::Aes192, 16),
    ] {
        let parameters = parameters(Mapping::Integrated, cipher, 12);
        let result = replaced(parameters, 2, &nonce(len));
        fails(result, "pace.response_malformed", "pace.ga1");
    }
}

/// Row T51-AP_G_15, and the spellings of an empty answer.
#[test]
fn integrated_mapping_yields_no_mapping_data() {
    let parameters = parameters(Mapping::Integrated, Cipher::Aes128, 12);
    let answered = |data: &'static [u8]| {
        replaced(parameters, 3, &move |_: &CommandApdu, _: &Chip| {
            success(data.to_vec())
        })
    };
    for empty in [&[][..], &[0x7C, 0], &[0x7C, 2, 0x82, 0]] {
        answered(empty).unwrap();
    }
    for full in [
        &[0x7C, 3, 0x82, 1, 0][..],
        &[0x7C, 2, 0x84, 0],
        &[0x7C, 4, 0x82, 0, 0x82, 0],
        &[0],
    ] {
        fails(answered(full), "pace.response_malformed", "pace.ga2");
    }
}

/// Rows T51-AP_G_14, 16, 21, OWN-PACE-03: points that are none.
#[test]
fn points_are_validated_in_both_steps() {
    let point = common::hex(
        "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296\
         4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5",
    );
    let mut off_curve = point.clone();
    off_curve[64] ^= 1;
    let mut range = point.clone();
    range[1..33].fill(0xFF);
    let mut form = point.clone();
    form[0] = 5;
    let mut hybrid = point.clone();
    hybrid[0] = 7;
    let compressed = [&[3], &point[1..33]].concat();
    let brainpool = common::hex(
        "048BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262\
         547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997",
    );
    let short = point[..64].to_vec();
    let long = [&[0], &point[..]].concat();
    let invalid = [
        off_curve,
        range,
        form,
        hybrid,
        compressed,
        brainpool,
        short,
        long,
        vec![0],
        Vec::new(),
    ];
    for value in &invalid {
        for (at, tag, step) in [(3, 0x82, "pace.ga2"), (4, 0x84, "pace.ga3")] {
            let answer = |_: &CommandApdu, _: &Chip| dynamic(&object(&[tag], value));
            fails(replaced(generic(), at, &answer), "pace.point_invalid", step);
        }
    }
}

/// Rows T51-AP_G_17, 22, OWN-PACE-04: values outside the group, or of a length it has not.
#[test]
fn dh_values_are_validated_in_both_steps() {
    let parameters = parameters(Mapping::Generic, Cipher::Aes128, 0);
    let Domain::Dh(group) = parameters.domain() else {
        panic!()
    };
    let p = group.p().to_vec();
    let add = |offset: i8| {
        let mut value = p.clone();
        let last = value.last_mut().unwrap();
        *last = last.wrapping_add_signed(offset);
        value
    };
    let honest = SecretScalar::from_bytes(parameters.domain(), &[9]).unwrap();
    let honest = honest.public_key().encode();
    let padded = [&[0], &honest[..]].concat();
    let short = honest[1..].to_vec();
    let two = vec![2];
    let invalid = [
        vec![0],
        vec![1],
        add(-1),
        p.clone(),
        add(1),
        two,
        padded,
        short,
        Vec::new(),
    ];
    for value in &invalid {
        for (at, tag, step) in [(3, 0x82, "pace.ga2"), (4, 0x84, "pace.ga3")] {
            let answer = |_: &CommandApdu, _: &Chip| dynamic(&object(&[tag], value));
            fails(
                replaced(parameters, at, &answer),
                "pace.dh_value_invalid",
                step,
            );
        }
    }
}

/// Row T51-AP_G_23: our own key, in either step.
#[test]
fn our_own_key_is_refused() {
    for id in [0, 12] {
        let parameters = parameters(Mapping::Generic, Cipher::Aes128, id);
        for (at, tag, step) in [(3, 0x82, "pace.ga2"), (4, 0x84, "pace.ga3")] {
            let echo = |command: &CommandApdu, _: &Chip| {
                dynamic(&object(&[tag], &pace_chip::inside(command.data()).1))
            };
            fails(
                replaced(parameters, at, &echo),
                "pace.same_public_key",
                step,
            );
        }
    }
}

/// Rows T51-AP_G_26, T53-TS_PACE_3.6, TS_PACE_2.5: a chip that takes any token and gives its own.
#[test]
fn wrong_tokens_are_refused() {
    let tokens: [&Token<'_>; 3] = [
        &|_, _| vec![0; 8],
        // the terminal's own token
        &|command, _| pace_chip::inside(command.data()).1,
        // of an EC key where a DH value belongs, and the other way round
        &|_, chip| chip.token(&[4]),
    ];
    for id in [1, 13] {
        for token in tokens {
            let parameters = parameters(Mapping::Generic, Cipher::Aes256, id);
            let answer = |command: &CommandApdu, chip: &Chip| {
                dynamic(&object(&[0x86], &token(command, chip)))
            };
            fails(
                replaced(parameters, 5, &answer),
                "pace.token_mismatch",
                "pace.ga4",
            );
        }
    }
    for len in [0, 7, 9, 16] {
        let answer = |_: &CommandApdu, _: &Chip| dynamic(&object(&[0x86], &vec![0; len]));
        fails(
            replaced(generic(), 5, &answer),
            "pace.response_malformed",
            "pace.ga4",
        );
    }
}

/// The last answer with more objects behind the right token.
fn with_objects(
    parameters: PaceParameters,
    objects: &Objects<'_>,
) -> Result<PaceOutput, AccessError> {
    let mut chip = Chip::new(parameters, CAN);
    let options = PaceOptions::default();
    run_with(&mut chip, &can(), &options, |step, _, honest, chip| {
        if step != 5 {
            return honest;
        }
        let token = honest.data()[2..12].to_vec();
        dynamic(&[token, objects(chip)].concat())
    })
}

#[test]
fn authorities_are_handed_out() {
    let newest = object(&[0x87], b"DETESTCVCA00003");
    let previous = object(&[0x88], b"DETESTCVCA00002");
    let output = with_objects(generic(), &|_| [newest.clone(), previous.clone()].concat()).unwrap();
    let expected = [b"DETESTCVCA00003".to_vec(), b"DETESTCVCA00002".to_vec()];
    assert_eq!(output.certificate_references, expected);
    let output = with_objects(generic(), &|_| [previous.clone(), newest.clone()].concat()).unwrap();
    assert_eq!(output.certificate_references, expected);
    let twice = with_objects(generic(), &|_| [newest.clone(), newest.clone()].concat());
    fails(twice, "pace.response_malformed", "pace.ga4");
}

/// Rows T51-AP_G_29 to G_33: the channel stands, the chip is not proven.
#[test]
fn unusable_chip_authentication_data_leave_the_channel() {
    let parameters = parameters(Mapping::ChipAuthentication, Cipher::Aes128, 13);
    let right = |chip: &Chip| chip.encrypt_cam(chip.chip_authentication_data(), true);
    let cases: [(&Objects<'_>, &str); 8] = [
        (&|_| Vec::new(), "pace.cam_data_missing"),
        (
            &|chip| object(&[0x8B], &right(chip)),
            "pace.cam_data_missing",
        ),
        (&|_| object(&[0x8A], &[]), "pace.cam_data_malformed"),
        (&|_| object(&[0x8A], &[1; 15]), "pace.cam_data_malformed"),
        (
            &|chip| object(&[0x8A], &chip.encrypt_cam(&[1; 48], false)),
            "pace.cam_data_malformed",
        ),
        (
            &|chip| object(&[0x8A], &chip.encrypt_cam(&[0; 48], false)),
            "pace.cam_data_malformed",
        ),
        (
            &|chip| object(&[0x8A], &chip.encrypt_cam(&[1; 31], true)),
            "pace.cam_data_malformed",
        ),
        (
            &|chip| object(&[0x8A], &chip.encrypt_cam(&[1; 33], true)),
            "pace.cam_data_malformed",
        ),
    ];
    for (objects, code) in cases {
        let output = with_objects(parameters, objects).unwrap();
        let cam = output.cam.unwrap();
        assert_eq!(cam.data.unwrap_err().code(), code);
        assert_eq!(cam.mapping_key.len(), 65);
    }
    // a wrong number is handed out: the key tells
    let wrong = |chip: &Chip| object(&[0x8A], &chip.encrypt_cam(&[1; 32], true));
    let cam = with_objects(parameters, &wrong).unwrap().cam.unwrap();
    let mapping_key = AgreementKey::decode(parameters.domain(), &cam.mapping_key).unwrap();
    let static_key = SecretScalar::from_bytes(parameters.domain(), &[1])
        .unwrap()
        .public_key();
    assert!(!is_static_key_of(
        &mapping_key,
        &cam.data.unwrap(),
        &static_key
    ));
    let twice = |chip: &Chip| object(&[0x8A], &right(chip)).repeat(2);
    fails(
        with_objects(parameters, &twice),
        "pace.response_malformed",
        "pace.ga4",
    );
}

/// Row T51-AP_G_35.
#[test]
fn chip_authentication_data_prove_nothing_in_other_mappings() {
    let output = with_objects(generic(), &|_| object(&[0x8A], &[7; 48])).unwrap();
    assert!(output.surplus_cam_data && output.cam.is_none());
    let unknown = with_objects(generic(), &|_| object(&[0x8B], &[7; 48]));
    fails(unknown, "pace.response_malformed", "pace.ga4");
}

/// A DH value is a number without leading zeros, so one in 256 is shorter than the prime
/// (Doc 9303-11 §9.4.3 note). A chip may fill it up to the length of the prime all the same.
#[test]
fn short_dh_values_are_sent_and_understood() {
    let parameters = parameters(Mapping::Generic, Cipher::Aes128, 0);
    let scalar =
        |number: u16| SecretScalar::from_bytes(parameters.domain(), &number.to_be_bytes()).unwrap();
    let short = (1u16..)
        .find(|number| scalar(*number).public_key().encode()[0] == 0)
        .unwrap();
    let value = scalar(short).public_key().encode();
    for value in [&value[..], &value[1..]] {
        // accepted as a value; the generators of both sides differ from here on
        let answer = |_: &CommandApdu, _: &Chip| dynamic(&object(&[0x82], value));
        let result = replaced(parameters, 3, &answer);
        fails(result, "access.wrong_key", "pace.ga4");
    }
    let secrets = PaceSecrets::Mapping {
        mapping: scalar(short),
        ephemeral: scalar(7),
    };
    let mut chip = Chip::new(parameters, CAN);
    let mut machine = Pace::new(parameters, &can(), PaceOptions::default(), secrets);
    let mut sent = Vec::new();
    let mut response = None;
    while let Poll::Transmit(command) = machine.poll(response.as_ref()).unwrap() {
        sent.push(command.data().len());
        response = Some(chip.answer(&command));
    }
    assert_eq!(sent[2], 127 + 2 + 3);
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
