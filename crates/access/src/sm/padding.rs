//! Padding method 2 of ISO/IEC 9797-1: `80`, then `00` up to a whole block. There is always
//! padding: data of whole blocks get one block more.

/// Pads `buffer` from byte `start` on to whole blocks.
pub(super) fn pad(buffer: &mut Vec<u8>, start: usize, block_len: usize) {
    buffer.push(0x80);
    let filled = (buffer.len() - start) % block_len;
    if filled != 0 {
        buffer.resize(buffer.len() + block_len - filled, 0);
    }
}

/// How many bytes are left when the padding is taken off; `None` when there is none in the
/// last block.
pub(super) fn unpadded_len(plain: &[u8], block_len: usize) -> Option<usize> {
    let zeros = plain.iter().rev().take_while(|byte| **byte == 0).count();
    let marked = plain.len().checked_sub(zeros + 1)?;
    (zeros < block_len && plain.get(marked) == Some(&0x80)).then_some(marked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_fills_the_block_and_adds_one_when_it_is_full() {
        for (len, padded) in [(0, 8), (1, 8), (7, 8), (8, 16), (231, 232)] {
            let mut buffer = vec![0xAA; len];
            pad(&mut buffer, 0, 8);
            assert_eq!(buffer.len(), padded);
            assert_eq!(unpadded_len(&buffer, 8), Some(len));
        }
    }

    #[test]
    fn what_is_no_padding_is_refused() {
        assert_eq!(unpadded_len(&[], 8), None);
        assert_eq!(unpadded_len(&[0; 8], 8), None);
        assert_eq!(unpadded_len(&[1, 2, 3, 4, 5, 6, 7, 8], 8), None);
        // a whole block of zeros behind the mark is one block too many
        let mut long = vec![0x80];
        long.resize(16, 0);
        assert_eq!(unpadded_len(&long, 8), None);
        assert_eq!(unpadded_len(&long, 16), Some(0));
    }
}
