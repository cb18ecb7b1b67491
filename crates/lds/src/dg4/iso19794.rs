//! The iris image record of ISO/IEC 19794-6:2005 (clause 6).
//!
//! | bytes | what |
//! |---|---|
//! | 45 | record header: `IIR\0`, `010\0`, record length (4), capture device (2), number of eyes, header length (2), image properties (2), diameter (2), image format (2), width (2), height (2), intensity depth, transformation, device identifier (16) |
//! | 3 | for each eye: which one, number of pictures (2) |
//! | 11 | for each picture: its number (2), quality, rotation (2), uncertainty (2), length (4) |
//! | rest | the picture |

use super::{IrisImage, IrisInformation};
use crate::Personal;
use crate::biometric::record::{Found, Record, has_size, value};
use crate::biometric::walk::Walk;
use crate::biometric::{BiometricHeader, MAX_IMAGES, RecordFormat};
use crate::picture::{ImageFormat, PictureHeader, be16, be32};
use crate::structure::{DeviantField, Deviation};

const RECORD_HEADER: usize = 45;
const EYE_HEADER: usize = 3;
const IMAGE_HEADER: usize = 11;
const GREY_RAW: u16 = 2;
const RGB_RAW: u16 = 4;
/// Highest image format; all are even.
const MAX_FORMAT: u16 = 16;

/// Reads the record of one `5F2E`.
pub(super) fn read(
    walk: &mut Walk,
    record: Record<'_>,
    header: &BiometricHeader,
    irises: &mut Vec<IrisImage>,
) {
    let before = irises.len();
    let mut reading = Reading {
        record,
        header,
        irises,
    };
    let read = reading.record_of_irises(walk);
    let is_fruitless = read.is_none() || reading.irises.len() == before;
    if is_fruitless && let Some(found) = reading.record.picture_alone(walk, 0) {
        reading.add(walk, found, None);
    }
}

struct Reading<'a> {
    record: Record<'a>,
    header: &'a BiometricHeader,
    irises: &'a mut Vec<IrisImage>,
}

impl Reading<'_> {
    /// Reads every eye; `None` when the data end within the headers or are built otherwise.
    fn record_of_irises(&mut self, walk: &mut Walk) -> Option<()> {
        let data = self.record.data;
        let general = self.record_header()?;
        if !self.record.check_start(walk, *b"IIR\0")? {
            return None;
        }
        self.check_codes(walk, &general);
        let length = u64::from(be32(data, 8)?);
        let end = self.record.end(walk, 8, length, RECORD_HEADER);
        let eyes = u32::from(*data.get(14)?);
        let mut start = RECORD_HEADER;
        let mut found = 0;
        while found < eyes.clamp(1, 2) && start < end {
            let is_last = found + 1 >= eyes;
            let Some(next) = self.eye(walk, start, end, is_last, general) else {
                break;
            };
            start = next;
            found += 1;
        }
        if found != eyes {
            let declared = eyes;
            self.record
                .deviates(walk, 14, Deviation::Count { declared, found });
        }
        Some(())
    }

    fn record_header(&self) -> Option<IrisInformation> {
        let block = self.record.data.get(..RECORD_HEADER)?;
        Some(IrisInformation {
            capture_device: be16(block, 12)?,
            properties: be16(block, 17)?,
            diameter: be16(block, 19)?,
            image_format: be16(block, 21)?,
            width: be16(block, 23)?,
            height: be16(block, 25)?,
            intensity_depth: *block.get(27)?,
            transformation: *block.get(28)?,
            eye: 0,
            number: 0,
            quality: 0,
            rotation: 0,
            rotation_uncertainty: 0,
        })
    }

    /// Reads the pictures of one eye; returns where the next one starts.
    fn eye(
        &mut self,
        walk: &mut Walk,
        start: usize,
        end: usize,
        is_last: bool,
        general: IrisInformation,
    ) -> Option<usize> {
        let eye = *self.record.data.get(start)?;
        let count = be16(self.record.data, start + 1)?;
        if eye > 2 {
            let what = value(DeviantField::EyePosition, eye.into());
            self.record.deviates(walk, start, what);
        }
        let mut at = start + EYE_HEADER;
        let mut read = 0;
        while read < count && at < end && self.irises.len() < MAX_IMAGES {
            let Some(said) = self.image_header(at, IrisInformation { eye, ..general }) else {
                break;
            };
            read += 1;
            at = self.image(walk, at, end, is_last && read == count, said)?;
        }
        if read != count {
            let counts = Deviation::Count {
                declared: count.into(),
                found: read.into(),
            };
            self.record.deviates(walk, start + 1, counts);
        }
        Some(at)
    }

    fn image_header(&self, at: usize, general: IrisInformation) -> Option<IrisInformation> {
        let block = self.record.data.get(at..)?.get(..IMAGE_HEADER)?;
        Some(IrisInformation {
            number: be16(block, 0)?,
            quality: *block.get(2)?,
            rotation: be16(block, 3)?,
            rotation_uncertainty: be16(block, 5)?,
            ..general
        })
    }

    /// Reads the picture whose header is at `at`; returns where it ends.
    fn image(
        &mut self,
        walk: &mut Walk,
        at: usize,
        end: usize,
        is_last: bool,
        said: IrisInformation,
    ) -> Option<usize> {
        let start = at + IMAGE_HEADER;
        let there = end.saturating_sub(start) as u64;
        let declared = u64::from(be32(self.record.data, at + 7)?);
        let fits = declared == there || (!is_last && declared < there);
        let length = if fits { declared } else { there };
        if !fits {
            let found = there;
            self.record
                .deviates(walk, at + 7, Deviation::RecordLength { declared, found });
        }
        let image_end = start + usize::try_from(length).ok()?;
        let mut found = self.record.picture(start..image_end);
        if found.format == ImageFormat::Unknown && matches!(said.image_format, GREY_RAW | RGB_RAW) {
            let components = if said.image_format == GREY_RAW { 1 } else { 3 };
            let bits = said.intensity_depth / u8::try_from(components).unwrap_or(1);
            let raw = PictureHeader::raw(said.width, said.height, components, bits);
            found = Found {
                format: ImageFormat::Raw,
                picture: Some(raw),
                image: found.image.start..found.image.start + (image_end - start),
            };
        }
        self.add(walk, found, Some(said));
        Some(image_end)
    }

    fn check_codes(&self, walk: &mut Walk, general: &IrisInformation) {
        let format = general.image_format;
        if !(2..=MAX_FORMAT).contains(&format) || !format.is_multiple_of(2) {
            let what = value(DeviantField::IrisImageFormat, format.into());
            self.record.deviates(walk, 21, what);
        }
    }

    fn add(&mut self, walk: &mut Walk, found: Found, said: Option<IrisInformation>) {
        compare(walk, &found, said.as_ref());
        self.irises.push(IrisImage {
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

/// Compares what is declared with the picture itself. JPEG-LS has no first bytes of its own.
fn compare(walk: &mut Walk, found: &Found, said: Option<&IrisInformation>) {
    let at = found.image.start;
    let lossless = said.is_some_and(|said| matches!(said.image_format, 10 | 12));
    if found.image.is_empty() || (found.format == ImageFormat::Unknown && !lossless) {
        return walk.deviates(at, Deviation::NoPicture);
    }
    let Some(said) = said else { return };
    let known = match said.image_format {
        GREY_RAW | RGB_RAW => found.format == ImageFormat::Raw,
        6 | 8 => found.format == ImageFormat::Jpeg,
        14 | 16 => found.format.is_jpeg2000(),
        _ => true,
    };
    if !known {
        walk.deviates(at, Deviation::ImageType);
    }
    let is_whole = found.picture.is_none_or(|picture| {
        picture.format != ImageFormat::Raw || picture.raw_length() == found.image.len() as u64
    });
    if !is_whole || !has_size(found.picture, said.width, said.height) {
        walk.deviates(at, Deviation::ImageSize);
    }
}
