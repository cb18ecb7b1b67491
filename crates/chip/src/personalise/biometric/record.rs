//! The records of ISO/IEC 19794-4, -5 and -6:2005, of one picture each.

use super::{Coding, Modality, PictureSpec};

/// Length of a facial record header.
const FACIAL_HEADER: usize = 14;
/// Length of a facial information block.
const FACIAL_INFORMATION: usize = 20;
/// Length of a feature point.
const FEATURE_POINT: usize = 8;
/// Length of an image information block.
const IMAGE_INFORMATION: usize = 12;
/// The tip of the nose, point 9.3 of ISO/IEC 14496-2, in a drawing of that size.
const NOSE: [u8; 8] = [0x01, 0x93, 0x00, 0x78, 0x00, 0xA0, 0x00, 0x00];

/// A record to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordSpec {
    /// whose picture it is
    pub modality: Modality,
    /// the picture
    pub picture: PictureSpec,
    /// feature points of a face: how many are declared
    pub features_declared: u16,
    /// and how many there are
    pub features: usize,
    /// how much longer the record says it is than it is
    pub record_delta: i64,
    /// how much longer the lengths of record and picture say that the picture is than it is
    pub image_delta: i64,
    /// zeros behind the picture that no length counts
    pub padding: usize,
    /// fields with values of their own
    pub fields: Vec<(RecordField, Vec<u8>)>,
}

/// A field of a record that can be given any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordField {
    /// format identifier, four bytes; of every record
    Magic,
    /// version, four bytes; of every record
    Version,
    /// gender; this and the following of a face alone, a byte each
    Gender,
    /// eye colour
    EyeColour,
    /// hair colour
    HairColour,
    /// yaw, pitch and roll of the head: 0, 1, 2
    Pose(u8),
    /// their uncertainties
    PoseUncertainty(u8),
    /// face image type
    ImageType,
    /// image data type
    DataType,
}

impl RecordField {
    /// The field of this name in the conformance cases.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "magic" => Self::Magic,
            "version" => Self::Version,
            "gender" => Self::Gender,
            "eye" => Self::EyeColour,
            "hair" => Self::HairColour,
            "yaw" => Self::Pose(0),
            "pitch" => Self::Pose(1),
            "roll" => Self::Pose(2),
            "yaw-u" => Self::PoseUncertainty(0),
            "pitch-u" => Self::PoseUncertainty(1),
            "roll-u" => Self::PoseUncertainty(2),
            "image-type" => Self::ImageType,
            "data-type" => Self::DataType,
            _ => return None,
        })
    }
}

impl RecordSpec {
    /// A record of this picture that keeps the rules.
    #[must_use]
    pub const fn new(modality: Modality, picture: PictureSpec) -> Self {
        Self {
            modality,
            picture,
            features_declared: 0,
            features: 0,
            record_delta: 0,
            image_delta: 0,
            padding: 0,
            fields: Vec::new(),
        }
    }

    /// Where a field is, and how long.
    fn place(&self, field: RecordField) -> Option<(usize, usize)> {
        let image = FACIAL_HEADER + FACIAL_INFORMATION + FEATURE_POINT * self.features;
        let (at, length) = match field {
            RecordField::Magic => return Some((0, 4)),
            RecordField::Version => return Some((4, 4)),
            RecordField::Gender => (FACIAL_HEADER + 6, 1),
            RecordField::EyeColour => (FACIAL_HEADER + 7, 1),
            RecordField::HairColour => (FACIAL_HEADER + 8, 1),
            RecordField::Pose(axis) => (FACIAL_HEADER + 14 + usize::from(axis), 1),
            RecordField::PoseUncertainty(axis) => (FACIAL_HEADER + 17 + usize::from(axis), 1),
            RecordField::ImageType => (image, 1),
            RecordField::DataType => (image + 1, 1),
        };
        (self.modality == Modality::Face).then_some((at, length))
    }

    /// Gives a field a value; `None` where the record has no such field, or one of another length.
    #[must_use]
    pub fn set(&mut self, field: RecordField, value: Vec<u8>) -> Option<()> {
        let (_, length) = self.place(field)?;
        (value.len() == length).then(|| self.fields.push((field, value)))
    }

    /// The record.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = match self.modality {
            Modality::Face => self.face(),
            Modality::Finger => self.finger(),
            Modality::Iris => self.iris(),
        };
        out.extend(&self.picture.bytes);
        for (field, value) in &self.fields {
            let place = self.place(*field);
            let place = place.and_then(|(at, length)| out.get_mut(at..at + length));
            if let Some(place) = place {
                place.copy_from_slice(value);
            }
        }
        out.resize(out.len() + self.padding, 0);
        out
    }

    /// Four bytes of the length of so many bytes and the picture.
    fn record_length(&self, headers: usize) -> [u8; 4] {
        self.length(headers, self.record_delta)
    }

    fn length(&self, headers: usize, delta: i64) -> [u8; 4] {
        let length = headers + self.picture.bytes.len();
        let length = i64::try_from(length).unwrap_or(i64::MAX) + delta + self.image_delta;
        u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
    }

    /// Facial record header, facial information, feature points, image information. Gender,
    /// colours, expression and pose are unspecified; the picture is full frontal, RGB of 24
    /// bits, of unspecified source, device and quality.
    fn face(&self) -> Vec<u8> {
        let points = NOSE.repeat(self.features);
        let block = FACIAL_INFORMATION + points.len() + IMAGE_INFORMATION;
        let mut out = b"FAC\x00010\x00".to_vec();
        out.extend(self.record_length(FACIAL_HEADER + block));
        out.extend(1u16.to_be_bytes());
        out.extend(self.length(block, 0));
        out.extend(self.features_declared.to_be_bytes());
        out.extend([0; 14]);
        out.extend(points);
        out.extend([0x01, u8::from(self.picture.coding != Coding::Jpeg)]);
        out.extend(self.size());
        out.extend([0x01, 0x00, 0x00, 0x00, 0x00, 0x00]);
        out
    }

    /// General record header and finger image header: a right pointer finger of a live scan at
    /// 500 pixels an inch.
    fn finger(&self) -> Vec<u8> {
        let coding = match self.picture.coding {
            Coding::Raw => 0,
            Coding::Wsq => 2,
            Coding::Jpeg => 3,
            Coding::Jpeg2000 | Coding::Codestream => 4,
        };
        let mut out = b"FIR\x00010\x00\0\0".to_vec();
        out.extend(self.record_length(32 + 14));
        out.extend([0, 0, 0, 31, 1, 1]);
        out.extend(500u16.to_be_bytes().repeat(4));
        out.extend([8, coding, 0, 0]);
        out.extend(self.length(14, 0));
        out.extend([2, 1, 1, 100, 0]);
        out.extend(self.size());
        out.push(0);
        out
    }

    /// Record header, one eye, header of one picture.
    fn iris(&self) -> Vec<u8> {
        let coding = match self.picture.coding {
            Coding::Raw => 2,
            Coding::Jpeg => 6,
            _ => 14,
        };
        let mut out = b"IIR\x00010\x00".to_vec();
        out.extend(self.record_length(45 + 3 + 11));
        out.extend([0, 0, 1, 0, 45, 0, 5, 0, 0, 0, coding]);
        out.extend(self.size());
        out.extend([8, 0]);
        out.extend([0; 16]);
        out.extend([1, 0, 1, 0, 1, 100, 0xFF, 0xFF, 0xFF, 0xFF]);
        out.extend(self.length(0, 0));
        out
    }

    fn size(&self) -> [u8; 4] {
        let ([w1, w0], [h1, h0]) = (
            self.picture.width.to_be_bytes(),
            self.picture.height.to_be_bytes(),
        );
        [w1, w0, h1, h0]
    }
}
