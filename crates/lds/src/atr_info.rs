//! EF.ATR/INFO (ICAO Doc 9303-10 §3.11.1): objects in a row, among them the buffer sizes.

use crate::{Defect, File, LdsError};
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};

/// Extended length information.
const EXTENDED_LENGTH: Tag = Tag(0x7F66);
const INTEGER: Tag = Tag(0x02);

/// What we use of EF.ATR/INFO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AtrInfo {
    /// `7F66`: most bytes of a command APDU and of a response APDU, headers and trailers
    /// included; `None` when the object is missing
    pub buffers: Option<(u32, u32)>,
}

impl AtrInfo {
    /// Parses the whole file.
    ///
    /// # Errors
    /// [`LdsError::Malformed`] when an object does not decode or `7F66` does not hold exactly
    /// two integers.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        let at = |error| LdsError::tlv(File::AtrInfo, error);
        let mut objects = Reader::new(bytes);
        let mut info = Self::default();
        // chips pad the file with zeros
        while !objects.rest().iter().all(|byte| *byte == 0) {
            let Some(object) = objects.next().map_err(at)? else {
                break;
            };
            if object.tag == EXTENDED_LENGTH {
                info.buffers = Some(read_sizes(&object)?);
            }
        }
        Ok(info)
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
