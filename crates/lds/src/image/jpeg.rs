//! JPEG by zune-jpeg.

use super::{ImageError, Picture, Samples};
use crate::picture::{ImageFormat, PictureHeader};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Most scans of a progressive picture: an encoder writes about ten.
const MAX_SCANS: usize = 64;

/// Decodes; the size in `header` has been held against the limits.
pub(super) fn decode(bytes: &[u8], header: &PictureHeader) -> Result<Picture, ImageError> {
    let undecodable = |_| ImageError::Undecodable {
        format: ImageFormat::Jpeg,
    };
    let grey = header.components == 1;
    let colours = if grey {
        ColorSpace::Luma
    } else {
        ColorSpace::RGB
    };
    let options = DecoderOptions::default()
        .set_use_unsafe(false)
        .set_max_width(as_usize(header.width))
        .set_max_height(as_usize(header.height))
        .jpeg_set_max_scans(MAX_SCANS)
        .jpeg_set_out_colorspace(colours);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let samples = decoder.decode().map_err(undecodable)?;
    Ok(Picture {
        width: header.width,
        height: header.height,
        samples: if grey {
            Samples::Grey(samples)
        } else {
            Samples::Rgb(samples)
        },
    })
}

/// A side of at most 8192 fits.
fn as_usize(side: u32) -> usize {
    usize::try_from(side).unwrap_or(usize::MAX)
}
