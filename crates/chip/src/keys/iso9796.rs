//! ISO/IEC 9796-2 digital signature scheme 1 from the signer's side, partial recovery
//! (Doc 9303-11 §6.1.2.2): `6A || M1 || H(M1 || M2) || trailer`, M2 the terminal's challenge.
//!
//! With a modulus of k bits M1 has c - 4 bits, c = k - Lh - 8t - 4: all that hash (Lh bits) and
//! trailer (t bytes) leave, so the first byte is always `6A`, without filler. The trailer is `BC`
//! for SHA-1 and `xx CC` for the others, where xx names the hash. A shorter M1, with
//! `4B BB … BA` in front, is one of the faults.

use vidimus_pubkey::HashAlgorithm;

/// First byte of a block with partial recovery and no filler.
const PARTIAL: u8 = 0x6A;
/// First byte of a block that says all of the message is in it.
const TOTAL: u8 = 0x4B;
/// Filler between the first byte and the border.
const FILLER: u8 = 0xBB;
/// Last byte of the filler.
const BORDER: u8 = 0xBA;

/// How a block is made.
pub(super) struct Form<'a> {
    /// the hash inside
    pub(super) hash: HashAlgorithm,
    /// the bytes after it
    pub(super) trailer: &'a [u8],
    /// whether M1 is shorter than it must be, with filler before it
    pub(super) short: bool,
}

/// The trailer that belongs to a hash.
pub(super) const fn trailer(hash: HashAlgorithm) -> &'static [u8] {
    match hash {
        HashAlgorithm::Sha1 => &[0xBC],
        HashAlgorithm::Sha224 => &[0x38, 0xCC],
        HashAlgorithm::Sha256 => &[0x34, 0xCC],
        HashAlgorithm::Sha384 => &[0x36, 0xCC],
        HashAlgorithm::Sha512 => &[0x35, 0xCC],
    }
}

impl Form<'_> {
    /// How long M1 is in a block of this many bytes; `None` where hash and trailer leave no
    /// room.
    pub(super) fn m1_length(&self, block: usize) -> Option<usize> {
        let fixed = 1 + self.hash.output_len() + self.trailer.len();
        let room = block.checked_sub(fixed)?;
        // eight bytes of filler, border included
        if self.short {
            room.checked_sub(8)
        } else {
            Some(room)
        }
    }

    /// The block; `m1` has the length that [`Form::m1_length`] says.
    pub(super) fn block(&self, m1: &[u8], m2: &[u8]) -> Vec<u8> {
        let mut block = vec![PARTIAL];
        if self.short {
            block = vec![TOTAL];
            block.extend([FILLER; 7]);
            block.push(BORDER);
        }
        block.extend_from_slice(m1);
        block.extend_from_slice(self.hash.hash_parts(&[m1, m2]).as_ref());
        block.extend_from_slice(self.trailer);
        block
    }
}
