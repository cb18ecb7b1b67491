//! A scripted card, answering as real ones do.

use super::*;

/// Answers by the first bytes of the command; everything else is `6A82`.
struct Script(Vec<(Vec<u8>, Vec<u8>)>);

impl Transport for Script {
    fn transmit(&mut self, command: &[u8]) -> Result<Vec<u8>, TransportError> {
        let row = self.0.iter().find(|(start, _)| command.starts_with(start));
        Ok(row.map_or_else(|| vec![0x6A, 0x82], |(_, response)| response.clone()))
    }
}

fn row(start: &[u8], data: &[u8], status: [u8; 2]) -> (Vec<u8>, Vec<u8>) {
    (start.to_vec(), [data, &status].concat())
}

/// EF.CardAccess of Doc 9303-11's PACE example: ECDH-GM with AES-128, version 2, parameter 13.
const CARD_ACCESS: [u8; 22] = [
    0x31, 0x14, 0x30, 0x12, 0x06, 0x0A, 0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04, 0x02, 0x02,
    0x02, 0x01, 0x02, 0x02, 0x01, 0x0D,
];

fn file<'a>(offer: &'a CardOffer, name: &str) -> &'a FileProbe {
    offer.files.iter().find(|file| file.name == name).unwrap()
}

#[test]
fn a_card_with_pace_and_bac() {
    let info = [
        0x7F, 0x66, 0x08, 0x02, 0x02, 0x4E, 0x20, 0x02, 0x02, 0x4E, 0x20,
    ];
    let dir = [
        0x61, 0x09, 0x4F, 0x07, 0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01,
    ];
    let mut card = Script(vec![
        // the whole first chunk was too long for this one
        row(&[0x00, 0xB0, 0x9C, 0x00, 0x00], &[], [0x6C, 0x16]),
        row(&[0x00, 0xB0, 0x9C, 0x00, 0x16], &CARD_ACCESS, [0x90, 0x00]),
        row(&[0x00, 0xB0, 0x81, 0x00, 0x00], &info, [0x62, 0x82]),
        row(&[0x00, 0xB0, 0x9E, 0x00, 0x00], &dir, [0x90, 0x00]),
        row(&[0x00, 0xA4, 0x04, 0x0C], &[], [0x90, 0x00]),
        row(&[0x00, 0xB0, 0x81, 0x00, 0x01], &[], [0x69, 0x82]),
        row(&[0x00, 0xB0, 0x9D, 0x00, 0x01], &[], [0x69, 0x82]),
        row(&[0x00, 0x84], &[1, 2, 3, 4, 5, 6, 7, 8], [0x90, 0x00]),
    ]);
    let offer = card_offer(&mut card).unwrap();
    assert_eq!(offer.buffers, Some((20_000, 20_000)));
    assert_eq!(offer.applications, [EMRTD_AID.to_vec()]);
    assert_eq!(
        (offer.emrtd, offer.challenge),
        (StatusWord::SUCCESS, StatusWord::SUCCESS)
    );
    let pace = SecurityInfo {
        oid: "0.4.0.127.0.7.2.2.4.2.2".into(),
        numbers: vec![2, 13],
        more: false,
    };
    assert_eq!(offer.security_infos, [pace]);
    assert_eq!(file(&offer, "DG1").status.value(), 0x6982);
    assert_eq!(file(&offer, "EF.SOD").status.value(), 0x6982);
    assert_eq!(file(&offer, "DG3").status.value(), 0x6A82);
    assert_eq!(offer.files.len(), MASTER_FILE.len() + APPLICATION.len());
}

const EMRTD_AID: [u8; 7] = [0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01];

/// A chip without access control gives DG1's first byte; nothing of it is kept.
#[test]
fn nothing_personal_is_kept() {
    let mut card = Script(vec![
        row(&[0x00, 0xA4], &[], [0x90, 0x00]),
        row(
            &[0x00, 0xB0, 0x81, 0x00, 0x01],
            b"CANARY<<UTOPIA",
            [0x90, 0x00],
        ),
    ]);
    let offer = card_offer(&mut card).unwrap();
    assert_eq!(file(&offer, "DG1").status, StatusWord::SUCCESS);
    let all = format!("{offer:?}");
    assert!(
        !all.contains("CANARY") && !all.contains("67, 65, 78"),
        "{all}"
    );
}

#[test]
fn broken_content_gives_less_and_never_panics() {
    for length in 0..CARD_ACCESS.len() {
        assert!(security_infos::read(&CARD_ACCESS[..length]).is_empty());
    }
    for at in 0..CARD_ACCESS.len() {
        for to in 0..=255 {
            let mut changed = CARD_ACCESS;
            changed[at] = to;
            let _ = security_infos::read(&changed);
            let _ = (buffers(&changed), applications(&changed));
        }
    }
    assert_eq!(buffers(&[0x7F, 0x66, 0x03, 0x02, 0x01, 0x05]), None);
    assert_eq!(number(&[]), None);
    assert_eq!(number(&[0x00, 0xFF, 0xFF, 0xFF, 0xFF]), Some(u32::MAX));
    assert_eq!(number(&[0x01, 0x00, 0x00, 0x00, 0x00]), None);
}

#[test]
fn a_card_that_answers_one_byte_is_unresponsive() {
    struct Broken;
    impl Transport for Broken {
        fn transmit(&mut self, _: &[u8]) -> Result<Vec<u8>, TransportError> {
            Ok(vec![0x90])
        }
    }
    assert_eq!(card_offer(&mut Broken), Err(TransportError::Unresponsive));
}
