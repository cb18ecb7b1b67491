//! The header of a VDS (Doc 9303-13 §2.2, table 1).

use super::{SealError, SealFault, c40};
use crate::content::FullDate;

/// What the header says of the document and of the signer; nothing in it is about a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// 3 or 4; the byte is one less
    pub version: u8,
    /// one to three letters (Doc 9303-3 §5), without fillers
    pub issuing_country: String,
    /// two letters
    pub signer_country: String,
    /// two characters that name the signer within its country
    pub signer: String,
    /// the serial number of the signer's certificate in hexadecimal digits
    pub certificate_reference: String,
    /// how that reference is written
    pub reference_form: ReferenceForm,
    /// when the document was issued
    pub issued: FullDate,
    /// when the signature was made
    pub signed: FullDate,
    /// which definition of features holds within the category; 1 to 254
    pub feature_definition: u8,
    /// category of document; odd numbers are ICAO's
    pub category: u8,
    /// bytes of the whole header
    pub len: usize,
}

/// How long the certificate reference is, and how one knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceForm {
    /// five characters: version 3; of a seal of version 4, a deviation
    Five,
    /// two decimal digits in front count the characters (version 4)
    Counted,
    /// two hexadecimal digits do (version 4)
    CountedInHexadecimal,
}

/// Where the signer and the certificate stand.
const SIGNER: usize = 4;
/// Two letters of the country, two of the signer.
const SIGNER_CHARACTERS: usize = 4;

impl Header {
    /// Reads the header; where version 4 leaves open how the reference is written, the first form
    /// that leads to two dates and a definition counts.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, SealError> {
        let version = match take(bytes, 1, 1)? {
            [found @ (2 | 3)] => found + 1,
            [found, ..] => return Err(SealFault::Version { found: *found }.at(1)),
            [] => return Err(SealFault::Truncated { missing: 1 }.at(1)),
        };
        if version == 3 {
            return Self::with_form(bytes, version, ReferenceForm::Five);
        }
        let forms = [
            ReferenceForm::Counted,
            ReferenceForm::CountedInHexadecimal,
            ReferenceForm::Five,
        ];
        let mut first = None;
        for form in forms {
            match Self::with_form(bytes, version, form) {
                Ok(header) => return Ok(header),
                Err(error) => first = first.or(Some(error)),
            }
        }
        Err(first.unwrap_or_else(|| SealFault::C40.at(SIGNER)))
    }

    fn with_form(bytes: &[u8], version: u8, form: ReferenceForm) -> Result<Self, SealError> {
        let issuing_country = country(take(bytes, 2, 2)?)?;
        let (code, rest) = signer_code(bytes, form)?;
        let (country, signer) = code.split_at_checked(2).ok_or(CODE)?;
        let (signer, reference) = signer.split_at_checked(2).ok_or(CODE)?;
        let reference = match form {
            ReferenceForm::Five => reference,
            _ => reference.get(2..).ok_or(CODE)?,
        };
        let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_letters(country) || reference.is_empty() || !is_hex(reference) {
            return Err(CODE);
        }
        let definition_at = rest + 6;
        let [feature_definition @ 1..=254, category @ 1..=255] = *take(bytes, definition_at, 2)?
        else {
            return Err(content(
                definition_at,
                "feature definition and document category",
            ));
        };
        Ok(Self {
            version,
            issuing_country,
            signer_country: country.to_owned(),
            signer: signer.to_owned(),
            certificate_reference: reference.to_owned(),
            reference_form: form,
            issued: date(bytes, rest)?,
            signed: date(bytes, rest + 3)?,
            feature_definition,
            category,
            len: definition_at + 2,
        })
    }

    /// The signer identifier as Doc 9303-13 §2.2.1 writes it: country and signer, four characters.
    #[must_use]
    pub fn signer_identifier(&self) -> String {
        format!("{}{}", self.signer_country, self.signer)
    }
}

/// The signer, or its certificate, is not written as it must be.
const CODE: SealError = SealFault::Content {
    expected: "signer identifier and certificate reference",
}
.at(SIGNER);

/// Signer and certificate, and where the header goes on.
fn signer_code(bytes: &[u8], form: ReferenceForm) -> Result<(String, usize), SealError> {
    let characters = match form {
        ReferenceForm::Five => SIGNER_CHARACTERS + 5,
        ReferenceForm::Counted => SIGNER_CHARACTERS + 2 + counted(bytes, 10)?,
        ReferenceForm::CountedInHexadecimal => SIGNER_CHARACTERS + 2 + counted(bytes, 16)?,
    };
    let len = c40::encoded_len(characters);
    let mut code = c40::decode(take(bytes, SIGNER, len)?, SIGNER)?;
    let filling = code.split_off(code.len().min(characters));
    let is_whole = code.len() == characters && code.bytes().all(|byte| byte != b' ');
    if !is_whole || !filling.trim().is_empty() {
        return Err(CODE);
    }
    Ok((code, SIGNER + len))
}

/// How many characters the reference has, by the two digits in front of it.
fn counted(bytes: &[u8], radix: u32) -> Result<usize, SealError> {
    let start = c40::decode(take(bytes, SIGNER, 4)?, SIGNER)?;
    let digits = start.get(SIGNER_CHARACTERS..).ok_or(CODE)?;
    let count = usize::from_str_radix(digits, radix).map_err(|_| CODE)?;
    if count == 0 { Err(CODE) } else { Ok(count) }
}

/// Letters with or without fillers behind them.
fn country(bytes: &[u8]) -> Result<String, SealError> {
    let text = c40::decode(bytes, 2)?;
    let letters = text.trim_end_matches(' ');
    if letters.is_empty() || !is_letters(letters) {
        return Err(content(2, "issuing country"));
    }
    Ok(letters.to_owned())
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Three bytes: month, day and year as one decimal number (§2.3.1).
fn date(bytes: &[u8], offset: usize) -> Result<FullDate, SealError> {
    let number = take(bytes, offset, 3)?
        .iter()
        .fold(0, |number, byte| (number << 8) | u32::from(*byte));
    let (month_and_day, year) = (number / 10_000, number % 10_000);
    let digits = format!("{year:04}{month_and_day:04}");
    let date = FullDate::read(digits.as_bytes()).filter(FullDate::is_complete);
    date.ok_or_else(|| content(offset, "date"))
}

const fn content(offset: usize, expected: &'static str) -> SealError {
    SealFault::Content { expected }.at(offset)
}

/// So many bytes from there; where they end too early, the error stands inside the seal or at its end.
pub(super) fn take(bytes: &[u8], offset: usize, len: usize) -> Result<&[u8], SealError> {
    let end = offset.saturating_add(len);
    bytes.get(offset..end).ok_or_else(|| {
        let missing = end - bytes.len().min(end);
        SealFault::Truncated { missing }.at(offset.min(bytes.len()))
    })
}
