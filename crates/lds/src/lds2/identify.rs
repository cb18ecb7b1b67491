//! Which LDS2 file bytes are from, by their outermost objects.

use super::{BiometricsNumber, Lds2File};
use vidimus_iso7816::tlv::{Reader, Tag};

/// Most objects of one record that are looked at.
const MAX_OBJECTS: usize = 16;

impl Lds2File {
    /// The file that a record is from, or the content of a file: by the objects it is made of
    /// (Doc 9303-10 tables 83, 86 and 90), all of which are outermost.
    ///
    /// What a chip says of an entry and of an exit looks alike, so either is EF.EntryRecords, and
    /// EF.Biometrics of any number are the first. `None` when it is nothing of LDS2.
    #[must_use]
    pub fn identify(bytes: &[u8]) -> Option<Self> {
        let mut objects = Reader::new(bytes);
        let mut tags = Vec::new();
        for _ in 0..MAX_OBJECTS {
            match objects.next() {
                Ok(Some(object)) => tags.push(object.tag),
                Ok(None) => break,
                // a record cut short is still that record
                Err(_) => {
                    tags.extend(objects.take_cut().map(|object| object.tag));
                    break;
                }
            }
        }
        let starts = |first: &[u32]| tags.first().is_some_and(|tag| first.contains(&tag.0));
        let holds = |tag: u32| tags.contains(&Tag(tag));
        if starts(&[0x5F44, 0x73]) && holds(0x73) {
            Some(Self::EntryRecords)
        } else if starts(&[0x5F28, 0x71]) && holds(0x71) {
            Some(Self::VisaRecords)
        } else if starts(&[0x5F3A]) && (holds(0x72) || tags.len() == 1) {
            Some(Self::Certificates)
        } else if starts(&[0x5F2E, 0x7F2E]) && holds(0x5F37) {
            BiometricsNumber::new(1).map(Self::Biometrics)
        } else {
            None
        }
    }
}
