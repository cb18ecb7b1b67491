//! What a card offers before it is opened: files, access protocols, sizes. No personal data.
//!
//! Nothing that needs a key is read, and of the files that anybody may read only what says how
//! the chip works: the object identifiers and numbers of EF.CardAccess, the sizes of
//! EF.ATR/INFO, the applications of EF.DIR. Of every other file only the status word is kept.

mod security_infos;

pub use security_infos::SecurityInfo;

use super::{exchange, select_emrtd};
use vidimus_iso7816::tlv::{Reader, Tag};
use vidimus_iso7816::{CommandApdu, FileId, Sfi, StatusWord, Transport, TransportError};

/// What a card offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardOffer {
    /// how each file answers a read without a key, those of the master file first
    pub files: Vec<FileProbe>,
    /// the entries of EF.CardAccess; empty where it cannot be read
    pub security_infos: Vec<SecurityInfo>,
    /// the longest command and response that EF.ATR/INFO states (DO `7F66`), in bytes
    pub buffers: Option<(u32, u32)>,
    /// the application identifiers that EF.DIR lists
    pub applications: Vec<Vec<u8>>,
    /// how the selection of the eMRTD application was answered
    pub emrtd: StatusWord,
    /// how GET CHALLENGE was answered: with eight bytes by a chip that knows BAC
    pub challenge: StatusWord,
}

/// How a file answers the first read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileProbe {
    /// such as `EF.COM`
    pub name: &'static str,
    /// its identifier
    pub id: FileId,
    /// its short identifier
    pub sfi: Sfi,
    /// the answer: `9000` readable, `6982` protected, `6A82` not there
    pub status: StatusWord,
}

/// A file that is asked for: name, identifier, short identifier.
type Named = (&'static str, u16, u8);

/// Files of the master file (ICAO Doc 9303-10 §4.7 table 38).
const MASTER_FILE: [Named; 4] = [
    ("EF.CardAccess", 0x011C, 0x1C),
    ("EF.CardSecurity", 0x011D, 0x1D),
    ("EF.ATR/INFO", 0x2F01, 0x01),
    ("EF.DIR", 0x2F00, 0x1E),
];
/// Files of the eMRTD application.
const APPLICATION: [Named; 19] = [
    ("EF.COM", 0x011E, 0x1E),
    ("EF.SOD", 0x011D, 0x1D),
    ("EF.CVCA", 0x011C, 0x1C),
    ("DG1", 0x0101, 0x01),
    ("DG2", 0x0102, 0x02),
    ("DG3", 0x0103, 0x03),
    ("DG4", 0x0104, 0x04),
    ("DG5", 0x0105, 0x05),
    ("DG6", 0x0106, 0x06),
    ("DG7", 0x0107, 0x07),
    ("DG8", 0x0108, 0x08),
    ("DG9", 0x0109, 0x09),
    ("DG10", 0x010A, 0x0A),
    ("DG11", 0x010B, 0x0B),
    ("DG12", 0x010C, 0x0C),
    ("DG13", 0x010D, 0x0D),
    ("DG14", 0x010E, 0x0E),
    ("DG15", 0x010F, 0x0F),
    ("DG16", 0x0110, 0x10),
];

/// Asks a card what it offers. The card should be fresh: connected and not opened.
///
/// # Errors
/// [`TransportError`] when the card does not answer at all; every status word is an answer.
pub fn card_offer(transport: &mut dyn Transport) -> Result<CardOffer, TransportError> {
    let mut offer = CardOffer {
        files: Vec::new(),
        security_infos: Vec::new(),
        buffers: None,
        applications: Vec::new(),
        emrtd: StatusWord::SUCCESS,
        challenge: StatusWord::SUCCESS,
    };
    for file in MASTER_FILE {
        // the content says how the chip works
        let content = probe(transport, file, 256, &mut offer.files)?;
        match file.0 {
            "EF.CardAccess" => offer.security_infos = security_infos::read(&content),
            "EF.ATR/INFO" => offer.buffers = buffers(&content),
            "EF.DIR" => offer.applications = applications(&content),
            _ => {}
        }
    }
    offer.emrtd = select_emrtd(transport)?;
    for file in APPLICATION {
        // one byte, the tag, which says nothing of a person; it is dropped all the same
        probe(transport, file, 1, &mut offer.files)?;
    }
    let command = CommandApdu::new(0x00, 0x84, 0x00, 0x00).with_le(8);
    offer.challenge = exchange(transport, &command)?.status();
    Ok(offer)
}

/// READ BINARY by short identifier; notes the status and returns what came.
fn probe(
    transport: &mut dyn Transport,
    (name, id, sfi): Named,
    le: u32,
    files: &mut Vec<FileProbe>,
) -> Result<Vec<u8>, TransportError> {
    let Some(sfi) = Sfi::new(sfi) else {
        return Ok(Vec::new());
    };
    let command = CommandApdu::new(0x00, 0xB0, sfi.to_p1(), 0x00);
    let mut response = exchange(transport, &command.clone().with_le(le))?;
    if let Some(exact) = response.status().exact_le() {
        response = exchange(transport, &command.with_le(exact))?;
    }
    files.push(FileProbe {
        name,
        id: FileId::new(id),
        sfi,
        status: response.status(),
    });
    Ok(response.into_data())
}

/// DO `7F66` of EF.ATR/INFO: two INTEGERs, command and response (Doc 9303-10 §3.11.2).
fn buffers(content: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(content);
    while let Ok(Some(object)) = reader.next() {
        if object.tag == Tag(0x7F66) {
            let mut numbers = object.children().ok()?;
            let command = number(numbers.expect(Tag(0x02)).ok()?.value)?;
            let response = number(numbers.expect(Tag(0x02)).ok()?.value)?;
            return Some((command, response));
        }
    }
    None
}

/// The application identifiers (`4F`) in the templates (`61`) of EF.DIR.
fn applications(content: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut reader = Reader::new(content);
    while let Ok(Some(template)) = reader.next() {
        let Ok(mut objects) = template.children() else {
            break;
        };
        while let Ok(Some(object)) = objects.next() {
            if object.tag == Tag(0x4F) {
                found.push(object.value.to_vec());
            }
        }
    }
    found
}

/// A non-negative INTEGER of at most four bytes.
fn number(value: &[u8]) -> Option<u32> {
    let digits = value.strip_prefix(&[0]).unwrap_or(value);
    (digits.len() <= 4 && !value.is_empty() && value.first()? & 0x80 == 0).then(|| {
        let value = digits.iter();
        value.fold(0, |number, byte| (number << 8) | u32::from(*byte))
    })
}

#[cfg(test)]
mod tests;
