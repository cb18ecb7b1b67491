//! PGM and PPM: samples behind a header in text (the Netpbm formats, `pgm(5)`, `ppm(5)`).
//!
//! `P5` or `P6`, then width, height and the greatest sample as decimal numbers, white space and
//! comments (`#` to the end of the line) between them, one byte of white space, the samples. A
//! sample takes two bytes, the high one first, when the greatest is above 255.

use super::{ImageFormat, PictureHeader};

/// Most bytes that are searched for the three numbers.
const MAX_HEADER: usize = 1024;

/// A header, and where the samples start.
pub(crate) struct Pnm {
    pub(crate) header: PictureHeader,
    /// the greatest sample, white
    #[cfg_attr(not(feature = "image"), allow(dead_code, reason = "for decoding"))]
    pub(crate) greatest: u16,
    /// offset of the first sample
    #[cfg_attr(not(feature = "image"), allow(dead_code, reason = "for decoding"))]
    pub(crate) samples: usize,
}

/// Which of the two starts here.
pub(super) fn detect(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [b'P', b'5', space, ..] if space.is_ascii_whitespace() => Some(ImageFormat::Pgm),
        [b'P', b'6', space, ..] if space.is_ascii_whitespace() => Some(ImageFormat::Ppm),
        _ => None,
    }
}

/// Reads the three numbers.
pub(crate) fn read(bytes: &[u8]) -> Option<Pnm> {
    let format = detect(bytes)?;
    let head = bytes.get(..bytes.len().min(MAX_HEADER))?;
    let mut at = 2;
    let mut number = || {
        at = skip_space(head, at)?;
        let digits = head.get(at..)?;
        let length = digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        at += length;
        let text = core::str::from_utf8(digits.get(..length)?).ok()?;
        text.parse::<u32>().ok()
    };
    let (width, height, greatest) = (number()?, number()?, number()?);
    let greatest = u16::try_from(greatest).ok().filter(|most| *most > 0)?;
    head.get(at).filter(|byte| byte.is_ascii_whitespace())?;
    Some(Pnm {
        header: PictureHeader {
            format,
            width,
            height,
            components: if format == ImageFormat::Pgm { 1 } else { 3 },
            bits: if greatest > 255 { 16 } else { 8 },
            parts: 0,
        },
        greatest,
        samples: at + 1,
    })
}

/// Past white space and comments.
fn skip_space(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut in_comment = false;
    loop {
        match bytes.get(at)? {
            b'\n' => in_comment = false,
            b'#' => in_comment = true,
            byte if in_comment || byte.is_ascii_whitespace() => {}
            _ => return Some(at),
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_comments_between() {
        let pnm = read(b"P6 # made by hand\n4\n3 # rows\n65535\nABC").unwrap();
        assert_eq!((pnm.header.width, pnm.header.height), (4, 3));
        assert_eq!((pnm.header.components, pnm.header.bits), (3, 16));
        assert_eq!((pnm.greatest, pnm.samples), (65_535, 35));
        for broken in [
            "P5 4 3 0\n",
            "P5 4 3 255",
            "P5 4 x 255\n",
            "P5 99999999999 3 255\n",
            "P4 4 3 255\n",
        ] {
            assert!(read(broken.as_bytes()).is_none(), "{broken}");
        }
    }
}
