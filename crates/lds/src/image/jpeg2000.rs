//! JPEG 2000 by hayro-jpeg2000.

use super::{ImageError, Picture, Samples, without_alpha};
use crate::picture::PictureHeader;
use core::hint::black_box;
use hayro_jpeg2000::{ColorSpace, DecodeSettings, DecoderContext, Image};

/// Above this the C library's allocator maps a block afresh each time, whatever was there before.
const KEPT_BY_ALLOCATOR: u64 = 32 << 20;

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
    claim_working_memory(header);
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

/// Takes as much memory as the decoder is about to need (the size is within the limits), and gives
/// it back untouched. The decoder's context is bound to the bytes of one picture and cannot be kept
/// for the next; what can be kept is the memory, by the process. The allocator of glibc hands a
/// freed block above its threshold back to the kernel and raises the threshold to that size; what
/// comes after stays in the process, so that the next picture of such a size finds it there and
/// causes no page faults. Elsewhere this is one allocation more.
fn claim_working_memory(header: &PictureHeader) {
    // of every component a plane of floats, and the bytes that come out; of one component at a
    // time its coefficients, the wavelet's output and the level below it
    let planes = header
        .pixels()
        .saturating_mul(u64::from(header.components) * 5);
    let working = planes.saturating_add(header.pixels().saturating_mul(9));
    if working <= KEPT_BY_ALLOCATOR {
        drop(black_box(Vec::<u8>::with_capacity(
            usize::try_from(working).unwrap_or(0),
        )));
    }
}
