//! Categories of vehicles with their dates, restrictions and conditions: `7F63` of DG1 and DG11.
//!
//! ```text
//! 7F63 { 02 01 n, 87 entry, 87 entry, … }
//! entry = category ; issue ; expiry ; code ; sign ; value
//! ```
//! The dates are four bytes of packed digits, or nothing; no such byte is a `;`. What stands
//! behind is left out where it is empty.

use super::text::{DateOrder, latin1};
use crate::Personal;
use crate::content::{FullDate, RawField, Text};
use crate::decoded::Findings;
use crate::template::{Template, read_list};
use vidimus_iso7816::tlv::{Tag, Tlv};

pub(super) const CATEGORIES: Tag = Tag(0x7F63);
const ENTRY: Tag = Tag(0x87);
const SEPARATOR: u8 = b';';
/// Fields of an entry.
const FIELDS: usize = 6;
/// Most entries that are kept; the count before them has two digits.
pub const MAX_CATEGORIES: usize = 99;

/// One entry: a category, or a restriction or condition of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category<'a> {
    /// the category, such as `B`; that of a restriction of all is written otherwise
    pub category: Personal<Text<'a>>,
    /// first day
    pub issue_date: Option<Personal<FullDate>>,
    /// last day
    pub expiry_date: Option<Personal<FullDate>>,
    /// restriction or condition, such as `01` for glasses
    pub code: Option<Personal<Text<'a>>>,
    /// how the value limits, such as `<=`
    pub sign: Option<Personal<Text<'a>>>,
    /// the value of the limit
    pub value: Option<Personal<Text<'a>>>,
}

/// Reads `7F63`. Entries that are none are told and kept as they stand.
pub(super) fn read<'a>(
    object: &Tlv<'a>,
    order: DateOrder,
    unknown: &mut Vec<RawField<'a>>,
    findings: &mut Findings,
) -> Vec<Category<'a>> {
    let mut template = Template::inside(object, findings);
    let mut strays = Vec::new();
    let is_entry = |tag| tag == ENTRY;
    let read = |entry: &Tlv<'a>, findings: &mut Findings| {
        let category = entry_of(entry, order, findings);
        if category.is_none() {
            strays.push(RawField::new(entry));
        }
        category
    };
    let entries = read_list(&mut template, is_entry, unknown, findings, read);
    unknown.extend(strays);
    entries.into_iter().flatten().take(MAX_CATEGORIES).collect()
}

fn entry_of<'a>(
    entry: &Tlv<'a>,
    order: DateOrder,
    findings: &mut Findings,
) -> Option<Category<'a>> {
    let mut fields = entry.value.splitn(FIELDS, |byte| *byte == SEPARATOR);
    let category = fields.next().filter(|category| !category.is_empty());
    let Some(category) = category else {
        findings.content(entry.value_offset(), "a category of vehicles");
        return None;
    };
    let mut date = |field: Option<&'a [u8]>| {
        let field = field.filter(|field| !field.is_empty())?;
        let date = order.read(field);
        if date.is_none() {
            findings.content(entry.value_offset(), order.expected());
        }
        date.map(Personal::new)
    };
    let issue_date = date(fields.next());
    let expiry_date = date(fields.next());
    let mut text = || {
        let field = fields.next().filter(|field| !field.is_empty());
        field.map(latin1)
    };
    Some(Category {
        category: latin1(category),
        issue_date,
        expiry_date,
        code: text(),
        sign: text(),
        value: text(),
    })
}
