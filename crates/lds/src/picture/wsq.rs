//! The frame header of WSQ (Wavelet Scalar Quantization, IAFIS-IC-0110 part 2 annex A).
//!
//! `FF A0`, tables (`FF A4` to `FF A8`), then `FF A2`: length (2), black, white, lines (2),
//! samples per line (2), shifts and scales. Always one component of eight bits.

use super::{ImageFormat, PictureHeader, be16};

/// EOI.
pub(super) const END: &[u8] = &[0xFF, 0xA1];
const START_OF_IMAGE: [u8; 2] = [0xFF, 0xA0];
const START_OF_FRAME: u8 = 0xA2;
const START_OF_BLOCK: u8 = 0xA3;

/// Whether a picture starts here: its marker, and that of a table, frame or comment.
pub(super) fn is_start(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xA0, 0xFF, 0xA2 | 0xA4..=0xA8, ..])
}

/// Walks the marker segments up to the frame header.
pub(super) fn read(bytes: &[u8]) -> Option<PictureHeader> {
    let mut rest = bytes.strip_prefix(&START_OF_IMAGE)?;
    loop {
        let (&[lead, marker], segment) = rest.split_first_chunk()?;
        match (lead, marker) {
            (0xFF, START_OF_FRAME) => return read_frame(segment),
            (0xFF, START_OF_BLOCK) => return None,
            (0xFF, 0xA4..=0xA8) => {
                let length = be16(segment, 0)?;
                rest = segment.get(usize::from(length.max(2))..)?;
            }
            _ => return None,
        }
    }
}

fn read_frame(segment: &[u8]) -> Option<PictureHeader> {
    Some(PictureHeader {
        format: ImageFormat::Wsq,
        height: be16(segment, 4)?.into(),
        width: be16(segment, 6)?.into(),
        components: 1,
        bits: 8,
        parts: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_header_gives_the_size() {
        let comment = [0xFF, 0xA8, 0, 4, b'h', b'i'];
        let frame = [0xFF, 0xA2, 0, 17, 0, 255, 1, 2, 0, 9];
        let file = [&START_OF_IMAGE[..], &comment, &frame].concat();
        assert!(is_start(&file));
        let header = read(&file).unwrap();
        assert_eq!((header.width, header.height, header.bits), (9, 258, 8));
        assert_eq!(read(&file[..12]), None);
        assert!(!is_start(&[0xFF, 0xA0, 0xFF, 0xA3]));
    }
}
