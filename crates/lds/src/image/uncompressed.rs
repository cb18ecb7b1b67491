//! Samples that are not compressed: those of a record, and of PGM and PPM.

use super::{ImageError, Picture, Samples};
use crate::picture::{PictureHeader, pnm};

/// Samples as a record declares them, black at zero, the high byte first.
pub(super) fn decode_raw(bytes: &[u8], header: &PictureHeader) -> Result<Picture, ImageError> {
    let greatest = match header.bits {
        bits @ 1..=16 => u16::MAX >> (16 - bits),
        _ => return Err(undecodable(header)),
    };
    decode(bytes, header, greatest)
}

/// Samples behind a header in text.
pub(super) fn decode_pnm(bytes: &[u8], header: &PictureHeader) -> Result<Picture, ImageError> {
    let pnm = pnm::read(bytes).ok_or_else(|| undecodable(header))?;
    let samples = bytes.get(pnm.samples..).unwrap_or_default();
    decode(samples, header, pnm.greatest)
}

/// Whole bytes a sample, to eight bits; bytes behind the last sample are left alone.
fn decode(bytes: &[u8], header: &PictureHeader, greatest: u16) -> Result<Picture, ImageError> {
    let length = usize::try_from(header.raw_length()).map_err(|_| undecodable(header))?;
    let bytes = bytes.get(..length).ok_or_else(|| undecodable(header))?;
    let scale = |sample: u16| {
        let full = u32::from(sample.min(greatest)) * 255 + u32::from(greatest) / 2;
        u8::try_from(full / u32::from(greatest).max(1)).unwrap_or(u8::MAX)
    };
    let samples = if header.bits > 8 {
        bytes
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| scale(u16::from_be_bytes(*pair)))
            .collect()
    } else {
        bytes.iter().map(|byte| scale((*byte).into())).collect()
    };
    Ok(Picture {
        width: header.width,
        height: header.height,
        samples: match header.components {
            1 => Samples::Grey(samples),
            3 => Samples::Rgb(samples),
            components => {
                let format = header.format;
                return Err(ImageError::Colours { format, components });
            }
        },
    })
}

const fn undecodable(header: &PictureHeader) -> ImageError {
    ImageError::Undecodable {
        format: header.format,
    }
}
