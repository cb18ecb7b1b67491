//! UTCTime and GeneralizedTime to seconds since 1970 (RFC 5280 §4.1.2.5, RFC 5652 §11.3).

use crate::ber;
use vidimus_iso7816::tlv::Tag;

/// Seconds since 1970-01-01T00:00:00Z; `None` when the text is no such time.
///
/// Only the forms of RFC 5280 are read: seconds given, no fraction, `Z`. Two-digit years below
/// 50 are in the 2000s.
pub(crate) fn parse(tag: Tag, text: &[u8]) -> Option<i64> {
    let digits = text.strip_suffix(b"Z")?;
    let (year, rest) = match tag {
        ber::UTC_TIME => {
            let (year, rest) = number(digits, 2)?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        ber::GENERALIZED_TIME => number(digits, 4)?,
        _ => return None,
    };
    let (month, rest) = number(rest, 2)?;
    let (day, rest) = number(rest, 2)?;
    let (hour, rest) = number(rest, 2)?;
    let (minute, rest) = number(rest, 2)?;
    let (second, rest) = number(rest, 2)?;
    let plausible = rest.is_empty()
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    plausible.then(|| days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

/// The first `count` decimal digits as a number, and what follows.
fn number(text: &[u8], count: usize) -> Option<(i64, &[u8])> {
    let (digits, rest) = text.split_at_checked(count)?;
    let value = digits.iter().try_fold(0, |value, digit| {
        digit
            .is_ascii_digit()
            .then(|| value * 10 + i64::from(digit - b'0'))
    })?;
    Some((value, rest))
}

/// Days from 1970-01-01 to this day of the Gregorian calendar.
///
/// Years start in March, so that the leap day is the last one.
pub(crate) fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day of an instant, in the Gregorian calendar.
pub(crate) fn civil(seconds: i64) -> (i64, i64, i64) {
    // days since 0000-03-01, the start of an era of 400 years
    let since = seconds.div_euclid(86_400).saturating_add(719_468);
    let (era, day) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
    let (month, carried) = if shifted < 10 {
        (shifted + 3, 0)
    } else {
        (shifted - 9, 1)
    };
    (year + era * 400 + carried, month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_instants() {
        // values of `date -u -d ... +%s`
        assert_eq!(parse(ber::UTC_TIME, b"131216214318Z"), Some(1_387_230_198));
        assert_eq!(parse(ber::UTC_TIME, b"700101000000Z"), Some(0));
        assert_eq!(
            parse(ber::GENERALIZED_TIME, b"20240229120000Z"),
            Some(1_709_208_000)
        );
        assert_eq!(parse(ber::GENERALIZED_TIME, b"19691231235959Z"), Some(-1));
        assert_eq!(
            parse(ber::GENERALIZED_TIME, b"20390101000000Z"),
            Some(2_177_452_800)
        );
    }

    #[test]
    fn civil_is_the_reverse_of_days() {
        for day in (-200_000..200_000).step_by(97) {
            let (year, month, day_of_month) = civil(day * 86_400 + 86_399);
            assert_eq!(days(year, month, day_of_month), day);
        }
        assert_eq!(civil(1_709_208_000), (2024, 2, 29));
    }

    #[test]
    fn other_forms_are_no_time() {
        assert_eq!(parse(ber::UTC_TIME, b"1312162143Z"), None);
        assert_eq!(parse(ber::UTC_TIME, b"131316214318Z"), None);
        assert_eq!(parse(ber::UTC_TIME, b"13121621431xZ"), None);
        assert_eq!(parse(ber::GENERALIZED_TIME, b"20240229120000.5Z"), None);
        assert_eq!(parse(ber::OCTET_STRING, b"131216214318Z"), None);
    }
}
