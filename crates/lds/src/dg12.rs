//! DG12: additional document details (ICAO Doc 9303-10 §4.7.12).
//!
//! ```text
//! 6C { 5C tags, 5F19 issuing authority, 5F26 date of issue, A0 { 02 01 n, 5F1A person, … }, … }
//! ```
//!
//! [`Dg12`] is all of it, for people; [`date_of_issue`] the one value that a judgement rests on.
//!
//! The date is eight digits, year, month, day; older editions packed them two a byte, and documents
//! with either are about. It says when the document was made, which is when its signer had to be
//! allowed to sign. Where the file contradicts itself (two dates) it says nothing.

use crate::{DataGroup, Defect, File, LdsError, instant, outer_object};
use vidimus_iso7816::tlv::{Reader, Tag, Tlv};

mod details;

pub use details::Dg12;

const FILE: File = File::Dg(DataGroup::DG12);

/// Date of issue: `CCYYMMDD`, or the same in four bytes.
const DATE_OF_ISSUE: Tag = Tag(0x5F26);

/// Objects inside; DG12 has a dozen at most.
const MAX_OBJECTS: usize = 64;

/// Noon: the document does not say at what hour it was issued, nor in which time zone.
const NOON: i64 = 12 * 3600;

/// The date of issue, as noon in UTC of that day in seconds since 1970; `None` where there is none.
///
/// ```
/// use vidimus_lds::dg12::date_of_issue;
///
/// let dg12 = b"\x6C\x0B\x5F\x26\x0820240115";
/// assert_eq!(date_of_issue(dg12)?, Some(1_705_320_000));
/// let packed = [0x6C, 0x07, 0x5F, 0x26, 0x04, 0x20, 0x24, 0x01, 0x15];
/// assert_eq!(date_of_issue(&packed)?, Some(1_705_320_000));
/// # Ok::<(), vidimus_lds::LdsError>(())
/// ```
///
/// # Errors
/// [`LdsError`] when it is not DG12, does not decode, or the date is none of the calendar.
pub fn date_of_issue(bytes: &[u8]) -> Result<Option<i64>, LdsError> {
    let at = |error| LdsError::tlv(FILE, error);
    let object = outer_object(bytes, FILE)?;
    let outer = Reader::new(object)
        .expect(DataGroup::DG12.tag())
        .map_err(at)?;
    let mut inner = outer.children().map_err(at)?;
    let mut found: Option<Tlv<'_>> = None;
    for _ in 0..MAX_OBJECTS {
        let Some(object) = inner.next().map_err(at)? else {
            break;
        };
        if object.tag != DATE_OF_ISSUE {
            continue;
        }
        if found.is_some() {
            return Err(content(&object, "one date of issue"));
        }
        found = Some(object);
    }
    found
        .map(|object| day(object.value).ok_or_else(|| content(&object, "a date CCYYMMDD")))
        .transpose()
}

fn content(object: &Tlv<'_>, expected: &'static str) -> LdsError {
    LdsError::Malformed {
        file: FILE,
        offset: object.value_offset(),
        defect: Defect::Content { expected },
    }
}

/// Noon of a day in either form.
fn day(value: &[u8]) -> Option<i64> {
    let digits: Vec<i64> = match value.len() {
        8 => value
            .iter()
            .map(|byte| i64::from(byte.wrapping_sub(b'0')))
            .collect(),
        4 => value
            .iter()
            .flat_map(|byte| [i64::from(byte >> 4), i64::from(byte & 0x0F)])
            .collect(),
        _ => return None,
    };
    if digits.iter().any(|digit| *digit > 9) {
        return None;
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let noon = instant::days(year, month, day) * 86_400 + NOON;
    // a day that the calendar does not have comes back as another
    ((1..=12).contains(&month) && instant::civil(noon) == (year, month, day)).then_some(noon)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dg12(dates: &[&[u8]]) -> Vec<u8> {
        let mut content = b"\x5C\x02\x5F\x26\x5F\x19\x03UTO".to_vec();
        for date in dates {
            content.extend([0x5F, 0x26, u8::try_from(date.len()).unwrap()]);
            content.extend_from_slice(date);
        }
        let mut file = vec![0x6C, u8::try_from(content.len()).unwrap()];
        file.extend(content);
        file
    }

    #[test]
    fn days_of_the_calendar_and_no_others() {
        // GNU date: `date -u -d '2024-02-29 12:00' +%s`
        let leap = Some(1_709_208_000);
        assert_eq!(date_of_issue(&dg12(&[b"20240229"])).unwrap(), leap);
        let packed = date_of_issue(&dg12(&[&[0x20, 0x24, 0x02, 0x29]])).unwrap();
        assert_eq!(packed, leap);
        assert_eq!(date_of_issue(&dg12(&[])).unwrap(), None);
        for wrong in [
            &b"20230229"[..],
            b"20241301",
            b"20240100",
            b"2024011 ",
            b"240115",
            b"",
            &[0x20, 0x24, 0x1A, 0x01],
        ] {
            assert!(date_of_issue(&dg12(&[wrong])).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn two_dates_are_none() {
        assert!(date_of_issue(&dg12(&[b"20240229", b"20240229"])).is_err());
    }

    #[test]
    fn cut_or_changed_files_are_answered() {
        let whole = dg12(&[b"20240229"]);
        for end in 0..whole.len() {
            assert!(date_of_issue(&whole[..end]).is_err(), "{end}");
        }
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut changed = whole.clone();
                changed[at] ^= 1 << bit;
                let _ = date_of_issue(&changed);
            }
        }
    }
}
