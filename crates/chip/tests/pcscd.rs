//! The chip as a card of a real PC/SC service: pcscd with the virtual reader vpcd.

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
#![cfg(target_os = "linux")]

mod common;
#[path = "common/pcscd.rs"]
mod service;

use common::{MRZ, bac_image, chip, dg, object, read_sfi};
use pcsc::{Context, MAX_BUFFER_SIZE_EXTENDED, Protocols, ReaderState, Scope, ShareMode, State};
use service::{CARD_ROLE, Pcscd};
use std::ffi::CString;
use std::net::Ipv4Addr;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use vidimus_access::{Bac, MrzKey, SecureChannel};
use vidimus_chip::vpcd::{DEFAULT_PORT, VpcdCard};
use vidimus_chip::{Buffers, CardImage};
use vidimus_iso7816::{CommandApdu, Machine, Poll, ResponseApdu};

/// Longer than the odd instruction's limit, and than one response of vpcd.
const LARGE: usize = 40_000;

fn image() -> CardImage {
    let mut image = bac_image();
    image.files.insert(dg(2), object(0x75, LARGE));
    image.announce_extended(Buffers {
        command: 65_000,
        response: 65_000,
    });
    image
}

/// Plays the card when started in that role; whether it was.
fn played_the_card() -> bool {
    let Some(role) = std::env::var_os(CARD_ROLE) else {
        return false;
    };
    let mut card = VpcdCard::insert((Ipv4Addr::LOCALHOST, DEFAULT_PORT)).unwrap();
    let mut chip = chip(image());
    match role.to_str().unwrap() {
        "pulled" => card.serve_then_remove(&mut chip, 4).unwrap(),
        _ => card.serve(&mut chip, &AtomicBool::new(false)).unwrap(),
    };
    true
}

struct Reader {
    card: pcsc::Card,
}

impl Reader {
    /// Waits for a card in the first virtual reader and connects.
    fn connect() -> Self {
        let context = Context::establish(Scope::User).unwrap();
        let name = context
            .list_readers_owned()
            .unwrap()
            .into_iter()
            .find(|name| name.to_string_lossy().starts_with("Virtual PCD 00 00"))
            .unwrap_or_else(|| CString::new("Virtual PCD 00 00").unwrap());
        let mut states = [ReaderState::new(name.clone(), State::UNAWARE)];
        for _ in 0..50 {
            let _ = context.get_status_change(Duration::from_millis(400), &mut states);
            if states[0].event_state().contains(State::PRESENT) {
                break;
            }
            states[0].sync_current_state();
        }
        let card = context
            .connect(&name, ShareMode::Exclusive, Protocols::ANY)
            .unwrap();
        Self { card }
    }

    /// The raw answer; vpcd gives an empty one, and no error, for a card that is gone.
    fn exchange(&self, command: &CommandApdu) -> Result<Vec<u8>, pcsc::Error> {
        let mut buffer = vec![0; MAX_BUFFER_SIZE_EXTENDED];
        let bytes = command.to_bytes().unwrap();
        Ok(self.card.transmit(&bytes, &mut buffer)?.to_vec())
    }

    fn transmit(&self, command: &CommandApdu) -> ResponseApdu {
        ResponseApdu::parse(&self.exchange(command).unwrap()).unwrap()
    }

    fn bac(&self) -> SecureChannel {
        let select = CommandApdu::parse(&common::SELECT_APPLICATION).unwrap();
        assert!(self.transmit(&select).status().is_success());
        let mut machine = Bac::new(&MrzKey::from_mrz(MRZ).unwrap(), [7; 8], [9; 16]);
        let mut response = None;
        loop {
            match machine.poll(response.as_ref()).unwrap() {
                Poll::Transmit(command) => response = Some(self.transmit(&command)),
                Poll::Done(channel) => return channel,
            }
        }
    }

    fn protected(&self, channel: SecureChannel, command: &CommandApdu) -> (SecureChannel, Vec<u8>) {
        let mut channel = channel;
        let wrapped = channel.wrap(command).unwrap();
        let (channel, answer) = channel.unwrap(command, &self.transmit(&wrapped)).unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
        (channel, answer.into_data())
    }
}

#[test]
fn pcscd_reads_a_chip_opened_by_bac() {
    if played_the_card() {
        return;
    }
    let Some(pcscd) = Pcscd::start() else {
        return;
    };
    let _card = pcscd.insert("card", "pcscd_reads_a_chip_opened_by_bac");
    let reader = Reader::connect();
    let atr = reader.card.status2_owned().unwrap().atr().to_vec();
    assert_eq!(atr, vidimus_chip::EXTENDED_ATR);
    let (channel, short) = reader.protected(reader.bac(), &read_sfi(1, 0, 100));
    assert_eq!(short, object(0x61, 96));
    // one extended response over the whole file but its end
    let (channel, long) = reader.protected(channel, &read_sfi(2, 0, 32_000));
    assert_eq!(long, object(0x75, LARGE)[..32_000]);
    let (_, end) = reader.protected(channel, &common::read_odd(0, 0, 39_990, 231));
    assert_eq!(end[2..], object(0x75, LARGE)[39_990..]);
}

#[test]
fn pcscd_notices_a_card_that_is_pulled() {
    if played_the_card() {
        return;
    }
    let Some(pcscd) = Pcscd::start() else {
        return;
    };
    let _card = pcscd.insert("pulled", "pcscd_notices_a_card_that_is_pulled");
    let reader = Reader::connect();
    // four commands are answered: SELECT, GET CHALLENGE, EXTERNAL AUTHENTICATE, one read
    let (channel, _) = reader.protected(reader.bac(), &read_sfi(2, 0, 200));
    let mut channel = channel;
    let next = channel.wrap(&read_sfi(2, 200, 200)).unwrap();
    let answer = reader.exchange(&next);
    assert!(answer.as_ref().map_or(true, Vec::is_empty), "{answer:?}");
    // and it is gone for good
    assert!(
        reader
            .exchange(&next)
            .map_or(true, |answer| answer.is_empty())
    );
}
