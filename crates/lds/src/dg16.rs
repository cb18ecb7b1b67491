//! DG16: persons to notify (ICAO Doc 9303-10 §4.7.16).
//!
//! ```text
//! 70 { 02 01 n, A1 { 5F50 date, 5F51 name, 5F52 telephone, 5F53 address }, A2 { … }, … }
//! ```

use crate::content::{self, CharacterSet, FullDate, PersonName, RawField, Text};
use crate::decoded::Findings;
use crate::template::{Template, read_file, read_list};
use crate::{DataGroup, Decoded, File, Personal};
use vidimus_iso7816::tlv::{Tag, Tlv};

/// The persons to notify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dg16<'a> {
    /// in the order of the file
    pub persons: Vec<PersonToNotify<'a>>,
    /// objects that do not belong here
    pub unknown: Vec<RawField<'a>>,
    /// the outer object as it stands
    pub raw: Personal<&'a [u8]>,
}

/// One person to notify.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonToNotify<'a> {
    /// `5F50`: when this was recorded
    pub recorded: Option<Personal<FullDate>>,
    /// `5F51`
    pub name: Option<Personal<PersonName<'a>>>,
    /// `5F52`
    pub telephone: Option<Personal<Text<'a>>>,
    /// `5F53`, its fields between fillers
    pub address: Option<Personal<Text<'a>>>,
    /// objects that do not belong here, and values that could not be read
    pub unknown: Vec<RawField<'a>>,
}

impl<'a> Dg16<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        read_file(
            bytes,
            File::Dg(DataGroup::DG16),
            |mut template, raw, findings| {
                let mut unknown = Vec::new();
                let is_item = |tag: Tag| matches!(tag.0, 0xA1..=0xAF);
                let persons = read_list(
                    &mut template,
                    is_item,
                    &mut unknown,
                    findings,
                    PersonToNotify::read,
                );
                Self {
                    persons,
                    unknown,
                    raw: Personal::new(raw),
                }
            },
        )
    }
}

impl<'a> PersonToNotify<'a> {
    fn read(template: &Tlv<'a>, findings: &mut Findings) -> Self {
        let mut person = Self::default();
        let mut inner = Template::inside(template, findings);
        while let Some(object) = inner.next_single(None, &mut person.unknown, findings) {
            person.take(&object, findings);
        }
        person
    }

    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        match object.tag.0 {
            0x5F50 => {
                self.recorded = content::date(object, false, &mut self.unknown, findings);
            }
            0x5F51 => self.name = Some(content::name(object, findings)),
            0x5F52 => {
                self.telephone = Some(content::text(object, CharacterSet::Utf8, findings));
            }
            0x5F53 => {
                self.address = Some(content::text(object, CharacterSet::Utf8, findings));
            }
            _ => self.unknown.push(RawField::new(object)),
        }
    }
}
