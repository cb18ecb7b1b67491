//! The row of demographic data in `5F1F` (ISO/IEC 18013-2 §8.1, annex C).
//!
//! | bytes | what |
//! |---|---|
//! | 1 + n | surname, its length in front |
//! | 1 + n | other names |
//! | 4 | date of birth, `CCYYMMDD` packed |
//! | 4 | date of issue |
//! | 4 | date of expiry |
//! | 3 | issuing country |
//! | 1 + n | issuing authority |
//! | 1 + n | licence number |

use super::LicenceDg1;
use super::text::{DateOrder, latin1};
use crate::Personal;
use crate::content::{FullDate, RawField};
use crate::decoded::Findings;
use vidimus_iso7816::tlv::Tlv;

/// Reads the row into DG1; the first field that does not fit ends it.
pub(super) fn read<'a>(dg1: &mut LicenceDg1<'a>, object: &Tlv<'a>, findings: &mut Findings) {
    let mut row = Row {
        rest: object.value,
        offset: object.value_offset(),
    };
    let complete = fields(dg1, &mut row, findings);
    if complete.is_none() {
        findings.content(row.offset, "a field of demographic data");
    } else if !row.rest.is_empty() {
        findings.content(row.offset, "the end of the demographic data");
    } else {
        return;
    }
    dg1.unknown.push(RawField::new(object));
}

fn fields<'a>(dg1: &mut LicenceDg1<'a>, row: &mut Row<'a>, findings: &mut Findings) -> Option<()> {
    dg1.family_name = Some(latin1(row.counted()?));
    dg1.given_names = Some(latin1(row.counted()?));
    dg1.birth_date = row.date(findings)?;
    dg1.issue_date = row.date(findings)?;
    dg1.expiry_date = row.date(findings)?;
    dg1.issuing_country = Some(latin1(row.bytes(3)?).into_revealed());
    dg1.issuing_authority = Some(latin1(row.counted()?));
    dg1.number = Some(latin1(row.counted()?));
    Some(())
}

/// What is left of the row.
struct Row<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Row<'a> {
    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (field, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        self.offset += count;
        Some(field)
    }

    /// A field behind its length.
    fn counted(&mut self) -> Option<&'a [u8]> {
        let count = usize::from(*self.rest.first()?);
        let field = self.rest.get(1..=count)?;
        self.bytes(1 + count)?;
        Some(field)
    }

    /// `None` where the row ends; what is no date is told, and the row goes on.
    fn date(&mut self, findings: &mut Findings) -> Option<Option<Personal<FullDate>>> {
        let offset = self.offset;
        let date = DateOrder::YearFirst.read(self.bytes(4)?);
        if date.is_none() {
            findings.content(offset, DateOrder::YearFirst.expected());
        }
        Some(date.map(Personal::new))
    }
}
