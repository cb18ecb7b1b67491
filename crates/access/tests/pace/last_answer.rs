//! The last answer: tokens, authorities, chip authentication data.

use crate::chip::{Chip, dynamic, inside, object};
use crate::runner::{CAN, can, fails, generic, parameters, replaced, run_with};
use vidimus_access::{AccessError, Cipher, PaceOptions, PaceOutput, PaceParameters};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::{AgreementKey, SecretScalar, is_static_key_of};

/// What a chip gives as its token.
type Token<'a> = dyn Fn(&CommandApdu, &Chip) -> Vec<u8> + 'a;
/// What a chip sends behind its token.
type Objects<'a> = dyn Fn(&Chip) -> Vec<u8> + 'a;
/// Rows T51-AP_G_26, T53-TS_PACE_3.6, TS_PACE_2.5: a chip that takes any token and gives its own.
#[test]
fn wrong_tokens_are_refused() {
    let tokens: [&Token<'_>; 3] = [
        &|_, _| vec![0; 8],
        // the terminal's own token
        &|command, _| inside(command.data()).1,
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
