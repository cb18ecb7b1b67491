//! What the records of the ISO/IEC 19794 series share: a start, a version, a length, a picture.

use super::walk::Walk;
use crate::picture::{self, ImageFormat, PictureHeader};
use crate::structure::{DeviantField, Deviation};
use core::ops::Range;

/// The version of all records of 2005.
const VERSION: [u8; 4] = *b"010\0";

/// A record and where it lies.
pub(crate) struct Record<'a> {
    pub(crate) data: &'a [u8],
    base: usize,
}

/// A picture in a record.
pub(crate) struct Found {
    pub(crate) format: ImageFormat,
    pub(crate) picture: Option<PictureHeader>,
    /// where it is in the file
    pub(crate) image: Range<usize>,
}

impl<'a> Record<'a> {
    pub(crate) const fn new(data: &'a [u8], base: usize) -> Self {
        Self { data, base }
    }

    /// A deviation at a place in the record.
    pub(crate) fn deviates(&self, walk: &mut Walk, at: usize, what: Deviation) {
        walk.deviates(self.base + at, what);
    }

    /// The eight bytes that every record starts with; whether the version is known.
    pub(crate) fn check_start(&self, walk: &mut Walk, format: [u8; 4]) -> Option<bool> {
        let start = picture::be32(self.data, 0)?;
        let version = picture::be32(self.data, 4)?;
        if start != u32::from_be_bytes(format) {
            self.deviates(walk, 0, value(DeviantField::RecordFormat, start));
        }
        if version != u32::from_be_bytes(VERSION) {
            self.deviates(walk, 4, value(DeviantField::RecordVersion, version));
        }
        // the editions of 2011 build their records otherwise
        Some(!matches!(&version.to_be_bytes(), b"020\0" | b"030\0"))
    }

    /// Where the record ends: as declared at `at`, or where the data end when that is wrong.
    /// Zeros behind the declared end are padding.
    pub(crate) fn end(&self, walk: &mut Walk, at: usize, declared: u64, least: usize) -> usize {
        let there = self.data.len();
        let end = usize::try_from(declared).unwrap_or(usize::MAX);
        match self.data.get(end..) {
            Some([]) => there,
            Some(surplus) if end > least && surplus.iter().all(|byte| *byte == 0) => {
                let count = surplus.len();
                self.deviates(walk, end, Deviation::Padding { count });
                end
            }
            _ => {
                let found = there as u64;
                self.deviates(walk, at, Deviation::RecordLength { declared, found });
                there
            }
        }
    }

    /// The picture between two places, told by its first bytes, without zeros behind it.
    pub(crate) fn picture(&self, range: Range<usize>) -> Found {
        let start = self.base + range.start;
        let bytes = picture::without_padding(self.data.get(range).unwrap_or_default());
        Found {
            format: ImageFormat::detect(bytes),
            picture: PictureHeader::read(bytes),
            image: start..start + bytes.len(),
        }
    }

    /// The first picture behind a place, when the fields before it cannot be read.
    pub(crate) fn picture_alone(&self, walk: &mut Walk, start: usize) -> Option<Found> {
        let rest = self.data.get(start..).unwrap_or_default();
        match picture::find(rest) {
            Some(found) => Some(self.picture(start + found..self.data.len())),
            None => {
                self.deviates(walk, start, Deviation::NoPicture);
                None
            }
        }
    }
}

/// A field with a value that does not exist.
pub(crate) const fn value(field: DeviantField, found: u32) -> Deviation {
    Deviation::Value { field, found }
}

/// The declared size of a picture against its own.
pub(crate) fn has_size(picture: Option<PictureHeader>, width: u16, height: u16) -> bool {
    let declared = (u32::from(width), u32::from(height));
    picture.is_none_or(|picture| (picture.width, picture.height) == declared)
}
