//! One logical line: a name, and its value as text, in base64 or as a URL (RFC 2849).
//!
//! ```text
//! name[;option…]: text        kept as its bytes
//! name[;option…]:: base64     decoded as it comes, so that a value is in memory once
//! name[;option…]:< URL        never followed: an error of this line alone
//! # comment                   passed over
//! ```
//!
//! A line comes in pieces of any size, cut anywhere: the state between two pieces is all there is.

use super::{Attribute, LdifErrorKind, VALUE_LIMIT};
use vidimus_pubkey::pem::Base64;

/// The longest name of an attribute with its options.
const NAME_LIMIT: usize = 256;
/// What is kept of a distinguished name and of other text.
const TEXT_LIMIT: usize = 4096;

/// What a line says, as its pieces come in. What nobody asks for is passed over as it comes.
#[derive(Debug)]
pub(super) struct AttributeLine {
    state: State,
    name: Vec<u8>,
    value: Vec<u8>,
    base64: Base64,
    error: Option<LdifErrorKind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// in the name, before the colon
    Name,
    /// behind the colon, where a second one or `<` says what the value is
    Kind,
    /// in a value of plain text, of which so many bytes are kept
    Text(usize),
    /// in a value in base64, of which so many bytes are taken
    Base64(usize),
    /// in what is passed over
    Skip,
}

/// A line that was read to its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// Nothing: the end of a record.
    Empty,
    /// A comment, or an attribute that is not looked at.
    Other,
    /// `version: …`
    Version(Vec<u8>),
    /// `dn: …`
    Dn(Vec<u8>),
    /// `changetype: …`
    ChangeType(Vec<u8>),
    /// A value to be handed out.
    Value(Attribute, Vec<u8>),
}

impl AttributeLine {
    pub(super) fn new() -> Self {
        Self {
            state: State::Name,
            name: Vec::new(),
            value: Vec::new(),
            base64: Base64::default(),
            error: None,
        }
    }

    /// Takes the next bytes of the line.
    pub(super) fn push(&mut self, piece: &[u8]) {
        match self.state {
            State::Name => self.push_name(piece),
            State::Kind => self.push_kind(piece),
            State::Text(limit) => self.push_text(piece, limit),
            State::Base64(limit) => self.push_base64(piece, limit),
            State::Skip => {}
        }
    }

    /// Up to the colon; a name that is too long is no attribute.
    fn push_name(&mut self, piece: &[u8]) {
        let colon = piece.iter().position(|byte| *byte == b':');
        let (name, rest) = piece.split_at(colon.unwrap_or(piece.len()));
        self.name.extend_from_slice(name);
        if self.name.starts_with(b"#") {
            self.state = State::Skip;
        } else if self.name.len() > NAME_LIMIT {
            self.fail(LdifErrorKind::NotAnAttribute);
        } else if let [_, rest @ ..] = rest {
            self.state = State::Kind;
            self.push_kind(rest);
        }
    }

    /// The byte behind the colon. What nobody asks for is skipped from here on, however long.
    fn push_kind(&mut self, piece: &[u8]) {
        let Some(first) = piece.first() else {
            return;
        };
        let limit = match Named::of(&self.name) {
            Named::Wanted(_) => VALUE_LIMIT,
            Named::Other => 0,
            _ => TEXT_LIMIT,
        };
        let rest = piece.get(1..).unwrap_or_default();
        match first {
            _ if limit == 0 => self.state = State::Skip,
            b'<' => self.fail(LdifErrorKind::Url),
            b':' => {
                self.state = State::Base64(limit);
                self.push_base64(rest, limit);
            }
            _ => {
                self.state = State::Text(limit);
                self.push_text(piece, limit);
            }
        }
    }

    /// Text that is only shown is cut at its limit; a value that is to be handed out fails there.
    fn push_text(&mut self, piece: &[u8], limit: usize) {
        let room = limit.saturating_sub(self.value.len());
        self.value
            .extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
        if piece.len() > room && limit == VALUE_LIMIT {
            self.fail(LdifErrorKind::TooLarge);
        }
    }

    /// Blanks, as a carriage return at the end of a line, are no digits and do no harm.
    fn push_base64(&mut self, piece: &[u8], limit: usize) {
        for digits in piece.split(u8::is_ascii_whitespace) {
            if self.base64.decode(digits, &mut self.value).is_none() {
                return self.fail(LdifErrorKind::Base64);
            }
        }
        if self.value.len() > limit {
            self.fail(LdifErrorKind::TooLarge);
        }
    }

    /// The line is of no use; what it brought so far is let go.
    fn fail(&mut self, error: LdifErrorKind) {
        self.error = Some(error);
        self.state = State::Skip;
        self.value = Vec::new();
    }

    /// The line is at its end.
    pub(super) fn finish(mut self) -> Result<Parsed, LdifErrorKind> {
        if self.state == State::Name && !self.name.trim_ascii().is_empty() {
            self.fail(LdifErrorKind::NotAnAttribute);
        }
        if matches!(self.state, State::Base64(_)) && !self.base64.is_complete() {
            self.fail(LdifErrorKind::Base64);
        }
        if let Some(error) = self.error {
            return Err(error);
        }
        if self.state == State::Name {
            return Ok(Parsed::Empty);
        }
        let text = |value: Vec<u8>| value.trim_ascii().to_vec();
        Ok(match Named::of(&self.name) {
            Named::Other => Parsed::Other,
            Named::Version => Parsed::Version(text(self.value)),
            Named::Dn => Parsed::Dn(text(self.value)),
            Named::ChangeType => Parsed::ChangeType(text(self.value)),
            Named::Wanted(attribute) => Parsed::Value(attribute, self.value),
        })
    }
}

/// What a name means here.
enum Named {
    Version,
    Dn,
    ChangeType,
    Wanted(Attribute),
    Other,
}

impl Named {
    /// A byte order mark before the first name is passed over.
    fn of(name: &[u8]) -> Self {
        let name = name.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(name);
        let name = core::str::from_utf8(name).unwrap_or_default();
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        match Attribute::named(name) {
            Some(attribute) => Self::Wanted(attribute),
            None if is("version") => Self::Version,
            None if is("dn") => Self::Dn,
            None if is("changetype") => Self::ChangeType,
            None => Self::Other,
        }
    }
}
