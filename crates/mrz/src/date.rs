//! Dates of six characters `YYMMDD` and the century they lack (Doc 9303-3 §4.8).

use core::fmt;

/// A date in a zone: two digits each for year, month and day, each possibly unknown (`<<`).
///
/// It is kept as written, so that a wrong date can be shown. `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MrzDate([u8; 6]);

/// Year, month or day of a date in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatePart {
    /// two digits
    Known(u8),
    /// `<<`; in months and days also `00`, which issuers use for it
    Unknown,
    /// anything else
    Invalid,
}

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarDate {
    /// all four digits
    pub year: u16,
    /// 1 to 12
    pub month: u8,
    /// 1 to 31
    pub day: u8,
}

impl MrzDate {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self(bytes.try_into().unwrap_or(*b"<<<<<<"))
    }

    /// The six characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The last two digits of the year.
    #[must_use]
    pub const fn year(&self) -> DatePart {
        let [y1, y2, ..] = self.0;
        DatePart::new(y1, y2)
    }

    /// The month; outside 1 to 12 invalid.
    #[must_use]
    pub const fn month(&self) -> DatePart {
        let [_, _, m1, m2, _, _] = self.0;
        DatePart::new(m1, m2).within(12)
    }

    /// The day; outside 1 to 31, or too high for a known month, invalid.
    #[must_use]
    pub const fn day(&self) -> DatePart {
        let [.., d1, d2] = self.0;
        let leap = !matches!(self.year(), DatePart::Known(year) if year % 4 != 0);
        let days = match self.month() {
            DatePart::Known(month) => days_in_month(month, leap),
            _ => 31,
        };
        DatePart::new(d1, d2).within(days)
    }

    /// Whether every part is known or unknown, none invalid.
    #[must_use]
    pub const fn is_valid(&self) -> bool {
        !matches!(self.year(), DatePart::Invalid)
            && !matches!(self.month(), DatePart::Invalid)
            && !matches!(self.day(), DatePart::Invalid)
    }

    /// Whether every part is known.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.known().is_some()
    }

    /// The day of expiry, with its century: up to fifteen years after `today` it lies in the
    /// future, else in the past (BSI TR-03135-1 §5.7.1). `None` unless all parts are known.
    ///
    /// [`crate::Mrz::expiry`] also knows the issuers to whom other rules apply.
    #[must_use]
    pub fn as_expiry(&self, today: CalendarDate) -> Option<CalendarDate> {
        self.within(today, 15)
    }

    /// The latest day that lies at most so many years after `today`.
    pub(crate) fn within(&self, today: CalendarDate, years: u16) -> Option<CalendarDate> {
        self.latest(CalendarDate {
            year: today.year.saturating_add(years),
            ..today
        })
    }

    /// The day of birth, with its century: the latest that does not lie after `today`. `None`
    /// unless all parts are known.
    #[must_use]
    pub fn as_birth(&self, today: CalendarDate) -> Option<CalendarDate> {
        self.latest(today)
    }

    /// The latest day with these six digits that is not after `limit`.
    fn latest(&self, limit: CalendarDate) -> Option<CalendarDate> {
        let (year, month, day) = self.known()?;
        let century = limit.year / 100;
        (0..=2)
            .filter_map(|back| century.checked_sub(back))
            .map(|century| CalendarDate {
                year: century * 100 + u16::from(year),
                month,
                day,
            })
            .find(|date| *date <= limit && date.exists())
    }

    const fn known(&self) -> Option<(u8, u8, u8)> {
        match (self.year(), self.month(), self.day()) {
            (DatePart::Known(year), DatePart::Known(month), DatePart::Known(day)) => {
                Some((year, month, day))
            }
            _ => None,
        }
    }
}

impl fmt::Debug for MrzDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MrzDate(<personal>)")
    }
}

impl DatePart {
    const fn new(tens: u8, ones: u8) -> Self {
        match (tens, ones) {
            (b'<', b'<') => Self::Unknown,
            (b'0'..=b'9', b'0'..=b'9') => Self::Known((tens - b'0') * 10 + ones - b'0'),
            _ => Self::Invalid,
        }
    }

    const fn within(self, max: u8) -> Self {
        match self {
            Self::Known(0) => Self::Unknown,
            Self::Known(value) if value > max => Self::Invalid,
            part => part,
        }
    }
}

impl CalendarDate {
    /// The day, in UTC, of a time in seconds since 1970-01-01; years 1 to 9999, else the
    /// nearest of them.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        let days = seconds.div_euclid(86_400).clamp(-719_162, 2_932_896);
        // days since 0000-03-01, so that the leap day ends a year
        let days = days + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Self {
            year: u16::try_from(year).unwrap_or(1),
            month: u8::try_from(month).unwrap_or(1),
            day: u8::try_from(day).unwrap_or(1),
        }
    }

    /// The six characters of a zone, `YYMMDD`.
    #[must_use]
    pub fn as_mrz(self) -> String {
        format!("{:02}{:02}{:02}", self.year % 100, self.month, self.day)
    }

    /// Whether the calendar has this day.
    #[must_use]
    pub const fn exists(self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        self.month >= 1
            && self.month <= 12
            && self.day >= 1
            && self.day <= days_in_month(self.month, leap)
    }
}

/// A date of a person's document is personal, so only the type shows.
impl fmt::Debug for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CalendarDate(<personal>)")
    }
}

impl fmt::Display for CalendarDate {
    /// As RFC 3339 writes a full date.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const fn days_in_month(month: u8, leap: bool) -> u8 {
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: CalendarDate = CalendarDate {
        year: 2026,
        month: 11,
        day: 22,
    };

    fn date(text: &str) -> MrzDate {
        MrzDate::new(text.as_bytes())
    }

    #[test]
    fn unknown_parts() {
        let day = date("7408<<");
        assert_eq!(day.year(), DatePart::Known(74));
        assert_eq!((day.day(), day.is_valid()), (DatePart::Unknown, true));
        assert!(!day.is_complete());
        let day = date("00<<00");
        assert_eq!(day.year(), DatePart::Known(0));
        assert_eq!(
            (day.month(), day.day()),
            (DatePart::Unknown, DatePart::Unknown)
        );
        for text in [
            "74A812", "741332", "740230", "743112", "12041X", "0 <<01", "7<0812",
        ] {
            assert!(!date(text).is_valid(), "{text}");
        }
        for text in [
            "00<<00", "<<<<<<", "74<<12", "<<0812", "000229", "<<0229", "960229",
        ] {
            assert!(date(text).is_valid(), "{text}");
        }
        assert!(!date("970229").is_valid());
    }

    #[test]
    fn year_windows() {
        let expiry = |text: &str| date(text).as_expiry(TODAY).map(|day| day.to_string());
        assert_eq!(expiry("391231").as_deref(), Some("2039-12-31"));
        assert_eq!(expiry("411122").as_deref(), Some("2041-11-22"));
        assert_eq!(expiry("411123").as_deref(), Some("1941-11-23"));
        assert_eq!(expiry("261121").as_deref(), Some("2026-11-21"));
        assert_eq!(expiry("991231").as_deref(), Some("1999-12-31"));
        assert_eq!(expiry("12041X"), None);
        let birth = |text: &str| date(text).as_birth(TODAY).map(|day| day.to_string());
        assert_eq!(birth("261122").as_deref(), Some("2026-11-22"));
        assert_eq!(birth("261123").as_deref(), Some("1926-11-23"));
        assert_eq!(birth("000229").as_deref(), Some("2000-02-29"));
        assert_eq!(birth("740812").as_deref(), Some("1974-08-12"));
        assert_eq!(birth("7408<<"), None);
    }

    #[test]
    fn from_unix() {
        let day = |seconds| CalendarDate::from_unix(seconds).to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(-1), "1969-12-31");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(1_401_580_800), "2014-06-01");
        assert_eq!(day(i64::MAX), "9999-12-31");
        assert_eq!(day(i64::MIN), "0001-01-01");
    }
}
