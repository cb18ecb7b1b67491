//! Every proof in one session that PACE opened.

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

use common::dg;
use common::pace::{keys, open};
use inspection::{Inspection, issue};

#[test]
fn pace_active_chip_and_terminal_authentication() {
    for preset in ["full", "eac-pace"] {
        let mut issued = issue(preset, &[]);
        let [_, can, ..] = keys(&issued.document);
        let output = open(&mut issued, &can).unwrap();
        let dg14 = issued.document.files[&dg(14)].clone();
        let terminal = issued.document.terminal.clone().unwrap();
        let mut session = Inspection::after_pace(issued, output);
        if preset == "full" {
            assert_eq!(session.active(256).unwrap().len(), 256);
        }
        session.agree(&dg14).unwrap();
        assert_eq!(session.read(3), 0x6982);
        session.authenticate(&terminal).unwrap();
        assert_eq!((session.read(3), session.read(4)), (0x9000, 0x9000));
        if preset == "full" {
            assert_eq!(session.active(256).unwrap().len(), 256);
        }
    }
}

/// After PACE `ID_IC` is not the document number.
#[test]
fn a_signature_over_the_document_number_is_refused() {
    let mut issued = issue("eac-pace", &[]);
    let [_, can, ..] = keys(&issued.document);
    let output = open(&mut issued, &can).unwrap();
    let dg14 = issued.document.files[&dg(14)].clone();
    let terminal = issued.document.terminal.clone().unwrap();
    let mut session = Inspection::after_pace(issued, output);
    session.forget_pace();
    session.agree(&dg14).unwrap();
    assert!(session.authenticate(&terminal).is_err());
    assert_eq!(session.read(3), 0x6982);
}
