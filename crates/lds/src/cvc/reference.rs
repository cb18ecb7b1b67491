//! The names of keys: authority and holder references (TR-03110-3 A.7.1).
//!
//! ```text
//! UT CVCA 00001      country || mnemonic || sequence number
//! ```
//!
//! A reference names a key, not its holder: with a new key the number changes, and a link
//! certificate has the old name as authority and the new one as holder.

use crate::CmsError;
use crate::text::escape_for_terminal;
use core::fmt;
use vidimus_iso7816::tlv::Tlv;

/// Country (2), holder's mnemonic (up to 9), sequence number (5), in ISO/IEC 8859-1.
///
/// Only the length is checked, 1 to 16 bytes: two references are one key when their bytes are
/// equal, whatever they spell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CertificateReference<'a>(&'a [u8]);

impl<'a> CertificateReference<'a> {
    /// Most bytes.
    pub const MAX_LEN: usize = 16;

    /// A reference; `None` when empty or longer than [`MAX_LEN`](Self::MAX_LEN).
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        (1..=Self::MAX_LEN)
            .contains(&bytes.len())
            .then_some(Self(bytes))
    }

    pub(crate) fn read(object: &Tlv<'a>) -> Result<Self, CmsError> {
        let expected = "a reference of 1 to 16 bytes";
        Self::new(object.value).ok_or_else(|| CmsError::content(object.offset, expected))
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// The country, its first two characters; `None` when they are no capital letters.
    #[must_use]
    pub fn country(self) -> Option<&'a str> {
        let country = self.0.get(..2)?;
        let capitals = country.iter().all(u8::is_ascii_uppercase);
        capitals.then(|| core::str::from_utf8(country).ok())?
    }
}

/// Escaped for a terminal.
impl fmt::Display for CertificateReference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // each byte of ISO/IEC 8859-1 is the character of that number
        let text: String = self.0.iter().copied().map(char::from).collect();
        f.write_str(&escape_for_terminal(&text))
    }
}

impl fmt::Debug for CertificateReference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CertificateReference({self})")
    }
}
