//! The face record of ISO/IEC 19794-5:2005 §5.

use super::layout::{Field, Layout, Show, length};
use crate::dg2::FaceInformation;
use crate::dg2::terms;

pub(super) const LAYOUT: Layout = Layout {
    start: b"FAC\0",
    header: HEADER,
    item: "face",
    before_picture,
};

const HEADER: &[Field] = &[
    Field::new("format identifier", 4, Show::Characters),
    Field::new("version", 4, Show::Characters),
    Field::new("record length", 4, Show::Number(" bytes")),
    Field::new("number of faces", 2, Show::Number("")),
];

const INFORMATION: &[Field] = &[
    Field::new("block length", 4, Show::Number(" bytes")),
    Field::new("number of feature points", 2, Show::Number("")),
    Field::personal("gender", 1, Show::Code(terms::GENDER)),
    Field::personal("eye colour", 1, Show::Code(terms::EYE_COLOUR)),
    Field::personal("hair colour", 1, Show::Code(terms::HAIR_COLOUR)),
    Field::personal("property mask", 3, Show::By(properties)),
    Field::personal("expression", 2, Show::Code(terms::EXPRESSION)),
    Field::personal("yaw", 1, Show::By(angle)),
    Field::personal("pitch", 1, Show::By(angle)),
    Field::personal("roll", 1, Show::By(angle)),
    Field::personal("uncertainty of the yaw", 1, Show::By(uncertainty)),
    Field::personal("uncertainty of the pitch", 1, Show::By(uncertainty)),
    Field::personal("uncertainty of the roll", 1, Show::By(uncertainty)),
];

const FEATURE_POINT: &[Field] = &[
    Field::new("feature point type", 1, Show::Number("")),
    Field::personal("feature point code", 1, Show::By(point)),
    Field::personal("horizontal position", 2, Show::Number(" pixels")),
    Field::personal("vertical position", 2, Show::Number(" pixels")),
    Field::new("reserved", 2, Show::Bytes),
];

const IMAGE: &[Field] = &[
    Field::new("face image type", 1, Show::Code(terms::FACE_IMAGE_TYPE)),
    Field::new("image data type", 1, Show::Code(terms::IMAGE_DATA_TYPE)),
    Field::new("width", 2, Show::Number(" pixels")),
    Field::new("height", 2, Show::Number(" pixels")),
    Field::new("colour space", 1, Show::Code(terms::COLOUR_SPACE)),
    Field::new("source type", 1, Show::Code(terms::SOURCE)),
    Field::new("device type", 2, Show::Number("")),
    Field::new("quality", 2, Show::Number("")),
];

/// Feature points fill what the two blocks around them leave; without a picture there are none.
fn before_picture(room: usize) -> Vec<&'static [Field]> {
    let points = room.saturating_sub(length(INFORMATION) + length(IMAGE)) / length(FEATURE_POINT);
    let points = core::iter::repeat_n(FEATURE_POINT, points);
    core::iter::once(INFORMATION)
        .chain(points)
        .chain([IMAGE])
        .collect()
}

fn properties(mask: u64) -> Option<String> {
    // bit 0 says that the others mean something
    let named = Show::Bits(terms::PROPERTIES);
    match mask & 1 {
        0 => Some("unspecified".to_owned()),
        _ => named.words(&(mask >> 1).to_be_bytes()),
    }
}

fn angle(code: u64) -> Option<String> {
    let code = u8::try_from(code).ok()?;
    let degrees = FaceInformation::angle_in_degrees(code);
    Some(degrees.map_or_else(|| "unspecified".to_owned(), |degrees| format!("{degrees}°")))
}

/// As it stands.
fn uncertainty(code: u64) -> Option<String> {
    Some(match code {
        0 => "unspecified".to_owned(),
        code => code.to_string(),
    })
}

/// Major and minor number of ISO/IEC 14496-2.
fn point(code: u64) -> Option<String> {
    Some(format!("{}.{}", code >> 4, code & 15))
}
