//! The block inside a signature.
//!
//! ```text
//! 6A        M1                hash(M1 || M2)   BC | 3x CC
//! 6B BB…BA  M1, too short     hash(M1 || M2)   BC | 3x CC
//! ```
//!
//! It is read from both ends: the trailer says which hash, the hash's length where `M1` ends, and
//! every byte belongs to one part. A block with bytes that nobody looks at can be forged with an
//! exponent of 3 by a cube root.

use crate::hash::HashAlgorithm;

/// First byte: partial recovery, no filler.
const PARTIAL: u8 = 0x6A;
/// First byte with filler after it: partial recovery (6) or total recovery (4).
const WITH_FILLER: [u8; 2] = [0x6B, 0x4B];
/// A byte of filler.
const FILLER: u8 = 0xBB;
/// The last byte of filler.
const BORDER: u8 = 0xBA;
/// Trailers of two bytes (ISO/IEC 10118-3 hash identifier, `CC`).
const TRAILERS: [([u8; 2], HashAlgorithm); 4] = [
    ([0x38, 0xCC], HashAlgorithm::Sha224),
    ([0x34, 0xCC], HashAlgorithm::Sha256),
    ([0x36, 0xCC], HashAlgorithm::Sha384),
    ([0x35, 0xCC], HashAlgorithm::Sha512),
];
/// The trailer of one byte, which names no hash: that of the application, SHA-1 (Doc 9303-11
/// §6.1.2.2).
const IMPLICIT: u8 = 0xBC;

/// The parts of a block.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub(super) hash: HashAlgorithm,
    /// whether a filler stands before `M1`
    pub(super) is_short: bool,
    m1: &'a [u8],
    digest: &'a [u8],
}

impl<'a> Block<'a> {
    /// Takes a block apart that is as long as a modulus of this many bits.
    pub(super) fn parse(bytes: &'a [u8], bits: usize) -> Option<Self> {
        let bytes = match bytes {
            [0, whole @ ..] if !bits.is_multiple_of(8) => whole,
            all => all,
        };
        let (rest, hash) = split_trailer(bytes)?;
        let (head, digest) = rest.split_at_checked(rest.len().checked_sub(hash.output_len())?)?;
        let (m1, is_short) = recoverable_part(head)?;
        Some(Self {
            hash,
            is_short,
            m1,
            digest,
        })
    }

    /// Whether the hash is that of `M1 || m2`.
    pub(super) fn is_over(&self, m2: &[u8]) -> bool {
        self.hash.hash_parts(&[self.m1, m2]).as_ref() == self.digest
    }
}

/// What stands before the trailer, and the hash that the trailer names. `33CC`, SHA-1 by name,
/// is not one of Doc 9303.
fn split_trailer(bytes: &[u8]) -> Option<(&[u8], HashAlgorithm)> {
    if let Some((&IMPLICIT, rest)) = bytes.split_last() {
        return Some((rest, HashAlgorithm::Sha1));
    }
    let (rest, trailer) = bytes.split_last_chunk::<2>()?;
    let row = TRAILERS.iter().find(|(known, _)| known == trailer);
    row.map(|(_, hash)| (rest, *hash))
}

/// `M1` of what stands before the hash, and whether there was a filler.
fn recoverable_part(head: &[u8]) -> Option<(&[u8], bool)> {
    let (&first, rest) = head.split_first()?;
    if first == PARTIAL {
        return Some((rest, false));
    }
    if !WITH_FILLER.contains(&first) {
        return None;
    }
    let filler = rest.iter().take_while(|byte| **byte == FILLER).count();
    match rest.get(filler..)? {
        [BORDER, m1 @ ..] => Some((m1, true)),
        _ => None,
    }
}
