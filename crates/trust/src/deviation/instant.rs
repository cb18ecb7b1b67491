//! GeneralizedTime (X.690 §11.7) as seconds since 1970, with or without a fraction: a real list
//! ends its period at `20180205235959.999Z`.
//!
//! ```text
//! YYYY MM DD HH MM SS [ ('.' | ',') digits ] 'Z'
//! ```
//!
//! Laxer than DER, which allows no comma and no zero at the end of a fraction: a list is worth more
//! than its punctuation.

/// `YYYYMMDDHHMMSS[.f]Z`; `None` for anything else. The fraction is dropped.
pub(super) fn parse(text: &[u8]) -> Option<i64> {
    let text = text.strip_suffix(b"Z")?;
    let (digits, fraction) = text.split_at_checked(14)?;
    let is_fraction = match fraction {
        [] => true,
        [b'.' | b',', rest @ ..] => !rest.is_empty() && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if !is_fraction {
        return None;
    }
    let number = |from: usize, to: usize| {
        digits.get(from..to)?.iter().try_fold(0_i64, |sum, digit| {
            digit
                .is_ascii_digit()
                .then(|| sum * 10 + i64::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(8, 10)?, number(10, 12)?, number(12, 14)?);
    let plausible = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    plausible.then(|| days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

/// Days from 1970-01-01; years begin in March, so that the leap day is the last one.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse;

    /// Worked out with `date -u -d`.
    #[test]
    fn times() {
        for (text, seconds) in [
            ("19700101000000Z", Some(0)),
            ("20180205235959.999Z", Some(1_517_875_199)),
            ("20000229120000Z", Some(951_825_600)),
            ("20180205235959.Z", None),
            ("20180205235959", None),
            ("20181305000000Z", None),
            ("201802052359Z", None),
            ("2018020523595aZ", None),
        ] {
            assert_eq!(parse(text.as_bytes()), seconds, "{text}");
        }
    }
}
