//! Secure messaging held against a chip side of its own, and against bytes of every kind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

mod sealer;

use proptest::prelude::*;
use sealer::{Object, Sealer};
use vidimus_access::{Cipher, SecureChannel, SmError};
use vidimus_iso7816::{CommandApdu, Fault as _, ResponseApdu, StatusWord};

const CIPHERS: [Cipher; 4] = [
    Cipher::TripleDes,
    Cipher::Aes128,
    Cipher::Aes192,
    Cipher::Aes256,
];

fn read(ne: u32) -> CommandApdu {
    CommandApdu::new(0x00, 0xB0, 0x00, 0x00).with_le(ne)
}

fn read_odd(ne: u32) -> CommandApdu {
    CommandApdu::new(0x00, 0xB1, 0x00, 0x00)
        .with_data([0x54, 1, 0])
        .with_le(ne)
}

/// A channel after one command, and the sealer for its response.
fn pair(cipher: Cipher) -> (SecureChannel, Sealer) {
    let mut channel = sealer::channel(cipher, 7);
    channel.wrap(&read(1)).unwrap();
    (channel, Sealer::new(cipher, 9))
}

fn cipher() -> impl Strategy<Value = Cipher> {
    prop::sample::select(&CIPHERS[..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_the_chip_seals_opens(cipher in cipher(), odd in any::<bool>(), data in prop::collection::vec(any::<u8>(), 1..600)) {
        let command = if odd { read_odd(65_536) } else { read(65_536) };
        let (channel, sealer) = pair(cipher);
        let response = sealer.seal(&data, odd, 0x9000);
        let (_, plain) = channel.unwrap(&command, &response).unwrap();
        prop_assert_eq!(plain.data(), &data[..]);
    }

    #[test]
    fn one_flipped_bit_never_opens(cipher in cipher(), data in prop::collection::vec(any::<u8>(), 1..64), at in any::<prop::sample::Index>(), bit in 0u8..8) {
        let (channel, sealer) = pair(cipher);
        let mut bytes = sealer.seal(&data, false, 0x9000).to_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let response = ResponseApdu::parse(&bytes).unwrap();
        prop_assert!(channel.unwrap(&read(231), &response).is_err());
    }

    #[test]
    fn any_bytes_are_an_error(cipher in cipher(), bytes in prop::collection::vec(any::<u8>(), 2..80)) {
        let (channel, _) = pair(cipher);
        let response = ResponseApdu::parse(&bytes).unwrap();
        prop_assert!(channel.unwrap(&read(231), &response).is_err());
    }

    #[test]
    fn any_command_is_protected_so_that_the_chip_opens_it(cipher in cipher(), header in any::<[u8; 4]>(), data in prop::collection::vec(any::<u8>(), 0..700), le in prop::option::of(1u32..=65_536)) {
        let [cla, ins, p1, p2] = header;
        let mut command = CommandApdu::new(cla & 0xF3, ins, p1, p2).with_data(data.clone());
        if let Some(ne) = le {
            command = command.with_le(ne);
        }
        let protected = sealer::channel(cipher, 7).wrap(&command).unwrap();
        prop_assert_eq!(protected.cla() & 0x0C, 0x0C);
        let opened = Sealer::new(cipher, 8).open(&protected);
        prop_assert_eq!(opened.0, data);
        prop_assert_eq!(opened.1, le);
        // what is sent reads back
        let bytes = protected.to_bytes().unwrap();
        prop_assert_eq!(CommandApdu::parse(&bytes).unwrap(), protected);
    }
}

/// Every code of a response that does not open, with a MAC that is right.
#[test]
fn each_fault_has_its_code() {
    use Object::{Data, Mac, MacOf, Other, Status, Wrong};
    let cases: [(&[Object], &str); 13] = [
        (&[Data, Status], "sm.mac_missing"),
        (&[Data, Mac], "sm.status_missing"),
        (&[Status, Mac], "sm.data_missing"),
        (&[Status, Data, Mac], "sm.object_order"),
        (&[Data, Mac, Status], "sm.object_order"),
        (&[Mac, Data, Status], "sm.object_order"),
        (&[Data, Data, Status, Mac], "sm.duplicate_object"),
        (&[Data, Status, Status, Mac], "sm.duplicate_object"),
        (&[Data, Status, Mac, Mac], "sm.duplicate_object"),
        (&[Data, Other, Status, Mac], "sm.unknown_object"),
        (&[Wrong, Status, Mac], "sm.wrong_object"),
        (&[Data, Status, MacOf(7)], "sm.mac_length"),
        (&[Data, Status, MacOf(9)], "sm.mac_length"),
    ];
    for cipher in CIPHERS {
        for (objects, code) in cases {
            let (channel, sealer) = pair(cipher);
            let response = sealer.build(&[1, 2, 3], objects, 0x9000);
            let error = channel.unwrap(&read(231), &response).unwrap_err();
            assert_eq!(error.code(), code, "{cipher} {objects:?}");
        }
    }
}

#[test]
fn in_the_clear_is_told_from_stripped() {
    let cases: [(&[u8], u16, &str); 7] = [
        (&[], 0x6988, "sm.plain_error"),
        (&[], 0x6982, "sm.plain_error"),
        (&[], 0x9000, "sm.plain_response"),
        (&[0x61, 0x02, 0x5F, 0x1F], 0x9000, "sm.plain_response"),
        (&[0x61, 0x7F, 0x5F], 0x9000, "sm.plain_response"),
        (&[0x99, 0x02, 0x90, 0x00], 0x9000, "sm.mac_missing"),
        (&[0x87, 0x7F, 0x01], 0x9000, "sm.mac_missing"),
    ];
    for (data, status, code) in cases {
        let (channel, _) = pair(Cipher::Aes128);
        let response = ResponseApdu::new(data, StatusWord::new(status));
        let error = channel.unwrap(&read(231), &response).unwrap_err();
        assert_eq!(error.code(), code, "{data:02X?}");
    }
}

#[test]
fn bytes_after_the_mac_are_refused() {
    let (channel, sealer) = pair(Cipher::TripleDes);
    let mut bytes = sealer.seal(&[1], false, 0x9000).into_data();
    bytes.push(0);
    let response = ResponseApdu::new(bytes, StatusWord::SUCCESS);
    assert!(channel.unwrap(&read(231), &response).is_err());
}

#[test]
fn padding_and_its_indicator() {
    for cipher in CIPHERS {
        let block = cipher.block_len();
        let cases: [(u8, Vec<u8>, &str); 4] = [
            (0x02, vec![0x80; block], "sm.padding_indicator"),
            (0x01, vec![0x00; block], "sm.padding"),
            (0x01, vec![], "sm.padding"),
            (0x01, vec![0x11; block], "sm.padding"),
        ];
        for (indicator, padded, code) in cases {
            let (channel, sealer) = pair(cipher);
            let response = sealer.seal_raw(indicator, &padded);
            let error = channel.unwrap(&read(231), &response).unwrap_err();
            assert_eq!(error.code(), code, "{cipher}");
        }
    }
}

#[test]
fn status_words_under_protection() {
    for cipher in CIPHERS {
        for status in [0x6282, 0x6C1A, 0x6A82, 0x6B00, 0x6982] {
            let (channel, sealer) = pair(cipher);
            let response = sealer.seal(&[], false, status);
            let (_, plain) = channel.unwrap(&read(231), &response).unwrap();
            assert_eq!(plain.status().value(), status);
        }
        let (channel, sealer) = pair(cipher);
        let response = sealer.seal(&[1], false, 0x9000);
        let response = ResponseApdu::new(response.into_data(), StatusWord::END_OF_FILE);
        let error = channel.unwrap(&read(231), &response).unwrap_err();
        let expected = SmError::StatusMismatch {
            protected: StatusWord::SUCCESS,
            trailer: StatusWord::END_OF_FILE,
        };
        assert_eq!(error, expected);
    }
}

#[test]
fn more_than_asked_for_is_refused_and_nothing_is_no_data() {
    let (channel, sealer) = pair(Cipher::Aes128);
    let error = channel
        .unwrap(&read(4), &sealer.seal(&[0; 5], false, 0x9000))
        .unwrap_err();
    assert_eq!(
        error,
        SmError::DataTooLong {
            expected: 4,
            found: 5
        }
    );
    // an object that holds padding alone is zero bytes, not missing data
    let (channel, sealer) = pair(Cipher::Aes128);
    let response = sealer.build(&[], &[Object::Data, Object::Status, Object::Mac], 0x9000);
    assert!(
        channel
            .unwrap(&read(4), &response)
            .unwrap()
            .1
            .data()
            .is_empty()
    );
    // extended reads without data are given on, so that the reader can step down
    let (channel, sealer) = pair(Cipher::Aes128);
    let response = sealer.seal(&[], false, 0x9000);
    assert!(
        channel
            .unwrap(&read(20_000), &response)
            .unwrap()
            .1
            .data()
            .is_empty()
    );
    // a command without Le has none to miss
    let (channel, sealer) = pair(Cipher::Aes128);
    let select = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([1, 1]);
    assert!(
        channel
            .unwrap(&select, &sealer.seal(&[], false, 0x9000))
            .is_ok()
    );
}

/// OWN-SM-12: an earlier response has another counter value under its MAC.
#[test]
fn a_response_does_not_open_twice() {
    let (channel, sealer) = pair(Cipher::TripleDes);
    let response = sealer.seal(&[1, 2, 3], false, 0x9000);
    let (mut channel, _) = channel.unwrap(&read(231), &response).unwrap();
    channel.wrap(&read(231)).unwrap();
    let error = channel.unwrap(&read(231), &response).unwrap_err();
    assert_eq!(error, SmError::MacMismatch);
}

/// OWN-SM-13.
#[test]
fn a_counter_at_its_end_is_refused_before_reuse() {
    for cipher in CIPHERS {
        let len = cipher.block_len();
        let key = [0x11; 32];
        let key = &key[..cipher.key_len()];
        for (less, exchanges) in [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2)] {
            let mut counter = vec![0xFF; len];
            counter[len - 1] -= less;
            let mut channel = SecureChannel::new(cipher, key, key, &counter).unwrap();
            let mut done = 0;
            while channel.wrap(&read(1)).is_ok() {
                let sealer = Sealer::with_key(cipher, key, &channel.counter()).next();
                channel = channel
                    .unwrap(&read(1), &sealer.seal(&[9], false, 0x9000))
                    .unwrap()
                    .0;
                done += 1;
            }
            assert_eq!(done, exchanges, "{cipher} max-{less}");
            assert_eq!(
                channel.wrap(&read(1)).unwrap_err(),
                SmError::CounterExhausted
            );
        }
    }
}

#[test]
fn keys_and_counters_of_the_wrong_length() {
    let new = |key: usize, counter: usize| {
        SecureChannel::new(Cipher::Aes192, &vec![0; key], &[0; 24], &vec![0; counter])
    };
    assert!(new(24, 16).is_ok());
    assert_eq!(
        new(16, 16).unwrap_err(),
        SmError::KeyLength {
            expected: 24,
            found: 16
        }
    );
    assert_eq!(
        new(24, 8).unwrap_err(),
        SmError::KeyLength {
            expected: 16,
            found: 8
        }
    );
}

#[test]
fn nothing_secret_in_debug_output() {
    let key = [0xC3; 16];
    let channel = SecureChannel::new(Cipher::Aes128, &key, &key, &[0xC3; 16]).unwrap();
    assert_eq!(format!("{channel:?}"), "SecureChannel(AES-128, redacted)");
}
