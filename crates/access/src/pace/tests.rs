//! The worked examples of Doc 9303-11, value by value: G.2, H.2 and I.1 from the file beside
//! the tests, G.1 and H.1 from the shared reference data.

use super::*;
use crate::common::{field, shared_json};
use crate::{Cipher, MrzKey, Password};
use serde_json::Value;
use vidimus_pubkey::agreement::{AgreementKey, is_static_key_of};
use zeroize::Zeroizing;

/// The examples whose numbers are kept here.
fn own_examples() -> Vec<Value> {
    let text = include_str!("../../tests/data/pace_examples.json");
    serde_json::from_str::<Vec<Value>>(text).unwrap()
}

/// G.1 and H.1, with the variant that their names say.
fn shared_examples() -> Vec<Value> {
    let Some(all) = shared_json("worked-examples/doc9303-11.json") else {
        return Vec::new();
    };
    let variants = [("AppG1", "GM"), ("AppH1", "IM")].into_iter();
    let named = variants.map(|(name, mapping)| {
        let mut entries = all.as_object().unwrap().iter();
        let (_, found) = entries.find(|(key, _)| key.contains(name)).unwrap();
        let mut example = found.clone();
        for (old, new) in [
            ("SK_IFD", "SK_DH_IFD"),
            ("PK_IFD", "PK_DH_IFD"),
            ("PK_IC", "PK_DH_IC"),
        ] {
            if !example[old].is_null() {
                example[new] = example[old].clone();
            }
        }
        if !example["K_shared_x"].is_null() {
            example["K_shared"] = example["K_shared_x"].clone();
        }
        example["mapping"] = mapping.into();
        example["parameter_id"] = 13.into();
        example
    });
    named.collect()
}

fn examples() -> Vec<Value> {
    let mut examples = own_examples();
    assert_eq!(examples.len(), 3);
    examples.extend(shared_examples());
    examples
}

fn parameters(example: &Value) -> PaceParameters {
    let mapping = match example["mapping"].as_str().unwrap() {
        "GM" => Mapping::Generic,
        "IM" => Mapping::Integrated,
        _ => Mapping::ChipAuthentication,
    };
    let id = u8::try_from(example["parameter_id"].as_u64().unwrap()).unwrap();
    PaceParameters::new(mapping, Cipher::Aes128, id).unwrap()
}

fn access_key(example: &Value) -> AccessKey {
    match example["password_mrz_information"].as_str() {
        Some(mrz) => AccessKey::Mrz(MrzKey::from_mrz(mrz.as_bytes()).unwrap()),
        None => AccessKey::Can(Password::new(b"123456")),
    }
}

/// A secret of an example; H.2 has exponents longer than the order, which count modulo it.
fn scalar(example: &Value, name: &str) -> SecretScalar {
    let reduced = format!("{name}_mod_q");
    let name = if example[&reduced].is_null() {
        name
    } else {
        &reduced
    };
    SecretScalar::from_bytes(parameters(example).domain(), &field(example, name)).unwrap()
}

fn public(example: &Value, name: &str) -> AgreementKey {
    AgreementKey::decode(parameters(example).domain(), &field(example, name)).unwrap()
}

fn decrypted_nonce(example: &Value) -> Zeroizing<Vec<u8>> {
    let parameters = parameters(example);
    let key = access_key(example);
    let key = kdf::derive(Cipher::Aes128, &key.pace_secret(), Purpose::Password);
    let integrated = parameters.mapping() == Mapping::Integrated;
    nonce::decrypt(Cipher::Aes128, &key, &field(example, "z"), integrated).unwrap()
}

#[test]
fn passwords_give_the_key_of_the_nonce() {
    for example in examples() {
        let secret = access_key(&example).pace_secret();
        if !example["K"].is_null() {
            assert_eq!(*secret, field(&example, "K"));
        }
        let key = kdf::derive(Cipher::Aes128, &secret, Purpose::Password);
        assert_eq!(key.as_bytes(), field(&example, "K_pi"));
        assert_eq!(*decrypted_nonce(&example), field(&example, "s"));
    }
}

#[test]
fn nonces_are_mapped_to_the_published_generators() {
    for example in examples() {
        let domain = parameters(&example).domain();
        let generator = if example["t"].is_null() {
            let own = scalar(&example, "SK_map_IFD");
            assert_eq!(own.public_key().encode(), field(&example, "PK_map_IFD"));
            let chip = public(&example, "PK_map_IC");
            let shared = own.agree(&chip).unwrap();
            let start = usize::from(domain.public_len() != domain.shared_len());
            assert_eq!(
                *shared,
                field(&example, "H")[start..start + domain.shared_len()]
            );
            MappedGenerator::generic(&own, &chip, &field(&example, "s")).unwrap()
        } else {
            let (s, t) = (field(&example, "s"), field(&example, "t"));
            let random = nonce::pseudo_random(Cipher::Aes128, &s, &t, domain.bits());
            assert_eq!(*random, field(&example, "R"));
            let generator = MappedGenerator::integrated(domain, &random).unwrap();
            let reduced = MappedGenerator::integrated(domain, &field(&example, "R_p")).unwrap();
            assert_eq!(generator.encode(), reduced.encode());
            generator
        };
        assert_eq!(*generator.encode(), field(&example, "G_mapped"));
        let own = scalar(&example, "SK_DH_IFD");
        let sent = own.public_key_on(&generator).unwrap();
        assert_eq!(sent.encode(), field(&example, "PK_DH_IFD"));
        let secret = own.agree(&public(&example, "PK_DH_IC")).unwrap();
        assert_eq!(*secret, field(&example, "K_shared"));
    }
}

#[test]
fn keys_and_tokens_are_the_published_ones() {
    for example in examples() {
        let secret = field(&example, "K_shared");
        for (purpose, name) in [
            (Purpose::Encryption, "KS_enc"),
            (Purpose::Authentication, "KS_mac"),
        ] {
            let key = kdf::derive(Cipher::Aes128, &secret, purpose);
            assert_eq!(key.as_bytes(), field(&example, name));
        }
        let parameters = parameters(&example);
        let channel = session(&parameters, &secret);
        for (name, key) in [("T_IFD", "PK_DH_IC"), ("T_IC", "PK_DH_IFD")] {
            let token = token::token(&channel, &parameters, &field(&example, key));
            assert_eq!(token, *field(&example, name));
        }
    }
}

/// Runs the machine through the exchange of an example, each command byte for byte.
fn run(example: &Value) -> PaceOutput {
    let ephemeral = scalar(example, "SK_DH_IFD");
    let secrets = if example["t"].is_null() {
        let mapping = scalar(example, "SK_map_IFD");
        PaceSecrets::Mapping { mapping, ephemeral }
    } else {
        let nonce = field(example, "t");
        PaceSecrets::Integrated { nonce, ephemeral }
    };
    let key = access_key(example);
    let mut machine = Pace::new(parameters(example), &key, PaceOptions::default(), secrets);
    let steps = [
        "pace.mse_set_at",
        "pace.ga1",
        "pace.ga2",
        "pace.ga3",
        "pace.ga4",
    ];
    let mut response = None;
    for (apdu, step) in example["apdus"].as_array().unwrap().iter().zip(steps) {
        let Poll::Transmit(command) = machine.poll(response.as_ref()).unwrap() else {
            panic!("too early")
        };
        let mut expected = field(apdu, "c");
        if example["example"].is_null() && step == "pace.mse_set_at" && !example["t"].is_null() {
            // H.1 takes a CAN and prints the number of the MRZ
            *expected.last_mut().unwrap() = 2;
        }
        assert_eq!(command.to_bytes().unwrap(), expected);
        assert_eq!(machine.step(), step);
        response = Some(ResponseApdu::parse(&field(apdu, "r")).unwrap());
    }
    let Poll::Done(output) = machine.poll(response.as_ref()).unwrap() else {
        panic!("not done")
    };
    output
}

#[test]
fn the_machine_speaks_every_example() {
    for example in examples() {
        let mut output = run(&example);
        assert_eq!(output.channel.counter(), [0; 16]);
        assert_eq!(output.chip_key, public(&example, "PK_DH_IC"));
        let mut published = SecureChannel::new(
            Cipher::Aes128,
            &field(&example, "KS_enc"),
            &field(&example, "KS_mac"),
            &[0; 16],
        )
        .unwrap();
        let command = CommandApdu::new(0, 0xA4, 4, 0x0C).with_data([1, 2, 3]);
        assert_eq!(output.channel.wrap(&command), published.wrap(&command));
        let references: Vec<Vec<u8>> = match example["certificate_reference"].as_str() {
            Some(_) => vec![field(&example, "certificate_reference")],
            None => Vec::new(),
        };
        assert_eq!(output.certificate_references, references);
        assert_eq!(output.cam.is_some(), example["mapping"] == "CAM");
        assert!(!output.surplus_cam_data);
    }
}

/// I.1: the decrypted data, and what they prove against the static key.
#[test]
fn chip_authentication_data_prove_the_chip() {
    let examples = own_examples();
    let example = &examples[2];
    let cam = run(example).cam.unwrap();
    let data = cam.data.unwrap();
    assert_eq!(data, field(example, "CA_IC"));
    assert_eq!(cam.mapping_key, field(example, "PK_map_IC"));
    let mut iv = [0xFF; 16];
    block::encrypt(Cipher::Aes128, &field(example, "KS_enc"), &mut iv);
    assert_eq!(iv, *field(example, "IV"));
    let mapping_key = public(example, "PK_map_IC");
    assert!(is_static_key_of(
        &mapping_key,
        &data,
        &public(example, "PK_IC")
    ));
    let other = public(example, "PK_DH_IC");
    assert!(!is_static_key_of(&mapping_key, &data, &other));
    // the key as EF.CardSecurity holds it, under the identifier of standardized parameters
    let info = field(example, "ChipAuthenticationPublicKeyInfo");
    let spki = AgreementKey::from_spki(&info[13..13 + 84]).unwrap();
    assert_eq!(spki.key, public(example, "PK_IC"));
}

#[test]
fn tokens_of_3des_are_retail_macs() {
    let parameters = PaceParameters::new(Mapping::Generic, Cipher::TripleDes, 12).unwrap();
    let channel = session(&parameters, &[7; 32]);
    let key = kdf::derive(Cipher::TripleDes, &[7; 32], Purpose::Authentication);
    let mac = crate::RetailMac::new(key.as_bytes().try_into().unwrap());
    let mut object = vec![0x7F, 0x49, 15, 6, 10];
    object.extend_from_slice(parameters.protocol_oid());
    object.extend_from_slice(&[0x86, 1, 4]);
    assert_eq!(token::token(&channel, &parameters, &[4]), mac.mac(&object));
}
