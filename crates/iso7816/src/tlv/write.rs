//! Writing objects, in DER.

use super::Tag;

/// Builds a sequence of objects with minimal definite lengths.
///
/// ```
/// use vidimus_iso7816::tlv::{Tag, Writer};
/// let mut inner = Writer::new();
/// inner.object(Tag(0x5F1F), b"P<UTO");
/// let mut file = Writer::new();
/// file.object(Tag(0x61), &inner.into_bytes());
/// assert_eq!(file.into_bytes(), [0x61, 8, 0x5F, 0x1F, 5, b'P', b'<', b'U', b'T', b'O']);
/// ```
#[derive(Default, Clone)]
pub struct Writer {
    out: Vec<u8>,
}

impl core::fmt::Debug for Writer {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Writer({} bytes)", self.out.len())
    }
}

impl Writer {
    /// An empty writer.
    #[must_use]
    pub const fn new() -> Self {
        Self { out: Vec::new() }
    }

    /// Adds an object.
    pub fn object(&mut self, tag: Tag, value: &[u8]) -> &mut Self {
        let bytes = tag.0.to_be_bytes();
        let skip = bytes.iter().take(3).take_while(|byte| **byte == 0).count();
        self.out.extend(bytes.iter().skip(skip));
        self.length(value.len());
        self.out.extend_from_slice(value);
        self
    }

    /// Adds bytes that are already encoded.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.out.extend_from_slice(bytes);
        self
    }

    /// The bytes written.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    fn length(&mut self, length: usize) {
        if let Ok(short @ 0..=0x7F) = u8::try_from(length) {
            self.out.push(short);
            return;
        }
        let bytes = length.to_be_bytes();
        let skip = bytes.iter().take_while(|byte| **byte == 0).count();
        let count = u8::try_from(bytes.len() - skip).unwrap_or(u8::MAX);
        self.out.push(0x80 | count);
        self.out.extend(bytes.iter().skip(skip));
    }
}
