//! A value in a form for people.

use super::{Node, oid_name};
use crate::text::escape_for_terminal;
use crate::{Oid, ber};
use core::fmt;

/// Most bytes of a value that are written out in hexadecimal.
const MAX_HEX: usize = 64;

/// A primitive value as people read it: identifiers dotted and named, small numbers as numbers,
/// text as escaped text, everything else in hexadecimal, cut at 64 bytes. Fields of records and
/// codes with what they mean behind.
///
/// ```
/// # use vidimus_lds::tree::tree;
/// let tree = tree(&[0x06, 6, 0x67, 0x81, 8, 1, 1, 1]);
/// assert_eq!(tree.nodes[0].shown().to_string(), "2.23.136.1.1.1 (ldsSecurityObject)");
/// ```
#[derive(Clone, Copy)]
pub struct Shown<'a>(&'a Node);

impl<'a> Shown<'a> {
    pub(super) const fn new(node: &'a Node) -> Self {
        Self(node)
    }

    /// The bytes alone in hexadecimal, cut at 64, where a [meaning](Node::meaning) stands beside.
    #[must_use]
    pub fn bytes(self) -> String {
        let mut text = String::new();
        // writing to a String cannot fail
        let _ = write_hex(&mut text, &self.0.value);
        text
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<personal>")
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0.value.as_slice();
        let Some(tag) = self.0.tag else {
            return write_field(f, value, self.0.meaning.as_deref());
        };
        if let Some(meaning) = &self.0.meaning {
            return write_field(f, value, Some(meaning));
        }
        match tag {
            ber::OBJECT_IDENTIFIER => match Oid::new(value) {
                Ok(oid) => write_oid(f, oid),
                Err(_) => write_hex(f, value),
            },
            ber::INTEGER if value.len() <= 4 => write!(f, "{}", integer(value)),
            _ if !value.is_empty() && is_text(value) => write_text(f, value),
            _ => write_hex(f, value),
        }
    }
}

/// The bytes, and what they mean.
fn write_field(f: &mut fmt::Formatter<'_>, value: &[u8], meaning: Option<&str>) -> fmt::Result {
    match meaning {
        Some(meaning) if value.len() <= MAX_HEX => {
            write_hex(f, value)?;
            write!(f, " ({})", escape_for_terminal(meaning))
        }
        Some(meaning) => f.write_str(&escape_for_terminal(meaning)),
        None => write_hex(f, value),
    }
}

fn write_oid(f: &mut fmt::Formatter<'_>, oid: Oid<'_>) -> fmt::Result {
    let dotted = oid.to_string();
    match oid_name(&dotted) {
        Some(name) => write!(f, "{dotted} ({name})"),
        None => f.write_str(&dotted),
    }
}

/// A two's complement number of at most four bytes.
fn integer(value: &[u8]) -> i64 {
    let sign = if value.first().is_some_and(|byte| byte & 0x80 != 0) {
        -1
    } else {
        0
    };
    value
        .iter()
        .fold(sign, |number, byte| (number << 8) | i64::from(*byte))
}

/// Text of printable characters, at least one of them no control.
fn is_text(value: &[u8]) -> bool {
    core::str::from_utf8(value).is_ok_and(|text| !text.chars().any(char::is_control))
}

fn write_text(f: &mut fmt::Formatter<'_>, value: &[u8]) -> fmt::Result {
    let text = String::from_utf8_lossy(value);
    write!(f, "\"{}\"", escape_for_terminal(&text))
}

fn write_hex(f: &mut impl fmt::Write, value: &[u8]) -> fmt::Result {
    value
        .iter()
        .take(MAX_HEX)
        .try_for_each(|byte| write!(f, "{byte:02X}"))?;
    match value.len().checked_sub(MAX_HEX) {
        None | Some(0) => Ok(()),
        Some(more) => write!(f, "… ({more} more bytes)"),
    }
}
