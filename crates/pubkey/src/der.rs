//! The few DER types that keys and algorithm identifiers are made of (ITU-T X.690 §8, §10).
//!
//! Deviation: a length in more bytes than it needs is taken, for documents in the field are
//! not all strict; indefinite lengths are not. One byte tags only. Every offset counts from the
//! start of the structure that the caller gave. Nothing is allocated, nothing recurses.

use crate::error::{AlgorithmError, KeyError};

/// `INTEGER`.
pub(crate) const INTEGER: u8 = 0x02;
/// `BIT STRING`.
pub(crate) const BIT_STRING: u8 = 0x03;
/// `OCTET STRING`.
pub(crate) const OCTET_STRING: u8 = 0x04;
/// `NULL`.
pub(crate) const NULL: u8 = 0x05;
/// `OBJECT IDENTIFIER`.
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
/// `SEQUENCE`.
pub(crate) const SEQUENCE: u8 = 0x30;

/// Bytes that are not the structure they should be, at this offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DerError {
    pub(crate) offset: usize,
}

impl From<DerError> for KeyError {
    fn from(DerError { offset }: DerError) -> Self {
        Self::Malformed { offset }
    }
}

impl From<DerError> for AlgorithmError {
    fn from(DerError { offset }: DerError) -> Self {
        Self::Malformed { offset }
    }
}

/// One object.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    /// offset of the tag
    pub(crate) offset: usize,
    pub(crate) value: &'a [u8],
    /// the whole object
    pub(crate) bytes: &'a [u8],
}

impl<'a> Element<'a> {
    pub(crate) const fn error(&self) -> DerError {
        DerError {
            offset: self.offset,
        }
    }

    /// A reader of the objects inside.
    pub(crate) const fn children(&self) -> Reader<'a> {
        Reader {
            rest: self.value,
            offset: self.offset + (self.bytes.len() - self.value.len()),
        }
    }

    /// The magnitude of a non-negative `INTEGER` without leading zeros (zero is empty).
    pub(crate) fn unsigned(&self) -> Result<&'a [u8], DerError> {
        match self.value {
            [] | [0x80..=0xFF, ..] => Err(self.error()),
            value => Ok(without_leading_zeros(value)),
        }
    }

    /// The octets of a `BIT STRING` without unused bits.
    pub(crate) fn whole_octets(&self) -> Result<&'a [u8], DerError> {
        match self.value {
            [0, octets @ ..] => Ok(octets),
            _ => Err(self.error()),
        }
    }
}

/// The bytes after the leading zeros.
pub(crate) fn without_leading_zeros(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// Walks the objects of one level.
#[derive(Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            offset: 0,
        }
    }

    pub(crate) const fn error(&self) -> DerError {
        DerError {
            offset: self.offset,
        }
    }

    /// Whether all is read.
    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next object, of any tag.
    pub(crate) fn any(&mut self) -> Result<Element<'a>, DerError> {
        let error = self.error();
        let (&tag, after) = self.rest.split_first().ok_or(error)?;
        if tag & 0x1F == 0x1F {
            return Err(error);
        }
        let (length, value_on) = read_length(after).ok_or(error)?;
        let value = value_on.get(..length).ok_or(error)?;
        let total = self.rest.len() - value_on.len() + length;
        let (bytes, rest) = self.rest.split_at_checked(total).ok_or(error)?;
        let element = Element {
            tag,
            offset: self.offset,
            value,
            bytes,
        };
        self.offset += total;
        self.rest = rest;
        Ok(element)
    }

    /// The next object, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Element<'a>, DerError> {
        let error = self.error();
        self.optional(tag)?.ok_or(error)
    }

    /// The next object if it has this tag; else nothing is read.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, DerError> {
        if self.rest.first() == Some(&tag) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// Nothing may follow.
    pub(crate) const fn finish(&self) -> Result<(), DerError> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(self.error())
        }
    }
}

/// The one object that these bytes are, of this tag, with nothing after it.
pub(crate) fn single(bytes: &[u8], tag: u8) -> Result<Element<'_>, DerError> {
    let mut reader = Reader::new(bytes);
    let element = reader.expect(tag)?;
    reader.finish()?;
    Ok(element)
}

/// A definite length and the bytes after it.
fn read_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        return Some((usize::from(first), rest));
    }
    let count = usize::from(first & 0x7F);
    if !(1..=4).contains(&count) {
        return None;
    }
    let (octets, rest) = rest.split_at_checked(count)?;
    let length = octets
        .iter()
        .fold(0u64, |length, octet| (length << 8) | u64::from(*octet));
    Some((usize::try_from(length).ok()?, rest))
}

/// An object with this value, the parts one after the other, and a minimal length.
pub(crate) fn encode(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let octets = length.to_be_bytes();
    let octets = without_leading_zeros(&octets);
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short @ ..0x80) => out.push(short),
        _ => {
            out.push(0x80 | u8::try_from(octets.len()).unwrap_or(0));
            out.extend_from_slice(octets);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

/// A non-negative `INTEGER` of this big-endian magnitude.
pub(crate) fn encode_unsigned(magnitude: &[u8]) -> Vec<u8> {
    let digits = without_leading_zeros(magnitude);
    let sign: &[u8] = match digits.first() {
        Some(..0x80) => &[],
        _ => &[0],
    };
    encode(INTEGER, &[sign, digits])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_and_their_offsets() {
        // SEQUENCE { INTEGER 255, BIT STRING 01, NULL }
        let bytes = [0x30, 10, 2, 2, 0, 0xFF, 3, 2, 0, 1, 5, 0];
        let outer = single(&bytes, SEQUENCE).unwrap();
        let mut inner = outer.children();
        let integer = inner.expect(INTEGER).unwrap();
        assert_eq!(
            (integer.offset, integer.unsigned().unwrap()),
            (2, &[0xFF][..])
        );
        assert!(inner.optional(NULL).unwrap().is_none());
        let bits = inner.expect(BIT_STRING).unwrap();
        assert_eq!((bits.offset, bits.whole_octets().unwrap()), (6, &[1][..]));
        assert!(inner.finish().is_err());
        assert_eq!(inner.expect(NULL).unwrap().bytes, [5, 0]);
        inner.finish().unwrap();
    }

    #[test]
    fn what_is_written_reads_back_at_every_length_form() {
        for length in [0usize, 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x1_0000] {
            let value = vec![0xA5; length];
            let bytes = encode(OCTET_STRING, &[&value]);
            assert_eq!(single(&bytes, OCTET_STRING).unwrap().value, value);
        }
        assert_eq!(encode_unsigned(&[0, 0]), [2, 1, 0]);
        assert_eq!(encode_unsigned(&[0, 0x80]), [2, 2, 0, 0x80]);
        assert_eq!(encode_unsigned(&[0, 0x7F]), [2, 1, 0x7F]);
    }

    #[test]
    fn broken_objects_are_refused_where_they_start() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x80, 0, 0],
            &[0x30, 2, 5],
            &[0x1F, 1, 0],
        ] {
            assert_eq!(Reader::new(bytes).any().err(), Some(DerError { offset: 0 }));
        }
        for bytes in [
            &[0x30, 0x85, 0, 0, 0, 0, 0][..],
            &[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
        ] {
            assert!(Reader::new(bytes).any().is_err());
        }
        let negative = single(&[2, 1, 0x80], INTEGER).unwrap();
        assert!(negative.unsigned().is_err());
    }
}
