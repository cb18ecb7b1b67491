//! DG2: the portrait in the record of ISO/IEC 19794-5:2005, in the templates of Doc 9303-10
//! §4.7.2.

use super::biometric::{BiometricSpec, Coding, Modality, PictureSpec};

/// A portrait that was drawn by `tools/fixtures`: circles and ellipses, no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portrait {
    /// ISO/IEC 10918
    Jpeg,
    /// ISO/IEC 15444, JP2 file format
    Jpeg2000,
}

const JPEG: &[u8] = include_bytes!("../../assets/portrait/portrait.jpg");
const JPEG_2000: &[u8] = include_bytes!("../../assets/portrait/portrait.jp2");
/// The most that one comment segment of a JPEG file holds.
const COMMENT_MAX: usize = 0xFFFF - 2;
/// Marker and length of a comment segment.
const COMMENT_HEADER: usize = 4;

impl Portrait {
    /// The image file.
    #[must_use]
    pub const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Jpeg => JPEG,
            Self::Jpeg2000 => JPEG_2000,
        }
    }

    const fn coding(self) -> Coding {
        match self {
            Self::Jpeg => Coding::Jpeg,
            Self::Jpeg2000 => Coding::Jpeg2000,
        }
    }
}

/// A face record to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceSpec {
    /// which portrait
    pub portrait: Portrait,
    /// bytes put into the image as a JPEG comment, to reach a size
    pub comment: usize,
}

impl FaceSpec {
    /// The portrait as it is.
    #[must_use]
    pub const fn new(portrait: Portrait) -> Self {
        Self {
            portrait,
            comment: 0,
        }
    }

    /// DG2 of exactly this many bytes, by a comment in the JPEG image; `None` where the image
    /// alone is larger, or the image is no JPEG.
    #[must_use]
    pub fn sized(bytes: usize) -> Option<Self> {
        let mut spec = Self::new(Portrait::Jpeg);
        for _ in 0..4 {
            let missing = bytes.checked_sub(spec.to_dg2().len())?;
            if missing == 0 {
                return Some(spec);
            }
            // a comment segment costs its header, and outer lengths may grow
            spec.comment += missing;
            let over = spec.to_dg2().len().saturating_sub(bytes);
            spec.comment = spec.comment.checked_sub(over)?;
        }
        None
    }

    /// DG2, from tag 75 on.
    #[must_use]
    pub fn to_dg2(&self) -> Vec<u8> {
        let mut picture = PictureSpec::new(self.portrait.coding());
        picture.bytes = self.image();
        BiometricSpec::new(Modality::Face, &picture, 1).to_bytes()
    }

    /// The image, with the comment right after the start-of-image marker.
    fn image(&self) -> Vec<u8> {
        let (start, rest) = self
            .portrait
            .bytes()
            .split_at_checked(2)
            .unwrap_or_default();
        let mut out = start.to_vec();
        for comment in comments(self.comment) {
            out.extend(comment);
        }
        out.extend(rest);
        out
    }
}

/// Comment segments of this many bytes together, header included; fewer than four are none.
fn comments(bytes: usize) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    let mut left = bytes;
    while left >= COMMENT_HEADER {
        let full = left.min(COMMENT_MAX + COMMENT_HEADER);
        // what is left over must hold a header of its own
        let size = match left - full {
            1..COMMENT_HEADER => full - COMMENT_HEADER,
            _ => full,
        };
        let length = u16::try_from(size - 2).unwrap_or(u16::MAX);
        let mut segment = vec![0xFF, 0xFE];
        segment.extend(length.to_be_bytes());
        segment.resize(size, b'.');
        out.push(segment);
        left -= size;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_size_can_be_made() {
        let own = FaceSpec::new(Portrait::Jpeg).to_dg2().len();
        for bytes in [own, own + 5, own + 100, 18_000, 40_000, 200_000] {
            let made = FaceSpec::sized(bytes).map(|spec| spec.to_dg2().len());
            assert_eq!(made, Some(bytes));
        }
        assert_eq!(FaceSpec::sized(own - 1), None);
    }

    #[test]
    fn portraits_are_small_and_what_they_say() {
        assert!(JPEG.starts_with(&[0xFF, 0xD8]) && JPEG.len() <= 16_000);
        assert!(JPEG_2000.starts_with(b"\x00\x00\x00\x0CjP  ") && JPEG_2000.len() <= 20_000);
    }
}
