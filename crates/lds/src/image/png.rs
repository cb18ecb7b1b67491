//! PNG by the `png` crate.

use super::{ImageError, Picture, Samples};
use crate::picture::{ImageFormat, PictureHeader};
use ::png::{ColorType, Decoder, Limits, Transformations};
use std::io::Cursor;

/// Decodes to eight bits; the size in `header` has been held against the limits. Text and colour
/// profiles are not looked at, opacity is left out.
pub(super) fn decode(bytes: &[u8], header: &PictureHeader) -> Result<Picture, ImageError> {
    let undecodable = || ImageError::Undecodable {
        format: ImageFormat::Png,
    };
    let limits = Limits {
        bytes: usize::try_from(header.raw_length().saturating_mul(4)).unwrap_or(usize::MAX),
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| undecodable())?;
    let length = reader.output_buffer_size().ok_or_else(undecodable)?;
    let mut samples = vec![0; length];
    let frame = reader.next_frame(&mut samples).map_err(|_| undecodable())?;
    samples.truncate(frame.buffer_size());
    let samples = match frame.color_type {
        ColorType::Grayscale => Samples::Grey(samples),
        ColorType::GrayscaleAlpha => Samples::Grey(super::without_alpha(samples, 2, 1)),
        ColorType::Rgb => Samples::Rgb(samples),
        ColorType::Rgba => Samples::Rgb(super::without_alpha(samples, 4, 3)),
        ColorType::Indexed => return Err(undecodable()),
    };
    Ok(Picture {
        width: frame.width,
        height: frame.height,
        samples,
    })
}
