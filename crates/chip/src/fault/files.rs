//! Faults that are made once, in the bytes of a file on the chip.
//!
//! They are made after signing: the hashes in EF.SOD stay those of the file before.

use super::FaultError;
use crate::image::{Buffers, CardImage};
use vidimus_iso7816::tlv::Tag;
use vidimus_lds::File;

/// A change of one file.
#[derive(Clone, Debug)]
pub(crate) struct FileChange {
    pub(super) file: File,
    pub(super) edit: FileEdit,
}

/// What is done to the file.
#[derive(Clone, Debug)]
pub(super) enum FileEdit {
    /// another content
    Replace(Content),
    /// another first byte
    OuterTag(u8),
    /// the outer length more or less by this
    OuterLength(i64),
    /// the outer length is this, in five bytes
    DeclaredLength(u32),
    /// this many bytes after the outer object
    Trailing(usize),
    /// lowest bit of this byte, or of the last, the other way round
    FlipBit(Option<usize>),
    /// EF.ATR/INFO made new with these sizes
    Announce(Buffers),
    /// EF.ATR/INFO made new with these bytes where the sizes belong
    State { tag: u32, value: Vec<u8> },
}

/// What stands in the file's place.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Absent,
    Bytes(Vec<u8>),
    /// bytes that are no BER-TLV
    Garbage,
}

/// Starts like an object of 110 bytes with a private tag, and ends after 24.
const GARBAGE: [u8; 24] = [
    0xDF, 0x81, 0x6E, 0x13, 0x9C, 0x07, 0xF3, 0x5A, 0x21, 0xD8, 0x44, 0xB0, 0x6F, 0x92, 0x0E, 0xC5,
    0x78, 0x3B, 0xA1, 0x59, 0xE6, 0x2D, 0x84, 0x10,
];

impl FileChange {
    /// Makes the change.
    pub(crate) fn apply(&self, fault: &str, image: &mut CardImage) -> Result<(), FaultError> {
        match &self.edit {
            FileEdit::Announce(buffers) => image.announce_extended(*buffers),
            FileEdit::State { tag, value } => image.state_buffers(Tag(*tag), value),
            FileEdit::Replace(Content::Absent) => {
                image.files.remove(&self.file);
            }
            FileEdit::Replace(Content::Bytes(bytes)) => {
                image.files.insert(self.file, bytes.clone());
            }
            FileEdit::Replace(Content::Garbage) => {
                image.files.insert(self.file, GARBAGE.to_vec());
            }
            edit => {
                let missing = || FaultError::NoSuchFile {
                    fault: fault.to_owned(),
                    file: self.file.name(),
                };
                edit.change(image.files.get_mut(&self.file).ok_or_else(missing)?);
            }
        }
        Ok(())
    }
}

impl FileEdit {
    fn change(&self, bytes: &mut Vec<u8>) {
        match *self {
            Self::OuterTag(tag) => {
                if let Some(first) = bytes.first_mut() {
                    *first = tag;
                }
            }
            Self::OuterLength(delta) => {
                if let Some((length, _)) = outer_length(bytes) {
                    let other = i64::from(length)
                        .saturating_add(delta)
                        .clamp(0, i64::from(u32::MAX));
                    set_outer_length(bytes, u32::try_from(other).unwrap_or(u32::MAX), false);
                }
            }
            Self::DeclaredLength(length) => set_outer_length(bytes, length, true),
            Self::Trailing(count) => bytes.extend(core::iter::repeat_n(0xA5, count)),
            Self::FlipBit(at) => {
                let at = at.unwrap_or_else(|| bytes.len().saturating_sub(1));
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 0x01;
                }
            }
            Self::Replace(_) | Self::Announce(_) | Self::State { .. } => {}
        }
    }
}

/// The outer length and how many bytes it takes, after a tag of one byte.
fn outer_length(bytes: &[u8]) -> Option<(u32, usize)> {
    match *bytes.get(1..)? {
        [short @ 0..=0x7F, ..] => Some((u32::from(short), 1)),
        [0x81, a, ..] => Some((u32::from(a), 2)),
        [0x82, a, b, ..] => Some((u32::from_be_bytes([0, 0, a, b]), 3)),
        [0x83, a, b, c, ..] => Some((u32::from_be_bytes([0, a, b, c]), 4)),
        [0x84, a, b, c, d, ..] => Some((u32::from_be_bytes([a, b, c, d]), 5)),
        _ => None,
    }
}

/// Writes another outer length, in the bytes the old one had where it fits.
fn set_outer_length(bytes: &mut Vec<u8>, length: u32, longest: bool) {
    let Some((_, taken)) = outer_length(bytes) else {
        return;
    };
    let octets = length.to_be_bytes();
    let needed = match length {
        0..=0x7F => 1,
        0x80..=0xFF => 2,
        0x100..=0xFFFF => 3,
        0x1_0000..=0xFF_FFFF => 4,
        _ => 5,
    };
    let size = if longest { 5 } else { needed.max(taken) };
    let mut field = Vec::with_capacity(5);
    match u8::try_from(size - 1) {
        Ok(0) => field.extend(octets.last()),
        Ok(count) => {
            field.push(0x80 | count);
            field.extend(octets.iter().skip(5 - size));
        }
        Err(_) => return,
    }
    bytes.splice(1..=taken, field);
}
