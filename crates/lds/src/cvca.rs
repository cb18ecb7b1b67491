//! EF.CVCA: which authorities the chip trusts for Terminal Authentication (TR-03110-3 A.7.2.4).
//!
//! ```text
//! 42 L newest reference  [42 L previous one]  00 …        36 bytes in all
//! ```
//!
//! No object stands around them, so the first zero byte is where padding begins: no tag is zero.
//! The file is not signed; a wrong name in it only makes the chip refuse the chain.

use crate::cvc::CertificateReference;
use crate::{Defect, File, LdsError};
use vidimus_iso7816::tlv::{Reader, Tag};

/// A certification authority reference.
const AUTHORITY: Tag = Tag(0x42);

/// The references, the newest first.
///
/// The standard has at most two, in 36 bytes padded with zeros; more are kept, for a reader
/// should go on working with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EfCvca<'a> {
    /// at least one
    pub authorities: Vec<CertificateReference<'a>>,
}

impl<'a> EfCvca<'a> {
    /// Most references that are read.
    pub const MAX_AUTHORITIES: usize = 16;

    /// Parses the whole file.
    ///
    /// # Errors
    /// [`LdsError::Malformed`] when it holds no reference, or something else before the padding.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LdsError> {
        let mut objects = Reader::new(bytes);
        let mut authorities = Vec::new();
        while !objects.rest().iter().all(|byte| *byte == 0) {
            let offset = objects.offset();
            let object = objects
                .expect(AUTHORITY)
                .map_err(|error| LdsError::tlv(File::Cvca, error))?;
            let reference = CertificateReference::read(&object)
                .map_err(|error| LdsError::cms(File::Cvca, 0, error))?;
            if authorities.len() == Self::MAX_AUTHORITIES {
                return Err(LdsError::Malformed {
                    file: File::Cvca,
                    offset,
                    defect: Defect::Trailing {
                        count: object.bytes.len(),
                    },
                });
            }
            authorities.push(reference);
        }
        if authorities.is_empty() {
            let expected = "a certification authority reference";
            return Err(LdsError::content(File::Cvca, 0, expected));
        }
        Ok(Self { authorities })
    }
}
