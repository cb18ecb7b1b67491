//! DG2: the encoded face (ICAO Doc 9303-10 §4.7.2; ISO/IEC 19794-5:2005, ISO/IEC 39794-5:2019).
//!
//! ```text
//! 75 { 7F61 { 02 count, 7F60 { A1 { header }, 5F2E record | 7F2E { A1 { 65 … } } } … } }
//! ```
//! Pictures are ranges of the file, looked at by their first bytes only; decoding is module
//! `image`. What deviates but can be read all the same is read, and listed in
//! [`Dg2::deviations`] for the check `lds.structure`.

use crate::biometric::record::Record;
use crate::biometric::walk::{Content, DataBlock, Walk};
use crate::biometric::{Attributes, MAX_IMAGES, Modality, slice};
use crate::picture::{ImageFormat, PictureHeader};
use crate::structure::StructureFinding;
use crate::{Decoded, LdsError, Personal};
use core::ops::Range;

mod information;
mod iso19794;
mod iso39794;
mod representation;
pub(crate) mod terms;

pub use crate::biometric::{Attribute, BiometricHeader, RecordFormat};
pub use information::{FaceInformation, FeaturePoint};
pub use representation::{Angle, FaceRepresentation, FaceSize};

/// DG2: the encoded face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dg2 {
    /// the faces; the first with a picture is the portrait
    pub faces: Vec<FaceImage>,
    /// how many records are encrypted, and so not in `faces`
    pub encrypted: usize,
    /// what deviates from the standard
    pub deviations: Vec<StructureFinding>,
}

/// One face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceImage {
    /// the header of the template it came in
    pub header: BiometricHeader,
    /// how the record is built
    pub record: RecordFormat,
    /// the picture's format, by its first bytes
    pub format: ImageFormat,
    /// the picture's own header: size and components
    pub picture: Option<PictureHeader>,
    /// where the picture is in the file
    pub image: Range<usize>,
    /// what a record of ISO/IEC 19794-5 says about the person and the picture
    pub information: Option<Personal<FaceInformation>>,
    /// the points of the face that such a record marks
    pub feature_points: Personal<Vec<FeaturePoint>>,
    /// what a representation of ISO/IEC 39794-5 says about the person and the picture
    pub representation: Option<Personal<FaceRepresentation>>,
}

impl FaceImage {
    /// The faces of a record without a file around it: of the ISO/IEC 19794 series, or the data
    /// block of the ISO/IEC 39794 series, with or without `7F2E`. What deviates is told as notes.
    #[must_use]
    pub fn read_record(bytes: &[u8]) -> Decoded<Vec<Self>> {
        let modality = Modality::Face;
        let mut walk = Walk::new(modality);
        let mut faces = Vec::new();
        read_block(&mut walk, &DataBlock::alone(bytes, modality), &mut faces);
        walk.finish(faces, Ok(()))
    }

    /// The picture's bytes in the file that was parsed.
    #[must_use]
    pub fn bytes<'a>(&self, file: &'a [u8]) -> Option<&'a [u8]> {
        slice(file, &self.image)
    }

    /// What the record says, in words.
    #[must_use]
    pub fn attributes(&self) -> Personal<Vec<Attribute>> {
        let mut list = Attributes::default();
        if let Some(information) = &self.information {
            information.reveal().describe(&mut list);
        }
        if let Some(representation) = &self.representation {
            representation.reveal().describe(&mut list);
        }
        Personal::new(list.into_list())
    }
}

impl Dg2 {
    /// Parses the whole file.
    ///
    /// # Errors
    /// [`LdsError`] when it is not DG2 or its templates do not decode; what was read up to there
    /// is what [`Self::read`] gives.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        Self::read(bytes).whole()
    }

    /// Reads the file as far as it goes: faces before a fault are kept.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Decoded<Self> {
        let mut walk = Walk::new(Modality::Face);
        let mut faces = Vec::new();
        let walked = walk.file(bytes, &mut |walk, block| {
            read_block(walk, block, &mut faces);
        });
        let dg2 = Self {
            faces,
            encrypted: walk.encrypted,
            deviations: walk.findings.clone(),
        };
        walk.finish(dg2, walked)
    }

    /// The portrait: the first face that has a picture.
    #[must_use]
    pub fn portrait(&self) -> Option<&FaceImage> {
        self.faces.iter().find(|face| !face.image.is_empty())
    }
}

/// Reads one data block, of either series.
pub(crate) fn read_block(walk: &mut Walk, block: &DataBlock<'_>, faces: &mut Vec<FaceImage>) {
    match &block.content {
        Content::Record { data, offset } => {
            iso19794::read(walk, Record::new(data, *offset), &block.header, faces);
        }
        Content::Block(object) => iso39794::read(walk, object, &block.header, faces),
    }
    faces.truncate(MAX_IMAGES);
}
