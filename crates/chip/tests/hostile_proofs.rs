//! Commands of every protocol in any order, whole or spoiled, to every preset: each is
//! answered, nothing opens without a password, and DG3 and DG4 not without Terminal
//! Authentication.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    missing_docs,
    reason = "tests"
)]

mod common;
#[path = "common/inspection.rs"]
mod inspection;

use common::{hex, pace};
use inspection::{Inspection, shown};
use std::collections::BTreeMap;
use vidimus_chip::personalise::Preset;
use vidimus_chip::{Chip, Issued, SeededRandom};
use vidimus_iso7816::{CommandApdu, ResponseApdu};
use vidimus_lds::File;

/// Sequences for each preset.
const SEQUENCES: u32 = 3000;
/// Presets that no list names: DH, and the other mappings.
const NAMED: [&str; 4] = [
    "pace-gm-3des-0",
    "pace-im-aes256-2",
    "pace-im-aes128-13",
    "pace-cam-aes256-18",
];
/// The base point of P-256, a point that anybody can send.
const POINT: &str = "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296\
                     4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";

/// A simple generator (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % below
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.roll(256)).unwrap()
    }
}

fn command(header: &str, data: &str, le: Option<u32>) -> CommandApdu {
    let header = hex(header);
    let command = CommandApdu::new(header[0], header[1], header[2], header[3]).with_data(hex(data));
    match le {
        Some(ne) => command.with_le(ne),
        None => command,
    }
}

/// `tag length value` inside `7C`, all lengths below 128.
fn dynamic(tag: u8, value: &str) -> String {
    let length = value.len() / 2;
    format!("7C{:02X}{tag:02X}{length:02X}{value}", length + 2)
}

/// MSE:Set AT of PACE with every password and protocol.
fn selections(issued: &Issued) -> Vec<CommandApdu> {
    let mut all = Vec::new();
    for password in 1u8..=4 {
        let rules = issued.document.pace.as_ref();
        for protocol in rules.iter().flat_map(|rules| &rules.protocols) {
            let oid = protocol.oid();
            let mut data = vec![0x80, u8::try_from(oid.len()).unwrap()];
            data.extend_from_slice(&oid);
            data.extend([0x83, 1, password]);
            all.push(CommandApdu::new(0, 0x22, 0xC1, 0xA4).with_data(data));
        }
    }
    all
}

/// Commands as a terminal sends them, with what anybody knows.
fn commands(issued: &Issued) -> Vec<CommandApdu> {
    let mut all = selections(issued);
    all.extend([
        command("10860000", "7C00", Some(256)),
        command("10860000", &dynamic(0x81, POINT), Some(256)),
        command("10860000", &dynamic(0x83, POINT), Some(256)),
        command("00860000", &dynamic(0x85, "0011223344556677"), Some(256)),
        command("00A4040C", "A0000002471001", None),
        command("00A4000C", "", None),
        command("00A4020C", "011E", None),
        command("00A40200", "0101", Some(256)),
        command("00840000", "", Some(8)),
        command("00820000", &"5A".repeat(40), Some(40)),
        command("00820000", &"01".repeat(64), None),
        command("00880000", "0102030405060708", Some(256)),
        command("10860000", &dynamic(0x81, &"A7".repeat(16)), Some(256)),
        command("00860000", &dynamic(0x80, POINT), Some(256)),
        command("002241A6", &format!("9141{POINT}"), None),
        command("002241A4", "800A04007F00070202030202", None),
        command("002281B6", "830B5554435643413030303031", None),
        command("002281A4", "830C5554495355544F3030303031", None),
        command("00B00000", "", Some(256)),
        command("00B1011E", "54020000", Some(256)),
        command("00C00000", "", Some(256)),
    ]);
    for sfi in [1u8, 2, 3, 4, 14, 15, 0x1C, 0x1D, 0x1E] {
        all.push(common::read_sfi(sfi, 0, 256));
    }
    for certificate in issued
        .document
        .terminal
        .iter()
        .flat_map(|files| &files.chain)
    {
        let content = shown(certificate).content;
        all.push(CommandApdu::new(0, 0x2A, 0x00, 0xBE).with_data(content));
    }
    all
}

/// The next command: most often the one after the last; a third are spoiled.
fn next(dice: &mut Dice, commands: &[CommandApdu], at: &mut usize) -> Vec<u8> {
    *at = match dice.roll(4) {
        0 => dice.roll(commands.len()),
        _ => (*at + 1) % commands.len(),
    };
    let mut bytes = commands[*at].to_bytes().unwrap();
    let place = dice.roll(bytes.len());
    match dice.roll(9) {
        0 => bytes[place] = dice.byte(),
        1 => bytes.truncate(place),
        2 => bytes.insert(place, dice.byte()),
        _ => {}
    }
    bytes
}

fn is_public(file: File) -> bool {
    matches!(file, File::CardAccess | File::AtrInfo | File::Dir)
}

/// No data of a file that is not for everybody, in an answer to somebody without a password.
#[track_caller]
fn nothing_leaks(chip: &Chip, files: &BTreeMap<File, Vec<u8>>, bytes: &[u8], answer: &[u8]) {
    assert!(answer.len() >= 2, "{bytes:02X?}");
    assert!(!chip.is_secured(), "{bytes:02X?}");
    let data = &answer[..answer.len() - 2];
    if data.len() < 6 || !matches!(bytes.get(1), Some(0xB0 | 0xB1 | 0xC0)) {
        return;
    }
    let holds = |content: &[u8]| content.windows(data.len()).any(|part| part == data);
    // what EF.CardAccess says stands in DG14 again
    let mut public = files.iter().filter(|(file, _)| is_public(**file));
    if public.any(|(_, content)| holds(content)) {
        return;
    }
    for (file, content) in files {
        assert!(!holds(content), "{file:?} in the answer to {bytes:02X?}");
    }
}

/// How often PACE got as far as its tokens.
fn play(name: &str) -> usize {
    let issued = pace::issue(name, &[]);
    let commands = commands(&issued);
    let files = issued.document.files.clone();
    let is_plain = name == "plain";
    let mut tokens = 0;
    let mut chip = issued.chip;
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..SEQUENCES {
        chip.reset();
        let mut at = dice.roll(commands.len());
        for _ in 0..2 + dice.roll(7) {
            let bytes = next(&mut dice, &commands, &mut at);
            let answer = chip.process(&bytes);
            if is_plain {
                assert!(answer.len() >= 2, "{bytes:02X?}");
            } else {
                nothing_leaks(&chip, &files, &bytes, &answer);
            }
            tokens += usize::from(answer.starts_with(&[0x7C, 0x43, 0x84]));
        }
    }
    tokens
}

#[test]
fn no_preset_opens_to_strangers() {
    let names: Vec<&str> = Preset::list()
        .iter()
        .map(Preset::name)
        .chain(NAMED)
        .collect();
    let half = names.len() / 2;
    let tokens: usize = std::thread::scope(|scope| {
        let play_all = |part: &[&str]| part.iter().map(|name| play(name)).sum::<usize>();
        let parts = [&names[..half], &names[half..]];
        let running = parts.map(|part| scope.spawn(move || play_all(part)));
        running.map(|thread| thread.join().unwrap()).iter().sum()
    });
    // documents over P-256, whose base point is among the commands, get that far
    assert!(tokens > 40, "{tokens}");
}

/// With the password, and without the terminal's key.
#[test]
fn no_session_opens_fingers_and_irises() {
    let mut dice = Dice(0xC2B2_AE3D_27D4_EB4F);
    let mut sealed = 0;
    for round in 0..200u32 {
        let spec = Preset::named("full").unwrap().spec().unwrap();
        let random = SeededRandom::new(round.to_string());
        let mut issued = Issued::new(spec, &[], random).unwrap();
        let commands = commands(&issued);
        let [_, can, ..] = pace::keys(&issued.document);
        let output = pace::open(&mut issued, &can).unwrap();
        let mut session = Inspection::after_pace(issued, output);
        let mut at = dice.roll(commands.len());
        for _ in 0..10 {
            let bytes = next(&mut dice, &commands, &mut at);
            let Ok(command) = CommandApdu::parse(&bytes) else {
                continue;
            };
            if command.cla() != 0 || session.send(&command).is_err() {
                break;
            }
            // an agreement that the terminal did not follow has other keys
            let Ok(fingers) = session.send(&common::read_sfi(3, 0, 8)) else {
                break;
            };
            assert_ne!(fingers.status().value(), 0x9000, "{bytes:02X?}");
            assert_ne!(session.read(4), 0x9000, "{bytes:02X?}");
            sealed += 1;
        }
        let mut chip = session.chip;
        let after = chip.process(&[0x00, 0xB0, 0x81, 0x00, 0x08]);
        let after = ResponseApdu::parse(&after).unwrap();
        assert_ne!(after.status().value(), 0x9000, "in the clear");
    }
    assert!(sealed > 300, "{sealed}");
}
