//! Bytes that somebody pasted as text: hexadecimal, base64, PEM.

use crate::Kind;
use vidimus_lds::tree::{self, Node};
use vidimus_pubkey::pem::{self, Base64};

/// How bytes were written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextForm {
    /// two digits a byte, with or without spaces, colons, commas or `0x` between
    Hexadecimal,
    /// base64 (RFC 4648 §4)
    Base64,
    /// base64 between marks (RFC 7468); the first block
    Pem,
}

/// Shorter text may be anything.
const LEAST_BYTES: usize = 4;

impl TextForm {
    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hexadecimal => "hexadecimal",
            Self::Base64 => "base64",
            Self::Pem => "pem",
        }
    }

    /// The bytes that a text stands for, if they are of a known kind; `None` for anything else,
    /// and for private keys, which are not for showing.
    ///
    /// ```
    /// use vidimus::{Kind, TextForm};
    /// let (form, bytes) = TextForm::unwrap(b"60 06 5F 01\n04 30 31 30").unwrap();
    /// assert_eq!((form, Kind::of(&bytes).name()), (TextForm::Hexadecimal, "EF.COM"));
    /// assert_eq!(TextForm::unwrap(b"a shopping list"), None);
    /// ```
    #[must_use]
    pub fn unwrap(text: &[u8]) -> Option<(Self, Vec<u8>)> {
        let text = core::str::from_utf8(text).ok()?;
        let found = if pem::is_pem(text.as_bytes()) {
            first_block(text).map(|bytes| (Self::Pem, bytes))
        } else {
            let hexadecimal = hexadecimal(text).map(|bytes| (Self::Hexadecimal, bytes));
            hexadecimal.or_else(|| base64(text).map(|bytes| (Self::Base64, bytes)))
        };
        found.filter(|(_, bytes)| bytes.len() >= LEAST_BYTES && is_something(bytes))
    }
}

/// Any bytes may start with the tag of a file: where that one is not whole, something in it is.
fn is_something(bytes: &[u8]) -> bool {
    match Kind::of(bytes) {
        Kind::Unknown | Kind::PrivateKey => false,
        Kind::ChipFile(_) | Kind::LicenceFile(_) => {
            let found = tree::tree(bytes);
            let mut nodes = found.nodes.iter().flat_map(Node::walk);
            nodes.any(|(_, node)| node.missing == 0)
        }
        _ => true,
    }
}

fn first_block(text: &str) -> Option<Vec<u8>> {
    let block = pem::blocks(text).next()?.ok()?;
    if block.label.contains("KEY") {
        return None;
    }
    Some(block.decode()?.to_vec())
}

fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    let mut digits = Vec::new();
    let words = text.split(|found: char| found.is_whitespace() || matches!(found, ':' | ',' | ';'));
    for word in words {
        let word = word
            .strip_prefix("0x")
            .or_else(|| word.strip_prefix("0X"))
            .unwrap_or(word);
        for digit in word.chars() {
            digits.push(u8::try_from(digit.to_digit(16)?).ok()?);
        }
    }
    let (pairs, odd) = digits.as_chunks::<2>();
    odd.is_empty()
        .then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut base64, mut out) = (Base64::default(), Vec::new());
    for word in text.split_whitespace() {
        base64.decode(word.as_bytes(), &mut out)?;
    }
    base64.is_complete().then_some(out)
}
