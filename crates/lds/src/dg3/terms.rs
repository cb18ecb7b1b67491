//! Words for the codes of ISO/IEC 19794-4:2005 and ISO/IEC 39794-4, which number positions and
//! impressions alike.

type Words = &'static [(u32, &'static str)];

/// Finger positions, and the sets of fingers that one picture may show.
pub(crate) const POSITIONS: Words = &[
    (1, "right thumb"),
    (2, "right index"),
    (3, "right middle"),
    (4, "right ring"),
    (5, "right little"),
    (6, "left thumb"),
    (7, "left index"),
    (8, "left middle"),
    (9, "left ring"),
    (10, "left little"),
    (13, "right four fingers"),
    (14, "left four fingers"),
    (15, "both thumbs"),
];

/// The name of a finger position.
pub(crate) fn position(code: u32) -> Option<&'static str> {
    POSITIONS
        .iter()
        .find(|(known, _)| *known == code)
        .map(|(_, word)| *word)
}

/// The name of a biometric subtype (Doc 9303-10 table 49): bits 1 and 2 are the hand, 3 to 5 the
/// finger from the thumb.
pub(crate) fn subtype(subtype: u32) -> Option<&'static str> {
    let finger = subtype >> 2;
    match (subtype & 3, finger) {
        (1, 1..=5) => position(finger),
        (2, 1..=5) => position(finger + 5),
        _ => None,
    }
}

pub(crate) const IMPRESSION: Words = &[
    (0, "live scan, plain"),
    (1, "live scan, rolled"),
    (2, "not live, plain"),
    (3, "not live, rolled"),
    (4, "latent"),
    (8, "swipe"),
    (24, "contactless, plain"),
    (25, "contactless, rolled"),
    (28, "other"),
    (29, "unknown"),
    (41, "contactless in motion, plain"),
    (42, "contactless in motion, rolled"),
];
pub(crate) const COMPRESSION: Words = &[
    (0, "none"),
    (1, "none, bits packed"),
    (2, "WSQ"),
    (3, "JPEG"),
    (4, "JPEG 2000"),
    (5, "PNG"),
];
pub(crate) const SCALE: Words = &[(1, "per inch"), (2, "per centimetre")];

pub(crate) const DATA_FORMAT_3: Words = &[
    (0, "PGM"),
    (1, "WSQ"),
    (2, "JPEG 2000, lossy"),
    (3, "JPEG 2000, lossless"),
    (4, "PNG"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtypes_of_the_worked_examples() {
        // Doc 9303-10 table 52
        assert_eq!(subtype(0x0A), Some("left index"));
        assert_eq!(subtype(0x09), Some("right index"));
        assert_eq!(subtype(0x15), Some("right little"));
        assert_eq!(subtype(0), None);
        assert_eq!(subtype(0xFE), None);
    }
}
