//! What a representation of ISO/IEC 39794-6 says of an iris (RepresentationBlock).
//!
//! Localisation and the capture device are not read.

use super::terms;
use crate::biometric::block::{code, field, unsigned};
use crate::biometric::representation::BlockVersion;
use crate::biometric::{Attributes, CaptureTime, Quality};
use crate::picture::ImageFormat;
use vidimus_iso7816::tlv::Tlv;

/// What an iris representation says about the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IrisRepresentation {
    /// generation of the standard: 3
    pub generation: Option<u32>,
    /// year of the standard
    pub year: Option<u32>,
    /// 0 unknown, 1 right, 2 left
    pub eye: Option<u32>,
    /// 1 uncropped, 2 640 by 480, 3 cropped, 7 cropped and masked
    pub kind: Option<u32>,
    /// bits of a pixel, 8 to 24
    pub bit_depth: Option<u32>,
    /// 0 PGM, 1 PPM, 2 PNG, 3 JPEG 2000 lossless, 4 JPEG 2000 lossy
    pub image_data_format: Option<u32>,
    /// 0 undefined, 1 left to right, 2 right to left
    pub horizontal_orientation: Option<u32>,
    /// 0 undefined, 1 top to bottom, 2 bottom to top
    pub vertical_orientation: Option<u32>,
    /// 0 undefined, 1 none or without loss, 2 with loss
    pub compression_history: Option<u32>,
    /// how far the eye was from the camera
    pub range: Option<IrisRange>,
    /// when the picture was taken
    pub captured: Option<CaptureTime>,
    /// what algorithms think of it
    pub qualities: Vec<Quality>,
    /// how the eye was turned, as the standard measures it
    pub roll_angle: Option<u32>,
    /// how far that may be off
    pub roll_uncertainty: Option<u32>,
}

/// The distance from the camera to the eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IrisRange {
    /// measured, in millimetres
    Millimetres(u32),
    /// not measured: 0 unassigned, 1 failed, 2 overflow
    Error(u32),
}

impl IrisRepresentation {
    pub(super) fn read(block: &Tlv<'_>, version: BlockVersion) -> Self {
        let roll = field(block, 12);
        let roll = |place| roll.as_ref().and_then(|roll| unsigned(roll, place));
        let range = field(block, 7).and_then(|range| {
            let measured = unsigned(&range, 0).map(IrisRange::Millimetres);
            measured.or_else(|| unsigned(&range, 1).map(IrisRange::Error))
        });
        Self {
            generation: version.0,
            year: version.1,
            eye: unsigned(block, 0),
            kind: code(block, 1),
            bit_depth: unsigned(block, 2),
            image_data_format: code(block, 3),
            horizontal_orientation: unsigned(block, 4),
            vertical_orientation: unsigned(block, 5),
            compression_history: unsigned(block, 6),
            range,
            captured: field(block, 8).map(|time| CaptureTime::read(&time)),
            qualities: field(block, 11).map_or(Vec::new(), |list| Quality::read_all(&list)),
            roll_angle: roll(0),
            roll_uncertainty: roll(1),
        }
    }

    /// Whether the declared format is this one, or says nothing.
    pub(super) fn is_format(&self, format: ImageFormat) -> bool {
        match self.image_data_format {
            Some(0) => format == ImageFormat::Pgm,
            Some(1) => format == ImageFormat::Ppm,
            Some(2) => format == ImageFormat::Png,
            Some(3 | 4) => format.is_jpeg2000(),
            _ => true,
        }
    }

    pub(super) fn describe(&self, list: &mut Attributes) {
        list.unit("generation", self.generation, "");
        list.unit("edition", self.year, "");
        list.code("kind of image", self.kind, terms::KIND_3);
        list.unit("depth", self.bit_depth, " bits");
        list.code("image format", self.image_data_format, terms::DATA_FORMAT_3);
        let horizontal = self.horizontal_orientation;
        list.code("horizontal orientation", horizontal, terms::HORIZONTAL_3);
        let vertical = self.vertical_orientation;
        list.code("vertical orientation", vertical, terms::VERTICAL_3);
        let compression = self.compression_history;
        list.code("compression", compression, terms::COMPRESSION_3);
        match self.range {
            Some(IrisRange::Millimetres(range)) => list.unit("range", Some(range), " mm"),
            Some(IrisRange::Error(error)) => list.code("range", Some(error), terms::RANGE_ERROR_3),
            None => {}
        }
        list.unit("captured", self.captured, "");
        for quality in &self.qualities {
            list.add("quality", quality);
        }
        list.unit("roll angle", self.roll_angle, "");
    }
}
