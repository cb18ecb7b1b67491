//! Characters that readers of OCR-B take for each other.

/// A digit, or the filler, and the letters it is mistaken for.
const CONFUSIONS: [(u8, &[u8]); 9] = [
    (b'0', b"OQD"),
    (b'1', b"IL"),
    (b'2', b"Z"),
    (b'4', b"A"),
    (b'5', b"S"),
    (b'6', b"G"),
    (b'7', b"T"),
    (b'8', b"B"),
    (b'<', b"KC"),
];

/// What may really stand where `read` was read. A filler is read as `K` or `C`; that a letter
/// is read as a filler does not happen, and would make every filler suspect.
pub(crate) fn alternatives(read: u8) -> impl Iterator<Item = u8> {
    CONFUSIONS.iter().flat_map(move |(digit, letters)| {
        let digit_for_letter = letters.contains(&read).then_some(*digit);
        let from_digit = if *digit == read && read != b'<' {
            letters
        } else {
            &[][..]
        };
        digit_for_letter
            .into_iter()
            .chain(from_digit.iter().copied())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        let of = |read| alternatives(read).collect::<Vec<u8>>();
        assert_eq!(of(b'O'), b"0");
        assert_eq!(of(b'0'), b"OQD");
        assert_eq!(of(b'K'), b"<");
        assert_eq!(of(b'<'), b"");
        assert_eq!(of(b'X'), b"");
    }
}
