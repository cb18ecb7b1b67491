//! The transport over a real pcscd and virtual readers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "tests"
)]

mod common;

use common::{Answer, Pcscd, VirtualCard, isolated};
use pcsc::{Context, Disposition, Protocols, Scope, ShareMode};
use std::time::{Duration, Instant};
use vidimus_iso7816::{Fault, Transport, TransportError, TransportLimits};
use vidimus_pcsc::doctor::offer::card_offer;
use vidimus_pcsc::doctor::{Finding, State, diagnose};
use vidimus_pcsc::{PcscError, Service, readers};

const FIRST: &str = "Virtual PCD 00 00";
const SECOND: &str = "Virtual PCD 00 01";

fn seconds(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}

/// Sends back the command and `9000`.
fn echo() -> Answer {
    Box::new(|command| Some([command, &[0x90, 0x00]].concat()))
}

fn pull_out_at(instruction: u8) -> Answer {
    Box::new(move |command| (command[1] != instruction).then(|| vec![0x90, 0x00]))
}

#[test]
fn pcscd_lists_readers_and_carries_apdus_of_every_length() {
    if !isolated("pcscd_lists_readers_and_carries_apdus_of_every_length") {
        return;
    }
    let pcscd = Pcscd::start();
    let names: Vec<_> = readers()
        .unwrap()
        .into_iter()
        .map(|reader| reader.name)
        .collect();
    assert_eq!(names, [FIRST, SECOND]);
    let card = VirtualCard::insert(0, echo());
    let service = Service::connect().unwrap();
    let mut connection = service.open(None, seconds(5)).unwrap();
    assert_eq!(connection.reader(), FIRST);
    let mut transport = connection.begin().unwrap();
    assert_eq!(transport.atr(), [0x3B, 0x80, 0x80, 0x01, 0x01]);
    assert_eq!(transport.name(), FIRST);
    assert!(transport.limits().response > TransportLimits::SHORT.response);
    for length in [4, 5, 261, 1000, 32_768, 65_533] {
        let command: Vec<u8> = (0..length).map(|at: u32| at.to_le_bytes()[0]).collect();
        let response = transport.transmit(&command).unwrap();
        assert_eq!(response.len(), command.len() + 2);
        assert!(response.starts_with(&command), "{length}");
    }
    let long = vec![0; 65_536];
    assert_eq!(
        transport.transmit(&long),
        Err(TransportError::TooLong { length: 65_536 })
    );
    let before = card.resets();
    drop(transport);
    assert!(
        card.resets() > before,
        "the end of the transaction resets the card"
    );
    drop((connection, card));
    assert_eq!(service.wait_for_removal(FIRST, seconds(5)), Ok(()));
    pcscd.stop();
    assert_eq!(readers().unwrap_err(), TransportError::NoService);
}

#[test]
fn pcscd_waits_for_a_card_until_it_comes_times_out_or_is_cancelled() {
    if !isolated("pcscd_waits_for_a_card_until_it_comes_times_out_or_is_cancelled") {
        return;
    }
    let _pcscd = Pcscd::start();
    let service = Service::connect().unwrap();
    let started = Instant::now();
    let error = service
        .open(None, Some(Duration::from_millis(700)))
        .unwrap_err();
    assert_eq!(error.code(), "transport.timeout");
    assert!(started.elapsed() >= Duration::from_millis(700));
    let later = std::thread::spawn(|| {
        std::thread::sleep(Duration::from_millis(300));
        VirtualCard::insert_unseen(1, echo())
    });
    let connection = service.open(None, seconds(10)).unwrap();
    assert_eq!(connection.reader(), SECOND);
    drop((connection, later.join().unwrap()));
    service.wait_for_removal(SECOND, seconds(5)).unwrap();
    let canceller = service.canceller();
    let cancel = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(200));
        canceller.cancel();
    });
    let started = Instant::now();
    let error = service.open(None, None).unwrap_err();
    assert_eq!(error, PcscError::Transport(TransportError::Cancelled));
    assert!(started.elapsed() < Duration::from_secs(2));
    cancel.join().unwrap();
}

/// Two readers with two cards: only the one that is named is touched.
#[test]
fn pcscd_takes_the_reader_that_is_named() {
    if !isolated("pcscd_takes_the_reader_that_is_named") {
        return;
    }
    let _pcscd = Pcscd::start();
    let (first, second) = (
        VirtualCard::insert(0, echo()),
        VirtualCard::insert(1, echo()),
    );
    let service = Service::connect().unwrap();
    let open = |name| service.open(Some(name), seconds(5));
    let mut connection = open("pcd 00 01").unwrap();
    connection
        .begin()
        .unwrap()
        .transmit(&[0, 0x84, 0, 0, 8])
        .unwrap();
    drop(connection);
    assert_eq!((first.commands().len(), second.commands().len()), (0, 1));
    assert_eq!(
        open("Virtual").unwrap_err().code(),
        "usage.ambiguous_reader"
    );
    assert_eq!(open("ACR1252").unwrap_err().code(), "transport.no_reader");
}

#[test]
fn pcscd_a_card_that_leaves_ends_the_connection() {
    if !isolated("pcscd_a_card_that_leaves_ends_the_connection") {
        return;
    }
    let _pcscd = Pcscd::start();
    let card = VirtualCard::insert(0, pull_out_at(0xB0));
    let service = Service::connect().unwrap();
    let mut connection = service.open(None, seconds(5)).unwrap();
    let mut transport = connection.begin().unwrap();
    assert_eq!(
        transport.transmit(&[0, 0x84, 0, 0, 8]).unwrap(),
        [0x90, 0x00]
    );
    let error = transport.transmit(&[0, 0xB0, 0, 0, 0]).unwrap_err();
    assert_eq!(error, TransportError::CardRemoved);
    // another card in the same place must not be talked to
    drop(card);
    let other = VirtualCard::insert_unseen(0, echo());
    std::thread::sleep(Duration::from_millis(800));
    assert_eq!(transport.transmit(&[0, 0x84, 0, 0, 8]), Err(error));
    assert!(other.commands().is_empty());
    drop(transport);
    drop(connection);
    // a card that stays and sends no response is another thing
    drop(other);
    let _silent = VirtualCard::insert(1, Box::new(|_| Some(vec![0x90])));
    let mut connection = service.open(Some(SECOND), seconds(5)).unwrap();
    let mut transport = connection.begin().unwrap();
    let error = transport.transmit(&[0, 0x84, 0, 0, 8]).unwrap_err();
    assert_eq!(error, TransportError::Unresponsive);
}

#[test]
fn pcscd_other_programs_are_noticed() {
    if !isolated("pcscd_other_programs_are_noticed") {
        return;
    }
    let _pcscd = Pcscd::start();
    let card = VirtualCard::insert(0, echo());
    let other = Context::establish(Scope::User).unwrap();
    let connect = |mode| {
        other
            .connect(c"Virtual PCD 00 00", mode, Protocols::ANY)
            .unwrap()
    };
    let service = Service::connect().unwrap();
    // it reset the card after we connected
    let mut connection = service.open(None, seconds(5)).unwrap();
    let theirs = connect(ShareMode::Shared);
    theirs
        .disconnect(Disposition::ResetCard)
        .map_err(|(_, error)| error)
        .unwrap();
    assert_eq!(connection.begin().unwrap_err(), TransportError::CardReset);
    drop(connection);
    // it holds a transaction and does not let go
    let mut connection = service.open(None, seconds(5)).unwrap();
    let mut theirs = connect(ShareMode::Shared);
    let transaction = theirs.transaction().unwrap();
    assert_eq!(connection.begin().unwrap_err(), TransportError::CardInUse);
    transaction
        .end(Disposition::LeaveCard)
        .map_err(|(_, error)| error)
        .unwrap();
    assert!(connection.begin().is_ok());
    drop((connection, theirs));
    // it has the card to itself
    let theirs = connect(ShareMode::Exclusive);
    let error = service
        .open(None, Some(Duration::from_millis(300)))
        .unwrap_err();
    assert_eq!(error.code(), "transport.card_in_use");
    drop((theirs, card));
}

/// What doctor says of the stack as it comes up, and of a card with BAC alone.
#[test]
fn pcscd_doctor_follows_the_stack() {
    if !isolated("pcscd_doctor_follows_the_stack") {
        return;
    }
    let ids = |name| {
        diagnose(name)
            .findings
            .iter()
            .map(Finding::id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(None), ["service.missing"]);
    let pcscd = Pcscd::start();
    assert_eq!(
        ids(Some("00 01")),
        ["service.runs", "reader.found", "card.none"]
    );
    assert_eq!(ids(Some("Identiv")), ["service.runs", "reader.none"]);
    let answer = |command: &[u8]| {
        Some(match command {
            [0x00, 0xA4, 0x04, ..] => vec![0x90, 0x00],
            [0x00, 0x84, ..] => vec![1, 2, 3, 4, 5, 6, 7, 8, 0x90, 0x00],
            [0x00, 0xB0, 0x9C, ..] => vec![0x6A, 0x82],
            [0x00, 0xB0, ..] => vec![0x69, 0x82],
            _ => vec![0x6D, 0x00],
        })
    };
    let card = VirtualCard::insert(0, Box::new(answer));
    let diagnosis = diagnose(Some("00 00"));
    let found: Vec<_> = diagnosis.findings.iter().map(Finding::id).collect();
    let expected = [
        "service.runs",
        "reader.found",
        "reader.apdu_length",
        "card.found",
        "emrtd.found",
    ];
    assert_eq!(found, expected);
    assert_eq!((diagnosis.state(), diagnosis.is_ready()), (State::Ok, true));
    let service = Service::connect().unwrap();
    let mut connection = service.open(Some("00 00"), seconds(5)).unwrap();
    let offer = card_offer(&mut connection.begin().unwrap()).unwrap();
    assert_eq!(
        (offer.emrtd.value(), offer.challenge.value()),
        (0x9000, 0x9000)
    );
    let absent = offer
        .files
        .iter()
        .filter(|file| file.status.value() == 0x6A82);
    let absent: Vec<_> = absent.map(|file| file.name).collect();
    assert_eq!(absent, ["EF.CardAccess", "EF.CVCA"]);
    drop((connection, card));
    let blank = VirtualCard::insert(1, Box::new(|_| Some(vec![0x6A, 0x82])));
    assert!(ids(Some("00 01")).contains(&"emrtd.none"));
    drop(blank);
    pcscd.stop();
    assert_eq!(ids(None), ["service.missing"]);
}
