//! The vpcd protocol against a reader of the test's own, and the in-process transport.

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

use common::{bac_image, chip, plain_image};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use vidimus_chip::vpcd::{Ended, VpcdCard, serve};
use vidimus_chip::{Buffers, ChipTransport};
use vidimus_iso7816::{Transport, TransportError, TransportLimits};

/// The reader's end of a connection.
struct Reader(TcpStream);

impl Reader {
    fn send(&mut self, payload: &[u8]) {
        let length = u16::try_from(payload.len()).unwrap();
        // length and payload apart, as a network may deliver them
        self.0.write_all(&length.to_be_bytes()).unwrap();
        self.0.write_all(payload).unwrap();
    }

    fn receive(&mut self) -> Vec<u8> {
        let mut length = [0; 2];
        self.0.read_exact(&mut length).unwrap();
        let mut payload = vec![0; usize::from(u16::from_be_bytes(length))];
        self.0.read_exact(&mut payload).unwrap();
        payload
    }

    fn ask(&mut self, payload: &[u8]) -> Vec<u8> {
        self.send(payload);
        self.receive()
    }
}

fn listener() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap()
}

#[test]
fn a_reader_powers_asks_resets_and_leaves() {
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let card = thread::spawn(move || {
        serve(address, &mut chip(bac_image()), &AtomicBool::new(false)).unwrap()
    });
    let mut reader = Reader(listener.accept().unwrap().0);
    assert_eq!(reader.ask(&[0x04]), [0x3B, 0x80, 0x80, 0x01, 0x01]);
    reader.send(&[0x01]);
    assert_eq!(reader.ask(&common::SELECT_APPLICATION), [0x90, 0x00]);
    assert_eq!(reader.ask(&[0x00, 0x84, 0x00, 0x00, 0x08]).len(), 10);
    // asking for the ATR is no reset, a reset is one
    reader.ask(&[0x04]);
    assert_eq!(reader.ask(&[0x00, 0xB0, 0x9D, 0x00, 0x00]), [0x69, 0x82]);
    reader.send(&[0x02]);
    reader.send(&[0x7F]);
    assert_eq!(
        reader.ask(&[0x00, 0xB0, 0x9D, 0x00, 0x00]),
        [0x6A, 0x82],
        "the master file has no EF.CardSecurity"
    );
    drop(reader);
    assert_eq!(card.join().unwrap(), Ended::ReaderClosed);
}

#[test]
fn the_stop_flag_ends_the_service_and_removes_the_card() {
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let card = scope.spawn(|| serve(address, &mut chip(plain_image()), &stop).unwrap());
        let mut reader = Reader(listener.accept().unwrap().0);
        reader.ask(&[0x04]);
        stop.store(true, Ordering::Relaxed);
        assert_eq!(card.join().unwrap(), Ended::Stopped);
        assert_eq!(
            reader.0.read(&mut [0; 2]).unwrap(),
            0,
            "the connection is closed"
        );
    });
}

#[test]
fn a_card_is_pulled_after_so_many_commands_and_put_back() {
    let listener = listener();
    let address = listener.local_addr().unwrap();
    let card = thread::spawn(move || {
        let mut chip = chip(plain_image());
        VpcdCard::insert(address)
            .unwrap()
            .serve_then_remove(&mut chip, 2)
            .unwrap();
        chip.reset();
        let mut again = VpcdCard::insert(address).unwrap();
        again.serve(&mut chip, &AtomicBool::new(false)).unwrap()
    });
    let mut reader = Reader(listener.accept().unwrap().0);
    for _ in 0..2 {
        assert_eq!(reader.ask(&common::SELECT_APPLICATION), [0x90, 0x00]);
        reader.0.set_nodelay(true).unwrap();
    }
    // the card may be gone before the write is noticed
    let _ = reader.0.write_all(&[0, 5, 0, 0xB0, 0x81, 0, 0]);
    assert!(matches!(reader.0.read(&mut [0; 2]), Ok(0) | Err(_)));
    let mut reader = Reader(listener.accept().unwrap().0);
    assert_eq!(reader.ask(&common::SELECT_APPLICATION), [0x90, 0x00]);
    drop(reader);
    assert_eq!(card.join().unwrap(), Ended::ReaderClosed);
}

#[test]
fn nobody_listening_is_an_error() {
    let address = listener().local_addr().unwrap();
    assert!(VpcdCard::insert(address).is_err());
}

#[test]
fn the_transport_carries_what_the_chip_speaks() {
    let short = ChipTransport::new(chip(plain_image()));
    assert_eq!(short.limits(), TransportLimits::SHORT);
    let mut image = plain_image();
    image.announce_extended(Buffers {
        command: 20_000,
        response: 20_000,
    });
    let mut extended = ChipTransport::new(chip(image));
    assert_eq!(extended.limits(), TransportLimits::EXTENDED);
    assert_eq!(
        extended.transmit(&common::SELECT_APPLICATION),
        Ok(vec![0x90, 0x00])
    );
    let read = [0, 0xB0, 0x82, 0, 0, 0, 0];
    assert_eq!(extended.transmit(&read).unwrap().len(), 3004 + 2);
    assert_eq!(extended.atr()[0], 0x3B);
    assert_eq!(extended.exchanges(), 2);
    let mut narrow = extended.with_limits(TransportLimits::SHORT);
    let long = [0; 300];
    assert_eq!(
        narrow.transmit(&long),
        Err(TransportError::TooLong { length: 300 })
    );
}

#[test]
fn a_card_that_is_removed_or_reset_does_not_come_back() {
    for (mut transport, error) in [
        (
            ChipTransport::new(chip(plain_image())).removed_at(2),
            TransportError::CardRemoved,
        ),
        (
            ChipTransport::new(chip(plain_image())).reset_at(2),
            TransportError::CardReset,
        ),
    ] {
        assert_eq!(
            transport.transmit(&common::SELECT_APPLICATION),
            Ok(vec![0x90, 0x00])
        );
        for _ in 0..3 {
            assert_eq!(transport.transmit(&common::SELECT_APPLICATION), Err(error));
        }
        assert!(!transport.into_chip().is_secured());
    }
}
