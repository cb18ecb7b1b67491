//! The access key: what BAC and PACE derive their keys from (Doc 9303-11 §9.7.2, §9.7.3).

use crate::Mrz;
use crate::alphabet::{Checksum, FILLER};
use crate::zone::{DocumentNumber, as_str};
use core::fmt;
use core::hint::black_box;

/// Number of 23 characters, and 1 + 6 + 1 + 6 + 1 more.
const MAX_INFORMATION: usize = 38;

/// A document number shorter than this is filled up.
const NUMBER_WIDTH: usize = 9;

/// The "MRZ information": document number, date of birth and date of expiry, each followed by
/// its check digit, in one string.
///
/// The number is the whole one without the filler inside a long number, filled up with `<` to
/// nine characters. The check digits are those that the zone has.
///
/// It opens the chip, so it is a secret: no `Clone`, hidden by `Debug`, overwritten on drop (as
/// far as safe code without dependencies can).
pub struct AccessKeyInformation {
    text: [u8; MAX_INFORMATION],
    length: usize,
}

/// The three fields of the access key, with the check digit of each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessKeyFields<'a> {
    /// the whole document number, without filler
    pub document_number: DocumentNumber,
    /// its check digit
    pub document_number_digit: char,
    /// date of birth and its check digit, seven characters
    pub birth_date: &'a str,
    /// date of expiry and its check digit, seven characters
    pub expiry_date: &'a str,
}

impl Mrz {
    /// The three fields of the access key.
    #[must_use]
    pub fn access_key_fields(&self) -> AccessKeyFields<'_> {
        let layout = self.format.layout();
        let (digit, _) = self.number_checksum();
        AccessKeyFields {
            document_number: self.document_number(),
            document_number_digit: char::from(self.byte(digit)),
            birth_date: self.field(layout.birth.start..layout.birth.end + 1),
            expiry_date: self.field(layout.expiry.start..layout.expiry.end + 1),
        }
    }

    /// The access key as the key derivation takes it.
    ///
    /// ```
    /// # fn main() -> Result<(), vidimus_mrz::MrzError> {
    /// // Doc 9303-11 appendix D.2
    /// let mrz = vidimus_mrz::Mrz::parse("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\n\
    ///                                    D23145890<UTO3407127M95071227349<<<8")?;
    /// assert_eq!(mrz.access_key_information().as_str(), "D23145890734934071279507122");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn access_key_information(&self) -> AccessKeyInformation {
        let fields = self.access_key_fields();
        let mut out = AccessKeyInformation::empty();
        out.push(fields.document_number.as_str().as_bytes());
        out.length = out.length.max(NUMBER_WIDTH);
        out.push(&[u8::try_from(fields.document_number_digit).unwrap_or(FILLER)]);
        out.push(fields.birth_date.as_bytes());
        out.push(fields.expiry_date.as_bytes());
        out
    }
}

impl AccessKeyInformation {
    const fn empty() -> Self {
        Self {
            text: [FILLER; MAX_INFORMATION],
            length: 0,
        }
    }

    /// From a number of nine characters and two dates `YYMMDD`; the check digits are worked
    /// out.
    pub(crate) fn from_parts(number: &str, birth: &str, expiry: &str) -> Self {
        let mut out = Self::empty();
        for part in [number, birth, expiry] {
            out.push(part.as_bytes());
            out.push(&[Checksum::new().add(part.as_bytes()).digit()]);
        }
        out
    }

    /// The string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        as_str(self.as_bytes())
    }

    /// Its bytes, ASCII.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.text.get(..self.length).unwrap_or_default()
    }

    fn push(&mut self, text: &[u8]) {
        let free = self.text.iter_mut().skip(self.length);
        self.length += free.zip(text).map(|(to, from)| *to = *from).count();
    }
}

impl Drop for AccessKeyInformation {
    fn drop(&mut self) {
        self.text.fill(0);
        // the bytes might be looked at here, so the line above cannot be left out
        black_box(&self.text);
    }
}

impl AsRef<[u8]> for AccessKeyInformation {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

impl fmt::Debug for AccessKeyInformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessKeyInformation(<secret>)")
    }
}

impl fmt::Debug for AccessKeyFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessKeyFields(<secret>)")
    }
}
