//! Dates of certificates: six digits YYMMDD, a byte each (TR-03110-3 D.2.1.3).
//!
//! `02 06 01 02 03 01` is 2026-12-31: the digits are numbers, neither characters nor packed. Both
//! dates of a certificate are within it, the last day too.

use crate::{CmsError, instant};
use core::fmt;
use vidimus_iso7816::tlv::Tlv;

/// A day from 2000-01-01 to 2099-12-31, in GMT; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CvDate {
    /// years since 2000
    year: u8,
    month: u8,
    day: u8,
}

impl CvDate {
    /// The first day there is, 2000-01-01.
    pub const FIRST: Self = Self {
        year: 0,
        month: 1,
        day: 1,
    };

    /// A day by year 2000 to 2099, month and day; `None` when there is no such day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let short = u8::try_from(year.checked_sub(2000)?).ok()?;
        let in_century = short <= 99 && (1..=12).contains(&month);
        (in_century && (1..=days_in_month(year, month)).contains(&day)).then_some(Self {
            year: short,
            month,
            day,
        })
    }

    /// The day of an instant, in seconds since 1970; `None` outside the century.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let (year, month, day) = instant::civil(seconds);
        Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// The day by its six digits, each a byte from 0 to 9.
    #[must_use]
    pub fn from_digits(digits: &[u8]) -> Option<Self> {
        let &[y1, y2, m1, m2, d1, d2] = digits else {
            return None;
        };
        let two = |tens: u8, ones: u8| (tens <= 9 && ones <= 9).then(|| tens * 10 + ones);
        Self::new(2000 + u16::from(two(y1, y2)?), two(m1, m2)?, two(d1, d2)?)
    }

    /// The six digits, each a byte from 0 to 9.
    #[must_use]
    pub const fn digits(self) -> [u8; 6] {
        [
            self.year / 10,
            self.year % 10,
            self.month / 10,
            self.month % 10,
            self.day / 10,
            self.day % 10,
        ]
    }

    /// The first second of the day, in seconds since 1970.
    #[must_use]
    pub fn unix(self) -> i64 {
        let year = 2000 + i64::from(self.year);
        instant::days(year, i64::from(self.month), i64::from(self.day)) * 86_400
    }

    pub(super) fn read(object: &Tlv<'_>) -> Result<Self, CmsError> {
        let expected = "a date of six digits";
        Self::from_digits(object.value).ok_or_else(|| CmsError::content(object.offset, expected))
    }
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        // no century year but 2000 can occur, and that one has a leap day
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for CvDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "20{:02}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
