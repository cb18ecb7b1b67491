//! One feature of a VDS: tag, length, value (Doc 9303-13 §2.3).

use super::part::hex;
use super::profile::Coding;
use super::{DocumentType, Item, SealError, SealFault, c40};
use crate::Personal;

/// A document feature with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature<'a> {
    /// its tag, 0 to 254
    pub tag: u8,
    /// offset of the tag in the seal
    pub offset: usize,
    /// what it means; `None` for a tag that the document type does not define
    pub item: Option<Item>,
    /// the value as it stands
    pub raw: Personal<&'a [u8]>,
    /// the value decoded
    pub value: Value,
    /// offset of the value in the seal
    pub(super) value_offset: usize,
}

/// The value of a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// lines of a machine-readable zone, parted by `\n`
    Mrz(Personal<String>),
    /// text; of C40 without spaces at the end
    Text(Personal<String>),
    /// a number
    Number(u8),
    /// a duration
    Duration {
        /// days
        days: u8,
        /// months
        months: u8,
        /// years
        years: u8,
    },
    /// bytes that mean nothing here
    Raw,
}

impl<'a> Feature<'a> {
    pub(super) fn decode(
        document: DocumentType,
        tag: u8,
        offset: usize,
        value_offset: usize,
        raw: &'a [u8],
    ) -> Result<Self, SealError> {
        let known = document.feature(tag);
        let value = match known {
            Some((item, coding)) => Value::decode(item, coding, raw, value_offset)?,
            None => Value::Raw,
        };
        Ok(Self {
            tag,
            offset,
            item: known.map(|(item, _)| item),
            raw: Personal::new(raw),
            value,
            value_offset,
        })
    }

    /// Bytes of it, tag and length included.
    pub(crate) const fn len(&self) -> usize {
        self.value_offset - self.offset + self.raw.reveal().len()
    }

    /// The value in a form for people: text where it is text, else hexadecimal digits.
    #[must_use]
    pub fn shown(&self) -> Personal<String> {
        Personal::new(match &self.value {
            Value::Mrz(text) | Value::Text(text) => text.reveal().clone(),
            Value::Number(number) => number.to_string(),
            Value::Duration {
                days,
                months,
                years,
            } => format!("{days} days, {months} months, {years} years"),
            Value::Raw => raw(self.raw.reveal()),
        })
    }
}

impl Value {
    fn decode(item: Item, coding: Coding, raw: &[u8], offset: usize) -> Result<Self, SealError> {
        let wrong = SealFault::Content {
            expected: item.name(),
        }
        .at(offset);
        let mrz = |line: usize, rest: usize| {
            let text = c40::decode(raw, offset)?;
            zone(&text, line, rest).map(Self::Mrz).ok_or(wrong)
        };
        match (coding, raw) {
            (Coding::MrzTd2, _) => mrz(36, 36),
            (Coding::MrzVisaA, _) => mrz(44, 28),
            (Coding::MrzVisaB, _) => mrz(36, 28),
            (Coding::C40, [_, ..]) => {
                let text = c40::decode(raw, offset)?;
                Ok(Self::Text(text.trim_end().to_owned().into()))
            }
            (Coding::Utf8, [_, ..]) => {
                let text = core::str::from_utf8(raw).map_err(|_| wrong)?;
                Ok(Self::Text(text.to_owned().into()))
            }
            (Coding::Number, [number]) => Ok(Self::Number(*number)),
            (Coding::Duration, [days, months, years]) => Ok(Self::Duration {
                days: *days,
                months: *months,
                years: *years,
            }),
            (Coding::Bytes, _) => Ok(Self::Raw),
            _ => Err(wrong),
        }
    }
}

/// Two lines of this width out of a first line and the first `rest` characters of the second.
fn zone(text: &str, width: usize, rest: usize) -> Option<Personal<String>> {
    if text.len() != width + rest {
        return None;
    }
    let filled = text.replace(' ', "<");
    let (first, second) = filled.split_at_checked(width)?;
    Some(Personal::new(format!("{first}\n{second:<<width$}")))
}

/// Text where the bytes are printable text, else hexadecimal digits.
fn raw(bytes: &[u8]) -> String {
    let printable = |text: &&str| !text.is_empty() && !text.chars().any(char::is_control);
    if let Some(text) = core::str::from_utf8(bytes).ok().filter(printable) {
        return text.to_owned();
    }
    hex(bytes)
}
