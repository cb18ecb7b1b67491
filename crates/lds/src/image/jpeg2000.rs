//! JPEG 2000 by hayro-jpeg2000.

use super::{ImageError, Picture, Samples, without_alpha};
use crate::picture::PictureHeader;
use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

/// Decodes; the size in `header` has been held against the limits.
pub(super) fn decode(bytes: &[u8], header: &PictureHeader) -> Result<Picture, ImageError> {
    let format = header.format;
    let undecodable = |_| ImageError::Undecodable { format };
    let image = Image::new(bytes, &DecodeSettings::default()).map_err(undecodable)?;
    // smaller than the reference grid when every component is subsampled, never larger
    let (width, height) = (image.width(), image.height());
    if width > header.width || height > header.height {
        return Err(ImageError::Undecodable { format });
    }
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(undecodable)?;
    let samples = decoded.data_u8();
    let channels = decoded.components().len();
    let colours = usize::from(image.color_space().num_channels());
    let samples = match (image.color_space(), colours) {
        (ColorSpace::CMYK, _) => None,
        (_, 1) => Some(Samples::Grey(without_alpha(samples, channels, colours))),
        (_, 3) => Some(Samples::Rgb(without_alpha(samples, channels, colours))),
        _ => None,
    };
    Ok(Picture {
        width,
        height,
        samples: samples.ok_or(ImageError::Colours {
            format,
            components: header.components,
        })?,
    })
}
