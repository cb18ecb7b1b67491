//! The finger image record of ISO/IEC 19794-4:2005 §7.

use super::layout::{Field, Layout, Show};
use crate::dg3::terms;

pub(super) const LAYOUT: Layout = Layout {
    start: b"FIR\0",
    header: HEADER,
    item: "finger",
    before_picture: |_| vec![IMAGE],
};

const HEADER: &[Field] = &[
    Field::new("format identifier", 4, Show::Characters),
    Field::new("version", 4, Show::Characters),
    Field::new("record length", 6, Show::Number(" bytes")),
    Field::new("capture device", 2, Show::Number("")),
    Field::new("acquisition level", 2, Show::Number("")),
    Field::new("number of fingers", 1, Show::Number("")),
    Field::new("scale units", 1, Show::Code(terms::SCALE)),
    Field::new("scan resolution across", 2, Show::Number("")),
    Field::new("scan resolution down", 2, Show::Number("")),
    Field::new("image resolution across", 2, Show::Number("")),
    Field::new("image resolution down", 2, Show::Number("")),
    Field::new("pixel depth", 1, Show::Number(" bits")),
    Field::new("compression", 1, Show::Code(terms::COMPRESSION)),
    Field::new("reserved", 2, Show::Bytes),
];

const IMAGE: &[Field] = &[
    Field::new("block length", 4, Show::Number(" bytes")),
    Field::personal("finger position", 1, Show::By(position)),
    Field::personal("number of views", 1, Show::Number("")),
    Field::personal("view", 1, Show::Number("")),
    Field::personal("quality", 1, Show::Number("")),
    Field::personal("impression", 1, Show::Code(terms::IMPRESSION)),
    Field::new("width", 2, Show::Number(" pixels")),
    Field::new("height", 2, Show::Number(" pixels")),
    Field::new("reserved", 1, Show::Bytes),
];

fn position(code: u64) -> Option<String> {
    let known = u32::try_from(code).ok().and_then(terms::position);
    let words = known.map(ToOwned::to_owned);
    Some(words.unwrap_or_else(|| super::layout::code(&[], code)))
}
