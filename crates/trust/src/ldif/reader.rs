//! Values of an LDIF file, one at a time.

use super::attribute_line::{AttributeLine, Parsed};
use super::lines::Lines;
use super::{LdifError, LdifErrorKind, Value};
use std::io::BufRead;

/// The most values that are taken from one file; the whole PKD has some 30 000.
const VALUES: usize = 4_000_000;

/// Reads the values that [`Attribute`](super::Attribute) names out of an LDIF file.
///
/// Something broken comes out as an [`LdifError`], and reading goes on at the next line.
///
/// ```
/// use vidimus_trust::ldif::{Attribute, Reader};
/// let text = b"dn: c=UT\nuserCertificate;binary:: MA\n A=\n";
/// let values: Vec<_> = Reader::new(text.as_slice()).map(|value| value.unwrap()).collect();
/// assert_eq!(values[0].attribute, Attribute::UserCertificate);
/// assert_eq!((values[0].line, values[0].bytes.as_slice()), (2, [0x30, 0x00].as_slice()));
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    dn: String,
    /// the record changes another, so its values are not the directory's
    change: bool,
    values: usize,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads from the start of a file.
    pub const fn new(input: R) -> Self {
        Self {
            lines: Lines::new(input),
            dn: String::new(),
            change: false,
            values: 0,
            done: false,
        }
    }

    /// One logical line; `None` at the end of the file.
    fn line(&mut self) -> Option<Result<Parsed, LdifErrorKind>> {
        let mut line = AttributeLine::new();
        match self.lines.read(|piece| line.push(piece)) {
            Ok(true) => Some(line.finish()),
            Ok(false) => None,
            Err(kind) => Some(Err(LdifErrorKind::Io(kind))),
        }
    }

    /// What a line means after those before it.
    fn take(&mut self, line: usize, parsed: Parsed) -> Result<Option<Value>, LdifErrorKind> {
        match parsed {
            Parsed::Other => {}
            Parsed::Empty => self.record(String::new()),
            Parsed::Dn(dn) => self.record(String::from_utf8_lossy(&dn).into_owned()),
            Parsed::Version(version) if version != b"1" => return Err(LdifErrorKind::Version),
            Parsed::Version(_) => {}
            Parsed::ChangeType(change) if !change.eq_ignore_ascii_case(b"add") => {
                self.change = true;
                return Err(LdifErrorKind::Change);
            }
            Parsed::ChangeType(_) => {}
            Parsed::Value(..) if self.change => {}
            Parsed::Value(..) if self.values >= VALUES => {
                return Err(LdifErrorKind::TooManyValues);
            }
            Parsed::Value(attribute, bytes) => {
                self.values += 1;
                return Ok(Some(Value {
                    line,
                    dn: self.dn.clone(),
                    attribute,
                    bytes,
                }));
            }
        }
        Ok(None)
    }

    /// A new record starts.
    fn record(&mut self, dn: String) {
        self.dn = dn;
        self.change = false;
    }

    /// Whether an error says nothing: a modification has lines of its own syntax, `-` among them.
    fn is_expected(&self, kind: LdifErrorKind) -> bool {
        self.change && kind != LdifErrorKind::Change && !matches!(kind, LdifErrorKind::Io(_))
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Value, LdifError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let line = self.lines.line();
            let Some(parsed) = self.line() else {
                self.done = true;
                break;
            };
            match parsed.and_then(|parsed| self.take(line, parsed)) {
                Ok(Some(value)) => return Some(Ok(value)),
                Ok(None) => {}
                Err(kind) if self.is_expected(kind) => {}
                Err(kind) => {
                    let error = LdifError { line, kind };
                    self.done = error.is_final();
                    return Some(Err(error));
                }
            }
        }
        None
    }
}
