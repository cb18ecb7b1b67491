//! DG2 of a licence: further details of the holder, none of which must be there.
//!
//! ```text
//! 6B { 5C tags, 5F35 gender, 5F64 height, 5F65 weight, 5F66 eyes, 5F67 hair, 5F11 born, 5F42 lives }
//! ```

use super::text::latin1;
use crate::content::{RawField, Text};
use crate::decoded::Findings;
use crate::template::read_tag_list;
use crate::{DataGroup, Decoded, Personal};
use vidimus_iso7816::tlv::{Tag, Tlv};

/// Further details of the holder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceDg2<'a> {
    /// the tags that the file says it has
    pub tag_list: Option<Vec<Tag>>,
    /// ISO/IEC 5218: 1 male, 2 female
    pub gender: Option<Personal<u8>>,
    /// centimetres
    pub height: Option<Personal<u16>>,
    /// kilograms
    pub weight: Option<Personal<u16>>,
    /// colour of the eyes
    pub eye_colour: Option<Personal<Text<'a>>>,
    /// colour of the hair
    pub hair_colour: Option<Personal<Text<'a>>>,
    /// place of birth
    pub birth_place: Option<Personal<Text<'a>>>,
    /// place of residence
    pub residence: Option<Personal<Text<'a>>>,
    /// objects that do not belong here, and values that could not be read
    pub unknown: Vec<RawField<'a>>,
}

impl<'a> LicenceDg2<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        super::read_file(bytes, DataGroup::DG2, |mut template, _, findings| {
            let mut dg2 = Self::default();
            while let Some(object) = template.next_single(None, &mut dg2.unknown, findings) {
                dg2.take(&object, findings);
            }
            dg2
        })
    }

    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        match object.tag.0 {
            0x5C => self.tag_list = Some(read_tag_list(object, findings)),
            0x5F35 => match object.value {
                [gender] => self.gender = Some(Personal::new(*gender)),
                _ => self.refuse(object, "a gender of one byte", findings),
            },
            0x5F64 | 0x5F65 => match packed_number(object.value) {
                Some(number) if object.tag.0 == 0x5F64 => self.height = Some(Personal::new(number)),
                Some(number) => self.weight = Some(Personal::new(number)),
                None => self.refuse(object, "a number in packed digits", findings),
            },
            0x5F66 => self.eye_colour = Some(latin1(object.value)),
            0x5F67 => self.hair_colour = Some(latin1(object.value)),
            0x5F11 => self.birth_place = Some(latin1(object.value)),
            0x5F42 => self.residence = Some(latin1(object.value)),
            _ => self.unknown.push(RawField::new(object)),
        }
    }

    fn refuse(&mut self, object: &Tlv<'a>, expected: &'static str, findings: &mut Findings) {
        findings.content(object.value_offset(), expected);
        self.unknown.push(RawField::new(object));
    }
}

/// A number of at most four digits, two a byte.
fn packed_number(value: &[u8]) -> Option<u16> {
    let mut digits = value.iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
    let number = digits.try_fold(0u16, |number, digit| {
        let next = number.checked_mul(10)?.checked_add(digit.into());
        next.filter(|_| digit <= 9)
    });
    number.filter(|_| (1..=2).contains(&value.len()))
}
