//! The biometric header template (Doc 9303-10 §4.7.2.1, ISO/IEC 7816-11 annex C).

use super::{Dg2, number};
use crate::structure::{DeviantField, Deviation};
use vidimus_iso7816::tlv::{Tag, Tlv, TlvError};

const FORMAT_OWNER: Tag = Tag(0x87);
const FORMAT_TYPE: Tag = Tag(0x88);
/// ISO/IEC JTC 1/SC 37.
const OWNER_SC37: u32 = 0x0101;
/// ISO/IEC 19794-5.
const TYPE_19794_5: u32 = 0x0008;
/// ISO/IEC 39794-5.
const TYPE_39794_5: u32 = 0x002A;
/// Facial features.
const FACE: u32 = 0x02;

/// What a biometric template says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BiometricHeader {
    /// `81`, biometric type: 02 is a face
    pub biometric_type: Option<u32>,
    /// `82`, biometric subtype
    pub biometric_subtype: Option<u32>,
    /// `87`, format owner: 0101 is ISO/IEC JTC 1/SC 37
    pub format_owner: Option<u32>,
    /// `88`, format type: 0008 is ISO/IEC 19794-5, 002A is ISO/IEC 39794-5
    pub format_type: Option<u32>,
    /// whether the type takes two bytes, as older documents have it
    old_type: bool,
}

impl BiometricHeader {
    pub(super) fn read(object: &Tlv<'_>) -> Result<Self, TlvError> {
        let mut header = Self::default();
        let mut fields = object.children()?;
        while let Some(field) = fields.next()? {
            let value = Some(number(field.value));
            match field.tag {
                Tag(0x81) => {
                    header.biometric_type = value;
                    header.old_type = field.value.len() == 2;
                }
                Tag(0x82) => header.biometric_subtype = value,
                FORMAT_OWNER => header.format_owner = value,
                FORMAT_TYPE => header.format_type = value,
                _ => {}
            }
        }
        Ok(header)
    }

    /// Names what deviates; `offset` is that of the template.
    pub(super) fn check(&self, dg2: &mut Dg2, offset: usize) {
        if self.old_type {
            dg2.deviates(offset, Deviation::OldBiometricType);
        }
        let rules = [
            (
                DeviantField::FormatOwner,
                self.format_owner,
                &[OWNER_SC37][..],
            ),
            (
                DeviantField::FormatType,
                self.format_type,
                &[TYPE_19794_5, TYPE_39794_5],
            ),
            (DeviantField::BiometricType, self.biometric_type, &[FACE]),
        ];
        for (field, value, allowed) in rules {
            match value {
                Some(found) if !allowed.contains(&found) => {
                    dg2.deviates(offset, Deviation::Value { field, found });
                }
                None if field == DeviantField::FormatOwner => {
                    dg2.deviates(offset, Deviation::Missing(FORMAT_OWNER));
                }
                None if field == DeviantField::FormatType => {
                    dg2.deviates(offset, Deviation::Missing(FORMAT_TYPE));
                }
                _ => {}
            }
        }
    }
}
