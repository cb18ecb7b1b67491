//! DG2: the portrait in the record of ISO/IEC 19794-5:2005, in the templates of Doc 9303-10
//! §4.7.2.

use crate::pki::der::object;

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
/// Width and height of both, in pixels.
const SIZE: (u16, u16) = (240, 320);

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

    /// Image data type of ISO/IEC 19794-5 §5.7.2.
    const fn data_type(self) -> u8 {
        match self {
            Self::Jpeg => 0,
            Self::Jpeg2000 => 1,
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
    /// how much longer the record says the image is than it is
    pub declared: i32,
}

impl FaceSpec {
    /// The portrait as it is.
    #[must_use]
    pub const fn new(portrait: Portrait) -> Self {
        Self {
            portrait,
            comment: 0,
            declared: 0,
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
        let header = [
            object(0x80, &[0x01, 0x01]),
            object(0x81, &[0x02]),
            object(0x82, &[0x00]),
            object(0x87, &[0x01, 0x01]),
            object(0x88, &[0x00, 0x08]),
        ];
        let instance = [
            object(0xA1, &header.concat()),
            object(0x5F2E, &self.record()),
        ];
        let group = [object(0x02, &[1]), object(0x7F60, &instance.concat())];
        object(0x75, &object(0x7F61, &group.concat()))
    }

    /// The biometric data block: facial header, one facial information block, no feature
    /// points, image information, image.
    fn record(&self) -> Vec<u8> {
        let image = self.image();
        let block = 20 + 12 + image.len();
        let declared = |length: usize| {
            let length = i64::try_from(length).unwrap_or(i64::MAX) + i64::from(self.declared);
            u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes()
        };
        let (width, height) = SIZE;
        let mut out = b"FAC\x00010\x00".to_vec();
        out.extend(declared(14 + block));
        out.extend(1u16.to_be_bytes());
        out.extend(declared(block));
        // no feature points; gender, eyes, hair, properties, expression, pose unspecified
        out.extend([0; 16]);
        // full frontal
        out.extend([0x01, self.portrait.data_type()]);
        out.extend(width.to_be_bytes());
        out.extend(height.to_be_bytes());
        // RGB of 24 bits; source, device and quality unspecified
        out.extend([0x01, 0x00, 0x00, 0x00, 0x00, 0x00]);
        out.extend(image);
        out
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
