//! Which decoder a picture goes to, without decoding it.

use super::{ImageError, PixelLimits};
use crate::picture::{ImageFormat, PictureHeader};

/// The decoder of a picture, by a stable name: `jpeg`, `jpeg2000`, `png` or `samples`. The header
/// is that which was found with the picture.
///
/// ```
/// use vidimus_lds::image::{PixelLimits, decoder_of};
/// use vidimus_lds::picture::ImageFormat;
/// let reason = decoder_of(ImageFormat::Wsq, None, &PixelLimits::default()).unwrap_err();
/// assert_eq!(vidimus_iso7816::Fault::code(&reason), "image.no_decoder");
/// ```
///
/// # Errors
/// Why there is none: the format, its missing size, or [`PixelLimits`].
pub fn decoder_of(
    format: ImageFormat,
    header: Option<&PictureHeader>,
    limits: &PixelLimits,
) -> Result<&'static str, ImageError> {
    let name = match format {
        ImageFormat::Jpeg => "jpeg",
        ImageFormat::Jpeg2000 | ImageFormat::Jpeg2000Codestream => "jpeg2000",
        ImageFormat::Png => "png",
        ImageFormat::Pgm | ImageFormat::Ppm | ImageFormat::Raw => "samples",
        ImageFormat::Wsq => return Err(ImageError::NoDecoder { format }),
        ImageFormat::Unknown => return Err(ImageError::UnknownFormat),
    };
    limits.check(header.ok_or(ImageError::NoHeader { format })?)?;
    Ok(name)
}
