//! The pictures inside: the drawn portrait in its codings, and six grey samples.

use crate::personalise::Portrait;

/// How a picture is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// JPEG
    Jpeg,
    /// JPEG 2000 in JP2 boxes
    Jpeg2000,
    /// JPEG 2000, the codestream without boxes
    Codestream,
    /// WSQ: a header and an end, for nothing here codes fingers so
    Wsq,
    /// samples as they are
    Raw,
}

/// A picture to be put into a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSpec {
    /// its coding, which the record declares
    pub coding: Coding,
    /// its bytes
    pub bytes: Vec<u8>,
    /// pixels in a row, as the record declares them
    pub width: u16,
    /// rows
    pub height: u16,
}

/// Width and height of the portrait, in pixels.
const PORTRAIT: (u16, u16) = (240, 320);
/// Six samples, two by three.
const SAMPLES: &[u8] = &[0x10, 0x20, 0x30, 0x40, 0x50, 0x60];
/// The frame header of WSQ for the same size, and the end of the picture.
const WSQ: &[u8] = &[
    0xFF, 0xA0, 0xFF, 0xA2, 0, 17, 0, 255, 0, 3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xA1,
];
/// SOC and SIZ of JPEG 2000.
const CODESTREAM_START: &[u8] = &[0xFF, 0x4F, 0xFF, 0x51];
/// SOF0 of JPEG.
const FRAME_START: &[u8] = &[0xFF, 0xC0];
/// What is left behind the header of a picture that lies about its size.
const REST: usize = 100;

impl PictureSpec {
    /// The picture there is in this coding.
    #[must_use]
    pub fn new(coding: Coding) -> Self {
        let boxes = Portrait::Jpeg2000.bytes();
        let (bytes, (width, height)) = match coding {
            Coding::Jpeg => (Portrait::Jpeg.bytes(), PORTRAIT),
            Coding::Jpeg2000 => (boxes, PORTRAIT),
            Coding::Codestream => {
                let start = find(boxes, CODESTREAM_START).unwrap_or_default();
                (boxes.get(start..).unwrap_or_default(), PORTRAIT)
            }
            Coding::Wsq => (WSQ, (2, 3)),
            Coding::Raw => (SAMPLES, (2, 3)),
        };
        Self {
            coding,
            bytes: bytes.to_vec(),
            width,
            height,
        }
    }

    /// The same header with this many pixels each way, and a hundred bytes behind it; `None`
    /// where the header has no room for the number.
    #[must_use]
    pub fn with_pixels(mut self, pixels: u32) -> Option<Self> {
        let places = match self.coding {
            Coding::Jpeg => {
                let frame = find(&self.bytes, FRAME_START)?;
                let side = u16::try_from(pixels).ok()?.to_be_bytes();
                put(&mut self.bytes, frame + 5, &[side, side].concat())?;
                frame
            }
            Coding::Jpeg2000 => {
                let side = pixels.to_be_bytes();
                let header = find(&self.bytes, b"ihdr")?;
                put(&mut self.bytes, header + 4, &[side, side].concat())?;
                let start = find(&self.bytes, CODESTREAM_START)?;
                // the whole picture, then one tile as large
                put(&mut self.bytes, start + 8, &[side, side].concat())?;
                put(&mut self.bytes, start + 24, &[side, side].concat())?;
                // the box reaches to the end of the file
                put(&mut self.bytes, start - 8, &[0; 4])?;
                start
            }
            _ => return None,
        };
        self.bytes.truncate(places + REST);
        Some(self)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut windows = bytes.windows(wanted.len());
    windows.position(|window| window == wanted)
}

fn put(bytes: &mut [u8], at: usize, value: &[u8]) -> Option<()> {
    let place = bytes.get_mut(at..at + value.len())?;
    place.copy_from_slice(value);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vidimus_lds::picture::PictureHeader;

    #[test]
    fn a_header_lies_as_told() {
        for (coding, pixels) in [(Coding::Jpeg, 65_535), (Coding::Jpeg2000, 1 << 31)] {
            let made = PictureSpec::new(coding).with_pixels(pixels).unwrap();
            assert!(made.bytes.len() < 300);
            let header = PictureHeader::read(&made.bytes).unwrap();
            assert_eq!((header.width, header.height), (pixels, pixels));
        }
        assert_eq!(PictureSpec::new(Coding::Raw).with_pixels(1), None);
        assert_eq!(PictureSpec::new(Coding::Jpeg).with_pixels(65_536), None);
    }

    #[test]
    fn the_codestream_is_the_portrait_without_boxes() {
        let header = PictureHeader::read(&PictureSpec::new(Coding::Codestream).bytes).unwrap();
        assert_eq!((header.width, header.height), (240, 320));
    }
}
