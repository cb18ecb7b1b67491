//! A tolerant reader of BER and DER (ISO/IEC 8825-1): definite and indefinite lengths,
//! constructed strings.
//!
//! For the CMS messages of real documents, some of which are BER (New Zealand), and the DER
//! values inside data groups. LDS files themselves are read with `vidimus_iso7816::tlv`, which
//! knows definite lengths only.
//!
//! Limits: [`MAX_DEPTH`] levels, [`MAX_ITEMS`] siblings, tags of at most three bytes, lengths of
//! at most four. Nothing recurses deeper than [`MAX_DEPTH`]; nothing is allocated by a declared
//! length. [`survey`] walks a whole message once, in time linear to its size.

use std::borrow::Cow;
use vidimus_iso7816::tlv::{Tag, TlvError, TlvErrorKind};

mod der;
mod header;
mod survey;

pub use der::to_der;
use header::Header;
pub use survey::{Survey, survey};

/// How deep objects may nest.
pub const MAX_DEPTH: usize = 32;
/// How many siblings one level may have.
pub const MAX_ITEMS: usize = 4096;

/// BOOLEAN.
pub const BOOLEAN: Tag = Tag(0x01);
/// INTEGER.
pub const INTEGER: Tag = Tag(0x02);
/// OCTET STRING, primitive.
pub const OCTET_STRING: Tag = Tag(0x04);
/// OCTET STRING in pieces (BER only).
pub const OCTET_STRING_IN_PIECES: Tag = Tag(0x24);
/// NULL.
pub const NULL: Tag = Tag(0x05);
/// OBJECT IDENTIFIER.
pub const OBJECT_IDENTIFIER: Tag = Tag(0x06);
/// UTF8String.
pub const UTF8_STRING: Tag = Tag(0x0C);
/// PrintableString.
pub const PRINTABLE_STRING: Tag = Tag(0x13);
/// UTCTime.
pub const UTC_TIME: Tag = Tag(0x17);
/// GeneralizedTime.
pub const GENERALIZED_TIME: Tag = Tag(0x18);
/// SEQUENCE and SEQUENCE OF.
pub const SEQUENCE: Tag = Tag(0x30);
/// SET and SET OF.
pub const SET: Tag = Tag(0x31);

/// A constructed context-specific tag, `[number]`; numbers above 30 do not occur.
#[must_use]
pub const fn context(number: u8) -> Tag {
    Tag(0xA0 | (number as u32 & 0x1F))
}

/// One object: where it is, what it is, what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Object<'a> {
    /// its tag
    pub tag: Tag,
    /// offset of the tag in the whole input
    pub offset: usize,
    /// bytes of tag and length
    pub header_len: usize,
    /// the whole object: header, content, and end-of-contents where the length is indefinite
    pub bytes: &'a [u8],
    /// the content, without end-of-contents
    pub content: &'a [u8],
    /// whether the length is indefinite
    pub indefinite: bool,
    /// whether the length used more bytes than needed
    pub non_minimal: bool,
    /// how many bytes of it the input lacks; the content is what is there
    pub missing: usize,
    depth: usize,
}

impl<'a> Object<'a> {
    /// Offset of the first content byte in the whole input.
    #[must_use]
    pub const fn content_offset(&self) -> usize {
        self.offset + self.header_len
    }

    /// A reader of the objects inside.
    ///
    /// # Errors
    /// [`TlvErrorKind::Depth`] beyond [`MAX_DEPTH`]; [`TlvErrorKind::Tag`] when the object is
    /// primitive.
    pub const fn children(&self) -> Result<Reader<'a>, TlvError> {
        let kind = if !self.tag.is_constructed() {
            TlvErrorKind::Tag
        } else if self.depth + 1 >= MAX_DEPTH {
            TlvErrorKind::Depth
        } else {
            return Ok(Reader {
                rest: self.content,
                offset: self.content_offset(),
                depth: self.depth + 1,
                items: 0,
                // the end of what is there is the end of the input
                nested: self.missing == 0,
            });
        };
        Err(TlvError {
            kind,
            offset: self.offset,
        })
    }

    /// The octets of an OCTET STRING, whichever tag it has: as they stand when primitive,
    /// joined when in pieces.
    ///
    /// # Errors
    /// What reading the pieces says.
    pub fn octets(&self) -> Result<Cow<'a, [u8]>, TlvError> {
        if !self.tag.is_constructed() {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut joined = Cow::Borrowed(&[][..]);
        let mut pieces = self.children()?;
        while let Some(piece) = pieces.next()? {
            if !matches!(piece.tag, OCTET_STRING | OCTET_STRING_IN_PIECES) {
                return Err(TlvError {
                    kind: TlvErrorKind::WrongTag {
                        expected: OCTET_STRING,
                        found: piece.tag,
                    },
                    offset: piece.offset,
                });
            }
            let octets = piece.octets()?;
            if joined.is_empty() {
                joined = octets;
            } else {
                joined.to_mut().extend_from_slice(&octets);
            }
        }
        Ok(joined)
    }

    /// The value of a small non-negative INTEGER; `None` when negative, empty or above 64 bits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        small_integer(self.content)
    }
}

/// The value of the content octets of a non-negative INTEGER of at most 64 bits.
pub(crate) fn small_integer(content: &[u8]) -> Option<u64> {
    let significant = match content {
        [] => return None,
        [first, ..] if first & 0x80 != 0 => return None,
        [0, rest @ ..] => rest,
        all => all,
    };
    (significant.len() <= 8).then(|| {
        significant
            .iter()
            .fold(0, |value, byte| (value << 8) | u64::from(*byte))
    })
}

impl core::fmt::Debug for Object<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(
            f,
            "Object({} at {}, {} bytes)",
            self.tag,
            self.offset,
            self.content.len()
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
    /// A reader at offset 0.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self::at(bytes, 0)
    }

    /// A reader of bytes that lie at this offset of the whole input.
    #[must_use]
    pub const fn at(bytes: &'a [u8], offset: usize) -> Self {
        Self {
            rest: bytes,
            offset,
            depth: 0,
            items: 0,
            nested: false,
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

    /// The next object; `None` at the end.
    ///
    /// # Errors
    /// [`TlvError`] at the offset of the object.
    #[allow(
        clippy::should_implement_trait,
        reason = "fallible and fused by the caller's `?`"
    )]
    pub fn next(&mut self) -> Result<Option<Object<'a>>, TlvError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        if self.items >= MAX_ITEMS {
            return Err(self.error(TlvErrorKind::TooManyItems));
        }
        let header = Header::read(self.rest).map_err(|kind| self.error(kind))?;
        let (content_len, total) = self.extent(&header)?;
        let (bytes, rest) = self.rest.split_at_checked(total).ok_or_else(|| {
            let missing = total - self.rest.len();
            // inside a parent whose own length is right, the fault is this length
            self.error(if self.nested {
                TlvErrorKind::Length
            } else {
                TlvErrorKind::Truncated { missing }
            })
        })?;
        let after_header = bytes.get(header.len..).unwrap_or_default();
        let object = Object {
            tag: header.tag,
            offset: self.offset,
            header_len: header.len,
            bytes,
            content: after_header.get(..content_len).unwrap_or_default(),
            indefinite: header.content_len.is_none(),
            non_minimal: header.non_minimal,
            missing: 0,
            depth: self.depth,
        };
        self.items += 1;
        self.offset += total;
        self.rest = rest;
        Ok(Some(object))
    }

    /// What there is of the next object when the input ends inside its content; `None` when it
    /// is whole, or when its length contradicts that of the object around it. All is read then.
    pub fn take_cut(&mut self) -> Option<Object<'a>> {
        let header = Header::read(self.rest).ok()?;
        let content = self.rest.get(header.len..)?;
        let missing = match header.content_len {
            Some(length) => length.checked_sub(content.len()).filter(|left| *left > 0)?,
            // of end-of-contents one byte at least
            None => self.extent(&header).is_err().then_some(1)?,
        };
        if self.nested || self.items >= MAX_ITEMS {
            return None;
        }
        let object = Object {
            tag: header.tag,
            offset: self.offset,
            header_len: header.len,
            bytes: self.rest,
            content,
            indefinite: header.content_len.is_none(),
            non_minimal: header.non_minimal,
            missing,
            depth: self.depth,
        };
        self.items += 1;
        self.offset += self.rest.len();
        self.rest = &[];
        Some(object)
    }

    /// Length of the content, and of the whole object, which may exceed what is there.
    fn extent(&self, header: &Header) -> Result<(usize, usize), TlvError> {
        if let Some(length) = header.content_len {
            return Ok((length, header.len.saturating_add(length)));
        }
        let after = self.rest.get(header.len..).unwrap_or_default();
        let length =
            header::find_end_of_contents(after, self.depth + 1).map_err(|kind| self.error(kind))?;
        Ok((length, header.len + length + 2))
    }

    /// The next object, which must have this tag.
    ///
    /// # Errors
    /// [`TlvErrorKind::WrongTag`] or [`TlvErrorKind::Missing`], or what [`Reader::next`] says.
    pub fn expect(&mut self, expected: Tag) -> Result<Object<'a>, TlvError> {
        let offset = self.offset;
        let kind = match self.next()? {
            Some(object) if object.tag == expected => return Ok(object),
            Some(object) => TlvErrorKind::WrongTag {
                expected,
                found: object.tag,
            },
            None => TlvErrorKind::Missing { expected },
        };
        Err(TlvError { kind, offset })
    }

    /// The next object if it has this tag; else nothing is read.
    ///
    /// # Errors
    /// What [`Reader::next`] says.
    pub fn take_if(&mut self, tag: Tag) -> Result<Option<Object<'a>>, TlvError> {
        let mut ahead = self.clone();
        match ahead.next()? {
            Some(object) if object.tag == tag => {
                *self = ahead;
                Ok(Some(object))
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
}

#[cfg(test)]
mod tests;
