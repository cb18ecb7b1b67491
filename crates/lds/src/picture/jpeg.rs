//! The frame header of JPEG (ISO/IEC 10918-1 B.2.2).

use super::{ImageFormat, PictureHeader, be16};

/// Walks the marker segments up to the frame header.
pub(super) fn read(bytes: &[u8]) -> Option<PictureHeader> {
    let mut rest = bytes.get(2..)?;
    loop {
        let (&[lead, marker], after) = rest.split_first_chunk()?;
        if lead != 0xFF {
            return None;
        }
        match marker {
            // a fill byte
            0xFF => rest = rest.get(1..)?,
            // markers without a segment
            0x01 | 0xD0..=0xD7 => rest = after,
            // SOF0 to SOF15, without DHT, JPG and DAC
            0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => return read_frame(after),
            // start of scan or end: no frame header
            0xD8..=0xDA => return None,
            _ => {
                let length = be16(after, 0)?;
                rest = after.get(usize::from(length.max(2))..)?;
            }
        }
    }
}

/// The frame header: length, precision, lines, samples per line, components.
fn read_frame(segment: &[u8]) -> Option<PictureHeader> {
    Some(PictureHeader {
        format: ImageFormat::Jpeg,
        bits: *segment.get(2)?,
        height: be16(segment, 3)?.into(),
        width: be16(segment, 5)?.into(),
        components: (*segment.get(7)?).into(),
        parts: 0,
    })
}
