//! DG4 and DG5 of a licence: portraits and the signature, to be looked at.
//!
//! ```text
//! 65 { 02 01 n, A2 { 88 time, 89 type, 5F40 picture }, … }
//! 67 { 89 type, 5F43 picture }
//! ```
//! The type is 3 for JPEG, 4 for JPEG 2000; the first bytes of the picture decide.

use crate::content::{DisplayedImage, RawField};
use crate::decoded::Findings;
use crate::picture::ImageFormat;
use crate::structure::Deviation;
use crate::template::{Template, read_list};
use crate::{DataGroup, Decoded, Personal};
use vidimus_iso7816::tlv::{Tag, Tlv};

const PORTRAIT: Tag = Tag(0xA2);
const TIME: Tag = Tag(0x88);
const TYPE: Tag = Tag(0x89);
const DISPLAYED_PORTRAIT: Tag = Tag(0x5F40);
const DISPLAYED_SIGNATURE: Tag = Tag(0x5F43);

/// The portraits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceDg4<'a> {
    /// one, as a rule
    pub portraits: Vec<LicencePortrait<'a>>,
    /// objects that do not belong here
    pub unknown: Vec<RawField<'a>>,
}

/// One portrait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicencePortrait<'a> {
    /// when it was taken, packed digits as they stand
    pub time: Option<Personal<&'a [u8]>>,
    /// the picture
    pub image: Option<DisplayedImage<'a>>,
}

/// The signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LicenceDg5<'a> {
    /// the picture
    pub signature: Option<DisplayedImage<'a>>,
    /// objects that do not belong here
    pub unknown: Vec<RawField<'a>>,
}

impl<'a> LicenceDg4<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        super::read_file(bytes, DataGroup::DG4, |mut template, _, findings| {
            let mut unknown = Vec::new();
            let mut strays = Vec::new();
            let is_item = |tag| tag == PORTRAIT;
            let read = |object: &Tlv<'a>, findings: &mut Findings| {
                let mut inner = Template::inside(object, findings);
                picture(&mut inner, DISPLAYED_PORTRAIT, &mut strays, findings)
            };
            let portraits = read_list(&mut template, is_item, &mut unknown, findings, read);
            unknown.extend(strays);
            Self { portraits, unknown }
        })
    }
}

impl<'a> LicenceDg5<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        super::read_file(bytes, DataGroup::DG5, |mut template, _, findings| {
            let mut unknown = Vec::new();
            let found = picture(&mut template, DISPLAYED_SIGNATURE, &mut unknown, findings);
            Self {
                signature: found.image,
                unknown,
            }
        })
    }
}

fn picture<'a>(
    template: &mut Template<'a>,
    wanted: Tag,
    unknown: &mut Vec<RawField<'a>>,
    findings: &mut Findings,
) -> LicencePortrait<'a> {
    let mut portrait = LicencePortrait::default();
    let mut declared = None;
    while let Some(object) = template.next_single(None, unknown, findings) {
        match object.tag {
            TIME => portrait.time = Some(Personal::new(object.value)),
            TYPE => declared = Some(object),
            tag if tag == wanted => portrait.image = Some(DisplayedImage::new(&object)),
            _ => unknown.push(RawField::new(&object)),
        }
    }
    match &portrait.image {
        Some(image) if image.is_picture() => judge_type(declared.as_ref(), image, findings),
        Some(image) => findings.note(image.offset, Deviation::NoPicture),
        None => findings.content(0, "a picture"),
    }
    portrait
}

fn judge_type(declared: Option<&Tlv<'_>>, image: &DisplayedImage<'_>, findings: &mut Findings) {
    let Some(declared) = declared else { return };
    let fits = match image.format {
        ImageFormat::Jpeg => declared.value == [3],
        ImageFormat::Jpeg2000 | ImageFormat::Jpeg2000Codestream => declared.value == [4],
        _ => false,
    };
    if !fits {
        findings.note(declared.value_offset(), Deviation::ImageType);
    }
}
