//! Every PACE that the standard allows opens the chip with every password, and DG1 is read:
//! three mappings, fourteen sets of domain parameters, four ciphers, four passwords.
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

use common::pace::{choice, issue, keys, open};
use common::{SELECT_APPLICATION, Session, dg};
use vidimus_chip::{Cipher, PaceMapping, PaceProtocol};
use vidimus_iso7816::CommandApdu;
use vidimus_lds::File;
use vidimus_lds::card_security::CardSecurity;
use vidimus_pubkey::agreement::{AgreementKey, is_static_key_of};

/// SELECT AID, protected, then DG1.
fn read_dg1(session: &mut Session<'_>, length: usize) -> Vec<u8> {
    let select = CommandApdu::parse(&SELECT_APPLICATION).unwrap();
    assert_eq!(session.status(&select), 0x9000);
    session.read_all(1, length, 64)
}

/// All passwords with one protocol.
fn play(protocol: PaceProtocol) {
    let mut issued = issue(&format!("pace-{protocol}"), &[]);
    let file = issued.document.files[&dg(1)].clone();
    for key in keys(&issued.document) {
        issued.chip.reset();
        let output = open(&mut issued, &key).unwrap_or_else(|error| panic!("{protocol}: {error}"));
        let mapping_key = output.cam.map(|cam| (cam.mapping_key, cam.data.unwrap()));
        let mut session = Session::of(&mut issued.chip, output.channel);
        if let Some((mapping_key, data)) = mapping_key {
            assert_eq!(protocol.mapping, PaceMapping::ChipAuthentication);
            let length = issued.document.files[&File::CardSecurity].len();
            let security = session.read_all(0x1D, length, 200);
            proves_the_chip(&protocol, &security, &mapping_key, &data);
        }
        assert_eq!(read_dg1(&mut session, file.len()), file, "{protocol}");
    }
}

/// The key in EF.CardSecurity is the one the chip knows.
fn proves_the_chip(protocol: &PaceProtocol, security: &[u8], mapping_key: &[u8], data: &[u8]) {
    let security = CardSecurity::parse(security).unwrap();
    let infos = security.infos();
    let key = infos.chip_authentication_keys().next().unwrap();
    let key = AgreementKey::from_spki(key.unwrap().spki).unwrap().key;
    let domain = protocol.domain().unwrap();
    let mapping_key = AgreementKey::decode(domain, mapping_key).unwrap();
    assert!(is_static_key_of(&mapping_key, data, &key), "{protocol}");
}

fn play_all(mapping: PaceMapping, cipher: Cipher) -> usize {
    let own = |protocol: &PaceProtocol| protocol.mapping == mapping && protocol.cipher == cipher;
    PaceProtocol::all().filter(own).map(play).count()
}

#[test]
fn generic_3des() {
    assert_eq!(play_all(PaceMapping::Generic, Cipher::TripleDes), 14);
}

#[test]
fn generic_aes_128() {
    assert_eq!(play_all(PaceMapping::Generic, Cipher::Aes128), 14);
}

#[test]
fn generic_aes_192() {
    assert_eq!(play_all(PaceMapping::Generic, Cipher::Aes192), 14);
}

#[test]
fn generic_aes_256() {
    assert_eq!(play_all(PaceMapping::Generic, Cipher::Aes256), 14);
}

#[test]
fn integrated_3des() {
    assert_eq!(play_all(PaceMapping::Integrated, Cipher::TripleDes), 13);
}

#[test]
fn integrated_aes_128() {
    assert_eq!(play_all(PaceMapping::Integrated, Cipher::Aes128), 13);
}

#[test]
fn integrated_aes_192() {
    assert_eq!(play_all(PaceMapping::Integrated, Cipher::Aes192), 13);
}

#[test]
fn integrated_aes_256() {
    assert_eq!(play_all(PaceMapping::Integrated, Cipher::Aes256), 13);
}

#[test]
fn chip_authentication_aes_128() {
    assert_eq!(
        play_all(PaceMapping::ChipAuthentication, Cipher::Aes128),
        11
    );
}

#[test]
fn chip_authentication_aes_192() {
    assert_eq!(
        play_all(PaceMapping::ChipAuthentication, Cipher::Aes192),
        11
    );
}

#[test]
fn chip_authentication_aes_256() {
    assert_eq!(
        play_all(PaceMapping::ChipAuthentication, Cipher::Aes256),
        11
    );
}

#[test]
fn what_the_document_offers_is_what_the_terminal_chooses() {
    for protocol in PaceProtocol::all().step_by(7) {
        let issued = issue(&format!("pace-bac-{protocol}"), &[]);
        let (chosen, ambiguous) = choice(&issued.document).unwrap();
        assert_eq!(chosen.protocol_oid(), protocol.oid());
        assert_eq!(chosen.parameter_id(), protocol.parameter_id);
        assert!(!ambiguous);
    }
}
