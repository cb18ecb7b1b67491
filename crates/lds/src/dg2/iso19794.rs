//! The face record of ISO/IEC 19794-5:2005 (§5).
//!
//! | bytes | what |
//! |---|---|
//! | 14 | facial record header: `FAC\0`, `010\0`, record length (4), number of faces (2) |
//! | 20 | facial information: block length (4), feature points (2), gender, eye colour, hair colour, property mask (3), expression (2), pose (3), pose uncertainty (3) |
//! | 8 each | feature points |
//! | 12 | image information: face image type, image data type, width (2), height (2), colour space, source type, device type (2), quality (2) |
//! | rest | the picture |
//!
//! The last three repeat for each face. Documents declare lengths that are wrong by a few bytes
//! (quirk `dg2.record_length`); the last picture then reaches to the end of the data.

use super::{BiometricHeader, Dg2, FaceImage, MAX_FACES, RecordFormat};
use crate::Personal;
use crate::picture::{self, ImageFormat, PictureHeader, be16, be32};
use crate::structure::{DeviantField, Deviation};
use vidimus_iso7816::tlv::Tlv;

const RECORD_HEADER: usize = 14;
const FACIAL_INFORMATION: usize = 20;
const FEATURE_POINT: usize = 8;
const IMAGE_INFORMATION: usize = 12;

/// What a face record says about the person and the picture; codes of ISO/IEC 19794-5 §5.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceInformation {
    /// 0 unspecified, 1 male, 2 female, FF unknown
    pub gender: u8,
    /// 0 unspecified, 1 black … 7 pink, FF other
    pub eye_colour: u8,
    /// 0 unspecified, 1 bald, 2 black … 9 blue, FF other
    pub hair_colour: u8,
    /// bit mask of features such as glasses
    pub properties: u32,
    /// 0 unspecified, 1 neutral …
    pub expression: u16,
    /// yaw, pitch and roll of the head in steps of two degrees, 0 unspecified
    pub pose: [u8; 3],
    /// uncertainty of the three
    pub pose_uncertainty: [u8; 3],
    /// number of feature points
    pub feature_points: u16,
    /// 0 basic, 1 full frontal, 2 token frontal
    pub face_image_type: u8,
    /// 0 JPEG, 1 JPEG 2000
    pub image_data_type: u8,
    /// width as declared
    pub width: u16,
    /// height as declared
    pub height: u16,
}

/// Reads the record of one `5F2E` into `dg2`.
pub(super) fn read(dg2: &mut Dg2, header: &BiometricHeader, object: &Tlv<'_>) {
    let record = Record {
        data: object.value,
        base: object.value_offset(),
        header,
    };
    if record.read(dg2).is_none() {
        record.read_picture_alone(dg2, 0);
    }
}

/// A record and where it lies.
struct Record<'a> {
    data: &'a [u8],
    base: usize,
    header: &'a BiometricHeader,
}

impl Record<'_> {
    /// Reads every face; `None` when the data end within the headers.
    fn read(&self, dg2: &mut Dg2) -> Option<()> {
        let format = be32(self.data, 0)?;
        let version = be32(self.data, 4)?;
        let length = usize::try_from(be32(self.data, 8)?).ok()?;
        let faces = usize::from(be16(self.data, 12)?);
        self.expect(dg2, 0, DeviantField::RecordFormat, format, *b"FAC\0");
        self.expect(dg2, 4, DeviantField::RecordVersion, version, *b"010\0");
        let end = self.end(dg2, length);
        let mut start = RECORD_HEADER;
        let mut found = 0;
        while found < faces.clamp(1, MAX_FACES) && start < end {
            let is_last = found + 1 == faces.clamp(1, MAX_FACES);
            start = self.read_face(dg2, start, end, is_last)?;
            found += 1;
        }
        if found != faces {
            let declared = u32::try_from(faces).unwrap_or(u32::MAX);
            let found = u32::try_from(found).unwrap_or(u32::MAX);
            dg2.deviates(self.base + 12, Deviation::Count { declared, found });
        }
        Some(())
    }

    fn expect(&self, dg2: &mut Dg2, at: usize, field: DeviantField, found: u32, right: [u8; 4]) {
        if found != u32::from_be_bytes(right) {
            dg2.deviates(self.base + at, Deviation::Value { field, found });
        }
    }

    /// Where the record ends: as declared, or where the data end when that is wrong. Zeros
    /// behind the declared end are padding.
    fn end(&self, dg2: &mut Dg2, declared: usize) -> usize {
        let there = self.data.len();
        match self.data.get(declared..) {
            Some([]) => there,
            Some(surplus) if declared > RECORD_HEADER && surplus.iter().all(|byte| *byte == 0) => {
                let count = surplus.len();
                dg2.deviates(self.base + declared, Deviation::Padding { count });
                declared
            }
            _ => {
                let lengths = Deviation::RecordLength {
                    declared: declared as u64,
                    found: there as u64,
                };
                dg2.deviates(self.base + 8, lengths);
                there
            }
        }
    }

    /// Reads the face block at `start`; returns where the next one starts.
    fn read_face(&self, dg2: &mut Dg2, start: usize, end: usize, is_last: bool) -> Option<usize> {
        let information = self.information(start)?;
        let block_len = usize::try_from(be32(self.data, start)?).ok()?;
        let points = FEATURE_POINT * usize::from(information.feature_points);
        let image_information = start + FACIAL_INFORMATION + points;
        let image_start = image_information + IMAGE_INFORMATION;
        if image_start > end {
            let declared = information.feature_points;
            dg2.deviates(self.base + start + 4, Deviation::FeaturePoints { declared });
            self.read_picture_alone(dg2, start);
            return Some(end);
        }
        let information = self.image_information(image_information, information)?;
        let declared_end = start
            .checked_add(block_len)
            .filter(|block_end| *block_end <= end);
        let image_end = match declared_end {
            Some(block_end) if block_end == end || (!is_last && block_end >= image_start) => {
                block_end
            }
            _ => {
                let lengths = Deviation::RecordLength {
                    declared: block_len as u64,
                    found: (end - start) as u64,
                };
                dg2.deviates(self.base + start, lengths);
                end
            }
        };
        check_codes(dg2, self.base + start, &information);
        self.add_picture(dg2, image_start, image_end, Some(information));
        Some(image_end)
    }

    /// The facial information block.
    fn information(&self, start: usize) -> Option<FaceInformation> {
        let block = self.data.get(start..)?.get(..FACIAL_INFORMATION)?;
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
        })
    }

    /// The image information block, put into what is known already.
    fn image_information(&self, at: usize, known: FaceInformation) -> Option<FaceInformation> {
        let block = self.data.get(at..)?.get(..IMAGE_INFORMATION)?;
        Some(FaceInformation {
            face_image_type: *block.first()?,
            image_data_type: *block.get(1)?,
            width: be16(block, 2)?,
            height: be16(block, 4)?,
            ..known
        })
    }

    /// Falls back on the picture's own first bytes, when the fields before it cannot be read.
    fn read_picture_alone(&self, dg2: &mut Dg2, start: usize) {
        let rest = self.data.get(start..).unwrap_or_default();
        match picture::find(rest) {
            Some(found) => self.add_picture(dg2, start + found, self.data.len(), None),
            None => dg2.deviates(self.base + start, Deviation::NoPicture),
        }
    }

    fn add_picture(
        &self,
        dg2: &mut Dg2,
        start: usize,
        end: usize,
        information: Option<FaceInformation>,
    ) {
        let bytes = self.data.get(start..end).unwrap_or_default();
        let bytes = picture::without_padding(bytes);
        let format = ImageFormat::detect(bytes);
        let header = PictureHeader::read(bytes);
        let start = self.base + start;
        if format == ImageFormat::Unknown {
            dg2.deviates(start, Deviation::NoPicture);
        }
        if let Some(information) = &information {
            compare(dg2, start, information, format, header);
        }
        dg2.add(FaceImage {
            header: self.header.clone(),
            record: RecordFormat::Iso19794,
            format,
            picture: header,
            image: start..start + bytes.len(),
            information: information.map(Personal::new),
        });
    }
}

/// Compares what is declared with the picture itself.
fn compare(
    dg2: &mut Dg2,
    at: usize,
    declared: &FaceInformation,
    format: ImageFormat,
    picture: Option<PictureHeader>,
) {
    let known = match declared.image_data_type {
        0 => format == ImageFormat::Jpeg,
        1 => format.is_jpeg2000(),
        _ => true,
    };
    if !known && format != ImageFormat::Unknown {
        dg2.deviates(at, Deviation::ImageType);
    }
    let size = (u32::from(declared.width), u32::from(declared.height));
    if picture.is_some_and(|picture| (picture.width, picture.height) != size) {
        dg2.deviates(at, Deviation::ImageSize);
    }
}

/// Codes that do not exist; `at` is the offset of the facial information block.
fn check_codes(dg2: &mut Dg2, at: usize, face: &FaceInformation) {
    let [yaw, pitch, roll] = face.pose;
    let [yaw_u, pitch_u, roll_u] = face.pose_uncertainty;
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
        (
            20,
            DeviantField::FaceImageType,
            face.face_image_type,
            3,
            false,
        ),
        (
            21,
            DeviantField::ImageDataType,
            face.image_data_type,
            1,
            false,
        ),
    ];
    let points = FEATURE_POINT * usize::from(face.feature_points);
    for (place, field, value, highest, ff_is_other) in rules {
        if value <= highest || (ff_is_other && value == 0xFF) {
            continue;
        }
        // the last two lie behind the feature points
        let skipped = if place >= FACIAL_INFORMATION {
            points
        } else {
            0
        };
        let found = value.into();
        dg2.deviates(at + place + skipped, Deviation::Value { field, found });
    }
}
