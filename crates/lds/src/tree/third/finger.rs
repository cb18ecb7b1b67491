//! The representation of a finger (ISO/IEC 39794-4, RepresentationBlock).

use super::{CAPTURE_TIME, Is, Part, QUALITY};
use crate::dg3::terms;

const RATE: &[Part] = &[
    Part::new(0, "samples per unit", Is::Number("")),
    Part::new(1, "unit", Is::Number("")),
];

pub(super) const REPRESENTATION: &[Part] = &[
    Part::personal(0, "finger position", Is::Code(terms::POSITIONS)),
    Part::personal(1, "impression", Is::Code(terms::IMPRESSION)),
    Part::new(2, "image format", Is::Code(terms::DATA_FORMAT_3)),
    Part::personal(3, "picture", Is::Picture),
    Part::personal(4, "capture time", Is::Block(CAPTURE_TIME)),
    Part::new(6, "quality", Is::Blocks("quality block", QUALITY)),
    Part::new(7, "sampling rate", Is::Block(RATE)),
    Part::new(8, "position computed", Is::Plain),
    Part::personal(9, "original rotation", Is::Number("°")),
    Part::new(10, "rotated upright", Is::Plain),
    Part::new(11, "lossily compressed", Is::Plain),
];
