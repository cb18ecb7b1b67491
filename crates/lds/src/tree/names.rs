//! What tags are called.

use super::Node;
use crate::evidence::Application;
use crate::vn_dg13::Item;
use crate::{DataGroup, File, ber, driving_licence};
use vidimus_iso7816::tlv::Tag;

/// The name of a tag in a file, below a parent.
pub(super) fn of(file: Option<File>, parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    // EF.DIR is several such objects in a row, none of them the file
    let outermost =
        file.filter(|file| parent.is_none() && file.tag() == Some(tag) && *file != File::Dir);
    if let Some(file) = outermost {
        return Some(file.name());
    }
    in_file(file, parent, tag)
        .or_else(|| cv_certificate(file, parent, tag))
        .or_else(|| universal(tag))
}

/// The same of a file of a driving licence; its biometric templates are those of an eMRTD.
pub(super) fn of_licence(
    file: Option<File>,
    parent: Option<Tag>,
    tag: Tag,
) -> Option<&'static str> {
    let licence = Application::DrivingLicence;
    if let Some(file) = file.filter(|file| parent.is_none() && licence.tag(*file) == Some(tag)) {
        return Some(file.name());
    }
    file.and_then(|file| driving_licence::tag_name(file, parent, tag))
        .or_else(|| match file {
            Some(File::Dg(group)) if (6..=9).contains(&group.number()) => biometric(parent, tag),
            _ => None,
        })
        .or_else(|| universal(tag))
}

/// Whether a value of a file is about a person. Bytes of unknown origin may be.
pub(super) const fn is_personal(file: Option<File>, tag: Tag) -> bool {
    match file {
        // the keys in DG14 and DG15 name the chip, and so the holder; its protocols do not
        Some(File::Dg(DataGroup::DG14 | DataGroup::DG15)) => !is_of_protocol(tag),
        // a tag list says what there is, not what it says
        Some(File::Dg(DataGroup::DG11 | DataGroup::DG12)) => tag.0 != 0x5C,
        Some(File::Dg(_)) => true,
        // the hashes of small data groups can be guessed; algorithms and signers are no secret
        Some(File::Sod) => !is_of_signer(tag),
        Some(_) | None => false,
    }
}

/// BOOLEAN, NULL, OBJECT IDENTIFIER.
const fn is_of_protocol(tag: Tag) -> bool {
    matches!(tag.0, 0x01 | 0x05 | 0x06)
}

/// BOOLEAN, INTEGER, BIT STRING, NULL, OBJECT IDENTIFIER, the strings of names, and times.
const fn is_of_signer(tag: Tag) -> bool {
    matches!(
        tag.0,
        0x01 | 0x02 | 0x03 | 0x05 | 0x06 | 0x0C | 0x13 | 0x17 | 0x18
    )
}

/// Names by file (Doc 9303-10 §4.6, §4.7).
fn in_file(file: Option<File>, parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    match file? {
        File::Com => com(tag),
        File::Dir => directory(tag),
        File::AtrInfo => atr_info(parent, tag),
        File::Cvca => (tag == Tag(0x42)).then_some("certification authority reference"),
        File::Dg(DataGroup::DG1) => (tag == Tag(0x5F1F)).then_some("MRZ"),
        File::Dg(group) if (2..=4).contains(&group.number()) => biometric(parent, tag),
        File::Dg(group) if (5..=7).contains(&group.number()) => displayed(tag),
        File::Dg(DataGroup::DG11) => personal_details(tag),
        File::Dg(DataGroup::DG12) => document_details(tag),
        File::Dg(group) if group.number() == 16 => persons_to_notify(tag),
        _ => None,
    }
}

/// The fields of the citizen card in a DG13 that is built like its: each sequence is named by
/// the number in it.
pub(super) fn of_citizen_fields(nodes: &mut [Node]) {
    let sets = nodes
        .iter_mut()
        .flat_map(|outer| &mut outer.children)
        .flat_map(|sequence| &mut sequence.children)
        .filter(|node| node.tag == Some(ber::SET));
    for field in sets.flat_map(|set| &mut set.children) {
        let number = field
            .children
            .first()
            .filter(|node| node.tag == Some(ber::INTEGER));
        let item = number
            .and_then(|node| ber::small_integer(&node.value))
            .and_then(Item::from_number);
        if let Some(item) = item {
            field.name = Some(item.name());
        }
    }
}

/// Card verifiable certificates (TR-03110-3 D.2, Doc 9303-11 §9.4), which are no file of the
/// chip.
fn cv_certificate(file: Option<File>, parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    if file.is_some() {
        return None;
    }
    Some(match (parent.map(|tag| tag.0), tag.0) {
        (None, 0x7F21) => "CV certificate",
        (Some(0x7F21), 0x7F4E) => "certificate body",
        (Some(0x7F21), 0x5F37) => "signature",
        (Some(0x7F4E), 0x5F29) => "certificate profile identifier",
        (Some(0x7F4E), 0x42) => "certification authority reference",
        (Some(0x7F4E), 0x7F49) => "public key",
        (Some(0x7F4E), 0x5F20) => "certificate holder reference",
        (Some(0x7F4E), 0x7F4C) => "certificate holder authorization template",
        (Some(0x7F4E), 0x5F25) => "certificate effective date",
        (Some(0x7F4E), 0x5F24) => "certificate expiration date",
        (Some(0x7F4E), 0x65) => "certificate extensions",
        (Some(0x7F49), 0x81) => "modulus, or prime of the curve's field",
        (Some(0x7F49), 0x82) => "exponent, or first coefficient of the curve",
        (Some(0x7F49), 0x83) => "second coefficient of the curve",
        (Some(0x7F49), 0x84) => "base point of the curve",
        (Some(0x7F49), 0x85) => "order of the base point",
        (Some(0x7F49), 0x86) => "public point",
        (Some(0x7F49), 0x87) => "cofactor",
        (Some(0x7F4C | 0x73), 0x53) => "discretionary data",
        (Some(0x65), 0x73) => "discretionary data template",
        _ => return None,
    })
}

fn com(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5F01 => "LDS version",
        0x5F36 => "Unicode version",
        0x5C => "tag list",
        _ => return None,
    })
}

fn directory(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x61 => "application template",
        0x4F => "application identifier",
        0x50 => "application label",
        0x51 => "path",
        0x52 => "command",
        0x53 => "discretionary data",
        0x73 => "discretionary data template",
        0x5F50 => "address of a resource",
        _ => return None,
    })
}

fn atr_info(parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    Some(match (parent.map(|tag| tag.0), tag.0) {
        (Some(0x7F66), 0x02) => "buffer size",
        (_, 0x7F66) => "extended length information",
        (_, 0x43) => "card service data",
        (_, 0x46) => "pre-issuing data",
        (_, 0x47) => "card capabilities",
        (_, 0x4F) => "application identifier",
        (_, 0x5F52) => "historical bytes",
        (_, 0xE0) => "I/O buffer sizes",
        _ => return None,
    })
}

/// Biometric templates (§4.7.2.1).
fn biometric(parent: Option<Tag>, tag: Tag) -> Option<&'static str> {
    Some(match (parent.map(|tag| tag.0), tag.0) {
        (_, 0x7F61) => "biometric information group template",
        (Some(0x7F61), 0x02) => "number of templates",
        (_, 0x7F60) => "biometric information template",
        (Some(0x7F60), 0xA1) => "biometric header template",
        (Some(0xA1), 0x80) => "ICAO header version",
        (Some(0xA1), 0x81) => "biometric type",
        (Some(0xA1), 0x82) => "biometric subtype",
        (Some(0xA1), 0x83) => "creation date and time",
        (Some(0xA1), 0x84) => "validity period",
        (Some(0xA1), 0x85) => "validity period",
        (Some(0xA1), 0x86) => "creator",
        (Some(0xA1), 0x87) => "format owner",
        (Some(0xA1), 0x88) => "format type",
        (_, 0x5F2E) => "biometric data block",
        (_, 0x7F2E) => "biometric data block",
        _ => return None,
    })
}

fn displayed(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x02 => "number of images",
        0x5F40 => "displayed portrait",
        0x5F43 => "displayed signature or mark",
        _ => return None,
    })
}

/// DG11 (§4.7.11).
fn personal_details(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5C => "tag list",
        0x5F0E => "full name",
        0xA0 => "other names",
        0x02 => "number of other names",
        0x5F0F => "other name",
        0x5F10 => "personal number",
        0x5F2B => "full date of birth",
        0x5F11 => "place of birth",
        0x5F42 => "address",
        0x5F12 => "telephone",
        0x5F13 => "profession",
        0x5F14 => "title",
        0x5F15 => "personal summary",
        0x5F16 => "proof of citizenship",
        0x5F17 => "other valid document numbers",
        0x5F18 => "custody information",
        _ => return None,
    })
}

/// DG12 (§4.7.12).
fn document_details(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x5C => "tag list",
        0x5F19 => "issuing authority",
        0x5F26 => "date of issue",
        0xA0 => "other persons",
        0x02 => "number of other persons",
        0x5F1A => "other person",
        0x5F1B => "endorsements and observations",
        0x5F1C => "tax and exit requirements",
        0x5F1D => "image of the front",
        0x5F1E => "image of the rear",
        0x5F55 => "personalization time",
        0x5F56 => "personalization device serial number",
        _ => return None,
    })
}

/// DG16 (§4.7.16).
fn persons_to_notify(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x02 => "number of persons",
        0xA1..=0xAF => "person",
        0x5F50 => "date recorded",
        0x5F51 => "name of person",
        0x5F52 => "telephone",
        0x5F53 => "address",
        _ => return None,
    })
}

/// ASN.1 universal tags (ISO/IEC 8824-1 table 1), and context tags by number.
fn universal(tag: Tag) -> Option<&'static str> {
    Some(match tag.0 {
        0x01 => "BOOLEAN",
        0x02 => "INTEGER",
        0x03 => "BIT STRING",
        0x04 | 0x24 => "OCTET STRING",
        0x05 => "NULL",
        0x06 => "OBJECT IDENTIFIER",
        0x0A => "ENUMERATED",
        0x0C => "UTF8String",
        0x12 => "NumericString",
        0x13 => "PrintableString",
        0x14 => "TeletexString",
        0x16 => "IA5String",
        0x17 => "UTCTime",
        0x18 => "GeneralizedTime",
        0x1E => "BMPString",
        0x30 => "SEQUENCE",
        0x31 => "SET",
        0xA0 | 0x80 => "[0]",
        0xA1 | 0x81 => "[1]",
        0xA2 | 0x82 => "[2]",
        0xA3 | 0x83 => "[3]",
        _ => return None,
    })
}
