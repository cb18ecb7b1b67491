//! Public keys of the chip: points, values, and our own sent back.

use crate::chip::{Chip, dynamic, inside, object};
use crate::common;
use crate::runner::{CAN, can, fails, generic, parameters, replaced};
use vidimus_access::{Cipher, Pace, PaceOptions, PaceSecrets};
use vidimus_iso7816::{CommandApdu, Machine as _, Poll};
use vidimus_lds::security_info::Mapping;
use vidimus_pubkey::agreement::{Domain, SecretScalar};

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
                dynamic(&object(&[tag], &inside(command.data()).1))
            };
            fails(
                replaced(parameters, at, &echo),
                "pace.same_public_key",
                step,
            );
        }
    }
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
