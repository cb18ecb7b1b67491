//! What a picture is and how large, from its first bytes, without decoding it.
//!
//! JPEG (ISO/IEC 10918-1 B.2.2: the frame header), JPEG 2000 (ISO/IEC 15444-1 A.5.1: the SIZ
//! marker; annex I: the boxes of JP2), PNG (ISO/IEC 15948: IHDR), WSQ (IAFIS-IC-0110: the frame
//! header), PGM and PPM. The limits of the decoders rest on these numbers.

mod jpeg;
mod jpeg2000;
mod png;
pub(crate) mod pnm;
mod wsq;

/// How a picture is coded, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageFormat {
    /// JPEG, `FF D8 FF`.
    Jpeg,
    /// JPEG 2000 in JP2 boxes.
    Jpeg2000,
    /// JPEG 2000, the bare codestream `FF 4F FF 51`.
    Jpeg2000Codestream,
    /// PNG.
    Png,
    /// WSQ, fingerprints as the FBI codes them, `FF A0` and a table marker. Recognised, its size
    /// read, not decoded.
    Wsq,
    /// Grey samples behind a header in text, `P5` (portable graymap).
    Pgm,
    /// The same in colour, `P6` (portable pixmap).
    Ppm,
    /// Samples without any header, as large as the record around them says; never detected.
    Raw,
    /// Something else.
    Unknown,
}

/// The signature box of JP2.
const JP2_SIGNATURE: &[u8] = &[0, 0, 0, 12, b'j', b'P', b' ', b' '];
/// SOC and SIZ.
const CODESTREAM_START: &[u8] = &[0xFF, 0x4F, 0xFF, 0x51];
/// SOI and the start of the next marker.
const JPEG_START: &[u8] = &[0xFF, 0xD8, 0xFF];
/// EOI of JPEG and EOC of JPEG 2000, the same two bytes; EOI of WSQ; the last chunk of PNG.
const ENDS: [&[u8]; 3] = [&[0xFF, 0xD9], wsq::END, png::END];

impl ImageFormat {
    /// The format of these bytes.
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Self {
        if bytes.starts_with(JPEG_START) {
            Self::Jpeg
        } else if bytes.starts_with(JP2_SIGNATURE) {
            Self::Jpeg2000
        } else if bytes.starts_with(CODESTREAM_START) {
            Self::Jpeg2000Codestream
        } else if bytes.starts_with(png::SIGNATURE) {
            Self::Png
        } else if wsq::is_start(bytes) {
            Self::Wsq
        } else {
            pnm::detect(bytes).unwrap_or(Self::Unknown)
        }
    }

    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Jpeg2000Codestream => "JPEG 2000 codestream",
            Self::Png => "PNG",
            Self::Wsq => "WSQ",
            Self::Pgm => "PGM",
            Self::Ppm => "PPM",
            Self::Raw => "uncompressed",
            Self::Unknown => "unknown",
        }
    }

    /// File name extension, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Jpeg2000 => "jp2",
            Self::Jpeg2000Codestream => "j2k",
            Self::Png => "png",
            Self::Wsq => "wsq",
            Self::Pgm => "pgm",
            Self::Ppm => "ppm",
            Self::Raw => "raw",
            Self::Unknown => "bin",
        }
    }

    /// Whether it is one of the two forms of JPEG 2000.
    #[must_use]
    pub const fn is_jpeg2000(self) -> bool {
        matches!(self, Self::Jpeg2000 | Self::Jpeg2000Codestream)
    }
}

/// Offset of the first picture in these bytes, by its first bytes; of those formats whose first
/// bytes hardly occur by chance.
pub(crate) fn find(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len()).find(|start| {
        let here = bytes.get(*start..).unwrap_or_default();
        !matches!(
            ImageFormat::detect(here),
            ImageFormat::Unknown | ImageFormat::Pgm | ImageFormat::Ppm
        )
    })
}

/// The picture without the zeros behind its end marker.
pub(crate) fn without_padding(bytes: &[u8]) -> &[u8] {
    let used = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    match bytes.get(..used) {
        Some(picture) if ENDS.iter().any(|end| picture.ends_with(end)) => picture,
        _ => bytes,
    }
}

/// What the header of a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureHeader {
    /// the format
    pub format: ImageFormat,
    /// pixels in a row
    pub width: u32,
    /// rows
    pub height: u32,
    /// colour components, those that a palette makes of them included
    pub components: u16,
    /// bits of the widest component
    pub bits: u8,
    /// into how many parts JPEG 2000 cuts it at most: tiles, precincts or code-blocks, of all
    /// components; 0 for the others
    pub parts: u64,
}

impl PictureHeader {
    /// Reads the header; `None` when there is none within the bytes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let format = ImageFormat::detect(bytes);
        match format {
            ImageFormat::Jpeg => jpeg::read(bytes),
            ImageFormat::Jpeg2000 => jpeg2000::read_boxes(bytes),
            ImageFormat::Jpeg2000Codestream => jpeg2000::read_codestream(bytes),
            ImageFormat::Png => png::read(bytes),
            ImageFormat::Wsq => wsq::read(bytes),
            ImageFormat::Pgm | ImageFormat::Ppm => pnm::read(bytes).map(|pnm| pnm.header),
            ImageFormat::Raw | ImageFormat::Unknown => None,
        }
        .map(|header| Self { format, ..header })
    }

    /// The header of samples that have none, from what the record around them says.
    #[must_use]
    pub(crate) fn raw(width: u16, height: u16, components: u16, bits: u8) -> Self {
        Self {
            format: ImageFormat::Raw,
            width: width.into(),
            height: height.into(),
            components,
            bits,
            parts: 0,
        }
    }

    /// How many bytes the samples take when nothing is compressed: whole bytes for each.
    #[must_use]
    pub fn raw_length(&self) -> u64 {
        let sample = u64::from(self.bits.div_ceil(8));
        self.pixels()
            .saturating_mul(self.components.into())
            .saturating_mul(sample)
    }

    /// Pixels in all.
    #[must_use]
    pub const fn pixels(&self) -> u64 {
        self.width as u64 * self.height as u64
    }
}

/// Four bytes at this place, big-endian.
pub(crate) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    let field = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_be_bytes(*field))
}

/// Two bytes at this place, big-endian.
pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    let field = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_be_bytes(*field))
}
