//! The entries of a list, a broken one not losing the others.
//!
//! ```text
//! CscaMasterList ::= SEQUENCE { version INTEGER (0), certList SET OF Certificate }
//! Certificate ::= SEQUENCE { tbsCertificate SEQUENCE, signatureAlgorithm SEQUENCE,
//!                            signatureValue BIT STRING }
//! ```
//!
//! An entry whose length is wrong would hide where the next one starts. So where an entry does
//! not hold three objects that fill it, the end is looked for: after its three objects where
//! these lead to the next entry, else where its own length leads there, else at the next place
//! that holds a whole certificate's frame. What lies before that is one broken entry, which
//! will not parse. The lengths of the list itself must be right.

use crate::TrustError;
use vidimus_iso7816::tlv::{Encoding, Reader, Tag, TlvError, TlvErrorKind};

const INTEGER: Tag = Tag(0x02);
const BIT_STRING: Tag = Tag(0x03);
const SEQUENCE: Tag = Tag(0x30);
const SET: Tag = Tag(0x31);
const VERSION: Tag = Tag(0xA0);

/// Most entries of a list; the longest public one has 588.
const MAX_ENTRIES: usize = 65_536;

/// The entries of a `CscaMasterList`, one slice each, not parsed.
pub(crate) fn entries(content: &[u8]) -> Result<Vec<&[u8]>, TrustError> {
    let error = |error: TlvError| TrustError::ListContent {
        offset: error.offset,
        kind: error.kind,
    };
    let mut top = Reader::with_encoding(content, Encoding::Ber);
    let list = top.expect(SEQUENCE).map_err(error)?;
    let mut fields = list.children().map_err(error)?;
    let version = fields.expect(INTEGER).map_err(error)?;
    if version.value != [0] {
        return Err(TrustError::ListVersion {
            offset: version.offset,
        });
    }
    let set = fields.expect(SET).map_err(error)?;
    let mut rest = set.value;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        if entries.len() >= MAX_ENTRIES {
            return Err(TrustError::ListContent {
                offset: set.offset + set.bytes.len() - rest.len(),
                kind: TlvErrorKind::TooManyItems,
            });
        }
        let (entry, after) = rest.split_at(end_of_first(rest).clamp(1, rest.len()));
        entries.push(entry);
        rest = after;
    }
    Ok(entries)
}

/// Where the first entry ends.
fn end_of_first(bytes: &[u8]) -> usize {
    if let Some(end) = frame(bytes) {
        return end;
    }
    let starts_next = |end: &usize| {
        bytes
            .get(*end..)
            .is_some_and(|next| next.is_empty() || frame(next).is_some())
    };
    let by_length = || first(bytes).map(<[u8]>::len);
    parts_end(bytes)
        .filter(starts_next)
        .or_else(|| by_length().filter(starts_next))
        .unwrap_or_else(|| {
            let next = (1..bytes.len()).find(starts_next).unwrap_or(bytes.len());
            // broken ones in a row, each with a length that hides no whole one
            let another = |end: &usize| *end < next && bytes.get(*end) == Some(&0x30);
            by_length().filter(another).unwrap_or(next)
        })
}

/// The first object, header included.
fn first(bytes: &[u8]) -> Option<&[u8]> {
    Reader::new(bytes).next().ok()?.map(|object| object.bytes)
}

/// Length of the certificate that starts here, if three objects of the right kinds fill it and
/// the first starts like a certificate's signed part.
fn frame(bytes: &[u8]) -> Option<usize> {
    let outer = Reader::new(bytes).expect(SEQUENCE).ok()?;
    let mut parts = outer.children().ok()?;
    let signed = parts.expect(SEQUENCE).ok()?;
    parts.expect(SEQUENCE).ok()?;
    parts.expect(BIT_STRING).ok()?;
    let head = signed.children().ok()?.next().ok()??.tag;
    (parts.is_empty() && matches!(head, VERSION | INTEGER)).then_some(outer.bytes.len())
}

/// Where the three objects of an entry end, whatever its own length says.
fn parts_end(bytes: &[u8]) -> Option<usize> {
    let header = match bytes {
        [0x30, short, ..] if *short < 0x80 => 2,
        [0x30, long @ 0x81..=0x84, ..] => 2 + usize::from(long & 0x7F),
        _ => return None,
    };
    let mut parts = Reader::new(bytes.get(header..)?);
    parts.expect(SEQUENCE).ok()?;
    parts.expect(SEQUENCE).ok()?;
    parts.expect(BIT_STRING).ok()?;
    Some(header + parts.offset())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use vidimus_iso7816::tlv::Writer;

    fn object(tag: Tag, value: &[u8]) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.object(tag, value);
        writer.into_bytes()
    }

    /// Three parts as in a certificate, told apart by `number`.
    fn entry(number: u8) -> Vec<u8> {
        let signed = object(SEQUENCE, &object(INTEGER, &[number; 150]));
        let parts = [signed, object(SEQUENCE, &[]), object(BIT_STRING, &[0; 70])];
        object(SEQUENCE, &parts.concat())
    }

    fn list(entries: &[Vec<u8>]) -> Vec<u8> {
        let set = object(SET, &entries.concat());
        object(SEQUENCE, &[object(INTEGER, &[0]), set].concat())
    }

    /// Every wrong length of the middle entry leaves the others whole.
    #[test]
    fn a_wrong_length_spoils_one_entry() {
        let good: Vec<Vec<u8>> = (0..5).map(entry).collect();
        let right = good[2][2];
        for wrong in (0..=u8::MAX).filter(|wrong| *wrong != right) {
            let mut broken = good.clone();
            broken[2][2] = wrong;
            let list = list(&broken);
            assert_eq!(entries(&list).unwrap(), broken, "{wrong}");
        }
    }

    /// The first byte of the length field too, and inner lengths.
    #[test]
    fn wrong_headers_spoil_one_entry() {
        let good: Vec<Vec<u8>> = (0..5).map(entry).collect();
        for (position, value) in [
            (0, 0x31),
            (1, 0x80),
            (1, 0x82),
            (1, 0xFF),
            (4, 0x80),
            (5, 9),
        ] {
            let mut broken = good.clone();
            broken[2][position] = value;
            let list = list(&broken);
            let entries = entries(&list).unwrap();
            assert_eq!(entries.len(), 5, "{position} {value}");
            for number in [0, 1, 3, 4] {
                assert_eq!(entries[number], good[number], "{position} {value}");
            }
        }
    }

    #[test]
    fn the_lengths_of_the_list_must_be_right() {
        let mut bytes = list(&[entry(1)]);
        bytes.truncate(bytes.len() - 1);
        assert!(entries(&bytes).is_err());
        assert_eq!(entries(&list(&[])), Ok(Vec::new()));
    }

    proptest! {
        /// Nothing is lost between entries, whatever they are.
        #[test]
        fn entries_cover_the_set(content in prop::collection::vec(any::<u8>(), 0..300)) {
            let list = list(std::slice::from_ref(&content));
            prop_assert_eq!(entries(&list).unwrap().concat(), content);
        }
    }
}
