//! Words for the codes of ISO/IEC 19794-6:2005 and ISO/IEC 39794-6, which number eyes alike.

type Words = &'static [(u32, &'static str)];

/// The name of an eye.
pub(crate) const fn eye(code: u32) -> Option<&'static str> {
    match code {
        1 => Some("right"),
        2 => Some("left"),
        _ => None,
    }
}

pub(crate) const FORMAT: Words = &[
    (2, "grey, uncompressed"),
    (4, "RGB, uncompressed"),
    (6, "grey, JPEG"),
    (8, "RGB, JPEG"),
    (10, "grey, JPEG-LS"),
    (12, "RGB, JPEG-LS"),
    (14, "grey, JPEG 2000"),
    (16, "RGB, JPEG 2000"),
];
pub(crate) const ORIENTATION: Words = &[(1, "base"), (2, "flipped")];
pub(crate) const SCAN: Words = &[
    (0, "corrected"),
    (1, "progressive"),
    (2, "interlaced frame"),
    (3, "interlaced field"),
];

pub(crate) const KIND_3: Words = &[
    (1, "uncropped"),
    (2, "640 by 480"),
    (3, "cropped"),
    (7, "cropped and masked"),
];
pub(crate) const DATA_FORMAT_3: Words = &[
    (0, "PGM"),
    (1, "PPM"),
    (2, "PNG"),
    (3, "JPEG 2000, lossless"),
    (4, "JPEG 2000, lossy"),
];
pub(crate) const HORIZONTAL_3: Words =
    &[(0, "undefined"), (1, "left to right"), (2, "right to left")];
pub(crate) const VERTICAL_3: Words =
    &[(0, "undefined"), (1, "top to bottom"), (2, "bottom to top")];
pub(crate) const COMPRESSION_3: Words = &[
    (0, "undefined"),
    (1, "none or without loss"),
    (2, "with loss"),
];
pub(crate) const RANGE_ERROR_3: Words = &[(0, "unassigned"), (1, "failed"), (2, "overflow")];
