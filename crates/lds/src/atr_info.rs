//! EF.ATR/INFO (ICAO Doc 9303-10 §3.11.1, ISO/IEC 7816-4 §12.1.1): objects in a row, among them
//! the buffer sizes. Nothing in it is signed.

use crate::content::RawField;
use crate::decoded::Findings;
use crate::template::Template;
use crate::{Decoded, Defect, File, LdsError};
use vidimus_iso7816::tlv::{Tag, Tlv};

mod capabilities;

pub use capabilities::{CardCapabilities, CardServiceData};

/// Extended length information.
const EXTENDED_LENGTH: Tag = Tag(0x7F66);
const CARD_SERVICE: Tag = Tag(0x43);
const CAPABILITIES: Tag = Tag(0x47);
const INTEGER: Tag = Tag(0x02);

/// What a reader wants to know of EF.ATR/INFO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AtrInfo {
    /// `7F66`: most bytes of a command APDU and of a response APDU, headers and trailers
    /// included; `None` when the object is missing
    pub buffers: Option<(u32, u32)>,
    /// `47`: what the chip can do
    pub capabilities: Option<CardCapabilities>,
    /// `43`: which services the chip has
    pub services: Option<CardServiceData>,
}

/// Every object of EF.ATR/INFO.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtrInfoObjects<'a> {
    /// those that are understood
    pub info: AtrInfo,
    /// the others as they stand: issuer's data, historical bytes, category, and the like
    pub other: Vec<RawField<'a>>,
}

impl AtrInfo {
    /// Parses the whole file.
    ///
    /// # Errors
    /// [`LdsError::Malformed`] when an object does not decode or `7F66` does not hold exactly
    /// two integers.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        Self::read(bytes).whole().map(|objects| objects.info)
    }

    /// Reads the whole file, as far as it goes, with the objects that are not understood.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Decoded<AtrInfoObjects<'_>> {
        let mut findings = Findings::new(File::AtrInfo);
        let mut all = AtrInfoObjects::default();
        let mut objects = Template::in_a_row(bytes);
        while let Some(object) = objects.next(&mut findings) {
            // half of an object is no value
            if !object.is_cut() {
                all.take(&object, &mut findings);
            }
        }
        findings.finish(all)
    }
}

impl<'a> AtrInfoObjects<'a> {
    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        let taken = match object.tag {
            EXTENDED_LENGTH => match read_sizes(object) {
                Ok(sizes) => self.info.buffers.replace(sizes).is_none(),
                Err(error) => {
                    findings.fault(error);
                    false
                }
            },
            CAPABILITIES => CardCapabilities::read(object.value)
                .is_some_and(|found| self.info.capabilities.replace(found).is_none()),
            CARD_SERVICE => CardServiceData::read(object.value)
                .is_some_and(|found| self.info.services.replace(found).is_none()),
            _ => false,
        };
        if !taken {
            self.other.push(RawField::new(object));
        }
    }
}

fn read_sizes(object: &Tlv<'_>) -> Result<(u32, u32), LdsError> {
    let at = |error| LdsError::tlv(File::AtrInfo, error);
    let mut sizes = object.children().map_err(at)?;
    let command = read_size(&sizes.expect(INTEGER).map_err(at)?)?;
    let response = read_size(&sizes.expect(INTEGER).map_err(at)?)?;
    if !sizes.is_empty() {
        return Err(LdsError::Malformed {
            file: File::AtrInfo,
            offset: sizes.offset(),
            defect: Defect::Trailing {
                count: sizes.rest().len(),
            },
        });
    }
    Ok((command, response))
}

/// An unsigned integer of one to four bytes, leading zeros allowed.
fn read_size(object: &Tlv<'_>) -> Result<u32, LdsError> {
    let significant = match object.value {
        [0, rest @ ..] => rest,
        all => all,
    };
    if object.value.is_empty() || significant.len() > 4 {
        return Err(LdsError::content(
            File::AtrInfo,
            object.offset,
            "a buffer size",
        ));
    }
    Ok(significant
        .iter()
        .fold(0, |value, byte| (value << 8) | u32::from(*byte)))
}
