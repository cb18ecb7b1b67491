//! The representation of a face (ISO/IEC 39794-5:2019 §7).

use super::{CAPTURE_TIME, Is, Part, QUALITY};
use crate::dg2::terms;

const ANGLE: &[Part] = &[
    Part::personal(0, "angle in degrees", Is::Plain),
    Part::personal(1, "uncertainty", Is::Number("°")),
];

const POSE: &[Part] = &[
    Part::personal(0, "yaw", Is::Block(ANGLE)),
    Part::personal(1, "pitch", Is::Block(ANGLE)),
    Part::personal(2, "roll", Is::Block(ANGLE)),
];

const IDENTITY: &[Part] = &[
    Part::personal(0, "gender", Is::Code(terms::GENDER_3)),
    Part::personal(1, "eye colour", Is::Code(terms::EYE_COLOUR_3)),
    Part::personal(2, "hair colour", Is::Code(terms::HAIR_COLOUR_3)),
    Part::personal(3, "height of the person", Is::Number(" cm")),
    Part::personal(4, "properties", Is::Plain),
    Part::personal(5, "expression", Is::Plain),
    Part::personal(6, "pose", Is::Block(POSE)),
];

const SIZE: &[Part] = &[
    Part::new(0, "width", Is::Number(" pixels")),
    Part::new(1, "height", Is::Number(" pixels")),
];

const INFORMATION: &[Part] = &[
    Part::new(0, "image format", Is::Code(terms::DATA_FORMAT_3)),
    Part::new(1, "kind of image", Is::Code(terms::IMAGE_KIND_3)),
    Part::new(2, "processing after capture", Is::Plain),
    Part::new(3, "lossy compressions", Is::Code(terms::LOSSY_3)),
    Part::new(4, "camera distance", Is::Number(" mm")),
    Part::new(5, "sensor diagonal", Is::Number("")),
    Part::new(6, "focal length", Is::Number("")),
    Part::new(7, "declared size", Is::Block(SIZE)),
    Part::personal(8, "measurements of the face", Is::Plain),
    Part::new(9, "colour space", Is::Code(terms::COLOUR_SPACE_3)),
];

const DEVICE: &[Part] = &[Part::new(1, "kind of device", Is::Code(terms::DEVICE_3))];

const IMAGE: &[Part] = &[
    Part::personal(0, "picture", Is::Picture),
    Part::new(1, "image information", Is::Block(INFORMATION)),
    Part::new(2, "capture device", Is::Block(DEVICE)),
];

const BASE: &[Part] = &[Part::new(0, "two-dimensional image", Is::Block(IMAGE))];

pub(super) const REPRESENTATION: &[Part] = &[
    Part::new(0, "number", Is::Number("")),
    Part::new(
        1,
        "image representation",
        Is::Block(&[Part::new(0, "base", Is::Block(BASE))]),
    ),
    Part::personal(2, "capture time", Is::Block(CAPTURE_TIME)),
    Part::new(3, "quality", Is::Blocks("quality block", QUALITY)),
    Part::new(5, "session", Is::Number("")),
    Part::new(6, "derived from", Is::Number("")),
    Part::personal(8, "about the person", Is::Block(IDENTITY)),
    Part::personal(9, "landmarks", Is::Blocks("landmark", &[])),
];
