//! Everything in DG12 (ICAO Doc 9303-10 §4.7.12).

use crate::content::{
    self, CharacterSet, DisplayedImage, FullDate, Moment, PersonName, RawField, Text,
};
use crate::decoded::Findings;
use crate::structure::Deviation;
use crate::template::{Template, read_file, read_list, read_tag_list};
use crate::{DataGroup, Decoded, File, Personal};
use vidimus_iso7816::tlv::{Tag, Tlv};

const OTHER_PERSON: Tag = Tag(0x5F1A);

/// What DG12 says about the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dg12<'a> {
    /// `5C`: the tags that the file says it has
    pub tag_list: Option<Vec<Tag>>,
    /// `5F19`
    pub issuing_authority: Option<Personal<Text<'a>>>,
    /// `5F26`; packed or not, both are to be read
    pub date_of_issue: Option<Personal<FullDate>>,
    /// `5F1A`: other persons on the document
    pub other_persons: Vec<Personal<PersonName<'a>>>,
    /// `5F1B`: endorsements and observations
    pub endorsements: Option<Personal<Text<'a>>>,
    /// `5F1C`: tax and exit requirements
    pub tax_or_exit: Option<Personal<Text<'a>>>,
    /// `5F1D`: picture of the document's front
    pub front: Option<DisplayedImage<'a>>,
    /// `5F1E`: picture of its rear
    pub rear: Option<DisplayedImage<'a>>,
    /// `5F55`: when it was personalised; packed or not
    pub personalised_at: Option<Personal<Moment>>,
    /// `5F56`: serial number of the device that personalised it
    pub device_serial_number: Option<Personal<Text<'a>>>,
    /// objects that do not belong here, and values that could not be read
    pub unknown: Vec<RawField<'a>>,
    /// the outer object as it stands
    pub raw: Option<Personal<&'a [u8]>>,
}

impl<'a> Dg12<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        read_file(
            bytes,
            File::Dg(DataGroup::DG12),
            |mut template, raw, findings| {
                let mut dg12 = Self {
                    raw: Some(Personal::new(raw)),
                    ..Self::default()
                };
                while let Some(object) =
                    template.next_single(Some(OTHER_PERSON), &mut dg12.unknown, findings)
                {
                    dg12.take(&object, findings);
                }
                dg12
            },
        )
    }

    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        match object.tag.0 {
            0x5C => self.tag_list = Some(read_tag_list(object, findings)),
            0x5F26 => {
                let date = content::date(object, true, &mut self.unknown, findings);
                self.date_of_issue = date;
            }
            0xA0 => self.take_other_persons(object, findings),
            0x5F1A => {
                findings.note(object.offset, Deviation::UnwrappedList(OTHER_PERSON));
                self.other_persons.push(content::name(object, findings));
            }
            0x5F1D => self.front = Some(DisplayedImage::new(object)),
            0x5F1E => self.rear = Some(DisplayedImage::new(object)),
            0x5F55 => self.take_moment(object, findings),
            _ => match self.text(object.tag) {
                Some(slot) => {
                    *slot = Some(content::text(object, CharacterSet::Utf8, findings));
                }
                None => self.unknown.push(RawField::new(object)),
            },
        }
    }

    fn take_other_persons(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        let mut inner = Template::inside(object, findings);
        let is_item = |tag| tag == OTHER_PERSON;
        let unknown = &mut self.unknown;
        let persons = read_list(&mut inner, is_item, unknown, findings, content::name);
        self.other_persons.extend(persons);
    }

    fn take_moment(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        if let Some(moment) = Moment::read(object.value) {
            self.personalised_at = Some(Personal::new(moment));
        } else {
            findings.content(object.value_offset(), "a time CCYYMMDDhhmmss");
            self.unknown.push(RawField::new(object));
        }
    }

    /// Where the text of this tag goes.
    fn text(&mut self, tag: Tag) -> Option<&mut Option<Personal<Text<'a>>>> {
        Some(match tag.0 {
            0x5F19 => &mut self.issuing_authority,
            0x5F1B => &mut self.endorsements,
            0x5F1C => &mut self.tax_or_exit,
            0x5F56 => &mut self.device_serial_number,
            _ => return None,
        })
    }
}
