//! What a picture is and how large, from its first bytes, without decoding it.
//!
//! JPEG (ISO/IEC 10918-1 B.2.2: the frame header) and JPEG 2000 (ISO/IEC 15444-1 A.5.1: the SIZ
//! marker; annex I: the boxes of JP2). The limits of the decoders rest on these numbers.

mod jpeg2000;

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
    /// Something else.
    Unknown,
}

/// The signature box of JP2.
const JP2_SIGNATURE: &[u8] = &[0, 0, 0, 12, b'j', b'P', b' ', b' '];
/// SOC and SIZ.
const CODESTREAM_START: &[u8] = &[0xFF, 0x4F, 0xFF, 0x51];
/// SOI and the start of the next marker.
const JPEG_START: &[u8] = &[0xFF, 0xD8, 0xFF];
/// EOI of JPEG and EOC of JPEG 2000, the same two bytes.
const END: &[u8] = &[0xFF, 0xD9];

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
        } else {
            Self::Unknown
        }
    }

    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Jpeg2000 => "JPEG 2000",
            Self::Jpeg2000Codestream => "JPEG 2000 codestream",
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
            Self::Unknown => "bin",
        }
    }

    /// Whether it is one of the two forms of JPEG 2000.
    #[must_use]
    pub const fn is_jpeg2000(self) -> bool {
        matches!(self, Self::Jpeg2000 | Self::Jpeg2000Codestream)
    }
}

/// Offset of the first picture in these bytes, by its first bytes.
pub(crate) fn find(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len()).find(|start| {
        let here = bytes.get(*start..).unwrap_or_default();
        ImageFormat::detect(here) != ImageFormat::Unknown
    })
}

/// The picture without the zeros behind its end marker.
pub(crate) fn without_padding(bytes: &[u8]) -> &[u8] {
    let used = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    match bytes.get(..used) {
        Some(picture) if picture.ends_with(END) => picture,
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
    /// components; 0 for JPEG
    pub parts: u64,
}

impl PictureHeader {
    /// Reads the header; `None` when there is none within the bytes.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let format = ImageFormat::detect(bytes);
        match format {
            ImageFormat::Jpeg => read_jpeg(bytes),
            ImageFormat::Jpeg2000 => jpeg2000::read_boxes(bytes),
            ImageFormat::Jpeg2000Codestream => jpeg2000::read_codestream(bytes),
            ImageFormat::Unknown => None,
        }
        .map(|header| Self { format, ..header })
    }

    /// Pixels in all.
    #[must_use]
    pub const fn pixels(&self) -> u64 {
        self.width as u64 * self.height as u64
    }
}

/// Walks the marker segments up to the frame header.
fn read_jpeg(bytes: &[u8]) -> Option<PictureHeader> {
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
