//! What a person holds that opens the chip: MRZ, CAN, PIN, PUK (Doc 9303-11 §9.7.2 and §9.7.3).
//!
//! | password | object 83 | `f(π)` for PACE | also opens |
//! |---|---|---|---|
//! | MRZ | 1 | SHA-1 of the MRZ information, 20 bytes | BAC, with the first 16 of them |
//! | CAN | 2 | its characters | |
//! | PIN | 3 | its characters | |
//! | PUK | 4 | its characters | |
//! | licence | 1 | not confirmed: no session uses it | BAP, configuration 1 |

use crate::{AccessKeyError, kdf};
use core::fmt;
use zeroize::Zeroizing;

mod licence;

pub use licence::LicenceKey;

/// A key or password. Wiped when dropped; `Debug` shows its kind only; it cannot be copied.
#[derive(Debug)]
#[non_exhaustive]
pub enum AccessKey {
    /// From the machine-readable zone: for BAC and PACE.
    Mrz(MrzKey),
    /// Card access number, printed on the front: for PACE.
    Can(Password),
    /// Personal identification number: for PACE.
    Pin(Password),
    /// PIN unblocking key: for PACE.
    Puk(Password),
    /// Reference string of a driving licence: for BAP.
    Licence(LicenceKey),
}

impl AccessKey {
    /// `f(π)`, what PACE derives the key of the nonce from: SHA-1 of the MRZ information, whole,
    /// or the characters of any other password (Doc 9303-11 §9.7.3).
    pub(crate) fn pace_secret(&self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Mrz(key) => kdf::mrz_hash(key.information()),
            Self::Licence(key) => kdf::mrz_hash(key.reference()),
            Self::Can(password) | Self::Pin(password) | Self::Puk(password) => password.0.clone(),
        }
    }

    /// The number of the password in MSE:Set AT, object 83 (Doc 9303-11 §4.4.4.1; PIN and PUK
    /// by BSI TR-03110-3).
    pub(crate) const fn pace_reference(&self) -> u8 {
        match self {
            Self::Mrz(_) | Self::Licence(_) => 1,
            Self::Can(_) => 2,
            Self::Pin(_) => 3,
            Self::Puk(_) => 4,
        }
    }
}

/// A password of PACE other than the MRZ.
pub struct Password(Zeroizing<Vec<u8>>);

impl Password {
    /// The password of these characters, which PACE takes as ISO 8859-1 bytes.
    #[must_use]
    pub fn new(characters: &[u8]) -> Self {
        Self(Zeroizing::new(characters.to_vec()))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(redacted)")
    }
}

/// The shortest MRZ information: number of nine, two dates, three check digits.
const INFORMATION_MIN: usize = 24;
/// The longest: a number of 22 (TD1 with the whole optional data), two dates, three digits.
const INFORMATION_MAX: usize = 40;

/// The MRZ information: number, birth, expiry, each with its check digit.
///
/// Layout: `number (9 or more, padded with <) || cd || YYMMDD || cd || YYMMDD || cd`. A number
/// of more than nine characters on a TD1 is the whole one, put together from its field and the
/// optional data without the filler between them (§9.7.3, note).
///
/// ```
/// use vidimus_access::MrzKey;
///
/// // Doc 9303-11 appendix D.2
/// let key = MrzKey::from_fields("L898902C", "690806", "940623")?;
/// assert_eq!(key.information(), b"L898902C<369080619406236");
/// assert_eq!(key.number_with_digit(), b"L898902C<3");
/// // nothing of it shows by mistake
/// assert_eq!(format!("{key:?}"), "MrzKey(redacted)");
/// # Ok::<(), vidimus_access::AccessKeyError>(())
/// ```
pub struct MrzKey(Zeroizing<Vec<u8>>);

impl MrzKey {
    /// The key of information that is put together already, check digits included. They are
    /// taken as they are: a chip may have been made with a wrong one.
    ///
    /// # Errors
    /// [`AccessKeyError`] when it is too short or long or has a character no MRZ has.
    pub fn from_mrz(information: &[u8]) -> Result<Self, AccessKeyError> {
        if !(INFORMATION_MIN..=INFORMATION_MAX).contains(&information.len()) {
            return Err(AccessKeyError::Length {
                found: information.len(),
            });
        }
        check_characters(information)?;
        Ok(Self(Zeroizing::new(information.to_vec())))
    }

    /// The key of the three fields; the number is padded with `<` to nine, and the check digits
    /// are computed (Doc 9303-3 §4.9). Letters must be upper case.
    ///
    /// # Errors
    /// [`AccessKeyError`] for a field of the wrong length or with a character no MRZ has.
    pub fn from_fields(number: &str, birth: &str, expiry: &str) -> Result<Self, AccessKeyError> {
        let mut information = Zeroizing::new(Vec::with_capacity(INFORMATION_MAX));
        information.extend_from_slice(number.trim_end_matches('<').as_bytes());
        while information.len() < 9 {
            information.push(b'<');
        }
        let number_digit = check_digit(&information);
        information.push(number_digit);
        for date in [birth, expiry] {
            if date.len() != 6 {
                return Err(AccessKeyError::Date { found: date.len() });
            }
            information.extend_from_slice(date.as_bytes());
            information.push(check_digit(date.as_bytes()));
        }
        Self::from_mrz(&information)
    }

    /// The information; secret like the key.
    #[must_use]
    pub fn information(&self) -> &[u8] {
        &self.0
    }

    /// The document number with its check digit; secret like the key.
    #[must_use]
    pub fn number_with_digit(&self) -> &[u8] {
        // two dates of six with a digit each follow it
        let dates = 2 * 7;
        self.0
            .get(..self.0.len().saturating_sub(dates))
            .unwrap_or_default()
    }

    /// The key seed of BAC.
    pub(crate) fn bac_seed(&self) -> Zeroizing<[u8; 16]> {
        Zeroizing::new(kdf::bac_seed(&self.0))
    }
}

impl fmt::Debug for MrzKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MrzKey(redacted)")
    }
}

fn check_characters(information: &[u8]) -> Result<(), AccessKeyError> {
    let allowed = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'<');
    match information.iter().position(|byte| !allowed(byte)) {
        Some(position) => Err(AccessKeyError::Character { position }),
        None => Ok(()),
    }
}

/// The check digit of a field as a character: weights 7, 3, 1, modulus 10, `A` is 10, `<` is 0.
fn check_digit(field: &[u8]) -> u8 {
    let value = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        b'A'..=b'Z' => u32::from(byte - b'A') + 10,
        _ => 0,
    };
    let sum = field
        .iter()
        .zip([7, 3, 1].into_iter().cycle())
        .fold(0, |sum, (&byte, weight)| sum + value(byte) * weight);
    b'0' + u8::try_from(sum % 10).unwrap_or(0)
}
