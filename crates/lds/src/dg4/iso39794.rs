//! The iris image block of ISO/IEC 39794-6 (Doc 9303-10 §4.5.6).
//!
//! `66 { A0 version, A1 { 30 { 80 eye, A1 kind, 82 depth, A3 format, …, 89 picture, … } … } }`

use super::IrisImage;
use super::representation::IrisRepresentation;
use crate::Personal;
use crate::biometric::block::field;
use crate::biometric::representation::{picture, walk_block};
use crate::biometric::walk::Walk;
use crate::biometric::{BiometricHeader, MAX_IMAGES, RecordFormat};
use crate::picture::ImageFormat;
use crate::structure::Deviation;
use vidimus_iso7816::tlv::Tlv;

const PICTURE: u8 = 9;

/// Reads the irises of one `7F2E`.
pub(super) fn read(
    walk: &mut Walk,
    block: &Tlv<'_>,
    header: &BiometricHeader,
    irises: &mut Vec<IrisImage>,
) {
    walk_block(walk, block, &mut |walk, representation, version| {
        if irises.len() >= MAX_IMAGES {
            return true;
        }
        let Some(data) = field(representation, PICTURE) else {
            return false;
        };
        let said = IrisRepresentation::read(representation, version);
        let (image, format, pixels) = picture(&data);
        if format == ImageFormat::Unknown {
            walk.deviates(image.start, Deviation::NoPicture);
        } else if !said.is_format(format) {
            walk.deviates(image.start, Deviation::ImageType);
        }
        irises.push(IrisImage {
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
