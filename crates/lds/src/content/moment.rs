//! A date and a time of day.

use super::FullDate;
use super::full_date::{digits, number};
use core::fmt;

/// When a document was personalised: `CCYYMMDDhhmmss`, in no stated time zone
/// (Doc 9303-10 §4.7.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// the day
    pub date: FullDate,
    /// 0 to 23
    pub hour: u8,
    /// 0 to 59
    pub minute: u8,
    /// 0 to 60
    pub second: u8,
}

impl Moment {
    /// Fourteen digits, or the same packed in seven bytes.
    ///
    /// ```
    /// use vidimus_lds::content::Moment;
    /// let moment = Moment::read(b"20171115013612").unwrap();
    /// assert_eq!(moment.to_string(), "2017-11-15 01:36:12");
    /// ```
    #[must_use]
    pub fn read(value: &[u8]) -> Option<Self> {
        let date = match value.len() {
            14 => value.get(..8),
            7 => value.get(..4),
            _ => None,
        }?;
        let digits = digits(value)?;
        let part = |at: usize| u8::try_from(number(digits.get(at..at + 2)?)).ok();
        let moment = Self {
            date: FullDate::read(date)?,
            hour: part(8)?,
            minute: part(10)?,
            second: part(12)?,
        };
        (moment.hour < 24 && moment.minute < 60 && moment.second <= 60).then_some(moment)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            date,
            hour,
            minute,
            second,
        } = self;
        write!(f, "{date} {hour:02}:{minute:02}:{second:02}")
    }
}
