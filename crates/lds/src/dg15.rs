//! DG15: the public key for Active Authentication (ICAO Doc 9303-10 §4.7.15).
//!
//! ```text
//! 6F { 30 SubjectPublicKeyInfo { algorithm, BIT STRING key } }
//! ```
//!
//! The key itself is read by whoever verifies with it (Doc 9303-11 §6.1.5). That the file is there
//! is how a chip says that it can do Active Authentication (§6); for ECDSA, DG14 names the hash.

use crate::file::object_of_tag;
use crate::{DataGroup, Defect, File, LdsError};
use vidimus_iso7816::tlv::{Reader, Tag};

const FILE: File = File::Dg(DataGroup::DG15);

/// DG15, parsed.
///
/// ```
/// use vidimus_lds::dg15::Dg15;
///
/// let dg15 = Dg15::parse(&[0x6F, 0x04, 0x30, 0x02, 0x05, 0x00])?;
/// assert_eq!(dg15.public_key, [0x30, 0x02, 0x05, 0x00]);
/// # Ok::<(), vidimus_lds::LdsError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Dg15<'a> {
    /// the raw SubjectPublicKeyInfo (RFC 5280 §4.1.2.7)
    pub public_key: &'a [u8],
}

impl<'a> Dg15<'a> {
    /// Parses the whole file, tag `6F` outside. Padding after it is ignored; inside it there is
    /// the key and nothing else.
    ///
    /// # Errors
    /// [`LdsError`] when it is not DG15 or holds no SEQUENCE.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LdsError> {
        Self::parse_as(bytes, FILE)
    }

    /// The same file where another application has it under another number.
    pub(crate) fn parse_as(bytes: &'a [u8], file: File) -> Result<Self, LdsError> {
        let at = |error| LdsError::tlv(file, error);
        let tag = DataGroup::DG15.tag();
        let object = object_of_tag(bytes, file, tag)?;
        let outer = Reader::new(object).expect(tag).map_err(at)?;
        let mut inner = outer.children().map_err(at)?;
        let key = inner.expect(Tag(0x30)).map_err(at)?;
        if !inner.is_empty() {
            return Err(LdsError::Malformed {
                file,
                offset: inner.offset(),
                defect: Defect::Trailing {
                    count: inner.rest().len(),
                },
            });
        }
        Ok(Self {
            public_key: key.bytes,
        })
    }
}

/// The key singles out one document: its length is shown.
impl core::fmt::Debug for Dg15<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Dg15")
            .field("public_key_len", &self.public_key.len())
            .finish()
    }
}
