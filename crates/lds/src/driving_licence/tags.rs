//! Tags of a licence: which data group starts with which (ISO/IEC 18013-2 table C.2), and what
//! the tags inside are called.

use crate::{DataGroup, File};
use vidimus_iso7816::tlv::Tag;

/// Outer tag of DG1 to DG14, in order.
const TAGS: [u32; 14] = [
    0x61, 0x6B, 0x6C, 0x65, 0x67, 0x75, 0x63, 0x76, 0x70, 0x62, 0x6D, 0x71, 0x6F, 0x6E,
];

/// The tag of a data group; `None` for DG15 and DG16, which a licence does not have.
pub(crate) fn of(group: DataGroup) -> Option<Tag> {
    let index = usize::from(group.number()).checked_sub(1)?;
    TAGS.get(index).copied().map(Tag)
}

/// The data group of a tag.
pub(crate) fn group(tag: Tag) -> Option<DataGroup> {
    let index = TAGS.iter().position(|own| *own == tag.0)?;
    DataGroup::new(u8::try_from(index + 1).ok()?)
}

/// What a tag inside a file of a licence means, below a parent; `None` where that is not known.
#[must_use]
pub fn tag_name(file: File, parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    match file {
        File::Com => com(tag),
        File::Dg(group) => match group.number() {
            1 | 11 => details(parent, tag),
            2 => holder(tag),
            3 => authority(tag),
            4 | 5 => pictures(tag),
            12 => reference(tag),
            _ => None,
        },
        _ => None,
    }
}

fn com(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5F01 => "version",
        0x5C => "tag list",
        0x86 => "security mechanism indicators",
        _ => return None,
    })
}

/// DG1 in both forms, and categories of DG11.
fn details(parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    Some(match (parent.map(|parent| parent.0), tag.0) {
        (Some(0x7F63), 0x02) => "number of categories",
        (_, 0x7F63) => "categories of vehicles, restrictions, conditions",
        (_, 0x87) => "category",
        (_, 0x5F1F) => "demographic data in one row",
        (_, 0x5F01) => "type approval number",
        (_, 0x5F02) => "demographic data",
        (_, 0x5F03) => "issuing member state",
        (_, 0x5F04) => "surname",
        (_, 0x5F05) => "other names",
        (_, 0x5F06) => "date of birth",
        (_, 0x5F07) => "place of birth",
        (_, 0x5F08) => "nationality",
        (_, 0x5F09) => "gender",
        (_, 0x5F0A) => "date of issue",
        (_, 0x5F0B) => "date of expiry",
        (_, 0x5F0C) => "issuing authority",
        (_, 0x5F0D) => "administrative number",
        (_, 0x5F0E) => "document number",
        (_, 0x5F0F) => "residence or address",
        _ => return None,
    })
}

fn holder(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5C => "tag list",
        0x5F35 => "gender",
        0x5F64 => "height",
        0x5F65 => "weight",
        0x5F66 => "eye colour",
        0x5F67 => "hair colour",
        0x5F11 => "place of birth",
        0x5F42 => "place of residence",
        _ => return None,
    })
}

fn authority(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5C => "tag list",
        0x5F68 => "administrative number",
        0x5F69 => "document discriminator",
        0x5F6A => "issuer identification number",
        0x5F6D => "data discriminator",
        _ => return None,
    })
}

fn pictures(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x02 => "number of portraits",
        0xA2 => "portrait",
        0x88 => "time stamp",
        0x89 => "type of image",
        0x5F40 => "displayed portrait",
        0x5F43 => "displayed signature or mark",
        _ => return None,
    })
}

fn reference(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x81 => "way of input",
        0x82 => "reference string",
        _ => return None,
    })
}
