//! Walking the content of a list, with offsets and without a limit on siblings: one deviation
//! may name hundreds of thousands of documents. What is read is bounded by the bytes there are;
//! nothing recurses.

use super::DeviationError;
use vidimus_iso7816::tlv::{Encoding, Reader, Tag, TlvErrorKind};

pub(super) const INTEGER: Tag = Tag(0x02);
pub(super) const OCTET_STRING: Tag = Tag(0x04);
pub(super) const OBJECT_IDENTIFIER: Tag = Tag(0x06);
pub(super) const ENUMERATED: Tag = Tag(0x0A);
pub(super) const UTF8_STRING: Tag = Tag(0x0C);
pub(super) const PRINTABLE_STRING: Tag = Tag(0x13);
pub(super) const SEQUENCE: Tag = Tag(0x30);
pub(super) const SET: Tag = Tag(0x31);

/// Most characters of a description that are kept.
const MAX_TEXT: usize = 512;

/// One object.
#[derive(Clone, Copy)]
pub(super) struct Object<'a> {
    pub(super) tag: Tag,
    /// where its tag lies in the content
    pub(super) offset: usize,
    /// where its content octets begin
    value_offset: usize,
    /// content octets
    pub(super) value: &'a [u8],
    /// the whole object, tag and length included
    pub(super) bytes: &'a [u8],
}

/// The objects of one level, in their order.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
    offset: usize,
}

impl<'a> Fields<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            offset: 0,
        }
    }

    /// The next object; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Object<'a>>, DeviationError> {
        let mut reader = Reader::with_encoding(self.rest, Encoding::Ber);
        let error = |kind| DeviationError::Encoding {
            offset: self.offset,
            kind,
        };
        let Some(tlv) = reader.next().map_err(|found| error(found.kind))? else {
            return Ok(None);
        };
        let object = Object {
            tag: tlv.tag,
            offset: self.offset,
            value_offset: self.offset + tlv.header_len,
            value: tlv.value,
            bytes: tlv.bytes,
        };
        self.offset += tlv.bytes.len();
        self.rest = reader.rest();
        Ok(Some(object))
    }

    /// The next object, which must have this tag.
    pub(super) fn expect(&mut self, expected: Tag) -> Result<Object<'a>, DeviationError> {
        let offset = self.offset;
        let error = |kind| DeviationError::Encoding { offset, kind };
        match self.next()? {
            Some(object) if object.tag == expected => Ok(object),
            Some(Object { tag: found, .. }) => {
                Err(error(TlvErrorKind::WrongTag { expected, found }))
            }
            None => Err(error(TlvErrorKind::Missing { expected })),
        }
    }

    /// The next object if it has this tag; else nothing is read.
    pub(super) fn take_if(&mut self, tag: Tag) -> Result<Option<Object<'a>>, DeviationError> {
        let mut ahead = *self;
        match ahead.next()? {
            Some(object) if object.tag == tag => {
                *self = ahead;
                Ok(Some(object))
            }
            _ => Ok(None),
        }
    }

    /// Nothing may follow: an element that is not known could be a criterion.
    pub(super) const fn end(&self) -> Result<(), DeviationError> {
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(DeviationError::Content {
            offset: self.offset,
            wanted: "the end of the object",
        })
    }
}

impl<'a> Object<'a> {
    /// The objects inside.
    pub(super) const fn fields(&self) -> Fields<'a> {
        Fields {
            rest: self.value,
            offset: self.value_offset,
        }
    }

    /// A tagged object as the one of this universal tag that it stands for. The modules use
    /// implicit tags; a publisher that wrote explicit ones is understood, too.
    pub(super) fn untagged(self, universal: Tag) -> Self {
        if !self.tag.is_constructed() {
            return self;
        }
        let mut fields = self.fields();
        match fields.next() {
            Ok(Some(inner)) if inner.tag == universal && fields.rest.is_empty() => inner,
            _ => self,
        }
    }

    /// The value of an INTEGER or ENUMERATED that is not negative and fits.
    pub(super) fn number(&self) -> Result<u64, DeviationError> {
        let wanted = self.wanted("a small number that is not negative");
        match self.value {
            [0..=0x7F, ..] if self.value.len() <= 8 => Ok(self
                .value
                .iter()
                .fold(0, |number, byte| (number << 8) | u64::from(*byte))),
            _ => Err(wanted),
        }
    }

    /// The numbers of a SET OF INTEGER.
    pub(super) fn numbers<T: FromIterator<u64>>(&self) -> Result<T, DeviationError> {
        let mut members = self.fields();
        let next = core::iter::from_fn(|| members.next().transpose());
        next.map(|member| member?.number()).collect()
    }

    /// A string as text, cut where it is longer than anybody reads.
    pub(super) fn text(&self) -> String {
        let text = String::from_utf8_lossy(self.value);
        text.chars().take(MAX_TEXT).collect()
    }

    /// The error that something else belongs here.
    pub(super) const fn wanted(&self, wanted: &'static str) -> DeviationError {
        DeviationError::Content {
            offset: self.offset,
            wanted,
        }
    }
}
