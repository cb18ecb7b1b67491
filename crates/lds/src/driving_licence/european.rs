//! The fields of demographic data in `5F02` (Regulation (EU) No 383/2012 annex I, I.6.2). Dates
//! are `DDMMCCYY`, packed.

use super::LicenceDg1;
use super::text::{DateOrder, latin1};
use crate::Personal;
use crate::content::{RawField, Text};
use crate::decoded::Findings;
use crate::template::Template;
use vidimus_iso7816::tlv::{Tag, Tlv};

/// Reads the fields into DG1.
pub(super) fn read<'a>(
    dg1: &mut LicenceDg1<'a>,
    mut template: Template<'a>,
    findings: &mut Findings,
) {
    let mut unknown = Vec::new();
    while let Some(field) = template.next_single(None, &mut unknown, findings) {
        take(dg1, &field, &mut unknown, findings);
    }
    dg1.unknown.extend(unknown);
}

fn take<'a>(
    dg1: &mut LicenceDg1<'a>,
    field: &Tlv<'a>,
    unknown: &mut Vec<RawField<'a>>,
    findings: &mut Findings,
) {
    let mut date = || DateOrder::DayFirst.of(field, unknown, findings);
    match field.tag.0 {
        0x5F03 => dg1.issuing_country = Some(latin1(field.value).into_revealed()),
        0x5F06 => dg1.birth_date = date(),
        0x5F0A => dg1.issue_date = date(),
        0x5F0B => dg1.expiry_date = date(),
        _ => match text(dg1, field.tag) {
            Some(slot) => *slot = Some(latin1(field.value)),
            None => unknown.push(RawField::new(field)),
        },
    }
}

/// Where the text of this tag goes.
fn text<'d, 'a>(
    dg1: &'d mut LicenceDg1<'a>,
    tag: Tag,
) -> Option<&'d mut Option<Personal<Text<'a>>>> {
    Some(match tag.0 {
        0x5F04 => &mut dg1.family_name,
        0x5F05 => &mut dg1.given_names,
        0x5F07 => &mut dg1.birth_place,
        0x5F08 => &mut dg1.nationality,
        0x5F09 => &mut dg1.gender,
        0x5F0C => &mut dg1.issuing_authority,
        0x5F0D => &mut dg1.administrative_number,
        0x5F0E => &mut dg1.number,
        0x5F0F => &mut dg1.address,
        _ => return None,
    })
}
