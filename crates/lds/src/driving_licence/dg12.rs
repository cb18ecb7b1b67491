//! DG12 of a licence: the non-match alert (ISO/IEC 18013-3 §10.3).
//!
//! ```text
//! 71 { 82 00 reference string, 81 way of input }
//! ```
//! It repeats, signed, the string that opens the chip: who read it by a key can see that the
//! printed string belongs to this chip. The string is as secret as the key.

use super::text::latin1;
use crate::content::{RawField, Text};
use crate::{DataGroup, Decoded, Personal};

/// The reference string of the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceDg12<'a> {
    /// the string, without the byte in front of it
    pub reference: Option<Personal<Text<'a>>>,
    /// how it is read from the card, such as `A` for a machine-readable zone; as it stands
    pub input: Option<&'a [u8]>,
    /// objects that do not belong here, and values that could not be read
    pub unknown: Vec<RawField<'a>>,
}

impl<'a> LicenceDg12<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        super::read_file(bytes, DataGroup::DG12, |mut template, _, findings| {
            let mut dg12 = Self::default();
            while let Some(object) = template.next_single(None, &mut dg12.unknown, findings) {
                match (object.tag.0, object.value) {
                    (0x81, input) => dg12.input = Some(input),
                    (0x82, [0, reference @ ..]) if !reference.is_empty() => {
                        dg12.reference = Some(latin1(reference));
                    }
                    (0x82, _) => {
                        findings.content(object.value_offset(), "00 and a reference string");
                        dg12.unknown.push(RawField::new(&object));
                    }
                    _ => dg12.unknown.push(RawField::new(&object)),
                }
            }
            dg12
        })
    }
}
