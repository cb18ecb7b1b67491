//! DG1 of a licence: holder, licence, categories.
//!
//! ```text
//! 61 { 5F1F row, 7F63 categories }                    ISO/IEC 18013-2
//! 61 { 5F01 type approval, 5F02 fields, 7F63 … }      Regulation (EU) No 383/2012, I.6.2
//! ```

use super::categories::{self, CATEGORIES, Category};
use super::text::{DateOrder, latin1};
use super::{european, international};
use crate::content::{FullDate, RawField, Text};
use crate::decoded::Findings;
use crate::template::Template;
use crate::{DataGroup, Decoded, LdsError, Personal};
use vidimus_iso7816::tlv::{Tag, Tlv};

const ROW: Tag = Tag(0x5F1F);
const TYPE_APPROVAL: Tag = Tag(0x5F01);
const FIELDS: Tag = Tag(0x5F02);

/// How a DG1 is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LicenceForm {
    /// One row of demographic data (ISO/IEC 18013-2).
    International,
    /// A field each (Regulation (EU) No 383/2012).
    European,
}

/// Holder, licence and categories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceDg1<'a> {
    /// how it is built; `None` where there are no demographic data
    pub form: Option<LicenceForm>,
    /// type approval number of the European Union
    pub type_approval: Option<Text<'a>>,
    /// surname
    pub family_name: Option<Personal<Text<'a>>>,
    /// the other names
    pub given_names: Option<Personal<Text<'a>>>,
    /// date of birth
    pub birth_date: Option<Personal<FullDate>>,
    /// place of birth; European
    pub birth_place: Option<Personal<Text<'a>>>,
    /// nationality, three letters; European
    pub nationality: Option<Personal<Text<'a>>>,
    /// `M`, `F` or `U`; European
    pub gender: Option<Personal<Text<'a>>>,
    /// residence or address; European
    pub address: Option<Personal<Text<'a>>>,
    /// issuing country, three letters as in a machine-readable zone
    pub issuing_country: Option<Text<'a>>,
    /// issuing authority
    pub issuing_authority: Option<Personal<Text<'a>>>,
    /// number of the licence
    pub number: Option<Personal<Text<'a>>>,
    /// another number of the administration; European
    pub administrative_number: Option<Personal<Text<'a>>>,
    /// date of issue
    pub issue_date: Option<Personal<FullDate>>,
    /// date of expiry
    pub expiry_date: Option<Personal<FullDate>>,
    /// categories of vehicles, restrictions, conditions
    pub categories: Vec<Category<'a>>,
    /// objects that do not belong here, and values that could not be read
    pub unknown: Vec<RawField<'a>>,
}

impl<'a> LicenceDg1<'a> {
    /// Parses the whole file.
    ///
    /// # Errors
    /// [`LdsError`]: the first of the faults that [`Self::read`] tells of.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LdsError> {
        Self::read(bytes).whole()
    }

    /// Reads the whole file, as far as it goes. What every licence has and this one has not
    /// (country, names, dates, number, categories) is a fault.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        super::read_file(bytes, DataGroup::DG1, |mut template, _, findings| {
            let mut dg1 = Self::default();
            let mut categories = None;
            while let Some(object) = template.next_single(None, &mut dg1.unknown, findings) {
                match object.tag {
                    CATEGORIES => categories = Some(object),
                    _ => dg1.take(&object, findings),
                }
            }
            dg1.take_categories(categories.as_ref(), findings);
            dg1.complete(findings);
            dg1
        })
    }

    fn take(&mut self, object: &Tlv<'a>, findings: &mut Findings) {
        match object.tag {
            ROW if self.form.is_none() => {
                self.form = Some(LicenceForm::International);
                international::read(self, object, findings);
            }
            FIELDS if self.form.is_none() => {
                self.form = Some(LicenceForm::European);
                european::read(self, Template::within(object), findings);
            }
            TYPE_APPROVAL => self.type_approval = Some(latin1(object.value).into_revealed()),
            // of two forms in one file neither would be sure
            ROW | FIELDS => {
                findings.content(object.offset, "demographic data once");
                self.unknown.push(RawField::new(object));
            }
            _ => self.unknown.push(RawField::new(object)),
        }
    }

    /// Their dates are in the order of the form, which may come behind them.
    fn take_categories(&mut self, object: Option<&Tlv<'a>>, findings: &mut Findings) {
        let Some(object) = object else {
            findings.content(0, "categories of vehicles");
            return;
        };
        let order = match self.form {
            Some(LicenceForm::European) => DateOrder::DayFirst,
            _ => DateOrder::YearFirst,
        };
        self.categories = categories::read(object, order, &mut self.unknown, findings);
    }

    /// Tells of what is missing.
    fn complete(&self, findings: &mut Findings) {
        let missing = [
            (self.form.is_none(), "demographic data"),
            (
                !has_text(self.issuing_country.as_ref()),
                "an issuing country",
            ),
            (self.family_name.is_none(), "a surname"),
            (self.given_names.is_none(), "given names"),
            (self.birth_date.is_none(), "a date of birth"),
            (self.issue_date.is_none(), "a date of issue"),
            (self.expiry_date.is_none(), "a date of expiry"),
            (
                !has_text(self.number.as_ref().map(Personal::reveal)),
                "a licence number",
            ),
        ];
        for (_, expected) in missing.into_iter().filter(|(missing, _)| *missing) {
            findings.content(0, expected);
        }
    }
}

fn has_text(text: Option<&Text<'_>>) -> bool {
    text.is_some_and(|text| !text.raw().is_empty())
}
