//! Reads any bytes as a recording, and as the body of one whose end line fits; what reads is
//! replayed.
#![no_main]

use vidimus_session::Silent;
use vidimus_session::transcript::{Mode, Transcript, replay};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = Transcript::parse(data);
    let mut body = b"{\"vidimus_session\":1,\"persona\":\"synthetic\",\"access\":null}\n".to_vec();
    body.extend_from_slice(data);
    body.push(b'\n');
    if let Ok(transcript) = Transcript::parse(&Transcript::sealed(&body)) {
        for mode in [Mode::Strict, Mode::Lenient] {
            let _ = replay(&transcript, None, mode, &mut Silent);
        }
    }
});
