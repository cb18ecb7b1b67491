//! Data objects: what is wrong, missing, surplus or cut.

use crate::chip::{Chip, dynamic, inside, object, success};
use crate::runner::{CAN, can, fails, generic, parameters, replaced, run_with};
use vidimus_access::{Cipher, PaceOptions};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::security_info::Mapping;

/// What becomes of the data of an answer.
type Change<'a> = dyn Fn(Vec<u8>) -> Vec<u8> + 'a;

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
            let (found, value) = inside(&data);
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
