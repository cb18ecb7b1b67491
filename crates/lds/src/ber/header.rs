//! Tag and length of one object (ISO/IEC 8825-1 §8.1.2, §8.1.3).

use super::MAX_DEPTH;
use vidimus_iso7816::tlv::{Tag, TlvErrorKind};

/// What stands in front of the content.
pub(super) struct Header {
    /// the tag
    pub(super) tag: Tag,
    /// bytes of tag and length
    pub(super) len: usize,
    /// length of the content; `None` when indefinite
    pub(super) content_len: Option<usize>,
    /// whether the length used more bytes than needed
    pub(super) non_minimal: bool,
}

impl Header {
    /// Reads the header at the start of these bytes.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TlvErrorKind> {
        let (tag, tag_len) = read_tag(bytes)?;
        let after = bytes.get(tag_len..).unwrap_or_default();
        let (content_len, length_len) = read_length(after)?;
        if content_len.is_none() && !tag.is_constructed() {
            // §8.1.3.2: a primitive encoding has a definite length
            return Err(TlvErrorKind::Length);
        }
        Ok(Self {
            tag,
            len: tag_len + length_len,
            content_len,
            non_minimal: content_len.is_some_and(|length| length_len > minimal_len(length)),
        })
    }

    /// Whether this is end-of-contents, `00 00`.
    pub(super) fn is_end_of_contents(&self) -> bool {
        self.tag == Tag(0) && self.content_len == Some(0)
    }
}

const TRUNCATED: TlvErrorKind = TlvErrorKind::Truncated { missing: 1 };

/// The tag and its length in bytes.
fn read_tag(bytes: &[u8]) -> Result<(Tag, usize), TlvErrorKind> {
    match bytes {
        [first, ..] if first & 0x1F != 0x1F => Ok((Tag(u32::from(*first)), 1)),
        [first, second, ..] if second & 0x80 == 0 => {
            Ok((Tag(u32::from_be_bytes([0, 0, *first, *second])), 2))
        }
        [first, second, third, ..] if third & 0x80 == 0 => {
            Ok((Tag(u32::from_be_bytes([0, *first, *second, *third])), 3))
        }
        [_, _, _, ..] => Err(TlvErrorKind::Tag),
        _ => Err(TRUNCATED),
    }
}

/// The length (`None` when indefinite) and its own length in bytes.
fn read_length(bytes: &[u8]) -> Result<(Option<usize>, usize), TlvErrorKind> {
    let (&first, more) = bytes.split_first().ok_or(TRUNCATED)?;
    let count = match first {
        0x00..=0x7F => return Ok((Some(usize::from(first)), 1)),
        0x80 => return Ok((None, 1)),
        0x81..=0x84 => usize::from(first & 0x7F),
        _ => return Err(TlvErrorKind::Length),
    };
    let value = more
        .get(..count)
        .ok_or(TRUNCATED)?
        .iter()
        .fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
    let length = usize::try_from(value).map_err(|_| TlvErrorKind::Length)?;
    Ok((Some(length), 1 + count))
}

/// How many bytes a length field needs.
pub(super) const fn minimal_len(length: usize) -> usize {
    match length {
        0..=0x7F => 1,
        0x80..=0xFF => 2,
        0x100..=0xFFFF => 3,
        0x1_0000..=0xFF_FFFF => 4,
        _ => 5,
    }
}

/// Length of content that ends with end-of-contents, which is not counted.
///
/// Objects of definite length are skipped whole; only open indefinite ones are counted, so a
/// counter does for a stack.
pub(super) fn find_end_of_contents(bytes: &[u8], depth: usize) -> Result<usize, TlvErrorKind> {
    let mut position = 0;
    let mut open = 1;
    loop {
        let rest = bytes.get(position..).unwrap_or_default();
        let header = Header::read(rest)?;
        if header.is_end_of_contents() {
            open -= 1;
            if open == 0 {
                return Ok(position);
            }
        } else if header.content_len.is_none() {
            open += 1;
            if depth + open > MAX_DEPTH {
                return Err(TlvErrorKind::Depth);
            }
        }
        let length = header.len.saturating_add(header.content_len.unwrap_or(0));
        if length > rest.len() {
            return Err(TlvErrorKind::Length);
        }
        position += length;
    }
}
