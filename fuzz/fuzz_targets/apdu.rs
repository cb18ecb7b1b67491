//! Reads any bytes as a command and a response; what reads is written and read again. The same
//! bytes are a protected response to a channel, which must refuse them.
#![no_main]

use vidimus_access::{Cipher, SecureChannel};
use vidimus_iso7816::{CommandApdu, ResponseApdu};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(command) = CommandApdu::parse(data) {
        let bytes = command.to_bytes().expect("what was read can be written");
        assert_eq!(CommandApdu::parse(&bytes).as_ref(), Ok(&command));
    }
    let Ok(response) = ResponseApdu::parse(data) else {
        return;
    };
    assert_eq!(response.to_bytes(), data);
    for (cipher, key) in [(Cipher::TripleDes, 16), (Cipher::Aes256, 32)] {
        let key = &[7; 32][..key];
        let counter = &[0; 16][..cipher.block_len()];
        let Ok(mut channel) = SecureChannel::new(cipher, key, key, counter) else {
            return;
        };
        let read = CommandApdu::new(0, 0xB0, 0, 0).with_le(256);
        if channel.wrap(&read).is_ok() {
            assert!(channel.unwrap(&read, &response).is_err());
        }
    }
});
