//! The headers of JPEG 2000 (ISO/IEC 15444-1 annexes A and I).
//!
//! Besides the size, what else costs a decoder memory out of a few bytes: a component mapping
//! that makes a thousand channels of one, and a picture cut into parts of a pixel each.

use super::{CODESTREAM_START, ImageFormat, PictureHeader, be16, be32};

const SOT: u16 = 0xFF90;
const SOD: u16 = 0xFF93;
const COD: u16 = 0xFF52;
const COC: u16 = 0xFF53;
/// Where the component count of SIZ lies in the codestream.
const COMPONENTS: usize = 40;

/// Walks the boxes to the codestream; a component mapping on the way counts.
pub(super) fn read_boxes(bytes: &[u8]) -> Option<PictureHeader> {
    let mut channels = 0;
    let mut rest = bytes;
    loop {
        let one = BoxHeader::read(rest)?;
        let content = rest.get(one.header_len..)?;
        match &one.kind {
            b"jp2c" => {
                let header = read_codestream(content)?;
                let components = header.components.max(channels);
                return Some(PictureHeader {
                    components,
                    ..header
                });
            }
            b"jp2h" => channels = channels.max(mapped_channels(rest.get(..one.len?)?)),
            _ => {}
        }
        rest = rest.get(one.len?..)?;
    }
}

/// A box: its type and its extent.
struct BoxHeader {
    kind: [u8; 4],
    header_len: usize,
    /// length with the header; `None` when it reaches to the end of the file
    len: Option<usize>,
}

impl BoxHeader {
    fn read(bytes: &[u8]) -> Option<Self> {
        let length = be32(bytes, 0)?;
        let kind = *bytes.get(4..)?.first_chunk()?;
        let (header_len, len) = match length {
            0 => (8, None),
            1 if be32(bytes, 8)? == 0 => (16, Some(be32(bytes, 12)?)),
            1 => return None,
            length => (8, Some(length)),
        };
        // a box holds at least its own header, so every round of a walk moves on
        let len = match len {
            Some(len) => Some(usize::try_from(len).ok()?.max(header_len)),
            None => None,
        };
        Some(Self {
            kind,
            header_len,
            len,
        })
    }
}

/// How many channels the component mappings inside a header box make, at most.
fn mapped_channels(header_box: &[u8]) -> u16 {
    let mut channels = 0;
    let mut rest = BoxHeader::read(header_box)
        .and_then(|outer| header_box.get(outer.header_len..))
        .unwrap_or_default();
    while let Some(one) = BoxHeader::read(rest) {
        let len = one.len.unwrap_or(rest.len());
        if &one.kind == b"cmap" {
            let entries = len.saturating_sub(one.header_len) / 4;
            channels = channels.max(u16::try_from(entries).unwrap_or(u16::MAX));
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    channels
}

/// The SIZ marker segment, and the coding styles of all headers.
pub(super) fn read_codestream(codestream: &[u8]) -> Option<PictureHeader> {
    if !codestream.starts_with(CODESTREAM_START) {
        return None;
    }
    let at = |place| be32(codestream, place);
    let components = be16(codestream, COMPONENTS)?;
    let table = codestream.get(COMPONENTS + 2..)?;
    let table = table.get(..usize::from(components) * 3)?;
    let bits = table.chunks(3).filter_map(<[u8]>::first);
    let width = at(8)?.checked_sub(at(16)?)?;
    let height = at(12)?.checked_sub(at(20)?)?;
    let tiles_across = at(8)?.checked_sub(at(32)?)?.div_ceil(at(24)?.max(1));
    let tiles_down = at(12)?.checked_sub(at(36)?)?.div_ceil(at(28)?.max(1));
    let tiles = u64::from(tiles_across).saturating_mul(tiles_down.into());
    let pixels = u64::from(width).saturating_mul(height.into());
    let blocks = pixels >> finest_part(codestream).unwrap_or(u32::MAX).min(63);
    Some(PictureHeader {
        format: ImageFormat::Jpeg2000Codestream,
        width,
        height,
        components,
        bits: bits.map(|size| (size & 0x7F) + 1).max()?,
        parts: tiles.max(blocks).saturating_mul(components.into()),
    })
}

/// The smallest precinct or code-block that any header allows, as the logarithm of its pixels.
///
/// Walks the main header and the header of every tile-part; stops where one is broken, as the
/// decoder does.
fn finest_part(codestream: &[u8]) -> Option<u32> {
    let two_byte_index = be16(codestream, COMPONENTS)? > 256;
    let mut finest = None;
    let mut tile_part: Option<(usize, usize)> = None;
    let mut position = 2;
    while let (Some(marker), Some(length)) =
        (be16(codestream, position), be16(codestream, position + 2))
    {
        let segment = codestream.get(position + 4..).unwrap_or_default();
        let segment = segment
            .get(..usize::from(length).saturating_sub(2))
            .unwrap_or(segment);
        match marker {
            COD => finest = smaller(finest, coding_style(segment, 0, 5)),
            COC if two_byte_index => finest = smaller(finest, coding_style(segment, 2, 3)),
            COC => finest = smaller(finest, coding_style(segment, 1, 2)),
            SOT => tile_part = Some((position, usize::try_from(be32(segment, 2)?).ok()?)),
            SOD => {
                // on to the next tile-part; a length of 0 reaches to the end
                let (start, length) = tile_part?;
                position = start.checked_add(length).filter(|next| *next > position)?;
                continue;
            }
            _ => {}
        }
        position += 2 + usize::from(length.max(2));
    }
    finest
}

/// The smaller of two, where there are two.
fn smaller(known: Option<u32>, new: Option<u32>) -> Option<u32> {
    known.into_iter().chain(new).min()
}

/// The finest division of one coding style: flags at `flags`, its parameters at `parameters`.
fn coding_style(segment: &[u8], flags: usize, parameters: usize) -> Option<u32> {
    let has_precincts = segment.get(flags)? & 1 != 0;
    let parameters = segment.get(parameters..)?;
    let code_block =
        u32::from(parameters.get(1)? & 0x0F) + u32::from(parameters.get(2)? & 0x0F) + 4;
    let precincts = if has_precincts {
        parameters.get(5..)?
    } else {
        &[]
    };
    // one size for each resolution from the lowest, which has a quarter of the next one's pixels
    let precinct = precincts
        .iter()
        .rev()
        .zip(0..)
        .map(|(size, halvings)| u32::from(size >> 4) + u32::from(size & 0x0F) + 2 * halvings);
    Some(precinct.fold(code_block, u32::min))
}
