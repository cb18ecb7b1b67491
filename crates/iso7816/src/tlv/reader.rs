//! Walking objects.

use super::{MAX_DEPTH, MAX_ITEMS, Tag, TlvError, TlvErrorKind};

/// Which lengths are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// BER with definite lengths, minimal or not: the files of the LDS.
    Ber,
    /// DER: a length in more bytes than it needs is refused.
    Der,
}

/// One object: where it is, what it is, what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// its tag
    pub tag: Tag,
    /// offset of the tag in the whole input
    pub offset: usize,
    /// bytes of tag and length
    pub header_len: usize,
    /// whether the length used more bytes than needed
    pub non_minimal: bool,
    /// the value
    pub value: &'a [u8],
    /// the whole object, header included
    pub bytes: &'a [u8],
    depth: usize,
    encoding: Encoding,
    cut: bool,
}

impl<'a> Tlv<'a> {
    /// Offset of the first value byte in the whole input.
    #[must_use]
    pub const fn value_offset(&self) -> usize {
        self.offset + self.header_len
    }

    /// Whether the input ends inside it, so that value and bytes are only what is there.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    /// A reader of the objects inside the value.
    ///
    /// # Errors
    /// [`TlvErrorKind::Depth`] beyond [`MAX_DEPTH`].
    pub const fn children(&self) -> Result<Reader<'a>, TlvError> {
        if self.depth + 1 >= MAX_DEPTH {
            return Err(TlvError {
                kind: TlvErrorKind::Depth,
                offset: self.offset,
            });
        }
        Ok(Reader {
            rest: self.value,
            offset: self.value_offset(),
            depth: self.depth + 1,
            items: 0,
            // the end of what is there is the end of the input
            nested: !self.cut,
            encoding: self.encoding,
        })
    }
}

impl core::fmt::Debug for Tlv<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "Tlv({} at {}, {} bytes)",
            self.tag,
            self.offset,
            self.value.len()
        )
    }
}

/// Walks the objects of one level.
#[derive(Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
    offset: usize,
    depth: usize,
    items: usize,
    nested: bool,
    encoding: Encoding,
}

impl core::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "Reader(at {}, {} bytes left)",
            self.offset,
            self.rest.len()
        )
    }
}

impl<'a> Reader<'a> {
    /// A reader of BER objects with definite lengths, at offset 0.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self::with_encoding(bytes, Encoding::Ber)
    }

    /// A reader at offset 0 that takes these encodings.
    #[must_use]
    pub const fn with_encoding(bytes: &'a [u8], encoding: Encoding) -> Self {
        Self {
            rest: bytes,
            offset: 0,
            depth: 0,
            items: 0,
            nested: false,
            encoding,
        }
    }

    /// Offset of the next byte in the whole input.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The bytes not read yet.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Whether all bytes are read.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next object; `None` at the end.
    ///
    /// # Errors
    /// [`TlvError`] at the offset of the object.
    #[allow(
        clippy::should_implement_trait,
        reason = "fallible and fused by the caller's `?`"
    )]
    pub fn next(&mut self) -> Result<Option<Tlv<'a>>, TlvError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        if self.items >= MAX_ITEMS {
            return Err(self.error(TlvErrorKind::TooManyItems));
        }
        let (tag, tag_len) = self.read_tag()?;
        let (length, length_len) = self.read_length(tag_len)?;
        let header_len = tag_len + length_len;
        let there = self.rest.len() - header_len;
        let missing = length.saturating_sub(there);
        let (Some(bytes), 0) = (self.rest.get(..header_len.saturating_add(length)), missing) else {
            // inside a parent whose own length is right, the fault is this length
            let kind = if self.nested {
                TlvErrorKind::Length
            } else {
                TlvErrorKind::Truncated { missing }
            };
            return Err(self.error(kind));
        };
        let (header, value) = bytes.split_at(header_len);
        let tlv = Tlv {
            tag,
            offset: self.offset,
            header_len: header.len(),
            non_minimal: length_len > minimal_length_len(length),
            value,
            bytes,
            depth: self.depth,
            encoding: self.encoding,
            cut: false,
        };
        self.items += 1;
        self.offset += bytes.len();
        self.rest = self.rest.get(bytes.len()..).unwrap_or_default();
        Ok(Some(tlv))
    }

    /// What there is of the next object when the input ends inside its value; `None` when it is
    /// whole, or when its length contradicts that of the object around it. All is read then.
    ///
    /// ```
    /// use vidimus_iso7816::tlv::Reader;
    /// let mut reader = Reader::new(&[0x61, 9, 0x5F, 0x1F, 2, b'P']);
    /// assert!(reader.next().is_err());
    /// let cut = reader.take_cut().unwrap();
    /// assert_eq!((cut.value.len(), cut.is_cut()), (4, true));
    /// ```
    pub fn take_cut(&mut self) -> Option<Tlv<'a>> {
        let (tag, tag_len) = self.read_tag().ok()?;
        let (length, length_len) = self.read_length(tag_len).ok()?;
        let header_len = tag_len + length_len;
        let value = self.rest.get(header_len..)?;
        if self.nested || self.items >= MAX_ITEMS || length <= value.len() {
            return None;
        }
        let tlv = Tlv {
            tag,
            offset: self.offset,
            header_len,
            non_minimal: length_len > minimal_length_len(length),
            value,
            bytes: self.rest,
            depth: self.depth,
            encoding: self.encoding,
            cut: true,
        };
        self.items += 1;
        self.offset += self.rest.len();
        self.rest = &[];
        Some(tlv)
    }

    /// The next object, which must have this tag.
    ///
    /// # Errors
    /// [`TlvErrorKind::WrongTag`] or [`TlvErrorKind::Missing`], or what [`Reader::next`] says.
    pub fn expect(&mut self, expected: Tag) -> Result<Tlv<'a>, TlvError> {
        let offset = self.offset;
        match self.next()? {
            Some(tlv) if tlv.tag == expected => Ok(tlv),
            Some(tlv) => Err(TlvError {
                kind: TlvErrorKind::WrongTag {
                    expected,
                    found: tlv.tag,
                },
                offset,
            }),
            None => Err(TlvError {
                kind: TlvErrorKind::Missing { expected },
                offset,
            }),
        }
    }

    /// The next object if it has this tag; else nothing is read.
    ///
    /// # Errors
    /// What [`Reader::next`] says.
    pub fn take_if(&mut self, tag: Tag) -> Result<Option<Tlv<'a>>, TlvError> {
        let mut ahead = self.clone();
        match ahead.next()? {
            Some(tlv) if tlv.tag == tag => {
                *self = ahead;
                Ok(Some(tlv))
            }
            _ => Ok(None),
        }
    }

    const fn error(&self, kind: TlvErrorKind) -> TlvError {
        TlvError {
            kind,
            offset: self.offset,
        }
    }

    /// Reads the tag; returns it and its length in bytes.
    fn read_tag(&self) -> Result<(Tag, usize), TlvError> {
        let truncated = self.error(TlvErrorKind::Truncated { missing: 1 });
        let (&first, more) = self.rest.split_first().ok_or(truncated)?;
        if first & 0x1F != 0x1F {
            return Ok((Tag(u32::from(first)), 1));
        }
        match more {
            [] => Err(truncated),
            [second, ..] if second & 0x80 == 0 => {
                Ok((Tag(u32::from_be_bytes([0, 0, first, *second])), 2))
            }
            [_] => Err(truncated),
            [second, third, ..] if third & 0x80 == 0 => {
                Ok((Tag(u32::from_be_bytes([0, first, *second, *third])), 3))
            }
            _ => Err(self.error(TlvErrorKind::Tag)),
        }
    }

    /// Reads the length after a tag of `tag_len` bytes; returns it and its length in bytes.
    fn read_length(&self, tag_len: usize) -> Result<(usize, usize), TlvError> {
        let after = self.rest.get(tag_len..).unwrap_or_default();
        let truncated = self.error(TlvErrorKind::Truncated { missing: 1 });
        let (&first, more) = after.split_first().ok_or(truncated)?;
        let count = match first {
            0x00..=0x7F => return Ok((usize::from(first), 1)),
            0x80 => return Err(self.error(TlvErrorKind::IndefiniteLength)),
            0x81..=0x84 => usize::from(first & 0x7F),
            _ => return Err(self.error(TlvErrorKind::Length)),
        };
        let bytes = more.get(..count).ok_or(truncated)?;
        let value = bytes
            .iter()
            .fold(0u64, |acc, &byte| (acc << 8) | u64::from(byte));
        let length = usize::try_from(value).map_err(|_| self.error(TlvErrorKind::Length))?;
        if self.encoding == Encoding::Der && 1 + count > minimal_length_len(length) {
            return Err(self.error(TlvErrorKind::Length));
        }
        Ok((length, 1 + count))
    }
}

/// How many bytes a length field needs.
const fn minimal_length_len(length: usize) -> usize {
    match length {
        0..=0x7F => 1,
        0x80..=0xFF => 2,
        0x100..=0xFFFF => 3,
        0x1_0000..=0xFF_FFFF => 4,
        _ => 5,
    }
}
