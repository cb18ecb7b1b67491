//! What stands in a profile file, entry by entry.

use super::super::matching::offers_pace;
use super::super::{Dg13Decoder, MrzRules, Profile, ProfileError, QrContent};
use super::value::{choice, unknown};
use crate::DataGroup;
use vidimus_mrz::Format;

/// EF.CardAccess fits into one answer of a chip.
const MAX_CARD_ACCESS: usize = 256;

/// Length of an application identifier (ISO/IEC 7816-4 §12.2.3).
const IDENTIFIER: core::ops::RangeInclusive<usize> = 5..=16;

/// A name: it stands in reports and file names.
pub(super) fn name(key: &'static str, text: &str) -> Result<String, ProfileError> {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let starts = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_lowercase());
    if starts && text.len() <= 32 && text.bytes().all(plain) {
        return Ok(text.to_owned());
    }
    let allowed = "a letter and up to 31 lower-case letters, digits and hyphens";
    Err(unknown(key, text, allowed))
}

/// Bytes in hexadecimal.
pub(super) fn bytes(key: &'static str, text: &str) -> Result<Vec<u8>, ProfileError> {
    let digits = text.as_bytes();
    let whole = !digits.is_empty() && digits.len().is_multiple_of(2);
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    bytes
        .filter(|bytes| whole && bytes.len() <= MAX_CARD_ACCESS)
        .ok_or_else(|| {
            let allowed = format!("1 to {MAX_CARD_ACCESS} bytes in hexadecimal");
            unknown(key, text, &allowed)
        })
}

fn byte(digits: &[u8]) -> Option<u8> {
    let digits = core::str::from_utf8(digits).ok()?;
    let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u8::from_str_radix(digits, 16).ok().filter(|_| plain)
}

/// An application identifier.
pub(super) fn identifier(key: &'static str, text: &str) -> Result<Vec<u8>, ProfileError> {
    let found = bytes(key, text)?;
    if IDENTIFIER.contains(&found.len()) {
        return Ok(found);
    }
    Err(unknown(key, text, "5 to 16 bytes in hexadecimal"))
}

/// A whole EF.CardAccess that offers PACE: it would be of no use otherwise.
pub(super) fn card_access(key: &'static str, text: &str) -> Result<Vec<u8>, ProfileError> {
    let found = bytes(key, text)?;
    if offers_pace(&found) {
        return Ok(found);
    }
    Err(unknown(key, text, "an EF.CardAccess with a PACEInfo"))
}

/// A document code or issuer, or its beginning.
pub(super) fn code(key: &'static str, text: &str) -> Result<String, ProfileError> {
    let upper = text.bytes().all(|byte| byte.is_ascii_uppercase());
    if upper && (1..=3).contains(&text.len()) {
        return Ok(text.to_owned());
    }
    Err(unknown(key, text, "1 to 3 upper-case letters"))
}

pub(super) fn format(key: &'static str, word: &str) -> Result<Format, ProfileError> {
    let formats = [
        ("td1", Format::Td1),
        ("td2", Format::Td2),
        ("td3", Format::Td3),
        ("mrv-a", Format::MrvA),
        ("mrv-b", Format::MrvB),
    ];
    choice(key, word, &formats)
}

/// A data group that documents may lack. Without DG1 nobody would know whose document it is.
pub(super) fn waived(key: &'static str, word: &str) -> Result<DataGroup, ProfileError> {
    DataGroup::all()
        .filter(|group| *group != DataGroup::DG1)
        .find(|group| group.name().to_ascii_lowercase() == word)
        .ok_or_else(|| unknown(key, word, "one of `dg2` to `dg16`"))
}

/// The keys `content.*`: how content is read.
pub(super) fn content(
    profile: &mut Profile,
    key: &'static str,
    word: &str,
) -> Result<(), ProfileError> {
    match key {
        "content.dg13" => {
            let known = [("vietnamese-details", Dg13Decoder::VietnameseDetails)];
            profile.dg13_decoder = Some(choice(key, word, &known)?);
        }
        "content.mrz" => {
            let known = [("vietnamese-citizen", MrzRules::VietnameseCitizen)];
            profile.mrz_rules = Some(choice(key, word, &known)?);
        }
        _ => {
            let known = [("vietnamese-citizen", QrContent::VietnameseCitizen)];
            profile.qr_content = Some(choice(key, word, &known)?);
        }
    }
    Ok(())
}
