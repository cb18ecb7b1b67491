//! A date with its century, parts of which may be unknown.

use crate::instant;
use core::fmt;

/// A day of the Gregorian calendar, `CCYYMMDD`; zeros are an unknown part (Doc 9303-10 §4.7.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FullDate {
    /// 1 to 9999
    pub year: Option<u16>,
    /// 1 to 12
    pub month: Option<u8>,
    /// 1 to 31, fewer where month and year say so
    pub day: Option<u8>,
    /// whether it stands in the file as two digits a byte (BCD)
    pub packed: bool,
}

impl FullDate {
    /// Eight digits, or the same packed in four bytes; `None` when it is no day of the calendar.
    ///
    /// ```
    /// use vidimus_lds::content::FullDate;
    /// let date = FullDate::read(&[0x19, 0x70, 0x01, 0x01]).unwrap();
    /// assert_eq!((date.to_string().as_str(), date.packed), ("1970-01-01", true));
    /// assert_eq!(FullDate::read(b"19700000").unwrap().to_string(), "1970-??-??");
    /// assert_eq!(FullDate::read(b"20230229"), None);
    /// ```
    #[must_use]
    pub fn read(value: &[u8]) -> Option<Self> {
        let packed = value.len() == 4;
        let digits = digits(value).filter(|digits| digits.len() == 8)?;
        let (year, month_and_day) = digits.split_at_checked(4)?;
        let (month, day) = month_and_day.split_at_checked(2)?;
        Self::new(number(year), number(month), number(day), packed)
    }

    /// `dd/mm/yyyy`, `mm/yyyy` or `yyyy`, as Vietnamese documents write it.
    #[must_use]
    pub fn read_day_first(text: &str) -> Option<Self> {
        let mut parts = text.trim().rsplit('/');
        let year = parts.next().filter(|year| year.len() == 4)?;
        let month = parts.next().unwrap_or("0");
        let day = parts.next().unwrap_or("0");
        let number = |part: &str| {
            let plain = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        };
        if parts.next().is_some() {
            return None;
        }
        Self::new(number(year)?, number(month)?, number(day)?, false)
    }

    /// Zeros are unknown parts.
    fn new(year: u16, month: u16, day: u16, packed: bool) -> Option<Self> {
        // an unknown year may be a leap year, an unknown month may have 31 days
        let some_year = if year == 0 { 2000 } else { year };
        let some_month = if month == 0 { 1 } else { month };
        let some_day = if day == 0 { 1 } else { day };
        let wanted = (some_year.into(), some_month.into(), some_day.into());
        if !(1..=12).contains(&some_month) || year > 9999 {
            return None;
        }
        let days = instant::days(wanted.0, wanted.1, wanted.2);
        // a day that the calendar does not have comes back as another
        (instant::civil(days * 86_400) == wanted).then_some(Self {
            year: (year != 0).then_some(year),
            month: u8::try_from(month).ok().filter(|month| *month != 0),
            day: u8::try_from(day).ok().filter(|day| *day != 0),
            packed,
        })
    }

    /// Whether both name the same day, however they are written. Unknown parts are the same
    /// only as unknown parts.
    #[must_use]
    pub fn is_same_day(&self, other: &Self) -> bool {
        (self.year, self.month, self.day) == (other.year, other.month, other.day)
    }

    /// Its first second, counted from 1970-01-01T00:00:00Z; `None` where a part is unknown.
    ///
    /// ```
    /// use vidimus_lds::content::FullDate;
    /// let date = FullDate::read(b"20240229").unwrap();
    /// assert_eq!(date.first_second(), Some(1_709_164_800));
    /// ```
    #[must_use]
    pub fn first_second(&self) -> Option<i64> {
        let day = instant::days(self.year?.into(), self.month?.into(), self.day?.into());
        Some(day * 86_400)
    }

    /// Whether year, month and day are known.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }
}

/// The decimal digits of ASCII text of an even number of them, or of half as many packed bytes;
/// 8 digits or 14.
pub(super) fn digits(value: &[u8]) -> Option<Box<[u8]>> {
    let digits: Box<[u8]> = match value.len() {
        8 | 14 => value.iter().map(|byte| byte.wrapping_sub(b'0')).collect(),
        4 | 7 => value
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 0x0F])
            .collect(),
        _ => return None,
    };
    digits.iter().all(|digit| *digit <= 9).then_some(digits)
}

/// At most four digits as a number.
pub(super) fn number(digits: &[u8]) -> u16 {
    digits
        .iter()
        .fold(0, |number, digit| number * 10 + u16::from(*digit))
}

/// `yyyy-mm-dd`, with `?` for what is unknown.
impl fmt::Display for FullDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}"),
            None => f.write_str("????"),
        }?;
        for part in [self.month, self.day] {
            match part {
                Some(part) => write!(f, "-{part:02}"),
                None => f.write_str("-??"),
            }?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(date: Option<FullDate>) -> Option<String> {
        date.map(|date| date.to_string())
    }

    #[test]
    fn days_of_the_calendar_and_no_others() {
        let read = |value: &[u8]| shown(FullDate::read(value));
        assert_eq!(read(b"20240229").as_deref(), Some("2024-02-29"));
        assert_eq!(read(b"00000229").as_deref(), Some("????-02-29"));
        assert_eq!(read(b"19000031").as_deref(), Some("1900-??-31"));
        assert_eq!(read(b"00000000").as_deref(), Some("????-??-??"));
        for wrong in [
            &b"20230229"[..],
            b"20241301",
            b"20240132",
            b"2024011 ",
            b"240115",
            b"",
            b"20240115120000",
            &[0x20, 0x24, 0x1A, 0x01],
            &[0x20, 0x24, 1, 1, 0x12, 0x30, 0x59],
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn day_first() {
        let read = |text: &str| shown(FullDate::read_day_first(text));
        assert_eq!(read("31/12/1990").as_deref(), Some("1990-12-31"));
        assert_eq!(read("12/1990").as_deref(), Some("1990-12-??"));
        assert_eq!(read(" 1990 ").as_deref(), Some("1990-??-??"));
        for wrong in [
            "31/02/1990",
            "1/1/90",
            "1/1/1/1990",
            "+1/1/1990",
            "",
            "//1990",
            "Không",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
