//! Chip Authentication: the recorded exchanges, and both sides of every kind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests"
)]

mod common;
mod dg14;
#[path = "common/sessions.rs"]
mod sessions;

use common::hex;
use dg14::{Info, dg14};
use proptest::prelude::*;
use sessions::{channel, exchange, inputs, run, session};
use vidimus_access::kdf::{Purpose, derive};
use vidimus_access::{
    AccessError, ChipAuthentication, ChipAuthenticationPlan, Cipher, SecureChannel,
};
use vidimus_iso7816::{CommandApdu, Fault as _, Machine as _, Poll, ResponseApdu, StatusWord};
use vidimus_lds::security_info::SecurityInfos;
use vidimus_lds::{DataGroup, File};
use vidimus_pubkey::agreement::{AgreementKey, Domain, SecretScalar};

fn plan_of(file: &[u8]) -> ChipAuthenticationPlan {
    let infos = SecurityInfos::parse_file(file, File::Dg(DataGroup::DG14)).unwrap();
    ChipAuthenticationPlan::choose(&infos, true)
        .unwrap()
        .unwrap()
}

/// SELECT of DG14, which the recordings send under the new keys.
fn select() -> CommandApdu {
    CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([0x01, 0x0E])
}

/// AES-128 by MSE:Set AT and GENERAL AUTHENTICATE; the new keys open the chip's next answer.
#[test]
fn the_recorded_chip_under_aes() {
    let Some(session) = session("TestChipAuthAT") else {
        return;
    };
    let plan = plan_of(&inputs(&session, 226)[0]);
    assert_eq!(plan.cipher, Cipher::Aes128);
    assert_eq!(plan.key.domain().name(), "brainpoolP256r1");
    assert_eq!((plan.key_id.as_deref(), plan.inferred), (None, false));
    let secret = SecretScalar::from_bytes(plan.key.domain(), &inputs(&session, 270)[0]).unwrap();
    let machine = ChipAuthentication::new(&plan, &secret).unwrap();
    let apdus = session["apdus"].as_array().unwrap();
    let old = channel(Cipher::Aes128, &session, 251, 256);
    let (output, _) = run(machine, old, &apdus[..2]);
    assert_eq!(output.ephemeral.encode(), inputs(&session, 296)[0]);
    let (new, answer) = exchange(output.channel, &select(), &apdus[2]);
    assert!(answer.status().is_success());
    assert_eq!(new.counter(), inputs(&session, 322)[0]);
    same_keys(new, channel(Cipher::Aes128, &session, 317, 322));
}

/// No ChipAuthenticationInfo, so 3DES by MSE:Set KAT, from a channel with AES-256.
#[test]
fn the_recorded_chip_without_an_info() {
    let Some(session) = session("TestChipAuthFR") else {
        return;
    };
    let plan = plan_of(&inputs(&session, 574)[0]);
    assert_eq!((plan.cipher, plan.inferred), (Cipher::TripleDes, true));
    assert_eq!(plan.protocol, hex("04007F00070202030201"));
    let secret = SecretScalar::from_bytes(plan.key.domain(), &inputs(&session, 616)[0]).unwrap();
    let machine = ChipAuthentication::new(&plan, &secret).unwrap();
    let apdus = session["apdus"].as_array().unwrap();
    let old = channel(Cipher::Aes256, &session, 597, 602);
    let (output, _) = run(machine, old, &apdus[..1]);
    assert_eq!(output.ephemeral.encode(), inputs(&session, 642)[0]);
    let (new, answer) = exchange(output.channel, &select(), &apdus[1]);
    assert!(answer.status().is_success());
    same_keys(new, channel(Cipher::TripleDes, &session, 663, 668));
}

/// Two channels have the same keys and counter when they protect alike.
fn same_keys(mut one: SecureChannel, mut other: SecureChannel) {
    assert_eq!(one.wrap(&select()), other.wrap(&select()));
}

const AES: [Cipher; 3] = [Cipher::Aes128, Cipher::Aes192, Cipher::Aes256];

/// A plan for this key, and the secret of both sides.
fn sides(domain: Domain, cipher: Cipher) -> (ChipAuthenticationPlan, SecretScalar, SecretScalar) {
    let chip = SecretScalar::from_bytes(domain, &[0x5A; 20]).unwrap();
    let terminal = SecretScalar::from_bytes(domain, &[0xA5; 19]).unwrap();
    let file = dg14(&[
        Info::variant(domain, cipher).key_id(7),
        Info::key(&chip.public_key()).key_id(7),
    ]);
    (plan_of(&file), chip, terminal)
}

/// The chip's side of the last step, from the bytes of the commands alone.
fn chips_channel(cipher: Cipher, chip: &SecretScalar, public: &[u8]) -> SecureChannel {
    let public = AgreementKey::from_wire(chip.domain(), public).unwrap();
    let shared = chip.agree(&public).unwrap();
    let [enc, mac] = [Purpose::Encryption, Purpose::Authentication]
        .map(|purpose| derive(cipher, &shared, purpose));
    let counter = vec![0; cipher.block_len()];
    SecureChannel::new(cipher, enc.as_bytes(), mac.as_bytes(), &counter).unwrap()
}

fn transmit(machine: &mut ChipAuthentication, response: Option<&str>) -> CommandApdu {
    let response = response.map(|hexed| ResponseApdu::parse(&hex(hexed)).unwrap());
    match machine.poll(response.as_ref()).unwrap() {
        Poll::Transmit(command) => command,
        Poll::Done(_) => panic!("done too early"),
    }
}

fn domains() -> Vec<Domain> {
    let ids = (0..=2).chain(8..=18);
    ids.map(|id| Domain::standardized(id).unwrap()).collect()
}

/// Every standardized domain under 3DES: one command, key reference after the key.
#[test]
fn key_agreement_template_over_every_domain() {
    for domain in domains() {
        let (plan, chip, terminal) = sides(domain, Cipher::TripleDes);
        let mut machine = ChipAuthentication::new(&plan, &terminal).unwrap();
        let command = transmit(&mut machine, None);
        assert_eq!(machine.step(), "ca.mse_set_kat");
        assert_eq!(command.header(), [0x00, 0x22, 0x41, 0xA6]);
        assert_eq!(command.le(), None);
        // a modulus of 2048 bits does not fit into a short command
        assert_eq!(
            command.is_extended(),
            domain.public_len() > 250,
            "{}",
            domain.name()
        );
        let public = terminal.public_key().to_wire();
        let data = command.data();
        assert!(data.ends_with(&[public.as_slice(), &[0x84, 1, 7]].concat()));
        assert_eq!(data[0], 0x91);
        let done = machine.poll(Some(&ok(&[]))).unwrap();
        let Poll::Done(output) = done else {
            panic!("not done")
        };
        same_keys(
            output.channel,
            chips_channel(Cipher::TripleDes, &chip, &public),
        );
        assert_eq!(output.ephemeral, terminal.public_key());
    }
}

/// Every standardized domain under AES: two commands, the reference in the first.
#[test]
fn authentication_template_over_every_domain() {
    for (domain, cipher) in domains().into_iter().zip(AES.into_iter().cycle()) {
        let (plan, chip, terminal) = sides(domain, cipher);
        let mut machine = ChipAuthentication::new(&plan, &terminal).unwrap();
        let set = transmit(&mut machine, None);
        assert_eq!((set.header(), set.le()), ([0x00, 0x22, 0x41, 0xA4], None));
        let protocol = [&[0x80, 10], plan.protocol.as_slice(), &[0x84, 1, 7]].concat();
        assert_eq!(set.data(), protocol);
        assert_eq!(machine.step(), "ca.mse_set_at");
        let agree = transmit(&mut machine, Some("9000"));
        assert_eq!(machine.step(), "ca.general_authenticate");
        assert_eq!(
            (agree.header(), agree.le()),
            ([0x00, 0x86, 0x00, 0x00], Some(256))
        );
        let public = terminal.public_key().to_wire();
        assert!(agree.data().ends_with(&public) && agree.data()[0] == 0x7C);
        let done = machine.poll(Some(&ok(&[0x7C, 0x00]))).unwrap();
        let Poll::Done(output) = done else {
            panic!("not done")
        };
        same_keys(output.channel, chips_channel(cipher, &chip, &public));
    }
}

fn ok(data: &[u8]) -> ResponseApdu {
    ResponseApdu::new(data, StatusWord::SUCCESS)
}

/// Chips with 3DES that know MSE:Set AT only.
#[test]
fn triple_des_by_authentication_template() {
    let domain = Domain::standardized(12).unwrap();
    let (plan, chip, terminal) = sides(domain, Cipher::TripleDes);
    let mut machine = ChipAuthentication::with_template(&plan, &terminal).unwrap();
    let set = transmit(&mut machine, None);
    assert_eq!(set.data(), hex("800A04007F00070202030201840107"));
    transmit(&mut machine, Some("9000"));
    let Poll::Done(output) = machine.poll(Some(&ok(&hex("7C00")))).unwrap() else {
        panic!("not done")
    };
    let public = terminal.public_key().to_wire();
    same_keys(
        output.channel,
        chips_channel(Cipher::TripleDes, &chip, &public),
    );
}

#[test]
fn refusals_name_their_step() {
    let domain = Domain::standardized(13).unwrap();
    let runs: [(Cipher, &[&str], &str); 3] = [
        (Cipher::TripleDes, &[], "ca.mse_set_kat"),
        (Cipher::Aes128, &[], "ca.mse_set_at"),
        (Cipher::Aes128, &["9000"], "ca.general_authenticate"),
    ];
    for (cipher, before, step) in runs {
        for status in ["6A80", "6A88", "6984", "6300", "6F00", "6982", "6282"] {
            let (plan, _, terminal) = sides(domain, cipher);
            let mut machine = ChipAuthentication::new(&plan, &terminal).unwrap();
            transmit(&mut machine, None);
            for answer in before {
                transmit(&mut machine, Some(answer));
            }
            let response = ResponseApdu::parse(&hex(status)).unwrap();
            let error = machine.poll(Some(&response)).unwrap_err();
            assert_eq!((error.code(), error.step()), ("ca.refused", Some(step)));
            assert!(error.to_string().contains(status), "{error}");
            assert_eq!(
                machine.poll(Some(&ok(&[]))).unwrap_err(),
                AccessError::OutOfOrder
            );
        }
    }
}

#[test]
fn answers_other_than_dynamic_data_are_malformed() {
    let domain = Domain::standardized(13).unwrap();
    for (answer, taken) in [
        ("", true),
        ("7C00", true),
        ("7C0A8208AABBCCDDEEFF0011", true),
        ("7D00", false),
        ("7C", false),
        ("7C0182", true),
        ("7C0282", false),
        ("7C007C00", false),
    ] {
        let (plan, _, terminal) = sides(domain, Cipher::Aes256);
        let mut machine = ChipAuthentication::new(&plan, &terminal).unwrap();
        transmit(&mut machine, None);
        transmit(&mut machine, Some("9000"));
        let result = machine.poll(Some(&ok(&hex(answer))));
        match result {
            Ok(Poll::Done(_)) => assert!(taken, "{answer}"),
            Ok(Poll::Transmit(_)) => panic!("goes on"),
            Err(error) => {
                assert_eq!((error.code(), taken), ("ca.response_malformed", false));
            }
        }
    }
}

/// A secret of another domain than the plan's is the caller's mistake, and no panic.
#[test]
fn domains_must_agree() {
    let (plan, _, _) = sides(Domain::standardized(13).unwrap(), Cipher::Aes128);
    let other = SecretScalar::from_bytes(Domain::standardized(12).unwrap(), &[1]).unwrap();
    let error = ChipAuthentication::new(&plan, &other).unwrap_err();
    assert_eq!(error, AccessError::ChipAuthenticationKey);
}

#[test]
fn nothing_secret_shows() {
    let (plan, _, terminal) = sides(Domain::standardized(13).unwrap(), Cipher::Aes128);
    let machine = ChipAuthentication::new(&plan, &terminal).unwrap();
    assert_eq!(format!("{machine:?}"), "ChipAuthentication(ca.mse_set_at)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the chip answers, the machine ends and does not panic.
    #[test]
    fn any_answers(answers in proptest::collection::vec(
        (proptest::collection::vec(any::<u8>(), 0..20), prop_oneof![Just(0x9000u16), any::<u16>()]),
        0..6,
    )) {
        let (plan, _, terminal) = sides(Domain::standardized(12).unwrap(), Cipher::Aes128);
        let mut machine = ChipAuthentication::new(&plan, &terminal).unwrap();
        let mut sent = machine.poll(None).is_ok();
        for (data, status) in answers {
            let response = ResponseApdu::new(data, StatusWord::new(status));
            sent = matches!(machine.poll(Some(&response)), Ok(Poll::Transmit(_))) && sent;
        }
        prop_assert!(!sent || machine.step().starts_with("ca."));
    }
}
