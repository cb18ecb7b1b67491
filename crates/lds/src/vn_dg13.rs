//! DG13 of the Vietnamese citizen card: the data that other cards have in DG11, and more.
//!
//! ```text
//! 6D { 30 { INTEGER 1, OID 1.0.10646.1.0.8, 31 { field, field, … } } }
//! field = 30 { INTEGER number, values }           number is 1 to 16, see [`Item`]
//! ```
//!
//! Nothing of it is published by the issuer; this is what public readers agree on. The object
//! identifier is that of UTF-8 as a transfer encoding of ISO/IEC 10646. The set is not in the
//! order of DER, and must not be put into it: the file is hashed as it stands. Fields may be
//! missing, on cards since 2024 many; those of other numbers are kept. The parents come in two
//! [layouts](Layout).

use crate::content::{CharacterSet, FullDate, RawField, Text};
use crate::decoded::Findings;
use crate::template::{Template, read_file};
use crate::{DataGroup, Decoded, File, Oid, Personal, ber, outer_object};
use vidimus_iso7816::tlv::{Reader, Tlv};

mod field;
mod item;

pub use field::{Field, Value};
pub use item::Item;

const FILE: File = File::Dg(DataGroup::DG13);

/// How the parents are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// `30 { father } 30 { mother }`
    Apart,
    /// `30 { father, mother }`
    Together,
}

/// When the card expires, as field 12 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expiry {
    /// on this day
    On(FullDate),
    /// never: `Không thời hạn`
    Never,
}

/// Everything in DG13.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VietnameseDetails<'a> {
    /// the integer in front; 1
    pub version: Option<u64>,
    /// the character set that the object identifier declares; `None` for another identifier
    pub character_set: Option<CharacterSet>,
    /// the fields in the order of the file, those of unknown numbers included
    pub fields: Vec<Field<'a>>,
    /// objects that do not belong here
    pub unknown: Vec<RawField<'a>>,
    /// the outer object as it stands
    pub raw: Option<Personal<&'a [u8]>>,
}

/// Whether a DG13 is built like this: a version, the identifier of a transfer encoding, a set.
#[must_use]
pub fn recognises(bytes: &[u8]) -> bool {
    let frame = || {
        let object = outer_object(bytes, FILE).ok()?;
        let outer = Reader::new(object).next().ok()??;
        let sequence = outer.children().ok()?.expect(ber::SEQUENCE).ok()?;
        let mut inner = sequence.children().ok()?;
        inner.expect(ber::INTEGER).ok()?;
        let oid = inner.expect(ber::OBJECT_IDENTIFIER).ok()?;
        inner.expect(ber::SET).ok()?;
        CharacterSet::of_transfer_encoding(Oid::new(oid.value).ok()?)
    };
    frame().is_some()
}

impl<'a> VietnameseDetails<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        read_file(bytes, FILE, |mut template, raw, findings| {
            let mut details = Self {
                raw: Some(Personal::new(raw)),
                ..Self::default()
            };
            while let Some(object) = template.next_single(None, &mut details.unknown, findings) {
                if object.tag == ber::SEQUENCE {
                    details.read_frame(&object, findings);
                } else {
                    details.unknown.push(RawField::new(&object));
                }
            }
            details
        })
    }

    fn read_frame(&mut self, sequence: &Tlv<'a>, findings: &mut Findings) {
        let mut inner = Template::inside(sequence, findings);
        while let Some(object) = inner.next_single(None, &mut self.unknown, findings) {
            match object.tag {
                ber::INTEGER => self.version = ber::small_integer(object.value),
                ber::OBJECT_IDENTIFIER => {
                    let oid = Oid::new(object.value).ok();
                    self.character_set = oid.and_then(CharacterSet::of_transfer_encoding);
                }
                ber::SET => self.read_fields(&object, findings),
                _ => self.unknown.push(RawField::new(&object)),
            }
        }
    }

    fn read_fields(&mut self, set: &Tlv<'a>, findings: &mut Findings) {
        let mut inner = Template::inside(set, findings);
        while let Some(object) = inner.next(findings) {
            match Field::read(&object, self.character_set, findings) {
                Some(field) => {
                    if self.fields.iter().any(|other| other.number == field.number) {
                        findings.content(field.offset, "each field once");
                    }
                    self.fields.push(field);
                }
                None => self.unknown.push(RawField::new(&object)),
            }
        }
    }

    /// The first field of this meaning.
    #[must_use]
    pub fn field(&self, item: Item) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.item() == Some(item))
    }

    /// The first text in the field of this meaning; `None` when there is none, or an empty one.
    #[must_use]
    pub fn text(&self, item: Item) -> Option<&Personal<Text<'a>>> {
        let text = self.field(item)?.texts().next()?;
        (!text.reveal().as_str().trim().is_empty()).then_some(text)
    }

    /// Date of birth, field 3; some are only a year.
    #[must_use]
    pub fn birth_date(&self) -> Option<Personal<FullDate>> {
        self.date(Item::BirthDate)
    }

    /// Date of issue, field 11.
    #[must_use]
    pub fn issue_date(&self) -> Option<Personal<FullDate>> {
        self.date(Item::IssueDate)
    }

    /// Expiry, field 12; `None` when it is missing or neither a date nor the words for never.
    #[must_use]
    pub fn expiry(&self) -> Option<Personal<Expiry>> {
        let text = self.text(Item::Expiry)?.reveal();
        item::read_expiry(text.as_str()).map(Personal::new)
    }

    /// Father, from field 13 in either layout.
    #[must_use]
    pub fn father(&self) -> Option<&Personal<Text<'a>>> {
        self.parent(0)
    }

    /// Mother, from field 13 in either layout.
    #[must_use]
    pub fn mother(&self) -> Option<&Personal<Text<'a>>> {
        self.parent(1)
    }

    /// How the parents are written; `None` when they are not there.
    #[must_use]
    pub fn layout(&self) -> Option<Layout> {
        let parents = self.field(Item::Parents)?;
        match parents.groups().count() {
            0 => None,
            1 => Some(Layout::Together),
            _ => Some(Layout::Apart),
        }
    }

    fn parent(&self, which: usize) -> Option<&Personal<Text<'a>>> {
        let parents = self.field(Item::Parents)?;
        let text = match self.layout()? {
            Layout::Apart => parents.groups().nth(which)?.first(),
            Layout::Together => parents.groups().next()?.get(which),
        }?;
        (!text.reveal().as_str().trim().is_empty()).then_some(text)
    }

    fn date(&self, item: Item) -> Option<Personal<FullDate>> {
        let text = self.text(item)?.reveal();
        FullDate::read_day_first(text.as_str()).map(Personal::new)
    }
}
