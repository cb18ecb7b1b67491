//! Nothing that a reader sends makes the chip panic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{MRZ, bac, bac_image, chip, plain_image};
use proptest::prelude::*;
use vidimus_access::SecureChannel;
use vidimus_chip::{Buffers, Chip, Fault};
use vidimus_iso7816::CommandApdu;

fn answers(chip: &mut Chip, command: &[u8]) {
    let answer = chip.process(command);
    assert!(answer.len() >= 2, "{command:02X?}");
}

/// Commands that come near to sense: known instructions, odd parameters, any data and Le.
fn near_command() -> impl Strategy<Value = CommandApdu> {
    let ins = prop::sample::select(vec![0xA4u8, 0xB0, 0xB1, 0x84, 0x82, 0xC0, 0x88, 0x22, 0x86]);
    let p1 = prop_oneof![Just(0u8), Just(2), Just(4), 0x80u8..=0x9F, any::<u8>()];
    let data = prop_oneof![
        Just(Vec::new()),
        Just(vec![0x01, 0x1E]),
        Just(vec![0x54, 0x02, 0x7F, 0xFF]),
        prop::collection::vec(any::<u8>(), 0..60),
    ];
    (ins, p1, any::<u8>(), data, prop::option::of(1u32..=65_536)).prop_map(
        |(ins, p1, p2, data, le)| {
            let command = CommandApdu::new(0, ins, p1, p2).with_data(data);
            match le {
                Some(ne) => command.with_le(ne),
                None => command,
            }
        },
    )
}

fn send(chip: &mut Chip, channel: SecureChannel, command: &CommandApdu) -> Option<SecureChannel> {
    let mut channel = channel;
    let wrapped = channel.wrap(command).unwrap().to_bytes().unwrap();
    let answer = vidimus_iso7816::ResponseApdu::parse(&chip.process(&wrapped)).unwrap();
    Some(channel.unwrap(command, &answer).ok()?.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_answered(commands in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 1..8)) {
        let mut chip = chip(bac_image());
        for command in &commands {
            answers(&mut chip, command);
        }
    }

    #[test]
    fn near_commands_in_the_clear_are_answered(commands in prop::collection::vec(near_command(), 1..8)) {
        let mut image = plain_image();
        image.announce_extended(Buffers { command: 20_000, response: 20_000 });
        let mut chip = chip(image);
        chip.process(&common::SELECT_APPLICATION);
        for command in &commands {
            answers(&mut chip, &command.to_bytes().unwrap());
        }
    }

    /// Every protected command gets an answer that the terminal can open.
    #[test]
    fn near_commands_in_a_session_keep_it_alive(commands in prop::collection::vec(near_command(), 1..6)) {
        let mut image = bac_image();
        image.announce_extended(Buffers { command: 20_000, response: 20_000 });
        let mut chip = chip(image);
        let mut channel = bac(&mut chip, MRZ).unwrap();
        for command in commands.iter().filter(|command| command.ins() != 0xB0 && command.ins() != 0xB1) {
            channel = send(&mut chip, channel, command).expect("the session goes on");
        }
        prop_assert!(chip.is_secured());
    }

    #[test]
    fn changed_protected_commands_are_answered(command in near_command(), at in any::<prop::sample::Index>(), mask in 1u8..) {
        let mut chip = chip(bac_image());
        let mut channel = bac(&mut chip, MRZ).unwrap();
        let mut bytes = channel.wrap(&command).unwrap().to_bytes().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= mask;
        answers(&mut chip, &bytes);
        for length in 0..bytes.len() {
            answers(&mut chip, &bytes[..length]);
        }
    }

    #[test]
    fn any_text_as_a_fault_is_an_answer(text in "[a-z-]{0,16}(:[a-z0-9]{0,8}=[a-zA-Z0-9+-]{0,8}(;[a-z]{0,4}=[0-9A-F+-]{0,6})?)?") {
        let _ = Fault::parse(&text);
    }

    #[test]
    fn known_faults_with_any_values_are_an_answer(at in any::<prop::sample::Index>(), value in "[0-9A-Fa-z+-]{0,12}") {
        let entry = at.get(Fault::list());
        let pairs: Vec<String> = entry.parameters.iter().map(|parameter| format!("{}={value}", parameter.key)).collect();
        let text = format!("{}:{}", entry.name, pairs.join(";"));
        if let Ok(fault) = Fault::parse(&text) {
            for run in fault.runs() {
                let _ = chip(bac_image()).with_faults(&[run]);
            }
        }
    }
}
