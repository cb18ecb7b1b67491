//! The chip's end of a channel against the terminal's end.

use super::*;
use vidimus_access::kdf::{self, Purpose};
use vidimus_access::{Cipher as TerminalCipher, SecureChannel};

const CIPHERS: [(Cipher, TerminalCipher); 4] = [
    (Cipher::TripleDes, TerminalCipher::TripleDes),
    (Cipher::Aes128, TerminalCipher::Aes128),
    (Cipher::Aes192, TerminalCipher::Aes192),
    (Cipher::Aes256, TerminalCipher::Aes256),
];

struct Honest;
impl Tamper for Honest {}

/// The two ends of a channel from one secret, the terminal's made by its own code.
fn ends(chip: Cipher, terminal: TerminalCipher) -> (Channel, SecureChannel) {
    let secret = b"a shared secret of some length";
    let derive = |purpose| kdf::derive(terminal, secret, purpose);
    let encryption = derive(Purpose::Encryption);
    let authentication = derive(Purpose::Authentication);
    let counter = vec![0; chip.block_bytes()];
    let other = SecureChannel::new(
        terminal,
        encryption.as_bytes(),
        authentication.as_bytes(),
        &counter,
    );
    let channel = Channel::new(SessionKeys::from_secret(secret, chip), 0);
    (channel, other.unwrap())
}

fn exchange(
    channel: &mut Channel,
    mut terminal: SecureChannel,
    command: &CommandApdu,
    answer: &ResponseApdu,
) -> SecureChannel {
    let wrapped = terminal.wrap(command).unwrap();
    assert_eq!(channel.open(&wrapped).as_ref(), Ok(command));
    let sealed = channel.seal(answer.clone(), command.ins(), &mut Honest);
    let response = ResponseApdu::parse(&sealed).unwrap();
    let (terminal, opened) = terminal.unwrap(command, &response).unwrap();
    assert_eq!(&opened, answer);
    terminal
}

#[test]
fn both_ends_agree_under_every_cipher() {
    let read = CommandApdu::new(0, 0xB0, 0x9D, 0).with_le(256);
    let odd = CommandApdu::new(0, 0xB1, 0, 0)
        .with_data([0x54, 1, 0])
        .with_le(20_000);
    let select = CommandApdu::new(0, 0xA4, 2, 0x0C).with_data([1, 0x1E]);
    let bare = CommandApdu::new(0, 0xA4, 0, 0x0C);
    for (chip, cipher) in CIPHERS {
        let (mut channel, mut terminal) = ends(chip, cipher);
        for length in [1, 7, 8, 15, 16, 223] {
            let data = ResponseApdu::new(vec![0x80; length], StatusWord::SUCCESS);
            terminal = exchange(&mut channel, terminal, &read, &data);
            terminal = exchange(&mut channel, terminal, &odd, &data);
        }
        let refused = ResponseApdu::new([], StatusWord::FILE_NOT_FOUND);
        terminal = exchange(&mut channel, terminal, &select, &refused);
        exchange(&mut channel, terminal, &bare, &refused);
    }
}

#[test]
fn a_short_response_holds_what_doc_9303_says() {
    let capacity = |cipher| Channel::new(SessionKeys::from_secret(b"x", cipher), 0).capacity(256);
    assert_eq!(
        CIPHERS.map(|(chip, _)| capacity(chip)),
        [231, 223, 223, 223]
    );
}

#[test]
fn a_full_response_is_as_long_as_said() {
    for (chip, _) in CIPHERS {
        for length in (40..600).chain((65_400..65_540).step_by(13)) {
            let mut channel = Channel::new(SessionKeys::from_secret(b"x", chip), 0);
            let room = channel.capacity(length);
            let full = ResponseApdu::new(vec![1; room], StatusWord::SUCCESS);
            let sealed = channel.seal(full, 0xB0, &mut Honest).len() - 2;
            assert!(sealed <= length, "{chip:?} {length}: {sealed}");
            assert!(
                sealed + chip.block_bytes() + 2 > length,
                "{chip:?} {length}: {sealed}"
            );
        }
    }
}

#[test]
fn a_command_under_other_keys_does_not_open() {
    for (chip, cipher) in CIPHERS {
        let (_, mut terminal) = ends(chip, cipher);
        let mut other = Channel::new(SessionKeys::from_secret(b"another", chip), 0);
        let wrapped = terminal
            .wrap(&CommandApdu::new(0, 0xB0, 0x9D, 0).with_le(8))
            .unwrap();
        assert_eq!(other.open(&wrapped), Err(OpenError::Incorrect));
    }
}
