//! The objects of a protected response, in their one allowed order: `[85|87] 99 8E`.
//!
//! ```text
//! 87 L 01 cryptogram     even INS     85 L cryptogram     odd INS
//! 99 02 SW1 SW2          optional by §9.8.4, required here: else the status is unprotected
//! 8E 08 MAC              over everything before it
//! ```
//!
//! No object counts before the MAC is right, so all of them are sorted first and the first fault
//! is kept; which fault it is serves whoever looks for the cause, not the decision.

use super::SmError;
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};
use vidimus_iso7816::{ResponseApdu, StatusWord};

const DATA_ODD: Tag = Tag(0x85);
const DATA_EVEN: Tag = Tag(0x87);
const STATUS: Tag = Tag(0x99);
const MAC: Tag = Tag(0x8E);

/// What a protected response holds. Nothing in it is to be believed before the MAC is checked.
pub(super) struct Objects<'a> {
    /// the value of DO 85 or 87, whichever fits the instruction
    pub(super) data: Option<&'a [u8]>,
    /// DO 99
    pub(super) status: StatusWord,
    /// DO 8E
    pub(super) mac: &'a [u8; 8],
    /// the bytes under the MAC: everything before DO 8E
    pub(super) authenticated: &'a [u8],
}

/// Sorts the objects while they are walked.
#[derive(Default)]
struct Sorter<'a> {
    data: Option<Tlv<'a>>,
    status: Option<Tlv<'a>>,
    mac: Option<Tlv<'a>>,
    fault: Option<SmError>,
}

impl<'a> Objects<'a> {
    /// Reads the objects of a response to an instruction that is odd or even.
    ///
    /// # Errors
    /// The first of: not protected at all, no MAC, an object that is unknown, twice, out of
    /// order or of the wrong kind, a MAC of the wrong length, no status.
    pub(super) fn parse(response: &'a ResponseApdu, odd_ins: bool) -> Result<Self, SmError> {
        let bytes = response.data();
        let mut sorter = Sorter::default();
        let mut reader = Reader::new(bytes);
        // bytes that do not decode end the walk like the end of the response: no MAC was found
        while let Ok(Some(object)) = reader.next() {
            sorter.take(object, odd_ins);
        }
        let mac = sorter.mac.ok_or_else(|| unprotected(response))?;
        if !reader.is_empty() {
            return Err(SmError::MacMissing);
        }
        if let Some(fault) = sorter.fault {
            return Err(fault);
        }
        Ok(Self {
            data: sorter.data.map(|object| object.value),
            status: status_of(sorter.status)?,
            mac: mac.value.try_into().map_err(|_| SmError::MacLength {
                found: mac.value.len(),
            })?,
            authenticated: bytes.get(..mac.offset).unwrap_or_default(),
        })
    }
}

impl<'a> Sorter<'a> {
    fn take(&mut self, object: Tlv<'a>, odd_ins: bool) {
        let tag = object.tag;
        let out_of_order = match tag {
            STATUS => self.mac.is_some(),
            MAC => false,
            _ => self.status.is_some() || self.mac.is_some(),
        };
        let fitting = if odd_ins { DATA_ODD } else { DATA_EVEN };
        let place = match tag {
            STATUS => &mut self.status,
            MAC => &mut self.mac,
            DATA_EVEN | DATA_ODD if tag == fitting => &mut self.data,
            DATA_EVEN | DATA_ODD => return self.blame(SmError::WrongObject { tag }),
            _ => return self.blame(SmError::UnknownObject { tag }),
        };
        if place.replace(object).is_some() {
            self.blame(SmError::DuplicateObject { tag });
        } else if out_of_order {
            self.blame(SmError::ObjectOrder { tag });
        }
    }

    fn blame(&mut self, fault: SmError) {
        self.fault.get_or_insert(fault);
    }
}

/// A response without DO 8E: in the clear, or stripped of its MAC.
fn unprotected(response: &ResponseApdu) -> SmError {
    let status = response.status();
    match response.data().first() {
        None if !status.is_success() => SmError::PlainError { status },
        Some(0x85 | 0x87 | 0x99 | 0x8E) => SmError::MacMissing,
        _ => SmError::PlainResponse { status },
    }
}

fn status_of(object: Option<Tlv<'_>>) -> Result<StatusWord, SmError> {
    let value = object.map(|object| object.value).unwrap_or_default();
    let bytes = <[u8; 2]>::try_from(value).map_err(|_| SmError::StatusMissing)?;
    Ok(StatusWord::new(u16::from_be_bytes(bytes)))
}
