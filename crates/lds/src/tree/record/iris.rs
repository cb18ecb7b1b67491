//! The iris image record of ISO/IEC 19794-6:2005 §6.

use super::layout::{Field, Layout, Show, length};
use crate::dg4::terms;

pub(super) const LAYOUT: Layout = Layout {
    start: b"IIR\0",
    header: HEADER,
    item: "iris",
    before_picture,
};

const HEADER: &[Field] = &[
    Field::new("format identifier", 4, Show::Characters),
    Field::new("version", 4, Show::Characters),
    Field::new("record length", 4, Show::Number(" bytes")),
    Field::new("capture device", 2, Show::Number("")),
    Field::new("number of eyes", 1, Show::Number("")),
    Field::new("header length", 2, Show::Number(" bytes")),
    Field::new("image properties", 2, Show::Bytes),
    Field::new("diameter of the iris", 2, Show::Number(" pixels")),
    Field::new("image format", 2, Show::Code(terms::FORMAT)),
    Field::new("width", 2, Show::Number(" pixels")),
    Field::new("height", 2, Show::Number(" pixels")),
    Field::new("intensity depth", 1, Show::Number(" bits")),
    Field::new("transformation", 1, Show::Number("")),
    Field::new("device identifier", 16, Show::Bytes),
];

const EYE: &[Field] = &[
    Field::personal("eye", 1, Show::By(eye)),
    Field::new("number of pictures", 2, Show::Number("")),
];

const IMAGE: &[Field] = &[
    Field::new("picture number", 2, Show::Number("")),
    Field::personal("quality", 1, Show::Number("")),
    Field::personal("rotation", 2, Show::By(rotation)),
    Field::personal("uncertainty of the rotation", 2, Show::Number("")),
    Field::new("picture length", 4, Show::Number(" bytes")),
];

/// The eye stands before its first picture only.
fn before_picture(room: usize) -> Vec<&'static [Field]> {
    if room == length(IMAGE) {
        vec![IMAGE]
    } else {
        vec![EYE, IMAGE]
    }
}

fn eye(code: u64) -> Option<String> {
    let known = u32::try_from(code).ok().and_then(terms::eye);
    let words = known.map(ToOwned::to_owned);
    Some(words.unwrap_or_else(|| super::layout::code(&[], code)))
}

/// In units of 360/65536 degrees.
fn rotation(units: u64) -> Option<String> {
    Some(match units {
        0xFFFF => "undefined".to_owned(),
        units => {
            let hundredths = units * 36_000 / 65_536;
            format!("{}.{:02}°", hundredths / 100, hundredths % 100)
        }
    })
}
