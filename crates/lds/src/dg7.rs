//! DG7: the displayed signature or usual mark (ICAO Doc 9303-10 §4.7.7).
//!
//! ```text
//! 67 { 02 01 n, 5F43 picture, … }        n is 1 to 9
//! ```

use crate::content::{DisplayedImage, RawField};
use crate::dg5::read_images;
use crate::template::read_file;
use crate::{DataGroup, Decoded, File, Personal};
use vidimus_iso7816::tlv::Tag;

/// The pictures of signatures or marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dg7<'a> {
    /// one, as a rule
    pub signatures: Vec<DisplayedImage<'a>>,
    /// objects that do not belong here
    pub unknown: Vec<RawField<'a>>,
    /// the outer object as it stands
    pub raw: Personal<&'a [u8]>,
}

impl<'a> Dg7<'a> {
    /// Reads the whole file, as far as it goes.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Decoded<Self> {
        read_file(
            bytes,
            File::Dg(DataGroup::DG7),
            |mut template, raw, findings| {
                let mut unknown = Vec::new();
                let signatures = read_images(&mut template, Tag(0x5F43), &mut unknown, findings);
                Self {
                    signatures,
                    unknown,
                    raw: Personal::new(raw),
                }
            },
        )
    }
}
