//! Terminal Authentication in its session: what must come before it, what it is bound to, and
//! what ends it (Doc 9303-11 §7.1.3; cases of TR-03105-3.2, units ISO7816_J, K and L).

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

use common::{dg, pace};
use inspection::{Inspection, issue, shown};
use vidimus_chip::personalise::{Access, Preset, TerminalFiles};
use vidimus_chip::{Chip, Issued, SeededRandom};
use vidimus_iso7816::{CommandApdu, Fault as _};

fn select_application() -> CommandApdu {
    CommandApdu::new(0, 0xA4, 0x04, 0x0C).with_data(vidimus_chip::EMRTD_AID)
}

fn select_master_file() -> CommandApdu {
    CommandApdu::new(0, 0xA4, 0x00, 0x0C)
}

/// MSE:Set AT or DST with any data.
fn set(p2: u8, data: &[u8]) -> CommandApdu {
    CommandApdu::new(0, 0x22, 0x81, p2).with_data(data)
}

/// MSE:Set AT or DST with a reference.
fn name(p2: u8, reference: &str) -> CommandApdu {
    let length = u8::try_from(reference.len()).unwrap();
    set(p2, &[&[0x83, length], reference.as_bytes()].concat())
}

fn verify(certificate: &[u8]) -> CommandApdu {
    CommandApdu::new(0, 0x2A, 0x00, 0xBE).with_data(shown(certificate).content)
}

fn challenge() -> CommandApdu {
    CommandApdu::new(0, 0x84, 0, 0).with_le(8)
}

fn proof() -> CommandApdu {
    CommandApdu::new(0, 0x82, 0, 0).with_data([7; 64])
}

/// A session opened by BAC, and what its terminal has.
fn by_bac(issued: Issued) -> (Inspection, TerminalFiles) {
    let files = issued.document.terminal.clone().unwrap();
    (Inspection::open(issued), files)
}

/// A session opened by PACE with the CAN.
fn by_pace(mut issued: Issued) -> (Inspection, TerminalFiles) {
    let files = issued.document.terminal.clone().unwrap();
    let [_, can, ..] = pace::keys(&issued.document);
    let output = pace::open(&mut issued, &can).unwrap();
    (Inspection::after_pace(issued, output), files)
}

fn agree(session: &mut Inspection, preset: &str) {
    let dg14 = issue(preset, &[]).document.files[&dg(14)].clone();
    session.agree(&dg14).unwrap();
}

/// A session of `eac` after Chip Authentication.
fn agreed() -> (Inspection, TerminalFiles) {
    let (mut session, files) = by_bac(issue("eac", &[]));
    agree(&mut session, "eac");
    (session, files)
}

fn is_open(session: &mut Inspection) -> (bool, bool) {
    (session.read(3) == 0x9000, session.read(4) == 0x9000)
}

/// A document that PACE and BAC open.
fn both() -> Issued {
    let mut spec = Preset::named("eac-pace").unwrap().spec().unwrap();
    spec.access = Access::Bac;
    Issued::new(spec, &[], SeededRandom::new("both")).unwrap()
}

/// J_12, K_4: every command of it in the clear, in a session and before one.
#[test]
fn in_the_clear_nothing_is_taken() {
    let issued = issue("eac", &[]);
    let files = issued.document.terminal.clone().unwrap();
    let commands = [
        name(0xB6, "UTCVCA00001"),
        verify(&files.chain[0]),
        name(0xA4, "UTISUTO00001"),
        challenge(),
        proof(),
    ];
    let mut chip = issued.chip;
    common::plain(&mut chip, &select_application());
    for (at, command) in commands.iter().enumerate() {
        let status = common::plain(&mut chip, command).status().value();
        // GET CHALLENGE is then that of BAC, which no signature answers
        assert_eq!(status == 0x9000, at == 3, "{command:?}: {status:04X}");
    }
    for command in &commands {
        let (mut session, _) = agreed();
        let status = common::plain(&mut session.chip, command).status().value();
        let of_bac = command.ins() == 0x84;
        assert_eq!(status == 0x9000, of_bac, "{command:?}: {status:04X}");
        assert!(!session.chip.is_secured(), "{command:?}");
    }
}

/// J_13, J_15, K_7: another class byte than `0C`.
#[test]
fn wrong_class_bytes_end_the_session() {
    let files = issue("eac", &[]).document.terminal.unwrap();
    let commands = [name(0xB6, "UTCVCA00001"), verify(&files.chain[0]), proof()];
    for command in &commands {
        for class in [0x8C, 0x04, 0x1C, 0x80] {
            let (mut session, _) = agreed();
            let mut bytes = session.wrapped(command);
            bytes[0] = class;
            let status = common::status(&mut session.chip, &bytes);
            assert!(
                (0x6700..=0x6FFF).contains(&status),
                "{class:02X}: {status:04X}"
            );
            assert!(!session.chip.is_secured());
        }
    }
}

/// K_17: MSE:Set AT that is not one reference.
#[test]
fn badly_made_references() {
    let (mut session, files) = agreed();
    session.present(&files).unwrap();
    let right = [&[0x83, 12], &b"UTISUTO00001"[..]].concat();
    for wrong in [
        Vec::new(),
        vec![0x83, 0],
        right[2..].to_vec(),
        right[..13].to_vec(),
        [&[0x84, 12], &right[2..]].concat(),
        [&right[..], &right].concat(),
        [&right[..], &[0x80, 1, 1]].concat(),
        [&right[..], &[0]].concat(),
    ] {
        assert_ne!(session.status(&set(0xA4, &wrong)), 0x9000, "{wrong:02X?}");
        assert_eq!(session.status(&challenge()), 0x6985, "no key is chosen");
    }
    assert_eq!(session.status(&set(0xA4, &right)), 0x9000);
}

/// K_12, K_14, L_9 to L_12: without the right signature nothing opens.
#[test]
fn a_chain_alone_opens_nothing() {
    let (mut session, files) = agreed();
    session.present(&files).unwrap();
    assert_eq!(is_open(&mut session), (false, false), "L_9, L_10");
    // the read took the challenge
    assert_eq!(session.status(&proof()), 0x6985, "K_14");
    let drawn = session.send(&challenge()).unwrap();
    let drawn: [u8; 8] = drawn.data().try_into().unwrap();
    let mut cut = session.message(&drawn);
    let last = cut.len() - 33;
    cut.remove(last);
    let refused = session.prove_message(&files, &cut).unwrap_err();
    assert_eq!(refused.code(), "ta.signature_refused", "K_12");
    assert_eq!(is_open(&mut session), (false, false), "L_11, L_12");
}

/// K_18: a new selection of the application ends the rights; the keys stay.
#[test]
fn selecting_the_application_drops_the_rights() {
    let (mut session, files) = agreed();
    session.authenticate(&files).unwrap();
    assert_eq!(is_open(&mut session), (true, true));
    assert_eq!(session.status(&select_application()), 0x9000);
    assert_eq!(is_open(&mut session), (false, false));
    assert_eq!(session.read(1), 0x9000);
    session.authenticate(&files).unwrap();
    assert_eq!(is_open(&mut session), (true, true));
}

/// K_19: reading and Active Authentication between the two.
#[test]
fn other_commands_may_come_between() {
    let (mut session, files) = by_pace(issue("full", &[]));
    agree(&mut session, "full");
    assert_eq!(session.active(256).unwrap().len(), 256);
    for sfi in [0x1D, 1, 2, 14, 15] {
        assert_eq!(session.read(sfi), 0x9000);
    }
    session.authenticate(&files).unwrap();
    assert_eq!(is_open(&mut session), (true, true));
}

/// K_20: a signature made for another session's PACE.
#[test]
fn a_signature_belongs_to_its_session() {
    let (mut session, files) = by_pace(issue("eac-pace", &[]));
    let spec = Preset::named("eac-pace").unwrap().spec().unwrap();
    let other = Issued::new(spec, &[], SeededRandom::new("another session")).unwrap();
    let (other, _) = by_pace(other);
    session.mistake_session(&other);
    agree(&mut session, "eac-pace");
    let refused = session.authenticate(&files).unwrap_err();
    assert_eq!(refused.code(), "ta.signature_refused");
    assert_eq!(is_open(&mut session), (false, false));
}

/// The chip once the session was given up by a plain SELECT of the master file.
fn left(session: Inspection) -> Chip {
    let mut chip = session.chip;
    common::plain(&mut chip, &select_master_file());
    chip
}

/// L_13: BAC once more in the session, and after it.
#[test]
fn bac_after_terminal_authentication_has_no_rights() {
    let (mut session, files) = agreed();
    session.authenticate(&files).unwrap();
    assert_eq!(session.status(&select_master_file()), 0x9000);
    assert_ne!(session.status(&challenge()), 0x9000);
    let document = issue("eac", &[]).document;
    let chip = left(session);
    let (mut session, _) = by_bac(Issued { chip, document });
    assert_eq!(is_open(&mut session), (false, false));
    assert_eq!(session.read(1), 0x9000);
}

/// L_14 to L_16: every other way in after Terminal Authentication.
#[test]
fn another_way_in_has_no_rights() {
    for (first, second) in [("pace", "pace"), ("pace", "bac"), ("bac", "pace")] {
        let open = |way, issued| match way {
            "pace" => by_pace(issued),
            _ => by_bac(issued),
        };
        let (mut session, files) = open(first, both());
        agree(&mut session, "eac-pace");
        session.authenticate(&files).unwrap();
        assert_eq!(is_open(&mut session), (true, true), "{first}");
        let inside = CommandApdu::new(0, 0x22, 0xC1, 0xA4).with_data([0x83, 1, 2]);
        assert_ne!(session.status(&inside), 0x9000);
        let document = both().document;
        let chip = left(session);
        let (mut session, _) = open(second, Issued { chip, document });
        assert_eq!(is_open(&mut session), (false, false), "{first}, {second}");
        assert_eq!(session.read(1), 0x9000);
    }
}
