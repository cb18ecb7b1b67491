//! How much of a file fits into one protected response.
//!
//! ```text
//! data field = 87 L 01 cryptogram | 85 L cryptogram,  99 02 SW (4),  8E 08 MAC (10)
//! cryptogram = whole blocks of file bytes (odd INS: of 53 L and file bytes) and padding
//! ```
//!
//! 256 bytes with 3DES: 242 for DO 87, 239 of them value, 238 cryptogram, so 29 blocks, 232 bytes,
//! one of them padding: 231.

/// DO 99 (4 bytes) and DO 8E (10 bytes).
const STATUS_AND_MAC: usize = 14;

/// See [`SecureChannel::largest_read`](super::SecureChannel::largest_read).
pub(super) const fn largest_read(block_len: usize, response_data: usize, odd_ins: bool) -> usize {
    let object = largest_value(response_data.saturating_sub(STATUS_AND_MAC));
    // DO 87 starts with the padding indicator
    let cryptogram = if odd_ins {
        object
    } else {
        object.saturating_sub(1)
    };
    let blocks = cryptogram / block_len;
    let plain = (blocks * block_len).saturating_sub(1);
    if odd_ins { largest_value(plain) } else { plain }
}

/// The longest value of an object with a one-byte tag that takes at most `total` bytes.
pub(super) const fn largest_value(total: usize) -> usize {
    match total {
        0..=0x81 => total.saturating_sub(2),
        0x82 => 0x7F,
        0x83..=0x102 => total - 3,
        0x103 => 0xFF,
        0x104..=0x1_0003 => total - 4,
        _ => total.saturating_sub(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_responses_carry_the_published_sizes() {
        assert_eq!(largest_read(8, 256, false), 231);
        assert_eq!(largest_read(16, 256, false), 223);
        assert_eq!(largest_read(8, 256, true), 228);
        assert_eq!(largest_read(16, 256, true), 220);
    }

    #[test]
    fn a_value_and_its_header_fill_the_room_and_no_more() {
        for total in [2usize, 0x81, 0x82, 0x83, 0x102, 0x103, 0x104, 5000, 70_000] {
            let value = largest_value(total);
            let mut object = vidimus_iso7816::tlv::Writer::new();
            object.object(vidimus_iso7816::tlv::Tag(0x53), &vec![0; value]);
            let len = object.into_bytes().len();
            assert!(
                len <= total && len + 1 >= total,
                "{total}: {value} takes {len}"
            );
        }
        assert_eq!(largest_value(0), 0);
        assert_eq!(largest_read(16, 0, true), 0);
    }
}
