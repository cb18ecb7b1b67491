//! The finger image record of ISO/IEC 19794-4:2005 (clause 7).
//!
//! | bytes | what |
//! |---|---|
//! | 32 | general record header: `FIR\0`, `010\0`, record length (6), capture device (2), acquisition level (2), number of fingers, scale units, scan resolution (2, 2), image resolution (2, 2), pixel depth, compression, reserved (2) |
//! | 14 | finger image header: block length (4), position, number of views, view, quality, impression, width (2), height (2), reserved |
//! | rest | the picture |
//!
//! The last two repeat for each picture.

use super::{FingerImage, FingerInformation};
use crate::Personal;
use crate::biometric::record::{Found, Record, has_size, value};
use crate::biometric::walk::Walk;
use crate::biometric::{BiometricHeader, MAX_IMAGES, RecordFormat};
use crate::picture::{ImageFormat, PictureHeader, be16, be32};
use crate::structure::{DeviantField, Deviation};
use core::ops::Range;

const RECORD_HEADER: usize = 32;
const IMAGE_HEADER: usize = 14;
/// Highest compression algorithm.
const MAX_COMPRESSION: u8 = 5;
/// Highest position: the last of the palms.
const MAX_POSITION: u8 = 36;

/// Reads the record of one `5F2E`.
pub(super) fn read(
    walk: &mut Walk,
    record: Record<'_>,
    header: &BiometricHeader,
    fingers: &mut Vec<FingerImage>,
) {
    let mut reading = Reading {
        record,
        header,
        fingers,
    };
    if reading.record_of_fingers(walk).is_none()
        && let Some(found) = reading.record.picture_alone(walk, 0)
    {
        reading.add(walk, found, None);
    }
}

struct Reading<'a> {
    record: Record<'a>,
    header: &'a BiometricHeader,
    fingers: &'a mut Vec<FingerImage>,
}

impl Reading<'_> {
    /// Reads every picture; `None` when the data end within the headers or are built otherwise.
    fn record_of_fingers(&mut self, walk: &mut Walk) -> Option<()> {
        let data = self.record.data;
        let general = self.general_header()?;
        let length = u64::from(be16(data, 8)?) << 32 | u64::from(be32(data, 10)?);
        if !self.record.check_start(walk, *b"FIR\0")? {
            return None;
        }
        self.check_codes(walk, &general);
        let end = self.record.end(walk, 8, length, RECORD_HEADER);
        let declared = u32::from(*data.get(18)?);
        let mut start = RECORD_HEADER;
        let mut found = 0;
        while self.fingers.len() < MAX_IMAGES && start < end {
            let said = match self.image_header(start, general) {
                None if found > 0 => break,
                said => said?,
            };
            // the views of one finger follow one another
            found += u32::from(said.view <= 1);
            let is_last = found >= declared && said.view >= said.view_count;
            start = self.view(walk, start..end, is_last, said)?;
        }
        if found != declared {
            self.record
                .deviates(walk, 18, Deviation::Count { declared, found });
        }
        Some(())
    }

    fn general_header(&self) -> Option<FingerInformation> {
        let block = self.record.data.get(..RECORD_HEADER)?;
        Some(FingerInformation {
            capture_device: be16(block, 14)?,
            acquisition_level: be16(block, 16)?,
            scale_units: *block.get(19)?,
            scan_resolution: (be16(block, 20)?, be16(block, 22)?),
            image_resolution: (be16(block, 24)?, be16(block, 26)?),
            pixel_depth: *block.get(28)?,
            compression: *block.get(29)?,
            position: 0,
            view_count: 0,
            view: 0,
            quality: 0,
            impression: 0,
            width: 0,
            height: 0,
        })
    }

    /// The finger image header, put into what is known already.
    fn image_header(&self, at: usize, general: FingerInformation) -> Option<FingerInformation> {
        let block = self.record.data.get(at..)?.get(..IMAGE_HEADER)?;
        Some(FingerInformation {
            position: *block.get(4)?,
            view_count: *block.get(5)?,
            view: *block.get(6)?,
            quality: *block.get(7)?,
            impression: *block.get(8)?,
            width: be16(block, 9)?,
            height: be16(block, 11)?,
            ..general
        })
    }

    /// Reads the view in this range; returns where the next one starts.
    fn view(
        &mut self,
        walk: &mut Walk,
        range: Range<usize>,
        is_last: bool,
        said: FingerInformation,
    ) -> Option<usize> {
        let declared = be32(self.record.data, range.start)?;
        let image_start = range.start + IMAGE_HEADER;
        let has_next = image_start..=range.end.saturating_sub(IMAGE_HEADER);
        let image_end = usize::try_from(declared)
            .ok()
            .and_then(|length| range.start.checked_add(length))
            .filter(|end| *end == range.end || (!is_last && has_next.contains(end)))
            .unwrap_or_else(|| {
                let lengths = Deviation::RecordLength {
                    declared: declared.into(),
                    found: range.len() as u64,
                };
                self.record.deviates(walk, range.start, lengths);
                range.end
            });
        if said.position > MAX_POSITION {
            let what = value(DeviantField::FingerPosition, said.position.into());
            self.record.deviates(walk, range.start + 4, what);
        }
        let found = self.found(image_start..image_end, &said);
        self.add(walk, found, Some(said));
        Some(image_end)
    }

    /// The picture; one without compression is what the record says it is.
    fn found(&self, range: Range<usize>, said: &FingerInformation) -> Found {
        let mut found = self.record.picture(range.clone());
        if found.format == ImageFormat::Unknown && said.compression == 0 {
            let raw = PictureHeader::raw(said.width, said.height, 1, said.pixel_depth);
            let start = found.image.start;
            found = Found {
                format: ImageFormat::Raw,
                picture: Some(raw),
                image: start..start + range.len(),
            };
        }
        found
    }

    fn check_codes(&self, walk: &mut Walk, general: &FingerInformation) {
        let compression = general.compression;
        if compression > MAX_COMPRESSION {
            let what = value(DeviantField::Compression, compression.into());
            self.record.deviates(walk, 29, what);
        }
        let units = general.scale_units;
        if !(1..=2).contains(&units) {
            let what = value(DeviantField::ScaleUnits, units.into());
            self.record.deviates(walk, 19, what);
        }
    }

    fn add(&mut self, walk: &mut Walk, found: Found, said: Option<FingerInformation>) {
        compare(walk, &found, said.as_ref());
        self.fingers.push(FingerImage {
            header: self.header.clone(),
            record: RecordFormat::Iso19794,
            format: found.format,
            picture: found.picture,
            image: found.image,
            information: said.map(Personal::new),
            representation: None,
        });
    }
}

/// Compares what is declared with the picture itself.
fn compare(walk: &mut Walk, found: &Found, said: Option<&FingerInformation>) {
    let at = found.image.start;
    let packed = said.is_some_and(|said| said.compression == 1);
    if found.image.is_empty() || (found.format == ImageFormat::Unknown && !packed) {
        return walk.deviates(at, Deviation::NoPicture);
    }
    let Some(said) = said else { return };
    let known = match said.compression {
        2 => found.format == ImageFormat::Wsq,
        3 => found.format == ImageFormat::Jpeg,
        4 => found.format.is_jpeg2000(),
        5 => found.format == ImageFormat::Png,
        0 => found.format == ImageFormat::Raw,
        _ => true,
    };
    if !known {
        walk.deviates(at, Deviation::ImageType);
    }
    let raw_length = found
        .picture
        .filter(|_| found.format == ImageFormat::Raw)
        .map(|raw| raw.raw_length());
    let is_whole = raw_length.is_none_or(|length| length == found.image.len() as u64);
    if !is_whole || !has_size(found.picture, said.width, said.height) {
        walk.deviates(at, Deviation::ImageSize);
    }
}
