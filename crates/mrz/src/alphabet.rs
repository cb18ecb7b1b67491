//! The alphabet of a machine-readable zone and its check digit (Doc 9303-3 §4.3, §4.9).

/// The filler character.
pub(crate) const FILLER: u8 = b'<';

/// The value of every byte in a check digit: digits as they are, `A` 10 to `Z` 35, the rest 0.
const VALUES: [u8; 256] = values();

/// What every byte becomes in a zone, see [`Folded`]; same order as bytes.
const FOLDED: [Folded; 256] = folded();

/// One character of input, made fit for a zone.
#[derive(Clone, Copy)]
pub(crate) struct Folded {
    /// the character to keep: upper case, printable
    pub(crate) byte: u8,
    /// whether it was lower case
    pub(crate) lower: bool,
}

#[allow(
    clippy::indexing_slicing,
    reason = "evaluated while compiling: an index out of bounds would not compile"
)]
const fn values() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0u8;
    while byte < 36 {
        if byte < 10 {
            table[(b'0' + byte) as usize] = byte;
        } else {
            table[(b'A' + byte - 10) as usize] = byte;
        }
        byte += 1;
    }
    table
}

#[allow(
    clippy::indexing_slicing,
    reason = "evaluated while compiling: an index out of bounds would not compile"
)]
const fn folded() -> [Folded; 256] {
    let mut table = [Folded {
        byte: b'?',
        lower: false,
    }; 256];
    let mut byte = 0x21u8;
    while byte < 0x7F {
        table[byte as usize] = Folded {
            byte: byte.to_ascii_uppercase(),
            lower: byte.is_ascii_lowercase(),
        };
        byte += 1;
    }
    table
}

/// The character a zone keeps for this byte of input: lower case becomes upper case, what
/// cannot be printed becomes `?`.
pub(crate) fn fold(byte: u8) -> Folded {
    // a table of 256 has an entry for every byte
    FOLDED.get(usize::from(byte)).copied().unwrap_or(Folded {
        byte: b'?',
        lower: false,
    })
}

/// Whether this character is in the alphabet: `A` to `Z`, `0` to `9`, `<`.
pub(crate) const fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == FILLER
}

/// Adds up a check digit over several fields as if they were one.
///
/// A zone has at most 90 characters, each counting at most 35 times 7, so 16 bits hold any sum;
/// it wraps beyond, rather than checking at every step.
#[derive(Clone, Copy)]
pub(crate) struct Checksum {
    sum: u16,
    /// the weights of the next three characters
    weights: [u16; 3],
}

impl Checksum {
    /// The sum of nothing.
    pub(crate) const fn new() -> Self {
        Self {
            sum: 0,
            weights: [7, 3, 1],
        }
    }

    /// Adds the characters of one field.
    #[inline]
    pub(crate) fn add(mut self, text: &[u8]) -> Self {
        let [first, second, third] = self.weights;
        let (triples, rest) = text.as_chunks::<3>();
        for [a, b, c] in triples {
            self.count(*a, first);
            self.count(*b, second);
            self.count(*c, third);
        }
        for (byte, weight) in rest.iter().zip(self.weights) {
            self.count(*byte, weight);
        }
        self.weights = match rest.len() {
            0 => self.weights,
            1 => [second, third, first],
            _ => [third, first, second],
        };
        self
    }

    /// The digit, as a character `0` to `9`.
    pub(crate) const fn digit(self) -> u8 {
        b'0' + (self.sum % 10).to_be_bytes()[1]
    }

    #[inline]
    fn count(&mut self, byte: u8, weight: u16) {
        let value = VALUES.get(usize::from(byte)).copied().unwrap_or(0);
        let weighted = u16::from(value).wrapping_mul(weight);
        self.sum = self.sum.wrapping_add(weighted);
    }
}

/// The check digit of this text, as a character `0` to `9` (Doc 9303-3 §4.9): the sum of the
/// characters' values times 7, 3, 1, 7, … modulo 10. Characters outside the alphabet count 0.
///
/// No zone has more than 90 characters: what comes after them does not count.
///
/// ```
/// assert_eq!(vidimus_mrz::check_digit("520727"), '3');
/// ```
#[must_use]
pub fn check_digit(text: &str) -> char {
    let text = text.as_bytes();
    let text = text.get(..90).unwrap_or(text);
    char::from(Checksum::new().add(text).digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples worked in Doc 9303-3 §4.9, and the specimen of Doc 9303-4.
    #[test]
    fn worked_examples() {
        assert_eq!(check_digit("520727"), '3');
        assert_eq!(check_digit("AB2134<<<"), '5');
        assert_eq!(check_digit("L898902C3"), '6');
        assert_eq!(check_digit("ZE184226B<<<<<"), '1');
    }

    #[test]
    fn fields_join() {
        let whole = Checksum::new().add(b"L898902C3674081221204159").digit();
        let parts = Checksum::new()
            .add(b"L898902C36")
            .add(b"7")
            .add(b"408122")
            .add(b"1204159");
        assert_eq!(parts.digit(), whole);
    }

    #[test]
    fn folding() {
        assert_eq!(fold(b'a').byte, b'A');
        assert!(fold(b'a').lower);
        assert_eq!(fold(0x1B).byte, b'?');
        assert_eq!(fold(0xFF).byte, b'?');
        assert!(!is_allowed(b'?') && !is_allowed(b'>') && is_allowed(b'<'));
    }
}
