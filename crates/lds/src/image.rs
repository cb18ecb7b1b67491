//! Pictures as pixels: JPEG, JPEG 2000, PNG, PGM, PPM and uncompressed samples to 8-bit grey or
//! RGB, and out as PNG. WSQ is recognised and refused ([`ImageError::NoDecoder`]): its bytes can
//! be kept as they are.
//!
//! The size is read from the picture's own header and held against [`PixelLimits`] before a
//! decoder sees a byte, so a header of a few bytes cannot make anybody allocate gigabytes.
//! The decoders are pure Rust and hold hostile input for normal, yet they are other people's
//! code: a panic in one is caught and reported as [`ImageError::Undecodable`].

use crate::picture::{ImageFormat, PictureHeader};
use core::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;
use vidimus_iso7816::{Fault, FaultClass};

mod decoder;
mod jpeg;
mod jpeg2000;
mod png;
mod uncompressed;

pub use decoder::decoder_of;

/// How large a picture may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelLimits {
    /// most pixels in a row, and most rows
    pub max_side: u32,
    /// most pixels in all
    pub max_pixels: u64,
    /// most colour components
    pub max_components: u16,
    /// most bits of a component
    pub max_bits: u8,
    /// most tiles, precincts or code-blocks of a JPEG 2000
    pub max_parts: u64,
}

impl Default for PixelLimits {
    /// 8192 a side, 16 million in all, four components of 16 bits: many times what a portrait
    /// has, and at most some 500 MB while decoding. A quarter of a million parts, for each
    /// costs memory however little it holds: a portrait has a few hundred.
    fn default() -> Self {
        Self {
            max_side: 8192,
            max_pixels: 16_000_000,
            max_components: 4,
            max_bits: 16,
            max_parts: 1 << 18,
        }
    }
}

impl PixelLimits {
    fn check(&self, header: &PictureHeader) -> Result<(), ImageError> {
        let too_large = header.width > self.max_side
            || header.height > self.max_side
            || header.pixels() > self.max_pixels
            || header.components > self.max_components
            || header.bits > self.max_bits
            || header.parts > self.max_parts;
        if too_large {
            return Err(ImageError::TooLarge {
                width: header.width,
                height: header.height,
                components: header.components,
                bits: header.bits,
                parts: header.parts,
            });
        }
        if header.pixels() == 0 || header.components == 0 {
            return Err(ImageError::NoHeader {
                format: header.format,
            });
        }
        Ok(())
    }
}

/// Why a picture could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ImageError {
    /// None of the formats.
    #[error("none of JPEG, JPEG 2000, PNG, WSQ, PGM and PPM")]
    UnknownFormat,
    /// A format that is known and that nothing here decodes; the bytes can be kept as they are.
    #[error("{} is not decoded, the file can be kept as it is", format.name())]
    NoDecoder {
        /// the format
        format: ImageFormat,
    },
    /// No size within the bytes.
    #[error("{} without a size", format.name())]
    NoHeader {
        /// the format
        format: ImageFormat,
    },
    /// Above the limits; nothing was decoded.
    #[error(
        "picture of {width} by {height} pixels, {components} components of {bits} bits in {parts} parts, is above the limit"
    )]
    TooLarge {
        /// pixels in a row
        width: u32,
        /// rows
        height: u32,
        /// colour components
        components: u16,
        /// bits of the widest component
        bits: u8,
        /// tiles, precincts or code-blocks
        parts: u64,
    },
    /// The decoder gave up.
    #[error("{} does not decode", format.name())]
    Undecodable {
        /// the format
        format: ImageFormat,
    },
    /// Colours that are neither grey nor RGB.
    #[error("{} with {components} components, which is neither grey nor RGB", format.name())]
    Colours {
        /// the format
        format: ImageFormat,
        /// colour components
        components: u16,
    },
    /// The PNG could not be written.
    #[error("PNG encoder failed")]
    Png,
}

impl Fault for ImageError {
    fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "image.too_large",
            Self::UnknownFormat => "image.unknown_format",
            Self::NoDecoder { .. } => "image.no_decoder",
            Self::NoHeader { .. } | Self::Undecodable { .. } | Self::Png => "image.undecodable",
            Self::Colours { .. } => "image.colours",
        }
    }

    fn class(&self) -> FaultClass {
        FaultClass::Malformed
    }
}

/// Samples of a picture, eight bits each, row by row from the top.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Samples {
    /// one byte a pixel
    Grey(Vec<u8>),
    /// three bytes a pixel: red, green, blue
    Rgb(Vec<u8>),
}

/// A decoded picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// pixels in a row
    pub width: u32,
    /// rows
    pub height: u32,
    /// the pixels
    pub samples: Samples,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} by {})", self.width, self.height)
    }
}

impl fmt::Debug for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<personal>")
    }
}

impl Samples {
    fn bytes(&self) -> (&[u8], u64) {
        match self {
            Self::Grey(bytes) => (bytes, 1),
            Self::Rgb(bytes) => (bytes, 3),
        }
    }
}

/// Decodes a picture, whichever of the formats it is.
///
/// # Errors
/// [`ImageError`]; [`ImageError::TooLarge`] before anything is decoded.
pub fn decode(bytes: &[u8], limits: &PixelLimits) -> Result<Picture, ImageError> {
    let format = ImageFormat::detect(bytes);
    if format == ImageFormat::Unknown {
        return Err(ImageError::UnknownFormat);
    }
    let header = PictureHeader::read(bytes).ok_or(ImageError::NoHeader { format })?;
    decode_with(bytes, &header, limits)
}

/// Decodes a picture by the header that was found with it: of uncompressed samples the record
/// around them knows the size, of all others their own header, which is read again.
///
/// # Errors
/// As [`decode`].
pub fn decode_as(
    bytes: &[u8],
    header: Option<&PictureHeader>,
    limits: &PixelLimits,
) -> Result<Picture, ImageError> {
    match header {
        Some(raw) if raw.format == ImageFormat::Raw => decode_with(bytes, raw, limits),
        _ => decode(bytes, limits),
    }
}

fn decode_with(
    bytes: &[u8],
    header: &PictureHeader,
    limits: &PixelLimits,
) -> Result<Picture, ImageError> {
    let format = header.format;
    limits.check(header)?;
    let undecodable = ImageError::Undecodable { format };
    // the decoders share nothing with us but these bytes, so nothing is left half-changed
    let decoded = catch_unwind(AssertUnwindSafe(|| match format {
        ImageFormat::Jpeg => jpeg::decode(bytes, header),
        ImageFormat::Jpeg2000 | ImageFormat::Jpeg2000Codestream => jpeg2000::decode(bytes, header),
        ImageFormat::Png => png::decode(bytes, header),
        ImageFormat::Pgm | ImageFormat::Ppm => uncompressed::decode_pnm(bytes, header),
        ImageFormat::Raw => uncompressed::decode_raw(bytes, header),
        ImageFormat::Wsq => Err(ImageError::NoDecoder { format }),
        ImageFormat::Unknown => Err(ImageError::UnknownFormat),
    }));
    let picture = decoded.map_err(|_| undecodable.clone())??;
    let (samples, channels) = picture.samples.bytes();
    let expected = u64::from(picture.width) * u64::from(picture.height) * channels;
    if samples.len() as u64 == expected {
        Ok(picture)
    } else {
        Err(undecodable)
    }
}

impl Picture {
    /// The picture as a PNG file (ISO/IEC 15948), without any metadata.
    ///
    /// # Errors
    /// [`ImageError::Png`], which a picture made by [`decode`] does not cause.
    pub fn to_png(&self) -> Result<Vec<u8>, ImageError> {
        let (samples, colour) = match &self.samples {
            Samples::Grey(samples) => (samples, ::png::ColorType::Grayscale),
            Samples::Rgb(samples) => (samples, ::png::ColorType::Rgb),
        };
        let mut file = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(colour);
        encoder.set_depth(::png::BitDepth::Eight);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(samples))
            .map_err(|_| ImageError::Png)?;
        Ok(file)
    }
}

/// The colour channels of each pixel; an opacity channel comes last and is left out.
fn without_alpha(samples: Vec<u8>, channels: usize, colours: usize) -> Vec<u8> {
    if channels <= colours {
        return samples;
    }
    samples
        .chunks_exact(channels)
        .flat_map(|pixel| pixel.iter().take(colours))
        .copied()
        .collect()
}
