//! The biometric header template (Doc 9303-10 tables 44, 47 and 54; ISO/IEC 7816-11 annex C).

use super::Modality;
use super::walk::{Walk, number};
use crate::Personal;
use crate::structure::{DeviantField, Deviation};
use vidimus_iso7816::tlv::{Tag, Tlv, TlvError};

const SUBTYPE: Tag = Tag(0x82);
const FORMAT_OWNER: Tag = Tag(0x87);
const FORMAT_TYPE: Tag = Tag(0x88);
/// ISO/IEC JTC 1/SC 37.
const OWNER_SC37: u32 = 0x0101;

/// What a biometric template says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BiometricHeader {
    /// `80`, version of the header: 0101
    pub version: Option<u32>,
    /// `81`, biometric type: 02 is a face, 08 a finger, 10 an iris
    pub biometric_type: Option<u32>,
    /// `82`, biometric subtype; of a finger bits 1 and 2 are the hand, 3 to 5 the finger
    pub biometric_subtype: Option<u32>,
    /// `83`, creation date and time, seven bytes as they stand
    pub created: Option<Personal<Vec<u8>>>,
    /// `85`, validity period, from and through, eight bytes as they stand
    pub validity: Option<Vec<u8>>,
    /// `86`, creator of the biometric data
    pub creator: Option<u32>,
    /// `87`, format owner: 0101 is ISO/IEC JTC 1/SC 37
    pub format_owner: Option<u32>,
    /// `88`, format type: 0007 to 0009 are ISO/IEC 19794-4 to -6, 0028, 002A and 002C are ISO/IEC
    /// 39794-4 to -6
    pub format_type: Option<u32>,
    /// whether the type takes two bytes, as older documents have it
    old_type: bool,
}

/// Most bytes that are kept of a date; both kinds are shorter.
const MAX_DATE: usize = 16;

impl BiometricHeader {
    pub(super) fn read(object: &Tlv<'_>) -> Result<Self, TlvError> {
        let mut header = Self::default();
        let mut fields = object.children()?;
        while let Some(field) = fields.next()? {
            let value = Some(number(field.value));
            match field.tag {
                Tag(0x80) => header.version = value,
                Tag(0x81) => {
                    header.biometric_type = value;
                    header.old_type = field.value.len() == 2;
                }
                SUBTYPE => header.biometric_subtype = value,
                Tag(0x83) => header.created = date(&field).map(Personal::new),
                Tag(0x85) => header.validity = date(&field),
                Tag(0x86) => header.creator = value,
                FORMAT_OWNER => header.format_owner = value,
                FORMAT_TYPE => header.format_type = value,
                _ => {}
            }
        }
        Ok(header)
    }

    /// Names what deviates; `offset` is that of the template.
    pub(super) fn check(&self, walk: &mut Walk, offset: usize) {
        let modality = walk.modality;
        if self.old_type {
            walk.deviates(offset, Deviation::OldBiometricType);
        }
        let is_owner = |owner| owner == OWNER_SC37;
        let is_type = |format: u32| modality.format_types().contains(&format);
        let value = |field, found| Deviation::Value { field, found };
        match self.format_owner {
            None => walk.deviates(offset, Deviation::Missing(FORMAT_OWNER)),
            Some(owner) if is_owner(owner) => {}
            Some(owner) => walk.deviates(offset, value(DeviantField::FormatOwner, owner)),
        }
        match self.format_type {
            None => walk.deviates(offset, Deviation::Missing(FORMAT_TYPE)),
            Some(format) if is_type(format) => {}
            Some(format) => walk.deviates(offset, value(DeviantField::FormatType, format)),
        }
        match self.biometric_type {
            Some(found) if found != modality.biometric_type() => {
                walk.deviates(offset, value(DeviantField::BiometricType, found));
            }
            _ => {}
        }
        match self.biometric_subtype {
            Some(found) if !modality.is_subtype(found) => {
                walk.deviates(offset, value(DeviantField::BiometricSubtype, found));
            }
            None if modality != Modality::Face => {
                walk.deviates(offset, Deviation::Missing(SUBTYPE));
            }
            _ => {}
        }
    }
}

fn date(field: &Tlv<'_>) -> Option<Vec<u8>> {
    (field.value.len() <= MAX_DATE).then(|| field.value.to_vec())
}
