//! The ASN.1 that the parts of ISO/IEC 39794 share (ISO/IEC 39794-1 clause 8): numbers, choices
//! that may be extended, dates, quality.
//!
//! Tags are implicit and context-specific; a CHOICE keeps its own tag inside: a code is
//! `An { 80 code }`, or `An { A1 { 80 fallback } }` when a later edition extended it.

use super::walk::next;
use core::fmt;
use vidimus_iso7816::tlv::{Tag, Tlv};

/// Most quality blocks that are listed.
const MAX_QUALITIES: usize = 16;

/// When a picture was taken; what is not known is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaptureTime {
    /// year
    pub year: Option<u32>,
    /// month, 1 to 12
    pub month: Option<u32>,
    /// day, 1 to 31
    pub day: Option<u32>,
    /// hour, 0 to 23
    pub hour: Option<u32>,
    /// minute
    pub minute: Option<u32>,
    /// second
    pub second: Option<u32>,
    /// millisecond
    pub millisecond: Option<u32>,
}

/// What one algorithm thinks of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality {
    /// the organisation that registered the algorithm
    pub organization: Option<u32>,
    /// the algorithm
    pub algorithm: Option<u32>,
    /// 0 to 100, higher is better; `None` when the assessment failed
    pub score: Option<u32>,
}

impl CaptureTime {
    pub(crate) fn read(block: &Tlv<'_>) -> Self {
        let part = |place| unsigned(block, place);
        Self {
            year: part(0),
            month: part(1),
            day: part(2),
            hour: part(3),
            minute: part(4),
            second: part(5),
            millisecond: part(6),
        }
    }
}

impl fmt::Display for CaptureTime {
    /// As much of `2024-05-31 12:34:56` as is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year.unwrap_or_default())?;
        let rest = [
            ("-", self.month),
            ("-", self.day),
            (" ", self.hour),
            (":", self.minute),
            (":", self.second),
        ];
        for (before, part) in rest {
            match part {
                Some(part) => write!(f, "{before}{part:02}")?,
                None => break,
            }
        }
        Ok(())
    }
}

impl Quality {
    /// The quality blocks of a representation.
    pub(crate) fn read_all(blocks: &Tlv<'_>) -> Vec<Self> {
        children(blocks)
            .take(MAX_QUALITIES)
            .map(|block| {
                let algorithm = field(&block, 0);
                let part = |place| algorithm.as_ref().and_then(|id| unsigned(id, place));
                Self {
                    organization: part(0),
                    algorithm: part(1),
                    score: field(&block, 1).and_then(|score| unsigned(&score, 0)),
                }
            })
            .collect()
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.score {
            Some(score) => write!(f, "{score}")?,
            None => f.write_str("not assessed")?,
        }
        match (self.organization, self.algorithm) {
            (Some(owner), Some(id)) => write!(f, " (algorithm {owner:04X}-{id:04X})"),
            _ => Ok(()),
        }
    }
}

/// The objects inside another, as far as they can be read; the last one may be
/// [cut](Tlv::is_cut).
pub(crate) fn children<'a>(object: &Tlv<'a>) -> impl Iterator<Item = Tlv<'a>> + use<'a> {
    let mut level = object.children().ok();
    core::iter::from_fn(move || next(level.as_mut()?).ok()?)
}

/// The field with this number, primitive or constructed; numbers below 31.
pub(crate) fn field<'a>(object: &Tlv<'a>, number: u8) -> Option<Tlv<'a>> {
    let number = u32::from(number);
    children(object).find(|field| matches!(field.tag, Tag(tag) if tag & !0x20 == 0x80 | number))
}

/// The same, if all of it is there.
fn whole_field<'a>(object: &Tlv<'a>, number: u8) -> Option<Tlv<'a>> {
    field(object, number).filter(|field| !field.is_cut())
}

/// A field that is a number from 0.
pub(crate) fn unsigned(object: &Tlv<'_>, number: u8) -> Option<u32> {
    let value = whole_field(object, number)?;
    crate::ber::small_integer(value.value).and_then(|value| u32::try_from(value).ok())
}

/// A field that is a number of two bytes at most, with its sign.
pub(crate) fn signed(object: &Tlv<'_>, number: u8) -> Option<i16> {
    match *whole_field(object, number)?.value {
        [low] => Some(i16::from(low.cast_signed())),
        [high, low] => Some(i16::from_be_bytes([high, low])),
        _ => None,
    }
}

/// A field that is a code, or the code that a later one falls back on.
pub(crate) fn code(object: &Tlv<'_>, number: u8) -> Option<u32> {
    let choice = field(object, number)?;
    unsigned(&choice, 0).or_else(|| unsigned(&field(&choice, 1)?, 0))
}

/// A field that is true or false.
pub(crate) fn boolean(object: &Tlv<'_>, number: u8) -> Option<bool> {
    match *whole_field(object, number)?.value {
        [value] => Some(value != 0),
        _ => None,
    }
}

/// A block of so many booleans as bits, the first being bit 0.
pub(crate) fn flags(object: &Tlv<'_>, number: u8, count: u8) -> Option<u32> {
    let block = field(object, number)?;
    let set = (0..count).filter(|place| boolean(&block, *place) == Some(true));
    Some(set.fold(0, |mask, place| mask | 1 << place))
}
