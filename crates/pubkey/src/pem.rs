//! PEM (RFC 7468): base64 (RFC 4648 §4) between two marks, among other text.
//!
//! Private keys come in it, so what is decoded is wiped when it is dropped, and the vector it
//! grows in never moves. We take any label and any length of line, and spaces at the ends of
//! lines; the mark at the end must repeat the label.

use zeroize::Zeroizing;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";

/// A block of a PEM text, not decoded yet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// what its marks say, such as `CERTIFICATE`
    pub label: &'a str,
    /// line of its first mark, from 1
    pub line: usize,
    body: &'a str,
}

/// A mark of PEM without its counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenBlock {
    /// line of the mark, from 1
    pub line: usize,
}

/// The blocks of a text, in their order; nothing comes after a broken one.
///
/// ```
/// use vidimus_pubkey::pem::blocks;
/// let text = "-----BEGIN X-----\nZm9v\n-----END X-----\n";
/// let block = blocks(text).next().unwrap().unwrap();
/// assert_eq!((block.label, block.line), ("X", 1));
/// assert_eq!(block.decode().unwrap().as_slice(), b"foo");
/// ```
pub fn blocks(text: &str) -> impl Iterator<Item = Result<Block<'_>, BrokenBlock>> {
    Blocks {
        rest: text,
        line: 0,
    }
}

/// Whether a PEM mark is near the start of these bytes.
#[must_use]
pub fn is_pem(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    head.windows(BEGIN.len())
        .any(|window| window == BEGIN.as_bytes())
}

impl Block<'_> {
    /// Whether there are headers before the base64 (RFC 1421): only encrypted keys have them.
    #[must_use]
    pub fn has_headers(&self) -> bool {
        self.body.contains(':')
    }

    /// The bytes; `None` where they are not base64.
    #[must_use]
    pub fn decode(&self) -> Option<Zeroizing<Vec<u8>>> {
        let mut out = Zeroizing::new(Vec::with_capacity(self.body.len()));
        let mut base64 = Base64::default();
        for line in self.body.lines() {
            base64.decode(line.trim().as_bytes(), &mut out)?;
        }
        base64.is_complete().then_some(out)
    }
}

/// Shows label and length only: it may be a private key.
impl core::fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Block({}, {} characters)", self.label, self.body.len())
    }
}

struct Blocks<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Blocks<'a> {
    fn next_line(&mut self) -> Option<&'a str> {
        let (line, rest) = match self.rest.split_once('\n') {
            Some(parts) => parts,
            None if self.rest.is_empty() => return None,
            None => (self.rest, ""),
        };
        self.rest = rest;
        self.line += 1;
        Some(line)
    }

    /// What follows the mark at the start of a block, up to the mark at its end.
    fn body(&mut self, label: &'a str) -> Result<Block<'a>, BrokenBlock> {
        let (line, start) = (self.line, self.rest);
        let mut length = 0;
        while let Some(text) = self.next_line() {
            if mark(text, END) == Some(label) {
                let body = start.get(..length).unwrap_or_default();
                return Ok(Block { label, line, body });
            }
            if mark(text, BEGIN).or_else(|| mark(text, END)).is_some() {
                return Err(BrokenBlock { line: self.line });
            }
            length += text.len() + 1;
        }
        Err(BrokenBlock { line })
    }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Result<Block<'a>, BrokenBlock>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = loop {
            let text = self.next_line()?;
            if let Some(label) = mark(text, BEGIN) {
                break self.body(label);
            }
            if mark(text, END).is_some() {
                break Err(BrokenBlock { line: self.line });
            }
        };
        if found.is_err() {
            self.rest = "";
        }
        Some(found)
    }
}

/// The label of a mark that starts so.
fn mark<'a>(line: &'a str, start: &str) -> Option<&'a str> {
    line.trim().strip_prefix(start)?.strip_suffix("-----")
}

/// Bytes in base64, with padding (RFC 4648 §4).
///
/// ```
/// assert_eq!(vidimus_pubkey::pem::encode_base64(b"foob"), "Zm9vYg==");
/// ```
#[must_use]
pub fn encode_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4_u32 {
            let index = usize::try_from(word >> (18 - 6 * digit) & 0x3F).unwrap_or_default();
            let known = usize::try_from(digit).is_ok_and(|digit| digit <= chunk.len());
            let character = ALPHABET.get(index).copied().filter(|_| known);
            text.push(char::from(character.unwrap_or(b'=')));
        }
    }
    text
}

/// Decodes base64 that comes in pieces (RFC 4648 §4), cut anywhere.
///
/// ```
/// let (mut base64, mut out) = (vidimus_pubkey::pem::Base64::default(), Vec::new());
/// assert!(base64.decode(b"Zm9", &mut out).is_some());
/// assert!(base64.decode(b"vYg==", &mut out).is_some());
/// assert!(base64.is_complete());
/// assert_eq!(out, b"foob");
/// ```
#[derive(Default)]
pub struct Base64 {
    bits: u32,
    count: u32,
    padding: u8,
    /// digits so far, modulo 4
    digits: u8,
}

impl Base64 {
    /// Appends the bytes of the next digits to `out`; `None` at a character that is none.
    pub fn decode(&mut self, digits: &[u8], out: &mut Vec<u8>) -> Option<()> {
        for digit in digits {
            self.digits = (self.digits + 1) % 4;
            if *digit == b'=' {
                self.padding = self.padding.saturating_add(1);
                continue;
            }
            let value = VALUES.get(usize::from(*digit)).copied()?;
            if value > 63 || self.padding > 0 {
                return None;
            }
            self.bits = (self.bits << 6 | u32::from(value)) & 0xFFFF;
            self.count += 6;
            if self.count >= 8 {
                self.count -= 8;
                let [.., byte] = (self.bits >> self.count).to_be_bytes();
                out.push(byte);
            }
        }
        Some(())
    }

    /// Whether digits and padding add up, with no bit left over.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        let left = self.bits & ((1 << self.count) - 1);
        self.digits == 0 && self.padding <= 2 && left == 0
    }
}

/// Shows no bits: they may be of a private key.
impl core::fmt::Debug for Base64 {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Base64")
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each digit; 64 where a character is none.
const VALUES: [u8; 256] = {
    let mut values = [64; 256];
    let mut value: u8 = 0;
    while value < 64 {
        #[allow(clippy::indexing_slicing, reason = "computed at compile time")]
        {
            values[ALPHABET[value as usize] as usize] = value;
        }
        value += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(base64: &str) -> Option<Vec<u8>> {
        let text = format!("x\n-----BEGIN X-----\n{base64}\n-----END X-----\n");
        let block = blocks(&text).next().unwrap().unwrap();
        block.decode().map(|bytes| bytes.to_vec())
    }

    /// RFC 4648 §10.
    #[test]
    fn base64_examples() {
        let cases = [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9v\r\nYg==", "foob"),
            ("Zm9v  \n YmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ];
        for (base64, bytes) in cases {
            assert_eq!(decode(base64).unwrap(), bytes.as_bytes());
        }
    }

    /// The examples of RFC 4648 §10.
    #[test]
    fn base64_of_bytes() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode_base64(bytes.as_bytes()), text);
        }
        assert_eq!(encode_base64(&[0xFB, 0xFF, 0xBF]), "+/+/");
    }

    #[test]
    fn not_base64() {
        for base64 in [
            "Z",
            "Zg",
            "Zg=",
            "Zg=v",
            "Zh==",
            "Z===",
            "====",
            "Zg===",
            "Zm9v!g==",
            "Zm9*",
            "Zm9v YmFy",
        ] {
            assert_eq!(decode(base64), None, "{base64}");
        }
    }

    #[test]
    fn broken_blocks_name_their_line() {
        let cases = [
            ("\n-----BEGIN X-----\nZm9v\n", 2),
            ("-----END X-----\n", 1),
            ("-----BEGIN X-----\nZm9v\n-----END Y-----\n", 3),
            ("-----BEGIN X-----\n-----BEGIN X-----\n", 2),
        ];
        for (text, line) in cases {
            let all: Vec<_> = blocks(text).collect();
            assert_eq!(all, [Err(BrokenBlock { line })], "{text}");
        }
    }

    #[test]
    fn text_between_blocks_is_passed_over() {
        let text = "subject=x\n-----BEGIN A-----\nZm9v\n-----END A-----\n\nissuer: y\r\n\
                    -----BEGIN B-----\r\nYmFy\r\n-----END B-----";
        let all: Vec<_> = blocks(text).map(Result::unwrap).collect();
        let labels: Vec<_> = all.iter().map(|block| (block.label, block.line)).collect();
        assert_eq!(labels, [("A", 2), ("B", 7)]);
        assert_eq!(all[1].decode().unwrap().as_slice(), b"bar");
    }
}
