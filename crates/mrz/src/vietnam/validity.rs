//! The day of expiry, worked out from birth and day of issue, which the QR code has.
//!
//! A card is valid until its holder reaches an age at which it is exchanged: 25, 40 and 60, and
//! for cards issued since 1 July 2024 also 14. One issued within two years before such a
//! birthday may already run until the next; after the last there is no expiry. So there are one
//! or two candidates, and twice as many for those born on 29 February.

use crate::CalendarDate;

/// A possible expiry of a citizen card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryCandidate {
    /// on this day
    On(CalendarDate),
    /// never
    Never,
}

/// The first day on which cards are also exchanged at 14 (Law 26/2023).
const LAW_OF_2023: CalendarDate = CalendarDate {
    year: 2024,
    month: 7,
    day: 1,
};

const AGES: [u16; 4] = [14, 25, 40, 60];

/// Possible days of expiry, the likeliest first; never empty, at most four.
///
/// ```
/// use vidimus_mrz::{CalendarDate, vietnam::expiry_candidates};
/// let day = |year, month, day| CalendarDate { year, month, day };
/// let found = expiry_candidates(day(1990, 12, 31), day(2021, 7, 1));
/// assert_eq!(found.first().map(|one| one.as_mrz()).as_deref(), Some("301231"));
/// ```
#[must_use]
pub fn expiry_candidates(birth: CalendarDate, issued: CalendarDate) -> Vec<ExpiryCandidate> {
    let skipped = usize::from(issued < LAW_OF_2023);
    let mut ahead = AGES
        .into_iter()
        .skip(skipped)
        .filter(|age| birthday(birth, *age) > issued);
    let (first, next) = (ahead.next(), ahead.next());
    let Some(first) = first else {
        return vec![ExpiryCandidate::Never];
    };
    let soon = CalendarDate {
        year: issued.year.saturating_add(2),
        ..issued
    };
    let both = if birthday(birth, first) <= soon {
        [next, Some(first)]
    } else {
        [Some(first), next]
    };
    both.into_iter()
        .flat_map(|age| candidates(birth, age))
        .collect()
}

/// The day before which a birth on 29 February counts in other years is not settled.
fn candidates(birth: CalendarDate, age: Option<u16>) -> Vec<ExpiryCandidate> {
    let Some(age) = age else {
        return vec![ExpiryCandidate::Never];
    };
    let day = birthday(birth, age);
    let mut days = vec![ExpiryCandidate::On(day)];
    if (birth.month, birth.day, day.day) == (2, 29, 28) {
        days.push(ExpiryCandidate::On(CalendarDate {
            month: 3,
            day: 1,
            ..day
        }));
    }
    days
}

/// The birthday of an age; 28 February where there is no 29th.
fn birthday(birth: CalendarDate, age: u16) -> CalendarDate {
    let day = CalendarDate {
        year: birth.year.saturating_add(age),
        ..birth
    };
    if day.exists() {
        day
    } else {
        CalendarDate {
            day: day.day.min(28),
            ..day
        }
    }
}

impl ExpiryCandidate {
    /// The six characters of the zone; `991231` for a card without expiry.
    #[must_use]
    pub fn as_mrz(&self) -> String {
        match self {
            Self::On(day) => day.as_mrz(),
            Self::Never => "991231".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CalendarDate {
        let mut parts = text.split('-').filter_map(|part| part.parse().ok());
        let mut next = || parts.next().unwrap_or(0);
        let year = next();
        let mut small = || u8::try_from(next()).unwrap_or(0);
        CalendarDate {
            year,
            month: small(),
            day: small(),
        }
    }

    /// The four pairs checked against cards, and the rule's edges.
    #[test]
    fn worked_out() {
        for (birth, issued, expected) in [
            ("1990-12-31", "2021-07-01", "301231"),
            ("2001-02-28", "2023-03-02", "260228"),
            ("1958-01-01", "2021-04-15", "991231"),
            ("2000-05-01", "2024-01-10", "400501"),
            ("1963-01-01", "2021-04-15", "991231"),
            ("2012-01-01", "2024-06-30", "370101"),
            ("2012-01-01", "2022-06-30", "370101"),
            ("2012-01-01", "2024-07-01", "370101"),
            ("2015-01-01", "2024-07-01", "290101"),
        ] {
            let found = expiry_candidates(day(birth), day(issued));
            let first = found.first().map(ExpiryCandidate::as_mrz);
            assert_eq!(first.as_deref(), Some(expected), "{birth} {issued}");
        }
    }

    #[test]
    fn born_on_a_leap_day() {
        let found = expiry_candidates(day("2000-02-29"), day("2021-07-01"));
        let all: Vec<String> = found.iter().map(ExpiryCandidate::as_mrz).collect();
        assert_eq!(all, ["250228", "250301", "400229"]);
    }
}
