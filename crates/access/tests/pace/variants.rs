//! Every variant of the standard opens, and no other can be made.

use crate::chip::Chip;
use crate::common;
use crate::runner::{CAN, can, run};
use vidimus_access::{
    AccessKey, Cipher, MrzKey, PaceOutput, PaceParameters, Password, SecureChannel,
};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::{AgreementKey, SecretScalar, is_static_key_of};

const CIPHERS: [Cipher; 4] = [
    Cipher::TripleDes,
    Cipher::Aes128,
    Cipher::Aes192,
    Cipher::Aes256,
];
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
