//! Base64 in both alphabets (RFC 4648 §4, §5), with or without padding.
//!
//! VDS-NC writes the alphabet for addresses; seals in the field mix both and the padding. Bits
//! that no byte takes must be zero, so that no two texts are one value.

/// The bytes; `Err` has the position of the first character that does not belong there.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, usize> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let is_padded = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    if !is_padded || digits.len() % 4 == 1 {
        return Err(digits.len());
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for (index, group) in digits.as_bytes().chunks(4).enumerate() {
        let mut bits = 0u32;
        for (place, character) in group.iter().enumerate() {
            bits = (bits << 6) | value(*character).ok_or(index * 4 + place)?;
        }
        let [_, octets @ ..] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        let (taken, left) = octets.split_at(group.len().saturating_sub(1).min(3));
        if left.iter().any(|octet| *octet != 0) {
            return Err(index * 4 + group.len() - 1);
        }
        bytes.extend_from_slice(taken);
    }
    Ok(bytes)
}

fn value(character: u8) -> Option<u32> {
    Some(u32::from(match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648 §10.
    #[test]
    fn vectors() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zg", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode(text).as_deref(), Ok(bytes.as_bytes()), "{text}");
        }
        assert_eq!(decode("-_+/").unwrap(), [0xFB, 0xFF, 0xBF]);
    }

    #[test]
    fn what_is_none() {
        for (text, position) in [
            ("Z", 1),
            ("Zg=", 2),
            ("Zm8==", 3),
            ("Z g=", 1),
            ("Zm9vZ", 5),
            ("Zh", 1), // bits left over
            ("====", 0),
            ("=", 0),
        ] {
            assert_eq!(decode(text), Err(position), "{text}");
        }
    }
}
