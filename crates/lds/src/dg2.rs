//! DG2: the encoded face (ICAO Doc 9303-10 §4.7.2; ISO/IEC 19794-5:2005, ISO/IEC 39794-5:2019).
//!
//! ```text
//! 75 { 7F61 { 02 count, 7F60 { A1 { header }, 5F2E record | 7F2E { A1 { 65 … } } } … } }
//! ```
//! Pictures are ranges of the file, looked at by their first bytes only; decoding is module
//! `image`. What deviates but can be read all the same is read, and listed in
//! [`Dg2::deviations`] for the check `lds.structure`.

use crate::picture::{ImageFormat, PictureHeader};
use crate::structure::{Deviation, StructureFinding};
use crate::{DataGroup, File, LdsError, Personal, outer_object};
use core::ops::Range;
use vidimus_iso7816::tlv::{Reader, Tag, Tlv, TlvError};

mod header;
mod iso19794;
mod iso39794;

pub use header::BiometricHeader;
pub use iso19794::FaceInformation;

const FILE: File = File::Dg(DataGroup::DG2);
const GROUP_TEMPLATE: Tag = Tag(0x7F61);
const COUNT: Tag = Tag(0x02);
const TEMPLATE: Tag = Tag(0x7F60);
const HEADER: Tag = Tag(0xA1);
const RECORD: Tag = Tag(0x5F2E);
const CONSTRUCTED_RECORD: Tag = Tag(0x7F2E);
/// Secure messaging template (ISO/IEC 7816-11): an encrypted record.
const ENCRYPTED: Tag = Tag(0x7D);
/// Most faces that are listed.
const MAX_FACES: usize = 16;

/// DG2: the encoded face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dg2 {
    /// the faces; the first is the portrait
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
    /// what the record says about the person
    pub information: Option<Personal<FaceInformation>>,
}

/// How a face record is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RecordFormat {
    /// ISO/IEC 19794-5:2005, a row of fields.
    Iso19794,
    /// ISO/IEC 39794-5:2019, in ASN.1.
    Iso39794,
}

impl FaceImage {
    /// The picture's bytes in the file that was parsed.
    #[must_use]
    pub fn bytes<'a>(&self, file: &'a [u8]) -> Option<&'a [u8]> {
        file.get(self.image.clone())
    }
}

impl Dg2 {
    /// Parses the whole file.
    ///
    /// # Errors
    /// [`LdsError`] when it is not DG2 or its templates do not decode.
    pub fn parse(bytes: &[u8]) -> Result<Self, LdsError> {
        let object = outer_object(bytes, FILE)?;
        let mut dg2 = Self {
            faces: Vec::new(),
            encrypted: 0,
            deviations: Vec::new(),
        };
        dg2.read_group(object)
            .map_err(|error| LdsError::tlv(FILE, error))?;
        Ok(dg2)
    }

    /// The portrait: the first face.
    #[must_use]
    pub fn portrait(&self) -> Option<&FaceImage> {
        self.faces.first()
    }

    pub(crate) fn deviates(&mut self, offset: usize, what: Deviation) {
        self.deviations.push(StructureFinding::new(offset, what));
    }

    fn read_group(&mut self, object: &[u8]) -> Result<(), TlvError> {
        let mut outer = Reader::new(object).expect(FILE_TAG)?.children()?;
        let mut group = outer.expect(GROUP_TEMPLATE)?.children()?;
        let count_at = group.offset();
        let count = group.take_if(COUNT)?;
        let mut templates = 0u32;
        while let Some(template) = group.next()? {
            if template.tag == TEMPLATE {
                templates += 1;
                self.read_template(&template)?;
            }
        }
        match count.map(|count| count.value) {
            None => self.deviates(count_at, Deviation::Missing(COUNT)),
            Some([declared]) if u32::from(*declared) == templates => {}
            Some(declared) => {
                let declared = number(declared);
                self.deviates(
                    count_at,
                    Deviation::Count {
                        declared,
                        found: templates,
                    },
                );
            }
        }
        Ok(())
    }

    fn read_template(&mut self, template: &Tlv<'_>) -> Result<(), TlvError> {
        let mut objects = template.children()?;
        let mut header = BiometricHeader::default();
        let mut has_header = false;
        let mut has_record = false;
        while let Some(object) = objects.next()? {
            match object.tag {
                HEADER => {
                    header = BiometricHeader::read(&object)?;
                    has_header = true;
                }
                RECORD => iso19794::read(self, &header, &object),
                CONSTRUCTED_RECORD => iso39794::read(self, &header, &object),
                ENCRYPTED => self.encrypted += 1,
                _ => {}
            }
            has_record |= matches!(object.tag, RECORD | CONSTRUCTED_RECORD | ENCRYPTED);
        }
        if has_header {
            header.check(self, template.offset);
        } else {
            self.deviates(template.offset, Deviation::Missing(HEADER));
        }
        if !has_record {
            self.deviates(template.offset, Deviation::Missing(RECORD));
        }
        Ok(())
    }

    /// Adds a face, up to the limit.
    fn add(&mut self, face: FaceImage) {
        if self.faces.len() < MAX_FACES {
            self.faces.push(face);
        }
    }
}

const FILE_TAG: Tag = Tag(0x75);

/// A short big-endian number; longer ones keep their last four bytes.
fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |value, byte| (value << 8) | u32::from(*byte))
}
