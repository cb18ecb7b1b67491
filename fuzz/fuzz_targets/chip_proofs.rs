//! Any sequence of command APDUs to chips with every protocol; also under secure messaging,
//! where Chip and Terminal Authentication take them.
//!
//! First byte: the document, and with its highest bit a session opened by BAC. Then the
//! commands, each after its length; a length of zero stands for the next command as a terminal
//! would send it.
#![no_main]

use std::sync::OnceLock;
use vidimus_access::{Bac, MrzKey, SecureChannel};
use vidimus_chip::personalise::{Personalised, Preset};
use vidimus_chip::{Chip, EMRTD_AID, SeededRandom};
use vidimus_iso7816::{CommandApdu, Machine as _, Poll, ResponseApdu};
use vidimus_lds::cvc::CvCertificate;

const PRESETS: [&str; 5] = ["full", "eac", "pace-cam", "pace-im-aes128-0", "pace-bac"];
/// The base point of P-256: x, y.
const POINT: [u8; 65] = [
    0x04, 0x6B, 0x17, 0xD1, 0xF2, 0xE1, 0x2C, 0x42, 0x47, 0xF8, 0xBC, 0xE6, 0xE5, 0x63, 0xA4, 0x40,
    0xF2, 0x77, 0x03, 0x7D, 0x81, 0x2D, 0xEB, 0x33, 0xA0, 0xF4, 0xA1, 0x39, 0x45, 0xD8, 0x98, 0xC2,
    0x96, 0x4F, 0xE3, 0x42, 0xE2, 0xFE, 0x1A, 0x7F, 0x9B, 0x8E, 0xE7, 0xEB, 0x4A, 0x7C, 0x0F, 0x9E,
    0x16, 0x2B, 0xCE, 0x33, 0x57, 0x6B, 0x31, 0x5E, 0xCE, 0xCB, 0xB6, 0x40, 0x68, 0x37, 0xBF, 0x51,
    0xF5,
];

fn document(at: u8) -> &'static Personalised {
    static MADE: [OnceLock<Personalised>; PRESETS.len()] =
        [const { OnceLock::new() }; PRESETS.len()];
    let at = usize::from(at) % PRESETS.len();
    MADE[at].get_or_init(|| {
        let spec = Preset::named(PRESETS[at]).map(|preset| preset.spec());
        let made = spec.and_then(Result::ok).map(|spec| spec.personalise());
        made.and_then(Result::ok).expect("a preset")
    })
}

/// What a terminal would send, in order.
fn commands(document: &Personalised) -> Vec<CommandApdu> {
    let command = |head: [u8; 4], data: Vec<u8>| {
        CommandApdu::new(head[0], head[1], head[2], head[3]).with_data(data)
    };
    let dynamic = |tag: u8, value: &[u8]| {
        let length = value.len() as u8;
        [&[0x7C, length + 2, tag, length], value].concat()
    };
    let mut all = Vec::new();
    for protocol in document.pace.iter().flat_map(|pace| &pace.protocols) {
        let oid = protocol.oid();
        let data = [&[0x80, oid.len() as u8], &oid[..], &[0x83, 1, 2]].concat();
        all.push(command([0, 0x22, 0xC1, 0xA4], data));
    }
    all.extend([
        command([0x10, 0x86, 0, 0], vec![0x7C, 0]).with_le(256),
        command([0x10, 0x86, 0, 0], dynamic(0x81, &POINT)).with_le(256),
        command([0x10, 0x86, 0, 0], dynamic(0x83, &POINT)).with_le(256),
        command([0x00, 0x86, 0, 0], dynamic(0x85, &[7; 8])).with_le(256),
        command([0, 0x88, 0, 0], vec![1; 8]).with_le(256),
    ]);
    for bytes in document.terminal.iter().flat_map(|files| &files.chain) {
        if let Ok(certificate) = CvCertificate::parse(bytes) {
            let name = certificate.authority.as_bytes();
            let name = [&[0x83, name.len() as u8], name].concat();
            all.push(command([0, 0x22, 0x81, 0xB6], name));
            all.push(command([0, 0x2A, 0x00, 0xBE], certificate.value.to_vec()));
        }
    }
    all.extend([
        command(
            [0, 0x22, 0x81, 0xA4],
            [&[0x83, 12], &b"UTISUTO00001"[..]].concat(),
        ),
        CommandApdu::new(0, 0x84, 0, 0).with_le(8),
        command([0, 0x82, 0, 0], vec![7; 64]),
        CommandApdu::new(0, 0xB0, 0x83, 0).with_le(8),
    ]);
    all
}

fn open(chip: &mut Chip, document: &Personalised) -> Option<SecureChannel> {
    let select = CommandApdu::new(0, 0xA4, 4, 0x0C).with_data(EMRTD_AID);
    chip.process(&select.to_bytes().ok()?);
    let key = MrzKey::from_mrz(document.mrz_information.as_bytes()).ok()?;
    let mut machine = Bac::new(&key, [1; 8], [2; 16]);
    let mut response = None;
    loop {
        match machine.poll(response.as_ref()).ok()? {
            Poll::Done(channel) => return Some(channel),
            Poll::Transmit(command) => {
                let answer = chip.process(&command.to_bytes().ok()?);
                response = ResponseApdu::parse(&answer).ok();
            }
        }
    }
}

/// A command under secure messaging. `None`: the terminal's side is over.
fn send(chip: &mut Chip, mut channel: SecureChannel, bytes: &[u8]) -> Option<SecureChannel> {
    let command = CommandApdu::parse(bytes).ok()?;
    let wrapped = channel.wrap(&command).ok()?.to_bytes().ok()?;
    let answer = ResponseApdu::parse(&chip.process(&wrapped)).ok()?;
    let (channel, opened) = channel.unwrap(&command, &answer).ok()?;
    // DG3 without the terminal's key
    let of_fingers = bytes.starts_with(&[0x00, 0xB0, 0x83]);
    assert!(!(of_fingers && opened.status().value() == 0x9000));
    Some(channel)
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&mode, mut rest)) = data.split_first() else {
        return;
    };
    let document = document(mode & 0x7F);
    let mut chip = Chip::new(document.image(), SeededRandom::new("fuzz"));
    let mut channel = match mode & 0x80 {
        0 => None,
        _ => open(&mut chip, document),
    };
    let mut good = commands(document).into_iter().cycle();
    while let Some((&length, more)) = rest.split_first() {
        let (bytes, after) = more.split_at(usize::from(length).min(more.len()));
        rest = after;
        let bytes = match good.next().filter(|_| length == 0) {
            Some(command) => command.to_bytes().unwrap_or_default(),
            None => bytes.to_vec(),
        };
        match channel.take() {
            Some(open) => channel = send(&mut chip, open, &bytes),
            None => {
                assert!(chip.process(&bytes).len() >= 2);
                // nobody here has a password to open it again
                let keyed = mode & 0x80 != 0;
                assert!(keyed || !chip.is_secured());
            }
        }
    }
});
