//! The finger image block of ISO/IEC 39794-4 (Doc 9303-10 §4.5.6).
//!
//! `64 { A0 version, A1 { 30 { A0 position, A1 impression, A2 format, 83 picture, … } … } }`

use super::FingerImage;
use super::representation::FingerRepresentation;
use crate::Personal;
use crate::biometric::block::field;
use crate::biometric::representation::{picture, walk_block};
use crate::biometric::walk::Walk;
use crate::biometric::{BiometricHeader, MAX_IMAGES, RecordFormat};
use crate::picture::ImageFormat;
use crate::structure::Deviation;
use vidimus_iso7816::tlv::Tlv;

const PICTURE: u8 = 3;

/// Reads the fingers of one `7F2E`.
pub(super) fn read(
    walk: &mut Walk,
    block: &Tlv<'_>,
    header: &BiometricHeader,
    fingers: &mut Vec<FingerImage>,
) {
    walk_block(walk, block, &mut |walk, representation, version| {
        if fingers.len() >= MAX_IMAGES {
            return true;
        }
        let Some(data) = field(representation, PICTURE) else {
            return false;
        };
        let said = FingerRepresentation::read(representation, version);
        let (image, format, pixels) = picture(&data);
        if format == ImageFormat::Unknown {
            walk.deviates(image.start, Deviation::NoPicture);
        } else if !said.is_format(format) {
            walk.deviates(image.start, Deviation::ImageType);
        }
        fingers.push(FingerImage {
            header: header.clone(),
            record: RecordFormat::Iso39794,
            format,
            picture: pixels,
            image,
            information: None,
            representation: Some(Personal::new(said)),
        });
        true
    });
}
