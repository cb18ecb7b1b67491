//! One look over a whole message before it is taken apart.

use super::header::Header;
use super::{MAX_DEPTH, MAX_ITEMS};
use vidimus_iso7816::tlv::{TlvError, TlvErrorKind};

/// What a message uses that DER does not have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// indefinite lengths
    pub indefinite: bool,
    /// lengths in more bytes than needed
    pub non_minimal: bool,
    /// strings in pieces (constructed OCTET STRING or other string types)
    pub strings_in_pieces: bool,
}

/// One open object.
#[derive(Clone, Copy)]
struct Level {
    /// where it ends; `None` when end-of-contents will say
    end: Option<usize>,
    /// objects seen in it
    items: usize,
}

/// Walks every object of a message, at all depths, without recursion and without allocation.
///
/// Objects that are broken inside a parent of definite length are left to whoever reads that
/// parent (a certificate, say), and the walk goes on behind it.
///
/// # Errors
/// [`TlvErrorKind::Depth`] beyond [`MAX_DEPTH`], [`TlvErrorKind::TooManyItems`] beyond
/// [`MAX_ITEMS`] siblings, both at the offset of the object that is one too many.
pub fn survey(bytes: &[u8]) -> Result<Survey, TlvError> {
    let mut walk = Walk {
        bytes,
        position: 0,
        levels: [Level {
            end: None,
            items: 0,
        }; MAX_DEPTH],
        depth: 0,
        found: Survey::default(),
    };
    while walk.close_finished() {
        walk.step()?;
    }
    Ok(walk.found)
}

struct Walk<'a> {
    bytes: &'a [u8],
    position: usize,
    levels: [Level; MAX_DEPTH],
    /// how many of `levels` are open
    depth: usize,
    found: Survey,
}

impl Walk<'_> {
    /// Closes levels that end here; whether anything is left to read.
    fn close_finished(&mut self) -> bool {
        while self
            .innermost()
            .is_some_and(|level| level.end == Some(self.position))
        {
            self.depth -= 1;
        }
        self.position < self.bytes.len()
    }

    /// Reads one header and goes into the object or behind it.
    fn step(&mut self) -> Result<(), TlvError> {
        let limit = self.definite_end();
        let here = self.bytes.get(self.position..limit).unwrap_or_default();
        let Ok(header) = Header::read(here) else {
            self.leave_broken(limit);
            return Ok(());
        };
        if header.is_end_of_contents() && self.innermost().is_some_and(|level| level.end.is_none())
        {
            self.position += header.len;
            self.depth -= 1;
            return Ok(());
        }
        if header
            .content_len
            .is_some_and(|length| length > here.len() - header.len)
        {
            self.leave_broken(limit);
            return Ok(());
        }
        self.count()?;
        self.note(&header);
        if header.tag.is_constructed() {
            return self.enter(&header);
        }
        self.position += header.len + header.content_len.unwrap_or(0);
        Ok(())
    }

    fn note(&mut self, header: &Header) {
        self.found.indefinite |= header.content_len.is_none();
        self.found.non_minimal |= header.non_minimal;
        // universal class, constructed, and neither SEQUENCE, SET nor EXTERNAL-like
        self.found.strings_in_pieces |= matches!(header.tag.0, 0x23 | 0x24 | 0x2C | 0x33..=0x3E);
    }

    fn enter(&mut self, header: &Header) -> Result<(), TlvError> {
        let end = header
            .content_len
            .map(|length| self.position + header.len + length);
        let offset = self.position;
        let Some(slot) = self.levels.get_mut(self.depth) else {
            return Err(TlvError {
                kind: TlvErrorKind::Depth,
                offset,
            });
        };
        *slot = Level { end, items: 0 };
        self.depth += 1;
        self.position += header.len;
        Ok(())
    }

    fn count(&mut self) -> Result<(), TlvError> {
        let offset = self.position;
        let Some(level) = self
            .depth
            .checked_sub(1)
            .and_then(|top| self.levels.get_mut(top))
        else {
            return Ok(());
        };
        level.items += 1;
        if level.items > MAX_ITEMS {
            return Err(TlvError {
                kind: TlvErrorKind::TooManyItems,
                offset,
            });
        }
        Ok(())
    }

    /// Goes behind the innermost parent of definite length.
    fn leave_broken(&mut self, limit: usize) {
        while self.innermost().is_some_and(|level| level.end.is_none()) {
            self.depth -= 1;
        }
        self.position = limit;
    }

    fn innermost(&self) -> Option<Level> {
        self.depth
            .checked_sub(1)
            .and_then(|top| self.levels.get(top).copied())
    }

    /// Where the innermost parent of definite length ends, or the input.
    fn definite_end(&self) -> usize {
        let open = self.levels.get(..self.depth).unwrap_or_default();
        open.iter()
            .rev()
            .find_map(|level| level.end)
            .unwrap_or(self.bytes.len())
    }
}
