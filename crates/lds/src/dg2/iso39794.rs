//! The face block of ISO/IEC 39794-5:2019 (Doc 9303-10 §4.5.6; the application profile for
//! eMRTDs).
//!
//! `65 { A0 version, A1 { 30 { 80 id, A1 { A0 { A0 { 80 picture, A1 information … } } } … } } }`

use super::FaceImage;
use super::representation::FaceRepresentation;
use crate::Personal;
use crate::biometric::block::field;
use crate::biometric::representation::{picture, walk_block};
use crate::biometric::walk::Walk;
use crate::biometric::{BiometricHeader, MAX_IMAGES, RecordFormat};
use crate::picture::ImageFormat;
use crate::structure::Deviation;
use vidimus_iso7816::tlv::Tlv;

/// From a representation to its picture: image, of the base kind, two-dimensional.
const TO_IMAGE: [u8; 3] = [1, 0, 0];
/// The picture in it.
const PICTURE: u8 = 0;

/// Reads the faces of one `7F2E`.
pub(super) fn read(
    walk: &mut Walk,
    block: &Tlv<'_>,
    header: &BiometricHeader,
    faces: &mut Vec<FaceImage>,
) {
    walk_block(walk, block, &mut |walk, representation, version| {
        if faces.len() >= MAX_IMAGES {
            return true;
        }
        let image = TO_IMAGE
            .iter()
            .try_fold(*representation, |inner, step| field(&inner, *step));
        let Some((image, data)) = image.and_then(|image| Some((image, field(&image, PICTURE)?)))
        else {
            return false;
        };
        let said = FaceRepresentation::read(representation, &image, version);
        faces.push(face(walk, header, &data, said));
        true
    });
}

fn face(
    walk: &mut Walk,
    header: &BiometricHeader,
    data: &Tlv<'_>,
    said: FaceRepresentation,
) -> FaceImage {
    let (image, format, pixels) = picture(data);
    let is_said = match said.image_data_format {
        Some(2) => format == ImageFormat::Jpeg,
        Some(3 | 4) => format.is_jpeg2000(),
        Some(5) => format == ImageFormat::Png,
        _ => true,
    };
    if format == ImageFormat::Unknown {
        walk.deviates(image.start, Deviation::NoPicture);
    } else if !is_said {
        walk.deviates(image.start, Deviation::ImageType);
    }
    if let (Some(size), Some(picture)) = (said.size, pixels)
        && (picture.width, picture.height) != (size.width, size.height)
    {
        walk.deviates(image.start, Deviation::ImageSize);
    }
    FaceImage {
        header: header.clone(),
        record: RecordFormat::Iso39794,
        format,
        picture: pixels,
        image,
        information: None,
        feature_points: Personal::new(Vec::new()),
        representation: Some(Personal::new(said)),
    }
}
