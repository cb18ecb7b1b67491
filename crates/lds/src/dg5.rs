//! DG5: the displayed portrait (ICAO Doc 9303-10 §4.7.5), for people; DG2 is the one for machines.
//!
//! ```text
//! 65 { 02 01 n, 5F40 picture, … }        n is 1 to 9
//! ```

use crate::content::{DisplayedImage, RawField};
use crate::decoded::Findings;
use crate::structure::Deviation;
use crate::template::{Template, read_file, read_list};
use crate::{DataGroup, Decoded, File, Personal};
use vidimus_iso7816::tlv::Tag;

/// The displayed portraits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dg5<'a> {
    /// one, as a rule
    pub portraits: Vec<DisplayedImage<'a>>,
    /// objects that do not belong here
    pub unknown: Vec<RawField<'a>>,
    /// the outer object as it stands
    pub raw: Personal<&'a [u8]>,
}

impl<'a> Dg5<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        read_file(
            bytes,
            File::Dg(DataGroup::DG5),
            |mut template, raw, findings| {
                let mut unknown = Vec::new();
                let portraits = read_images(&mut template, Tag(0x5F40), &mut unknown, findings);
                Self {
                    portraits,
                    unknown,
                    raw: Personal::new(raw),
                }
            },
        )
    }
}

/// The pictures of DG5 or DG7; one of no known format is told.
pub(crate) fn read_images<'a>(
    template: &mut Template<'a>,
    tag: Tag,
    unknown: &mut Vec<RawField<'a>>,
    findings: &mut Findings,
) -> Vec<DisplayedImage<'a>> {
    let is_item = |found: Tag| found == tag;
    read_list(template, is_item, unknown, findings, |object, findings| {
        let image = DisplayedImage::new(object);
        if !image.is_picture() {
            findings.note(image.offset, Deviation::NoPicture);
        }
        image
    })
}
