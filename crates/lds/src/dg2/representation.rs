//! What a representation of ISO/IEC 39794-5:2019 says of a face (§7).
//!
//! Codes stand as the standard numbers them; they are not those of ISO/IEC 19794-5. Of landmarks
//! and of measurements of the face only the number of landmarks is read.

use super::terms;
use crate::biometric::block::{code, field, flags, signed, unsigned};
use crate::biometric::representation::{BlockVersion, count};
use crate::biometric::{Attributes, CaptureTime, Quality};
use vidimus_iso7816::tlv::Tlv;

/// What a face representation says about the person and the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaceRepresentation {
    /// generation of the standard: 3
    pub generation: Option<u32>,
    /// year of the standard: 2019
    pub year: Option<u32>,
    /// number of this representation
    pub id: Option<u32>,
    /// when the picture was taken
    pub captured: Option<CaptureTime>,
    /// what algorithms think of it
    pub qualities: Vec<Quality>,
    /// session it was taken in
    pub session: Option<u32>,
    /// the representation it was made of
    pub derived_from: Option<u32>,
    /// 0 unknown, 1 other, 2 male, 3 female
    pub gender: Option<u32>,
    /// 0 unknown, 1 other, 2 black … 9 pink
    pub eye_colour: Option<u32>,
    /// 0 unknown, 1 other, 2 bald … 9 coloured
    pub hair_colour: Option<u32>,
    /// height of the person in centimetres
    pub subject_height: Option<u32>,
    /// bit mask: glasses, moustache, beard, teeth visible, …, head covering
    pub properties: Option<u32>,
    /// bit mask: neutral, smile, raised eyebrows, eyes looking away, squinting, frowning
    pub expression: Option<u32>,
    /// yaw, pitch and roll of the head
    pub pose: [Option<Angle>; 3],
    /// number of landmarks
    pub landmarks: u32,
    /// 2 JPEG, 3 JPEG 2000 lossy, 4 JPEG 2000 lossless
    pub image_data_format: Option<u32>,
    /// 0 travel document, 1 general purpose
    pub image_kind: Option<u32>,
    /// how often it was compressed with loss: 1 never, 2 once, 3 more often
    pub lossy_transformations: Option<u32>,
    /// from the camera to the person, in millimetres
    pub camera_to_subject: Option<u32>,
    /// diagonal of the sensor, in the unit of the standard
    pub sensor_diagonal: Option<u32>,
    /// focal length, in the unit of the standard
    pub focal_length: Option<u32>,
    /// size as declared
    pub size: Option<FaceSize>,
    /// 2 RGB of 24 bits … 6 grey of 16 bits
    pub colour_space: Option<u32>,
    /// 1 to 3 photograph, 4 to 6 frame of a video
    pub capture_device: Option<u32>,
}

/// An angle of the head in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Angle {
    /// -180 to 180
    pub value: i16,
    /// how far it may be off, 0 to 180
    pub uncertainty: Option<u32>,
}

/// The size of a picture as declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceSize {
    /// pixels in a row
    pub width: u32,
    /// rows
    pub height: u32,
}

impl FaceRepresentation {
    /// Reads the metadata of a representation, and of the two-dimensional image in it.
    pub(super) fn read(block: &Tlv<'_>, image: &Tlv<'_>, version: BlockVersion) -> Self {
        let mut said = Self {
            generation: version.0,
            year: version.1,
            id: unsigned(block, 0),
            captured: field(block, 2).map(|time| CaptureTime::read(&time)),
            qualities: field(block, 3).map_or(Vec::new(), |list| Quality::read_all(&list)),
            session: unsigned(block, 5),
            derived_from: unsigned(block, 6),
            landmarks: count(field(block, 9)),
            capture_device: field(image, 2).and_then(|device| code(&device, 1)),
            ..Self::default()
        };
        if let Some(identity) = field(block, 8) {
            said.read_identity(&identity);
        }
        if let Some(information) = field(image, 1) {
            said.read_information(&information);
        }
        said
    }

    /// IdentityMetadataBlock.
    fn read_identity(&mut self, block: &Tlv<'_>) {
        self.gender = code(block, 0);
        self.eye_colour = code(block, 1);
        self.hair_colour = code(block, 2);
        self.subject_height = unsigned(block, 3);
        self.properties = flags(block, 4, 11);
        self.expression = flags(block, 5, 6);
        if let Some(pose) = field(block, 6) {
            self.pose = [0, 1, 2].map(|axis| {
                let angle = field(&pose, axis)?;
                Some(Angle {
                    value: signed(&angle, 0)?,
                    uncertainty: unsigned(&angle, 1),
                })
            });
        }
    }

    /// ImageInformation2DBlock.
    fn read_information(&mut self, block: &Tlv<'_>) {
        self.image_data_format = code(block, 0);
        self.image_kind = code(block, 1);
        self.lossy_transformations = code(block, 3);
        self.camera_to_subject = unsigned(block, 4);
        self.sensor_diagonal = unsigned(block, 5);
        self.focal_length = unsigned(block, 6);
        self.size = field(block, 7).and_then(|size| {
            Some(FaceSize {
                width: unsigned(&size, 0)?,
                height: unsigned(&size, 1)?,
            })
        });
        self.colour_space = code(block, 9);
    }

    pub(super) fn describe(&self, list: &mut Attributes) {
        list.unit("generation", self.generation, "");
        list.unit("edition", self.year, "");
        list.unit("captured", self.captured, "");
        for quality in &self.qualities {
            list.add("quality", quality);
        }
        list.code("gender", self.gender, terms::GENDER_3);
        list.code("eye colour", self.eye_colour, terms::EYE_COLOUR_3);
        list.code("hair colour", self.hair_colour, terms::HAIR_COLOUR_3);
        list.unit("height", self.subject_height, " cm");
        list.bits("properties", self.properties, terms::PROPERTIES_3);
        list.bits("expression", self.expression, terms::EXPRESSION_3);
        for (name, angle) in terms::POSE.iter().copied().zip(self.pose) {
            list.unit(name, angle.map(|angle| angle.value), "°");
        }
        let landmarks = Some(self.landmarks).filter(|count| *count > 0);
        list.unit("landmarks", landmarks, "");
        list.code("image format", self.image_data_format, terms::DATA_FORMAT_3);
        list.code("kind of image", self.image_kind, terms::IMAGE_KIND_3);
        let lossy = self.lossy_transformations;
        list.code("lossy compressions", lossy, terms::LOSSY_3);
        list.unit("camera distance", self.camera_to_subject, " mm");
        list.unit("sensor diagonal", self.sensor_diagonal, "");
        list.unit("focal length", self.focal_length, "");
        if let Some(FaceSize { width, height }) = self.size {
            let size = format_args!("{width} by {height} pixels");
            list.add("declared size", size);
        }
        list.code("colour space", self.colour_space, terms::COLOUR_SPACE_3);
        list.code("capture device", self.capture_device, terms::DEVICE_3);
    }
}
