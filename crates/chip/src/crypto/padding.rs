//! Padding method 2 of ISO/IEC 9797-1: a byte `80`, then zeros up to the block.

use std::iter::repeat_n;

/// Appends `80` and zeros until the length is a multiple of `block`.
pub(crate) fn pad(bytes: &mut Vec<u8>, block: usize) {
    bytes.push(0x80);
    let missing = bytes.len().next_multiple_of(block) - bytes.len();
    bytes.extend(repeat_n(0, missing));
}

/// Takes the padding off; `None` when there is no `80` before the zeros at the end.
pub(crate) fn unpad(bytes: &[u8]) -> Option<&[u8]> {
    let last = bytes.iter().rposition(|byte| *byte != 0)?;
    match bytes.split_at_checked(last)? {
        (content, [0x80, ..]) => Some(content),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{pad, unpad};

    #[test]
    fn a_full_block_gets_a_block_of_padding() {
        let mut bytes = vec![7; 8];
        pad(&mut bytes, 8);
        assert_eq!(bytes[8..], [0x80, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(unpad(&bytes), Some(&[7; 8][..]));
    }

    #[test]
    fn zeros_alone_or_another_byte_are_no_padding() {
        assert_eq!(unpad(&[]), None);
        assert_eq!(unpad(&[0; 8]), None);
        assert_eq!(unpad(&[1, 2, 3, 0, 0]), None);
        assert_eq!(unpad(&[0x80]), Some(&[][..]));
    }
}
