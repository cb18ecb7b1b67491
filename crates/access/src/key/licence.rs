//! The key of a driving licence: what Basic Access Protection derives its keys from.

use crate::{AccessKeyError, kdf};
use core::fmt;
use zeroize::Zeroizing;

/// The shortest reference string taken; shorter ones are no key but a slip.
const REFERENCE_MIN: usize = 6;
/// The longest.
const REFERENCE_MAX: usize = 128;
/// Characters of the one-line zone.
const LINE: usize = 30;

/// The reference string of a scanning area identifier (ISO/IEC 18013-3 §8.3, annex B).
///
/// On licences with a one-line machine-readable zone it is characters 2 to 29: without the `D` in
/// front and the check digit behind. Character 2 is the configuration:
///
/// | configuration | cipher | key seed | here |
/// |---|---|---|---|
/// | 1 | 3DES | first 16 bytes of SHA-1 | yes; the one of licences of the European Union |
/// | 2, 3 | AES | not confirmed | refused by name |
/// | 4 | AES-256 | first 16 bytes of SHA-256 (ISO/IEC 18013-3:2009/Cor.2 §B.10.4) | refused: its messages are not confirmed |
/// | other | | | refused by name |
///
/// That configuration 1 is BAC with the seed of this string is what two readers of Dutch licences
/// and one open implementation of the standard agree on; a worked example was not found.
///
/// ```
/// use vidimus_access::{AccessKeyError, LicenceKey};
///
/// let key = LicenceKey::from_line("D1UTO15094962111659VPMZ5L4E9G3")?;
/// assert_eq!(key.reference(), b"1UTO15094962111659VPMZ5L4E9G");
/// assert_eq!(format!("{key:?}"), "LicenceKey(redacted)");
/// let other = LicenceKey::from_line("D4UTO15094962111659VPMZ5L4E9G3").unwrap_err();
/// assert_eq!(other, AccessKeyError::Configuration { found: '4' });
/// # Ok::<(), AccessKeyError>(())
/// ```
pub struct LicenceKey(Zeroizing<Vec<u8>>);

impl LicenceKey {
    /// The key of a one-line machine-readable zone. The check digit is no part of it and is not
    /// looked at.
    ///
    /// # Errors
    /// [`AccessKeyError`] for another length, a character no zone has, or a configuration that is
    /// not known here.
    pub fn from_line(line: &str) -> Result<Self, AccessKeyError> {
        let bytes = line.as_bytes();
        if bytes.len() != LINE {
            return Err(AccessKeyError::Line { found: bytes.len() });
        }
        super::check_characters(bytes)?;
        let reference = bytes.get(1..LINE - 1).unwrap_or_default();
        match reference.first() {
            Some(b'1') => Self::from_reference(reference),
            other => Err(AccessKeyError::Configuration {
                found: char::from(other.copied().unwrap_or(b'<')),
            }),
        }
    }

    /// The key of a reference string as it stands, for configuration 1.
    ///
    /// # Errors
    /// [`AccessKeyError`] for a string that is too short or too long, or holds anything but
    /// printable ASCII.
    pub fn from_reference(reference: &[u8]) -> Result<Self, AccessKeyError> {
        if !(REFERENCE_MIN..=REFERENCE_MAX).contains(&reference.len()) {
            return Err(AccessKeyError::Reference {
                found: reference.len(),
            });
        }
        let printable = |byte: &u8| (b' '..=b'~').contains(byte);
        match reference.iter().position(|byte| !printable(byte)) {
            Some(position) => Err(AccessKeyError::Character { position }),
            None => Ok(Self(Zeroizing::new(reference.to_vec()))),
        }
    }

    /// The reference string; secret like the key.
    #[must_use]
    pub fn reference(&self) -> &[u8] {
        &self.0
    }

    /// The key seed of configuration 1.
    pub(crate) fn seed(&self) -> Zeroizing<[u8; 16]> {
        Zeroizing::new(kdf::bac_seed(&self.0))
    }
}

impl fmt::Debug for LicenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LicenceKey(redacted)")
    }
}
