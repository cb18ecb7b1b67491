//! DG3 of a licence: numbers of the issuing authority.
//!
//! ```text
//! 6C { 5C tags, 5F68 administrative number, 5F69 document, 5F6D data, 5F6A issuer }
//! ```

use super::text::latin1;
use crate::content::{RawField, Text};
use crate::decoded::Findings;
use crate::template::read_tag_list;
use crate::{DataGroup, Decoded, Personal};
use vidimus_iso7816::tlv::{Tag, Tlv};

/// Numbers of the issuing authority.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceDg3<'a> {
    /// the tags that the file says it has
    pub tag_list: Option<Vec<Tag>>,
    /// administrative number
    pub administrative_number: Option<Personal<Text<'a>>>,
    /// tells documents of one holder apart
    pub document_discriminator: Option<u8>,
    /// tells data of one document apart
    pub data_discriminator: Option<u8>,
    /// issuer identification number, as it stands
    pub issuer: Option<&'a [u8]>,
    /// objects that do not belong here, and values that could not be read
    pub unknown: Vec<RawField<'a>>,
}

impl<'a> LicenceDg3<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        super::read_file(bytes, DataGroup::DG3, |mut template, _, findings| {
            let mut dg3 = Self::default();
            while let Some(object) = template.next_single(None, &mut dg3.unknown, findings) {
                dg3.take(&object, findings);
            }
            dg3
        })
    }

    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        match (object.tag.0, object.value) {
            (0x5C, _) => self.tag_list = Some(read_tag_list(object, findings)),
            (0x5F68, number) => self.administrative_number = Some(latin1(number)),
            (0x5F69, [discriminator]) => self.document_discriminator = Some(*discriminator),
            (0x5F6D, [discriminator]) => self.data_discriminator = Some(*discriminator),
            (0x5F6A, issuer) => self.issuer = Some(issuer),
            (0x5F69 | 0x5F6D, _) => {
                findings.content(object.value_offset(), "a number of one byte");
                self.unknown.push(RawField::new(object));
            }
            _ => self.unknown.push(RawField::new(object)),
        }
    }
}
