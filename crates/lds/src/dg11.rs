//! DG11: additional personal details (ICAO Doc 9303-10 §4.7.11).
//!
//! ```text
//! 6B { 5C tags, 5F0E name, A0 { 02 01 n, 5F0F other name, … }, 5F10 number, 5F2B birth date, … }
//! ```
//!
//! Every object is optional. Text is UTF-8; the names are not in the transliteration of the MRZ.
//! What real documents do differently is read and noted: the date of birth packed in four bytes
//! (MY, ES), `5F0F` without `A0` around it (CN), `A0` instead of `5F0F` in the tag list (BY).

use crate::content::{self, CharacterSet, DisplayedImage, FullDate, PersonName, RawField, Text};
use crate::decoded::Findings;
use crate::structure::Deviation;
use crate::template::{Template, read_file, read_list, read_tag_list};
use crate::{DataGroup, Decoded, File, Personal};
use vidimus_iso7816::tlv::{Tag, Tlv};

const OTHER_NAME: Tag = Tag(0x5F0F);

/// What DG11 says about the holder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dg11<'a> {
    /// `5C`: the tags that the file says it has
    pub tag_list: Option<Vec<Tag>>,
    /// `5F0E`: full name in national characters
    pub full_name: Option<Personal<PersonName<'a>>>,
    /// `5F0F`: other names
    pub other_names: Vec<Personal<PersonName<'a>>>,
    /// `5F10`
    pub personal_number: Option<Personal<Text<'a>>>,
    /// `5F2B`: date of birth with its century
    pub full_date_of_birth: Option<Personal<FullDate>>,
    /// `5F11`, its fields between fillers
    pub place_of_birth: Option<Personal<Text<'a>>>,
    /// `5F42`, its fields between fillers
    pub permanent_address: Option<Personal<Text<'a>>>,
    /// `5F12`
    pub telephone: Option<Personal<Text<'a>>>,
    /// `5F13`
    pub profession: Option<Personal<Text<'a>>>,
    /// `5F14`
    pub title: Option<Personal<Text<'a>>>,
    /// `5F15`
    pub personal_summary: Option<Personal<Text<'a>>>,
    /// `5F16`: a picture of the document that proves citizenship
    pub proof_of_citizenship: Option<DisplayedImage<'a>>,
    /// `5F17`: numbers of other valid travel documents, between fillers
    pub other_document_numbers: Option<Personal<Text<'a>>>,
    /// `5F18`
    pub custody_information: Option<Personal<Text<'a>>>,
    /// objects that do not belong here, and values that could not be read
    pub unknown: Vec<RawField<'a>>,
    /// the outer object as it stands
    pub raw: Option<Personal<&'a [u8]>>,
}

impl<'a> Dg11<'a> {
    /// Reads the whole file, as far as it goes.
    ///
    /// ```
    /// use vidimus_lds::dg11::Dg11;
    /// let file = b"\x6B\x12\x5C\x02\x5F\x0E\x5F\x0E\x0BSMITH<<JOHN";
    /// let dg11 = Dg11::read(file).whole()?;
    /// let name = dg11.full_name.unwrap().into_revealed();
    /// assert_eq!((name.primary().as_str(), name.secondary().as_deref()), ("SMITH", Some("JOHN")));
    /// # Ok::<(), vidimus_lds::LdsError>(())
    /// ```
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        read_file(
            bytes,
            File::Dg(DataGroup::DG11),
            |mut template, raw, findings| {
                let mut dg11 = Self {
                    raw: Some(Personal::new(raw)),
                    ..Self::default()
                };
                while let Some(object) =
                    template.next_single(Some(OTHER_NAME), &mut dg11.unknown, findings)
                {
                    dg11.take(&object, findings);
                }
                dg11
            },
        )
    }

    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        match object.tag.0 {
            0x5C => self.tag_list = Some(read_tag_list(object, findings)),
            0x5F0E => self.full_name = Some(content::name(object, findings)),
            0xA0 => self.take_other_names(object, findings),
            0x5F0F => {
                findings.note(object.offset, Deviation::UnwrappedList(OTHER_NAME));
                self.other_names.push(content::name(object, findings));
            }
            0x5F2B => {
                let date = content::date(object, false, &mut self.unknown, findings);
                self.full_date_of_birth = date;
            }
            0x5F16 => self.proof_of_citizenship = Some(DisplayedImage::new(object)),
            _ => match self.text(object.tag) {
                Some(slot) => {
                    *slot = Some(content::text(object, CharacterSet::Utf8, findings));
                }
                None => self.unknown.push(RawField::new(object)),
            },
        }
    }

    fn take_other_names(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        let mut inner = Template::inside(object, findings);
        let is_item = |tag| tag == OTHER_NAME;
        let unknown = &mut self.unknown;
        let names = read_list(&mut inner, is_item, unknown, findings, content::name);
        self.other_names.extend(names);
    }

    /// Where the text of this tag goes.
    fn text(&mut self, tag: Tag) -> Option<&mut Option<Personal<Text<'a>>>> {
        Some(match tag.0 {
            0x5F10 => &mut self.personal_number,
            0x5F11 => &mut self.place_of_birth,
            0x5F42 => &mut self.permanent_address,
            0x5F12 => &mut self.telephone,
            0x5F13 => &mut self.profession,
            0x5F14 => &mut self.title,
            0x5F15 => &mut self.personal_summary,
            0x5F17 => &mut self.other_document_numbers,
            0x5F18 => &mut self.custody_information,
            _ => return None,
        })
    }
}
