//! What DG2, DG3 and DG4 have in common (ICAO Doc 9303-10 §4.5.6, §4.7.2 to §4.7.4; ISO/IEC
//! 7816-11 annex C).
//!
//! ```text
//! 7F61 { 02 count, 7F60 { A1 { header }, 5F2E record | 7F2E { A1 { 64, 65 or 66 … } } } … }
//! ```
//! `5F2E` is a row of fields of the ISO/IEC 19794 series of 2005, `7F2E` is ASN.1 of the ISO/IEC
//! 39794 series. Of either one may be inside a secure messaging template `7D`: encrypted, counted
//! and left alone.

use crate::{DataGroup, File};
use core::ops::Range;
use vidimus_iso7816::tlv::{Reader, Tag};

mod attribute;
pub(crate) mod block;
mod header;
pub(crate) mod record;
pub(crate) mod representation;
pub(crate) mod walk;

pub use attribute::Attribute;
pub(crate) use attribute::Attributes;
pub use block::{CaptureTime, Quality};
pub use header::BiometricHeader;

/// Most pictures that are listed of one file.
pub const MAX_IMAGES: usize = 16;

/// Which feature a data group holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    /// DG2
    Face,
    /// DG3
    Finger,
    /// DG4
    Iris,
}

/// How a biometric data block is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RecordFormat {
    /// ISO/IEC 19794-4, -5 or -6 of 2005, a row of fields.
    Iso19794,
    /// ISO/IEC 39794-4, -5 or -6, in ASN.1.
    Iso39794,
}

impl Modality {
    /// The feature that a file holds; `None` for a file of something else.
    #[must_use]
    pub fn of_file(file: File) -> Option<Self> {
        let all = [Self::Face, Self::Finger, Self::Iris];
        all.into_iter().find(|modality| modality.file() == file)
    }

    /// The file.
    #[must_use]
    pub const fn file(self) -> File {
        File::Dg(match self {
            Self::Face => DataGroup::DG2,
            Self::Finger => DataGroup::DG3,
            Self::Iris => DataGroup::DG4,
        })
    }

    /// The same of a file of a driving licence: DG6 to DG8.
    #[must_use]
    pub const fn of_licence_file(file: File) -> Option<Self> {
        match file {
            File::Dg(group) => match group.number() {
                6 => Some(Self::Face),
                7 => Some(Self::Finger),
                8 => Some(Self::Iris),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a record alone is, by what it starts with: `FAC`, `FIR` or `IIR` and zero, or the
    /// data block of ISO/IEC 39794 with or without `7F2E`. `65` is DG5 too, so that what is inside
    /// decides.
    #[must_use]
    pub fn of_record(bytes: &[u8]) -> Option<(Self, RecordFormat)> {
        match bytes.first_chunk()? {
            b"FAC\0" => return Some((Self::Face, RecordFormat::Iso19794)),
            b"FIR\0" => return Some((Self::Finger, RecordFormat::Iso19794)),
            b"IIR\0" => return Some((Self::Iris, RecordFormat::Iso19794)),
            _ => {}
        }
        let first = walk::next(&mut Reader::new(bytes)).ok()??;
        let data = match first.tag {
            Tag(0x7F2E) => {
                let standard = block::children(&first).find(|found| found.tag == Tag(0xA1))?;
                block::children(&standard).next()?
            }
            _ => first,
        };
        let all = [Self::Face, Self::Finger, Self::Iris];
        let modality = all
            .into_iter()
            .find(|one| Tag(one.block_tag()) == data.tag)?;
        let version = block::children(&data).next()?;
        (version.tag == Tag(0xA0)).then_some((modality, RecordFormat::Iso39794))
    }

    /// The biometric type `81` (ISO/IEC 19785-3): facial features, fingerprint, iris.
    #[must_use]
    pub const fn biometric_type(self) -> u32 {
        match self {
            Self::Face => 0x02,
            Self::Finger => 0x08,
            Self::Iris => 0x10,
        }
    }

    /// The format types `88` of ISO/IEC 19794 and ISO/IEC 39794, as ISO/IEC JTC 1/SC 37 registers
    /// them.
    #[must_use]
    pub const fn format_types(self) -> [u32; 2] {
        match self {
            Self::Face => [0x0008, 0x002A],
            Self::Finger => [0x0007, 0x0028],
            Self::Iris => [0x0009, 0x002C],
        }
    }

    /// The tag of the data block of ISO/IEC 39794: `[APPLICATION 4]` to `[APPLICATION 6]`.
    #[must_use]
    pub const fn block_tag(self) -> u32 {
        match self {
            Self::Finger => 0x64,
            Self::Face => 0x65,
            Self::Iris => 0x66,
        }
    }

    /// Whether the subtype `82` exists: for a finger which one and of which hand (Doc 9303-10
    /// table 49), for an iris which eye.
    #[must_use]
    pub const fn is_subtype(self, subtype: u32) -> bool {
        match self {
            Self::Face => true,
            Self::Finger => subtype >> 2 <= 5 && subtype & 3 != 3,
            Self::Iris => subtype <= 2,
        }
    }
}

/// The bytes of a picture in the file that was parsed.
pub(crate) fn slice<'a>(file: &'a [u8], image: &Range<usize>) -> Option<&'a [u8]> {
    file.get(image.clone())
}
