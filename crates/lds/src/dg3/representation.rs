//! What a representation of ISO/IEC 39794-4 says of a finger (RepresentationBlock).
//!
//! Segments, annotations, comments and vendors' data are not read.

use super::terms;
use crate::biometric::block::{boolean, code, field, unsigned};
use crate::biometric::representation::BlockVersion;
use crate::biometric::{Attributes, CaptureTime, Quality};
use crate::picture::ImageFormat;
use vidimus_iso7816::tlv::Tlv;

/// What a finger representation says about the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FingerRepresentation {
    /// generation of the standard: 3
    pub generation: Option<u32>,
    /// year of the standard
    pub year: Option<u32>,
    /// 0 unknown, 1 right thumb … 10 left little finger
    pub position: Option<u32>,
    /// 0 plain, 1 rolled …
    pub impression: Option<u32>,
    /// 0 PGM, 1 WSQ, 2 JPEG 2000 lossy, 3 JPEG 2000 lossless, 4 PNG
    pub image_data_format: Option<u32>,
    /// when the picture was taken
    pub captured: Option<CaptureTime>,
    /// what algorithms think of it
    pub qualities: Vec<Quality>,
    /// samples per unit
    pub sampling_rate: Option<u32>,
    /// the unit, as the standard numbers it
    pub sampling_unit: Option<u32>,
    /// whether the scanner found the position itself
    pub position_computed: Option<bool>,
    /// how the finger was turned, 0 to 359 degrees
    pub original_rotation: Option<u32>,
    /// whether the picture was turned upright
    pub rotated_to_vertical: Option<bool>,
    /// whether it was ever compressed with loss
    pub lossily_compressed: Option<bool>,
}

impl FingerRepresentation {
    pub(super) fn read(block: &Tlv<'_>, version: BlockVersion) -> Self {
        let rate = field(block, 7);
        let rate = |place| rate.as_ref().and_then(|rate| unsigned(rate, place));
        Self {
            generation: version.0,
            year: version.1,
            position: code(block, 0),
            impression: code(block, 1),
            image_data_format: code(block, 2),
            captured: field(block, 4).map(|time| CaptureTime::read(&time)),
            qualities: field(block, 6).map_or(Vec::new(), |list| Quality::read_all(&list)),
            sampling_rate: rate(0),
            sampling_unit: rate(1),
            position_computed: boolean(block, 8),
            original_rotation: unsigned(block, 9),
            rotated_to_vertical: boolean(block, 10),
            lossily_compressed: boolean(block, 11),
        }
    }

    /// Whether the declared format is this one, or says nothing.
    pub(super) fn is_format(&self, format: ImageFormat) -> bool {
        match self.image_data_format {
            Some(0) => format == ImageFormat::Pgm,
            Some(1) => format == ImageFormat::Wsq,
            Some(2 | 3) => format.is_jpeg2000(),
            Some(4) => format == ImageFormat::Png,
            _ => true,
        }
    }

    pub(super) fn describe(&self, list: &mut Attributes) {
        list.unit("generation", self.generation, "");
        list.unit("edition", self.year, "");
        list.code("impression", self.impression, terms::IMPRESSION);
        list.code("image format", self.image_data_format, terms::DATA_FORMAT_3);
        list.unit("captured", self.captured, "");
        for quality in &self.qualities {
            list.add("quality", quality);
        }
        list.unit("samples per unit", self.sampling_rate, "");
        list.unit("original rotation", self.original_rotation, "°");
        list.unit("rotated upright", self.rotated_to_vertical, "");
        list.unit("lossily compressed", self.lossily_compressed, "");
    }
}
