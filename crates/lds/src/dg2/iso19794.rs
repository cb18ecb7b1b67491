//! The face record of ISO/IEC 19794-5:2005 (§5).
//!
//! | bytes | what |
//! |---|---|
//! | 14 | facial record header: `FAC\0`, `010\0`, record length (4), number of faces (2) |
//! | 20 | facial information: block length (4), feature points (2), gender, eye colour, hair colour, property mask (3), expression (2), pose (3), pose uncertainty (3) |
//! | 8 each | feature points: type, code, x (2), y (2), reserved (2) |
//! | 12 | image information: face image type, image data type, width (2), height (2), colour space, source type, device type (2), quality (2) |
//! | rest | the picture |
//!
//! The last three repeat for each face. Documents declare lengths that are wrong by a few bytes
//! (quirk `dg2.record_length`); the last picture then reaches to the end of the data.

use super::{FaceImage, FaceInformation, FeaturePoint};
use crate::Personal;
use crate::biometric::record::{Found, Record, has_size, value};
use crate::biometric::walk::Walk;
use crate::biometric::{BiometricHeader, MAX_IMAGES, RecordFormat};
use crate::picture::{ImageFormat, be16, be32};
use crate::structure::{DeviantField, Deviation};

const RECORD_HEADER: usize = 14;
const FACIAL_INFORMATION: usize = 20;
const FEATURE_POINT: usize = 8;
const IMAGE_INFORMATION: usize = 12;

/// Reads the record of one `5F2E`.
pub(super) fn read(
    walk: &mut Walk,
    record: Record<'_>,
    header: &BiometricHeader,
    faces: &mut Vec<FaceImage>,
) {
    let mut reading = Reading {
        record,
        header,
        faces,
    };
    if reading.record_of_faces(walk).is_none() {
        reading.picture_alone(walk, 0);
    }
}

struct Reading<'a> {
    record: Record<'a>,
    header: &'a BiometricHeader,
    faces: &'a mut Vec<FaceImage>,
}

impl Reading<'_> {
    /// Reads every face; `None` when the data end within the headers or are built otherwise.
    fn record_of_faces(&mut self, walk: &mut Walk) -> Option<()> {
        let data = self.record.data;
        let length = be32(data, 8)?;
        let faces = usize::from(be16(data, 12)?);
        if !self.record.check_start(walk, *b"FAC\0")? {
            return None;
        }
        let end = self.record.end(walk, 8, length.into(), RECORD_HEADER);
        let expected = faces.clamp(1, MAX_IMAGES);
        let mut start = RECORD_HEADER;
        let mut found = 0;
        while found < expected && start < end {
            start = match self.face(walk, start, end, found + 1 == expected) {
                None if found > 0 => break,
                next => next?,
            };
            found += 1;
        }
        if found != faces {
            let declared = u32::try_from(faces).unwrap_or(u32::MAX);
            let found = u32::try_from(found).unwrap_or(u32::MAX);
            self.record
                .deviates(walk, 12, Deviation::Count { declared, found });
        }
        Some(())
    }

    /// Reads the face block at `start`; returns where the next one starts.
    fn face(&mut self, walk: &mut Walk, start: usize, end: usize, is_last: bool) -> Option<usize> {
        let information = self.facial_information(start)?;
        let points = FEATURE_POINT * usize::from(information.feature_points);
        let points_start = start + FACIAL_INFORMATION;
        let image_information = points_start + points;
        let image_start = image_information + IMAGE_INFORMATION;
        if image_start > end {
            let declared = information.feature_points;
            self.record
                .deviates(walk, start + 4, Deviation::FeaturePoints { declared });
            self.picture_alone(walk, start);
            return Some(end);
        }
        let information = self.image_information(image_information, information)?;
        let image_end = self.block_end(walk, start, image_start..end, is_last)?;
        self.check_codes(walk, start, &information);
        let found = self.record.picture(image_start..image_end);
        let data = self.record.data.get(points_start..image_information)?;
        self.add(walk, found, Some(information), read_points(data));
        Some(image_end)
    }

    /// Where the block at `start` ends: as declared if that can be, or where the record does.
    fn block_end(
        &self,
        walk: &mut Walk,
        start: usize,
        image: core::ops::Range<usize>,
        is_last: bool,
    ) -> Option<usize> {
        let declared = usize::try_from(be32(self.record.data, start)?).ok()?;
        match start.checked_add(declared) {
            Some(end) if end == image.end => Some(end),
            Some(end) if !is_last && (image.start..image.end).contains(&end) => Some(end),
            _ => {
                let lengths = Deviation::RecordLength {
                    declared: declared as u64,
                    found: (image.end - start) as u64,
                };
                self.record.deviates(walk, start, lengths);
                Some(image.end)
            }
        }
    }

    fn facial_information(&self, start: usize) -> Option<FaceInformation> {
        let block = self.record.data.get(start..)?.get(..FACIAL_INFORMATION)?;
        let triple = |at: usize| block.get(at..)?.first_chunk::<3>().copied();
        let [high, middle, low] = triple(9)?;
        Some(FaceInformation {
            feature_points: be16(block, 4)?,
            gender: *block.get(6)?,
            eye_colour: *block.get(7)?,
            hair_colour: *block.get(8)?,
            properties: u32::from_be_bytes([0, high, middle, low]),
            expression: be16(block, 12)?,
            pose: triple(14)?,
            pose_uncertainty: triple(17)?,
            face_image_type: 0,
            image_data_type: 0,
            width: 0,
            height: 0,
            colour_space: 0,
            source_type: 0,
            device_type: 0,
            quality: 0,
        })
    }

    /// The image information block, put into what is known already.
    fn image_information(&self, at: usize, known: FaceInformation) -> Option<FaceInformation> {
        let block = self.record.data.get(at..)?.get(..IMAGE_INFORMATION)?;
        Some(FaceInformation {
            face_image_type: *block.first()?,
            image_data_type: *block.get(1)?,
            width: be16(block, 2)?,
            height: be16(block, 4)?,
            colour_space: *block.get(6)?,
            source_type: *block.get(7)?,
            device_type: be16(block, 8)?,
            quality: be16(block, 10)?,
            ..known
        })
    }

    /// Falls back on the picture's own first bytes, when the fields before it cannot be read.
    fn picture_alone(&mut self, walk: &mut Walk, start: usize) {
        if let Some(found) = self.record.picture_alone(walk, start) {
            self.add(walk, found, None, Vec::new());
        }
    }

    fn add(
        &mut self,
        walk: &mut Walk,
        found: Found,
        information: Option<FaceInformation>,
        feature_points: Vec<FeaturePoint>,
    ) {
        let at = found.image.start;
        if found.format == ImageFormat::Unknown {
            walk.deviates(at, Deviation::NoPicture);
        }
        if let Some(declared) = &information {
            compare(walk, declared, &found);
        }
        self.faces.push(FaceImage {
            header: self.header.clone(),
            record: RecordFormat::Iso19794,
            format: found.format,
            picture: found.picture,
            image: found.image,
            information: information.map(Personal::new),
            feature_points: Personal::new(feature_points),
            representation: None,
        });
    }

    /// Codes that do not exist; `at` is the place of the facial information block.
    fn check_codes(&self, walk: &mut Walk, at: usize, face: &FaceInformation) {
        let [yaw, pitch, roll] = face.pose;
        let [yaw_u, pitch_u, roll_u] = face.pose_uncertainty;
        let behind_points = FACIAL_INFORMATION + FEATURE_POINT * usize::from(face.feature_points);
        let (kind, data) = (face.face_image_type, face.image_data_type);
        let rules = [
            (6, DeviantField::Gender, face.gender, 2, true),
            (7, DeviantField::EyeColour, face.eye_colour, 7, true),
            (8, DeviantField::HairColour, face.hair_colour, 9, true),
            (14, DeviantField::Yaw, yaw, 181, false),
            (15, DeviantField::Pitch, pitch, 181, false),
            (16, DeviantField::Roll, roll, 181, false),
            (17, DeviantField::YawUncertainty, yaw_u, 181, false),
            (18, DeviantField::PitchUncertainty, pitch_u, 181, false),
            (19, DeviantField::RollUncertainty, roll_u, 181, false),
            (behind_points, DeviantField::FaceImageType, kind, 3, false),
            (
                behind_points + 1,
                DeviantField::ImageDataType,
                data,
                1,
                false,
            ),
        ];
        for (place, field, code, highest, ff_is_other) in rules {
            if code > highest && !(ff_is_other && code == 0xFF) {
                self.record
                    .deviates(walk, at + place, value(field, code.into()));
            }
        }
    }
}

/// The feature points, all of them inside the data.
fn read_points(data: &[u8]) -> Vec<FeaturePoint> {
    data.chunks_exact(FEATURE_POINT)
        .filter_map(|point| {
            Some(FeaturePoint {
                kind: *point.first()?,
                code: *point.get(1)?,
                x: be16(point, 2)?,
                y: be16(point, 4)?,
            })
        })
        .collect()
}

/// Compares what is declared with the picture itself.
fn compare(walk: &mut Walk, declared: &FaceInformation, found: &Found) {
    let known = match declared.image_data_type {
        0 => found.format == ImageFormat::Jpeg,
        1 => found.format.is_jpeg2000(),
        _ => true,
    };
    if !known && found.format != ImageFormat::Unknown {
        walk.deviates(found.image.start, Deviation::ImageType);
    }
    if !has_size(found.picture, declared.width, declared.height) {
        walk.deviates(found.image.start, Deviation::ImageSize);
    }
}
