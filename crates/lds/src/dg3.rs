//! DG3: encoded fingers (ICAO Doc 9303-10 §4.7.3; ISO/IEC 19794-4:2005, ISO/IEC 39794-4).
//!
//! ```text
//! 63 { 7F61 { 02 count, 7F60 { A1 { header }, 5F2E record | 7F2E { A1 { 64 … } } } … }, 53 any }
//! ```
//! One template a finger; a count of zero says that there are none, with something random beside
//! it in `53` so that the hash differs from one document to the next (§4.7.3.2.2). Readable after
//! Terminal Authentication only. Pictures are ranges of the file; those in WSQ are recognised and
//! can be kept as they are, no library that we keep decodes them.

use crate::biometric::record::Record;
use crate::biometric::walk::{Content, DataBlock, Walk};
use crate::biometric::{Attributes, MAX_IMAGES, Modality, slice};
use crate::picture::{ImageFormat, PictureHeader};
use crate::{Decoded, LdsError, Personal};
use core::ops::Range;

mod information;
mod iso19794;
mod iso39794;
mod representation;
pub(crate) mod terms;

pub use crate::biometric::{Attribute, BiometricHeader, RecordFormat};
pub use information::FingerInformation;
pub use representation::FingerRepresentation;

/// DG3: encoded fingers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dg3 {
    /// the fingers, in the order of the file
    pub fingers: Vec<FingerImage>,
    /// how many records are encrypted, and so not in `fingers`
    pub encrypted: usize,
}

/// One picture of a finger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FingerImage {
    /// the header of the template it came in
    pub header: BiometricHeader,
    /// how the record is built
    pub record: RecordFormat,
    /// the picture's format: by its first bytes, or uncompressed by what the record says
    pub format: ImageFormat,
    /// size and components, by the picture's own header where it has one
    pub picture: Option<PictureHeader>,
    /// where the picture is in the file
    pub image: Range<usize>,
    /// what a record of ISO/IEC 19794-4 says
    pub information: Option<Personal<FingerInformation>>,
    /// what a representation of ISO/IEC 39794-4 says
    pub representation: Option<Personal<FingerRepresentation>>,
}

impl FingerImage {
    /// The fingers of a record without a file around it: of the ISO/IEC 19794 series, or the data
    /// block of the ISO/IEC 39794 series, with or without `7F2E`. What deviates is told as notes.
    #[must_use]
    pub fn read_record(bytes: &[u8]) -> Decoded<Vec<Self>> {
        let modality = Modality::Finger;
        let mut walk = Walk::new(modality);
        let mut fingers = Vec::new();
        read_block(&mut walk, &DataBlock::alone(bytes, modality), &mut fingers);
        walk.finish(fingers, Ok(()))
    }

    /// The picture's bytes in the file that was parsed.
    #[must_use]
    pub fn bytes<'a>(&self, file: &'a [u8]) -> Option<&'a [u8]> {
        slice(file, &self.image)
    }

    /// Which finger it is, by the record, else by the header: `right index`.
    #[must_use]
    pub fn finger(&self) -> Option<&'static str> {
        let by_record = match (&self.information, &self.representation) {
            (Some(information), _) => Some(u32::from(information.reveal().position)),
            (None, Some(representation)) => representation.reveal().position,
            (None, None) => None,
        };
        by_record
            .and_then(terms::position)
            .or_else(|| terms::subtype(self.header.biometric_subtype?))
    }

    /// What the record says, in words.
    #[must_use]
    pub fn attributes(&self) -> Personal<Vec<Attribute>> {
        let mut list = Attributes::default();
        list.unit("finger", self.finger(), "");
        if let Some(information) = &self.information {
            information.reveal().describe(&mut list);
        }
        if let Some(representation) = &self.representation {
            representation.reveal().describe(&mut list);
        }
        Personal::new(list.into_list())
    }
}

impl Dg3 {
    /// Parses the whole file.
    ///
    /// # Errors
    /// [`LdsError`] when it is not DG3 or its templates do not decode; what was read up to there
    /// is what [`Self::read`] gives.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        Self::read(bytes).whole()
    }

    /// Reads the file as far as it goes: fingers before a fault are kept, deviations are notes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Decoded<Self> {
        let mut walk = Walk::new(Modality::Finger);
        let mut fingers = Vec::new();
        let walked = walk.file(bytes, &mut |walk, block| {
            read_block(walk, block, &mut fingers);
        });
        let dg3 = Self {
            fingers,
            encrypted: walk.encrypted,
        };
        walk.finish(dg3, walked)
    }
}

/// Reads one data block, of either series.
pub(crate) fn read_block(walk: &mut Walk, block: &DataBlock<'_>, fingers: &mut Vec<FingerImage>) {
    match &block.content {
        Content::Record { data, offset } => {
            iso19794::read(walk, Record::new(data, *offset), &block.header, fingers);
        }
        Content::Block(object) => iso39794::read(walk, object, &block.header, fingers),
    }
    fingers.truncate(MAX_IMAGES);
}
