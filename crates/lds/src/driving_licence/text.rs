//! Text and dates of a licence.

use crate::Personal;
use crate::content::{CharacterSet, FullDate, RawField, Text};
use crate::decoded::Findings;
use vidimus_iso7816::tlv::Tlv;

/// In which order the digits of a date stand; either way they are packed two a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// `CCYYMMDD`, ISO/IEC 18013-2
    YearFirst,
    /// `DDMMCCYY`, Regulation (EU) No 383/2012
    DayFirst,
}

impl DateOrder {
    /// What belongs in its place.
    pub(super) const fn expected(self) -> &'static str {
        match self {
            Self::YearFirst => "a date CCYYMMDD in four bytes",
            Self::DayFirst => "a date DDMMCCYY in four bytes",
        }
    }

    /// The day in four bytes; a licence has no days with unknown parts.
    pub(super) fn read(self, value: &[u8]) -> Option<FullDate> {
        let value = <[u8; 4]>::try_from(value).ok()?;
        let [a, b, c, d] = value;
        let year_first = match self {
            Self::YearFirst => value,
            Self::DayFirst => [c, d, b, a],
        };
        FullDate::read(&year_first).filter(FullDate::is_complete)
    }

    /// The date in an object; what is none is told and kept as it stands.
    pub(super) fn of<'a>(
        self,
        object: &Tlv<'a>,
        unknown: &mut Vec<RawField<'a>>,
        findings: &mut Findings,
    ) -> Option<Personal<FullDate>> {
        let date = self.read(object.value);
        if date.is_none() {
            findings.content(object.value_offset(), self.expected());
            unknown.push(RawField::new(object));
        }
        date.map(Personal::new)
    }
}

/// These bytes as text of a licence.
pub(super) fn latin1(bytes: &[u8]) -> Personal<Text<'_>> {
    Personal::new(Text::decode(bytes, CharacterSet::Latin1))
}
