//! The representation of an iris (ISO/IEC 39794-6, RepresentationBlock).

use super::{CAPTURE_TIME, Is, Part, QUALITY};
use crate::dg4::terms;

const ROLL: &[Part] = &[
    Part::personal(0, "roll angle", Is::Number("")),
    Part::personal(1, "uncertainty", Is::Number("")),
];

const RANGE: &[Part] = &[
    Part::new(0, "measured", Is::Number(" mm")),
    Part::new(1, "not measured", Is::Number("")),
];

pub(super) const REPRESENTATION: &[Part] = &[
    Part::personal(0, "eye", Is::Number("")),
    Part::new(1, "kind of image", Is::Code(terms::KIND_3)),
    Part::new(2, "depth", Is::Number(" bits")),
    Part::new(3, "image format", Is::Code(terms::DATA_FORMAT_3)),
    Part::new(4, "horizontal orientation", Is::Number("")),
    Part::new(5, "vertical orientation", Is::Number("")),
    Part::new(6, "compression", Is::Number("")),
    Part::new(7, "range", Is::Block(RANGE)),
    Part::personal(8, "capture time", Is::Block(CAPTURE_TIME)),
    Part::personal(9, "picture", Is::Picture),
    Part::new(11, "quality", Is::Blocks("quality block", QUALITY)),
    Part::personal(12, "roll", Is::Block(ROLL)),
];
